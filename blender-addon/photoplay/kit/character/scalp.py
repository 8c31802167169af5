"""Coordinates of the top of a head, for hair and hats: polar angle from the whorl, a little behind the
crown, and degrees round from the middle of the face (0) to the nape (180) on either side."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .head_mesh import HeadMesh
from .maths import Floats, angles, unit

WHORL = unit([0, 0.30, 1.0])
LEFT = np.array([1.0, 0, 0])
BACK = np.cross(WHORL, LEFT)

COLUMNS = 60
AZIMUTH = angles(COLUMNS)
"""Columns of a cap, from the left over the back."""


def from_front(azimuth: Floats) -> Floats:
    """Degrees from the middle of the face, on whichever side."""
    return np.abs(((np.degrees(azimuth) - 270 + 180) % 360) - 180)


FRONT_DEGREES = from_front(AZIMUTH)


def directions(polar: ArrayLike, azimuth: ArrayLike) -> Floats:
    """Unit directions of angles in radians."""
    polar, azimuth = np.asarray(polar, float)[..., None], np.asarray(azimuth, float)[..., None]
    return np.cos(polar) * WHORL + np.sin(polar) * (np.cos(azimuth) * LEFT + np.sin(azimuth) * BACK)


def scalp_point(head: HeadMesh, degrees: float, side: int, polar_degrees: float, lift: float) -> Floats:
    """A point `lift` above the skull, `degrees` from the face towards the left (side 1: +X) or the right."""
    direction = directions(np.radians(polar_degrees), np.radians(270 + side * degrees))
    point = head.surface(direction[None])[0]
    return point + unit(point) * lift


def cap_rows(head: HeadMesh, polar: Floats, lift: Floats, azimuth: Floats = AZIMUTH) -> Floats:
    """Rings (R, columns, 3) over the skull at polar angles (R, columns) in radians, lifted by (R,
    COLUMNS)."""
    shape = polar.shape
    points = head.surface(directions(polar, np.broadcast_to(azimuth, shape)).reshape(-1, 3))
    outward = unit(points - np.array([0, 0.03, 0]))
    return (points + outward * lift.reshape(-1, 1)).reshape(*shape, 3)
