"""Ambient occlusion baked by vertex: Workbench has none worth having, and it is what seats hair on skin,
arms in sleeves and the chin over the neck."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, sin, sqrt

import numpy as np
from mathutils import Vector
from numpy.typing import NDArray

from .bvh import tree_of
from .maths import Floats, Ints, unit

_RAYS = 8
_GOLDEN_ANGLE = 2.39996
_STRENGTH = 1.25


def vertex_normals(points: Floats, faces: Ints) -> Floats:
    """Unit normals (n, 3), weighted by the area of the faces (m, 4; -1 last for triangles)."""
    quad = faces[:, 3] >= 0
    a, b, c = (points[faces[:, corner]] for corner in range(3))
    other = np.where(quad[:, None], points[faces[:, 3]], a) - b
    area = np.where(quad[:, None], np.cross(c - a, other), np.cross(b - a, c - a))
    normals = np.zeros_like(points)
    for corner in range(4):
        used = faces[:, corner] >= 0
        for axis in range(3):
            normals[:, axis] += np.bincount(faces[used, corner], area[used, axis], len(points))
    return unit(normals)


def bake_occlusion(
    points: Floats, faces: Ints, distance: float, receives: NDArray[np.bool_], casts: NDArray[np.bool_]
) -> Floats:
    """Occlusion (n,) from 0 (open) to 1 of the vertices that `receives` marks, by the faces that `casts`
    marks, over `distance` metres."""
    normals = vertex_normals(points, faces)
    cast = tree_of(points, faces[casts]).ray_cast
    lit = np.flatnonzero(receives)
    origins = [Vector(origin) for origin in (points + normals * distance * 0.025)[lit].tolist()]
    hidden = [0.0] * len(lit)
    fade = 0.6 / distance
    for directions in _hemisphere(normals[lit]):
        for i, direction in enumerate(directions.tolist()):
            hit = cast(origins[i], direction, distance)[3]
            if hit is not None:
                hidden[i] += 1 - fade * hit
    occlusion = np.zeros(len(points))
    occlusion[lit] = np.array(hidden) / _RAYS
    for _ in range(2):  # smoothing hides the noise of few rays
        occlusion = _smooth(occlusion, faces)
    return np.where(receives, np.clip(occlusion * _STRENGTH, 0, 1), 0)


def _hemisphere(normals: Floats) -> Iterator[Floats]:
    """Directions (n, 3) about each normal, dense where they count most; one array a ray."""
    across = unit(np.cross(normals, [0.31, 0.57, 0.76]))
    over = np.cross(normals, across)
    for ray in range(_RAYS):
        upward = sqrt(1 - 0.92 * (ray + 0.5) / _RAYS)
        outward, turn = sqrt(1 - upward * upward), ray * _GOLDEN_ANGLE
        yield upward * normals + outward * (cos(turn) * across + sin(turn) * over)


def _smooth(values: Floats, faces: Ints) -> Floats:
    """Half-way towards the mean of the neighbours along face sides."""
    total, count = np.zeros(len(values)), np.zeros(len(values))
    for corner in range(4):
        for step in (1, 3):
            neighbour = faces[:, (corner + step) % 4]
            valid = (faces[:, corner] >= 0) & (neighbour >= 0)
            at = faces[valid, corner]
            total += np.bincount(at, values[neighbour[valid]], len(values))
            count += np.bincount(at, minlength=len(values))
    return 0.45 * values + 0.55 * total / np.maximum(count, 1)
