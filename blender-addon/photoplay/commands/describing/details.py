"""scene/object: all that is worth knowing of one object."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import bpy
from mathutils import Vector

from ...adapter import find_curves, shader_tree
from ...dispatcher import Method
from ...session import Session
from ..lookup import SHOT, find_object, scene_of
from .describe import describe_objects, rounded

_NAMES = 500
_CHILDREN = _CURVES = 200
_LONGEST = 500
"""Characters or items of a custom property that are told."""


def methods(_session: Session) -> dict[str, Method]:
    """The part of the wire that tells of one object."""
    return {"scene/object": Method(describe_object)}


def describe_object(params: dict[str, Any]) -> dict[str, Any]:
    """An object's details as ObjectDetails; lists are cut where the schema says so."""
    scene = scene_of(params)
    thing = find_object(params["object"], scene)
    scene.view_layers[0].update()
    data = thing.data
    answer = {
        **describe_objects(scene, [thing])[0],
        **_place(thing),
        "scenes": [s.name for s in bpy.data.scenes if thing.name in s.objects],
        "data": data.name if data else "",
        "users": data.users - data.use_fake_user if data else 0,
        "children": sorted(child.name for child in thing.children)[:_CHILDREN],
        "collections": sorted(c.name for c in thing.users_collection),
        "materials": [material(slot.material) for slot in thing.material_slots if slot.material],
        "modifiers": [{"name": m.name, "type": m.type, "shown": m.show_viewport} for m in thing.modifiers],
        "constraints": [_constraint(c) for c in thing.constraints],
        "properties": {key: plain(thing[key]) for key in sorted(thing.keys())},
    }
    for name, owner in (("animation", thing), ("dataAnimation", data)):
        told = _animation(owner) if owner is not None else None
        if told is not None:
            answer[name] = told
    kinds = {"MESH": _mesh, "LIGHT": _light, "CAMERA": _camera, "ARMATURE": _armature, "FONT": _font}
    if thing.type in kinds:
        answer |= kinds[thing.type](thing, data)
    return {"object": answer}


def _place(thing: Any) -> dict[str, Any]:
    turn = thing.rotation_euler if thing.rotation_mode == "XYZ" else thing.matrix_basis.to_euler("XYZ")
    _, world, scale = thing.matrix_world.decompose()
    corners = [thing.matrix_world @ Vector(corner) for corner in thing.bound_box]
    return {
        "location": rounded(thing.location),
        "rotation": rounded(turn),
        "scale": rounded(thing.scale),
        "worldRotation": rounded(world.to_euler("XYZ")),
        "worldScale": rounded(scale),
        "dimensions": rounded(thing.dimensions),
        "bounds": [rounded(pick(c[i] for c in corners) for i in range(3)) for pick in (min, max)],
    }


def material(found: Any) -> dict[str, Any]:
    """A material's name and the colour that it is known by: its shader's, else the viewport's."""
    return {"name": found.name, "colour": rounded(_colour(found)), "nodes": shader_tree(found) is not None}


def _colour(found: Any) -> Iterable[float]:
    tree = shader_tree(found)
    for node in tree.nodes if tree is not None else ():
        for name in ("Base Color", "Color"):
            if node.type.startswith(("BSDF_", "EMISSION")) and name in node.inputs:
                return node.inputs[name].default_value
    return found.diffuse_color


def _constraint(found: Any) -> dict[str, Any]:
    target = getattr(found, "target", None)
    return {
        "name": found.name,
        "type": found.type,
        "target": target.name if target else "",
        "influence": found.influence,
        "on": found.enabled,
    }


def _animation(owner: Any) -> dict[str, Any] | None:
    curves = find_curves(owner)
    if not curves:
        return None
    ranges = [curve.range() for curve in curves]
    return {
        "action": owner.animation_data.action.name,
        "first": min(first for first, _ in ranges),
        "last": max(last for _, last in ranges),
        "total": len(curves),
        "curves": [
            {
                "path": curve.data_path,
                "index": curve.array_index,
                "keys": len(curve.keyframe_points),
                "first": first,
                "last": last,
            }
            for curve, (first, last) in list(zip(curves, ranges, strict=True))[:_CURVES]
        ],
    }


def _mesh(_thing: Any, data: Any) -> dict[str, Any]:
    shapes = data.shape_keys.key_blocks.keys() if data.shape_keys else []
    return {
        "mesh": {
            "vertices": len(data.vertices),
            "edges": len(data.edges),
            "faces": len(data.polygons),
            "triangles": len(data.loops) - 2 * len(data.polygons),
            "uvs": [layer.name for layer in data.uv_layers],
            "colours": [layer.name for layer in data.color_attributes],
            "shapes": list(shapes)[:_NAMES],
        }
    }


def _light(_thing: Any, data: Any) -> dict[str, Any]:
    size = data.angle if data.type == "SUN" else data.size if data.type == "AREA" else data.shadow_soft_size
    return {
        "light": {"kind": data.type, "colour": rounded(data.color), "power": data.energy, "size": size},
    }


def _camera(thing: Any, data: Any) -> dict[str, Any]:
    depth = data.dof
    sharp = {"focus": depth.focus_distance, "fstop": depth.aperture_fstop} if depth.use_dof else {}
    return {
        "camera": {
            "projection": data.type,
            "lens": data.lens,
            "sensor": [data.sensor_width, data.sensor_height],
            "clip": [data.clip_start, data.clip_end],
            "shot": str(thing.get(SHOT, "")),
            **sharp,
        }
    }


def _armature(_thing: Any, data: Any) -> dict[str, Any]:
    return {"bones": [bone.name for bone in data.bones][:_NAMES]}


def _font(_thing: Any, data: Any) -> dict[str, Any]:
    return {"text": data.body}


def plain(value: Any) -> Any:
    """A custom property as JSON; what is longer than a person reads is cut."""
    if isinstance(value, str):
        return value if len(value) <= _LONGEST else f"{value[:_LONGEST]}… ({len(value)} characters)"
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, bool | int):
        return value
    if hasattr(value, "to_dict"):
        return {key: plain(value[key]) for key in list(value.keys())[:_LONGEST]}
    if hasattr(value, "to_list"):
        return [plain(item) for item in value.to_list()[:_LONGEST]]
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if isinstance(value, list | tuple):
        return [plain(item) for item in value[:_LONGEST]]
    return str(getattr(value, "name", value))
