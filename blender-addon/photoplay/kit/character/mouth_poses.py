"""Poses of the mouth and how they move the face round it. Head units; see head_mesh for the coordinates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import cos, pi, radians, sin

import numpy as np

from .head_shape import Face
from .maths import Floats, Ints, smoothstep

JAW_HINGE = np.array([0, 0.06, -0.14])


@dataclass(frozen=True)
class LipRings:
    """Points round the mouth: `u` and `v` are angles across and up from its middle, `height` is -1 at the
    bottom of a ring and 1 at its top, `ring` counts outwards from the lips. `round_u` and `round_v` are the
    half axes, by ring, of the ellipses that a rounded mouth sends the rings to."""

    points: Floats
    u: Floats
    v: Floats
    height: Floats
    ring: Ints
    round_u: Floats
    round_v: Floats
    centre: Floats

    def inner_ring(self) -> LipRings:
        """Only the edge where the lips meet."""
        inner = self.ring == 0
        return replace(
            self,
            points=self.points[inner],
            u=self.u[inner],
            v=self.v[inner],
            height=self.height[inner],
            ring=self.ring[inner],
        )


@dataclass(frozen=True)
class Rounding:
    """A mouth opened to an ellipse: scaling a slit would give a V."""

    half_width: float
    half_height: float
    drop: float
    amount: float


@dataclass(frozen=True)
class MouthPose:
    """`jaw` in degrees; the rest are offsets in head units. `wide` pulls the corners out, `pucker` pushes
    the lips forward, `corner` and `cheek` lift, `upper` and `lower` lift their lips, `tuck` draws the lower
    lip in."""

    jaw: float = 0.0
    wide: float = 0.0
    pucker: float = 0.0
    corner: float = 0.0
    cheek: float = 0.0
    upper: float = 0.0
    lower: float = 0.0
    tuck: float = 0.0
    rounding: Rounding | None = None


MOUTH_POSES: dict[str, MouthPose] = {
    "MBP": MouthPose(upper=-0.006, lower=0.010, pucker=-0.006, wide=-0.02),
    "AA": MouthPose(jaw=17, upper=0.014, wide=-0.02, rounding=Rounding(0.100, 0.080, -0.052, 0.65)),
    "EE": MouthPose(jaw=5, wide=0.17, upper=0.018, lower=-0.010, corner=0.02, cheek=0.012),
    "OO": MouthPose(jaw=5, wide=-0.20, pucker=0.052, rounding=Rounding(0.046, 0.036, -0.016, 1.0)),
    "FV": MouthPose(jaw=3, upper=0.026, lower=0.014, tuck=0.018, wide=0.05),
    "LTH": MouthPose(jaw=9, upper=0.014, wide=0.04),
    "smile": MouthPose(corner=0.062, wide=0.16, cheek=0.034, upper=0.004),
    "frown": MouthPose(corner=-0.055, wide=-0.04, lower=0.006),
}


def _swing_jaw(points: Floats, degrees: float) -> Floats:
    """Offsets of points that ride the jaw as it opens."""
    angle = radians(degrees)
    x, y, z = (points - JAW_HINGE).T
    swung = np.stack([x, cos(angle) * y - sin(angle) * z, sin(angle) * y + cos(angle) * z], 1)
    return swung - (points - JAW_HINGE)


def jaw_keys(points: Floats, share: float, scale: float) -> dict[str, Floats]:
    """Offsets, by shape key, of points that take `share` of the jaw's turn, times `scale` (metres a head
    unit)."""
    return {name: _swing_jaw(points, pose.jaw) * share * scale for name, pose in MOUTH_POSES.items()}


def move_mouth(face: Face, rings: LipRings, pose: MouthPose, inside: bool = False) -> Floats:
    """Offsets of the ring points for a pose; `inside` is the lining of the mouth, which the whole jaw
    carries."""
    points, u, v, height = rings.points, rings.u, rings.v, rings.height
    up, forward = face.mouth_up, face.mouth_pole
    angle = np.hypot(u, v)
    near = np.exp(-((angle / 0.42) ** 2))
    lips = np.exp(-((angle / 0.30) ** 2))
    band = np.exp(-((v / 0.16) ** 2)) * near
    upper, lower = smoothstep(0, 0.5, height) * band, smoothstep(0, -0.5, height) * band
    corners = _corner_share(face, u, v)

    offsets = _swing_jaw(points, pose.jaw) * _jaw_share(rings, inside)[:, None]
    offsets[:, 0] += pose.wide * np.sin(np.clip(u / 0.62, -pi / 2, pi / 2)) * 0.37 * near
    offsets[:, 1] += abs(pose.corner) * 0.45 * corners
    lift = pose.corner * corners + pose.upper * upper + pose.lower * lower
    offsets += lift[:, None] * up
    offsets += (pose.pucker * lips - pose.tuck * lower)[:, None] * forward
    if pose.rounding is not None:
        offsets += _round_off(face, rings, points + offsets, pose.rounding)
    # a smile lifts the cheeks, or it is only a bent line
    cheeks = np.exp(-(((np.abs(u) - 0.50) / 0.20) ** 2 + ((v - 0.34) / 0.18) ** 2))
    return offsets + (pose.cheek * cheeks)[:, None] * np.array([0, -0.5, 0.6])


def _jaw_share(rings: LipRings, inside: bool) -> Floats:
    """How much of the jaw's turn a point takes: all of it below the lips, none above nor behind the ears."""
    split = 0.16 * rings.height * np.exp(-((np.maximum(rings.ring - 2, 0) / 4) ** 2))
    share = smoothstep(0.15, -0.15, rings.v - 0.06 + split)
    share = share * smoothstep(1.9, 1.0, np.hypot(rings.u, rings.v))
    return share if inside else share * smoothstep(0.26, -0.14, rings.points[:, 1])


def _corner_share(face: Face, u: Floats, v: Floats) -> Floats:
    half = face.mouth_half_width
    beyond = np.maximum(np.abs(u) - half, 0)
    return (
        np.clip(np.abs(u) / half, 0, 1.3) ** 2 * np.exp(-((beyond / 0.16) ** 2)) * np.exp(-((v / 0.22) ** 2))
    )


def _round_off(face: Face, rings: LipRings, moved: Floats, to: Rounding) -> Floats:
    """Send the rings round the lips to ellipses, fading out over the next ones."""
    sideways, up = np.array([1.0, 0, 0]), face.mouth_up
    ring = np.minimum(rings.ring, len(rings.round_u) - 1)
    across = np.sign(rings.u) * np.sqrt(np.maximum(0, 1 - rings.height**2))
    blend = to.amount * np.interp(rings.ring, [0, 2, 5, 8, 12], [1, 1, 0.55, 0.2, 0])
    from_centre = moved - (rings.centre + to.drop * up)
    along_u = (to.half_width + rings.round_u[ring]) * across - from_centre[:, 0]
    along_v = (to.half_height + rings.round_v[ring]) * rings.height - from_centre @ up
    return blend[:, None] * (along_u[:, None] * sideways + along_v[:, None] * up)
