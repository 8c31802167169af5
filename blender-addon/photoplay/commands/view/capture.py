"""view/capture: a picture from any camera, or of the viewport, as bytes; nothing that is seen changes."""

from __future__ import annotations

import base64
import importlib
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import bpy
import numpy as np

from ...adapter import eevee_engine, writing_png
from ...dispatcher import Method
from ...errors import Code, RpcError
from ...png import png_bytes
from ...session import Session
from ..guard import alone
from ..lookup import SHOT, find_camera, find_object, scene_of
from ..preserved import preserved
from ..rendering.aim import aimed
from ..window import in_view
from .playhead_watch import unheard
from .shading import fitting, values

_WIDTH = 640
_LARGEST = 1920
_SAMPLES = 16
_EDGES = "5"
"""Samples with which edges are smoothed: a choice of Blender's."""


def methods(session: Session) -> dict[str, Method]:
    """The part of the wire that takes pictures."""
    return {"view/capture": alone(session, lambda p: capture(session, p))}


def capture(session: Session, params: dict[str, Any]) -> dict[str, Any]:
    """Draws in the 3D view's manner where there is one, else by a render; the frame, the view, the selection
    and the settings are as before."""
    scene = scene_of(params)
    camera = _camera(scene, params)
    context: Any = bpy.context
    with ExitStack() as stack:
        if not session.background:
            stack.enter_context(in_view())
        space = None if session.background else context.space_data
        if camera is None and not isinstance(space, bpy.types.SpaceView3D):
            raise RpcError(Code.NOT_FOUND, "there is no 3D view to be seen: name a shot or a camera")
        size = _size(scene, params, context.region if camera is None else None)
        stack.enter_context(_at(scene, camera, _frame(scene, camera, params)))
        if isinstance(space, bpy.types.SpaceView3D):
            png, drawn = _draw(scene, camera, space, size, params.get("shading")), "viewport"
        else:
            png, drawn = _render(scene, size, params.get("shading", fitting(scene))), "render"
        frame = scene.frame_current
    return {
        "png": base64.b64encode(png).decode("ascii"),
        "width": size[0],
        "height": size[1],
        "scene": scene.name,
        "frame": frame,
        "camera": camera.name if camera is not None else "",
        "drawn": drawn,
    }


def _camera(scene: Any, params: dict[str, Any]) -> Any:
    if "shot" in params:
        return find_camera(scene, params["shot"])
    if "camera" not in params:
        return None
    camera = find_object(params["camera"], scene)
    if camera.type != "CAMERA":
        raise RpcError(Code.INVALID_PARAMS, f"camera: {camera.name} is a {camera.type}", path="camera")
    return camera


def _frame(scene: Any, camera: Any, params: dict[str, Any]) -> int:
    first = camera["photoplay_in"] if "shot" in params else scene.frame_current
    return int(params.get("frame", first))


def _size(scene: Any, params: dict[str, Any], region: Any) -> tuple[int, int]:
    """Pixels: of the scene's picture, or the viewport's, where the params leave it open."""
    render = scene.render
    wide, high = render.resolution_x * render.pixel_aspect_x, render.resolution_y * render.pixel_aspect_y
    if region is not None:
        wide, high = region.width, region.height
    ratio = wide / max(high, 1)
    natural = round(params["height"] * ratio) if "height" in params else _WIDTH
    width: int = params.get("width", natural)
    height: int = params["height"] if "height" in params else round(width / ratio)
    return min(max(width, 16), _LARGEST), min(max(height, 16), _LARGEST)


@contextmanager
def _at(scene: Any, camera: Any, frame: int) -> Iterator[None]:
    """The scene at a frame, before a camera of ours with its walls gone. Where the frame stays nothing is
    animated anew: a 3D view shows what a person moved and did not key yet, and it stays."""
    now = scene.frame_current, scene.frame_subframe
    with unheard(), ExitStack() as stack:
        if camera is not None and SHOT in camera:
            stack.enter_context(aimed(scene, camera))
        else:
            stack.enter_context(preserved(scene, camera=camera or scene.camera))
        try:
            if now != (frame, 0.0):
                scene.frame_set(frame)
            else:
                scene.view_layers[0].update()
            if camera is not None and scene.camera != camera:  # a marker switched it
                scene.camera = camera
            yield
        finally:
            if now != (frame, 0.0):
                scene.frame_set(now[0], subframe=now[1])


def _draw(scene: Any, camera: Any, space: Any, size: tuple[int, int], shading: str | None) -> bytes:
    gpu: Any = importlib.import_module("gpu")
    context: Any = bpy.context
    width, height = size
    layer = scene.view_layers[0]
    if scene == context.window.scene:
        layer = context.window.view_layer
    with ExitStack() as stack:
        if camera is not None:
            stack.enter_context(preserved(space.overlay, show_overlays=False))
            stack.enter_context(preserved(space, show_gizmo=False))
        if camera is not None or shading is not None:
            wanted = values(shading or fitting(scene))
            stack.enter_context(preserved(space.shading, **wanted))
        view, projection = _matrices(camera, layer.depsgraph, space.region_3d, context.region, size)
        stack.enter_context(_smooth_enough())
        target = gpu.types.GPUOffScreen(width, height)
        try:
            target.draw_view3d(
                scene, layer, space, context.region, view, projection, do_color_management=True
            )
            pixels = np.array(target.texture_color.read(), np.uint8)
        finally:
            target.free()
    return png_bytes(pixels.reshape(height, width, 4)[::-1, :, :3])


@contextmanager
def _smooth_enough() -> Iterator[None]:
    """The whole view is drawn once for each sample of its edges, which without a graphics card takes long."""
    preferences: Any = bpy.context.preferences
    system, dirty = preferences.system, preferences.is_dirty
    few = system.viewport_aa if system.viewport_aa in ("OFF", "FXAA") else _EDGES
    try:
        with preserved(system, viewport_aa=few):
            yield
    finally:
        preferences.is_dirty = dirty  # else the preferences would be saved when Blender is closed


def _matrices(camera: Any, graph: Any, view3d: Any, region: Any, size: tuple[int, int]) -> tuple[Any, Any]:
    """World to view, and view to picture; the viewport's picture is widened or narrowed to the size."""
    width, height = size
    if camera is not None:
        seen = camera.evaluated_get(graph)
        return (
            seen.matrix_world.normalized().inverted(),
            seen.calc_matrix_camera(graph, x=width, y=height),
        )
    projection = view3d.window_matrix.copy()
    projection[0] *= (region.width / max(region.height, 1)) / (width / height)
    return view3d.view_matrix.copy(), projection


def _render(scene: Any, size: tuple[int, int], shading: str) -> bytes:
    """A still by Workbench, or by the scene's own engine for `rendered`."""
    if shading == "wireframe":
        raise RpcError(Code.INVALID_PARAMS, "shading: wireframe needs a 3D view", path="shading")
    if bpy.app.is_job_running("RENDER"):
        raise RpcError(Code.BUSY, "Blender renders, and there is no 3D view to draw in")
    engine = {"material": eevee_engine(), "rendered": scene.render.engine}.get(shading, "BLENDER_WORKBENCH")
    with tempfile.TemporaryDirectory(prefix="photoplay-") as folder, ExitStack() as stack:
        file = Path(folder) / "picture.png"
        render = {
            "engine": engine,
            "resolution_x": size[0],
            "resolution_y": size[1],
            "resolution_percentage": 100,
            "pixel_aspect_x": 1.0,
            "pixel_aspect_y": 1.0,
            "filepath": str(file),
            **dict.fromkeys(("use_sequencer", "use_compositing", "use_border", "film_transparent"), False),
            "use_file_extension": False,
            "use_overwrite": True,
            "use_multiview": False,
        }
        stack.enter_context(preserved(scene.render, **render))
        stack.enter_context(writing_png(scene))
        if shading in ("draft", "solid"):
            stack.enter_context(preserved(scene.display, render_aa=_EDGES))
            stack.enter_context(preserved(scene.display.shading, **values(shading)))
        for settings, samples in (("cycles", "samples"), ("eevee", "taa_render_samples")):
            if hasattr(scene, settings):
                chosen = getattr(scene, settings)
                few = min(getattr(chosen, samples), _SAMPLES)
                stack.enter_context(preserved(chosen, **{samples: few}))
        bpy.ops.render.render(write_still=True, scene=scene.name)
        if not file.is_file():
            raise RpcError(Code.BLENDER, "Blender drew no picture")
        return file.read_bytes()
