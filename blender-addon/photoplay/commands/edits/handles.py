"""Colours that a person may change in Blender's own interface: custom properties with a colour picker."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ...kit.set.own_objects import base_colour
from ..lookup import ID, find_scene

PARTS = {
    "top": "topColour",
    "bottom": "bottomColour",
    "shoes": "shoesColour",
    "shirt": "shirtColour",
    "tie": "tieColour",
    "hair": "hairColour",
    "skin": "skin",
    "eyes": "eyeColour",
}
"""Properties of an actor, and where a look has their colours."""
COLOUR = "colour"
"""The property of a prop or a piece."""
_WORDS = {
    "top": r"top|jacket|coat|dress|sweater",
    "bottom": r"bottom|trousers|pants|skirt|jeans",
    "shoes": r"shoe|boot",
    "shirt": r"shirt|blouse",
    "tie": r"\btie|scarf",
    "hair": r"hair|beard",
    "skin": r"skin|face",
    "eyes": r"eye|iris",
}


def offer_colours(command: Mapping[str, Any]) -> None:
    """Gives what a film's command has just built the properties that its colours are changed by."""
    if command["type"] not in ("actor.build", "prop.build", "set.build"):
        return
    for thing in find_scene(command["scene"]).objects:
        name = thing.get(ID)
        if command["type"] == "actor.build" and thing.type == "ARMATURE" and name == command["id"]:
            for part, field in PARTS.items():
                _offer(thing, part, command["look"].get(field))
        elif command["type"] == "prop.build" and "photoplay_prop" in thing and name == command["id"]:
            _offer(thing, COLOUR, command.get("colour"))
        elif command["type"] == "set.build" and thing.get("photoplay_kind") == "piece":
            piece = next((p for p in command["plan"]["pieces"] if p["id"] == name), {})
            _offer(thing, COLOUR, piece.get("colour"))


def _offer(thing: Any, name: str, colour: str | None) -> None:
    if not colour:
        return
    thing[name] = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    thing.id_properties_ui(name).update(
        subtype="COLOR_GAMMA", min=0.0, max=1.0, soft_min=0.0, soft_max=1.0, description="Photoplay keeps it"
    )


def colours(thing: Any) -> dict[str, str]:
    """What a person may have set, as sRGB hex: the properties, the object's colour (""), own materials."""
    found = {name: _hex(thing[name]) for name in (*PARTS, COLOUR) if _is_colour(thing.get(name))}
    for shown in (thing, *(child for child in thing.children if child.type == "MESH")):
        if any(abs(value - 1) > 1e-4 for value in shown.color[:3]):
            found[""] = _hex([_srgb(value) for value in shown.color[:3]])
    return found


def own_materials(thing: Any) -> dict[str, str]:
    """Names of the materials on a thing and its meshes, with the colour of each."""
    meshes = [o for o in (thing, *thing.children) if o.type == "MESH"]
    used = [slot.material for o in meshes for slot in o.material_slots if slot.material is not None]
    return {material.name: _hex([_srgb(value) for value in base_colour(material)]) for material in used}


def part_named(name: str) -> str:
    """The part of an actor that a material's name speaks of, else all of it."""
    return next((part for part, words in _WORDS.items() if re.search(words, name, re.IGNORECASE)), "")


def _is_colour(value: Any) -> bool:
    return value is not None and hasattr(value, "__len__") and not isinstance(value, str) and len(value) == 3


def _srgb(value: float) -> float:
    """IEC 61966-2-1."""
    value = min(max(value, 0.0), 1.0)
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _hex(values: Any) -> str:
    return "#" + "".join(f"{round(min(max(float(v), 0.0), 1.0) * 255):02x}" for v in values)
