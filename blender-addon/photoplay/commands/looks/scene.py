"""world.set and render.set: what surrounds a scene, and how it becomes pictures."""

from __future__ import annotations

from typing import Any

import bpy

from ...adapter import eevee_engine, node_tree
from ...kit.srgb import linear_rgb
from ..lookup import ours, scene_of
from ..naming import invalid, one_of
from ..paths import load_picture
from ..rendering.tiers import set_engine

_PICTURE, _TURN, _PLACE = "Photoplay surroundings", "Photoplay turn", "Photoplay place"


def set_world(command: dict[str, Any]) -> None:
    """The scene's world, made when it has none and its own when it shares one."""
    scene = scene_of(command)
    one_of(command, "colour", "file", "strength", "turn")
    if "colour" in command and "file" in command:
        raise invalid("file", "a colour is given already")
    world = _own_world(scene)
    tree = node_tree(world)
    background = _background(tree)
    if "colour" in command:
        for link in list(background.inputs["Color"].links):
            tree.links.remove(link)
        background.inputs["Color"].default_value = (*linear_rgb(command["colour"]), 1.0)
        world.color = linear_rgb(command["colour"])
    if "file" in command:
        _surround(tree, background, load_picture(command["file"], "file"))
    if "strength" in command:
        background.inputs["Strength"].default_value = command["strength"]
    if "turn" in command:
        turn = tree.nodes.get(_TURN)
        if turn is None:
            raise invalid("turn", "there is no picture to turn: give a file")
        turn.inputs["Rotation"].default_value = (0.0, 0.0, command["turn"])


def _own_world(scene: Any) -> Any:
    if scene.world is None:
        scene.world = bpy.data.worlds.new("World")
    elif scene.world.users > 1:
        scene.world = scene.world.copy()
    return ours(scene.world, "scene")


def _background(tree: Any) -> Any:
    found = next((node for node in tree.nodes if node.type == "BACKGROUND"), None)
    if found is not None:
        return found
    made = tree.nodes.new("ShaderNodeBackground")
    output = next((node for node in tree.nodes if node.type == "OUTPUT_WORLD"), None)
    tree.links.new(made.outputs[0], (output or tree.nodes.new("ShaderNodeOutputWorld")).inputs["Surface"])
    return made


def _surround(tree: Any, background: Any, image: Any) -> None:
    picture = tree.nodes.get(_PICTURE)
    if picture is None:
        picture, turn, place = (
            tree.nodes.new(f"ShaderNode{kind}") for kind in ("TexEnvironment", "Mapping", "TexCoord")
        )
        picture.name, turn.name, place.name = _PICTURE, _TURN, _PLACE
        tree.links.new(place.outputs["Generated"], turn.inputs["Vector"])
        tree.links.new(turn.outputs["Vector"], picture.inputs["Vector"])
    picture.image = image
    tree.links.new(picture.outputs["Color"], background.inputs["Color"])


def set_render(command: dict[str, Any]) -> None:
    """Size, frame rate, engine, samples and range of a scene."""
    scene = scene_of(command)
    render = scene.render
    one_of(command, *_RENDER)
    if "size" in command:
        render.resolution_x, render.resolution_y = command["size"]
    if "fps" in command:
        render.fps = round(command["fps"])
        render.fps_base = render.fps / command["fps"]
    if "tier" in command and "engine" in command:
        raise invalid("engine", "a tier is given already")
    if "tier" in command:
        set_engine(scene, command["tier"])
    if "engine" in command:
        render.engine = _ENGINES[command["engine"]] or eevee_engine()
    if "samples" in command:
        _samples(scene, command["samples"])
    if "start" in command or "end" in command:
        start, end = command.get("start", scene.frame_start), command.get("end", scene.frame_end + 1)
        if end <= start:
            raise invalid("end", f"frame {end} is not after frame {start}")
        scene.frame_start, scene.frame_end = start, end - 1
    if "transparent" in command:
        render.film_transparent = command["transparent"]
    if "exposure" in command:
        scene.view_settings.exposure = command["exposure"]


_RENDER = ("size", "fps", "tier", "engine", "samples", "start", "end", "transparent", "exposure")
_ENGINES = {"WORKBENCH": "BLENDER_WORKBENCH", "EEVEE": "", "CYCLES": "CYCLES"}


def _samples(scene: Any, samples: int) -> None:
    if scene.render.engine == "CYCLES":
        scene.cycles.samples = samples
    elif scene.render.engine == eevee_engine():
        scene.eevee.taa_render_samples = samples
    else:
        raise invalid("samples", f"{scene.render.engine} has none")
