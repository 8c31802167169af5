"""Objects renamed, moved, shown, hidden, coloured and deleted."""

from __future__ import annotations

from typing import Any

from mathutils import Euler, Matrix, Vector

from ...kit.srgb import linear_rgb
from ..lookup import target
from ..naming import discard, invalid, one_of, sound, taken
from ..placing import move, put, put_in_world, solid, still, world


def transform(command: dict[str, Any]) -> list[Any]:
    """object.transform: to what is given or by it, as Blender shows it or in the world."""
    thing = target(command)
    one_of(command, "position", "rotation", "scale")
    if "scale" in command:
        solid(command["scale"])
    if command.get("space") == "world" and thing.parent is not None:
        still(thing, command)
        put_in_world(thing, _in_world(world(thing), command))
    elif command.get("by"):
        move(thing, command)
    else:
        put(thing, command)
    return [thing]


def _in_world(now: Any, command: dict[str, Any]) -> Any:
    """The matrix in the world after a command, from that before it."""
    place, turn, scale = now.decompose()
    by = command.get("by", False)
    if "position" in command:
        place = Vector(command["position"]) + (place if by else Vector())
    if "rotation" in command:
        given = Euler(command["rotation"]).to_quaternion()
        turn = given @ turn if by else given
    if "scale" in command:
        scale = Vector(command["scale"]) * (scale if by else Vector((1, 1, 1)))
    return Matrix.LocRotScale(place, turn, scale)


def rename(command: dict[str, Any]) -> list[Any]:
    """object.rename; a name in use is refused. The document id stays."""
    thing, before = target(command), target(command).name
    thing.name = sound(command["name"])
    if thing.name != command["name"]:
        thing.name = before
        raise taken("object", command["name"], "name")
    return [thing]


def show(command: dict[str, Any]) -> list[Any]:
    """object.show: in viewports, in renders."""
    thing = target(command)
    one_of(command, "viewport", "render")
    if "viewport" in command:
        thing.hide_viewport = not command["viewport"]
    if "render" in command:
        thing.hide_render = not command["render"]
    return [thing]


def colour(command: dict[str, Any]) -> list[Any]:
    """object.colour: what Workbench shows where a mesh has neither colours nor a material."""
    thing = target(command)
    thing.color = (*linear_rgb(command["colour"]), command.get("alpha", thing.color[3]))
    return [thing]


def delete(command: dict[str, Any]) -> list[Any]:
    """object.delete: returns the children that are left, which stay where they are."""
    thing = target(command)
    if command.get("children"):
        for child in thing.children_recursive:
            if child.library is not None:
                raise invalid("children", f"{child.name!r} is linked from another file")
        for child in thing.children_recursive:
            discard(child)
        left = []
    else:
        left = list(thing.children)
        for child in left:
            placed = world(child)
            child.parent = None
            child.matrix_basis = placed
    discard(thing)
    return left
