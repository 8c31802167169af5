"""Where people and things are at a frame, for eyes and hands that go to them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import cos, pi, sin
from typing import Any

from mathutils import Matrix, Vector

from ...kit.character.rig import read_skeleton
from ...kit.perform.bake import PERFORMANCE_PROPERTY, set_height
from ...kit.perform.cues import Held, held_props
from ...kit.perform.grip import hand_matrix, kind_of
from ...kit.perform.holding import entries_of, untold
from ...kit.perform.pose import Performer
from ...kit.perform.score import read_score
from ...kit.perform.stance import turned
from ..lookup import ID, find_actor, find_object
from .moves import refuse
from .tracks import entry_at, has_track, kept_track, props

_AHEAD = 3.0
_OFF_SEAT = 0.5
"""Metres from a seat at which one stands who got up from it."""
_BODY_LOW, _BODY_HIGH = 0.15, 1.65
_SEAT_LOWEST, _SEAT_HIGHEST = 0.15, 0.85
_SIDES = {"left": ".L", "right": ".R"}
Target = Mapping[str, Any]


class Sight:
    """Answers for one scene as it is now, and keeps what it found out. Used with `with`: to see where
    animated things are it goes through the scene's frames, and comes back at the end."""

    def __init__(self, scene: Any) -> None:
        self._scene = scene
        self._now = scene.frame_current, scene.frame_subframe
        self._performers: dict[str, Performer] = {}
        self._places: dict[tuple[str, int], list[float]] = {}

    def __enter__(self) -> Sight:
        return self

    def __exit__(self, *_: object) -> None:
        if self._places:
            self._scene.frame_set(self._now[0], subframe=self._now[1])

    def point(self, target: Target, frame: int, who: str) -> list[float]:
        """Where a target is: between the eyes of people, the middle of things, ahead of `who`.

        RpcError(NOT_FOUND) for what is not there.
        """
        if "point" in target:
            return list(target["point"])
        if "actor" in target:
            return self.eyes(target["actor"], frame)
        if "object" in target:
            return self._thing(target["object"], frame)
        pose = self._performer(who).pose(frame)
        ahead = turned(Vector((0, -_AHEAD, 0)), pose.turn)
        level = Vector((*pose.position.xy, self.eyes(who, frame)[2]))
        return _numbers(level + ahead)

    def eyes(self, who: str, frame: int) -> list[float]:
        """Between the eyes of somebody."""
        performer = self._performer(who)
        pose, skeleton = performer.pose(frame), performer.skeleton
        return _numbers(
            pose.position + turned((skeleton.joint("eye.L") + skeleton.joint("eye.R")) / 2, pose.turn)
        )

    def hand(self, who: str, hand: str, frame: int) -> list[float]:
        """The wrist of somebody's hand."""
        performer = self._performer(who)
        return _numbers(hand_matrix(performer.skeleton, performer.pose(frame), _SIDES[hand]).translation)

    def _performer(self, who: str) -> Performer:
        """Plays what somebody does but for the looks: where eyes are must not depend on where they look."""
        if who not in self._performers:
            armature = find_actor(self._scene, who)
            if PERFORMANCE_PROPERTY not in armature:
                raise refuse(f"{who} was built and has no place yet: first actor.perform", "at")
            performance = json.loads(armature[PERFORMANCE_PROPERTY])["performance"]
            things = props(self._scene)
            kinds = {name: kind_of(thing) for name, thing in things.items()}
            score = read_score({**performance, "gaze": []}, who, self._scene.render.fps, kinds)
            held: list[Held] = []
            for name, thing in things.items():
                told = held_props(score, held)
                held += untold(name, kinds[name], entries_of(kept_track(thing)), who, told)
            self._performers[who] = Performer(read_skeleton(armature), score, {}, tuple(held))
        return self._performers[who]

    def _thing(self, name: str, frame: int) -> list[float]:
        thing = find_object(name, self._scene)
        if thing.type == "ARMATURE" and PERFORMANCE_PROPERTY in thing:
            return self.eyes(str(thing[ID]), frame)
        if has_track(thing):
            entry = entry_at(kept_track(thing), frame)
            if "holder" in entry:
                return self.hand(entry["holder"]["actor"], entry["holder"]["hand"], frame)
            return list(entry.get("position", (0.0, 0.0, 0.0)))
        if not _moves(thing):
            return _middle(thing)
        if (name, frame) not in self._places:
            self._scene.frame_set(frame)
            graph = self._scene.view_layers[0].depsgraph
            self._places[name, frame] = _middle(thing.evaluated_get(graph))
        return self._places[name, frame]


def _numbers(vector: Vector) -> list[float]:
    return [vector.x, vector.y, vector.z]


def _moves(thing: Any) -> bool:
    while thing is not None:
        if thing.constraints or (
            thing.animation_data is not None and thing.animation_data.action is not None
        ):
            return True
        thing = thing.parent
    return False


def _middle(thing: Any) -> list[float]:
    corners = [Vector(corner) for corner in thing.bound_box]
    return _numbers(_world(thing) @ (sum(corners, Vector()) / len(corners)))


def _world(thing: Any) -> Matrix:
    """What was just made has not been evaluated yet."""
    return thing.matrix_world if _moves(thing) or thing.parent else thing.matrix_basis


def seat_at(scene: Any, target: Target, asked: float | None, posture: str) -> tuple[list[float], float]:
    """The floor below a seat, and its height above it: as asked for, as high as what is there, or a chair's.

    RpcError(INVALID_PARAMS) for what is no seat.
    """
    layer = scene.view_layers[0]
    layer.update()
    if "point" in target:
        floor = Vector(target["point"])
    elif "object" in target:
        thing = find_object(target["object"], scene)
        world = _world(thing)
        corners = [world @ Vector(corner) for corner in thing.bound_box]
        middle = sum(corners, Vector()) / len(corners)
        floor = Vector((middle.x, middle.y, min(corner.z for corner in corners)))
    else:
        raise refuse("a seat is a point or an object", "seat")
    if asked is not None:
        return _numbers(floor), asked
    above = floor + Vector((0, 0, _SEAT_HIGHEST))
    top = set_height(scene, layer.depsgraph, above, _SEAT_HIGHEST - _SEAT_LOWEST)
    if top is not None:
        return _numbers(floor), round(top - floor.z, 4)
    return _numbers(floor), 0.45 if posture == "sit" else 0.0


def free_spot(scene: Any, seat: list[float], facing: float) -> list[float]:
    """Where one can stand who gets up from a seat: before it, or beside it or behind where a table is in the
    way."""
    layer = scene.view_layers[0]
    layer.update()
    spots: list[list[float]] = []
    for turn in (0.0, pi / 2, -pi / 2, pi):
        angle = facing + turn
        spots.append([seat[0] - sin(angle) * _OFF_SEAT, seat[1] + cos(angle) * _OFF_SEAT, seat[2]])
    for spot in spots:
        head = Vector((spot[0], spot[1], spot[2] + _BODY_HIGH))
        if set_height(scene, layer.depsgraph, head, _BODY_HIGH - _BODY_LOW) is None:
            return spot
    return spots[0]
