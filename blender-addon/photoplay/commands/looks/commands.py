"""Materials, lights, cameras, worlds, and how a scene is rendered."""

from __future__ import annotations

from ..stage.batch import Command
from . import aimed as looks_aimed
from . import material as looks_material
from . import scene as looks_scene

COMMANDS: dict[str, Command] = {
    "material.set": looks_material.set_material,
    "light.set": looks_aimed.set_light,
    "camera.set": looks_aimed.set_camera,
    "camera.activate": looks_aimed.activate,
    "world.set": looks_scene.set_world,
    "render.set": looks_scene.set_render,
}
