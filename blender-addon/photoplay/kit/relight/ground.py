"""What actors do to the light of the set: contact shade and shadows on the surfaces near their ways.

`refine` cuts those faces out of the set's meshes once, into a fine mesh of their own that keeps all it needs in
attributes, so that a saved file can be drawn later. `Ground` shades that mesh before each drawing.
"""

from __future__ import annotations

from dataclasses import dataclass

import bpy
import numpy as np
from numpy.typing import NDArray

from ..light_rig import Lamp, LightRig

Floats = NDArray[np.float32]

GROUND_PROPERTY = "photoplay_ground"
"""On the fine mesh's object: how many lamps it knows."""

_CELL = 0.065
_REACH = 0.6
_MOST_CELLS = 24
_THIN = 0.03
_LAMPS = 4
_FAINT_LAMP = 0.05
_DARKEST = 0.02
_LAMP_SHARE, _SUN_SHARE = 0.70, 0.85
_NEAR = 1.15
_CONTACT, _CONTACT_LIMIT = 0.62, 0.80
_SHARE_SEEN = 0.08
# spheres that throw shadows worth drawing: legs, arms, trunk, head
_CASTING = np.array([2, 3, 4, 5, 7, 10, 11, 12, 13, 15, 16, 17, 18, 19])


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


def refine(scene: bpy.types.Scene, rig: LightRig, meshes: list[bpy.types.Object], path: Floats) -> bpy.types.Object | None:
    """Makes the ground of a scene from the faces of lit set meshes within reach of `path` (k, 3), which it takes out
    of them. None when nothing is near."""
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
    mesh.attributes.new("Facing", "FLOAT_VECTOR", "POINT").data.foreach_set("vector", normals.ravel().astype(np.float32))
    shares = _shares(rig, points, normals, lit / np.maximum(albedo, 0.01), path.mean(0))
    for index, (_, share) in enumerate(shares):
        _colours(mesh, f"Share{index}", share)
    chosen = mesh.color_attributes.find("Lit")
    mesh.color_attributes.active_color_index = chosen
    mesh.color_attributes.render_color_index = chosen
    ground = bpy.data.objects.new(mesh.name, mesh)
    ground[GROUND_PROPERTY] = [index for index, _ in shares]
    ground["photoplay_id"] = "ground"
    return ground


def _cut(thing: bpy.types.Object, path: Floats, fine: _Faces) -> None:
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
    corner = places[vertex[loops]]
    across = np.linalg.norm(corner[:, 1] - corner[:, 0], axis=1)
    along = np.linalg.norm(corner[:, 3] - corner[:, 0], axis=1)
    near = _near(corner.min(1), corner.max(1), path)
    near &= (np.maximum(across, along) > _THIN) & (glow[loops[:, 0]] == 0) & (normal[quads, 2] > -0.3)
    if not near.any():
        return
    _subdivide(corner[near], normal[quads][near], _corner_colours(mesh, "Lit")[loops[near]],
               _corner_colours(mesh, "Albedo")[loops[near]], material[quads][near], across[near], along[near], fine)  # fmt: skip
    _remove_faces(mesh, quads[near])


def _near(low: Floats, high: Floats, path: Floats) -> NDArray[np.bool_]:
    near = np.zeros(len(low), bool)
    for point in path:
        near |= (np.maximum(np.maximum(low - point, point - high), 0) ** 2).sum(1) < _REACH**2
    return near


def _subdivide(
    corner: Floats, normal: Floats, lit: Floats, albedo: Floats, material: NDArray[np.int32], across: Floats, along: Floats,
    fine: _Faces,
) -> None:  # fmt: skip
    columns = np.clip(np.ceil(across / _CELL), 1, _MOST_CELLS).astype(int)
    rows = np.clip(np.ceil(along / _CELL), 1, _MOST_CELLS).astype(int)
    for u, v in sorted(set(zip(columns.tolist(), rows.tolist(), strict=True))):
        chosen = np.flatnonzero((columns == u) & (rows == v))
        s, t = (grid.ravel() for grid in np.meshgrid(np.linspace(0, 1, u + 1), np.linspace(0, 1, v + 1), indexing="ij"))
        weights = np.stack([(1 - s) * (1 - t), s * (1 - t), s * t, (1 - s) * t], 1).astype(np.float32)

        def spread(values: Floats, weights: Floats = weights, chosen: NDArray[np.int64] = chosen) -> Floats:
            return np.einsum("kc,mcd->mkd", weights, values[chosen]).reshape(-1, values.shape[2])

        size = len(s)
        fine.points.append(spread(corner))
        fine.normals.append(np.repeat(normal[chosen], size, 0))
        fine.lit.append(spread(lit))
        fine.albedo.append(spread(albedo))
        i, j = (grid.ravel() for grid in np.meshgrid(np.arange(u), np.arange(v), indexing="ij"))
        first = i * (v + 1) + j
        cells = np.stack([first, first + v + 1, first + v + 2, first + 1], 1)
        starts = np.arange(len(chosen)) * size + fine.count
        fine.quads.append((cells[None] + starts[:, None, None]).reshape(-1, 4))
        fine.material.append(np.repeat(material[chosen], len(cells)))
        fine.count += size * len(chosen)


def _remove_faces(mesh: bpy.types.Mesh, gone: NDArray[np.int64]) -> None:
    """Take faces out, all attributes of the rest kept."""
    import bmesh

    work = bmesh.new()
    work.from_mesh(mesh)
    work.faces.ensure_lookup_table()
    bmesh.ops.delete(work, geom=[work.faces[index] for index in gone.tolist()], context="FACES_ONLY")
    work.to_mesh(mesh)
    work.free()


def _mesh(name: str, points: Floats, quads: NDArray[np.int64], material: NDArray[np.int32]) -> bpy.types.Mesh:
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


def _colours(mesh: bpy.types.Mesh, name: str, values: Floats) -> None:
    rgba = np.ones((len(values), 4), np.float32)
    rgba[:, :3] = values
    mesh.color_attributes.new(name, "FLOAT_COLOR", "POINT").data.foreach_set("color", rgba.ravel())


def _corner_colours(mesh: bpy.types.Mesh, name: str) -> Floats:
    values = np.empty(len(mesh.loops) * 4, np.float32)
    mesh.color_attributes[name].data.foreach_get("color", values)
    return values.reshape(-1, 4)[:, :3]


def _shares(rig: LightRig, points: Floats, normals: Floats, level: Floats, middle: Floats) -> list[tuple[int, Floats]]:
    """The lamps that matter most in the middle of the ways (-1: the sun) and each one's share of the baked light, so
    that its shadow takes away exactly that."""
    level = np.maximum(level, _DARKEST)
    strength = [float(lamp.level(middle[None].astype(np.float32), None, lamp.position)[0] * lamp.colour.max()) for lamp in rig.lamps]
    ranked = sorted(range(len(rig.lamps)), key=lambda index: -strength[index])
    found: list[tuple[int, Floats]] = []
    for index in ranked[:_LAMPS]:
        if strength[index] > _FAINT_LAMP:
            light = rig.lamplight(rig.lamps[index], points, normals, soft=False)
            found.append((index, np.clip(light / level, 0, _LAMP_SHARE)))
    if rig.sun is not None:
        found.append((-1, np.clip(rig.sunlight(points, normals) / level, 0, _SUN_SHARE)))
    return found


class Ground:
    """The refined ground of a scene, ready to be shaded."""

    def __init__(self, ground: bpy.types.Object, rig: LightRig) -> None:
        mesh = ground.data
        self._mesh, count = mesh, len(mesh.vertices)
        self._points = _vectors(mesh.vertices, "co", count)
        self._normals = _vectors(mesh.attributes["Facing"].data, "vector", count)
        self._still = _point_colours(mesh, "Still")
        self._rgba = np.ones((count, 4), np.float32)
        self._shown: Floats | None = None
        self._lamps: list[tuple[Floats | None, Floats | None, Floats, float]] = []
        for index, lamp in enumerate(ground[GROUND_PROPERTY]):
            share = _point_colours(mesh, f"Share{index}")
            if lamp < 0 and rig.sun is not None:
                self._lamps.append((None, rig.sun.direction, share, 0.05))
            elif lamp >= 0:
                source: Lamp = rig.lamps[lamp]
                self._lamps.append((source.position, None, share, 0.35 if source.kind == "AREA" else 0.14))

    def update(self, bodies: list[Floats]) -> None:
        """Shade under bodies, each as spheres (m, 4) in the set in the order of `ActorBody.stand`."""
        key = np.concatenate(bodies) if bodies else np.zeros((0, 4), np.float32)
        if self._shown is not None and self._shown.shape == key.shape and (self._shown == key).all():
            return
        self._shown = key
        factor = np.ones_like(self._still)
        for spheres in bodies:
            self._darken(factor, spheres)
        self._rgba[:, :3] = (self._still * factor).T
        self._mesh.attributes["Lit"].data.foreach_set("color", self._rgba.ravel())
        self._mesh.update_tag()

    def _darken(self, factor: Floats, spheres: Floats) -> None:
        middle = spheres[:, :3].mean(0)
        aside = (self._points[0] - middle[0]) ** 2 + (self._points[1] - middle[1]) ** 2
        near = np.flatnonzero(aside < _NEAR**2)
        if not len(near):
            return
        points, normals = self._points[:, near], self._normals[:, near]
        centres, radii = spheres[:, :3], spheres[:, 3:]
        # squared distances and heights of all pairs are matrix products
        squared = (centres * centres).sum(1)[:, None] - 2 * (centres @ points) + (points * points).sum(0)
        above = centres @ normals - (points * normals).sum(0)
        distance = np.maximum(squared, radii**2 * np.float32(0.6))
        contact = np.clip(above / np.sqrt(distance) + np.float32(0.20), 0, 1) * (radii**2 / distance)
        open_share = np.prod(1 - np.minimum(contact * np.float32(_CONTACT), np.float32(_CONTACT_LIMIT)), 0)
        left = np.repeat(open_share[None], 3, 0)
        casting = _CASTING[_CASTING < len(spheres)]
        for position, direction, share, soft in self._lamps:
            mine = share[:, near]
            lit = np.flatnonzero(mine.max(0) > _SHARE_SEEN)
            if len(lit):
                shadow = _shadow(points[:, lit], squared[casting][:, lit], centres[casting], radii[casting], position, direction, soft)
                left[:, lit] *= 1 - mine[:, lit] * shadow
        factor[:, near] *= left


def _shadow(
    points: Floats, squared: Floats, centres: Floats, radii: Floats, position: Floats | None, direction: Floats | None, soft: float
) -> Floats:  # fmt: skip
    """How much of a lamp the spheres hide from each point, 0..1, softer the farther they are."""
    if position is not None:
        towards = position[:, None] - points
        length = np.sqrt((towards * towards).sum(0))
        towards = towards / length
    else:
        assert direction is not None
        towards = np.broadcast_to(direction[:, None], points.shape)
        length = np.full(points.shape[1], 1e9, np.float32)
    along = centres @ towards - (points * towards).sum(0)
    aside = np.sqrt(np.maximum(squared - along * along, 0))
    penumbra = radii * np.float32(0.55) + np.float32(soft) * np.clip(along, 0, 3)
    hidden = np.clip((radii + penumbra * np.float32(0.5) - aside) / penumbra, 0, 1)
    hidden *= np.clip(along / (radii * np.float32(0.8)), 0, 1) * (along < length)
    hidden *= np.minimum(np.float32(1), np.float32(2.2) * radii / penumbra)
    return 1 - np.prod(1 - hidden, 0)


def _vectors(data: bpy.types.bpy_prop_collection, name: str, count: int) -> Floats:
    values = np.empty(count * 3, np.float32)
    data.foreach_get(name, values)
    return np.ascontiguousarray(values.reshape(-1, 3).T)


def _point_colours(mesh: bpy.types.Mesh, name: str) -> Floats:
    values = np.empty(len(mesh.vertices) * 4, np.float32)
    mesh.color_attributes[name].data.foreach_get("color", values)
    return np.ascontiguousarray(values.reshape(-1, 4)[:, :3].T)
