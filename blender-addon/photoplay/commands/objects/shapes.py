"""Meshes of the plain shapes. Equal shapes share one mesh for as long as nobody has changed it."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any, NamedTuple

import bmesh
import bpy
import numpy as np

SHARP = math.radians(35)
"""Edges between faces that meet at more than this stay sharp on smooth shapes."""
_MARK = "photoplay_shape"

Options = dict[str, Any]


class Shape(NamedTuple):
    """`options`: what it takes, and what each is when left out; `smooth`: how it is shaded by itself."""

    build: Callable[[Any, Options], None]
    options: Options
    smooth: bool = False


def _cube(bm: Any, o: Options) -> None:
    bmesh.ops.create_cube(bm, size=o["size"], calc_uvs=True)


def _grid(bm: Any, o: Options) -> None:
    across, along = o.get("cells", (1, 1))
    bmesh.ops.create_grid(bm, x_segments=across, y_segments=along, size=o["size"] / 2, calc_uvs=True)


def _circle(bm: Any, o: Options) -> None:
    bmesh.ops.create_circle(bm, cap_ends=True, segments=o["segments"], radius=o["radius"], calc_uvs=True)


def _sphere(bm: Any, o: Options) -> None:
    bmesh.ops.create_uvsphere(
        bm, u_segments=o["segments"], v_segments=o["rings"], radius=o["radius"], calc_uvs=True
    )


def _icosphere(bm: Any, o: Options) -> None:
    bmesh.ops.create_icosphere(bm, subdivisions=o["subdivisions"], radius=o["radius"], calc_uvs=True)


def _cone(bm: Any, o: Options) -> None:
    bmesh.ops.create_cone(
        bm,
        cap_ends=True,
        segments=o["segments"],
        radius1=o["radius"],
        radius2=o.get("top", o["radius"]),
        depth=o["depth"],
        calc_uvs=True,
    )


def _torus(bm: Any, o: Options) -> None:
    """Around Z; its texture goes once around the ring and once around the tube."""
    around, across = o["segments"], o["rings"]
    ring = np.arange(around)[:, None] * (2 * math.pi / around)
    tube = np.arange(across)[None, :] * (2 * math.pi / across)
    out = o["radius"] + o["tube"] * np.cos(tube)
    places = np.stack(
        np.broadcast_arrays(out * np.cos(ring), out * np.sin(ring), o["tube"] * np.sin(tube)), 2
    )
    vertices = [[bm.verts.new(place) for place in row] for row in places.tolist()]
    uv = bm.loops.layers.uv.verify()
    for i in range(around):
        for j in range(across):
            corners = [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)]
            face = bm.faces.new([vertices[a % around][b % across] for a, b in corners])
            for loop, (a, b) in zip(face.loops, corners, strict=True):
                loop[uv].uv = (a / around, b / across)


SHAPES: dict[str, Shape] = {
    "cube": Shape(_cube, {"size": 2.0}),
    "plane": Shape(_grid, {"size": 2.0}),
    "grid": Shape(_grid, {"size": 2.0, "cells": [10, 10]}),
    "circle": Shape(_circle, {"radius": 1.0, "segments": 32}),
    "sphere": Shape(_sphere, {"radius": 1.0, "segments": 32, "rings": 16}, smooth=True),
    "icosphere": Shape(_icosphere, {"radius": 1.0, "subdivisions": 3}, smooth=True),
    "cylinder": Shape(_cone, {"radius": 1.0, "depth": 2.0, "segments": 32}, smooth=True),
    "cone": Shape(_cone, {"radius": 1.0, "top": 0.0, "depth": 2.0, "segments": 32}, smooth=True),
    "torus": Shape(_torus, {"radius": 1.0, "tube": 0.25, "segments": 48, "rings": 12}, smooth=True),
}

_MADE: dict[str, tuple[str, bytes]] = {}
"""By shape and options: the mesh that was made last, and its vertices. A hint alone: each use looks whether
the mesh is still there and as it was."""


def shape_mesh(shape: str, options: Options, smooth: bool) -> Any:
    """The mesh of a shape with all its options; lengths in metres, the origin in its middle."""
    key = json.dumps([shape, options, smooth])
    name, vertices = _MADE.get(key, ("", b""))
    mesh = bpy.data.meshes.get(name)
    if mesh is None or mesh.get(_MARK) != key or not _untouched(mesh, vertices):
        mesh = _build(shape, options, smooth)
        mesh[_MARK] = key
        _MADE[key] = (mesh.name, _coordinates(mesh))
    return mesh


def _untouched(mesh: Any, vertices: bytes) -> bool:
    """Nobody has moved a vertex, given it a material or a shape key."""
    return (
        mesh.library is None
        and mesh.shape_keys is None
        and not any(mesh.materials)
        and _coordinates(mesh) == vertices
    )


def _coordinates(mesh: Any) -> bytes:
    places = np.empty(len(mesh.vertices) * 3, np.float32)
    mesh.vertices.foreach_get("co", places)
    return places.tobytes()


def _build(shape: str, options: Options, smooth: bool) -> Any:
    mesh = bpy.data.meshes.new(shape)
    bm = bmesh.new()
    bm.loops.layers.uv.verify()
    SHAPES[shape].build(bm, options)
    bm.to_mesh(mesh)
    bm.free()
    shade(mesh, smooth)
    return mesh


def shade(mesh: Any, smooth: bool) -> None:
    """Flat, or smooth but for sharp edges."""
    mesh.polygons.foreach_set("use_smooth", np.full(len(mesh.polygons), smooth))
    if smooth:
        mesh.set_sharp_from_angle(angle=SHARP)
    mesh.update()
