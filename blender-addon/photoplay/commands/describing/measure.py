"""scene/measure: how actors appear at frames of shots, by projection and rays in the evaluated scene."""

from __future__ import annotations

import math
from typing import Any

import bpy
import numpy as np
from bpy_extras.object_utils import world_to_camera_view
from mathutils import Vector

from ...dispatcher import Method
from ...session import Session
from ..guard import alone
from ..lookup import actors, find_camera, find_scene, owner_id, show_scene
from ..rendering.aim import aimed
from .figure import Figure, read_figure

_CLEAR = 1.0
"""Metres round the lens that are searched."""
_THROUGH = 40
"""Surfaces of the actor's own that a ray may pass before it is given up."""


def methods(session: Session) -> dict[str, Method]:
    """The part of the wire that measures."""
    return {"scene/measure": alone(session, measure)}


def measure(params: dict[str, Any]) -> dict[str, Any]:
    """Measures every sample; the scene is left at the frame it was at."""
    scene = find_scene(params["scene"])
    show_scene(scene)
    frame = scene.frame_current
    try:
        return {"samples": [_sample(scene, sample["shot"], sample["frame"]) for sample in params["samples"]]}
    finally:
        scene.frame_set(frame)


def _sample(scene: Any, shot: str, frame: int) -> dict[str, Any]:
    camera = find_camera(scene, shot)
    with aimed(scene, camera):
        scene.frame_set(frame)
        graph = bpy.context.evaluated_depsgraph_get()
        seen = camera.evaluated_get(graph)
        position = seen.matrix_world.translation.copy()
        forward = -seen.matrix_world.col[2].to_3d().normalized()
        figures = [read_figure(actor, graph) for actor in actors(scene).values()]
        return {
            "shot": shot,
            "frame": frame,
            "position": position[:],
            "forward": forward[:],
            "lens": seen.data.lens,
            "clearance": _clearance(scene, graph, position),
            "subjects": [_subject(scene, graph, camera, f) for f in figures if f is not None],
        }


def _clearance(scene: Any, graph: Any, position: Vector) -> float:
    nearest = _CLEAR
    for direction in ((1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1)):
        hit, at, *_ = scene.ray_cast(graph, position, Vector(direction), distance=_CLEAR)
        if hit:
            nearest = min(nearest, (at - position).length)
    return nearest


def _subject(scene: Any, graph: Any, camera: Any, figure: Figure) -> dict[str, Any]:
    eye = camera.evaluated_get(graph).matrix_world.translation
    seen, hiders = _face(scene, graph, eye, figure)
    return {
        "id": figure.id,
        "box": _box(scene, camera, figure.points),
        "head": _box(scene, camera, figure.head),
        "depth": world_to_camera_view(scene, camera, figure.eyes).z,
        "eyes": figure.eyes[:],
        "facing": figure.facing[:],
        "gaze": figure.gaze[:],
        "faceSeen": seen,
        "faceTurn": figure.facing.angle(eye - figure.eyes, math.pi),
        "hiddenBy": sorted(hiders),
    }


def _box(scene: Any, camera: Any, points: Any) -> list[float]:
    """Bounds in the frame of what lies before the lens; behind it, an empty box far outside."""
    inverse = np.array(camera.matrix_world.inverted())
    local = points @ inverse[:3, :3].T + inverse[:3, 3]
    local = local[local[:, 2] < -1e-3]
    if not len(local):
        return [-10.0, -10.0, -10.0, -10.0]
    frame = np.array([corner[:] for corner in camera.data.view_frame(scene=scene)])
    flat = local[:, :2] / local[:, 2:] * frame[0, 2]
    low, high = frame[:, :2].min(0), frame[:, :2].max(0)
    bounds = (np.array([flat.min(0), flat.max(0)]) - low) / (high - low)
    return [float(value) for value in bounds.ravel()]


def _face(scene: Any, graph: Any, eye: Vector, figure: Figure) -> tuple[float, set[str]]:
    """Share of the face's points that nothing else stands before, and what does."""
    hiders: set[str] = set()
    free = 0
    for point in figure.face:
        hider = _hider(scene, graph, eye, point, figure.id)
        if hider:
            hiders.add(hider)
        else:
            free += 1
    return free / len(figure.face), hiders


def _hider(scene: Any, graph: Any, eye: Vector, point: Vector, own: str) -> str:
    """Name of what stands between eye and point, the actor's own body left out; or empty."""
    line = point - eye
    direction, left, start = line.normalized(), line.length - 0.02, eye
    for _ in range(_THROUGH):
        hit, at, _normal, _face, thing, _matrix = scene.ray_cast(
            graph, start, direction, distance=max(left, 0)
        )
        if not hit:
            return ""
        if owner_id(thing) != own:
            return str(thing.name)
        left -= (at - start).length + 0.002
        start = at + direction * 0.002
        if left <= 0:
            return ""
    return ""
