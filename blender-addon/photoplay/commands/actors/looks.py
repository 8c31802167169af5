"""Where eyes go: looks that follow people and things, as the gaze of a `Performance`. Knows nothing of
Blender.

A look is {start, at, glance?, frames?}: without frames it lasts until the next one; after one with frames the
eyes go back to what they looked at before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import dist
from typing import Any

Look = Mapping[str, Any]
PointOf = Callable[[Mapping[str, Any], int], list[float]]
"""Where a target is at a frame."""

AHEAD: dict[str, Any] = {"start": 0, "at": {"ahead": True}}
"""What one looks at whom nobody told: straight on."""

_EVERY = 2
_MOVED = 0.02
"""Metres that a target goes before the eyes follow."""


def with_look(looks: Sequence[Look], made: Look) -> list[Look]:
    """The looks with one more; of two that start together the later said counts."""
    return sorted(
        [*(look for look in looks if look["start"] != made["start"]), made], key=lambda look: look["start"]
    )


def gaze_keys(
    base: Sequence[Look], looks: Sequence[Look], end: int, point_of: PointOf
) -> list[dict[str, Any]]:
    """The gaze up to a frame: `base` are keys of a gaze (frame, point, glance) that looks go before."""
    keys: list[dict[str, Any]] = []
    shown: Look | None = None
    for frame in _frames(base, looks, end):
        active = _active(base, looks, frame)
        if active is None:
            continue
        point = active["point"] if "point" in active else point_of(active["at"], frame)
        glance = bool(active.get("glance", False))
        news = active is not shown and (
            not keys or keys[-1]["point"] != point or keys[-1]["glance"] != glance
        )
        if news or dist(keys[-1]["point"], point) > _MOVED:
            keys.append({"frame": frame, "point": [round(value, 4) for value in point], "glance": glance})
        shown = active
    return keys


def _frames(base: Sequence[Look], looks: Sequence[Look], end: int) -> list[int]:
    marks = {key["frame"] for key in base} | {look["start"] for look in looks}
    marks |= {look["start"] + look["frames"] for look in looks if "frames" in look}
    first = min(marks, default=0)
    return sorted(marks | set(range(first, end, _EVERY)))


def _active(base: Sequence[Look], looks: Sequence[Look], frame: int) -> Look | None:
    """The look that has begun last and is not over, else the key of the base."""
    for look in reversed(looks):
        if look["start"] <= frame and ("frames" not in look or frame < look["start"] + look["frames"]):
            return look
    return next((key for key in reversed(base) if key["frame"] <= frame), None)
