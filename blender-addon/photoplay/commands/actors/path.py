"""Ways across the floor: how far one has gone when, and where that is. Knows nothing of Blender."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import atan2, hypot, pi

from .timing import EASE_SECONDS

Point = Sequence[float]

_AHEAD = 0.25
"""Metres before and behind by which one who walks is turned."""
_TURN_SECONDS = 0.45


def smooth(share: float) -> float:
    """0 at 0, 1 at 1, level at both ends; clamped."""
    share = min(max(share, 0.0), 1.0)
    return share * share * (3 - 2 * share)


def wrapped(angle: float) -> float:
    """The angle within -pi … pi."""
    return (angle + pi) % (2 * pi) - pi


def facing_to(start: Point, end: Point) -> float:
    """The facing of one who looks from one point to another."""
    return atan2(-(end[0] - start[0]), end[1] - start[1])


def distance(a: Point, b: Point) -> float:
    """Metres between two points, seen from above."""
    return hypot(a[0] - b[0], a[1] - b[1])


def path_length(path: Sequence[Point]) -> float:
    """Metres along way points, seen from above."""
    return sum(distance(a, b) for a, b in pairwise(path))


def travelled(total: float, frames: int, elapsed: float, fps: float) -> float:
    """Metres gone after `elapsed` of `frames`: speeds up, walks evenly, slows down."""
    ease = max(1e-6, min(EASE_SECONDS * fps, frames / 2))
    speed = total / max(frames - ease, 1e-6)
    time = min(max(elapsed, 0.0), float(frames))
    if time < ease:
        return speed * time * time / (2 * ease)
    if time > frames - ease:
        return total - speed * (frames - time) ** 2 / (2 * ease)
    return speed * (time - ease / 2)


def point_along(path: Sequence[Point], gone: float) -> list[float]:
    """The point (x, y, z) `gone` metres along a path, straight on beyond its ends."""
    left = gone
    legs = [(a, b, distance(a, b)) for a, b in pairwise(path)]
    legs = [leg for leg in legs if leg[2] > 0]
    for index, (a, b, length) in enumerate(legs):
        if left <= length or index == len(legs) - 1:
            share = left / length
            level = min(max(share, 0.0), 1.0)
            return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * level]
        left -= length
    return list(path[-1])


def walk_places(
    path: Sequence[Point], frames: int, fps: float, before: float, after: float | None
) -> list[tuple[list[float], float]]:
    """Position and facing at each of frames + 1 moments of a walk. One turns into it from the facing
    `before`, and at its end to `after` (None: as one came)."""
    total = path_length(path)
    turn = max(1.0, min(_TURN_SECONDS * fps, frames / 3))
    places: list[tuple[list[float], float]] = []
    for elapsed in range(frames + 1):
        gone = travelled(total, frames, elapsed, fps)
        along = facing_to(point_along(path, gone - _AHEAD), point_along(path, gone + _AHEAD))
        facing = before + wrapped(along - before) * smooth(elapsed / turn)
        if after is not None:
            facing += wrapped(after - facing) * smooth((elapsed - frames + turn) / turn)
        places.append((point_along(path, gone), facing))
    return places
