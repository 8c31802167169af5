"""playhead/set, playhead/range: where Blender is on a scene's clock."""

from __future__ import annotations

from typing import Any

import bpy

from ...dispatcher import Method
from ...errors import Code, RpcError
from ...session import Session
from ..filming.camera import hidden_walls
from ..guard import alone
from ..lookup import SHOT, WALL, find_camera, find_scene, show_scene
from .playhead_watch import settle, unheard


def methods(session: Session) -> dict[str, Method]:
    """The part of the wire that moves the playhead."""
    return {"playhead/set": alone(session, set_playhead), "playhead/range": alone(session, set_range)}


def set_playhead(params: dict[str, Any]) -> dict[str, Any]:
    """Shows a scene at a frame; with a shot through its camera, whatever other shot holds the frame too."""
    scene = find_scene(params["scene"])
    camera = find_camera(scene, params["shot"]) if "shot" in params else None
    first = scene.frame_current if camera is None else camera["photoplay_in"]
    with unheard():
        show_scene(scene)
        scene.frame_set(params.get("frame", first))
        if camera is not None:
            look_through(scene, camera)
        return {"playhead": settle(scene)}


def set_range(params: dict[str, Any]) -> dict[str, Any]:
    """Playback runs through a part of a scene, or all of it; the playhead stays inside."""
    scene = find_scene(params["scene"])
    start, end = params.get("start", scene.frame_start), params.get("end", scene.frame_end + 1)
    if end <= start:
        raise RpcError(Code.INVALID_PARAMS, f"end: {end} is not after {start}", path="end")
    with unheard():
        show_scene(scene)
        scene.use_preview_range = "start" in params or "end" in params
        if scene.use_preview_range:
            scene.frame_preview_start, scene.frame_preview_end = start, end - 1
        inside = min(max(scene.frame_current, start), end - 1)
        if inside != scene.frame_current:
            scene.frame_set(inside)
        return {"playhead": settle(scene)}


def look_through(scene: Any, camera: Any) -> None:
    """The scene and its window's 3D views before a camera; before one of ours its walls are gone. The walls'
    keys and the markers take over again with the next change of frame."""
    scene.camera = camera
    if SHOT in camera:
        hidden = hidden_walls(camera)
        for wall in (o for o in scene.objects if WALL in o):
            gone = wall[WALL] in hidden
            if wall.hide_viewport != gone:
                wall.hide_viewport = wall.hide_render = gone
    context: Any = bpy.context
    for window in context.window_manager.windows:
        if window.scene != scene:
            continue
        for area in (area for area in window.screen.areas if area.type == "VIEW_3D"):
            area.spaces.active.region_3d.view_perspective = "CAMERA"
