"""Where an actor's body, head and face are in the evaluated scene."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from mathutils import Vector
from numpy.typing import NDArray

from ..lookup import ID

_FACE = (
    (0.0, 0.0),
    (0.0, 0.35),
    (0.0, -0.35),
    (0.0, -0.7),
    (0.3, 0.0),
    (-0.3, 0.0),
    (0.28, -0.4),
    (-0.28, -0.4),
)
"""Points of the face seen from before it, in shares of the head's half height, from between the eyes."""
_HEAD_WEIGHT = 0.5


@dataclass(frozen=True)
class Figure:
    """Points in the set, metres: all of the mesh, those of the head, each (n, 3); unit directions."""

    id: str
    points: NDArray[np.float64]
    head: NDArray[np.float64]
    eyes: Vector
    facing: Vector
    gaze: Vector
    face: list[Vector]


def read_figure(armature: Any, graph: Any) -> Figure | None:
    """The figure at the graph's frame; None while the actor is not on stage."""
    bodies = [child for child in armature.children if child.type == "MESH"]
    if not bodies or bodies[0].evaluated_get(graph).hide_render:
        return None
    body = bodies[0].evaluated_get(graph)
    points = _points(body)
    head = points[_head_mask(body)]
    posed = armature.evaluated_get(graph)
    turn = posed.matrix_world.to_3x3()
    eyes = [posed.pose.bones[f"eye.{side}"] for side in "LR"]
    between = posed.matrix_world @ ((eyes[0].head + eyes[1].head) / 2)
    gaze = (turn @ (eyes[0].vector.normalized() + eyes[1].vector.normalized())).normalized()
    facing, up, right = _head_axes(posed, turn)
    half = (head[:, 2].max() - head[:, 2].min()) / 2
    face = [between + right * (x * half) + up * (y * half) + facing * (0.1 * half) for x, y in _FACE]
    return Figure(str(armature[ID]), points, head, between, facing, gaze, face)


def _head_axes(posed: Any, turn: Any) -> tuple[Vector, Vector, Vector]:
    """Forward, up and right of the head: a character at rest faces -Y."""
    bone = posed.pose.bones["head"]
    moved = turn @ (bone.matrix @ bone.bone.matrix_local.inverted()).to_3x3()
    return tuple((moved @ Vector(axis)).normalized() for axis in ((0, -1, 0), (0, 0, 1), (-1, 0, 0)))


def _points(body: Any) -> NDArray[np.float64]:
    mesh = body.data
    flat = np.empty(len(mesh.vertices) * 3, np.float32)
    mesh.vertices.foreach_get("co", flat)
    matrix = np.array(body.matrix_world)
    placed: Any = flat.reshape(-1, 3).astype(float) @ matrix[:3, :3].T + matrix[:3, 3]
    return placed


def _head_mask(body: Any) -> NDArray[np.bool_]:
    """Which vertices belong to the head and hair, by their weights."""
    index = body.vertex_groups["head"].index
    mesh = body.data
    key = (body.name, len(mesh.vertices))
    if key not in _MASKS:
        mask = np.zeros(len(mesh.vertices), bool)
        for vertex in mesh.vertices:
            mask[vertex.index] = any(g.group == index and g.weight > _HEAD_WEIGHT for g in vertex.groups)
        _MASKS.clear() if len(_MASKS) > 64 else None
        _MASKS[key] = mask
    return _MASKS[key]


_MASKS: dict[tuple[str, int], NDArray[np.bool_]] = {}
