"""Why something could not be written: Blender itself does not say when the disk is full."""

from __future__ import annotations

import shutil
from pathlib import Path

from .errors import Code, RpcError

ENOUGH = 64_000_000
"""Bytes: more than the largest file that is written in one go."""


def explained(error: Exception, folder: Path) -> Exception:
    """The error, or that the disk is full where next to nothing can be written into the folder."""
    there = next((place for place in (folder, *folder.parents) if place.is_dir()), None)
    if isinstance(error, RpcError) or there is None:
        return error
    free = shutil.disk_usage(there).free
    if free >= ENOUGH:
        return error
    return RpcError(
        Code.OUT_OF_SPACE, f"No space left on the disk of {folder}: {free / 1e6:.1f} MB are free."
    )
