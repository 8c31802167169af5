"""Shoes: a loft from heel to toe with a sole."""

from __future__ import annotations

import numpy as np

from .draft import Draft
from .joints import SIDES
from .maths import angles, bell, smoothstep

_SIDES = 16
# y, half width and height of the upper, from heel to toe; shares of the body's height
_PROFILE = (
    (0.034, 0.012, 0.030), (0.031, 0.020, 0.040), (0.018, 0.0255, 0.052), (0.000, 0.0265, 0.054),
    (-0.022, 0.0265, 0.050), (-0.045, 0.0290, 0.041), (-0.068, 0.0315, 0.033), (-0.088, 0.0290, 0.027),
    (-0.101, 0.020, 0.020), (-0.105, 0.009, 0.014),
)  # fmt: skip
_SOLE = 0.011


def add_shoes(draft: Draft) -> None:
    """Both shoes; their toes bend."""
    body, theta = draft.body, angles(_SIDES)
    height = body.height
    size = 1 - 0.10 * body.figure + 0.12 * body.youth
    cosine, sine = np.cos(theta), np.sin(theta)
    rows = []
    for y, width, top in _PROFILE:
        x = width * size * np.sign(cosine) * np.abs(cosine) ** 0.75 + 0.004 * float(bell(y, -0.07, 0.05))
        upper = _SOLE + (top * size - _SOLE) * np.abs(sine) ** 0.8
        z = np.where(sine > 0, upper, _SOLE - 0.010 * np.abs(sine) ** 0.35)
        rows.append(np.stack([x, np.full(_SIDES, y * size), z], 1) * height)
    left = np.array(rows) + np.array([draft.joint("foot.L")[0], 0, 0])
    below = (np.arange(_SIDES) >= _SIDES // 2)[:, None]
    paints = np.tile(np.where(below, draft.paints.sole, draft.paints.shoes), (len(_PROFILE) - 1, 1))
    toe = smoothstep(-0.045 * height, -0.075 * height, left.reshape(-1, 3)[:, 1]) * 0.9
    for sign, side in SIDES:
        suffix = side.replace(".", "_")
        weights = draft.sink.weights(len(toe), **{f"toe{suffix}": toe, f"foot{suffix}": 1 - toe})
        draft.sink.tube(left * np.array([sign, 1, 1]), paints, weights)
