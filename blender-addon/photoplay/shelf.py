"""Named snapshots of a .blend file: `film~before lights.blend` beside `film.blend`.

What is told of each is two lines of JSON beside it: who it is, and what it holds. A snapshot is there when
its .blend is there.
"""

from __future__ import annotations

import contextlib
import difflib
import json
import os
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .errors import Code, RpcError

KEPT = 20
"""Snapshots of a file; older ones go."""
LONGEST = 60
"""Characters of a name, as in the schema."""
_UNSAVED = "untitled"


@dataclass(frozen=True)
class Snapshot:
    """A snapshot as a client is told of it; `made` is UTC."""

    name: str
    made: str
    bytes: int = 0
    blender: str = ""
    scenes: list[str] = field(default_factory=list)
    objects: int = 0


def now_text() -> str:
    """The time as `made` has it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Shelf:
    """Where the snapshots of a file lie."""

    def __init__(self, file: str, folder: str | None) -> None:
        """`folder` is for a file that was never saved; RpcError(INVALID_PARAMS) when it is missing there."""
        if not file and folder is None:
            raise RpcError(
                Code.INVALID_PARAMS,
                "folder: the file was never saved; say where its snapshots are to lie",
                path="folder",
            )
        self.file = Path(file) if file else Path(folder or "") / f"{_UNSAVED}.blend"

    def blend(self, name: str) -> Path:
        """Where a snapshot's .blend lies, or would lie."""
        return self.file.with_name(f"{self.file.stem}~{name}.blend")

    def told(self, name: str) -> Path:
        """Where it is told what a snapshot holds."""
        return self.blend(name).with_suffix(".jsonl")

    def all(self) -> list[Snapshot]:
        """Every snapshot, the newest first."""
        prefix = f"{self.file.stem}~"
        found = (
            [
                path.stem.removeprefix(prefix)
                for path in self.file.parent.glob("*.blend")
                if path.stem.startswith(prefix)
            ]
            if self.file.parent.is_dir()
            else []
        )
        read = [self._read(name) for name in found if name and "~" not in name]
        return sorted(read, key=lambda snapshot: (snapshot.made, snapshot.name), reverse=True)

    def find(self, name: str) -> Snapshot:
        """A snapshot by its name; RpcError(NOT_FOUND) with the nearest."""
        if not self.blend(name).is_file():
            known = [snapshot.name for snapshot in self.all()]
            near = difflib.get_close_matches(name, known, 3)
            raise RpcError(Code.NOT_FOUND, f"there is no snapshot {name!r}", nearest=near)
        return self._read(name)

    def contents(self, name: str) -> dict[str, Any] | None:
        """What a snapshot holds, as it was told when it was made; None where nobody can say any more."""
        with contextlib.suppress(OSError, ValueError, IndexError):
            return json.loads(self.told(name).read_text("utf-8").splitlines()[1])
        return None

    def tell(self, snapshot: Snapshot, contents: dict[str, Any]) -> Path:
        """Writes what is told of a snapshot into a file beside its place, to be moved there."""
        part = self.told(snapshot.name).with_name(f".{self.told(snapshot.name).name}.{os.getpid()}.part")
        lines = (asdict(snapshot), contents)
        part.write_text("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines), "utf-8")
        return part

    def free_name(self, wanted: str) -> str:
        """The name, or the first numbered one that is free."""
        for number in range(1, 1000):
            ending = f" {number}" if number > 1 else ""
            name = wanted[: LONGEST - len(ending)].rstrip(" .") + ending
            if not self.blend(name).exists():
                return name
        raise RpcError(Code.INVALID_PARAMS, f"name: a thousand snapshots are called {wanted!r}", path="name")

    def prune(self, spared: Collection[str]) -> list[str]:
        """Removes the oldest beyond those that are kept; returns their names."""
        old = [s.name for s in self.all()[KEPT:] if s.name not in spared]
        for name in old:
            self.remove(name)
        return old

    def remove(self, name: str) -> None:
        """Removes a snapshot."""
        self.blend(name).unlink(missing_ok=True)
        self.told(name).unlink(missing_ok=True)

    def _read(self, name: str) -> Snapshot:
        status = self.blend(name).stat()
        with (
            contextlib.suppress(OSError, ValueError, TypeError),
            self.told(name).open(encoding="utf-8") as lines,
        ):
            return Snapshot(**{**json.loads(lines.readline()), "name": name, "bytes": status.st_size})
        made = datetime.fromtimestamp(status.st_mtime, UTC).isoformat(timespec="milliseconds")
        return Snapshot(name, made.replace("+00:00", "Z"), status.st_size)
