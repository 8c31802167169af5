"""Brings a library's asset into a scene: a sky as its world, maps as a material, a model as objects."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bpy

from ...adapter import node_tree
from ...dispatcher import Result
from ...errors import Code, RpcError
from ...library.provider import Asset
from ..files.guard import data_alone
from ..looks.material import set_material
from ..looks.scene import set_world
from ..lookup import find_object, find_scene
from ..operate import operator, perform, shown
from ..paths import load_picture

_SOURCE = "photoplay_source"
_DISPLACED = 0.05
"""Metres between the lowest and the highest point of a height map."""
_DATA_MAPS = {"roughness": "Roughness", "metallic": "Metallic"}


def check_place(params: dict[str, Any]) -> Result:
    """RpcError(NOT_FOUND) unless scene and object are there: nothing is fetched in vain."""
    scene = find_scene(params["scene"])
    if "object" in params:
        find_object(params["object"], scene)
    return {}


def bring_in(
    params: dict[str, Any], asset: Asset, roles: dict[str, str], folder: Path
) -> tuple[str, list[Any]]:
    """What was made, by name, and the objects made or changed. Raises what Blender has to say."""
    scene = find_scene(params["scene"])
    files = {role: folder / path for role, path in roles.items()}
    if asset.kind == "hdri":
        return _sky(scene, asset, files["sky"]), []
    if asset.kind == "texture":
        return _material(params, asset, files)
    return _model(scene, params.get("position", (0, 0, 0)), asset, files)


def _sky(scene: Any, asset: Asset, file: Path) -> str:
    set_world({"scene": scene.name, "file": str(file)})
    scene.world[_SOURCE] = _source(asset)
    return str(scene.world.name)


def _material(params: dict[str, Any], asset: Asset, files: dict[str, Path]) -> tuple[str, list[Any]]:
    """A Principled material, or the one of that name anew. The maps lie as the mesh's UVs do."""
    target = {"object": params["object"]} if "object" in params else {}
    command = {"scene": params["scene"], "name": asset.name, "texture": str(files["colour"]), **target}
    things = set_material(command)
    material: Any = bpy.data.materials[asset.name]
    material.use_fake_user = True
    material[_SOURCE] = _source(asset)
    tree = node_tree(material)
    surface = next(node for node in tree.nodes if node.type == "BSDF_PRINCIPLED")
    for role, name in _DATA_MAPS.items():
        if role in files:
            tree.links.new(_map(tree, role, files[role]), surface.inputs[name])
    if "normal" in files:
        bump = _node(tree, "normal vector", "ShaderNodeNormalMap", (-200, -600))
        tree.links.new(_map(tree, "normal", files["normal"]), bump.inputs["Color"])
        tree.links.new(bump.outputs["Normal"], surface.inputs["Normal"])
    if "displacement" in files:
        _displace(material, tree, files["displacement"])
    return asset.name, things


def _displace(material: Any, tree: Any, file: Path) -> None:
    height = _node(tree, "height", "ShaderNodeDisplacement", (-200, -900))
    height.inputs["Scale"].default_value = _DISPLACED
    tree.links.new(_map(tree, "displacement", file), height.inputs["Height"])
    output = next(node for node in tree.nodes if node.type == "OUTPUT_MATERIAL")
    tree.links.new(height.outputs["Displacement"], output.inputs["Displacement"])
    material.displacement_method = "BOTH"


def _map(tree: Any, role: str, file: Path) -> Any:
    """The output of a map whose values are no colours."""
    rows = ("roughness", "metallic", "normal", "displacement")
    node = _node(tree, role, "ShaderNodeTexImage", (-560, -300 * rows.index(role)))
    node.image = load_picture(str(file), role)
    node.image.colorspace_settings.name = "Non-Color"
    return node.outputs["Color"]


def _node(tree: Any, role: str, kind: str, location: tuple[int, int]) -> Any:
    name = f"Photoplay {role}"
    node = tree.nodes.get(name)
    if node is None:
        node = tree.nodes.new(kind)
        node.name, node.location = name, location
    return node


def _model(scene: Any, position: Any, asset: Asset, files: dict[str, Path]) -> tuple[str, list[Any]]:
    """A collection of its own with the model's objects, those without a parent moved to the position."""
    before = set(bpy.data.objects)
    with shown(scene), data_alone(asset.id):
        if "gltf" in files:
            perform(
                files["gltf"].name,
                operator("import_scene.gltf", "io_scene_gltf2"),
                filepath=str(files["gltf"]),
            )
        else:
            _append(scene, files["blend"])
    things = sorted(set(bpy.data.objects) - before, key=lambda thing: thing.name)
    placed = [thing for thing in things if thing.name in scene.objects]
    if not placed:
        raise RpcError(Code.BLENDER, f"{asset.id} holds no objects")
    home = bpy.data.collections.new(asset.name)
    home[_SOURCE] = _source(asset)
    scene.collection.children.link(home)
    for thing in placed:
        for other in thing.users_collection:
            other.objects.unlink(thing)
        home.objects.link(thing)
        if thing.parent is None:
            thing.location = [thing.location[axis] + position[axis] for axis in range(3)]
    return home.name, placed


def _append(scene: Any, file: Path) -> None:
    loader: Any = bpy.data.libraries.load(str(file), link=False)
    with loader as (source, wanted):
        wanted.objects = source.objects
    for thing in wanted.objects:
        if thing is not None:
            scene.collection.objects.link(thing)


def _source(asset: Asset) -> str:
    return f"polyhaven/{asset.id}"
