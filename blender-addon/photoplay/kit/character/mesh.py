"""Collects the parts of a character into one mesh: positions, faces, paint, bone weights, tint and shape
keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike

from .maths import Floats, Ints, grid_faces
from .palette import Paint

Keys = Mapping[str, Floats]
"""Offsets (n, 3) of a part's vertices by shape key."""


class Occlusion(IntEnum):
    """How a part takes part in the baked ambient occlusion."""

    FULL = 0
    CASTS_ONLY = 1  # inside of the mouth: stays as painted
    NONE = 2  # eyes and lids: skin hidden under a lid would stain the skin beside it


@dataclass(frozen=True)
class Part:
    """Faces (m, 4) hold -1 last for triangles; paints (m, 4) are RGB and surface; weights are (n, bones)."""

    vertices: Floats
    faces: Ints
    paints: Floats
    weights: Floats
    tint: Floats
    keys: Keys
    occlusion: Occlusion


class MeshSink:
    """Where parts go. Weights have one column a bone, in the order of `bones`."""

    def __init__(self, bones: Sequence[str]) -> None:
        self.bones = {bone: index for index, bone in enumerate(bones)}
        self.parts: list[Part] = []

    def weights(self, count: int, **by_bone: ArrayLike) -> Floats:
        """Weights of `count` vertices; in keywords `_L` and `_R` at the end stand for .L and .R."""
        table = np.zeros((count, len(self.bones)))
        for bone, weight in by_bone.items():
            if bone.endswith(("_L", "_R")):
                bone = bone[:-2] + "." + bone[-1]
            table[:, self.bones[bone]] = weight
        return table

    def rigid(self, count: int, bone: str) -> Floats:
        """All of one bone."""
        table = np.zeros((count, len(self.bones)))
        table[:, self.bones[bone]] = 1
        return table

    def add(
        self,
        vertices: ArrayLike,
        faces: ArrayLike,
        paints: Floats,
        weights: Floats,
        tint: ArrayLike = 1.0,
        keys: Keys | None = None,
        occlusion: Occlusion = Occlusion.FULL,
    ) -> None:
        """Add a part. `paints` is one paint or one a face; `tint` broadcasts to (n, 3). Faces of a part that
        is inside out are turned."""
        points = np.asarray(vertices, float)
        table = _with_four_columns(np.asarray(faces, int))
        if _signed_volume(points, table) < 0:
            table = np.where(table[:, 3:] < 0, table[:, [2, 1, 0, 3]], table[:, ::-1])
        paints = np.asarray(paints, float)
        if paints.ndim == 1:
            paints = np.tile(paints, (len(table), 1))
        tints = np.broadcast_to(np.asarray(tint, float), (len(points), 3))
        self.parts.append(Part(points, table, paints, weights, tints, keys or {}, occlusion))

    def tube(
        self,
        rings: ArrayLike,
        paints: Paint,
        weights: Floats,
        caps: tuple[bool, bool] = (True, True),
        tint: ArrayLike = 1.0,
        keys: Keys | None = None,
        occlusion: Occlusion = Occlusion.FULL,
    ) -> None:
        """Add a loft through rings (R, S, 3), its ends closed by fans round their middle. `paints` is one
        paint, one a band between rings, or one a quad; tint and keys are by vertex of the rings."""
        loft = np.asarray(rings, float)
        count, sides = loft.shape[:2]
        grid = loft.reshape(-1, 3)
        vertices, faces, tables = [grid], [_with_four_columns(grid_faces(count, sides))], [weights]
        tints = [np.broadcast_to(np.asarray(tint, float), (len(grid), 3))]
        colours = [_paints_by_quad(np.asarray(paints, float), count - 1, sides)]
        offsets = {name: [delta] for name, delta in (keys or {}).items()}
        total = len(grid)
        for closed, row in zip(caps, (0, count - 1), strict=True):
            if not closed:
                continue
            ring = np.arange(sides) + row * sides
            following = np.roll(ring, -1)
            pair = (following, ring) if row == 0 else (ring, following)
            faces.append(np.stack([*pair, np.full(sides, total), np.full(sides, -1)], 1))
            vertices.append(loft[row].mean(0)[None])
            tables.append(weights[ring].mean(0)[None])
            tints.append(tints[0][ring].mean(0)[None])
            colours.append(np.tile(colours[0][0 if row == 0 else -1], (sides, 1)))
            for deltas in offsets.values():
                deltas.append(deltas[0][ring].mean(0)[None])
            total += 1
        self.add(
            np.vstack(vertices),
            np.vstack(faces),
            np.vstack(colours),
            np.vstack(tables),
            np.vstack(tints),
            {name: np.vstack(deltas) for name, deltas in offsets.items()},
            occlusion,
        )


def _with_four_columns(faces: Ints) -> Ints:
    if faces.shape[1] == 4:
        return faces
    return np.hstack([faces, np.full((len(faces), 1), -1)])


def _signed_volume(points: Floats, faces: Ints) -> float:
    a, b, c = (points[faces[:, corner]] for corner in range(3))
    middle = points.mean(0)
    return float(np.einsum("ij,ij->i", a - middle, np.cross(b - middle, c - middle)).sum())


def _paints_by_quad(paints: Floats, bands: int, sides: int) -> Floats:
    if paints.ndim == 1:
        return np.tile(paints, (bands * sides, 1))
    return np.repeat(paints, sides, 0) if len(paints) == bands else paints
