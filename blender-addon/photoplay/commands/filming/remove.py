"""Takes away what was staged: thing.remove, scene.remove, and what a set that is built anew leaves behind."""

from __future__ import annotations

from typing import Any

import bpy

from ...adapter import drop_curves
from ..describing.blocks import remove_objects
from ..edits.marks import THINGS, mark_of
from ..lookup import HEADING, ID, ROLE, SHOT, actors, cameras, find_scene
from ..stage.staged import keep
from .camera import key_walls
from .own import own_objects

SET_KINDS = frozenset(("set", "piece", "sky", "door", "ground", "light"))
"""Kinds of things that `set.build` makes and `light.finish` adds to."""


def set_things(scene: Any) -> list[Any]:
    """What was built as the scene's set and its light, without the copies that a person made of it."""
    return [o for o in scene.objects if o.get("photoplay_kind") in SET_KINDS and not _is_copy(scene, o)]


def _is_copy(scene: Any, thing: Any) -> bool:
    mark = mark_of(thing)
    return mark is not None and mark["name"] != thing.name and mark["name"] in scene.objects


def remove_thing(command: dict[str, Any]) -> None:
    """One actor, prop, camera or object goes with all that is its own; a door stays and is shut. What a
    person took away already is gone, as it should be."""
    scene, name, kind = find_scene(command["scene"]), command["id"], command["kind"]
    if kind == "actor" and name in actors(scene):
        _remove_actor(scene, name)
    elif kind == "camera":
        for camera in [camera for camera in cameras(scene) if camera[SHOT] == name]:
            _remove_camera(scene, camera)
    elif kind == "object":
        remove_objects(own_objects(scene, name))
    elif kind == "prop":
        remove_objects([o for o in scene.objects if "photoplay_prop" in o and o.get(ID) == name])
    elif kind == "door":
        for door in [o for o in scene.objects if o.get("photoplay_kind") == "door" and o.get(ID) == name]:
            drop_curves(door, {"rotation_euler"})
            door.rotation_euler.z = 0.0


def _remove_actor(scene: Any, name: str) -> None:
    armature = actors(scene)[name]
    remove_objects([child for child in armature.children if child.get(ID) == name] + [armature])


def _remove_camera(scene: Any, camera: Any) -> None:
    for marker in [marker for marker in scene.timeline_markers if marker.camera == camera]:
        scene.timeline_markers.remove(marker)
    was_current = scene.camera == camera
    remove_objects([camera])
    if was_current:
        scene.camera = next(iter(cameras(scene)), None)
    key_walls(scene)


def remove_scene(command: dict[str, Any]) -> None:
    """All that was staged in a scene goes, and the scene too, unless a person added something or it is the
    last."""
    scene = find_scene(command["scene"])
    for camera in cameras(scene):
        _remove_camera(scene, camera)
    ours = {o for o in scene.objects if "photoplay_prop" in o and not _is_copy(scene, o)}
    for name, armature in actors(scene).items():
        ours |= {armature, *(child for child in armature.children if child.get(ID) == name)}
    remove_objects(ours.union(set_things(scene)))
    for child in [c for c in scene.collection.children if ROLE in c and not c.all_objects]:
        bpy.data.collections.remove(child)
    keep([{"scene": scene.name, "keys": {}}])
    for name in (ID, HEADING, THINGS):
        scene.pop(name, None)
    if not scene.objects and len(bpy.data.scenes) > 1:
        bpy.data.scenes.remove(scene)
