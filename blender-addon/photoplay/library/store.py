"""What was fetched, kept on disk: a bundle in a folder named by its contents, checked again at each use."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

from ..disk import ENOUGH
from ..errors import Code, RpcError
from .fetch import Fetcher
from .provider import Bundle, RemoteFile

_MOST_FILES = 300
_MOST_BYTES = 4_000_000_000
_TOLD_EVERY = 0.1

Progress = Callable[[int, int], None]
"""Told (bytes there, bytes in all), at most ten times a second and at the end."""


def store_folder() -> Path:
    """The user's cache folder for what can be fetched again; PHOTOPLAY_CACHE names another."""
    named, home = os.environ.get("PHOTOPLAY_CACHE"), Path.home()
    if named:
        return Path(named) / "library"
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
        return local / "photoplay" / "Cache" / "library"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "photoplay" / "library"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "photoplay" / "library"


class Store:
    """A folder of bundles, one below the other: provider, asset, contents."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def take(
        self, provider: str, asset: str, bundle: Bundle, fetcher: Fetcher, progress: Progress
    ) -> tuple[Path, int]:
        """The bundle's folder with all its files in it, and how many bytes had to be fetched. RpcError as the
        fetcher's, and OUT_OF_SPACE."""
        if len(bundle.files) > _MOST_FILES or bundle.size > _MOST_BYTES:
            raise RpcError(
                Code.NETWORK, f"{asset} is {bundle.size / 1e9:.1f} GB in {len(bundle.files)} files: too large"
            )
        folder = self._folder / provider / asset / _contents(bundle)
        folder.mkdir(parents=True, exist_ok=True)
        missing = [file for file in bundle.files if not _is_there(folder, file)]
        fetched = sum(file.size for file in missing)
        free = shutil.disk_usage(folder).free
        if fetched and free < fetched + ENOUGH:
            raise RpcError(
                Code.OUT_OF_SPACE,
                f"{asset} needs {fetched / 1e6:.1f} MB on the disk of {folder}: {free / 1e6:.1f} MB are free",
            )
        meter = _Meter(bundle.size - fetched, bundle.size, progress)
        for file in missing:
            fetcher.file(file, folder / file.path, meter.add)
        meter.tell()
        return folder, fetched


def _contents(bundle: Bundle) -> str:
    lines = sorted(f"{file.md5} {file.path}" for file in bundle.files)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _is_there(folder: Path, file: RemoteFile) -> bool:
    path = folder / file.path
    if not path.is_file() or path.stat().st_size != file.size:
        return False
    with path.open("rb") as data:
        return hashlib.file_digest(data, lambda: hashlib.md5(usedforsecurity=False)).hexdigest() == file.md5


class _Meter:
    def __init__(self, done: int, total: int, progress: Progress) -> None:
        self._done, self._total, self._progress = done, total, progress
        self._told = 0.0

    def add(self, count: int) -> None:
        self._done += count
        if time.monotonic() - self._told >= _TOLD_EVERY:
            self.tell()

    def tell(self) -> None:
        self._told = time.monotonic()
        self._progress(self._done, self._total)
