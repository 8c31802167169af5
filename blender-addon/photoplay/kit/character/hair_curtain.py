"""Hair that hangs from the cap round the back of the head, as one cloth of strands. Head units."""

from __future__ import annotations

import numpy as np

from .draft import Draft
from .maths import Floats, smooth_path, smoothstep, unit
from .scalp import scalp_point

_STRANDS = 12
_COLUMNS = 4 * _STRANDS + 1
_ROWS = 9
_ACROSS = np.linspace(-1, 1, _COLUMNS)
"""From the right temple round the back to the left one."""
_BULGE = np.abs(np.cos(_ACROSS * np.pi * _STRANDS / 2)) ** 0.6
"""0 between strands, 1 in their middle."""


def add_curtain(draft: Draft) -> None:
    """Long hair to the shoulder blades, its tips dragging on the chest, or a bob whose ends turn in at the
    jaw."""
    bob = draft.look.hair_style == "bob"
    paths = np.array(
        [_path(draft, across, strand, bob) for across, strand in zip(_ACROSS, _uneven(), strict=True)]
    )
    outward = unit(paths * [1, 1, 0] - [0, 0.03, 0])
    down = np.linspace(0, 1, _ROWS)
    sides = (1 - np.abs(_ACROSS) ** 8)[:, None]
    grooves = (0.030 * _BULGE[:, None] - 0.012) * smoothstep(0.05, 0.35, down)
    tips = 1 - 0.85 * smoothstep(0.80, 1.0, down)
    outer = paths + outward * ((0.030 * sides + grooves) * tips)[..., None]
    inner = paths - outward * (0.055 * sides * tips * smoothstep(0.0, 0.4, down))[..., None]

    rings = np.concatenate([outer, inner[::-1]]).transpose(1, 0, 2)
    strands = 0.80 + 0.24 * _BULGE[:, None] - 0.18 * down + 0.05 * _strand_noise()[:, None]
    tint = np.concatenate([strands, np.full_like(strands, 0.62)]).T.reshape(-1, 1) * np.ones(3)
    placed = draft.place(rings)
    points = placed.reshape(-1, 3)
    weights = draft.sink.rigid(len(points), "head") if bob else _hanging(draft, points)
    draft.sink.tube(placed, draft.paints.hair, weights, (False, True), tint)


def _strand_noise() -> Floats:
    """-1..1, constant along a strand."""
    strand: Floats = np.round((_ACROSS + 1) * _STRANDS / 2)
    return np.multiply(np.sin(strand * 2.4), np.cos(strand * 1.3))


def _uneven() -> Floats:
    """How much lower each column ends: strands differ, and their middles are longest."""
    return 0.035 * _strand_noise() + 0.045 * _BULGE


def _path(draft: Draft, across: float, lower: float, bob: bool) -> Floats:
    """The way of a column from within the cap to its tip."""
    degrees, side, edge = 180 - abs(across) * 112, 1 if across >= 0 else -1, abs(across)
    root = [
        scalp_point(draft.head, degrees, side, polar, lift)
        for polar, lift in ((36, 0.0), (62, 0.046), (90, 0.066))
    ]
    x, y, _ = root[-1]
    if bob:
        low = [x * 1.12, y * 1.06 + 0.02, -0.30]
        return smooth_path([*root, low, [x * 0.98, y * 0.92, -0.50 - lower - 0.03 * edge]], _ROWS)
    low = np.array([x * 1.08, y * (0.92 if edge < 0.7 else 1.0) + 0.02, -0.42])
    tip = np.array([low[0] * 0.92, low[1] - 0.04 * edge + 0.02, -0.80 - lower + 0.21 * edge**2])
    return smooth_path([*root, low, (low + tip) / 2 + np.array([0, 0.02, 0]), tip], _ROWS)


def _hanging(draft: Draft, points: Floats) -> Floats:
    neck, head = draft.body.levels["neck"], draft.head_scale
    chest = smoothstep(neck + 0.12 * head, neck - 0.5 * head, points[:, 2]) * 0.75
    return draft.sink.weights(len(points), head=1 - chest, chest=chest)
