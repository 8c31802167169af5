"""Makes the armature object of a character from its rest bones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import bpy

from .joints import Bone
from .proportions import Body
from .rig import BODY_PROPERTY

ID_PROPERTY = "photoplay_id"


def build_armature(
    actor_id: str, body: Body, bones: Mapping[str, Bone], collection: bpy.types.Collection
) -> bpy.types.Object:
    """An armature object named after the actor, linked to `collection`, carrying the body's proportions."""
    data = bpy.data.armatures.new(actor_id)
    armature = bpy.data.objects.new(actor_id, data)
    armature[ID_PROPERTY] = actor_id
    armature[BODY_PROPERTY] = body.to_json()
    _add_bones(armature, bones)
    for pose_bone in cast(bpy.types.Pose, armature.pose).bones:
        pose_bone.rotation_mode = "QUATERNION"
    collection.objects.link(armature)
    return armature


def _add_bones(armature: bpy.types.Object, bones: Mapping[str, Bone]) -> None:
    """Edit bones exist only in edit mode, and edit mode only for the active object of the current view
    layer: so the armature visits it, and what was active before is active again."""
    layer = cast(bpy.types.ViewLayer, bpy.context.view_layer)
    visited = cast(bpy.types.Scene, bpy.context.scene).collection
    active = layer.objects.active
    if active is not None and active.mode != "OBJECT":
        bpy.ops.object.mode_set(mode="OBJECT")
    visited.objects.link(armature)
    layer.objects.active = armature
    bpy.ops.object.mode_set(mode="EDIT")
    edit_bones = cast(bpy.types.Armature, armature.data).edit_bones
    for name, bone in bones.items():
        edit = edit_bones.new(name)
        edit.head, edit.tail = bone.head, bone.tail
        if bone.parent is not None:
            edit.parent = edit_bones[bone.parent]
    bpy.ops.object.mode_set(mode="OBJECT")
    visited.objects.unlink(armature)
    layer.objects.active = active
