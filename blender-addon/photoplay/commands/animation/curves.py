"""key.insert, curve.set and curve.delete: F-curves with every interpolation Blender has."""

from __future__ import annotations

from typing import Any

import bpy
import numpy as np

from ...adapter import drop_curves, ensure_curve, find_curves, keyframe_curves
from ..lookup import missing
from ..naming import invalid
from .paths import Keyable, check, check_range, keyable


def insert_key(command: dict[str, Any]) -> list[Any]:
    """A key at a frame: of given values, from a component on, or of all components as they are."""
    found = keyable(command)
    first = command.get("index", 0)
    values = command.get("values") or (found.now[first : first + 1] if "index" in command else found.now)
    check(found, values or [0.0], first, "values")
    for offset, value in enumerate(values):
        curve = ensure_curve(found.block, found.path, first + offset)
        point = curve.keyframe_points.insert(command["frame"], value, options={"FAST"})
        point.interpolation = command.get("interpolation", "BEZIER")
        point.easing = command.get("easing", "AUTO")
        point.handle_left_type = point.handle_right_type = "AUTO_CLAMPED"
        curve.update()
    return _done(found)


def set_curve(command: dict[str, Any]) -> list[Any]:
    """A whole curve in place of the one that is there."""
    found = keyable(command)
    frames, values, index = command["frames"], command["values"], command.get("index", 0)
    if len(frames) != len(values):
        raise invalid("values", f"{len(values)} for {len(frames)} frames")
    steps = np.diff(np.asarray(frames, np.float32))
    if (steps <= 0).any():
        raise invalid(f"frames[{int(np.argmax(steps <= 0)) + 1}]", "not after the one before it")
    check(found, values[:1], index, "values")
    check_range(found, values, "values")
    keyframe_curves(found.block, {(found.path, index): (frames, values)})
    curve = next(c for c in find_curves(found.block) if c.data_path == found.path and c.array_index == index)
    _shape(curve, command.get("interpolation", "BEZIER"), command.get("easing", "AUTO"))
    curve.extrapolation = command.get("beyond", "CONSTANT")
    return _done(found)


def delete_curve(command: dict[str, Any]) -> list[Any]:
    """A curve, or those of all components; the value stays as it is. RpcError(NOT_FOUND) without one."""
    found = keyable(command)
    if drop_curves(found.block, [found.path], command.get("index")) == 0:
        known = sorted({curve.data_path for curve in find_curves(found.block)})
        raise missing(f"curve of {found.block.name!r}", found.path, known)
    if not find_curves(found.block):
        action = found.block.animation_data.action
        found.block.animation_data.action = None
        if action.users == 0:
            bpy.data.actions.remove(action)
    return _done(found)


def _shape(curve: Any, interpolation: str, easing: str) -> None:
    """Gives all keys of a curve an interpolation; handles are where Blender would put them."""
    points = curve.keyframe_points
    for name, value in (
        ("interpolation", interpolation),
        ("easing", easing),
        ("handle_left_type", "AUTO_CLAMPED"),
        ("handle_right_type", "AUTO_CLAMPED"),
    ):
        prop: Any = bpy.types.Keyframe.bl_rna.properties[name]
        code = prop.enum_items[value].value
        points.foreach_set(name, np.full(len(points), code, np.int32))
    curve.update()


def _done(found: Keyable) -> list[Any]:
    """Blender works the animation out again without another frame being shown."""
    found.block.update_tag(refresh={"TIME"})
    return [] if found.thing is None else [found.thing]
