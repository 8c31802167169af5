"""Materials, lights, cameras, worlds, and how a scene is rendered."""

from __future__ import annotations

from . import looks_aimed, looks_material, looks_scene
from .batch import Command

COMMANDS: dict[str, Command] = {
    "material.set": looks_material.set_material,
    "light.set": looks_aimed.set_light,
    "camera.set": looks_aimed.set_camera,
    "camera.activate": looks_aimed.activate,
    "world.set": looks_scene.set_world,
    "render.set": looks_scene.set_render,
}
