"""Ray casting against a mesh given as arrays."""

from __future__ import annotations

from typing import cast

from mathutils.bvhtree import BVHTree

from .maths import Floats, Ints


def tree_of(points: Floats, faces: Ints) -> BVHTree:
    """A tree over faces (m, 4), -1 last for triangles."""
    polygons = [loop[:3] if loop[3] < 0 else loop for loop in faces.tolist()]
    return cast(BVHTree, BVHTree.FromPolygons(points.tolist(), polygons))
