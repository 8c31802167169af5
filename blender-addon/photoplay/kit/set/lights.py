"""The rig's lamps as Blender lights, for the engines that light for themselves; Workbench draws none."""

from __future__ import annotations

import math

import bpy
import numpy as np
from mathutils import Vector

from ..light_rig import Lamp, LightRig

COLLECTION = "Lights"
# Watts that match the baked light (measured against Cycles): a lamp's level 1 at one metre.
_POINT_WATTS = 31.0
_AREA_WATTS = 12.5
_SUN_STRENGTH = 0.8 * math.pi


def build_lights(scene: bpy.types.Scene, rig: LightRig, set_id: str) -> None:
    """One light for the sun and one for each lamp of the set, in the scene's collection `Lights`."""
    collection = bpy.data.collections.new(COLLECTION)
    scene.collection.children.link(collection)
    if rig.sun is not None:
        sun = _light("Sun", "SUN", rig.sun.colour, float(rig.sun.colour.max()) * _SUN_STRENGTH)
        sun.data.angle = 0.02  # type: ignore[union-attr]
        _aim(sun, -rig.sun.direction)
        collection.objects.link(sun)
    for lamp in rig.lamps:
        collection.objects.link(_lamp(lamp))
    for light in collection.objects:
        light["photoplay_id"] = set_id


def _lamp(lamp: Lamp) -> bpy.types.Object:
    strength = lamp.power * float(lamp.colour.max())
    if lamp.kind == "AREA":
        made = _light(lamp.name, "AREA", lamp.colour, strength * _AREA_WATTS)
        data = made.data
        data.shape = "RECTANGLE"  # type: ignore[union-attr]
        data.size, data.size_y = lamp.size  # type: ignore[union-attr]
    else:
        made = _light(lamp.name, lamp.kind, lamp.colour, strength * _POINT_WATTS)
        made.data.shadow_soft_size = min(lamp.radius, 0.1)  # type: ignore[union-attr]
        if lamp.kind == "SPOT":
            made.data.spot_size = 2.4  # type: ignore[union-attr]
            made.data.spot_blend = 0.6  # type: ignore[union-attr]
    place = Vector([float(q) for q in lamp.position])
    if lamp.direction is not None:
        _aim(made, lamp.direction)
        # A window's lamp stands a hand before the glass, or its own frame would shade it.
        place += Vector([float(q) for q in lamp.direction]) * (0.1 if lamp.kind == "AREA" else 0)
    made.location = place
    return made


def _light(name: str, kind: str, colour: np.ndarray, watts: float) -> bpy.types.Object:
    data = bpy.data.lights.new(name, kind)  # type: ignore[arg-type]
    brightest = max(float(np.max(colour)), 1e-6)
    data.color = [float(q) / brightest for q in colour]
    data.energy = watts  # type: ignore[attr-defined]
    made = bpy.data.objects.new(name, data)
    made["photoplay_kind"] = "light"
    return made


def _aim(made: bpy.types.Object, direction: np.ndarray) -> None:
    made.rotation_euler = Vector([float(q) for q in direction]).to_track_quat("-Z", "Y").to_euler()
