"""The rig's lamps as Blender lights, for the engines that light for themselves; Workbench draws none."""

from __future__ import annotations

import math

import bpy
import numpy as np
from mathutils import Vector

from ..light_rig import Lamp, LightRig
from .own_lamps import AREA_AHEAD, AREA_WATTS, POINT_WATTS, lamp_ids

COLLECTION = "Lights"
_SUN_STRENGTH = 0.8 * math.pi


def build_lights(scene: bpy.types.Scene, rig: LightRig) -> None:
    """One light for the sun and one for each lamp of the rig, in the scene's collection `Lights`."""
    collection = bpy.data.collections.new(COLLECTION)
    scene.collection.children.link(collection)
    if rig.sun is not None:
        sun = _light("Sun", "SUN", rig.sun.colour, float(rig.sun.colour.max()) * _SUN_STRENGTH)
        sun.data.angle = 0.02  # type: ignore[union-attr]
        _aim(sun, -rig.sun.direction)
        sun["photoplay_id"] = "light.sun"
        collection.objects.link(sun)
    for name, lamp in zip(lamp_ids(rig.lamps), rig.lamps, strict=True):
        light = _lamp(lamp)
        light["photoplay_id"] = name
        collection.objects.link(light)


def _lamp(lamp: Lamp) -> bpy.types.Object:
    strength = lamp.power * float(lamp.colour.max())
    if lamp.kind == "AREA":
        made = _light(lamp.name, "AREA", lamp.colour, strength * AREA_WATTS)
        data = made.data
        data.shape = "RECTANGLE"  # type: ignore[union-attr]
        data.size, data.size_y = lamp.size  # type: ignore[union-attr]
    else:
        made = _light(lamp.name, lamp.kind, lamp.colour, strength * POINT_WATTS)
        made.data.shadow_soft_size = min(lamp.radius, 0.1)  # type: ignore[union-attr]
        if lamp.kind == "SPOT":
            made.data.spot_size = 2 * math.acos(lamp.cone)  # type: ignore[union-attr]
            made.data.spot_blend = 0.6  # type: ignore[union-attr]
    place = Vector([float(q) for q in lamp.position])
    if lamp.direction is not None:
        _aim(made, lamp.direction)
        place += Vector([float(q) for q in lamp.direction]) * (AREA_AHEAD if lamp.kind == "AREA" else 0)
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
