"""view/*: what the 3D view shows. There is none without a window."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import bpy
from mathutils import Vector

from ...dispatcher import Method
from ...errors import Code, RpcError
from ...session import Session
from ..describing.describe import rounded
from ..guard import alone
from ..lookup import find_camera, find_object, scene_of
from ..window import in_view
from .playhead import look_through
from .playhead_watch import unheard
from .shading import shown, values

_SELECTED = 200
_HALF_SENSOR = 36.0
"""Millimetres: half of what Blender's viewport takes for its sensor's longer side."""
_AIR = 1.1
"""A framed thing has a tenth of its size round it."""
_POINT = 0.5
"""Metres that a thing without a body is framed by."""


def methods(session: Session) -> dict[str, Method]:
    """The part of the wire that turns the view."""
    if session.background:
        return {}
    handlers = {"frame": frame, "camera": through, "shade": shade, "select": select}
    return {f"view/{name}": alone(session, handler) for name, handler in handlers.items()}


@contextmanager
def _view(scene: Any = None) -> Iterator[Any]:
    """The largest 3D view, with a scene in its window; RpcError(NOT_FOUND) when no window has a 3D view."""
    context: Any = bpy.context
    with in_view():
        space = context.space_data
        if not isinstance(space, bpy.types.SpaceView3D):
            raise RpcError(Code.NOT_FOUND, "no window shows a 3D view")
        if scene is not None and context.window.scene != scene:
            with unheard():
                context.window.scene = scene
        yield space


def _answer(space: Any) -> dict[str, Any]:
    context: Any = bpy.context
    scene, layer, view = context.window.scene, context.window.view_layer, space.region_3d
    camera = space.camera if space.use_local_camera else scene.camera
    looking = view.view_perspective == "CAMERA"
    return {
        "view": {
            "scene": scene.name,
            "frame": scene.frame_current,
            "camera": camera.name if looking and camera else "",
            "shading": shown(space.shading),
            "centre": rounded(view.view_location),
            "distance": view.view_distance,
            "selected": sorted(o.name for o in layer.objects if o.select_get(view_layer=layer))[:_SELECTED],
            "active": layer.objects.active.name if layer.objects.active else "",
        }
    }


def frame(params: dict[str, Any]) -> dict[str, Any]:
    """Brings things into view: those named, else those selected, else everything. The direction stays."""
    scene = scene_of(params)
    named = [find_object(name, scene) for name in params.get("objects", ())]
    with _view(scene) as space:
        context: Any = bpy.context
        layer = context.window.view_layer
        things = named or [o for o in layer.objects if o.select_get(view_layer=layer)]
        points = _corners(things or [o for o in layer.objects if o.type == "MESH" and o.visible_get()])
        if points:
            low, high = (Vector([pick(p[i] for p in points) for i in range(3)]) for pick in (min, max))
            _look_at(space, context.region, (low + high) / 2, max((high - low).length / 2, _POINT / 2))
        return _answer(space)


def _corners(things: list[Any]) -> list[Vector]:
    """The corners of things and of what hangs on them, as they are at this frame."""
    points: list[Vector] = []
    graph: Any = bpy.context.evaluated_depsgraph_get()
    for thing in dict.fromkeys(part for o in things for part in (o, *o.children_recursive)):
        seen = thing.evaluated_get(graph)
        corners = seen.bound_box if thing.type in _BODIES else ((0.0, 0.0, 0.0),)
        points += [seen.matrix_world @ Vector(corner) for corner in corners]
    return points


_BODIES = {
    "MESH",
    "CURVE",
    "SURFACE",
    "META",
    "FONT",
    "CURVES",
    "POINTCLOUD",
    "VOLUME",
    "GREASEPENCIL",
    "GPENCIL",
}


def _look_at(space: Any, region: Any, centre: Vector, radius: float) -> None:
    """Stands where a sphere fills the shorter side of the view."""
    view = space.region_3d
    if view.view_perspective == "CAMERA":
        view.view_perspective = "PERSP"
    shorter = min(region.width, region.height) / max(region.width, region.height)
    half_angle = math.atan(_HALF_SENSOR / space.lens * shorter)
    view.view_location = centre
    view.view_distance = _AIR * radius / math.sin(half_angle)
    view.update()


def through(params: dict[str, Any]) -> dict[str, Any]:
    """Looks through a shot's camera or any other; without one, leaves the camera."""
    scene = scene_of(params)
    camera = find_camera(scene, params["shot"]) if "shot" in params else None
    if camera is None and "camera" in params:
        camera = find_object(params["camera"], scene)
        if camera.type != "CAMERA":
            raise RpcError(Code.INVALID_PARAMS, f"camera: {camera.name} is a {camera.type}", path="camera")
    with _view(scene) as space:
        if camera is not None:
            look_through(scene, camera)
        elif space.region_3d.view_perspective == "CAMERA":
            space.region_3d.view_perspective = "PERSP"
        return _answer(space)


def shade(params: dict[str, Any]) -> dict[str, Any]:
    """How the view draws."""
    with _view() as space:
        wanted = params["shading"]
        if shown(space.shading) != wanted:
            for name, value in values(wanted).items():
                setattr(space.shading, name, value)
        return _answer(space)


def select(params: dict[str, Any]) -> dict[str, Any]:
    """Selects things; the last becomes the active one."""
    scene = scene_of(params)
    things = [find_object(name, scene) for name in params["objects"]]
    with _view(scene) as space:
        context: Any = bpy.context
        layer = context.window.view_layer
        if context.mode != "OBJECT":
            raise RpcError(Code.BUSY, f"Blender is in {context.mode.lower().replace('_', ' ')} mode")
        absent = [o.name for o in things if o.name not in layer.objects]
        if absent:
            raise RpcError(
                Code.INVALID_PARAMS, f"objects: {', '.join(absent)} is excluded from view", path="objects"
            )
        if not params.get("add", False):
            for thing in layer.objects:
                thing.select_set(False, view_layer=layer)
        for thing in things:
            thing.select_set(True, view_layer=layer)
        if things:
            layer.objects.active = things[-1]
        return _answer(space)
