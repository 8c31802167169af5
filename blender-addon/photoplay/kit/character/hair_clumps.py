"""Hair that is tied: ponytail and bun. Head units."""

from __future__ import annotations

from math import cos, sin

import numpy as np

from .draft import Draft
from .hair_locks import LockShape, add_lock
from .maths import angles, sweep, unit
from .palette import shade
from .scalp import scalp_point


def add_ponytail(draft: Draft, low: bool) -> None:
    """A tail from a ribbon at the back of the head, lower under a hat."""
    root = scalp_point(draft.head, 180, 1, 96 if low else 62, 0.03)
    for i in range(5):
        spread = np.array([(i - 2) * 0.035, 0.0, (i % 2) * 0.03])
        points = [
            root + spread * 0.3 - [0, 0.03, 0],
            root + np.array([0, 0.08, 0.03]) + spread,
            root + np.array([0, 0.17, -0.14]) + spread * 1.5,
            root + np.array([0, 0.17, -0.42]) + spread * 1.4,
            root + np.array([0, 0.10, -0.66 - 0.04 * (i % 2)]) + spread * 0.6,
        ]
        add_lock(draft, points, LockShape(0.098, 0.85, (1, 0, 0), rings=11), 0.94 + 0.06 * (i % 2))
    turn = np.arange(17) / 16 * 2 * np.pi
    ribbon = root + np.stack([0.055 * np.cos(turn), 0.055 + 0.02 * np.sin(turn), 0.055 * np.sin(turn)], 1)
    draft.add_to_head(sweep(ribbon, 0.022, 6, up=(0, 1, 0)), draft.paints.top, (False, False))


def add_bun(draft: Draft, low: bool) -> None:
    """A knot at the back, with loose strands by the ears that soften it."""
    root = scalp_point(draft.head, 180, 1, 92 if low else 48, 0.055)
    axis = unit(root)
    across = unit(np.cross(axis, [1.0, 0, 0]))
    over = np.cross(axis, across)
    columns = 28
    theta = angles(columns)
    rings, tint = [], []
    for i, angle in enumerate(np.radians(np.linspace(8, 158, 12))):
        radius = 0.155 * (1 + 0.07 * np.sin(theta * 3 + angle * 5))
        spoke = np.cos(theta)[:, None] * across + np.sin(theta)[:, None] * over
        rings.append(
            root + axis * (radius * cos(angle) * 0.85)[:, None] + (radius * sin(angle))[:, None] * spoke
        )
        tint.append(0.95 + 0.12 * np.sin(theta * 3 + i * 0.5))
    tints = np.concatenate(tint)[:, None] * np.ones(3)
    draft.add_to_head(np.array(rings), shade(draft.paints.hair, 0.95), (True, False), tints)
    for side in (1, -1):
        strand = ((60, 70, 0.02), (70, 88, 0.03), (72, 104, 0.03), (66, 116, 0.02))
        points = [scalp_point(draft.head, degrees, side, polar, lift) for degrees, polar, lift in strand]
        add_lock(draft, points, LockShape(0.030, 0.6, (side, 0, 0), sides=6))
