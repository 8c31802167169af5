"""camera.add: a shot as a real camera, bound to a marker, with the walls that go for it."""

from __future__ import annotations

import hashlib
import math
from typing import Any

import bpy
import numpy as np
from mathutils import Euler, Matrix, Vector

from ...adapter import drop_curves, ease_through, keyframe_curves
from ..describing.blocks import clear_curves
from ..lookup import ID, SHOT, WALL, cameras, collection, find_scene

_SWAY = ((0.37, 0.62), (0.93, 0.27), (1.9, 0.11))
"""(hertz, share) of the sways that make a camera in the hand: the body's, the arms', the hands'."""

_HIDES = ("hide_render", "hide_viewport")


def add_camera(command: dict[str, Any]) -> None:
    """Adds the shot's camera, named by the shot, or films anew with the one that is there, and rewrites when
    walls are hidden."""
    scene = find_scene(command["scene"])
    camera: Any = next((o for o in cameras(scene) if o[SHOT] == command["id"]), None)
    if camera is None:
        camera = bpy.data.objects.new(command["id"], bpy.data.cameras.new(command["id"]))
        collection(scene, "Cameras").objects.link(camera)
    else:
        clear_curves(camera)
        camera.data.dof.use_dof = False
    data = camera.data
    data.sensor_fit = "HORIZONTAL"
    data.sensor_width, data.sensor_height = command["sensor"]
    data.clip_start, data.clip_end = 0.03, 2000.0
    data.display_size = 0.3
    _describe(camera, command)
    _move(camera, command, scene.render.fps)
    _mark(scene, camera, command)
    if scene.camera is None or command["in"] <= scene.camera.get("photoplay_in", 0):
        scene.camera = camera
    key_walls(scene)


def _mark(scene: Any, camera: Any, command: dict[str, Any]) -> None:
    bound = [marker for marker in scene.timeline_markers if marker.camera == camera]
    marker = bound[0] if bound else scene.timeline_markers.new(command["marker"], frame=command["in"])
    marker.name, marker.frame, marker.camera = command["marker"], command["in"], camera


def _describe(camera: Any, command: dict[str, Any]) -> None:
    camera[ID] = camera[SHOT] = command["id"]
    camera["photoplay_size"] = command["size"]
    camera["photoplay_subjects"] = ",".join(command["subjects"])
    camera["photoplay_in"], camera["photoplay_out"] = command["in"], command["out"]
    camera["photoplay_hides"] = ",".join(command["hides"])


def _move(camera: Any, command: dict[str, Any], fps: float) -> None:
    keys, focus, handheld = command["keys"], command.get("focus"), command.get("handheld")
    still = len(keys) == 1 and handheld is None
    frames = np.array([keys[0]["frame"]] if still else np.arange(command["in"], command["out"]))
    at = {name: eased(keys, name, frames) for name in ("position", "target", "lens", "roll")}
    turns = [rotation(*pose) for pose in zip(at["position"], at["target"], at["roll"][:, 0], strict=True)]
    if handheld is not None:
        turns = _shake(turns, handheld, (frames - command["in"]) / fps)
    eulers = _continuous(turns)
    camera.location, camera.rotation_euler = keys[0]["position"], eulers[0]
    camera.data.lens = keys[0]["lens"]
    distances = None
    if focus is not None:
        distances = _distances(at["position"], at["target"], focus["at"])
        camera.data.dof.use_dof = True
        camera.data.dof.aperture_fstop = focus["fstop"]
        camera.data.dof.focus_distance = float(distances[0])
    if still:
        return
    if len(keys) > 1:
        ease_through(camera, _curves(keys, "position", "location", 3))
        if len({key["lens"] for key in keys}) > 1:
            ease_through(camera.data, _curves(keys, "lens", "lens", 1))
        if distances is not None:
            keyframe_curves(camera.data, {("dof.focus_distance", 0): (frames, distances)})
    rotations = np.array([(e.x, e.y, e.z) for e in eulers])
    keyframe_curves(camera, {("rotation_euler", i): (frames, rotations[:, i]) for i in range(3)})


def _curves(keys: list[dict[str, Any]], name: str, path: str, width: int) -> dict[tuple[str, int], Any]:
    """Curves of a value of the keys, as `ease_through` takes them."""
    times = np.array([key["frame"] for key in keys], float)
    values = np.array([np.atleast_1d(key[name]) for key in keys], float)
    slopes = _slopes(times, values)
    return {(path, i): (times, values[:, i], slopes[:, i]) for i in range(width)}


def eased(keys: list[dict[str, Any]], name: str, frames: Any) -> Any:
    """A value of the keys at each frame, eased at the ends, smooth through the others, held outside.

    Monotone cubics (Fritsch & Carlson 1980), as the planner's `cameraAt`. Shape (frames, components).
    """
    times = np.array([key["frame"] for key in keys], float)
    values = np.array([np.atleast_1d(key.get(name, 0.0)) for key in keys], float)
    after = np.clip(np.searchsorted(times, frames, side="right"), 1, max(len(keys) - 1, 1))
    before = after - 1
    after = np.minimum(after, len(keys) - 1)
    span = np.maximum(times[after] - times[before], 1e-9)
    t = np.clip((frames - times[before]) / span, 0, 1)[:, None]
    slopes = _slopes(times, values)
    leave, arrive = slopes[before] * span[:, None], slopes[after] * span[:, None]
    t2, t3 = t * t, t * t * t
    return (
        (2 * t3 - 3 * t2 + 1) * values[before]
        + (t3 - 2 * t2 + t) * leave
        + (3 * t2 - 2 * t3) * values[after]
        + (t3 - t2) * arrive
    )


def _slopes(times: Any, values: Any) -> Any:
    """The speed at each key: the harmonic mean of both sides', none at the ends and where it turns back."""
    slopes = np.zeros_like(values)
    if len(times) < 3:
        return slopes
    steps = np.diff(values, axis=0) / np.maximum(np.diff(times), 1e-9)[:, None]
    same = steps[:-1] * steps[1:]
    total = np.where(same > 0, steps[:-1] + steps[1:], 1.0)
    slopes[1:-1] = np.where(same > 0, 2 * same / total, 0.0)
    return slopes


def rotation(position: Any, target: Any, roll: float) -> Matrix:
    """Looks from position to target, z up, then rolls."""
    forward = (Vector(target) - Vector(position)).normalized()
    upward = Vector((0, 1, 0)) if abs(forward.z) > 0.999 else Vector((0, 0, 1))
    level = forward.cross(upward).normalized()
    upright = level.cross(forward)
    c, s = math.cos(roll), math.sin(roll)
    right, up = level * c + upright * s, upright * c - level * s
    axes: Any = (right, up, -forward)
    return Matrix(axes).transposed()


def _shake(turns: list[Matrix], handheld: dict[str, Any], seconds: Any) -> list[Matrix]:
    """Sways about the camera's own axes: by the shot's seed and the time since it began alone."""
    digest = hashlib.sha256(handheld["seed"].encode()).digest()
    phases = np.frombuffer(digest, np.uint8).astype(float).reshape(-1)[:9].reshape(3, 3) * (2 * math.pi / 256)
    axes = [
        sum(
            share * np.sin(2 * math.pi * hertz * seconds + phases[axis, i])
            for i, (hertz, share) in enumerate(_SWAY)
        )
        * handheld["amount"]
        * gain
        for axis, gain in enumerate((1.0, 1.0, 0.35))
    ]
    return [
        turn @ Euler((float(x), float(y), float(z))).to_matrix()
        for turn, x, y, z in zip(turns, *axes, strict=True)
    ]


def _continuous(turns: list[Matrix]) -> list[Euler]:
    eulers: list[Euler] = []
    for turn in turns:
        eulers.append(turn.to_euler("XYZ", eulers[-1]) if eulers else turn.to_euler("XYZ"))
    return eulers


def _distances(positions: Any, targets: Any, point: list[float]) -> Any:
    """Metres along the lens axis to what is in focus."""
    axis = targets - positions
    axis /= np.linalg.norm(axis, axis=1, keepdims=True)
    return np.maximum(((np.asarray(point) - positions) * axis).sum(1), 0.05)


def hidden_walls(camera: Any) -> set[str]:
    """Names of the walls that go for a shot."""
    return {name for name in str(camera.get("photoplay_hides", "")).split(",") if name}


def key_walls(scene: Any) -> None:
    """Walls appear and go with the shots: keys on `hide_render` and `hide_viewport` at each shot's in."""
    shots = cameras(scene)
    for wall in (o for o in scene.objects if WALL in o):
        hidden = [float(wall[WALL] in hidden_walls(camera)) for camera in shots]
        if not any(hidden):
            drop_curves(wall, _HIDES)
            wall.hide_render = wall.hide_viewport = False
            continue
        frames = [camera["photoplay_in"] for camera in shots]
        curves = {(path, 0): (frames, hidden) for path in _HIDES}
        keyframe_curves(wall, curves, "CONSTANT")
