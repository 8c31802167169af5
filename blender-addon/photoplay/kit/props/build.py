"""Props as Blender meshes, and their light: a prop is small, so lamps are traced to its middle alone."""

from __future__ import annotations

import bpy
import numpy as np
from mathutils import Matrix

from ..light_rig import LightRig
from ..set.bake import corner_albedo
from ..set.colour import Palette, linear
from ..set.objects import ALBEDO, GLOW, LIT, mesh_of
from ..set.parts import UNLIT, Floats
from ..set.workshop import Workshop
from .catalogue import make_prop

_WRAP = 0.15


def build_prop(kind: str, colour: str | None) -> bpy.types.Mesh:
    """A prop's mesh, its base at the origin, in its own colours until `light_prop` lights it.

    `colour` is sRGB hex for its main part. KeyError for an unknown kind.
    """
    workshop = Workshop(Palette({}), UNLIT)
    make_prop(workshop, kind, linear(colour) if colour else None)
    lit = [corner_albedo(part) * (part.emission or 1) for part in workshop.parts]
    return mesh_of(f"Prop {kind}", workshop.parts, lit)


def light_prop(mesh: bpy.types.Mesh, matrix: Matrix, rig: LightRig) -> None:
    """Lights a prop where it is now: `matrix` is its place in the world."""
    count = len(mesh.loops)
    normals = np.empty(count * 3, np.float32)
    mesh.corner_normals.foreach_get("vector", normals)
    turn = np.array(matrix.to_3x3().normalized(), np.float32)
    level = prop_level(rig, np.array(matrix.translation, np.float32), normals.reshape(-1, 3) @ turn.T)
    albedo, glow = np.empty(count * 4, np.float32), np.empty(count, np.float32)
    mesh.color_attributes[ALBEDO].data.foreach_get("color", albedo)  # type: ignore[attr-defined]
    mesh.attributes[GLOW].data.foreach_get("value", glow)  # type: ignore[attr-defined]
    colours = albedo.reshape(-1, 4)
    colours[:, :3] *= np.where(glow[:, None] > 0, glow[:, None], level)
    mesh.color_attributes[LIT].data.foreach_set("color", colours.ravel())  # type: ignore[attr-defined]
    mesh.update_tag()


def prop_level(rig: LightRig, place: Floats, normals: Floats) -> Floats:
    """The level (m, 3) on a small thing at `place` (3,) for its normals (m, 3)."""
    point = (place + np.array([0, 0, 0.05], np.float32))[None].astype(np.float32)
    still = np.zeros((1, 3), np.float32)
    level = rig.ambient(normals) * 0.8
    if rig.sun is not None and rig.visible(point, still, direction=rig.sun.direction)[0]:
        level = level + np.clip(normals @ rig.sun.direction, 0, 1)[:, None] * rig.sun.colour
    for lamp in rig.lamps:
        seen = sum(
            lamp.level(point, None, source)[0] / len(lamp.points)
            for source in lamp.points
            if not lamp.shadow or rig.visible(point, still, target=source, major=lamp.kind == "AREA")[0]
        )
        if seen < 0.004:
            continue
        towards = (lamp.position - point[0]) / np.linalg.norm(lamp.position - point[0])
        facing = np.clip((normals @ towards + _WRAP) / (1 + _WRAP), 0, 1)
        level = level + facing[:, None] * seen * lamp.colour
    return level.astype(np.float32)
