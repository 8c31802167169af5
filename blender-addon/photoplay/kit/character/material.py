"""The material of characters for EEVEE and Cycles, from the mesh's own colours; Workbench does without."""

from __future__ import annotations

from typing import Any

import bpy

from .palette import Surface

NAME = "Actor"
_DULL, _LESS_BY_GLOSS = 0.8, 4.0
_GLINT = 1.5
"""How strongly the painted catchlight of an eye glows."""


def actor_material() -> bpy.types.Material:
    """One for everybody, made once a file: albedo from `Base`, roughness from `gloss`; glints glow."""
    return bpy.data.materials.get(NAME) or _make()


def _make() -> bpy.types.Material:
    material = bpy.data.materials.new(NAME)
    if not material.use_nodes:
        material.use_nodes = True
    tree: Any = material.node_tree
    surface = tree.nodes["Principled BSDF"]
    colour = _attribute(tree, "Base").outputs["Color"]
    gloss = _attribute(tree, "gloss").outputs["Fac"]
    kind = _attribute(tree, "surface").outputs["Fac"]
    glint = _maths(tree, "COMPARE", kind, float(Surface.GLINT), 0.1)
    tree.links.new(colour, surface.inputs["Base Color"])
    tree.links.new(_maths(tree, "MULTIPLY_ADD", gloss, -_LESS_BY_GLOSS, _DULL), surface.inputs["Roughness"])
    tree.links.new(colour, surface.inputs["Emission Color"])
    tree.links.new(_maths(tree, "MULTIPLY", glint, _GLINT, 0.0), surface.inputs["Emission Strength"])
    return material


def _attribute(tree: Any, name: str) -> Any:
    node = tree.nodes.new("ShaderNodeAttribute")
    node.attribute_name = name
    return node


def _maths(tree: Any, operation: str, value: Any, second: float, third: float) -> Any:
    node = tree.nodes.new("ShaderNodeMath")
    node.operation = operation
    tree.links.new(value, node.inputs[0])
    node.inputs[1].default_value, node.inputs[2].default_value = second, third
    return node.outputs[0]
