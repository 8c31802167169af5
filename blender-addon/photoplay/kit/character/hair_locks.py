"""Locks: tapered clumps of hair along a path, and the styles made of them. Head units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .draft import Draft
from .maths import smooth_path, sweep
from .palette import shade
from .scalp import scalp_point

PARTING = 35
"""Where the hair falls from, degrees to the left of the middle of the face."""


@dataclass(frozen=True)
class LockShape:
    """`radius` at its thickest; `flatness` squashes the section along `up`; `blunt` ends keep that share of
    their thickness; `sides` and `rings` are its mesh."""

    radius: float
    flatness: float = 0.45
    up: tuple[float, float, float] = (0, -1, 0)
    sides: int = 7
    rings: int = 8


def add_lock(
    draft: Draft,
    points: Sequence[ArrayLike],
    shape: LockShape,
    brightness: float = 1.0,
) -> None:
    """One clump through `points`; `weigh` gives bone weights of points in metres, by default all of the
    head."""
    path = smooth_path(np.array(points, float), shape.rings)
    along = np.linspace(0, 1, shape.rings)
    taper = np.sin(np.pi * (0.12 + 0.80 * along)) ** 0.7 * (1 - 0.55 * along**3)
    rings = draft.place(sweep(path, shape.radius * taper, shape.sides, shape.flatness, shape.up))
    count = shape.rings * shape.sides
    weights = draft.sink.rigid(count, "head")
    tint = np.repeat(1.02 - 0.25 * along, shape.sides)[:, None] * np.ones(3)
    draft.sink.tube(rings, shade(draft.paints.hair, brightness), weights, tint=tint)


def add_quiff(draft: Draft) -> None:
    """Short hair swept over: clumps start at the parting and cross the edge of the forehead."""
    count = 7
    for i in range(count):
        share = i / (count - 1)
        start = PARTING - 6 - 62 * share
        points = [
            scalp_point(draft.head, start + turn, 1, polar, lift)
            for turn, polar, lift in ((8, 34, 0.05), (-4, 52, 0.085), (-16, 63, 0.075), (-30, 69, 0.030))
        ]
        add_lock(draft, points, LockShape(0.085 - 0.02 * share, 0.55, (0, -0.6, 0.8)), 1.0 + 0.06 * (i % 2))


def add_fringe(draft: Draft, count: int) -> None:
    """Hair that falls from the parting over the forehead to one temple, and the small side of the parting."""
    for i in range(count):
        share = i / (count - 1)
        start, end = PARTING - 8 - 76 * share, -25 - 20 * share
        points = [
            scalp_point(draft.head, start + 8, 1, 25, 0.04),
            scalp_point(draft.head, start - 6, 1, 46, 0.060),
            scalp_point(draft.head, start - 20 + end * 0.3, 1, 66 + 4 * share, 0.050),
            scalp_point(draft.head, start - 34 + end * 0.6, 1, 84 + 8 * share, 0.018),
        ]
        add_lock(draft, points, LockShape(0.085, 0.42, (0, -0.7, 0.7)), 1.0 + 0.06 * (i % 2))
    for i in range(3):
        points = [
            scalp_point(draft.head, PARTING + 4 + 14 * i, 1, 25, 0.04),
            scalp_point(draft.head, PARTING + 14 + 18 * i, 1, 52, 0.052),
            scalp_point(draft.head, PARTING + 26 + 18 * i, 1, 80, 0.035),
        ]
        add_lock(draft, points, LockShape(0.075, 0.42, (0, -0.5, 0.8)), 0.98 + 0.05 * (i % 2))
