"""Pictures as PNG (ISO/IEC 15948), written without Blender's file settings."""

from __future__ import annotations

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

_UP = 2
"""The row filter that stores the difference from the row above; flat colours become zeros."""


def png_bytes(pixels: NDArray[np.uint8]) -> bytes:
    """A PNG of (height, width, 3) bytes of red, green, blue, top row first."""
    height, width, _ = pixels.shape
    rows = pixels.reshape(height, width * 3)
    filtered = np.full((height, width * 3 + 1), _UP, np.uint8)
    filtered[0, 1:] = rows[0]
    np.subtract(rows[1:], rows[:-1], out=filtered[1:, 1:])
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(filtered.tobytes(), 4)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
