"""Lit parts as Blender objects: one mesh a group, its colours in FLOAT_COLOR corner attributes."""

from __future__ import annotations

from typing import cast

import bpy
import numpy as np
from numpy.typing import NDArray

from .bake import corner_albedo, corner_sizes
from .materials import set_materials
from .parts import Part

Floats = NDArray[np.float32]

LIT = "Lit"
"""What Workbench shows: colour under the light, linear, values above 1 survive."""
ALBEDO = "Albedo"
"""The colour itself, which the materials of the other engines read."""
GLOW = "Emit"
"""How strongly a corner glows."""


def mesh_of(
    name: str,
    parts: list[Part],
    lit: list[Floats],
    origin: NDArray[np.floating] | None = None,
    turn: float = 0.0,
) -> bpy.types.Mesh:
    """One mesh of several parts; `lit` are their shown colours a corner. `origin` becomes the mesh's
    (0, 0, 0), and what points along `turn` (radians about Z) its own axes.
    """
    loops, sizes, materials, smooth = [], [], [], []
    base = 0
    for part in parts:
        loops.append(np.concatenate([part.shape.quads.ravel(), part.shape.triangles.ravel()]) + base)
        faces = corner_sizes(part)
        sizes.append(faces)
        materials.append(np.full(len(faces), part.material))
        smooth.append(np.full(len(faces), part.smooth))
        base += len(part.shape.vertices)
    vertices = np.concatenate([part.shape.vertices for part in parts])
    if origin is not None:
        c, s = np.cos(turn), np.sin(turn)
        own = np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]], np.float32)
        vertices = (vertices - np.asarray(origin, np.float32)) @ own
    corners, counts = np.concatenate(loops), np.concatenate(sizes)
    mesh = bpy.data.meshes.new(name)
    mesh.vertices.add(base)
    mesh.vertices.foreach_set("co", vertices.astype(np.float32).ravel())
    mesh.loops.add(len(corners))
    mesh.loops.foreach_set("vertex_index", corners.astype(np.int32))
    mesh.polygons.add(len(counts))
    mesh.polygons.foreach_set("loop_start", np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int32))
    mesh.polygons.foreach_set("material_index", np.concatenate(materials).astype(np.int32))
    mesh.polygons.foreach_set("use_smooth", np.concatenate(smooth))
    for material in set_materials():
        mesh.materials.append(material)
    _colour(mesh, ALBEDO, np.concatenate([corner_albedo(part) for part in parts]))
    _colour(mesh, LIT, np.concatenate(lit))
    glow = cast(bpy.types.FloatAttribute, mesh.attributes.new(GLOW, "FLOAT", "CORNER"))
    per_part = [np.full(int(corner_sizes(part).sum()), part.emission, np.float32) for part in parts]
    glow.data.foreach_set("value", np.concatenate(per_part))
    chosen = mesh.color_attributes.find(LIT)
    mesh.color_attributes.active_color_index = chosen
    mesh.color_attributes.render_color_index = chosen
    mesh.update(calc_edges=True)
    return mesh


def _colour(mesh: bpy.types.Mesh, name: str, colours: Floats) -> None:
    attribute = cast(bpy.types.FloatColorAttribute, mesh.color_attributes.new(name, "FLOAT_COLOR", "CORNER"))
    opaque = np.concatenate([colours, np.ones((len(colours), 1), np.float32)], 1)
    attribute.data.foreach_set("color", opaque.astype(np.float32).ravel())
