"""Files that commands name: whole paths alone, since a Blender has no working folder that a client knows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bpy

from ..errors import Code, RpcError
from .naming import invalid


def absolute(path: str, key: str = "file") -> Path:
    """The path, if it is a whole one; RpcError(INVALID_PARAMS)."""
    if "\0" in path or not Path(path).is_absolute():
        raise invalid(key, f"{path!r} is no whole path")
    return Path(path)


def readable(path: str, key: str = "file") -> Path:
    """The path of a file that is there; RpcError(NOT_FOUND or INVALID_PARAMS)."""
    file = absolute(path, key)
    if not file.is_file():
        raise RpcError(Code.NOT_FOUND, f"there is no file {path}", path=key)
    return file


def load_picture(path: str, key: str) -> Any:
    """A picture file as Blender's image, one for each file; RpcError for what is none."""
    file = readable(path, key)
    image: Any = bpy.data.images.load(str(file), check_existing=True)
    if 0 in tuple(image.size):
        bpy.data.images.remove(image)
        raise invalid(key, f"{path} is no picture that Blender can read")
    return image
