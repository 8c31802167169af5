"""prop.hold and prop.release: a prop goes from a table to a hand, from hand to hand, and back; hands go with
it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ...kit.perform.hand_places import GRASP
from ...kit.perform.holding import holders
from ..lookup import ID, find_actor, find_object, scene_of
from .direct import Directed, directed
from .doings import act
from .keep import bake, keep_performance, performance_of
from .moves import Performance, place_at, refuse
from .path import distance
from .sight import Sight
from .timing import action_frames
from .tracks import entry_at, keep_track, kept_track, props

_REACH = 1.1
"""Metres from the middle of a body to what its hand gets to when it leans."""
_ARMS = 1.9
"""Metres between two who hand each other something."""
_HANDS = ("right", "left")
_LIFELESS = ("MESH", "CURVE", "SURFACE", "META", "FONT", "EMPTY")
Entry = Mapping[str, Any]


class Laid(NamedTuple):
    """Props that somebody held, and who else holds them at some time."""

    props: list[str]
    others: list[str]


def hold_prop(command: dict[str, Any]) -> list[Any]:
    """From a frame on a prop is in a hand; the hand goes to it, or takes it from another."""
    actor, start = directed(command, "actor"), command["start"]
    prop = _prop(actor.scene, command["prop"])
    track = kept_track(prop)
    hand = _free_hand(actor, command.get("hand"), start, prop)
    entry = {"frame": start, "holder": {"actor": actor.who, "hand": hand}}
    if start <= track[0]["frame"]:
        track = [{**entry, "frame": track[0]["frame"]}, *track[1:]]
        return _shown(actor.scene, prop, track, [actor.who])
    now = entry_at(track, start)
    if now.get("holder") == entry["holder"]:
        raise refuse(f"prop: {actor.who} holds it in that hand at frame {start} already", "prop")
    changed = _reach_for(actor, prop, now, hand, start)
    return _shown(actor.scene, prop, _with(track, entry), changed)


def release_prop(command: dict[str, Any]) -> list[Any]:
    """From a frame on a prop lies at a point; the hand that held it goes there."""
    scene, start = scene_of(command), command["start"]
    prop = _prop(scene, command["prop"])
    track = kept_track(prop)
    holder = entry_at(track, start - 1).get("holder")
    if holder is None:
        raise refuse(f"prop: nobody holds {command['prop']} at frame {start}", "prop")
    actor = directed({**command, "actor": holder["actor"]}, "actor")
    _near(actor, command["position"], start, "position")
    clip = {"hand": holder["hand"], "point": command["position"], "prop": str(prop[ID])}
    _grasp(actor, "putDown", start, clip)
    entry = {"frame": start, "position": command["position"], "facing": command.get("facing", 0.0)}
    return _shown(scene, prop, _with(track, entry), [actor.who])


def lay_down_all(scene: Any, who: str, performance: Performance) -> Laid:
    """What somebody who goes away held lies where it lay before, or at the feet."""
    laid = Laid([], [])
    for name, prop in props(scene).items():
        track = kept_track(prop)
        if who not in holders(track):
            continue
        kept = [entry for entry in track if entry.get("holder", {}).get("actor") != who]
        if not kept or kept[0]["frame"] > track[0]["frame"]:
            frame = track[0]["frame"]
            kept.insert(0, {"frame": frame, "position": place_at(performance, frame)[0]})
        keep_track(prop, kept)
        laid.props.append(name)
        laid.others.extend(holders(kept))
    return laid


def _prop(scene: Any, name: str) -> Any:
    """The thing of that name, from now on a prop: one that hands can hold."""
    prop = find_object(name, scene)
    if prop.type not in _LIFELESS or prop.parent is not None or "photoplay_kind" in prop:
        raise refuse(f"prop: {name} is no thing that a hand can hold", "prop")
    prop[ID] = prop.get(ID, prop.name)
    prop["photoplay_prop"] = prop.get("photoplay_prop", "thing")
    return prop


def _free_hand(actor: Directed, asked: str | None, start: int, prop: Any) -> str:
    full = {
        holder["hand"]: name
        for name, other in props(actor.scene).items()
        if other != prop
        and (holder := entry_at(kept_track(other), start).get("holder"))
        and holder["actor"] == actor.who
    }
    hand = asked or next((side for side in _HANDS if side not in full), "right")
    if hand in full:
        raise refuse(f"hand: {actor.who} holds {full[hand]} in the {hand} hand at frame {start}", "hand")
    return hand


def _reach_for(actor: Directed, prop: Any, now: Entry, hand: str, start: int) -> list[str]:
    """The hand goes to where the prop is; who has it gives it. The answer is who does something."""
    name = str(prop[ID])
    giver = now.get("holder")
    if giver is None:
        point = now.get("position", [0.0, 0.0, 0.0])
        _near(actor, point, start, "prop")
        _grasp(actor, "pickUp", start, {"hand": hand, "point": point, "prop": name})
        return [actor.who]
    if giver["actor"] == actor.who:
        return [actor.who]
    other = _other(actor, giver["actor"])
    here, there = place_at(actor.performance, start)[0], place_at(other.performance, start)[0]
    if distance(here, there) > _ARMS:
        raise refuse(
            f"prop: {other.who} has it, {distance(here, there):.1f} m from {actor.who} at frame {start}",
            "prop",
        )
    with Sight(actor.scene) as sight:
        eyes = [sight.eyes(one.who, start) for one in (actor, other)]
    level = min(eye[2] for eye in eyes) - 0.42
    point = [(here[0] + there[0]) / 2, (here[1] + there[1]) / 2, level]
    _grasp(actor, "take", start, {"hand": hand, "point": point, "prop": name})
    _grasp(other, "give", start, {"hand": giver["hand"], "point": point, "prop": name})
    return [actor.who, other.who]


def _other(actor: Directed, who: str) -> Directed:
    armature = find_actor(actor.scene, who)
    return actor._replace(armature=armature, who=who, performance=performance_of(armature))


def _near(actor: Directed, point: list[float], start: int, path: str) -> None:
    here = place_at(actor.performance, start)[0]
    if distance(here, point) > _REACH:
        raise refuse(
            f"{path}: {distance(here, point):.1f} m from {actor.who} at frame {start}: first actor.walk",
            path,
        )


def _grasp(actor: Directed, verb: str, start: int, clip: Mapping[str, Any]) -> None:
    """An action whose hand is at its point at a frame; one that is there already will do."""
    for other in actor.performance["clips"]:
        middle = other["start"] + other["frames"] * GRASP
        if other["do"] == verb and other.get("prop") == clip["prop"] and abs(middle - start) <= 1:
            return
    frames = max(2, min(action_frames(verb, actor.fps), int(start / GRASP)))
    made = {"do": verb, "start": max(0, start - round(frames * GRASP)), "frames": frames, **clip}
    keep_performance(actor.armature, act(actor.performance, actor.who, made))


def _with(track: list[dict[str, Any]], entry: dict[str, Any]) -> list[dict[str, Any]]:
    others = [other for other in track if other["frame"] != entry["frame"]]
    return sorted([*others, entry], key=lambda other: other["frame"])


def _shown(scene: Any, prop: Any, track: list[dict[str, Any]], changed: list[str]) -> list[Any]:
    before = holders(kept_track(prop))
    keep_track(prop, track)
    people = dict.fromkeys([*changed, *before, *holders(track)])
    bake(scene, people, [str(prop[ID])])
    return [prop, *(find_actor(scene, who) for who in people)]


COMMANDS = {"prop.hold": hold_prop, "prop.release": release_prop}
