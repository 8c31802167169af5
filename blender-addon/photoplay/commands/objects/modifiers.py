"""mesh.modify and mesh.unmodify: modifiers with checked settings."""

from __future__ import annotations

from typing import Any

from ..lookup import find_object, missing, target
from ..naming import PART_BYTES, invalid, sound

_SETTINGS: dict[str, dict[str, str]] = {
    "SUBSURF": {"levels": "levels", "simple": "subdivision_type"},
    "BEVEL": {"width": "width", "segments": "segments", "angle": "angle_limit"},
    "MIRROR": {"axes": "use_axis", "about": "mirror_object"},
    "ARRAY": {"count": "count", "step": "relative_offset_displace", "offset": "constant_offset_displace"},
    "SOLIDIFY": {"thickness": "thickness", "side": "offset"},
    "BOOLEAN": {"operation": "operation", "with": "object"},
    "DECIMATE": {"ratio": "ratio"},
    "WIREFRAME": {"thickness": "thickness"},
}
"""Our settings of each kind, and Blender's names for them."""
_COMMON = {"type", "scene", "object", "kind", "name"}
_MOST_FACES = 20_000_000
"""More than this would fill the memory of a common machine."""


def modify(command: dict[str, Any]) -> list[Any]:
    """Adds a modifier or changes the one of that name. RpcError for a setting the kind does not have, for
    what is no mesh, and for more faces than a machine can hold."""
    thing, kind = target(command), command["kind"]
    known = _SETTINGS[kind]
    for key in command:
        if key not in known and key not in _COMMON:
            raise invalid(key, f"{kind} has no {key}; it has {', '.join(known)}")
    if thing.type not in ("MESH", "CURVE", "FONT"):
        raise invalid(
            "object", f"{thing.name!r} is a {thing.type}: modifiers are for meshes, curves and texts"
        )
    others = {key: _other(thing, command, key) for key in ("about", "with") if key in command}
    modifier = _modifier(thing, kind, sound(command.get("name", kind.title()), most=PART_BYTES))
    _set(modifier, {**{key: command[key] for key in known if key in command}, **others})
    faces = _faces(thing)
    if faces > _MOST_FACES:
        raise invalid("kind", f"{thing.name!r} would have {faces:.0f} faces; at most {_MOST_FACES} are made")
    return [thing]


def unmodify(command: dict[str, Any]) -> list[Any]:
    """Removes a modifier."""
    thing = target(command)
    modifier = thing.modifiers.get(command["modifier"])
    if modifier is None:
        raise missing(f"modifier of {thing.name!r}", command["modifier"], thing.modifiers.keys())
    thing.modifiers.remove(modifier)
    return [thing]


def _other(thing: Any, command: dict[str, Any], key: str) -> Any:
    other = find_object(command[key])
    if other == thing:
        raise invalid(key, "names the object itself")
    if key == "with" and other.type != "MESH":
        raise invalid(key, f"{other.name!r} is no mesh")
    return other


def _modifier(thing: Any, kind: str, name: str) -> Any:
    there = thing.modifiers.get(name)
    if there is not None and there.type != kind:
        raise invalid("name", f"{name!r} of {thing.name!r} is a {there.type}")
    if there is None:
        there = thing.modifiers.new(name, kind)
        if kind == "BEVEL":
            there.limit_method = "ANGLE"
        if kind == "BOOLEAN":
            there.solver = "EXACT"
        if kind == "SOLIDIFY":
            there.use_even_offset = True
    return there


def _set(modifier: Any, settings: dict[str, Any]) -> None:
    for key, value in settings.items():
        if key == "simple":
            value = "SIMPLE" if value else "CATMULL_CLARK"
        setattr(modifier, _SETTINGS[modifier.type][key], value)
    if "levels" in settings:
        modifier.render_levels = settings["levels"]
    if "offset" in settings:
        modifier.use_constant_offset = True
        modifier.use_relative_offset = "step" in settings
    elif "step" in settings:
        modifier.use_relative_offset = True


def _faces(thing: Any) -> float:
    """About how many faces the modifiers make of it."""
    faces = float(len(thing.data.polygons)) if thing.type == "MESH" else 1000.0
    for modifier in thing.modifiers:
        faces *= _growth(modifier)
    return faces


def _growth(modifier: Any) -> float:
    if modifier.type == "SUBSURF":
        return 4.0 ** max(modifier.levels, modifier.render_levels)
    if modifier.type == "ARRAY":
        return float(modifier.count)
    if modifier.type == "MIRROR":
        return 2.0 ** sum(modifier.use_axis)
    if modifier.type == "BEVEL":
        return 1.0 + 3.0 * modifier.segments
    return 4.0 if modifier.type in ("SOLIDIFY", "WIREFRAME") else 1.0
