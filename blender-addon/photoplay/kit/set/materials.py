"""Materials of sets and props for EEVEE and Cycles: they read the colours; Workbench does without."""

from __future__ import annotations

import bpy

_ROUGHNESS = {"Set matte": 0.75, "Set gloss": 0.25, "Set glass": 0.05, "Set glow": 1.0}


def set_materials() -> list[bpy.types.Material]:
    """The four materials, in the order of the workshop's slots; made once a file."""
    return [bpy.data.materials.get(name) or _make(name) for name in _ROUGHNESS]


def _make(name: str) -> bpy.types.Material:
    material = bpy.data.materials.new(name)
    material.use_nodes = True
    tree = material.node_tree
    assert tree is not None
    surface = tree.nodes["Principled BSDF"]
    colour = tree.nodes.new("ShaderNodeAttribute")
    colour.attribute_name = "Albedo"  # type: ignore[attr-defined]
    tree.links.new(colour.outputs["Color"], surface.inputs["Base Color"])
    surface.inputs["Roughness"].default_value = _ROUGHNESS[name]  # type: ignore[attr-defined]
    output = tree.nodes["Material Output"].inputs["Surface"]
    if name == "Set glass":
        # Thin glass: see-through with a gloss. Refraction would be black with the few bounces we can pay for.
        clear, mix = tree.nodes.new("ShaderNodeBsdfTransparent"), tree.nodes.new("ShaderNodeMixShader")
        mix.inputs[0].default_value = 0.35  # type: ignore[attr-defined]
        tree.links.new(clear.outputs[0], mix.inputs[1])
        tree.links.new(surface.outputs[0], mix.inputs[2])
        tree.links.new(mix.outputs[0], output)
    if name == "Set glow":
        strength, glow = tree.nodes.new("ShaderNodeAttribute"), tree.nodes.new("ShaderNodeEmission")
        strength.attribute_name = "Emit"  # type: ignore[attr-defined]
        tree.links.new(colour.outputs["Color"], glow.inputs["Color"])
        tree.links.new(strength.outputs["Fac"], glow.inputs["Strength"])
        tree.links.new(glow.outputs[0], output)
    return material
