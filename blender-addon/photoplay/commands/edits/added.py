"""What a person put into a scene of ours: lamps, and objects of any other kind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import bpy
from mathutils import Vector

from .marks import MARK, kind_of, mark_of, read_light


def added(scene: Any) -> list[Any]:
    """Objects that we did not stage, copies of ours among them, by name."""
    staged = {thing.name for thing in originals(scene)}
    own = [o for o in scene.objects if MARK not in o or (kind_of(o) and o.name not in staged)]
    return sorted((o for o in own if not _belongs(o, staged)), key=lambda o: o.name)


def originals(scene: Any) -> list[Any]:
    """What we staged, without copies that a person made of it: of two with an id the one named as it was."""
    chosen: dict[tuple[str, str], Any] = {}
    for thing in sorted(scene.objects, key=lambda o: o.name):
        if MARK not in thing or not kind_of(thing):
            continue
        state = mark_of(thing) or {}
        key = (state["kind"], state["id"])
        if state["kind"] in ("set", "object"):
            key = (state["kind"], state["name"])
        if key not in chosen or thing.name == state["name"]:
            chosen[key] = thing
    return list(chosen.values())


def _belongs(thing: Any, staged: set[str]) -> bool:
    """Parts of what we staged, as a body is of its actor."""
    return MARK in thing and not kind_of(thing) and (thing.parent is None or thing.parent.name in staged)


def lamp(thing: Any) -> dict[str, Any]:
    """A light as the film keeps it."""
    light = read_light(thing)
    matrix = thing.matrix_world if thing.parent else thing.matrix_basis
    return {
        "type": light["type"],
        "position": [round(v, 4) for v in matrix.to_translation()],
        "direction": [round(v, 4) for v in (matrix.to_3x3() @ Vector((0, 0, -1))).normalized()],
        "watts": light["energy"],
        "colour": light["colour"],
        "size": light["size"],
        "radius": light["radius"],
        "angle": light["angle"],
    }


def save_object(scene: Any, thing: Any, folder: Path) -> str:
    """Writes an object, with all that it needs, into a .blend of its own; returns the file's name."""
    name = f"{scene.name}-{re.sub(r'[^A-Za-z0-9]+', '-', thing.name).strip('-').lower() or 'object'}.blend"
    folder.mkdir(parents=True, exist_ok=True)
    blocks: Iterable[Any] = {thing}
    bpy.data.libraries.write(str(folder / name), set(blocks), path_remap="ABSOLUTE", fake_user=True)
    return name
