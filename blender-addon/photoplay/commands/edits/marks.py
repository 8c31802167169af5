"""Each thing of ours carries a mark of how it was staged, so that what a person changes by hand is known.

The marks are custom properties: they go with undo, with the file, and with a scene that is appended.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import bpy

from ..lookup import ID, SHOT, find_camera, find_scene
from .handles import colours, offer_colours, own_materials
from .mark_curves import is_held, pack

MARK = "photoplay_mark"
"""On an object, as JSON: its `State` when it was staged."""
THINGS = "photoplay_things"
"""On a scene, as JSON: [kind, id, name] of all that was staged in it."""
KEYS = "photoplay_keys"
"""On a camera, as JSON: the keys of its shot."""

FILM_COMMANDS = frozenset(
    {
        "scene.create",
        "set.build",
        "actor.build",
        "actor.perform",
        "prop.build",
        "door.swing",
        "camera.add",
        "light.finish",
        "scene.append",
        "scene.rename",
        "scene.remove",
        "thing.remove",
        "thing.bring",
    }
)
_PATHS = ("location", "rotation_euler", "rotation_quaternion")

State = dict[str, Any]
"""How a thing is: `kind`, `id`, `name`, `at`, `euler`, `quaternion`, `scale`, `delta`, `curves`, `held`,
`colours`, `materials`; of cameras `lens`, `lenses`, `keys`; of lights `light`. Plain, as JSON gives it."""


def kind_of(thing: Any) -> str:
    """actor, camera, prop, piece, light, object (a person's own), set (walls, doors), or empty for what is a
    part of another."""
    if thing.type == "ARMATURE" and ID in thing:
        return "actor"
    if thing.type == "CAMERA" and SHOT in thing:
        return "camera"
    if "photoplay_prop" in thing:
        return "prop"
    kind = str(thing.get("photoplay_kind", ""))
    return kind if kind in ("piece", "light", "object") else "set" if kind in ("set", "door") else ""


def read_state(thing: Any) -> State:
    """The state of a thing now."""
    kind = kind_of(thing)
    state: State = {
        "kind": kind,
        "id": str(thing.get(ID, "")),
        "name": thing.name,
        "mode": thing.rotation_mode,
        "at": _numbers(thing.location),
        "euler": _numbers(thing.rotation_euler),
        "quaternion": _numbers(thing.rotation_quaternion),
        "scale": _numbers(thing.scale),
        "delta": _numbers([*thing.delta_location, thing.delta_rotation_euler.z]),
        "curves": pack(thing, _PATHS),
        "held": is_held(thing, "location"),
    }
    if kind in ("actor", "prop", "piece"):
        state["colours"], state["materials"] = colours(thing), own_materials(thing)
    if kind == "camera":
        state["lens"], state["lenses"] = round(thing.data.lens, 4), pack(thing.data, ("lens",))
        state["keys"] = json.loads(thing.get(KEYS, "[]"))
    if thing.type == "LIGHT":
        state["light"] = read_light(thing)
    return state


def read_light(thing: Any) -> dict[str, Any]:
    """Power and shape of a light."""
    data = thing.data
    area = data.type == "AREA"
    square = area and data.shape in ("SQUARE", "DISK")
    return {
        "type": data.type,
        "energy": round(data.energy, 4),
        "colour": _numbers(data.color),
        "size": _numbers([data.size, data.size if square else data.size_y]) if area else [0.0, 0.0],
        "radius": round(data.shadow_soft_size, 4) if data.type in ("POINT", "SPOT") else 0.0,
        "angle": round(data.spot_size, 4) if data.type == "SPOT" else 0.0,
    }


def _numbers(values: Iterable[float]) -> list[float]:
    return [round(float(value), 5) for value in values]


def mark_of(thing: Any) -> State | None:
    """The state a thing was staged in; None for what we did not stage."""
    return json.loads(thing[MARK]) if MARK in thing else None


def mark(thing: Any) -> None:
    """From now on the thing counts as staged as it is."""
    thing[MARK] = json.dumps(read_state(thing), separators=(",", ":"))


def things(scene: Any) -> list[list[str]]:
    """[kind, id, name] of what was staged in a scene; empty for a scene that is not ours."""
    return json.loads(scene.get(THINGS, "[]"))


def keep_things(scene: Any, entries: Iterable[Iterable[str]]) -> None:
    """Notes what is staged in a scene."""
    scene[THINGS] = json.dumps(sorted({tuple(entry) for entry in entries}), separators=(",", ":"))


def _present(scene: Any) -> set[tuple[str, ...]]:
    return {(kind_of(o), str(o.get(ID, "")), o.name) for o in scene.objects if kind_of(o)}


@contextmanager
def staging(params: Mapping[str, Any]) -> Iterator[None]:
    """Round a `stage/apply`: what a batch of the film's own made, changed or took away counts as staged. What
    a person did to other things meanwhile stays an edit."""
    types = {command["type"] for command in params["commands"]}
    if not (types & FILM_COMMANDS or "staged" in params):
        yield
        return
    named = {command.get(key) for command in params["commands"] for key in ("scene", "id")}
    named |= {entry["scene"] for entry in params.get("staged", ())}
    before = {
        scene.name: (_states(scene), _present(scene))
        for scene in bpy.data.scenes
        if THINGS in scene and scene.name in named
    }
    yield
    for command in params["commands"]:
        offer_colours(command)
        if command["type"] == "camera.add":
            find_camera(find_scene(command["scene"]), command["id"])[KEYS] = json.dumps(command["keys"])
    for scene in [scene for scene in bpy.data.scenes if ID in scene and scene.name in named]:
        states, there = before.get(scene.name, ({}, set()))
        for thing in scene.objects:
            foreign = thing.name in states and states[thing.name] is None
            staged = MARK in thing and states.get(thing.name, mark_of(thing)) == read_state(thing)
            if not foreign and (not staged or _is_made(scene, thing, params["commands"])):
                mark(thing)
        gone = there - _present(scene)
        keep_things(scene, ({tuple(entry) for entry in things(scene)} - gone) | _present(scene))


_MAKES = {"actor.build": "actor", "prop.build": "prop", "camera.add": "camera", "thing.bring": "object"}


def _is_made(scene: Any, thing: Any, commands: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a command says how a thing is: so it is staged, also when a person had made it so before."""
    kind, name = kind_of(thing), thing.get(ID)
    for command in commands:
        if command.get("scene") != scene.name:
            continue
        if command["type"] == "set.build" and kind in ("piece", "light", "set"):
            return True
        if _MAKES.get(command["type"]) == kind and command["id"] == name:
            return True
    return False


def _states(scene: Any) -> dict[str, State | None]:
    """The state of each thing of ours; None for what somebody else put there."""
    return {thing.name: read_state(thing) if MARK in thing else None for thing in scene.objects}
