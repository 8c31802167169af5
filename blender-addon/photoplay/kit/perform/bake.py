"""Bakes a performance onto an armature: keyframes on pose bones, on the object, on shape keys and on
visibility."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from mathutils import Vector

from ...adapter import Curves, keyframe_curves
from ..character.rig import BODY_PROPERTY, read_skeleton
from .cues import Held, held_props
from .holding import entries_of, known_kind, untold
from .pose import Performer
from .rows import Layout, Rows, Window, layout_of, rows_of
from .score import Score, read_score
from .stance import to_set

PERFORMANCE_PROPERTY = "photoplay_performance"
"""On an armature, as JSON: its performance, the frames keyed and their step, so that props can follow its
hands."""

_TABLE_FORWARD, _TABLE_APART = 0.27, 0.08
_TABLE_ABOVE_SEAT = (0.12, 0.42)


def pose_frames(windows: Iterable[Mapping[str, Any]], step: int) -> list[int]:
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
    props: Iterable[Mapping[str, Any]] = (),
    windows: Sequence[Window] = (),
) -> None:
    """Keys a `Performance` on a character at the given frames (ascending), replacing what was keyed before.

    `step` is how many frames a drawing is shown; by default the least distance between two frames. Drawings
    on twos do not move in between. `props` are those that the actor holds at some time: id, kind and track.
    `windows` name what is done in some of the frames, so that it need not be baked again at another time. The
    set must be built: seated hands look for a table. The pose at a frame depends on the performance, the
    frame and the step alone, whatever other frames are keyed.
    """
    if step is None:
        step = min((after - before for before, after in pairwise(frames)), default=1)
    kept = {"performance": dict(performance), "frames": list(frames), "step": step, "held": [], "kinds": {}}
    _write_down(armature, kept)
    for prop in props:
        kind = known_kind(prop["kind"])
        actor = str(armature.get("photoplay_id", armature.name))
        _learn(kept, prop["id"], kind, _untold(kept, prop, kind, actor, scene.render.fps))
    _write_down(armature, kept)
    covered = {frame for window in windows for frame in window.frames}
    rest = Window([frame for frame in frames if frame not in covered])
    _bake(armature, performer_of(scene, armature), [*windows, rest], step)


def _untold(kept: Mapping[str, Any], prop: Mapping[str, Any], kind: str, actor: str, fps: int) -> list[Held]:
    score = read_score(kept["performance"], actor, fps, kept["kinds"])
    held = held_props(score, [Held(*item) for item in kept["held"]])
    return untold(prop["id"], kind, entries_of(prop["track"]), actor, held)


def _learn(kept: dict[str, Any], prop: str, kind: str, holdings: Sequence[Held]) -> bool:
    """Takes in a prop's kind and when it is held; whether that was news."""
    news = bool(holdings) or kept["kinds"].get(prop) != kind
    kept["kinds"][prop] = kind
    kept["held"] += [[held.prop, held.side, held.start, held.end, kind] for held in holdings]
    return news


def _write_down(armature: Any, kept: Mapping[str, Any]) -> None:
    armature[PERFORMANCE_PROPERTY] = json.dumps(kept, separators=(",", ":"))


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
    though no action of its own says so; unless it was performed with that prop."""
    kept = json.loads(armature[PERFORMANCE_PROPERTY])
    if _learn(kept, prop, kind, holdings):
        _write_down(armature, kept)
        _bake(armature, performer_of(scene, armature), [Window(kept["frames"])], kept["step"])


def _bake(armature: Any, performer: Performer, windows: Sequence[Window], step: int) -> None:
    bodies = [child for child in armature.children if child.type == "MESH"]
    keyed = [body.data.shape_keys for body in bodies if body.data.shape_keys is not None]
    shapes = [block.name for keys in keyed for block in keys.key_blocks[1:]]
    layout = layout_of(performer, list(dict.fromkeys(shapes)))
    actor = (armature[BODY_PROPERTY], performer.tables_met, performer.score.fps)
    frames, rows = rows_of(performer, layout, windows, step, actor)
    interpolation = "CONSTANT" if step > 1 else "LINEAR"
    armature.rotation_mode = "XYZ"
    keyframe_curves(armature, _bone_curves(layout, frames, rows), interpolation)
    for keys in keyed:
        names = [block.name for block in keys.key_blocks[1:]]
        keyframe_curves(keys, _face_curves(layout, frames, rows, names), interpolation)
    shown = _visibility_curves(performer.score)
    for thing in (armature, *bodies):
        keyframe_curves(thing, shown, "CONSTANT")


def _bone_curves(layout: Layout, frames: Sequence[int], rows: Rows) -> Curves:
    curves: dict[tuple[str, int], tuple[Any, Any]] = {}
    columns = rows.T
    for number, name in enumerate(layout.bones):
        for index in range(4):
            curves[f'pose.bones["{name}"].rotation_quaternion', index] = (frames, columns[4 * number + index])
    for index in range(3):
        curves['pose.bones["hips"].location', index] = (frames, columns[layout.hips + index])
    for index in range(3):
        curves["location", index] = (frames, columns[layout.hips + 3 + index])
    curves["rotation_euler", 2] = (frames, columns[layout.hips + 6])
    return curves


def _face_curves(layout: Layout, frames: Sequence[int], rows: Rows, names: Sequence[str]) -> Curves:
    first = layout.hips + 7
    column = {name: rows[:, first + index] for index, name in enumerate(layout.shapes)}
    return {(f'key_blocks["{name}"].value', 0): (frames, column[name]) for name in names}


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
