"""All that a file holds, small enough to be kept beside a snapshot and compared: names, places, and digests.

What moves with the frame is told by its keys, not by where it happens to be: so the frame that somebody looks
at makes no difference.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

import bpy
import numpy as np

from ...adapter import find_curves, sequencer_strips, shader_tree
from ..lookup import ID
from .blend_file import kinds
from .describe import homes, rounded
from .details import material, plain

_MADE_BY_BLENDER = {"Render Result", "Viewer Node"}
_APART = {"objects", "scenes", "materials", "libraries"}
"""Kinds that are compared in detail, or are no part of a file's contents."""
_PLACES = {
    "location": ("location",),
    "rotation": ("rotation_euler", "rotation_quaternion", "rotation_axis_angle"),
    "scale": ("scale",),
    "hidden": ("hide_render",),
}


def contents() -> dict[str, Any]:
    """The open file as `differences.compare` takes it."""
    shapes: dict[str, str] = {}
    return {
        "scenes": {
            scene.name: {
                "settings": _settings(scene),
                "objects": {o.name: _object(o, homes_of.get(o.name, ""), shapes) for o in scene.objects},
            }
            for scene in bpy.data.scenes
            for homes_of in (homes(scene),)
        },
        "materials": {m.name: _material(m) for m in bpy.data.materials if m.users and m.library is None},
        "blocks": _blocks(),
    }


def _blocks() -> dict[str, list[str]]:
    """Names of the file's own data-blocks that are in use, by kind; those compared in detail left out."""
    return {
        kind: named(block.name for block in found if block.users and block.library is None)
        for kind, found in kinds().items()
        if kind not in _APART
    }


def named(names: Iterable[str]) -> list[str]:
    """Names in order, without those of what Blender makes by itself."""
    return sorted(name for name in names if name not in _MADE_BY_BLENDER)


def _settings(scene: Any) -> str:
    render, editor = scene.render, scene.sequence_editor
    strips = sequencer_strips(editor) if editor is not None else ()
    return digest(
        [
            [render.fps, render.fps_base, render.resolution_x, render.resolution_y, scene.frame_start],
            [scene.frame_end, scene.world.name if scene.world else "", render.engine],
            sorted([m.name, m.frame, m.camera.name if m.camera else ""] for m in scene.timeline_markers),
            [[s.name, s.type, s.channel, s.frame_final_start, s.frame_final_duration] for s in strips],
        ]
    )


def _object(thing: Any, home: str, shapes: dict[str, str]) -> dict[str, Any]:
    moving = _animated_paths(thing)
    values = {
        "location": rounded(thing.location),
        "rotation": rounded(thing.matrix_basis.to_euler("XYZ")),
        "scale": rounded(thing.scale),
        "hidden": thing.hide_render,
    }
    told = {key: value for key, value in values.items() if not moving & set(_PLACES[key])}
    data = thing.data
    return {
        **told,
        "type": thing.type,
        "id": str(thing.get(ID, "")),
        "parent": thing.parent.name if thing.parent else "",
        "collection": home,
        "data": data.name if data else "",
        "materials": [slot.material.name if slot.material else "" for slot in thing.material_slots],
        "modifiers": [[m.name, m.type, m.show_viewport] for m in thing.modifiers],
        "constraints": [[c.name, c.type, c.enabled] for c in thing.constraints],
        "animation": curves_digest(thing) + (curves_digest(data) if data else ""),
        "properties": digest({key: plain(thing[key]) for key in sorted(thing.keys())}),
        **_data(thing, data, shapes),
    }


def _data(thing: Any, data: Any, shapes: dict[str, str]) -> dict[str, Any]:
    kind = thing.type
    if kind == "MESH":
        if data.name not in shapes:
            shapes[data.name] = _shape(data)
        return {"shape": shapes[data.name]}
    if kind == "ARMATURE" and not find_curves(thing):
        return {"pose": digest([rounded(v for row in b.matrix_basis for v in row) for b in thing.pose.bones])}
    if kind == "LIGHT":
        return {"light": [data.type, *rounded((*data.color, data.energy))]}
    if kind == "CAMERA":
        moving = _animated_paths(data)
        lens = {"lens": data.lens, "dof.focus_distance": data.dof.focus_distance, "sensor": data.sensor_width}
        return {"camera": {key: round(value, 4) for key, value in lens.items() if key not in moving}}
    return {"text": data.body} if kind == "FONT" else {}


def _animated_paths(owner: Any) -> set[str]:
    animation = owner.animation_data
    drivers = animation.drivers if animation is not None else ()
    return {curve.data_path for curve in (*find_curves(owner), *drivers)}


def _shape(mesh: Any) -> str:
    """Digest of where a mesh's vertices are, and how faces join them."""
    places = np.empty(len(mesh.vertices) * 3, np.float32)
    mesh.vertices.foreach_get("co", places)
    corners = np.empty(len(mesh.loops), np.int32)
    mesh.loops.foreach_get("vertex_index", corners)
    return _hash((np.round(places, 4) + 0.0).tobytes(), corners.tobytes(), str(len(mesh.polygons)).encode())


def curves_digest(owner: Any) -> str:
    """Digest of all keys of what is animated; empty for what is not."""
    curves = find_curves(owner)
    parts: list[bytes] = []
    for curve in curves:
        keys = np.empty(len(curve.keyframe_points) * 2, np.float32)
        curve.keyframe_points.foreach_get("co", keys)
        parts += [f"{curve.data_path}[{curve.array_index}]".encode(), (np.round(keys, 4) + 0.0).tobytes()]
    return _hash(*parts) if curves else ""


def _material(found: Any) -> str:
    tree = shader_tree(found)
    nodes = tree.nodes if tree is not None else ()
    links = tree.links if tree is not None else ()
    return digest(
        [
            material(found)["colour"],
            sorted([n.name, n.bl_idname, [_value(i) for i in n.inputs]] for n in nodes),
            sorted(
                [li.from_node.name, li.from_socket.name, li.to_node.name, li.to_socket.name] for li in links
            ),
        ]
    )


def _value(socket: Any) -> Any:
    value = getattr(socket, "default_value", None)
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, bool | int | str) or value is None:
        return value
    return rounded(value) if isinstance(value, Iterable) else str(getattr(value, "name", ""))


def digest(value: Any) -> str:
    """A short text that differs when the value does."""
    return _hash(json.dumps(value, sort_keys=True).encode())


def _hash(*parts: bytes) -> str:
    whole = hashlib.blake2b(digest_size=9)
    for part in parts:
        whole.update(len(part).to_bytes(8, "little") + part)
    return whole.hexdigest()
