"""Geometry on numpy arrays: easing, rotation, lofts and one step of Catmull-Clark subdivision."""

from __future__ import annotations

from math import cos, sin
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.floating[Any]]
Scalars = float | Floats
Ints = NDArray[np.integer[Any]]


def smoothstep(start: Scalars, end: Scalars, x: ArrayLike) -> Floats:
    """0 at `start`, 1 at `end`, eased between; runs downhill when start > end."""
    t = np.clip((np.asarray(x, float) - start) / (end - start), 0, 1)
    return t * t * (3 - 2 * t)


def bell(x: ArrayLike, centre: float, width: float) -> Floats:
    """A Gaussian bump: 1 at `centre`, 1/e at a distance of `width`."""
    return np.exp(-(((np.asarray(x, float) - centre) / width) ** 2))


def unit(vectors: ArrayLike) -> Floats:
    """Rows scaled to length 1."""
    v = np.asarray(vectors, float)
    return v / np.maximum(np.linalg.norm(v, axis=-1, keepdims=True), 1e-9)


def angles(count: int) -> Floats:
    """`count` angles evenly round a circle, from 0."""
    return np.arange(count) / count * 2 * np.pi


def rotation(axis: ArrayLike, angle: float) -> Floats:
    """3x3 matrix of a counter-clockwise rotation about an axis (Rodrigues)."""
    x, y, z = unit(axis)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + sin(angle) * cross + (1 - cos(angle)) * (cross @ cross)


def grid_faces(rows: int, columns: int, closed: bool = True) -> Ints:
    """Quads (m, 4) over a grid of vertices stored row by row; closed grids wrap round their columns."""
    start = np.arange(rows - 1)[:, None] * columns
    column = np.arange(columns if closed else columns - 1)[None]
    following = (column + 1) % columns
    return np.stack(
        [start + column, start + following, start + columns + following, start + columns + column], -1
    ).reshape(-1, 4)


def sweep(
    path: ArrayLike, radius: ArrayLike, sides: int = 8, flatness: float = 1.0, up: ArrayLike = (0, -1, 0)
) -> Floats:
    """Rings (R, sides, 3) along a path (R, 3); `flatness` squashes the section along `up` (locks, rims,
    straps)."""
    points = np.asarray(path, float)
    along = unit(np.gradient(points, axis=0))
    across = unit(np.cross(along, np.asarray(up, float)))
    over = np.cross(across, along)
    theta = angles(sides)[None, :, None]
    radii = np.broadcast_to(np.asarray(radius, float), len(points))[:, None, None]
    section = np.cos(theta) * across[:, None] + flatness * np.sin(theta) * over[:, None]
    return points[:, None] + radii * section


def smooth_path(points: ArrayLike, count: int) -> Floats:
    """`count` points along a polyline, its corners rounded off, its ends kept."""
    corners = np.asarray(points, float)
    at = np.linspace(0, len(corners) - 1, count)
    path = np.stack([np.interp(at, np.arange(len(corners)), corners[:, axis]) for axis in range(3)], 1)
    for _ in range(2):
        path[1:-1] = path[1:-1] * 0.5 + (path[:-2] + path[2:]) * 0.25
    return path


def catmull_clark(rows: Floats, quads: Ints) -> tuple[Floats, Ints]:
    """One Catmull-Clark step. `rows` (n, k) hold a position and any number of further values a vertex, all
    smoothed alike; each quad becomes four, in order. Returns the new rows and quads."""
    count = len(rows)
    ends, edge_of_side, uses = _edges(quads, count)
    first, second = ends
    face_points = rows[quads].mean(1)
    middles = (rows[first] + rows[second]) / 2

    around = np.zeros_like(middles)
    np.add.at(around, edge_of_side, np.repeat(face_points, 4, 0))
    inner = (uses == 2)[:, None]
    edge_points = np.where(inner, (rows[first] + rows[second] + around) / 4, middles)

    vertex_points = _vertex_points(rows, quads, face_points, middles, ends, uses == 1)
    edge_index = edge_of_side.reshape(-1, 4) + count
    face_index = np.arange(len(quads))[:, None] + count + len(first)
    split = np.stack([quads, edge_index, np.repeat(face_index, 4, 1), np.roll(edge_index, 1, 1)], 2)
    return np.concatenate([vertex_points, edge_points, face_points]), split.reshape(-1, 4)


def _edges(quads: Ints, count: int) -> tuple[tuple[Ints, Ints], Ints, Ints]:
    """The end vertices of each edge, the edge of every side of every quad, and how many quads use each
    edge."""
    sides = np.sort(np.stack([quads, np.roll(quads, -1, 1)], 2).reshape(-1, 2), 1)
    keys, edge_of_side, uses = np.unique(
        sides[:, 0].astype(np.int64) * count + sides[:, 1], return_inverse=True, return_counts=True
    )
    return (keys // count, keys % count), edge_of_side.reshape(-1), uses


def _vertex_points(
    rows: Floats,
    quads: Ints,
    face_points: Floats,
    middles: Floats,
    ends: tuple[Ints, Ints],
    border: NDArray[np.bool_],
) -> Floats:
    """Old vertices moved: inner ones by the Catmull-Clark rule, those on a border along it."""
    count = len(rows)
    valence = np.maximum(np.bincount(quads.ravel(), minlength=count), 1)[:, None].astype(float)
    faces, edges, rim = np.zeros_like(rows), np.zeros_like(rows), np.zeros_like(rows)
    edge_count, rim_count = np.zeros((count, 1)), np.zeros((count, 1))
    np.add.at(faces, quads.ravel(), np.repeat(face_points, 4, 0))
    for end in ends:
        np.add.at(edges, end, middles)
        np.add.at(edge_count, end, 1.0)
        np.add.at(rim, end[border], middles[border])
        np.add.at(rim_count, end[border], 1.0)
    inner = (faces / valence + 2 * edges / np.maximum(edge_count, 1) + (valence - 3) * rows) / valence
    return np.where(rim_count > 0, (rim / np.maximum(rim_count, 1) + rows) / 2, inner)
