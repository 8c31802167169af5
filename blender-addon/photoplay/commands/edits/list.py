"""What a person changed by hand on what was staged: each scene compared with its marks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import bpy

from ..lookup import find_scene
from .added import added, lamp, originals, save_object
from .camera import reframed
from .handles import COLOUR, colours, own_materials, part_named
from .marks import THINGS, State, mark_of, read_light, read_state, things
from .moved import moved, turned

OVERRIDES = "photoplay_overrides"
"""On a scene, as JSON: the ids of the film's overrides that it is staged with."""


def list_edits(scene_name: str | None, folder: Path | None = None) -> list[dict[str, Any]]:
    """All edits, by scene and thing; objects that a person added are saved into `folder`, else not kept."""
    ours: list[Any] = [scene for scene in bpy.data.scenes if THINGS in scene]
    chosen = ours if scene_name is None else [find_scene(scene_name)]
    return [edit for scene in chosen for edit in scene_edits(scene, folder)]


def overrides() -> list[dict[str, Any]]:
    """The overrides that each scene of ours is staged with."""
    ours: list[Any] = [scene for scene in bpy.data.scenes if THINGS in scene]
    return [{"scene": scene.name, "ids": json.loads(scene.get(OVERRIDES, "[]"))} for scene in ours]


def scene_edits(scene: Any, folder: Path | None = None) -> list[dict[str, Any]]:
    """The edits of one scene."""
    found: list[dict[str, Any]] = []
    for thing in originals(scene):
        then = mark_of(thing)
        if then is not None and then["kind"] == "object":
            if turned(thing, then) or read_state(thing)["scale"] != then["scale"]:
                found.append(_addition(scene, thing, folder, then["id"]))
        elif then is not None:
            found += [
                _edit(scene, then["kind"], then["id"] or thing.name, thing.name, change)
                for change in _changes(scene, thing, then)
            ]
    there = {(kind, name) for kind, name, _ in (_named(thing) for thing in originals(scene))}
    for kind, name, label in things(scene):
        if kind != "set" and (kind, name) not in there:
            found.append(_edit(scene, kind, name, label, {"what": "removed"}))
    for thing in added(scene):
        found.append(_addition(scene, thing, folder))
    return sorted(found, key=lambda edit: edit["id"])


def _named(thing: Any) -> tuple[str, str, str]:
    state = mark_of(thing) or {}
    return state["kind"], state["id"], state["name"]


def _edit(scene: Any, kind: str, target: str, name: str, change: dict[str, Any]) -> dict[str, Any]:
    part = f".{change['part']}" if change.get("part") else ""
    return {
        "id": f"{scene.name}/{kind}/{target}/{change['what']}{part}",
        "scene": scene.name,
        "kind": kind,
        "target": target,
        "name": name,
        "kept": _is_kept(kind, change),
        "change": change,
    }


def _is_kept(kind: str, change: dict[str, Any]) -> bool:
    """Whether a film can hold it. Walls stand where the floor plan says; an actor or a shot is deleted in the
    script; an object lies in a file or nowhere."""
    if change["what"] == "removed":
        return kind in ("prop", "piece", "light")
    return kind != "set" and (kind != "object" or "lamp" in change or "file" in change)


def _changes(scene: Any, thing: Any, then: State) -> list[dict[str, Any]]:
    if then["kind"] == "camera":
        keys = reframed(scene, thing, then)
        return [{"what": "camera", "keys": keys}] if keys else []
    change = moved(scene, thing, then)
    if then["kind"] == "light":
        changed = change is not None or turned(thing, then) or read_light(thing) != then["light"]
        return [{"what": "lit", "lamp": lamp(thing)}] if changed else []
    found: list[dict[str, Any]] = [] if change is None else [{"what": "moved", **change}]
    if "colours" in then:
        found += _recoloured(thing, then)
    return found


def _recoloured(thing: Any, then: State) -> list[dict[str, Any]]:
    """By property, by the object's colour, or by a material of one's own."""
    found = {part: hexed for part, hexed in colours(thing).items() if hexed != then["colours"].get(part)}
    for name, hexed in own_materials(thing).items():
        if name not in then["materials"]:
            found.setdefault(part_named(name) if then["kind"] == "actor" else "", hexed)
    if COLOUR in found:
        found[""] = found.pop(COLOUR)
    return [{"what": "coloured", "part": part, "colour": hexed} for part, hexed in sorted(found.items())]


def _addition(scene: Any, thing: Any, folder: Path | None, name: str = "") -> dict[str, Any]:
    """What a person added, or did again to what was added before under a name."""
    if thing.type == "LIGHT":
        return _edit(scene, "light", thing.name, thing.name, {"what": "added", "lamp": lamp(thing)})
    change: dict[str, Any] = {"what": "added", "type": thing.type}
    if folder is not None:
        change["file"] = save_object(scene, thing, folder)
    return _edit(scene, "object", name or thing.name, thing.name, change)
