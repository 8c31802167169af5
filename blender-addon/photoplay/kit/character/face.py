"""The skin of the head: the painted face and the ears."""

from __future__ import annotations

from math import radians

import numpy as np
from numpy.typing import ArrayLike

from .draft import Draft
from .head_mesh import viseme_keys
from .maths import Floats, angles, rotation, smoothstep
from .mouth_poses import MOUTH_POSES

_LIP_TINT = [1.0, 1.0, 0.55, 0.0]
"""How red the rings round the mouth are, from the lips outwards."""


def add_face(draft: Draft) -> None:
    """The head's skin with its viseme keys, and both ears unless a scarf hides them."""
    head = draft.head
    keys = {
        name: np.vstack([offsets, np.zeros((1, 3))])  # the pole, behind, never moves
        for name, offsets in viseme_keys(head, MOUTH_POSES, draft.head_scale).items()
    }
    weights = draft.sink.rigid(len(head.vertices), "head")
    draft.sink.add(
        draft.place(head.vertices), head.faces, draft.paints.skin, weights, _complexion(draft), keys
    )
    if draft.look.hat != "scarf":
        for sign in (1, -1):
            _add_ear(draft, sign)


def _complexion(draft: Draft) -> Floats:
    """Tint of the skin: blush, warm nose, darker sockets, nostrils, lips and a shadow under the jaw."""
    head, face = draft.head, draft.head.face
    x, y, z = head.vertices.T
    tint = np.ones((len(head.vertices), 3))

    def glaze(weight: ArrayLike, colour: ArrayLike) -> None:
        nonlocal tint
        tint = tint * (1 + np.asarray(weight)[:, None] * (np.asarray(colour) - 1))

    def spot(across: float, up: float, size: float) -> Floats:
        return np.exp(-(((np.abs(x) - across) / size) ** 2 + ((z - up) / size) ** 2)) * (y < -0.1)

    glaze(spot(0.23, -0.15, 0.10) * (0.5 if face.elder else 0.75), [1.0, 0.72, 0.66])
    glaze(spot(0.0, -0.12, 0.055) * 0.6, [1.0, 0.74, 0.68])
    glaze(spot(face.eye_x, face.eye_z, 0.13) * (0.40 if face.elder else 0.12), [0.80, 0.66, 0.64])
    glaze(smoothstep(-0.30, -0.48, z) * smoothstep(-0.36, 0.0, y), [0.72, 0.62, 0.60])
    glaze(smoothstep(0.1, 0.35, y) * 0.5, [0.8, 0.75, 0.75])
    for sign in (1, -1):  # two painted dots do what the mesh is too coarse for
        dot = np.exp(-(((x - sign * 0.034) / 0.016) ** 2 + ((z + 0.150) / 0.012) ** 2))
        glaze(dot * (y < -0.3) * 0.8, [0.55, 0.36, 0.33])
    by_ring = np.array(_LIP_TINT + [0.0] * (head.ring_count - len(_LIP_TINT)))
    lips = np.append(by_ring[head.rings.ring], 0)
    glaze(lips * (0.9 if face.figure > 0.5 and not face.child else 0.5), [0.86, 0.50, 0.48])
    return tint


_EAR_SIZE = np.array([0.95, 1.1, 1.0, 0.78, 0.62, 0.45, 0.2])
_EAR_DEPTH = np.array([-0.5, 0.35, 0.95, 0.7, 0.15, -0.05, 0.0])
_EAR_TINT = np.array(
    [
        [1, 0.85, 0.8], [1, 0.8, 0.75], [1, 0.85, 0.8], [0.9, 0.7, 0.66],
        [0.7, 0.5, 0.48], [0.7, 0.5, 0.48], [0.6, 0.42, 0.4],
    ]
)  # fmt: skip


def _add_ear(draft: Draft, sign: int) -> None:
    """A flattened bowl with a rim: enough to read as an ear from any side."""
    sides = 14
    theta = angles(sides)
    egg = 1 + 0.16 * np.sin(theta)
    rings = np.array(
        [
            np.stack(
                [
                    np.full(sides, depth * 0.030),
                    np.cos(theta) * 0.062 * size * egg,
                    np.sin(theta) * 0.105 * size + 0.01 * size,
                ],
                1,
            )
            for size, depth in zip(_EAR_SIZE, _EAR_DEPTH, strict=True)
        ]
    )
    turn = rotation((1, 0, 0), radians(-10)) @ rotation((0, 0, 1), radians(24))
    rings = rings @ turn.T * (1.12 if draft.look.elder else 1.0)
    rings = rings * np.array([sign, 1, 1]) + np.array([sign * 0.372, 0.03, -0.045])
    draft.add_to_head(rings, draft.paints.skin, (False, True), np.repeat(_EAR_TINT, sides, 0))
