"""Who hangs on whom, and which collection holds what."""

from __future__ import annotations

from typing import Any

import bpy
from mathutils import Matrix

from ..lookup import find_collection, find_object, missing, scene_of, target
from ..naming import free, invalid
from ..placing import evaluate, put_in_world, world


def parent(command: dict[str, Any]) -> list[Any]:
    """object.parent: on an object or a bone of it, or on nothing; where it is in the world is kept."""
    thing = target(command)
    keep = command.get("keep", True)
    placed = world(thing)
    if "parent" not in command:
        thing.parent = None
        if keep:
            thing.matrix_basis = placed
        return [thing]
    above = find_object(command["parent"], scene_of(command) if "scene" in command else None)
    if above == thing or thing in _chain(above):
        raise invalid("parent", f"{above.name!r} hangs on {thing.name!r} itself")
    _hang(thing, above, command.get("bone"))
    thing.matrix_parent_inverse = Matrix()
    if keep:
        if thing.parent_type == "BONE":
            evaluate(thing)
            thing.matrix_world = placed
        else:
            thing.matrix_parent_inverse = world(above).inverted_safe()
            put_in_world(thing, placed)
    return [thing]


def _chain(thing: Any) -> list[Any]:
    above = []
    while thing.parent is not None:
        thing = thing.parent
        above.append(thing)
    return above


def _hang(thing: Any, above: Any, bone: str | None) -> None:
    if bone is None:
        thing.parent = above
        thing.parent_type = "OBJECT"
        return
    if above.type != "ARMATURE":
        raise invalid("bone", f"{above.name!r} is no armature")
    if bone not in above.data.bones:
        raise missing(f"bone of {above.name!r}", bone, above.data.bones.keys())
    thing.parent = above
    thing.parent_type, thing.parent_bone = "BONE", bone


def create_collection(command: dict[str, Any]) -> None:
    """collection.create: in the scene's own collection or in another."""
    scene = scene_of(command)
    above = find_collection(command["parent"], scene) if "parent" in command else scene.collection
    made = bpy.data.collections.new(free(bpy.data.collections, command["name"], "collection"))
    above.children.link(made)


def place(command: dict[str, Any]) -> list[Any]:
    """collection.place: into a collection, and out of the others."""
    thing = target(command)
    into = find_collection(command["collection"], scene_of(command))
    if thing.name not in into.objects:
        into.objects.link(thing)
    if not command.get("also"):
        for other in [c for c in thing.users_collection if c != into]:
            other.objects.unlink(thing)
    return [thing]
