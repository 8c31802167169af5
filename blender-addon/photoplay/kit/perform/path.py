"""Where an actor's root is at each frame, and where along its way."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from mathutils import Vector
from numpy.typing import NDArray

from .ease import DEGREE, clamp
from .score import RootKey

Doubles = NDArray[np.float64]

STEP_TURN = 62 * DEGREE
"""One who turns on the spot takes a step for each such angle."""

_STILL_METRES, _STILL_TURN = 2e-4, 2e-4
_MERGE = 8
_SPEED_REACH = 2


class Moves:
    """One stretch in which the root moves or turns without a pause of eight frames: frames `start` ..
    `end`."""

    def __init__(self, start: int, end: int) -> None:
        self.start, self.end = start, end


class RootPath:
    """The root keys, sampled at every frame from the first to the last and held outside."""

    def __init__(self, keys: Sequence[RootKey]) -> None:
        frames = np.array([key.frame for key in keys], float)
        turns = np.unwrap([key.facing for key in keys])
        places = np.array([key.position for key in keys], float)
        self.first, self.last = keys[0].frame, keys[-1].frame
        times = np.arange(self.first, self.last + 1)
        self.positions: Doubles = np.stack(
            [np.interp(times, frames, places[:, axis]) for axis in range(3)], 1
        )
        self.facings: Doubles = np.interp(times, frames, turns)
        self._leaps = np.linalg.norm(np.diff(self.positions[:, :2], axis=0), axis=1)
        self._turns = np.abs(np.diff(self.facings))
        self._travelled: Doubles = np.concatenate([[0.0], np.cumsum(self._leaps)])

    def position(self, frame: float) -> Vector:
        index, share = self._place(frame)
        if not share:
            return Vector(self.positions[index])
        return Vector(self.positions[index]).lerp(Vector(self.positions[index + 1]), share)

    def facing(self, frame: float) -> float:
        index, share = self._place(frame)
        facing = float(self.facings[index])
        return facing + (float(self.facings[index + 1]) - facing) * share if share else facing

    def travelled(self, frame: float) -> float:
        """Metres walked up to a frame."""
        index, share = self._place(frame)
        way = float(self._travelled[index])
        return way + float(self._leaps[index]) * share if share else way

    def speed(self, frame: float) -> float:
        """Metres a frame, over five frames."""
        return (self.travelled(frame + _SPEED_REACH) - self.travelled(frame - _SPEED_REACH)) / (
            2 * _SPEED_REACH
        )

    def moves(self) -> list[Moves]:
        """The stretches of movement, in order."""
        moving = np.flatnonzero((self._leaps > _STILL_METRES) | (self._turns > _STILL_TURN))
        found: list[Moves] = []
        for index in moving.tolist():
            start = self.first + index
            if found and start - found[-1].end < _MERGE:
                found[-1].end = start + 1
            else:
                found.append(Moves(start, start + 1))
        return found

    def effort(self, move: Moves, step: float) -> tuple[Doubles, Doubles]:
        """The frames of a move and, at each, how many steps of `step` metres (or `STEP_TURN`) it has
        taken."""
        first, last = move.start - self.first, move.end - self.first
        each = np.hypot(self._leaps[first:last] / step, self._turns[first:last] / STEP_TURN)
        return np.arange(move.start, move.end + 1, dtype=float), np.concatenate([[0.0], np.cumsum(each)])

    def top_speed(self, move: Moves) -> float:
        """The greatest speed of a move, metres a frame."""
        return float(self._leaps[move.start - self.first : move.end - self.first].max())

    def turn_of(self, move: Moves) -> float:
        """The whole turn of a move, radians, counter-clockwise."""
        return self.facing(move.end) - self.facing(move.start)

    def _place(self, frame: float) -> tuple[int, float]:
        place = clamp(frame, self.first, self.last) - self.first
        index = int(place)
        return index, place - index
