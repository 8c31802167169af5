"""Whether a picture file is whole: a process that was ended, or a full disk, may leave less."""

from __future__ import annotations

import struct
from pathlib import Path

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_END = b"\0\0\0\0IEND\xaeB`\x82"
"""The last chunk: no bytes, its name, its checksum (PNG specification, 11.2.5)."""


def is_whole(file: Path) -> bool:
    """Whether a BMP or PNG is there from its first byte to its last; the pixels are not looked at."""
    try:
        with file.open("rb") as data:
            head = data.read(8)
            size = data.seek(0, 2)
            if head.startswith(b"BM"):
                return size > 54 and struct.unpack_from("<I", head, 2)[0] == size
            if head != _PNG or size < len(_PNG) + len(_PNG_END):
                return False
            data.seek(-len(_PNG_END), 2)
            return data.read() == _PNG_END
    except OSError:
        return False
