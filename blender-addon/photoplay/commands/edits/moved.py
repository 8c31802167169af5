"""How far a thing was moved by hand from where it was staged, keyed or not."""

from __future__ import annotations

import math
from typing import Any

import bpy
from mathutils import Euler, Matrix, Quaternion, Vector

from ...adapter import find_curves
from .mark_curves import Values, pack
from .marks import State

FAR = 1e-3
"""Metres that count as moved."""
_TURNED = 2e-3
_PLACES = ("location", "rotation_euler", "rotation_quaternion")
_CHANNELS = tuple(f"{path} {i}" for path, n in zip(_PLACES, (3, 3, 4), strict=True) for i in range(n))

Pose = tuple[Vector, Matrix]
"""Where it is, and how it is turned (3×3)."""


def moved(scene: Any, thing: Any, then: State) -> dict[str, Any] | None:
    """{to, by: metres, facing, turn: radians about z, frame?}, or None. `to` and `facing` are where it is
    now; `frame` is when on the clock, for what moves."""
    packed = pack(thing, _PLACES)
    now, was = Values(packed), Values(then["curves"])
    poses = _dragged(scene, thing, then, now)
    if poses is None and packed != then["curves"]:
        poses = _keyed(scene, now, was, thing, then)
    slid = [a - b for a, b in zip(_delta(thing), then["delta"], strict=True)]
    if poses is None and max(map(abs, slid)) > FAR:
        frame = scene.frame_current if packed else None
        here = curve_pose(thing, scene.frame_current)
        poses = here, here, frame
    if poses is None:
        return None
    after, before, frame = poses
    by, turn = difference(after, before)
    facing = _yaw(after[1]) - (math.pi if then["kind"] == "actor" else 0.0) + thing.delta_rotation_euler.z
    place = after[0] + thing.delta_location
    return {
        "to": [round(v, 4) for v in place],
        "by": [round(v + d, 4) for v, d in zip(by, slid, strict=False)],
        "facing": round(math.remainder(facing, 2 * math.pi), 4),
        "turn": round(turn + slid[3], 4),
        **({} if frame is None else {"frame": frame}),
    }


def _yaw(turn: Matrix) -> float:
    return math.atan2(turn[1][0], turn[0][0])


def _delta(thing: Any) -> list[float]:
    return [*thing.delta_location, thing.delta_rotation_euler.z]


def raw_pose(thing: Any) -> Pose:
    """What the object's own properties say."""
    return thing.location.copy(), _turn(thing.rotation_mode, thing.rotation_euler, thing.rotation_quaternion)


def staged_pose(then: State, values: Values, frame: float) -> Pose:
    """Where a thing was staged at a frame."""
    return _pose(then, values, frame, then["held"])


def curve_pose(thing: Any, frame: float) -> Pose:
    """Where its curves put a thing at a frame, the rest from its own properties."""
    values = {
        "location": list(thing.location),
        "rotation_euler": list(thing.rotation_euler),
        "rotation_quaternion": list(thing.rotation_quaternion),
    }
    for curve in find_curves(thing):
        if curve.data_path in values:
            values[curve.data_path][curve.array_index] = curve.evaluate(frame)
    return Vector(values["location"]), _turn(
        thing.rotation_mode, values["rotation_euler"], values["rotation_quaternion"]
    )


def _pose(then: State, values: Values, frame: float, held: bool) -> Pose:
    place = values.at("location", 3, frame, then["at"], held)
    euler = values.at("rotation_euler", 3, frame, then["euler"], held)
    quaternion = values.at("rotation_quaternion", 4, frame, then["quaternion"], held)
    return Vector(place), _turn(then["mode"], euler, quaternion)


def _turn(mode: str, euler: Any, quaternion: Any) -> Matrix:
    if mode == "QUATERNION":
        return Quaternion([float(q) for q in quaternion]).normalized().to_matrix()
    order: Any = mode if mode not in ("AXIS_ANGLE",) else "XYZ"
    return Euler([float(e) for e in euler], order).to_matrix()


def difference(after: Pose, before: Pose) -> tuple[Any, float]:
    """Metres, and radians about z."""
    return after[0] - before[0], _yaw(after[1] @ before[1].transposed())


def differ(after: Pose, before: Pose) -> bool:
    """Whether that can be seen."""
    turned = (after[1] @ before[1].transposed()).to_quaternion().angle
    return (after[0] - before[0]).length > FAR or min(turned, 2 * math.pi - turned) > _TURNED


def turned(thing: Any, then: State) -> bool:
    """Whether a thing that is not animated was turned, about any axis."""
    before = Vector(then["at"]), _turn(then["mode"], then["euler"], then["quaternion"])
    return differ(raw_pose(thing), before)


def is_shown(scene: Any) -> bool:
    """Whether a window shows the scene: only then do properties follow the curves."""
    windows: Any = bpy.context.window_manager
    return any(window.scene == scene for window in windows.windows)


Found = tuple[Pose, Pose, int | None]
"""Where it is, where it was staged, and when."""


def _keyed(scene: Any, now: Values, was: Values, thing: Any, then: State) -> Found | None:
    """Keys that were moved, put in or taken out: the first of them, or when all were, where the clock
    stands."""
    frames = sorted(now.frames(_CHANNELS) | was.frames(_CHANNELS))
    changed = [f for f in frames if differ(curve_pose(thing, f), staged_pose(then, was, f))]
    if not changed:
        return None
    whole = len(changed) == len(frames) > 1
    frame = scene.frame_current if whole else changed[0]
    return curve_pose(thing, frame), staged_pose(then, was, frame), frame


def _dragged(scene: Any, thing: Any, then: State, now: Values) -> Found | None:
    """Moved without a key: what is not animated stays there, what is falls back at the next frame."""
    here = raw_pose(thing)
    before = Vector(then["at"]), _turn(then["mode"], then["euler"], then["quaternion"])
    if not differ(here, before):
        return None
    if not now.frames(_CHANNELS):
        return here, before, None
    if not is_shown(scene) or not thing.visible_get(view_layer=scene.view_layers[0]):
        return None
    there = curve_pose(thing, scene.frame_current_final)
    return (here, there, scene.frame_current) if differ(here, there) else None
