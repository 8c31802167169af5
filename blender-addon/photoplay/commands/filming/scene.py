"""scene.create, scene.rename and scene.append."""

from __future__ import annotations

import re
from typing import Any

import bpy

from ...errors import Code, RpcError
from ..lookup import HEADING, ID, ROLE, collection, find_scene, missing, show_scene, work_on

ROLES = ("Set", "Cast", "Props", "Cameras", "Lights")


def create_scene(command: dict[str, Any]) -> None:
    """A Blender scene for a script scene, with a collection for each trade; one that is there is brought up
    to date. RpcError(INVALID_PARAMS) when a person's own scene has the name."""
    there = bpy.data.scenes.get(command["id"])
    if there is not None and ID not in there and there != _untouched_scene():
        raise RpcError(Code.INVALID_PARAMS, f"there is a scene {command['id']!r} already", path="id")
    scene = there if there is not None else _new_scene(command["id"])
    scene[ID], scene[HEADING] = command["id"], command["heading"]
    scene.frame_start, scene.frame_end = 0, command["frames"] - 1
    set_format(scene, command["fps"], command["size"])
    if there is None:
        scene.sync_mode = "FRAME_DROP"
        work_on(scene)
    for role in ROLES:
        collection(scene, role)


def rename_scene(command: dict[str, Any]) -> None:
    """A scene gets another number; RpcError(INVALID_PARAMS) when that is taken."""
    scene = find_scene(command["scene"])
    if command["id"] in bpy.data.scenes:
        raise RpcError(Code.INVALID_PARAMS, f"there is a scene {command['id']!r} already", path="id")
    before, scene.name, scene[ID] = scene.name, command["id"], command["id"]
    for child in scene.collection.children:
        if ROLE in child and child.name == f"{before} {child[ROLE]}":
            child.name = f"{scene.name} {child[ROLE]}"


def set_format(scene: Any, fps: int, size: list[int]) -> None:
    """Frame rate and size of the picture."""
    render = scene.render
    render.fps, render.fps_base = fps, 1.0
    render.resolution_x, render.resolution_y = size
    render.resolution_percentage = 100


def append_scene(command: dict[str, Any]) -> None:
    """Brings a scene with all that it needs from another .blend file."""
    name = command["scene"]
    if name in bpy.data.scenes:
        raise RpcError(Code.INVALID_PARAMS, f"there is a scene {name!r} already")
    blank = _untouched_scene()
    libraries: Any = bpy.data.libraries
    with libraries.load(command["file"], link=False) as (source, target):
        if name not in source.scenes:
            raise missing(f"scene in {command['file']}", name, source.scenes)
        target.scenes = [name]
    _share_materials()
    show_scene(bpy.data.scenes[name])
    if blank is not None:
        bpy.data.scenes.remove(blank)


def _share_materials() -> None:
    """Scenes from several files bring the kit's materials once each; one of each is enough."""
    for material in list(bpy.data.materials):
        first = bpy.data.materials.get(re.sub(r"\.\d{3}$", "", material.name))
        if first is not None and first != material:
            material.user_remap(first)
            bpy.data.materials.remove(material)


def _new_scene(name: str) -> Any:
    blank = _untouched_scene()
    if blank is not None:
        blank.name = name
        return blank
    return bpy.data.scenes.new(name)


def _untouched_scene() -> Any:
    """The scene that every new file begins with, as long as nobody has used it."""
    only = bpy.data.scenes[0] if len(bpy.data.scenes) == 1 else None
    return only if only is not None and ID not in only and not only.objects else None
