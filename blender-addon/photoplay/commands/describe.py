"""scene/describe: the state in compact numbers, the same for the same scene."""

from __future__ import annotations

from typing import Any

import bpy

from ..dispatcher import Method
from ..session import Session
from .lookup import HEADING, ID, SHOT, cameras, find_scene

_LIMIT = 200


def methods(_session: Session) -> dict[str, Method]:
    """The part of the wire that tells what is there."""
    return {"scene/describe": Method(describe_scene)}


def _summary(scene: Any) -> dict[str, Any]:
    return {
        "name": scene.name,
        "heading": str(scene.get(HEADING, "")),
        "fps": scene.render.fps / scene.render.fps_base,
        "frames": scene.frame_end - scene.frame_start + 1,
        "objects": len(scene.objects),
        "shots": [str(camera[SHOT]) for camera in cameras(scene)],
    }


def state(session: Session) -> dict[str, Any]:
    """The file and its scenes."""
    return {"file": session.file, "scenes": [_summary(scene) for scene in bpy.data.scenes]}


def _describe(thing: Any) -> dict[str, Any]:
    return {
        "name": thing.name,
        "type": thing.type,
        "id": str(thing.get(ID, "")),
        "parent": thing.parent.name if thing.parent else "",
        "collection": thing.users_collection[0].name if thing.users_collection else "",
        "position": [round(v, 4) for v in thing.matrix_world.translation],
        "animated": thing.animation_data is not None and thing.animation_data.action is not None,
        "hidden": thing.hide_render,
    }


def describe_scene(params: dict[str, Any]) -> dict[str, Any]:
    """A page of a scene's objects, by name, with its markers."""
    scene = find_scene(params["scene"])
    scene.view_layers[0].update()
    things = sorted(scene.objects, key=lambda o: o.name)
    offset = params.get("offset", 0)
    markers = sorted(scene.timeline_markers, key=lambda m: (m.frame, m.name))
    return {
        "scene": _summary(scene),
        "markers": [
            {"name": m.name, "frame": m.frame, "camera": m.camera.name if m.camera else ""} for m in markers
        ],
        "total": len(things),
        "objects": [_describe(thing) for thing in things[offset : offset + params.get("limit", _LIMIT)]],
    }
