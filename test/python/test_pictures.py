"""Picture files that a killed process or a full disk cut short are told from whole ones."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from photoplay.pictures import is_whole


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


HEADER = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", HEADER)
    + chunk(b"IDAT", zlib.compress(b"\0abc"))
    + chunk(b"IEND", b"")
)
BMP = b"BM" + struct.pack("<IIIIiiHHIIiiII", 58, 0, 54, 40, 1, 1, 1, 24, 0, 4, 0, 0, 0, 0) + b"abc\0"


@pytest.mark.parametrize("whole", [PNG, BMP], ids=["png", "bmp"])
def test_a_picture_is_whole_only_with_all_its_bytes(tmp_path: Path, whole: bytes) -> None:
    file = tmp_path / "picture"
    file.write_bytes(whole)
    assert is_whole(file)
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        assert not is_whole(file), f"{length} of {len(whole)} bytes"


def test_what_is_no_picture_or_not_there_is_not_whole(tmp_path: Path) -> None:
    file = tmp_path / "text"
    file.write_text("not a picture at all, but long enough to be one in bytes, or so one may think")
    assert not is_whole(file)
    assert not is_whole(tmp_path / "nothing")
    assert not is_whole(tmp_path)
