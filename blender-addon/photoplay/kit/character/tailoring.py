"""What garments are trimmed with: sheets projected onto the finished body and bands round the neck."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from mathutils import Vector
from numpy.typing import ArrayLike

from .bvh import tree_of
from .cage import SmoothCage
from .draft import Draft
from .maths import Floats, grid_faces, smoothstep
from .palette import Paint, shade
from .torso_weights import weigh_torso

_COLLAR_COLUMNS = 41


@dataclass(frozen=True)
class Collar:
    """`gap` is the opening at the front, degrees to either side; `back` and `front` are how far the folded
    edge drops (shares of the height); `grow` widens the band and `raise_by` lifts it; `spread` is the radius
    of the folded edge behind and what the points add to it, in neck radii."""

    gap: float
    back: float
    front: float
    grow: float = 1.0
    raise_by: float = 0.0
    spread: tuple[float, float] = (1.50, 0.34)


class Tailor:
    """Adds trimmings to a body; coordinates are (x, z) as shares of the body's height, seen from the
    front."""

    def __init__(self, draft: Draft, body: SmoothCage, neck_radius: float) -> None:
        self._draft = draft
        self._body = body
        self._neck = neck_radius
        self._tree = tree_of(body.points, body.faces)

    def patch(
        self,
        upper_left: ArrayLike,
        upper_right: ArrayLike,
        lower_right: ArrayLike,
        lower_left: ArrayLike,
        paint: Paint,
        lift: float,
        rows: int = 3,
        columns: int = 3,
    ) -> None:
        """A four-cornered sheet, `lift` above the cloth, with a rim tucked into it that gives it visible
        thickness."""
        height = self._draft.body.height
        corners = [
            np.asarray(corner, float) * height
            for corner in (upper_left, upper_right, lower_right, lower_left)
        ]
        across = np.linspace(0, 1, columns)[None, :, None]
        down = np.linspace(0, 1, rows)[:, None, None]
        top = corners[0] * (1 - across) + corners[1] * across
        bottom = corners[3] * (1 - across) + corners[2] * across
        points, weights = self._project((top * (1 - down) + bottom * down).reshape(-1, 2), lift)
        sink = self._draft.sink
        sink.add(points, grid_faces(rows, columns, closed=False), paint, weights)

        border = _border(rows, columns)
        edge, edge_weights = points[border], weights[border]
        rim = np.concatenate([edge, edge + np.array([0, (lift + 0.004) * height, 0])])
        sink.add(rim, grid_faces(2, len(edge)), shade(paint, 0.7), np.vstack([edge_weights, edge_weights]))

    def _project(self, flat: Floats, lift: float) -> tuple[Floats, Floats]:
        """Points on the cloth as seen from the front, and the bone weights of the cloth there."""
        height, points, weights = self._draft.body.height, [], []
        for x, z in flat.tolist():
            point, normal, face, _ = self._tree.ray_cast(Vector((x, -2, z)), Vector((0, 1, 0)))
            if point is None or normal is None or face is None:
                point, normal, face = Vector((x, 0, z)), Vector((0, -1, 0)), 0
            outward = normal if normal.y < 0 else -normal
            points.append(np.array(point + outward * lift * height))
            weights.append(self._body.weights[self._body.faces[face]].mean(0))
        return np.array(points), np.array(weights)

    def collar(self, cut: Collar, paint: Paint) -> None:
        """A band round the neck, from the left front round the back, whose outer edge folds down to
        points."""
        body, radius = self._draft.body, self._neck
        degrees = np.linspace(-90 + cut.gap, 270 - cut.gap, _COLLAR_COLUMNS)
        turn = np.radians(degrees)
        from_opening = np.abs(((degrees + 90 + 180) % 360) - 180) - cut.gap
        points = smoothstep(75, 0, from_opening)
        base = body.share("neck") + cut.raise_by
        drop = cut.back + (cut.front - cut.back) * points

        def ring(radii: Floats, z: Floats, widen: float = 1.0) -> Floats:
            return np.stack([np.cos(turn) * radii * widen, np.sin(turn) * radii + 0.001, z + 0 * turn], 1)

        rows = [
            ring(radius * size * cut.grow * (1 + 0.05 * points), base + rise * (1 - 0.25 * points))
            for size, rise in ((1.12, -0.002), (1.17, 0.0125), (1.24, 0.0140), (1.33, 0.006))
        ]
        reach = radius * (cut.spread[0] + cut.spread[1] * points) * cut.grow**0.5
        rows += [ring(reach, base - drop, 1.10), ring(reach * 0.98, base - drop * 0.93, 1.10)]
        vertices = np.concatenate(rows) * body.height
        weights = weigh_torso(self._draft.sink, body, vertices, skirt=False)
        self._draft.sink.add(vertices, grid_faces(len(rows), _COLLAR_COLUMNS, closed=False), paint, weights)


def _border(rows: int, columns: int) -> list[int]:
    """Indices of a grid's vertices round its edge."""
    grid = np.arange(rows * columns).reshape(rows, columns)
    return [*grid[0], *grid[1:, -1], *grid[-1, -2::-1], *grid[-2:0:-1, 0]]
