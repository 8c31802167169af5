"""The inside of the mouth: a dark bag behind the lips, two rows of teeth and a tongue."""

from __future__ import annotations

from math import sin

import numpy as np

from .draft import Draft
from .maths import Floats, angles, grid_faces, unit
from .mesh import Occlusion
from .mouth_poses import MOUTH_POSES, jaw_keys, move_mouth
from .palette import shade

_COLUMNS = 15


def add_mouth(draft: Draft) -> None:
    """All that shows between open lips; it moves with the viseme keys."""
    _add_bag(draft)
    _add_teeth(draft, top=0.045, bottom=-0.016, lower=False)
    _add_teeth(draft, top=-0.055, bottom=-0.024, lower=True)
    _add_tongue(draft)


def _add_bag(draft: Draft) -> None:
    """The edge of the lips pushed back and widened: dark, so that an open mouth always reads."""
    face, lips = draft.head.face, draft.head.rings.inner_ring()
    back, up = unit([0, 0.95, 0.12]), face.mouth_up
    edge, height = lips.points, lips.height[:, None]
    rings = np.stack(
        [
            edge,
            edge + 0.022 * back + 0.014 * height * up,
            edge * [1.12, 1, 1] + 0.10 * back + 0.10 * height * up,
            edge * [0.9, 1, 1] + 0.24 * back + 0.08 * height * up,
        ]
    )
    keys = {
        name: np.tile(move_mouth(face, lips, pose, inside=True), (4, 1)) * draft.head_scale
        for name, pose in MOUTH_POSES.items()
    }
    paints = np.stack([draft.paints.mouth, draft.paints.throat, shade(draft.paints.throat, 0.4)])
    draft.add_to_head(rings, paints, (False, True), keys=keys, occlusion=Occlusion.CASTS_ONLY)


def _add_teeth(draft: Draft, top: float, bottom: float, lower: bool) -> None:
    """An arc at a constant distance behind the actual lips, darker at its ends; the lower row rides the
    jaw."""
    head = draft.head
    middle = head.front(0, head.face.mouth_z)
    across = np.linspace(-1, 1, _COLUMNS)
    lip = np.array([head.front(x * 0.150, head.face.mouth_z)[1] for x in across])
    inset = 0.050 + (0.008 if lower else 0.0)
    arc = np.stack([across * 0.142, lip + inset, np.full(_COLUMNS, middle[2])], 1)
    rows = ((0.012, top), (0, top), (0.001, bottom), (0.014, bottom))
    points = np.vstack([arc + np.array([0, back, up]) for back, up in rows])
    fade = np.tile(1 - 0.55 * across**4, 4) * np.repeat([0.55, 0.70, 1, 0.8], _COLUMNS)
    tint = (fade * _gaps(across, lower))[:, None] * np.array([1, 0.97, 0.93])
    if lower:
        keys = jaw_keys(points, 1.0, draft.head_scale)
    else:
        keys = {"OO": np.tile(np.array([0, 0.05, 0.02]) * draft.head_scale, (len(points), 1))}
    draft.sink.add(
        draft.place(points),
        grid_faces(4, _COLUMNS, closed=False),
        shade(draft.paints.teeth, 0.88 if lower else 1.0),
        draft.sink.rigid(len(points), "head"),
        tint,
        keys,
        Occlusion.CASTS_ONLY,
    )


def _gaps(across: Floats, lower: bool) -> Floats:
    """A faint alternation from tooth to tooth, so that the row does not read as one band."""
    dimmed = np.where(np.arange(len(across)) % 2 == (1 if lower else 0), 0.93, 1.0)
    return np.tile(dimmed, 4)


def _add_tongue(draft: Draft) -> None:
    head = draft.head
    middle = head.front(0, head.face.mouth_z)
    theta = angles(12)
    rings = np.array(
        [
            np.array([0, middle[1] + 0.05 + 0.12 * depth, middle[2] - 0.05 + 0.012 * sin(depth * 3)])
            + np.stack([np.cos(theta) * 0.06 * size, 0 * theta, np.sin(theta) * 0.022 * size], 1)
            for depth, size in ((0, 0.35), (0.08, 0.8), (0.3, 1), (0.7, 1), (1, 0.8))
        ]
    )
    keys = jaw_keys(rings.reshape(-1, 3), 0.85, draft.head_scale)
    # the tip comes up behind the teeth
    keys["LTH"] = keys["LTH"] + np.array([0, -0.035, 0.045]) * draft.head_scale
    draft.add_to_head(rings, draft.paints.tongue, keys=keys, occlusion=Occlusion.CASTS_ONLY)
