"""edit.create: the cut as strips in a sequencer of its own scene."""

from __future__ import annotations

from typing import Any

import bpy

from ...adapter import show_in_sequencer
from ...errors import Code, RpcError
from ..lookup import ID, find_scene, show_scene
from ..sequence.sources import new_strip
from .scene import set_format


def create_edit(command: dict[str, Any]) -> None:
    """A scene whose sequencer holds the strips: scene strips show shots live, movie strips their takes.

    A Blender that was built without sound leaves the sound strips out.
    """
    if command["id"] in bpy.data.scenes:
        raise RpcError(Code.INVALID_PARAMS, f"there is a scene {command['id']!r} already")
    scene = bpy.data.scenes.new(command["id"])
    scene[ID] = command["id"]
    set_format(scene, command["fps"], command["size"])
    scene.sequence_editor_create()
    for strip in command["strips"]:
        if strip["kind"] != "sound" or bpy.app.build_options.audaspace:
            new_strip(scene, {**strip, "source": strip["scene"]} if "scene" in strip else strip)
    scene.frame_start = 0
    scene.frame_end = max([strip["start"] + strip["frames"] for strip in command["strips"]], default=1) - 1
    scene.render.use_sequencer = True
    show_in_sequencer(scene)
    _open_on_the_first_shot(command)


def _open_on_the_first_shot(command: dict[str, Any]) -> None:
    """Whoever opens the file sees the first shot through its camera, in the colours of the draft."""
    scenes = [strip["scene"] for strip in command["strips"] if strip["kind"] == "scene" and "scene" in strip]
    if scenes:
        show_scene(find_scene(scenes[0]))
    for area in (area for screen in bpy.data.screens for area in screen.areas if area.type == "VIEW_3D"):
        space: Any = area.spaces.active
        space.shading.light, space.shading.color_type = "FLAT", "VERTEX"
        space.region_3d.view_perspective = "CAMERA"
