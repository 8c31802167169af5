"""material.set: Principled materials, shown by Workbench too."""

from __future__ import annotations

from typing import Any

import bpy

from ...adapter import node_tree
from ...kit.srgb import linear_rgb
from ..lookup import find_object, ours, scene_of
from ..naming import invalid, sound
from ..paths import load_picture

_INPUTS = {
    "metallic": "Metallic",
    "roughness": "Roughness",
    "alpha": "Alpha",
    "transmission": "Transmission Weight",
    "ior": "IOR",
    "glowStrength": "Emission Strength",
}
_CHANGES = {*_INPUTS, "colour", "texture", "glow"}
_TEXTURE = "Photoplay texture"


def set_material(command: dict[str, Any]) -> list[Any]:
    """Makes or changes a material and gives it to an object, which then has its colour too: Workbench shows
    that on meshes without colours of their own."""
    thing = ours(find_object(command["object"], scene_of(command))) if "object" in command else None
    if "slot" in command and thing is None:
        raise invalid("slot", "whose? give an object")
    material = _material(command["name"])
    _change(material, command)
    if thing is None:
        return []
    assign(thing, material, command.get("slot", 0))
    if "colour" in command or "alpha" in command:
        thing.color = tuple(material.diffuse_color)
    return [thing]


def _material(name: str) -> Any:
    found = bpy.data.materials.get(sound(name))
    if found is not None:
        return found
    made = bpy.data.materials.new(name)
    node_tree(made)
    return made


def _change(material: Any, command: dict[str, Any]) -> None:
    if not _CHANGES & command.keys():
        return
    tree = node_tree(ours(material, "name"))
    surface = next((node for node in tree.nodes if node.type == "BSDF_PRINCIPLED"), None)
    if surface is None:
        raise invalid("name", f"{material.name!r} has no Principled surface to change")
    if "colour" in command and "texture" in command:
        raise invalid("texture", "a colour is given already")
    values = {_INPUTS[key]: command[key] for key in _INPUTS if key in command}
    if "colour" in command:
        values["Base Color"] = (*linear_rgb(command["colour"]), 1.0)
        material.diffuse_color = (*linear_rgb(command["colour"]), material.diffuse_color[3])
    if "glow" in command:
        values["Emission Color"] = (*linear_rgb(command["glow"]), 1.0)
        values.setdefault("Emission Strength", 1.0)
    for name, value in values.items():
        _feed(tree, surface.inputs[name], value)
    if "texture" in command:
        _texture(tree, surface.inputs["Base Color"], load_picture(command["texture"], "texture"))
    if "alpha" in command:
        material.diffuse_color = (*material.diffuse_color[:3], command["alpha"])
    for key in ("metallic", "roughness"):
        if key in command:
            setattr(material, key, command[key])


def _feed(tree: Any, socket: Any, value: Any) -> None:
    """A value in place of whatever the input was fed with."""
    for link in list(socket.links):
        tree.links.remove(link)
    socket.default_value = value


def _texture(tree: Any, socket: Any, image: Any) -> None:
    node = tree.nodes.get(_TEXTURE)
    if node is None:
        node = tree.nodes.new("ShaderNodeTexImage")
        node.name, node.location = _TEXTURE, (-320, 300)
    node.image = image
    tree.links.new(node.outputs["Color"], socket)


def assign(thing: Any, material: Any, slot: int) -> None:
    """Puts a material into a slot of an object, the next free one at most; RpcError(INVALID_PARAMS)."""
    materials = getattr(thing.data, "materials", None)
    if materials is None:
        raise invalid("object", f"{thing.name!r} is a {thing.type}: it has no material")
    if slot > len(materials):
        raise invalid("slot", f"{thing.name!r} has {len(materials)} slots")
    if slot == len(materials):
        ours(thing.data).materials.append(None)
    own = thing.material_slots[slot]
    # A mesh that several objects share keeps none: each object has its own material.
    own.link = "OBJECT" if thing.data.users > 1 or own.link == "OBJECT" else "DATA"
    own.material = material
