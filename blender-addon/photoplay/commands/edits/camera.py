"""A shot's camera as a person left it, in the terms of the shot: keys of position, target, lens and roll."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from mathutils import Matrix, Vector

from ...adapter import find_curves
from ..filming.camera import eased, rotation
from .mark_curves import Values
from .marks import State
from .moved import FAR, Pose, curve_pose, differ, is_shown, raw_pose, staged_pose

_LENS = 0.01
_MOST_NEW_KEYS = 3


def reframed(scene: Any, camera: Any, then: State) -> list[dict[str, Any]] | None:
    """The shot's keys as they are now, or None when they are as staged."""
    keys = then["keys"]
    if not keys:
        return None
    was, lenses = Values(then["curves"]), Values(then["lenses"])
    drag = _drag(scene, camera, then)
    frames = sorted({key["frame"] for key in keys} | _new_frames(camera, then, was, keys))
    changed = False
    found: list[dict[str, Any]] = []
    for frame in frames:
        before = _before(then, was, keys, frame)
        after = _after(camera, frame, drag)
        lens = _lens(camera, frame) - float(lenses.at("lens", 1, frame, [then["lens"]], False)[0])
        changed = changed or differ(after, before) or abs(lens) > _LENS
        found.append(_key(keys, frame, after, before, lens))
    return found if changed else None


def _value(keys: list[dict[str, Any]], name: str, frame: int) -> Any:
    return eased(keys, name, np.array([frame]))[0]


def _before(then: State, was: Values, keys: list[dict[str, Any]], frame: int) -> Pose:
    _, turned = staged_pose(then, was, frame)
    return Vector(_value(keys, "position", frame)), turned


def _after(camera: Any, frame: int, drag: tuple[Vector, Matrix] | None) -> Pose:
    place, turned = curve_pose(camera, frame)
    return (place + drag[0], drag[1] @ turned) if drag else (place, turned)


def _drag(scene: Any, camera: Any, then: State) -> tuple[Vector, Matrix] | None:
    """How far an animated camera was moved without a key: the whole move goes with it."""
    if not find_curves(camera) or not is_shown(scene):
        return None
    here, there = raw_pose(camera), curve_pose(camera, scene.frame_current_final)
    if not differ(here, there) or not camera.visible_get(view_layer=scene.view_layers[0]):
        return None
    if (here[0] - Vector(then["at"])).length < FAR and not _turned(camera, then):
        return None
    return here[0] - there[0], here[1] @ there[1].transposed()


def _turned(camera: Any, then: State) -> bool:
    return max(abs(a - b) for a, b in zip(camera.rotation_euler, then["euler"], strict=True)) > FAR


def _new_frames(camera: Any, then: State, was: Values, keys: list[dict[str, Any]]) -> set[int]:
    """A few frames between the shot's keys at which a person keyed something else."""
    channels = [f"{path} {i}" for path in ("location", "rotation_euler") for i in range(3)]
    own = {round(p.co.x) for curve in find_curves(camera) for p in curve.keyframe_points}
    inside = [f for f in own if keys[0]["frame"] < f < keys[-1]["frame"] or f not in was.frames(channels)]
    changed = {f for f in inside if differ(curve_pose(camera, f), _before(then, was, keys, f))}
    return changed if len(changed) <= _MOST_NEW_KEYS else set()


def _lens(camera: Any, frame: int) -> float:
    for curve in find_curves(camera.data):
        if curve.data_path == "lens":
            return float(curve.evaluate(frame))
    return float(camera.data.lens)


def _key(keys: list[dict[str, Any]], frame: int, after: Pose, before: Pose, longer: float) -> dict[str, Any]:
    """A key of the shot, moved and turned as the camera was; so a camera in the hand keeps its own sway."""
    position, target = Vector(_value(keys, "position", frame)), Vector(_value(keys, "target", frame))
    rolled = float(_value(keys, "roll", frame)[0])
    turn = after[1] @ before[1].transposed()
    looks = turn @ rotation(position, target, rolled)
    moved_to = after[0]
    aim = moved_to + turn @ (target - position)
    level = rotation(moved_to, aim, 0.0)
    right = level.transposed() @ looks.col[0]
    roll = math.atan2(right[1], right[0])
    lens = float(_value(keys, "lens", frame)[0]) + longer
    key = {
        "frame": frame,
        "position": [round(v, 4) for v in moved_to],
        "target": [round(v, 4) for v in aim],
        "lens": round(min(max(lens, 8.0), 300.0), 3),
    }
    return {**key, "roll": round(roll, 4)} if abs(roll) > FAR else key
