"""Curly hair: one cap whose surface is that of many overlapping tufts. Head units."""

from __future__ import annotations

import numpy as np

from .draft import Draft
from .maths import Floats, angles, smoothstep
from .scalp import cap_rows, directions, from_front

_COLUMNS, _ROWS = 100, 23
_AZIMUTH = angles(_COLUMNS)
_GOLDEN_ANGLE = 2.39996
_TUFTS = 150
_UNDER_HAT = 0.030
_LINE_AT = [0, 25, 42, 58, 72, 84, 96, 112, 135, 180]
_LINE = [66, 64, 63, 74, 94, 88, 90, 116, 122, 122]


def add_curls(draft: Draft, pressed: bool) -> None:
    """A cap of curls; `pressed` keeps those above the ears as low as a hat wants them."""
    front = from_front(_AZIMUTH)
    line = np.radians(np.interp(front, _LINE_AT, _LINE))
    shares = np.linspace(0.5, 1, _ROWS // 2) if pressed else np.linspace(0, 1, _ROWS)
    shares = shares[:, None] ** 0.9
    polar = line * shares
    height, crease = _tufts(polar, np.broadcast_to(_AZIMUTH, polar.shape))
    lift = (0.020 + height) * (1 - 0.75 * smoothstep(0.90, 1.0, shares))
    if pressed:
        free = smoothstep(np.radians(80), np.radians(92), polar) * smoothstep(55, 75, front)
        lift = _UNDER_HAT + (lift - _UNDER_HAT) * free
    lift = lift - 0.040 * smoothstep(0.94, 1.0, shares)
    rings = cap_rows(draft.head, polar, lift, _AZIMUTH)
    tint = (0.52 + 0.58 * crease) * (1 - 0.15 * smoothstep(0.8, 1, shares))
    draft.add_to_head(rings, draft.paints.hair, (True, False), tint.reshape(-1, 1) * np.ones(3))


def _tufts(polar: Floats, azimuth: Floats) -> tuple[Floats, Floats]:
    """Height of the upper envelope of balls on the unit sphere, spread by the golden angle so that no rows
    show, and how far each point is from a crease (0 to 1). The generator's seed is fixed: every build is the
    same."""
    random = np.random.default_rng(7)
    index = np.arange(_TUFTS)
    tilt, turn = np.arccos(1 - 2 * (index + 0.5) / _TUFTS), index * _GOLDEN_ANGLE
    centres = np.stack([np.cos(turn) * np.sin(tilt), np.sin(turn) * np.sin(tilt), np.cos(tilt)], 1)
    radius = random.uniform(0.17, 0.23, _TUFTS)
    raised = random.uniform(-0.006, 0.018, _TUFTS)
    points = directions(polar, azimuth)
    distance = np.sqrt(np.maximum(0, 2 - 2 * np.einsum("rcx,tx->rct", points, centres)))
    dome = np.sqrt(np.maximum(0, 1 - (distance / radius) ** 2))
    height = (dome * radius * 0.50 + raised * (dome > 0)).max(2)
    return height, dome.max(2)
