"""Turns collected parts into a Blender mesh object: colours, surfaces, vertex groups, shape keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import bpy
import numpy as np

from .material import actor_material
from .maths import Floats, Ints
from .mesh import MeshSink, Occlusion, Part
from .occlusion import bake_occlusion
from .palette import GLOSS, Surface

_WEIGHT_LEVELS = 40
_OCCLUSION_COLOUR = np.array([0.62, 0.70, 0.68])
"""How much occlusion takes of red, green and blue: what remains is a little warm."""

_DEEPEST_IN_HAIR = 0.45


@dataclass(frozen=True)
class _Mesh:
    points: Floats
    faces: Ints
    paints: Floats
    weights: Floats
    tint: Floats

    @property
    def corners(self) -> Ints:
        return self.faces[self.faces >= 0]

    @property
    def sides(self) -> Ints:
        return np.where(self.faces[:, 3] >= 0, 4, 3)


def make_mesh_object(
    name: str, sink: MeshSink, armature: bpy.types.Object, occlusion_distance: float
) -> bpy.types.Object:
    """The mesh of all parts, child of `armature` and deformed by it; `occlusion_distance` in metres."""
    mesh = _merge(sink.parts, occlusion_distance)
    data = _polygons(name, mesh)
    data.materials.append(actor_material())
    surface = _surfaces(mesh)
    _paint(data, mesh)
    _tag(data, surface)
    body = bpy.data.objects.new(name, data)
    _weigh(body, sink, mesh.weights)
    _add_keys(body, sink.parts, mesh.points)
    modifier = cast(bpy.types.ArmatureModifier, body.modifiers.new("Armature", "ARMATURE"))
    modifier.object = armature
    modifier.use_deform_preserve_volume = True  # keeps elbows and twisted shoulders full
    body.parent = armature
    return body


def _merge(parts: list[Part], occlusion_distance: float) -> _Mesh:
    """All parts in one, the occlusion in the tint."""
    starts = np.cumsum([0] + [len(part.vertices) for part in parts])
    faces = np.vstack(
        [np.where(part.faces < 0, -1, part.faces + start) for part, start in zip(parts, starts, strict=False)]
    )
    points = np.vstack([part.vertices for part in parts])
    receives = np.concatenate(
        [np.full(len(part.vertices), part.occlusion is Occlusion.FULL) for part in parts]
    )
    casts = np.concatenate([np.full(len(part.faces), part.occlusion is not Occlusion.NONE) for part in parts])
    occlusion = bake_occlusion(points, faces, occlusion_distance, receives, casts)[:, None]
    return _Mesh(
        points=points,
        faces=faces,
        paints=np.vstack([part.paints for part in parts]),
        weights=np.vstack([part.weights for part in parts]),
        tint=np.vstack([part.tint for part in parts]) * (1 - occlusion * _OCCLUSION_COLOUR),
    )


def _polygons(name: str, mesh: _Mesh) -> bpy.types.Mesh:
    data = bpy.data.meshes.new(name)
    corners = mesh.corners
    data.vertices.add(len(mesh.points))
    data.vertices.foreach_set("co", mesh.points.astype(np.float32).ravel())
    data.loops.add(len(corners))
    data.loops.foreach_set("vertex_index", corners.astype(np.int32))
    data.polygons.add(len(mesh.faces))
    starts = np.concatenate([[0], np.cumsum(mesh.sides)[:-1]])
    data.polygons.foreach_set("loop_start", starts.astype(np.int32))
    data.update(calc_edges=True)
    data.polygons.foreach_set("use_smooth", np.ones(len(mesh.faces), bool))
    return data


def _surfaces(mesh: _Mesh) -> Ints:
    """The surface of each vertex; at a seam the lower number, cloth before skin."""
    surface = np.full(len(mesh.points), int(Surface.MOUTH))
    np.minimum.at(surface, mesh.corners, np.repeat(mesh.paints[:, 3].astype(int), mesh.sides))
    return surface


def _paint(data: bpy.types.Mesh, mesh: _Mesh) -> None:
    """`Base` is the albedo; `Lit`, what is drawn, starts as a copy."""
    by_corner = np.repeat(mesh.paints, mesh.sides, 0)
    hair = by_corner[:, 3:] == Surface.HAIR
    tint = mesh.tint[mesh.corners]
    colours = by_corner[:, :3] * np.where(hair, np.maximum(tint, _DEEPEST_IN_HAIR), tint)
    rgba = np.hstack([colours, np.ones((len(colours), 1))]).astype(np.float32).ravel()
    for layer in ("Base", "Lit"):
        attribute = data.color_attributes.new(layer, "FLOAT_COLOR", "CORNER")
        cast(bpy.types.FloatColorAttribute, attribute).data.foreach_set("color", rgba)
    lit = data.color_attributes.find("Lit")
    data.color_attributes.active_color_index = lit
    data.color_attributes.render_color_index = lit


def _tag(data: bpy.types.Mesh, surface: Ints) -> None:
    kinds = cast(bpy.types.IntAttribute, data.attributes.new("surface", "INT", "POINT"))
    kinds.data.foreach_set("value", surface.astype(np.int32))
    gloss = cast(bpy.types.FloatAttribute, data.attributes.new("gloss", "FLOAT", "POINT"))
    gloss.data.foreach_set("value", GLOSS[surface].astype(np.float32))


def _weigh(body: bpy.types.Object, sink: MeshSink, weights: Floats) -> None:
    """Vertex groups have no bulk setter: weights in steps of 1/40 need few calls."""
    share = weights / np.maximum(weights.sum(1, keepdims=True), 1e-9)
    levels = np.round(share * _WEIGHT_LEVELS).astype(int)
    for bone, column in sink.bones.items():
        group = body.vertex_groups.new(name=bone)
        for level in np.unique(levels[:, column]):
            if level:
                members = np.flatnonzero(levels[:, column] == level).tolist()
                group.add(members, level / _WEIGHT_LEVELS, "REPLACE")


def _add_keys(body: bpy.types.Object, parts: list[Part], points: Floats) -> None:
    """Each key holds the offsets of all parts that know its name."""
    body.shape_key_add(name="Basis", from_mix=False)
    for name in sorted({key for part in parts for key in part.keys}):
        moved, start = points.copy(), 0
        for part in parts:
            end = start + len(part.vertices)
            if name in part.keys:
                moved[start:end] += part.keys[name]
            start = end
        key = body.shape_key_add(name=name, from_mix=False)
        key.data.foreach_set("co", moved.astype(np.float32).ravel())
        key.slider_min, key.value = -1, 0  # from 5.0 on new keys are born at 1
