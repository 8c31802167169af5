"""Spectacles: two rims, a bridge and the temples."""

from __future__ import annotations

import numpy as np

from .draft import Draft
from .maths import sweep

_RIM_POINTS = 24


def add_glasses(draft: Draft) -> None:
    """Round glasses in front of the eyes, carried by the head."""
    centre, eye_radius = draft.head.eye, draft.head.face.eye_radius
    radius, front = eye_radius * 1.18, centre[1] - eye_radius * 1.22
    paint = draft.paints.frame
    angle = np.arange(_RIM_POINTS + 1) / _RIM_POINTS * 2 * np.pi
    for sign in (1, -1):
        x = sign * centre[0] + radius * np.cos(angle)
        rim = np.stack(
            [
                sign * centre[0] + radius * np.cos(angle) * 1.08,
                front + 0.30 * x**2 - 0.02,  # the rims curve with the face
                centre[2] - 0.01 + radius * np.sin(angle) * 0.95,
            ],
            1,
        )
        rings = sweep(rim[:-1], 0.0115, 6)
        draft.add_to_head(np.concatenate([rings, rings[:1]]), paint, (False, False))
        hinge = rim[0] if sign > 0 else rim[_RIM_POINTS // 2]
        temple = [
            hinge,
            [sign * 0.40, front + 0.12, centre[2] + 0.01],
            [sign * 0.405, 0.02, centre[2]],
            [sign * 0.39, 0.08, centre[2] - 0.04],
        ]
        draft.add_to_head(sweep(temple, 0.011, 6, up=(0, 0, 1)), paint)
    inner = centre[0] - radius * 1.06
    bridge = [
        [-inner - 0.01, front - 0.005, centre[2] + 0.02],
        [0, front - 0.03, centre[2] + 0.035],
        [inner + 0.01, front - 0.005, centre[2] + 0.02],
    ]
    draft.add_to_head(sweep(bridge, 0.011, 6, up=(0, 0, 1)), paint)
