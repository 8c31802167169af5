"""The surface of a head: an ellipsoid, tapered to a jaw, and a dozen Gaussian bumps.

Head units: chin to crown is 1, the origin is the middle of the head, the face looks to -Y. The surface is
star shaped, so a direction names a point of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .look import Look
from .maths import Floats, bell, smoothstep, unit

SKULL = np.array([0.385, 0.455, 0.5])
"""Semi-axes of the skull."""


@dataclass(frozen=True)
class Face:
    """Measures of a face, in head units; `mouth_half_width` is an angle (radians) seen from the head's
    middle."""

    figure: float
    youth: float
    elder: bool
    jaw: float
    cheek: float
    nose: float
    chin: float
    eye_x: float
    eye_z: float
    eye_radius: float
    mouth_z: float
    mouth_half_width: float
    upper_lid: float
    lower_lid: float

    @property
    def child(self) -> bool:
        return self.youth > 0.5

    @property
    def softness(self) -> float:
        """1 where neither a man's jaw nor his brow shows."""
        return max(self.figure, self.youth)

    @property
    def mouth_pole(self) -> Floats:
        """Direction of the middle of the mouth."""
        return unit([0, -0.40 / 0.45, self.mouth_z / 0.5])

    @property
    def mouth_up(self) -> Floats:
        """Up along the face at the mouth."""
        up = unit(np.cross(self.mouth_pole, [-1.0, 0, 0]))
        return up if up[2] > 0 else -up


def measure_face(look: Look) -> Face:
    """The face of a look; lids are degrees above and below the middle of the eye."""
    youth, figure, elder = look.youth, look.figure, float(look.elder)
    stout = {"slim": -0.6, "average": 0.0, "stocky": 1.0}[look.build]

    def aged(adult: float, child: float) -> float:
        return adult + (child - adult) * youth

    return Face(
        figure=figure,
        youth=youth,
        elder=look.elder,
        jaw=0.25 - 0.07 * stout + 0.09 * figure - 0.10 * youth,
        cheek=0.022 + 0.016 * stout + 0.022 * youth - 0.012 * elder,
        nose=aged(0.085 - 0.018 * figure + 0.018 * elder, 0.055),
        chin=0.045 - 0.02 * figure - 0.02 * youth,
        eye_x=0.172,
        eye_z=aged(0.0, -0.035),
        eye_radius=aged(0.118 + 0.008 * figure - 0.008 * elder, 0.132),
        mouth_z=aged(-0.275, -0.29),
        mouth_half_width=aged(0.34, 0.30),
        upper_lid=22.0 if look.elder else aged(31 + 2 * figure, 34),
        lower_lid=aged(30, 34),
    )


def skull_surface(face: Face, directions: Floats) -> Floats:
    """Points (n, 3) of the head in unit directions (n, 3)."""
    base = _skull(face, directions * SKULL)
    return base + _features(face, base)


def _skull(face: Face, points: Floats) -> Floats:
    """The ellipsoid with a jaw, a flatter face and fuller temples."""
    x, y, z = points.T.copy()
    low = smoothstep(0.06, -0.5, z)
    x *= 1 - face.jaw * low
    y = np.where(y > 0, y * (1 - 0.42 * smoothstep(0.1, -0.45, z)), y * (1 - 0.05 * low))
    flat = -0.44 * np.tanh(-y / 0.30) / np.tanh(0.455 / 0.30)
    y = np.where(y < 0, flat * 0.5 + y * 0.5, y)
    x *= 1 + 0.03 * smoothstep(0, 0.3, z) * smoothstep(-0.2, 0.3, y)
    return np.stack([x, y, z], 1)


def _features(face: Face, points: Floats) -> Floats:
    """Offsets of the points for chin, cheeks, sockets, brow, jaw corners and nose."""
    x, y, z = points.T

    def bump(centre: ArrayLike, size: ArrayLike, push: ArrayLike) -> Floats:
        near = np.exp(-(((points - np.asarray(centre)) / np.asarray(size)) ** 2).sum(1))
        return near[:, None] * np.asarray(push, float)

    offsets = bump([0, -0.36, -0.45], [0.11, 0.16, 0.09], [0, -face.chin, -0.012])
    for side in (1, -1):
        offsets += bump(
            [side * 0.21, -0.30, -0.17], [0.11, 0.16, 0.11], [side * face.cheek, -face.cheek * 1.1, 0]
        )
        socket = [side * face.eye_x * 0.86, -0.38, face.eye_z + 0.01]
        offsets += bump(socket, [0.105, 0.2, 0.085], [0, 0.048, 0])
        brow = [side * 0.15, -0.40, face.eye_z + 0.135]
        offsets += bump(brow, [0.13, 0.16, 0.045], [0, -0.014 * (1 - 0.6 * face.figure), 0])
        jaw_corner = [side * 0.020 * (1 - face.softness), -0.006, 0]
        offsets += bump([side * 0.25, -0.10, -0.33], [0.09, 0.16, 0.10], jaw_corner)
        if face.elder:
            offsets += bump([side * 0.19, -0.34, -0.26], [0.06, 0.2, 0.10], [0, 0.022, 0])
        nostril = [side * 0.012, -face.nose * 0.32, 0]
        offsets += bump([side * 0.044, -0.44, -0.135], [0.026, 0.2, 0.026], nostril)
    ridge = smoothstep(0.09, -0.10, z) * smoothstep(-0.185, -0.125, z)
    bridge = smoothstep(0.16, 0.05, z) * smoothstep(-0.1, 0.0, z)
    half_width = 0.034 + 0.018 * smoothstep(0.05, -0.12, z)
    front = smoothstep(-0.05, -0.2, y)
    offsets[:, 1] -= (face.nose * 0.62 * ridge + 0.010 * bridge) * bell(x / half_width, 0, 1) * front
    offsets += bump([0, -0.44, -0.112], [0.050, 0.3, 0.042], [0, -face.nose * 0.55, -0.008])
    return offsets
