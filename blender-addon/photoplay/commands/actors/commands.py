"""Commands that direct actors one thing at a time: who is there, and how they look."""

from __future__ import annotations

from typing import Any

from ..filming.kit_calls import build_actor
from ..filming.remove import remove_thing
from ..lookup import ID, actors, find_actor, scene_of
from . import direct as actors_direct
from . import props as actors_props
from .casting import look_of
from .doings import clear, new_performance
from .keep import bake, begin, keep_looks, keep_performance, kept_look, kept_looks, performance_of
from .looks import AHEAD
from .moves import clear_moves, refuse
from .sight import Sight

_SEATS = {"sit": 0.45}
_PARTS = ("moves", "acts", "gaze", "speech", "expressions")


def add_actor(command: dict[str, Any]) -> list[Any]:
    """Somebody who is there from the scene's beginning, and does nothing yet."""
    scene, who = scene_of(command), command["id"]
    if any(thing.get(ID) == who for thing in scene.objects):
        raise refuse(f"id: there is a thing with the id {who!r} already", "id")
    look = look_of(who, command.get("look", {}))
    build_actor({"scene": scene.name, "id": who, "name": command.get("name", who), "look": look})
    armature = find_actor(scene, who)
    posture = command.get("posture", "stand")
    performance = new_performance(
        who,
        command.get("position", [0.0, 0.0, 0.0]),
        command.get("facing", 0.0),
        posture,
        command.get("seatHeight", _SEATS.get(posture, 0.0)),
        (scene.frame_start, scene.frame_end + 1),
        scene.render.fps,
    )
    begin(armature, performance, [AHEAD], command.get("step"))
    bake(scene, [who])
    return [armature]


def look_different(command: dict[str, Any]) -> list[Any]:
    """Another body, clothes or colours; what is done stays the same."""
    scene = scene_of(command)
    armature, who = find_actor(scene, command["id"]), command["id"]
    look = look_of(who, {**kept_look(armature), **command["look"]})
    build_actor({"scene": scene.name, "id": who, "name": armature.name, "look": look})
    bake(scene, [who])
    return [armature]


def clear_actor(command: dict[str, Any]) -> list[Any]:
    """What begins at a frame or later is not done."""
    scene = scene_of(command)
    armature, start, what = find_actor(scene, command["id"]), command["start"], command.get("what", _PARTS)
    performance = clear(performance_of(armature), start, what)
    if "moves" in what:
        performance = clear_moves(performance, start)
    if "gaze" in what:
        base, looks = kept_looks(armature)
        base = [key for key in base if key["frame"] < start]
        looks = [look for look in looks if look["start"] < start]
        keep_looks(armature, base, looks or [{**AHEAD, "start": 0 if not base else start}])
    keep_performance(armature, performance)
    bake(scene, [command["id"]])
    return [armature]


def remove_actor(command: dict[str, Any]) -> list[Any]:
    """Nobody: props that were held lie where they lay, or at the feet; who looked there goes on so."""
    scene, who = scene_of(command), command["id"]
    armature = find_actor(scene, who)
    people = actors(scene)
    with Sight(scene) as sight:
        for other, theirs in people.items():
            base, looks = kept_looks(theirs)
            if other == who or not any(look["at"].get("actor") == who for look in looks):
                continue
            still = [
                {**look, "at": {"point": sight.point(look["at"], look["start"], other)}}
                if look["at"].get("actor") == who
                else look
                for look in looks
            ]
            keep_looks(theirs, base, still)
    laid = actors_props.lay_down_all(scene, who, performance_of(armature))
    remove_thing({"scene": scene.name, "id": who, "kind": "actor"})
    bake(scene, laid.others, laid.props)
    return []


COMMANDS = {
    "actor.add": add_actor,
    "actor.look": look_different,
    "actor.clear": clear_actor,
    "actor.remove": remove_actor,
    **actors_direct.COMMANDS,
    **actors_props.COMMANDS,
}
