"""Bakes a performance onto an armature: keyframes on pose bones, on the object, on shape keys and on
visibility."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from mathutils import Vector

from ...adapter import Curves, keyframe_curves
from ..character.rig import read_skeleton
from .cues import Held
from .pose import Performer, Pose
from .score import Score, read_score
from .stance import to_set

PERFORMANCE_PROPERTY = "photoplay_performance"
"""On an armature, as JSON: its performance, the frames keyed and their step, so that props can follow its
hands."""

_TABLE_FORWARD, _TABLE_APART = 0.27, 0.08
_TABLE_ABOVE_SEAT = (0.12, 0.42)

Windows = Iterable[Mapping[str, int]]


def pose_frames(windows: Windows, step: int) -> list[int]:
    """The frames to key for shots' windows {start, end, phase}: phase + n * step within each, and the one
    that is still shown when it starts."""
    frames: set[int] = set()
    for window in windows:
        first = window["start"] - (window["start"] - window["phase"]) % step
        frames.update(range(first, window["end"], step))
    return sorted(frames)


def perform(
    scene: Any,
    armature: Any,
    performance: Mapping[str, Any],
    frames: Sequence[int],
    step: int | None = None,
) -> None:
    """Keys a `Performance` on a character at the given frames (ascending), replacing what was keyed before.

    `step` is how many frames a drawing is shown; by default the least distance between two frames. Drawings
    on twos do not move in between. The set must be built: seated hands look for a table. The pose at a frame
    depends on the performance, the frame and the step alone, whatever other frames are keyed.
    """
    if step is None:
        step = min((after - before for before, after in pairwise(frames)), default=1)
    kept = {"performance": dict(performance), "frames": list(frames), "step": step, "held": [], "kinds": {}}
    armature[PERFORMANCE_PROPERTY] = json.dumps(kept, separators=(",", ":"))
    _bake(armature, performer_of(scene, armature), frames, step)


def performer_of(scene: Any, armature: Any) -> Performer:
    """The performer of an armature that `perform` has keyed. Raises KeyError for others."""
    kept = json.loads(armature[PERFORMANCE_PROPERTY])
    score = read_score(
        kept["performance"],
        str(armature.get("photoplay_id", armature.name)),
        scene.render.fps,
        kept["kinds"],
    )
    held = tuple(Held(*item) for item in kept["held"])
    skeleton = read_skeleton(armature)
    return Performer(skeleton, score, _tables(scene, score, skeleton.body.height), held)


def keyed_frames(armature: Any) -> list[int]:
    """The frames that `perform` has keyed. Raises KeyError for an armature it has not."""
    return json.loads(armature[PERFORMANCE_PROPERTY])["frames"]


def know_prop(scene: Any, armature: Any, prop: str, kind: str, holdings: Sequence[Held]) -> None:
    """Bakes an armature again, knowing the kind of a prop that its actions name, and when its hands hold it
    though no action of its own says so."""
    kept = json.loads(armature[PERFORMANCE_PROPERTY])
    kept["kinds"][prop] = kind
    kept["held"] += [[held.prop, held.side, held.start, held.end, kind] for held in holdings]
    armature[PERFORMANCE_PROPERTY] = json.dumps(kept, separators=(",", ":"))
    _bake(armature, performer_of(scene, armature), kept["frames"], kept["step"])


def _bake(armature: Any, performer: Performer, frames: Sequence[int], step: int) -> None:
    poses = [performer.pose(frame, step) for frame in frames]
    interpolation = "CONSTANT" if step > 1 else "LINEAR"
    armature.rotation_mode = "XYZ"
    keyframe_curves(armature, {**_bone_curves(frames, poses), **_root_curves(frames, poses)}, interpolation)
    bodies = [child for child in armature.children if child.type == "MESH"]
    for body in bodies:
        if body.data.shape_keys is not None:
            names = [block.name for block in body.data.shape_keys.key_blocks[1:]]
            keyframe_curves(body.data.shape_keys, _face_curves(frames, poses, names), interpolation)
    shown = _visibility_curves(performer.score)
    for thing in (armature, *bodies):
        keyframe_curves(thing, shown, "CONSTANT")


def _bone_curves(frames: Sequence[int], poses: Sequence[Pose]) -> Curves:
    curves: dict[tuple[str, int], tuple[Any, Any]] = {}
    for name in poses[0].channels.rotations if poses else ():
        values = np.array([pose.channels.rotations[name] for pose in poses])
        for index in range(4):
            curves[f'pose.bones["{name}"].rotation_quaternion', index] = (frames, values[:, index])
    hips = np.array([pose.channels.hips_location for pose in poses]).reshape(-1, 3)
    for index in range(3):
        curves['pose.bones["hips"].location', index] = (frames, hips[:, index])
    return curves


def _root_curves(frames: Sequence[int], poses: Sequence[Pose]) -> Curves:
    places = np.array([pose.position for pose in poses]).reshape(-1, 3)
    curves: dict[tuple[str, int], tuple[Any, Any]] = {
        ("location", index): (frames, places[:, index]) for index in range(3)
    }
    curves["rotation_euler", 2] = (frames, np.array([pose.turn for pose in poses]))
    return curves


def _face_curves(frames: Sequence[int], poses: Sequence[Pose], names: Sequence[str]) -> Curves:
    return {
        (f'key_blocks["{name}"].value', 0): (frames, np.array([pose.keys.get(name, 0.0) for pose in poses]))
        for name in names
    }


def _visibility_curves(score: Score) -> Curves:
    """Hidden before, between and after the visible spans."""
    changes: dict[int, float] = {min((first for first, _ in score.visible), default=0) - 1: 1.0}
    for first, end in score.visible:
        changes[first] = 0.0
        changes.setdefault(end, 1.0)
    frames = sorted(changes)
    values = [changes[frame] for frame in frames]
    return {("hide_render", 0): (frames, values), ("hide_viewport", 0): (frames, values)}


def _tables(scene: Any, score: Score, height: float) -> dict[int, float]:
    """Height above the ground of the table in front of each seat, by the start of the posture."""
    found: dict[int, float] = {}
    for span in score.postures:
        if span.after != "sit" or span.seat is None:
            continue
        facing = _facing_at(score, span.end)
        level = _table(scene, span.seat, facing, span.height, height)
        if level is not None:
            found[span.start] = level
    return found


def _facing_at(score: Score, frame: int) -> float:
    facing = score.root[0].facing
    for key in score.root:
        if key.frame <= frame:
            facing = key.facing
    return facing


def _table(scene: Any, seat: Vector, facing: float, seat_height: float, height: float) -> float | None:
    """What lies under both hands of one who sits there, if it is as high as a table."""
    layer = scene.view_layers[0]
    layer.update()
    low, high = (seat_height + above for above in _TABLE_ABOVE_SEAT)
    levels: list[float] = []
    for side in (1, -1):
        local = Vector((_TABLE_APART * height * side, -_TABLE_FORWARD * height, high))
        level = set_height(scene, layer.depsgraph, to_set(seat, facing, local), high - low)
        if level is None:
            return None
        levels.append(level - seat.z)
    return max(levels)


def set_height(scene: Any, graph: Any, start: Vector, depth: float) -> float | None:
    """Height of the highest thing of the set within `depth` metres below a point; bodies and props are looked
    through."""
    end = start.z - depth
    while start.z > end:
        hit, place, _, _, thing, _ = scene.ray_cast(graph, start, Vector((0, 0, -1)), distance=start.z - end)
        if not hit:
            return None
        if "photoplay_prop" not in thing and (thing.parent is None or thing.parent.type != "ARMATURE"):
            return place.z
        start = Vector((start.x, start.y, place.z - 1e-4))
    return None
