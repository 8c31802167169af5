"""From Blender's path of a value to what is keyed: the data-block that holds it, and whether it can be."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import bpy

from ..lookup import find_object, missing, ours, scene_of
from ..naming import invalid

_NUMBERS = ("FLOAT", "INT", "BOOLEAN", "ENUM")


class Keyable(NamedTuple):
    """`block` holds the value, `path` leads from there; `now` are its components as they are; each must lie
    in `least` to `most`, and be whole where `whole` says so. `thing` is the object that was named, if one
    was."""

    block: Any
    path: str
    now: list[float]
    least: float
    most: float
    whole: bool
    thing: Any


def keyable(command: dict[str, Any]) -> Keyable:
    """What a command's path leads to. RpcError(NOT_FOUND) with the nearest names, or INVALID_PARAMS for what
    cannot be keyed or belongs to another thing."""
    start, thing = _start(command)
    path = command["path"]
    prefix, name, own = _split(path)
    owner = _owner(start, prefix)
    found = _own_property(owner, name) if own else _property(owner, name)
    block = ours(owner.id_data, "path")
    if block != start and isinstance(block, bpy.types.Object | bpy.types.Scene):
        raise invalid("path", f"leads to {block.name!r}: name that itself")
    tail = f'["{bpy.utils.escape_identifier(name)}"]' if own else name
    from_block = tail if owner == block else f"{owner.path_from_id()}{'' if own else '.'}{tail}"
    return Keyable(block, from_block, *found, thing)


def check(found: Keyable, values: list[float], first: int, path: str) -> None:
    """RpcError(INVALID_PARAMS) for values that the components from `first` on cannot have."""
    if first + len(values) > len(found.now):
        has = f"has {len(found.now)} components, from 0" if len(found.now) > 1 else "is a single value"
        raise invalid("index", f"{found.path} {has}")
    check_range(found, values, path)


def check_range(found: Keyable, values: list[float], path: str) -> None:
    """RpcError(INVALID_PARAMS) for a value that a component cannot have."""
    for number, value in enumerate(values):
        if not found.least <= value <= found.most:
            limits = f"{found.least:g} to {found.most:g}"
            raise invalid(f"{path}[{number}]", f"{value:g} is not within {limits} of {found.path}")
        if found.whole and value != int(value):
            raise invalid(f"{path}[{number}]", f"{found.path} takes whole numbers")


def _start(command: dict[str, Any]) -> tuple[Any, Any]:
    kind = command.get("of", "object")
    scene = scene_of(command)
    if kind in ("object", "material") and kind not in command:
        raise invalid(kind, f"whose? name the {kind}")
    if kind == "object":
        thing = find_object(command["object"], scene if "scene" in command else None)
        return thing, thing
    if kind == "material":
        material = bpy.data.materials.get(command["material"])
        if material is None:
            raise missing("material", command["material"], bpy.data.materials.keys())
        return material, None
    if kind == "world" and scene.world is None:
        raise invalid("of", f"the scene {scene.name!r} has no world")
    return (scene.world if kind == "world" else scene), None


def _split(path: str) -> tuple[str, str, bool]:
    """What leads to the owner, the name of the value, and whether it is one of the owner's own."""
    if path.endswith('"]') and '["' in path:
        begin = path.rindex('["')
        return path[:begin], path[begin + 2 : -2], True
    prefix, _, name = path.rpartition(".")
    if not name.isidentifier():
        raise invalid("path", f"{path!r} does not end in the name of a value; components are told by index")
    return prefix, name, False


def _owner(start: Any, prefix: str) -> Any:
    try:
        owner = start.path_resolve(prefix) if prefix else start
    except ValueError as error:
        raise missing("path from " + repr(start.name), prefix, _names(start)) from error
    if not isinstance(owner, bpy.types.bpy_struct) or owner.id_data is None:
        raise invalid("path", f"{prefix!r} is nothing that has values")
    return owner


def _names(owner: Any) -> list[str]:
    return [prop.identifier for prop in owner.bl_rna.properties if prop.type in (*_NUMBERS, "POINTER")]


def _property(owner: Any, name: str) -> tuple[list[float], float, float, bool]:
    prop = owner.bl_rna.properties.get(name)
    if prop is None:
        raise missing(f"value of {owner.bl_rna.identifier}", name, _names(owner))
    if prop.type not in _NUMBERS or not prop.is_animatable or prop.is_enum_flag:
        raise invalid("path", f"{name!r} of {owner.bl_rna.identifier} cannot be keyed")
    value = getattr(owner, name)
    if prop.type == "ENUM":
        codes = [item.value for item in prop.enum_items]
        return [float(prop.enum_items[value].value)], min(codes), max(codes), True
    now = [float(v) for v in value] if prop.is_array else [float(value)]
    if prop.type == "BOOLEAN":
        return now, 0, 1, True
    return now, prop.hard_min, prop.hard_max, prop.type == "INT"


def _own_property(owner: Any, name: str) -> tuple[list[float], float, float, bool]:
    known = list(owner.keys()) if hasattr(owner, "keys") else []
    if name not in known:
        raise missing("property of its own", name, known)
    value = owner[name]
    parts = list(value) if hasattr(value, "__len__") and not isinstance(value, str) else [value]
    if not all(isinstance(part, int | float) for part in parts):
        raise invalid("path", f"{name!r} is no number")
    return [float(part) for part in parts], -math.inf, math.inf, False
