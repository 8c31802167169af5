"""edit.create: the cut as strips in a sequencer of its own scene."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bpy

from ..adapter import sequencer_strips, show_in_sequencer
from ..errors import Code, RpcError
from .lookup import ID, find_camera, find_scene, show_scene
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
    strips = sequencer_strips(scene.sequence_editor_create())
    for strip in command["strips"]:
        if strip["kind"] != "sound" or bpy.app.build_options.audaspace:
            _add(strips, strip)
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


def _add(strips: Any, strip: dict[str, Any]) -> None:
    name, channel = strip["name"], strip["channel"]
    source_start = strip["start"] - strip["offset"]
    if strip["kind"] == "scene":
        source = find_scene(_needed(strip, "scene"))
        made = strips.new_scene(name, source, channel, source_start)
        if "camera" in strip:
            made.scene_camera = find_camera(source, strip["camera"])
    elif strip["kind"] == "movie":
        made = strips.new_movie(name, _file(strip), channel, source_start)
    else:
        made = strips.new_sound(name, _file(strip), channel, source_start)
    made.frame_offset_start = strip["offset"]
    made.frame_final_duration = strip["frames"]


def _needed(strip: dict[str, Any], key: str) -> str:
    if key not in strip:
        raise RpcError(Code.INVALID_PARAMS, f"a {strip['kind']} strip needs {key!r}")
    return str(strip[key])


def _file(strip: dict[str, Any]) -> str:
    path = _needed(strip, "file")
    if not Path(path).is_file():
        raise RpcError(Code.NOT_FOUND, f"there is no file {path}")
    return path
