"""How a scene is shown: view transform, exposure, and Workbench set to draw the baked colours as they are."""

from __future__ import annotations

from typing import Any, cast

import bpy

from .light_rig import BASE_EXPOSURE

_SENSOR_WIDTH = 36.0


def set_up_scene(scene: bpy.types.Scene, light: dict[str, Any]) -> None:
    """Sets the scene's world, view transform and shading for a LightPlan; preferences stay as they are."""
    world = scene.world or bpy.data.worlds.new(f"{scene.name} world")
    scene.world = world
    backdrop = light["horizon"] if light["setting"] == "EXT" else [0.5 * q for q in light["sky"]]
    world.color = backdrop
    _world_light(world, light)
    view = cast(bpy.types.ColorManagedViewSettings, scene.view_settings)
    setattr(view, "view_transform", "Filmic")  # noqa: B010 - enum names come from the colour configuration
    # Blender 4.x lists a look by its own name, later ones with the transform before it.
    for name in ("Medium High Contrast", "Filmic - Medium High Contrast"):
        try:
            setattr(view, "look", name)  # noqa: B010
            break
        except TypeError:
            continue
    view.exposure = BASE_EXPOSURE + light["exposure"]
    shading = cast(bpy.types.View3DShading, cast(bpy.types.SceneDisplay, scene.display).shading)
    shading.light = "FLAT"
    shading.color_type = "VERTEX"
    shading.background_type = "WORLD"
    shading.show_specular_highlight = False
    shading.show_cavity = False
    shading.show_object_outline = False
    shading.show_shadows = False
    shading.show_backface_culling = False


def set_up_camera(camera: bpy.types.Camera) -> None:
    """Clipping and sensor that fit our sets."""
    camera.clip_start = 0.05
    camera.clip_end = 1000
    camera.sensor_width = _SENSOR_WIDTH


def _world_light(world: bpy.types.World, light: dict[str, Any]) -> None:
    """The ambient hemisphere, as one colour, for the engines that light for themselves."""
    world.use_nodes = True
    tree = world.node_tree
    assert tree is not None
    background = tree.nodes.get("Background") or tree.nodes.new("ShaderNodeBackground")
    ambient = [(sky + ground) / 2 for sky, ground in zip(light["sky"], light["ground"], strict=True)]
    background.inputs[0].default_value = (*ambient, 1.0)  # type: ignore[attr-defined]
    background.inputs[1].default_value = 1.0  # type: ignore[attr-defined]
