"""Shapes as plain numpy: vertices (n, 3) and faces that turn outwards. Metres; free of Blender."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.floating]
Ints = NDArray[np.integer]


class Shape(NamedTuple):
    """Vertices (n, 3), quads (q, 4) and triangles (t, 3); counter-clockwise seen from outside."""

    vertices: Floats
    quads: Ints
    triangles: Ints


_NO_QUADS = np.zeros((0, 4), np.int32)
_NO_TRIANGLES = np.zeros((0, 3), np.int32)
_CORNERS = np.array([[i, j, k] for i in (-1.0, 1.0) for j in (-1.0, 1.0) for k in (-1.0, 1.0)])
_CUBE = np.array([[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4], [1, 5, 7, 3]])


def mesh(vertices: ArrayLike, quads: ArrayLike = (), triangles: ArrayLike = ()) -> Shape:
    """A shape from lists."""
    return Shape(
        np.asarray(vertices, float).reshape(-1, 3),
        np.asarray(quads, np.int32).reshape(-1, 4),
        np.asarray(triangles, np.int32).reshape(-1, 3),
    )


def cross(a: Floats, b: Floats) -> Floats:
    """Cross products of rows (n, 3); numpy's own is several times slower on the small arrays we have."""
    ax, ay, az = a.T
    bx, by, bz = b.T
    return np.stack([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx], 1)


def outward(vertices: Floats, quads: Ints) -> Ints:
    """The quads of a closed, roughly convex shape, turned outwards as a whole."""
    first, second = (
        vertices[quads[:, 2]] - vertices[quads[:, 0]],
        vertices[quads[:, 3]] - vertices[quads[:, 1]],
    )
    away = vertices[quads].mean(1) - vertices.mean(0)
    return quads if (away * cross(first, second)).sum() >= 0 else quads[:, ::-1]


def rings(vertices: ArrayLike, count: int, *, closed: bool = True) -> Shape:
    """Rings of `count` vertices, one after the other, joined by quads; `closed` joins a ring's ends too."""
    points = np.asarray(vertices, float)
    levels = len(points) // count
    i = np.arange(count if closed else count - 1)
    j = (i + 1) % count
    quads = [
        np.stack([k * count + i, k * count + j, (k + 1) * count + j, (k + 1) * count + i], 1)
        for k in range(levels - 1)
    ]
    return Shape(points, np.concatenate(quads) if quads else _NO_QUADS, _NO_TRIANGLES)


def box(size: ArrayLike, bevel: float) -> Shape:
    """A box about the origin; its edges are chamfered by `bevel` metres when that is above 0."""
    half = np.asarray(size, float) / 2
    if bevel <= 0:
        return Shape(_CORNERS * half, _CUBE, _NO_TRIANGLES)
    quads, corners = _chamfered()
    return Shape(_chamfer_corners(half, bevel), quads, corners)


def _chamfer_corners(half: Floats, bevel: float) -> Floats:
    """A cube's eight corners three times: pulled in but for x, but for y, but for z."""
    return np.concatenate([_CORNERS * (half - bevel * (1 - np.eye(3)[axis])) for axis in range(3)])


@cache
def _chamfered() -> tuple[Ints, Ints]:
    """The faces of a chamfered cube, which are the same for every size: six sides, twelve edges, eight
    corners.
    """
    vertices = _chamfer_corners(np.ones(3), 0.3)
    quads = [[axis * 8 + v for v in face] for axis in range(3) for face in _CUBE[2 * axis : 2 * axis + 2]]
    for axis, stride in enumerate((4, 2, 1)):
        b, d = (axis + 1) % 3, (axis + 2) % 3
        for i in (v for v in range(8) if not v & stride):
            face = [b * 8 + i, b * 8 + (i | stride), d * 8 + (i | stride), d * 8 + i]
            normal = np.cross(vertices[face[1]] - vertices[face[0]], vertices[face[3]] - vertices[face[0]])
            outside = np.dot(normal, _CORNERS[i] * (1 - np.eye(3)[axis])) > 0
            quads.append(face if outside else face[::-1])
    corners = [[i, 8 + i, 16 + i] if _CORNERS[i].prod() > 0 else [16 + i, 8 + i, i] for i in range(8)]
    return np.array(quads), np.array(corners)


def rounded_box(size: ArrayLike, radius: float) -> Shape:
    """A cushion-like box about the origin: edges and corners rounded by `radius` metres."""
    half = np.asarray(size, float) / 2
    radius = min(radius, float(half.min()) * 0.98)
    points: list[Floats] = []
    quads: list[list[int]] = []
    for axis in range(3):
        b, d = (axis + 1) % 3, (axis + 2) % 3
        steps_b = (-half[b], -half[b] + radius, half[b] - radius, half[b])
        steps_d = (-half[d], -half[d] + radius, half[d] - radius, half[d])
        for sign in (-1, 1):
            base = len(points)
            for u in steps_b:
                for v in steps_d:
                    point = np.zeros(3)
                    point[axis], point[b], point[d] = sign * half[axis], u, v
                    points.append(point)
            for i in range(3):
                for j in range(3):
                    corner = base + i * 4 + j
                    face = [corner, corner + 4, corner + 5, corner + 1]
                    quads.append(face if sign > 0 else face[::-1])
    surface = np.array(points)
    inner = np.clip(surface, -(half - radius), half - radius)
    offset = surface - inner
    surface = inner + offset / np.maximum(np.linalg.norm(offset, axis=1, keepdims=True), 1e-9) * radius
    key = np.round(surface * 1e4).astype(np.int64)
    _, first, inverse = np.unique(key, axis=0, return_index=True, return_inverse=True)
    return Shape(surface[first], inverse.reshape(-1)[np.array(quads)], _NO_TRIANGLES)


def lathe(profile: Sequence[tuple[float, float]], sides: int, squash: tuple[float, float] = (1, 1)) -> Shape:
    """A profile of (radius, height) turned about Z, bottom to top; `squash` scales x and y."""
    angle = np.arange(sides) * 2 * math.pi / sides
    radius, height = np.array(profile, float).T
    x = np.outer(radius, np.cos(angle)) * squash[0]
    y = np.outer(radius, np.sin(angle)) * squash[1]
    z = np.repeat(height[:, None], sides, 1)
    return rings(np.stack([x, y, z], -1).reshape(-1, 3), sides)


def disc(radius: float, sides: int, *, up: bool = True) -> Shape:
    """A flat disc about the origin that faces up or down."""
    angle = np.arange(sides) * 2 * math.pi / sides
    vertices = np.stack([np.cos(angle) * radius, np.sin(angle) * radius, angle * 0], 1)
    quads = [[0, i, i + 1, i + 2] if up else [i + 2, i + 1, i, 0] for i in range(1, sides - 2, 2)]
    return mesh(vertices, quads)


def ball(radius: float, sides: int, squash: tuple[float, float, float], lumps: Floats | None = None) -> Shape:
    """A ball about the origin; `lumps` (3, 3) are two directions and (strength, …) that dent it."""
    tilt = np.linspace(-math.pi / 2, math.pi / 2, sides // 2 + 1)
    tilt[0] += 0.02
    tilt[-1] -= 0.02
    profile = [(math.cos(t) * radius, math.sin(t) * radius * squash[2]) for t in tilt]
    shape = lathe(profile, sides, squash[:2])
    if lumps is None:
        return shape
    unit = shape.vertices / (np.linalg.norm(shape.vertices, axis=1, keepdims=True) + 1e-6)
    dent = 1 + lumps[2, 0] * (np.sin(unit @ lumps[0] + 1) + np.sin(unit @ lumps[1]))
    return shape._replace(vertices=shape.vertices * dent[:, None])


def tube(points: ArrayLike, radius: ArrayLike, sides: int) -> Shape:
    """A round tube through points (n, 3); one radius, or one a point."""
    path = np.asarray(points, float).reshape(-1, 3)
    along = np.gradient(path, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True) + 1e-9
    up = np.where(np.abs(along[:, 2:]) > 0.9, [[1.0, 0, 0]], [[0, 0, 1.0]])
    across = cross(along, up)
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    over = cross(along, across)
    angle = np.arange(sides) * 2 * math.pi / sides
    radii = np.broadcast_to(np.asarray(radius, float), (len(path),))[:, None, None]
    circle = np.cos(angle)[None, :, None] * across[:, None] + np.sin(angle)[None, :, None] * over[:, None]
    shape = rings((path[:, None] + radii * circle).reshape(-1, 3), sides)
    return shape._replace(quads=outward(shape.vertices, shape.quads))


class Grid(NamedTuple):
    """A rectangle of cells: its shape, each vertex' and each cell's place along u and v, and each cell's
    column, row.
    """

    shape: Shape
    at_vertex: tuple[Floats, Floats]
    at_cell: tuple[Floats, Floats]
    cell: tuple[Ints, Ints]


def grid(origin: ArrayLike, u: ArrayLike, v: ArrayLike, columns: int, rows: int) -> Grid:
    """The rectangle origin + s·u + t·v as columns × rows quads that face along u × v."""
    start, along, across = (np.asarray(q, float) for q in (origin, u, v))
    s, t = np.meshgrid(np.linspace(0, 1, columns + 1), np.linspace(0, 1, rows + 1), indexing="ij")
    points = np.asarray(start + s[..., None] * along + t[..., None] * across, float)
    i, j = (q.ravel() for q in np.meshgrid(np.arange(columns), np.arange(rows), indexing="ij"))
    corner = i * (rows + 1) + j
    quads = np.stack([corner, corner + rows + 1, corner + rows + 2, corner + 1], 1)
    at_cell = ((i + 0.5) / columns, (j + 0.5) / rows)
    return Grid(Shape(points.reshape(-1, 3), quads, _NO_TRIANGLES), (s.ravel(), t.ravel()), at_cell, (i, j))
