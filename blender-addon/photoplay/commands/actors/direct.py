"""What one actor is asked to do: poses, actions, walks, looks, speech."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from ..lookup import find_actor, scene_of
from .doings import act, feel, relax, say
from .keep import bake, keep_looks, keep_performance, kept_look, kept_looks, performance_of
from .lips import speaking_seconds
from .looks import with_look
from .moves import Performance, place_at, refuse, turn, walk
from .path import distance, facing_to, path_length
from .postures import change_posture
from .sight import Sight, free_spot, seat_at
from .timing import action_frames, posture_frames, walk_frames, walking_speed

_MOVE_PROPS = ("pickUp", "putDown", "give", "take")
_AT_DOORS = ("openDoor", "closeDoor", "knock", "push")
_BETWEEN = ("hug", "push", "give", "take")
_REACH = 0.6
"""Metres from the middle of a body to what its hand gets to without a step."""
_BELOW_EYES = 0.42
"""Metres that a chest is below the eyes."""
_FASTEST = 8.0


class Directed(NamedTuple):
    """An actor of a scene, and what it does now."""

    scene: Any
    armature: Any
    who: str
    performance: Performance
    fps: int


def directed(command: Mapping[str, Any], who: str = "id") -> Directed:
    """The actor a command speaks to. RpcError(NOT_FOUND), or INVALID_PARAMS after the scene's end."""
    scene = scene_of(dict(command))
    armature = find_actor(scene, command[who])
    if command["start"] > scene.frame_end:
        raise refuse(f"start: the scene ends at frame {scene.frame_end}", "start")
    return Directed(scene, armature, command[who], performance_of(armature), scene.render.fps)


def _shown(actor: Directed, performance: Mapping[str, Any]) -> list[Any]:
    keep_performance(actor.armature, performance)
    bake(actor.scene, [actor.who])
    return [actor.armature]


def pose_actor(command: dict[str, Any]) -> list[Any]:
    """A posture, a pose that is held, an expression."""
    if not {"posture", "pose", "expression"} & command.keys():
        raise refuse("posture: nothing is asked for: give posture, pose or expression", "posture")
    actor = directed(command)
    performance, start = actor.performance, command["start"]
    if "posture" in command:
        performance = _posture(actor, performance, command)
    if "expression" in command:
        performance = feel(performance, start, command["expression"], command.get("strength"))
    if command.get("pose") == "relaxed":
        performance = relax(performance, actor.who, start)
    elif "pose" in command:
        clip = _clip(actor, {**command, "do": command["pose"], "hold": True})
        performance = act(performance, actor.who, clip)
    return _shown(actor, performance)


def _posture(actor: Directed, performance: Performance, command: Mapping[str, Any]) -> dict[str, Any]:
    posture, start = command["posture"], command["start"]
    seat = None
    if posture in ("sit", "lie"):
        target = command.get("seat", {"point": place_at(performance, start)[0]})
        seat = seat_at(actor.scene, target, command.get("seatHeight"), posture)
    frames = command.get("frames") or posture_frames(posture, actor.fps)
    facing = command.get("facing")
    beside = command.get("position") or free_spot(actor.scene, *place_at(performance, start))
    return change_posture(performance, actor.who, start, frames, posture, seat, facing, actor.fps, beside)


def act_actor(command: dict[str, Any]) -> list[Any]:
    """One action."""
    if "prop" in command and command["do"] in _MOVE_PROPS:
        raise refuse("do: prop.hold and prop.release do this, hand and prop together", "do")
    actor = directed(command)
    performance = act(actor.performance, actor.who, _clip(actor, command))
    if "feeling" in command:
        performance = feel(performance, command["start"], command["feeling"], command.get("strength"))
    return _shown(actor, performance)


def _clip(actor: Directed, command: Mapping[str, Any]) -> dict[str, Any]:
    frames = command.get("frames") or action_frames(command["do"], actor.fps)
    clip: dict[str, Any] = {"do": command["do"], "start": command["start"], "frames": frames}
    clip |= {key: command[key] for key in ("hand", "prop", "strength", "hold") if key in command}
    target = command.get("at", {"object": command["prop"]} if "prop" in command else None)
    if target is not None:
        middle = command["start"] + frames // 2
        with Sight(actor.scene) as sight:
            point = _hand_point(actor, sight, command["do"], target, middle)
        clip["point"] = [round(value, 4) for value in point]
    return clip


def _hand_point(
    actor: Directed, sight: Sight, verb: str, target: Mapping[str, Any], frame: int
) -> list[float]:
    point = sight.point(target, frame, actor.who)
    here, _ = place_at(actor.performance, frame)
    if verb in _BETWEEN and "actor" in target:
        level = min(point[2], sight.eyes(actor.who, frame)[2]) - _BELOW_EYES
        return [(here[0] + point[0]) / 2, (here[1] + point[1]) / 2, level]
    if verb in _AT_DOORS:
        share = min(1.0, _REACH / max(distance(here, point), 1e-6))
        return [here[0] + (point[0] - here[0]) * share, here[1] + (point[1] - here[1]) * share, point[2]]
    return point


def turn_actor(command: dict[str, Any]) -> list[Any]:
    """A turn on the spot."""
    if ("facing" in command) == ("to" in command):
        raise refuse("facing: give either facing or to", "facing")
    actor, start = directed(command), command["start"]
    facing = command.get("facing")
    if facing is None:
        with Sight(actor.scene) as sight:
            point = sight.point(command["to"], start, actor.who)
        here, before = place_at(actor.performance, start)
        facing = facing_to(here, point) if "ahead" not in command["to"] else before
    return _shown(actor, turn(actor.performance, actor.who, start, command.get("frames"), facing, actor.fps))


def walk_actor(command: dict[str, Any]) -> list[Any]:
    """A walk along way points."""
    if "speed" in command and "frames" in command:
        raise refuse("frames: give either speed or frames", "frames")
    actor, path, gait = directed(command), command["path"], command.get("gait", "walk")
    metres = path_length(path)
    age = str(kept_look(actor.armature).get("age", "adult"))
    speed = command.get("speed", walking_speed(gait, age))
    frames = command.get("frames") or walk_frames(metres, speed, actor.fps)
    if metres * actor.fps / frames > _FASTEST:
        raise refuse(f"frames: {metres:.1f} m in {frames} frames are more than {_FASTEST:.0f} m/s", "frames")
    return _shown(
        actor,
        walk(
            actor.performance,
            actor.who,
            command["start"],
            frames,
            path,
            gait,
            command.get("facing"),
            actor.fps,
        ),
    )


def gaze_actor(command: dict[str, Any]) -> list[Any]:
    """A look at somebody or something, followed where they go."""
    actor = directed(command)
    with Sight(actor.scene) as sight:
        sight.point(command["at"], command["start"], actor.who)
    if command["at"].get("actor") == actor.who:
        raise refuse(f"at: {actor.who} cannot look at their own eyes", "at")
    base, looks = kept_looks(actor.armature)
    made = {key: command[key] for key in ("start", "at", "glance", "frames") if key in command}
    keep_looks(actor.armature, base, with_look(looks, made))
    return _shown(actor, actor.performance)


def say_actor(command: dict[str, Any]) -> list[Any]:
    """A line: the mouth moves, the head and hands with it."""
    if ("text" in command) == ("visemes" in command):
        raise refuse("text: give either text or visemes", "text")
    actor, start, text = directed(command), command["start"], command.get("text")
    visemes = sorted(command.get("visemes", ()), key=lambda viseme: viseme["frame"])
    if visemes and visemes[0]["frame"] < start - 1:
        raise refuse(f"visemes: the first is at frame {visemes[0]['frame']}, before the start", "visemes")
    if "seconds" in command or text:
        seconds = command.get("seconds") or speaking_seconds(text or "")
        frames = max(1, round(seconds * actor.fps))
    else:
        frames = max(1, visemes[-1]["frame"] - start)
    return _shown(
        actor,
        say(
            actor.performance,
            actor.who,
            start,
            frames,
            actor.fps,
            text,
            visemes,
            command.get("strokes"),
            command.get("loudness", 1.0),
        ),
    )


COMMANDS: dict[str, Callable[[dict[str, Any]], list[Any]]] = {
    "actor.pose": pose_actor,
    "actor.act": act_actor,
    "actor.turn": turn_actor,
    "actor.walk": walk_actor,
    "actor.gaze": gaze_actor,
    "actor.say": say_actor,
}
