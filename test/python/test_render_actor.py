"""Actors have their own colours in engines that light for themselves."""

from __future__ import annotations

from pathlib import Path

import bpy
import numpy as np

from photoplay.kit.character.material import NAME, actor_material


def test_a_surface_shows_its_base_colour_in_cycles(tmp_path: Path) -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    mesh = bpy.data.meshes.new("card")
    mesh.from_pydata([(-2, 0, -2), (2, 0, -2), (2, 0, 2), (-2, 0, 2)], [], [(0, 1, 2, 3)])
    base = mesh.color_attributes.new("Base", "FLOAT_COLOR", "CORNER")
    base.data.foreach_set("color", np.tile([0.8, 0.1, 0.05, 1], 4).astype(np.float32))
    mesh.materials.append(actor_material())
    scene.collection.objects.link(bpy.data.objects.new("card", mesh))
    camera = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
    camera.location, camera.rotation_euler = (0, -2, 0), (np.pi / 2, 0, 0)
    scene.collection.objects.link(camera)
    scene.camera = camera
    lamp = bpy.data.objects.new("sun", bpy.data.lights.new("sun", "SUN"))
    lamp.rotation_euler, lamp.data.energy = (np.pi / 2, 0, 0), 3
    scene.collection.objects.link(lamp)
    scene.render.engine, scene.cycles.samples, scene.cycles.use_denoising = "CYCLES", 2, False
    scene.view_settings.view_transform = "Standard"
    scene.render.resolution_x = scene.render.resolution_y = 8
    scene.render.filepath = str(tmp_path / "card.png")
    bpy.ops.render.render(write_still=True)
    picture = bpy.data.images.load(str(tmp_path / "card.png"))
    red, green, blue, _ = np.array(picture.pixels[:]).reshape(-1, 4).mean(0)
    assert red > 2 * green > 0
    assert red > 2 * blue


def test_everybody_shares_one_material() -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    assert actor_material() == actor_material()
    assert [material.name for material in bpy.data.materials] == [NAME]
