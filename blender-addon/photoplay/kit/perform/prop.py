"""A prop through a scene: it lies where it lies and follows the hand that holds it, by Child Of constraints
whose influence is keyed. It never flies: at the frame it changes hands it stays where it was, and only then
settles in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from mathutils import Matrix, Vector

from ...adapter import keyframe_curves
from .bake import know_prop, performer_of, set_height
from .ease import smooth
from .grip import between, grip_matrix, hand_matrix, kind_of
from .holding import entries_of, hand_of, holders, untold
from .pose import Performer

_SETTLE = 8
_STACK = 0.04
"""Metres: what is higher is no thing to lie on."""

_Key = tuple[int, Matrix, tuple[str, str] | None, bool]
"""Frame, own matrix (in the set, or in the hand), (actor, side) of the hand, hidden."""


def perform_prop(
    scene: Any,
    prop: Any,
    track: Sequence[Mapping[str, Any]],
    armatures: Mapping[str, Any],
) -> None:
    """Keys a `PropTrack` on a prop. `armatures`: the scene's characters by actor id, already performed;
    whoever holds the prop is baked again, hands shaped by what they hold. Raises KeyError for a holder that
    is not there."""
    prop.rotation_mode = "QUATERNION"
    for before in [constraint for constraint in prop.constraints if _is_hand(constraint)]:
        prop.constraints.remove(before)
    entries = entries_of(track)
    performers = _performers(scene, prop, entries, armatures)
    keys: list[_Key] = []
    for index, entry in enumerate(entries):
        until = entries[index + 1]["frame"] if index + 1 < len(entries) else None
        keys.extend(_entry_keys(scene, prop, entry, keys[-1] if keys else None, until, performers))
        if index + 1 < len(entries) and "holder" in entry and "position" in entries[index + 1]:
            keys = _lay_down(scene, prop, keys, entries[index + 1], performers)
    _write(prop, keys, armatures)


def _performers(
    scene: Any,
    prop: Any,
    entries: Sequence[Mapping[str, Any]],
    armatures: Mapping[str, Any],
) -> dict[str, Performer]:
    performers: dict[str, Performer] = {}
    name, kind = str(prop.get("photoplay_id", prop.name)), kind_of(prop)
    for actor in holders(entries):
        held = performer_of(scene, armatures[actor]).held
        know_prop(scene, armatures[actor], name, kind, untold(name, kind, entries, actor, held))
        performers[actor] = performer_of(scene, armatures[actor])
    return performers


def _hand_at(performers: Mapping[str, Performer], hand: tuple[str, str], frame: int) -> Matrix:
    performer = performers[hand[0]]
    pose = performer.pose(frame)
    return hand_matrix(performer.skeleton, pose, hand[1])


def _entry_keys(
    scene: Any,
    prop: Any,
    entry: Mapping[str, Any],
    last: _Key | None,
    until: int | None,
    performers: Mapping[str, Performer],
) -> list[_Key]:
    frame, hidden, hand = entry["frame"], bool(entry.get("hidden")), hand_of(entry)
    if hand is None:
        return [(frame, _lying(scene, prop, entry), None, hidden)]
    grip = grip_matrix(performers[hand[0]].skeleton, hand[1], prop)
    if last is None or last[3]:
        return [(frame, grip, hand, hidden)]
    was = last[1] if last[2] is None else _hand_at(performers, last[2], frame) @ last[1]
    start = _hand_at(performers, hand, frame).inverted() @ was
    length = _SETTLE if until is None else min(_SETTLE, max(until - frame - 1, 1))
    return [
        (frame + passed, between(start, grip, smooth(passed / length)), hand, hidden)
        for passed in range(length + 1)
    ]


def _lay_down(
    scene: Any,
    prop: Any,
    keys: list[_Key],
    entry: Mapping[str, Any],
    performers: Mapping[str, Performer],
) -> list[_Key]:
    """In the frames before it is put down, the prop turns in the hand towards how it will lie."""
    _, grip, hand, hidden = keys[-1]
    if hand is None or hidden:
        return keys
    frame = entry["frame"]
    end = _hand_at(performers, hand, frame).inverted() @ _lying(scene, prop, entry)
    first = max(frame - _SETTLE, keys[-1][0] + 1)
    return keys + [
        (at, between(grip, end, smooth((at - first + 1) / (frame - first + 1))), hand, False)
        for at in range(first, frame)
    ]


def _lying(scene: Any, prop: Any, entry: Mapping[str, Any]) -> Matrix:
    """Where it is put, on top of what low thing is there already: a plate, a book."""
    place = Vector(entry.get("position", (0.0, 0.0, 0.0)))
    turn = Matrix.Rotation(entry.get("facing", 0.0), 4, "Z")
    low, high = Vector(prop.bound_box[0]), Vector(prop.bound_box[6])
    layer = scene.view_layers[0]
    layer.update()
    level = place.z
    for across, along in product((0.1, 0.5, 0.9), repeat=2):
        spot = Vector((low.x + (high.x - low.x) * across, low.y + (high.y - low.y) * along, 0.0))
        above = place + turn @ spot + Vector((0, 0, _STACK))
        top = set_height(scene, layer.depsgraph, above, _STACK)
        level = max(level, top if top is not None else level)
    return Matrix.Translation((place.x, place.y, level)) @ turn


def _write(prop: Any, keys: Sequence[_Key], armatures: Mapping[str, Any]) -> None:
    frames = [key[0] for key in keys]
    places = [key[1].translation for key in keys]
    turns = [key[1].to_quaternion() for key in keys]
    curves: dict[tuple[str, int], tuple[Any, Any]] = {}
    for index in range(3):
        curves["location", index] = (frames, [place[index] for place in places])
    for index in range(4):
        curves["rotation_quaternion", index] = (frames, [turn[index] for turn in turns])
    for hand in dict.fromkeys(key[2] for key in keys if key[2] is not None):
        constraint = _follow(prop, armatures[hand[0]], hand)
        curves[f'constraints["{constraint.name}"].influence', 0] = (
            frames,
            [float(key[2] == hand) for key in keys],
        )
    keyframe_curves(prop, curves, "CONSTANT")
    shown = [float(key[3]) for key in keys]
    for part in (prop, *prop.children_recursive):
        keyframe_curves(
            part, {("hide_render", 0): (frames, shown), ("hide_viewport", 0): (frames, shown)}, "CONSTANT"
        )


def _is_hand(constraint: Any) -> bool:
    """Whether `_follow` made it."""
    return constraint.type == "CHILD_OF" and constraint.subtarget in ("hand.L", "hand.R")


def _follow(prop: Any, armature: Any, hand: tuple[str, str]) -> Any:
    constraint = prop.constraints.new("CHILD_OF")
    constraint.name = f"{hand[0]}{hand[1]}"
    constraint.target, constraint.subtarget = armature, "hand" + hand[1]
    constraint.inverse_matrix = Matrix()
    constraint.set_inverse_pending = False
    return constraint
