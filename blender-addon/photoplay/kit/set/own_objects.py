"""Objects of a person's own making in the light of the set, for Workbench: other engines light for
themselves."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..light_rig import LightRig
from .objects import ALBEDO, GLOW, LIT
from .parts import Floats

_PLAIN = (0.8, 0.8, 0.8)
"""The grey of new materials."""


def light_object(thing: Any, rig: LightRig) -> None:
    """Bakes the rig's light into a mesh object's colours, where it stands: its matrix must be up to date.

    Its own colours are those of its materials; what the kit made has them as an attribute already.
    """
    mesh = thing.data
    count = len(mesh.loops)
    if not count:
        return
    if ALBEDO not in mesh.color_attributes:
        _write(mesh, ALBEDO, _material_colours(mesh))
    points, normals = _corners(thing, count)
    level = rig.ambient(normals) + rig.sunlight(points, normals)
    for lamp in rig.lamps:
        level = level + rig.lamplight(lamp, points, normals, soft=False)
    glow = np.zeros(count, np.float32)
    if GLOW in mesh.attributes:
        mesh.attributes[GLOW].data.foreach_get("value", glow)
    level = np.where(glow[:, None] > 0, glow[:, None], level)
    _write(mesh, LIT, _read(mesh, ALBEDO) * level)
    chosen = mesh.color_attributes.find(LIT)
    mesh.color_attributes.active_color_index = mesh.color_attributes.render_color_index = chosen
    mesh.update_tag()


def _corners(thing: Any, count: int) -> tuple[Floats, Floats]:
    """Place and normal of each corner, in the set."""
    mesh = thing.data
    vertices, places = np.empty(count, np.int32), np.empty(len(mesh.vertices) * 3, np.float32)
    normals = np.empty(count * 3, np.float32)
    mesh.loops.foreach_get("vertex_index", vertices)
    mesh.vertices.foreach_get("co", places)
    mesh.corner_normals.foreach_get("vector", normals)
    matrix = np.array(thing.matrix_world, np.float32)
    turn = np.array(thing.matrix_world.to_3x3().normalized(), np.float32)
    points = (places.reshape(-1, 3) @ matrix[:3, :3].T + matrix[:3, 3])[vertices]
    return points, normals.reshape(-1, 3) @ turn.T


def _material_colours(mesh: Any) -> Floats:
    """The base colour of each corner's material."""
    colours = np.array([base_colour(material) for material in mesh.materials] or [_PLAIN], np.float32)
    sizes, slots = np.empty(len(mesh.polygons), np.int32), np.empty(len(mesh.polygons), np.int32)
    mesh.polygons.foreach_get("loop_total", sizes)
    mesh.polygons.foreach_get("material_index", slots)
    return colours[np.repeat(np.minimum(slots, len(colours) - 1), sizes)]


def base_colour(material: Any) -> list[float]:
    """The base colour (linear) that a person gave the shader; the viewport's where the shader has none of its
    own."""
    if material is None:
        return list(_PLAIN)
    for node in material.node_tree.nodes if material.node_tree else ():
        if node.type == "BSDF_PRINCIPLED" and not node.inputs["Base Color"].is_linked:
            colour = list(node.inputs["Base Color"].default_value)[:3]
            if any(abs(value - grey) > 1e-4 for value, grey in zip(colour, _PLAIN, strict=True)):
                return colour
    return list(material.diffuse_color)[:3]


def _read(mesh: Any, name: str) -> Floats:
    values = np.empty(len(mesh.loops) * 4, np.float32)
    mesh.color_attributes[name].data.foreach_get("color", values)
    return values.reshape(-1, 4)[:, :3]


def _write(mesh: Any, name: str, colours: Floats) -> None:
    attribute = mesh.color_attributes.get(name) or mesh.color_attributes.new(name, "FLOAT_COLOR", "CORNER")
    opaque = np.concatenate([colours, np.ones((len(colours), 1), np.float32)], 1)
    attribute.data.foreach_set("color", opaque.astype(np.float32).ravel())
