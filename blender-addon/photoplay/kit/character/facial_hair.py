"""Eyebrows, beards and moustaches."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi

import numpy as np

from .draft import Draft
from .head_mesh import RING_SIZE, viseme_keys
from .maths import Floats, grid_faces, smoothstep, unit
from .mouth_poses import MOUTH_POSES
from .palette import shade

_BROW_POINTS = 9


@dataclass(frozen=True)
class BrowPose:
    """Offsets in head units: `lift` of the whole brow, `tilt` of its outer end, `apart` from the other."""

    lift: float = 0.0
    tilt: float = 0.0
    apart: float = 0.0


BROW_POSES = {
    "brow_up": BrowPose(0.045, 0.0, 0.0),
    "brow_down": BrowPose(-0.034, 0.0, -0.01),
    "brow_angry": BrowPose(-0.030, 0.030, -0.014),
    "brow_sad": BrowPose(0.012, -0.036, 0.004),
}


def add_brows(draft: Draft) -> None:
    """Tapered strips that slide on the face: every key is projected anew, so brows never sink into it."""
    paint = draft.paints.hair if draft.look.elder else shade(draft.paints.hair, 0.75)
    for sign in (1, -1):
        rest = _brow(draft, sign, BrowPose())
        keys = {
            name: (_brow(draft, sign, pose) - rest) * draft.head_scale for name, pose in BROW_POSES.items()
        }
        weights = draft.sink.rigid(len(rest), "head")
        faces = grid_faces(4, _BROW_POINTS, closed=False)
        draft.sink.add(draft.place(rest), faces, paint, weights, keys=keys)


def _brow(draft: Draft, sign: int, pose: BrowPose) -> Floats:
    face = draft.head.face
    thickness = (0.020 - 0.007 * face.figure) * (1.25 if face.elder else 1) * (1 - 0.25 * face.youth)
    along = np.linspace(0, 1, _BROW_POINTS)
    x = 0.062 + pose.apart + along * 0.215
    arch = 0.030 * np.sin(along * pi * 0.85) - 0.012 * along
    z = face.eye_z + face.eye_radius * 1.08 + 0.058 + arch + pose.lift + pose.tilt * (along - 0.35) * 1.6
    width = thickness * (1.0 - 0.75 * along**2.2) * (0.75 + 0.25 * smoothstep(0, 0.15, along))
    edges = ((-1.0, -0.006), (-0.35, 0.017), (0.45, 0.017), (1.0, -0.006))  # across the strip: height, lift
    return np.array(
        [
            draft.head.front(sign * x[i], z[i] + height * width[i], lift)
            for height, lift in edges
            for i in range(_BROW_POINTS)
        ]
    )


def add_beard(draft: Draft) -> None:
    """A lifted copy of the lower face, which so inherits every key of the mouth."""
    style = draft.look.beard
    if style == "none":
        return
    head, rings = draft.head, draft.head.rings
    cover = _full_beard(draft) if style == "full" else _moustache(draft)
    x, _, z = rings.points.T
    depth = 0.010 + 0.034 * smoothstep(-0.20, -0.48, z) if style == "full" else 0.024
    lift = depth * cover - 0.012 * (1 - cover)
    strands = 1 + 0.22 * np.sin(np.arctan2(x, -z - 0.2) * 26) * cover
    points = rings.points + unit(rings.points - np.array([0, 0.05, -0.1])) * (lift * strands)[:, None]

    quads = grid_faces(head.ring_count, RING_SIZE)
    quads = quads[cover[quads].max(1) > 0.02]
    used, renumbered = np.unique(quads, return_inverse=True)
    keys = {name: offsets[used] for name, offsets in viseme_keys(head, MOUTH_POSES, draft.head_scale).items()}
    tint = (0.8 + 0.2 * smoothstep(-0.5, -0.2, z))[used]
    draft.sink.add(
        draft.place(points[used]),
        renumbered.reshape(quads.shape),
        shade(draft.paints.hair, 0.92),
        draft.sink.rigid(len(used), "head"),
        tint[:, None] * np.ones(3),
        keys,
    )


# height of a beard's upper edge by distance from the middle of the face
_BEARD_AT = [0, 0.07, 0.13, 0.20, 0.27, 0.33, 0.40]
_BEARD_LINE = [-0.178, -0.182, -0.215, -0.275, -0.24, -0.13, 0.06]


def _full_beard(draft: Draft) -> Floats:
    """How much of a point is covered: below a line from the nose over the cheeks to the ears, free of the
    lips."""
    rings = draft.head.rings
    x, y, z = rings.points.T
    line, ahead = (np.interp(np.abs(x) + step, _BEARD_AT, _BEARD_LINE) for step in (-0.01, 0.01))
    below = ((line + ahead) / 2 - z) / np.hypot(1, (ahead - line) / 0.02)  # distance from the line
    cover = smoothstep(-0.035, 0.065, below) * smoothstep(0.22, 0.06, y)
    cover = np.where(rings.ring < 3, 0, cover)
    above_lip = (rings.v > 0) & (rings.ring < 6)
    return np.where(above_lip, np.minimum(cover, smoothstep(2, 4, rings.ring)), cover)


def _moustache(draft: Draft) -> Floats:
    """Only the upper lip, a little past the corners of the mouth."""
    rings = draft.head.rings
    x, y, z = rings.points.T
    top = np.interp(np.abs(x), [0, 0.05, 0.12, 0.19], [-0.186, -0.182, -0.205, -0.275])
    cover = smoothstep(top + 0.016, top - 0.022, z) * smoothstep(0.20, 0.14, np.abs(x)) * (y < 0)
    cover = np.where((rings.ring < 3) | (rings.v < -0.02), 0, cover)
    return cover * smoothstep(2, 4, rings.ring)
