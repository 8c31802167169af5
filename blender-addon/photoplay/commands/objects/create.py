"""object.create: shapes, meshes that are given, empties, texts and curves."""

from __future__ import annotations

from typing import Any

import bpy

from ...kit.srgb import linear_rgb
from ..lookup import find_object, scene_of
from ..naming import identify, invalid, new_object
from ..placing import home, put, solid
from .shapes import SHAPES, shade, shape_mesh

_OTHERS: dict[str, dict[str, Any]] = {
    "mesh": {"vertices": None, "edges": [], "faces": [], "smooth": False},
    "empty": {"size": 1.0},
    "text": {"text": None, "size": 1.0, "depth": 0.0, "align": "LEFT"},
    "curve": {"points": None, "closed": False, "straight": False, "tube": 0.0},
}
"""What the other shapes take; None has to be given."""
_COMMON = {
    *(
        "type",
        "scene",
        "name",
        "id",
        "shape",
        "position",
        "rotation",
        "scale",
        "colour",
        "collection",
        "parent",
    ),
}


def create(command: dict[str, Any]) -> list[Any]:
    """Makes an object. RpcError for a name or id in use, options of another shape, faces that cannot be."""
    scene = scene_of(command)
    where = home(scene, command.get("collection"))
    above = find_object(command["parent"], scene) if "parent" in command else None
    if "scale" in command:
        solid(command["scale"])
    shape = command["shape"]
    options = _options(shape, command)
    data = _data(shape, options)
    made = new_object(command["name"], data)
    identify(made, command.get("id"), scene)
    made.parent = above
    put(made, command)
    if shape == "empty":
        made.empty_display_size = options["size"]
    if "colour" in command:
        made.color = (*linear_rgb(command["colour"]), 1.0)
    where.objects.link(made)
    return [made]


def _options(shape: str, command: dict[str, Any]) -> dict[str, Any]:
    """All options of the shape; RpcError(INVALID_PARAMS) for one it does not have, or that is missing."""
    known = _known(shape)
    for key in command:
        if key not in known and key not in _COMMON:
            raise invalid(key, f"a {shape} has no {key}; it has {', '.join(known)}")
    chosen = {key: command.get(key, otherwise) for key, otherwise in known.items()}
    for key, value in chosen.items():
        if value is None:
            raise invalid(key, f"a {shape} needs {key}")
    return chosen


def _known(shape: str) -> dict[str, Any]:
    plain = SHAPES.get(shape)
    return _OTHERS[shape] if plain is None else {**plain.options, "smooth": plain.smooth}


def _data(shape: str, options: dict[str, Any]) -> Any:
    if shape in SHAPES:
        smooth = options.pop("smooth")
        return shape_mesh(shape, options, smooth)
    if shape == "mesh":
        return _mesh(options)
    if shape == "text":
        return _text(options)
    return None if shape == "empty" else _curve(options)


def _mesh(options: dict[str, Any]) -> Any:
    vertices, edges, faces = options["vertices"], options["edges"], options["faces"]
    for what, rows in (("edges", edges), ("faces", faces)):
        for number, row in enumerate(rows):
            if max(row) >= len(vertices):
                raise invalid(f"{what}[{number}]", f"vertex {max(row)}: there are {len(vertices)}, from 0")
            if len(set(row)) < len(row):
                raise invalid(f"{what}[{number}]", "names a vertex twice")
    mesh = bpy.data.meshes.new("mesh")
    mesh.from_pydata(vertices, edges, faces)
    if mesh.validate():
        bpy.data.meshes.remove(mesh)
        raise invalid("faces", "some are there twice")
    shade(mesh, options["smooth"])
    return mesh


def _text(options: dict[str, Any]) -> Any:
    text: Any = bpy.data.curves.new("text", "FONT")
    text.body, text.size, text.align_x = options["text"], options["size"], options["align"]
    text.extrude = options["depth"] / 2
    return text


def _curve(options: dict[str, Any]) -> Any:
    curve: Any = bpy.data.curves.new("curve", "CURVE")
    curve.dimensions = "3D"
    curve.bevel_depth = options["tube"]
    points = options["points"]
    line = curve.splines.new("POLY" if options["straight"] else "BEZIER")
    line.use_cyclic_u = options["closed"]
    knots = line.points if options["straight"] else line.bezier_points
    knots.add(len(points) - 1)
    for knot, point in zip(knots, points, strict=True):
        if options["straight"]:
            knot.co = (*point, 1.0)
        else:
            knot.co = point
            knot.handle_left_type = knot.handle_right_type = "AUTO"
    return curve
