"""constraint.add and constraint.remove, on objects and on bones."""

from __future__ import annotations

from typing import Any

from mathutils import Matrix

from ..lookup import find_object, missing, scene_of, target
from ..naming import PART_BYTES, invalid, sound
from ..placing import evaluate, world

_SETTINGS = {
    "TRACK_TO": ("track", "up"),
    "DAMPED_TRACK": ("track",),
    "LOCKED_TRACK": ("track", "lock"),
    "COPY_LOCATION": ("axes",),
    "COPY_ROTATION": ("axes",),
    "COPY_SCALE": ("axes",),
    "COPY_TRANSFORMS": (),
    "CHILD_OF": ("keep",),
    "FOLLOW_PATH": ("at", "follow"),
    "LIMIT_DISTANCE": ("distance", "side"),
    "LIMIT_LOCATION": ("least", "most"),
}
_COMMON = {"type", "scene", "object", "bone", "kind", "name", "target", "targetBone", "influence"}


def add(command: dict[str, Any]) -> list[Any]:
    """Adds a constraint or changes the one of that name. RpcError for a setting the kind does not have, and
    for a target that hangs on the object itself."""
    thing, kind = target(command), command["kind"]
    for key in command:
        if key not in _SETTINGS[kind] and key not in _COMMON:
            raise invalid(key, f"{kind} has no {key}; it has {', '.join(_SETTINGS[kind]) or 'none'}")
    owner = _owner(thing, command)
    aim = _target(thing, command)
    name = sound(command.get("name", kind.replace("_", " ").title()), most=PART_BYTES)
    constraint = owner.constraints.get(name)
    fresh = constraint is None
    if fresh:
        constraint = owner.constraints.new(kind)
        constraint.name = name
    elif constraint.type != kind:
        raise invalid("name", f"{name!r} of {thing.name!r} is a {constraint.type}")
    if kind == "LIMIT_LOCATION":
        _limit(constraint, command)
    else:
        if aim is not None:
            constraint.target = aim
            if "targetBone" in command:
                constraint.subtarget = command["targetBone"]
        elif fresh:
            raise invalid("target", f"{kind} needs one")
        _set(constraint, thing, command, fresh)
    constraint.influence = command.get("influence", constraint.influence)
    return [thing]


def remove(command: dict[str, Any]) -> list[Any]:
    """Removes a constraint."""
    thing = target(command)
    owner = _owner(thing, command)
    constraint = owner.constraints.get(command["constraint"])
    if constraint is None:
        raise missing(f"constraint of {owner.name!r}", command["constraint"], owner.constraints.keys())
    owner.constraints.remove(constraint)
    return [thing]


def _owner(thing: Any, command: dict[str, Any]) -> Any:
    return _bone(thing, command["bone"], "bone") if "bone" in command else thing


def _bone(thing: Any, name: str, key: str) -> Any:
    if thing.pose is None:
        raise invalid(key, f"{thing.name!r} is no armature")
    if name not in thing.pose.bones:
        raise missing(f"bone of {thing.name!r}", name, thing.pose.bones.keys())
    return thing.pose.bones[name]


def _target(thing: Any, command: dict[str, Any]) -> Any:
    if "target" not in command:
        if "targetBone" in command:
            raise invalid("targetBone", "whose? give a target")
        return None
    aim = find_object(command["target"], scene_of(command) if "scene" in command else None)
    if "targetBone" in command:
        _bone(aim, command["targetBone"], "targetBone")
    if aim == thing and not ("bone" in command and "targetBone" in command):
        raise invalid("target", "names the object itself")
    if "bone" not in command and thing in _above(aim):
        raise invalid("target", f"{aim.name!r} hangs on {thing.name!r}: each would wait for the other")
    if command["kind"] == "FOLLOW_PATH" and aim.type != "CURVE":
        raise invalid("target", f"{aim.name!r} is a {aim.type}; a path is a curve")
    return aim


def _above(thing: Any) -> list[Any]:
    return [thing.parent, *_above(thing.parent)] if thing.parent is not None else []


def _set(constraint: Any, thing: Any, command: dict[str, Any], fresh: bool) -> None:
    kind = constraint.type
    if kind in ("TRACK_TO", "DAMPED_TRACK", "LOCKED_TRACK"):
        _track(constraint, thing, command, fresh)
    if "axes" in command:
        constraint.use_x, constraint.use_y, constraint.use_z = command["axes"]
    if kind == "CHILD_OF" and (fresh or "keep" in command):
        _keep(constraint, command.get("keep", True))
    if kind == "FOLLOW_PATH":
        constraint.use_fixed_location = True
        constraint.target.data.use_path = True
        constraint.use_curve_follow = command.get("follow", constraint.use_curve_follow)
        constraint.offset_factor = command.get("at", constraint.offset_factor)
    if kind == "LIMIT_DISTANCE":
        constraint.distance = command.get("distance", constraint.distance)
        if "side" in command:
            constraint.limit_mode = f"LIMITDIST_{command['side']}"


def _track(constraint: Any, thing: Any, command: dict[str, Any], fresh: bool) -> None:
    looks = fresh and thing.type in ("CAMERA", "LIGHT") and "bone" not in command
    track = command.get("track", "-Z" if looks else None)
    up = command.get("up", "Y" if looks else None)
    if track is not None:
        constraint.track_axis = f"TRACK_{track.replace('-', 'NEGATIVE_')}"
    if constraint.type == "TRACK_TO":
        if up is not None:
            constraint.up_axis = f"UP_{up}"
        if constraint.track_axis[-1] == constraint.up_axis[-1]:
            raise invalid("up", "the axis that points to the target cannot be up too")
    if constraint.type == "LOCKED_TRACK":
        if "lock" in command:
            constraint.lock_axis = f"LOCK_{command['lock']}"
        if constraint.track_axis[-1] == constraint.lock_axis[-1]:
            raise invalid("lock", "the axis that points to the target cannot be locked")


def _keep(constraint: Any, keep: bool) -> None:
    """Where the target is now counts as its origin, so that what follows it stays where it is."""
    aim = constraint.target
    matrix = world(aim)
    if constraint.subtarget:
        evaluate(aim)
        matrix = aim.matrix_world @ aim.pose.bones[constraint.subtarget].matrix
    constraint.inverse_matrix = matrix.inverted_safe() if keep else Matrix()


def _limit(constraint: Any, command: dict[str, Any]) -> None:
    for key, side in (("least", "min"), ("most", "max")):
        for axis, value in zip("xyz", command.get(key, ()), strict=False):
            setattr(constraint, f"{side}_{axis}", value)
            setattr(constraint, f"use_{side}_{axis}", True)
    for axis in "xyz":
        low, high = getattr(constraint, f"min_{axis}"), getattr(constraint, f"max_{axis}")
        both = getattr(constraint, f"use_min_{axis}") and getattr(constraint, f"use_max_{axis}")
        if both and low > high:
            raise invalid("most", f"less than the least along {axis}")
