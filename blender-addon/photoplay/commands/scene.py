"""scene.create and scene.append."""

from __future__ import annotations

import re
from typing import Any

import bpy

from ..errors import Code, RpcError
from .lookup import HEADING, ID, collection, missing, show_scene

ROLES = ("Set", "Cast", "Props", "Cameras", "Lights")


def create_scene(command: dict[str, Any]) -> None:
    """A Blender scene for a script scene, with a collection for each trade."""
    scene = _new_scene(command["id"])
    scene[ID], scene[HEADING] = command["id"], command["heading"]
    scene.frame_start, scene.frame_end = 0, command["frames"] - 1
    set_format(scene, command["fps"], command["size"])
    scene.sync_mode = "FRAME_DROP"
    for role in ROLES:
        collection(scene, role)
    show_scene(scene)


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
    if name in bpy.data.scenes:
        raise RpcError(Code.INVALID_PARAMS, f"there is a scene {name!r} already")
    blank = _untouched_scene()
    if blank is not None:
        blank.name = name
        return blank
    return bpy.data.scenes.new(name)


def _untouched_scene() -> Any:
    """The scene that every new file begins with, as long as nobody has used it."""
    only = bpy.data.scenes[0] if len(bpy.data.scenes) == 1 else None
    return only if only is not None and ID not in only and not only.objects else None
