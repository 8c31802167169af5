"""scene/list, scene/describe: the state in compact numbers, the same for the same scene."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable
from math import isfinite
from typing import Any

import bpy
from mathutils import Vector

from ...dispatcher import Method
from ...errors import Code, RpcError
from ...session import Session
from ..lookup import HEADING, ID, SHOT, cameras, current_scene, find_scene, missing

_LIMIT = 200


def methods(_session: Session) -> dict[str, Method]:
    """The part of the wire that tells what is there."""
    return {"scene/describe": Method(describe_scene), "scene/list": Method(lambda _: list_scenes())}


def summary(scene: Any) -> dict[str, Any]:
    """A scene in a line (SceneSummary)."""
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
    return {"file": session.file, "scenes": [summary(scene) for scene in bpy.data.scenes]}


def list_scenes() -> dict[str, Any]:
    """Every scene, and the one that the window shows."""
    return {"current": current_scene().name, "scenes": [summary(scene) for scene in bpy.data.scenes]}


def homes(scene: Any) -> dict[str, str]:
    """The first collection of each object of a scene, from the top of the collections' tree: by name of the
    object. Blender's own answer for one object looks through all collections."""
    first: dict[str, str] = {}
    for collection in (scene.collection, *scene.collection.children_recursive):
        for thing in collection.objects:
            first.setdefault(thing.name, collection.name)
    return first


def describe_objects(scene: Any, things: Iterable[Any]) -> list[dict[str, Any]]:
    """Objects of a scene in compact form (DescribedObject)."""
    home = homes(scene)
    return [
        {
            "name": thing.name,
            "type": thing.type,
            "id": str(thing.get(ID, "")),
            "parent": thing.parent.name if thing.parent else "",
            "collection": home.get(thing.name, ""),
            "position": rounded(thing.matrix_world.translation),
            "animated": thing.animation_data is not None and thing.animation_data.action is not None,
            "hidden": thing.hide_render,
        }
        for thing in things
    ]


def rounded(values: Iterable[float]) -> list[float]:
    """To a tenth of a millimetre, without a negative zero and what JSON has no word for."""
    return [round(value, 4) + 0.0 if isfinite(value) else 0.0 for value in values]


def describe_scene(params: dict[str, Any]) -> dict[str, Any]:
    """A page of a scene's objects that fit the filters, by name or nearest first, with its markers."""
    scene = find_scene(params["scene"])
    scene.view_layers[0].update()
    things = sorted(_fitting(scene, params), key=lambda o: o.name)
    if "near" in params:
        point = Vector(params["near"]["point"])
        things.sort(key=lambda o: round((o.matrix_world.translation - point).length, 4))
    offset = params.get("offset", 0)
    markers = sorted(scene.timeline_markers, key=lambda m: (m.frame, m.name))
    return {
        "scene": summary(scene),
        "markers": [
            {"name": m.name, "frame": m.frame, "camera": m.camera.name if m.camera else ""} for m in markers
        ],
        "total": len(things),
        "objects": describe_objects(scene, things[offset : offset + params.get("limit", _LIMIT)]),
    }


def _fitting(scene: Any, params: dict[str, Any]) -> list[Any]:
    things: Iterable[Any] = scene.objects
    if "collection" in params:
        things = _inside(scene, params["collection"])
    if "type" in params:
        kind = _kind(params["type"])
        things = [o for o in things if o.type == kind]
    if "name" in params:
        pattern = params["name"].lower().replace("[", "[[]")
        things = [o for o in things if fnmatch.fnmatchcase(o.name.lower(), pattern)]
    if params.get("ours", False):
        things = [o for o in things if ID in o]
    if "near" in params:
        point, radius = Vector(params["near"]["point"]), params["near"]["radius"]
        things = [o for o in things if (o.matrix_world.translation - point).length <= radius]
    return list(things)


def _inside(scene: Any, name: str) -> Iterable[Any]:
    known = {c.name: c for c in (scene.collection, *scene.collection.children_recursive)}
    if name not in known:
        raise missing("collection", name, known)
    return known[name].all_objects


def _kind(name: str) -> str:
    kinds = [item.identifier for item in bpy.types.Object.bl_rna.properties["type"].enum_items]  # type: ignore[attr-defined]
    if name.upper() not in kinds:
        raise RpcError(
            Code.INVALID_PARAMS, f"type: {name!r} is none of {', '.join(sorted(kinds))}", path="type"
        )
    return name.upper()
