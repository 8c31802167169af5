"""Poses as rows of numbers, and the memory of rows that spares baking what is done again at another time.

A window of a performance comes with a key of all that its actor does in it, in time relative to its start.
When the key is known, the rows are taken from memory; a window's first and last pose are made anew all the
same and must be what memory says, so that nothing from before the window goes unseen.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .pose import Performer

Rows = NDArray[np.float64]

_MOST_BYTES = 192 * 1024 * 1024


@dataclass(frozen=True)
class Window:
    """Frames (ascending) that are keyed together; `key` says what is done in them, None when nobody said."""

    frames: Sequence[int]
    key: str | None = None


@dataclass(frozen=True)
class Layout:
    """What the columns of a row are: four a bone, the hips' place, the armature's place and turn, and shape
    keys."""

    bones: tuple[str, ...]
    shapes: tuple[str, ...]

    @property
    def hips(self) -> int:
        """The first of the three columns of the hips; the armature's four and the shape keys follow."""
        return 4 * len(self.bones)

    @property
    def width(self) -> int:
        return self.hips + 7 + len(self.shapes)


class _Memory:
    """Rows by window, the least used forgotten first."""

    def __init__(self) -> None:
        self._rows: OrderedDict[Hashable, Rows] = OrderedDict()
        self._bytes = 0

    def recall(self, key: Hashable) -> Rows | None:
        rows = self._rows.get(key)
        if rows is not None:
            self._rows.move_to_end(key)
        return rows

    def keep(self, key: Hashable, rows: Rows) -> None:
        before = self._rows.pop(key, None)
        self._bytes += rows.nbytes - (0 if before is None else before.nbytes)
        self._rows[key] = rows
        while self._bytes > _MOST_BYTES and len(self._rows) > 1:
            _, gone = self._rows.popitem(last=False)
            self._bytes -= gone.nbytes


_memory = _Memory()


def layout_of(performer: Performer, shapes: Sequence[str]) -> Layout:
    """The layout of a performer's rows, for a body with these shape keys."""
    return Layout(tuple(performer.skeleton.pose_channels().rotations), tuple(shapes))


def rows_of(
    performer: Performer, layout: Layout, windows: Sequence[Window], step: int, actor: Hashable
) -> tuple[list[int], Rows]:
    """All frames of the windows, ascending, and a row for each. `actor` stands for all that a pose depends on
    besides what the windows' keys say: body, tables, frame rate."""
    parts = [(window.frames, _rows(performer, layout, window, step, actor)) for window in windows]
    found = {frame: row for frames, rows in parts for frame, row in zip(frames, rows, strict=True)}
    frames = sorted(found)
    return frames, np.array([found[frame] for frame in frames]).reshape(len(frames), layout.width)


def _rows(performer: Performer, layout: Layout, window: Window, step: int, actor: Hashable) -> Rows:
    frames = window.frames
    known = (actor, layout, step, window.key, len(frames))
    if window.key is not None and frames:
        rows = _memory.recall(known)
        if rows is not None and all(
            np.array_equal(rows[index], _row(performer, layout, frames[index], step)) for index in (0, -1)
        ):
            return rows
    rows = np.array([_row(performer, layout, frame, step) for frame in frames]).reshape(-1, layout.width)
    if window.key is not None:
        _memory.keep(known, rows)
    return rows


def _row(performer: Performer, layout: Layout, frame: int, step: int) -> Rows:
    pose = performer.pose(frame, step)
    rotations = pose.channels.rotations
    values = [part for bone in layout.bones for part in rotations[bone]]
    values += (*pose.channels.hips_location, *pose.position, pose.turn)
    values += [pose.keys.get(name, 0.0) for name in layout.shapes]
    return np.array(values)
