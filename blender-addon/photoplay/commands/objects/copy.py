"""object.duplicate: copies of an object and all that hangs on it, whose ties lead to each other."""

from __future__ import annotations

from typing import Any

import bpy

from ...adapter import own_action
from ..lookup import ID, SHOT, scene_of, target
from ..naming import free, identify, invalid
from ..placing import home, put, solid

_IDENTITY = (ID, SHOT)
"""Custom properties by which documents know a thing: a copy is another thing."""


def duplicate(command: dict[str, Any]) -> list[Any]:
    """The copies, that of the object itself first. RpcError for a name or id in use."""
    original, name = target(command), command["name"]
    scene = scene_of(command)
    if "scale" in command:
        solid(command["scale"])
    where = home(scene, command["collection"]) if "collection" in command else None
    below = original.children_recursive if command.get("children", True) else []
    if len(below) > 10_000:
        raise invalid("children", f"{len(below)} things hang on it; at most 10000 are copied")
    free(bpy.data.objects, name, "object")
    copies = {thing: _copy(thing, command.get("linked", False)) for thing in (original, *below)}
    for thing, made in copies.items():
        made.name = name if thing == original else f"{name} {thing.name}"
        for other in [where] if where else thing.users_collection:
            other.objects.link(made)
        _tie(made, copies)
    first = copies[original]
    identify(first, command.get("id"), scene)
    put(first, command)
    return list(copies.values())


def _copy(thing: Any, linked: bool) -> Any:
    made = thing.copy()
    for key in _IDENTITY:
        if key in made:
            del made[key]
    if not linked:
        if made.data is not None:
            made.data = made.data.copy()
            own_action(made.data)
        own_action(made)
    return made


def _tie(made: Any, copies: dict[Any, Any]) -> None:
    """Parents, modifiers and constraints that named an original name its copy."""
    if made.parent in copies:
        inverse = made.matrix_parent_inverse.copy()
        made.parent = copies[made.parent]
        made.matrix_parent_inverse = inverse
    bones = made.pose.bones if made.pose else []
    for holder in [*made.modifiers, *(c for owner in (made, *bones) for c in owner.constraints)]:
        for prop in holder.bl_rna.properties:
            if prop.type == "POINTER" and prop.fixed_type.identifier == "Object" and not prop.is_readonly:
                other = getattr(holder, prop.identifier)
                if other in copies:
                    setattr(holder, prop.identifier, copies[other])
