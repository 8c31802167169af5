"""Cuts the surfaces near the actors' ways out of the set's meshes, once, into a fine mesh of their own.

The fine mesh keeps all that `Ground` needs in attributes, so that a saved file can be drawn later.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import bmesh
import bpy
import numpy as np
from numpy.typing import NDArray

from ..light_rig import LightRig

Floats = NDArray[np.float32]

GROUND_PROPERTY = "photoplay_ground"
"""On the fine mesh's object: the numbers of the lamps it knows, -1 for the sun."""

_CELL = 0.065
_REACH = 0.6
_MOST_CELLS = 24
_THIN = 0.03
_LAMPS = 4
_FAINT_LAMP = 0.05
_DARKEST = 0.02
_LAMP_SHARE, _SUN_SHARE = 0.70, 0.85


@dataclass(frozen=True)
class _Quads:
    """Faces of a set mesh: corners' places, shown colours and albedo (m, 4, 3), a normal (m, 3) and a
    material (m,)."""

    corner: Floats
    lit: Floats
    albedo: Floats
    normal: Floats
    material: NDArray[np.int32]

    @property
    def sides(self) -> tuple[Floats, Floats]:
        """Lengths of the first side and of the last."""
        across = np.linalg.norm(self.corner[:, 1] - self.corner[:, 0], axis=1)
        return across, np.linalg.norm(self.corner[:, 3] - self.corner[:, 0], axis=1)

    def chosen(self, which: NDArray[Any]) -> _Quads:
        return _Quads(
            self.corner[which], self.lit[which], self.albedo[which], self.normal[which], self.material[which]
        )


@dataclass
class _Faces:
    """The refined cells of one set mesh, by vertex of the fine mesh."""

    points: list[Floats]
    normals: list[Floats]
    lit: list[Floats]
    albedo: list[Floats]
    material: list[NDArray[np.int32]]
    quads: list[NDArray[np.int64]]
    count: int


def refine(scene: Any, rig: LightRig, meshes: list[Any], path: Floats) -> Any | None:
    """Makes the ground of a scene from the faces of lit set meshes within reach of `path` (k, 3), which it
    takes out of them. None when nothing is near."""
    fine = _Faces([], [], [], [], [], [], 0)
    for thing in meshes:
        _cut(thing, path, fine)
    if not fine.count:
        return None
    points, normals = np.concatenate(fine.points), np.concatenate(fine.normals)
    normals = normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
    lit, albedo = np.concatenate(fine.lit), np.concatenate(fine.albedo)
    mesh = _mesh(f"{scene.name}.ground", points, np.concatenate(fine.quads), np.concatenate(fine.material))
    for material in meshes[0].data.materials:
        mesh.materials.append(material)
    for name, values in (("Albedo", albedo), ("Still", lit), ("Lit", lit)):
        _colours(mesh, name, values)
    mesh.attributes.new("Facing", "FLOAT_VECTOR", "POINT").data.foreach_set(
        "vector", normals.ravel().astype(np.float32)
    )
    shares = _shares(rig, points, normals, lit / np.maximum(albedo, 0.01), path.mean(0))
    for index, (_, share) in enumerate(shares):
        _colours(mesh, f"Share{index}", share)
    chosen = mesh.color_attributes.find("Lit")
    mesh.color_attributes.active_color_index = chosen
    mesh.color_attributes.render_color_index = chosen
    ground = bpy.data.objects.new(mesh.name, mesh)
    ground[GROUND_PROPERTY] = [index for index, _ in shares]
    ground["photoplay_kind"] = "ground"
    ground["photoplay_id"] = meshes[0].get("photoplay_id", scene.name)
    return ground


def _cut(thing: Any, path: Floats, fine: _Faces) -> None:
    mesh = thing.data
    polygons, corners = len(mesh.polygons), len(mesh.loops)
    total, start, material = (np.empty(polygons, np.int32) for _ in range(3))
    mesh.polygons.foreach_get("loop_total", total)
    mesh.polygons.foreach_get("loop_start", start)
    mesh.polygons.foreach_get("material_index", material)
    vertex = np.empty(corners, np.int32)
    mesh.loops.foreach_get("vertex_index", vertex)
    places = np.empty(len(mesh.vertices) * 3, np.float32)
    mesh.vertices.foreach_get("co", places)
    matrix = np.array(thing.matrix_world, np.float32)
    places = places.reshape(-1, 3) @ matrix[:3, :3].T + matrix[:3, 3]
    normal = np.empty(polygons * 3, np.float32)
    mesh.polygon_normals.foreach_get("vector", normal)
    normal = normal.reshape(-1, 3) @ matrix[:3, :3].T
    glow = np.zeros(corners, np.float32)
    mesh.attributes["Emit"].data.foreach_get("value", glow)
    quads = np.flatnonzero(total == 4)
    loops = start[quads][:, None] + np.arange(4)
    faces = _Quads(
        places[vertex[loops]],
        _corner_colours(mesh, "Lit")[loops],
        _corner_colours(mesh, "Albedo")[loops],
        normal[quads],
        material[quads],
    )
    near = _near(faces.corner.min(1), faces.corner.max(1), path)
    near &= (np.maximum(*faces.sides) > _THIN) & (glow[loops[:, 0]] == 0) & (faces.normal[:, 2] > -0.3)
    if near.any():
        _subdivide(faces.chosen(near), fine)
        _remove_faces(mesh, quads[near])


def _near(low: Floats, high: Floats, path: Floats) -> NDArray[np.bool_]:
    near = np.zeros(len(low), bool)
    for point in path:
        near |= (np.maximum(np.maximum(low - point, point - high), 0) ** 2).sum(1) < _REACH**2
    return near


def _subdivide(faces: _Quads, fine: _Faces) -> None:
    across, along = faces.sides
    columns = np.clip(np.ceil(across / _CELL), 1, _MOST_CELLS).astype(int)
    rows = np.clip(np.ceil(along / _CELL), 1, _MOST_CELLS).astype(int)
    for u, v in sorted(set(zip(columns.tolist(), rows.tolist(), strict=True))):
        chosen = np.flatnonzero((columns == u) & (rows == v))
        s, t = (
            grid.ravel()
            for grid in np.meshgrid(np.linspace(0, 1, u + 1), np.linspace(0, 1, v + 1), indexing="ij")
        )
        weights = np.stack([(1 - s) * (1 - t), s * (1 - t), s * t, (1 - s) * t], 1).astype(np.float32)

        def spread(values: Floats, weights: Floats = weights, chosen: NDArray[np.int64] = chosen) -> Floats:
            return np.einsum("kc,mcd->mkd", weights, values[chosen]).reshape(-1, values.shape[2])

        size = len(s)
        fine.points.append(spread(faces.corner))
        fine.normals.append(np.repeat(faces.normal[chosen], size, 0))
        fine.lit.append(spread(faces.lit))
        fine.albedo.append(spread(faces.albedo))
        i, j = (grid.ravel() for grid in np.meshgrid(np.arange(u), np.arange(v), indexing="ij"))
        first = i * (v + 1) + j
        cells = np.stack([first, first + v + 1, first + v + 2, first + 1], 1)
        starts = np.arange(len(chosen)) * size + fine.count
        fine.quads.append((cells[None] + starts[:, None, None]).reshape(-1, 4))
        fine.material.append(np.repeat(faces.material[chosen], len(cells)))
        fine.count += size * len(chosen)


def _remove_faces(mesh: Any, gone: NDArray[np.int64]) -> None:
    """Take faces out, all attributes of the rest kept."""
    work = bmesh.new()
    work.from_mesh(mesh)
    work.faces.ensure_lookup_table()
    bmesh.ops.delete(work, geom=[work.faces[index] for index in gone.tolist()], context="FACES_ONLY")
    work.to_mesh(mesh)
    work.free()


def _mesh(name: str, points: Floats, quads: NDArray[np.int64], material: NDArray[np.int32]) -> Any:
    mesh = bpy.data.meshes.new(name)
    mesh.vertices.add(len(points))
    mesh.vertices.foreach_set("co", points.ravel().astype(np.float32))
    mesh.loops.add(quads.size)
    mesh.loops.foreach_set("vertex_index", quads.ravel().astype(np.int32))
    mesh.polygons.add(len(quads))
    mesh.polygons.foreach_set("loop_start", (np.arange(len(quads)) * 4).astype(np.int32))
    mesh.polygons.foreach_set("material_index", material)
    mesh.update(calc_edges=True)
    return mesh


def _colours(mesh: Any, name: str, values: Floats) -> None:
    rgba = np.ones((len(values), 4), np.float32)
    rgba[:, :3] = values
    mesh.color_attributes.new(name, "FLOAT_COLOR", "POINT").data.foreach_set("color", rgba.ravel())


def _corner_colours(mesh: Any, name: str) -> Floats:
    values = np.empty(len(mesh.loops) * 4, np.float32)
    mesh.color_attributes[name].data.foreach_get("color", values)
    return values.reshape(-1, 4)[:, :3]


def _shares(
    rig: LightRig, points: Floats, normals: Floats, level: Floats, middle: Floats
) -> list[tuple[int, Floats]]:
    """The lamps that matter most in the middle of the ways (-1: the sun) and each one's share of the baked
    light, so that its shadow takes away exactly that."""
    level = np.maximum(level, _DARKEST)
    strength = [
        float(lamp.level(middle[None].astype(np.float32), None, lamp.position)[0] * lamp.colour.max())
        for lamp in rig.lamps
    ]
    ranked = sorted(range(len(rig.lamps)), key=lambda index: -strength[index])
    found: list[tuple[int, Floats]] = []
    for index in ranked[:_LAMPS]:
        if strength[index] > _FAINT_LAMP:
            light = rig.lamplight(rig.lamps[index], points, normals, soft=False)
            found.append((index, np.clip(light / level, 0, _LAMP_SHARE)))
    if rig.sun is not None:
        found.append((-1, np.clip(rig.sunlight(points, normals) / level, 0, _SUN_SHARE)))
    return found
