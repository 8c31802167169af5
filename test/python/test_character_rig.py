"""The pose maths of a character, held against Blender's own evaluation of the armature."""

from __future__ import annotations

from math import radians

import bpy
import pytest
from mathutils import Quaternion, Vector

from photoplay.kit.character.armature import build_armature
from photoplay.kit.character.joints import rest_bones
from photoplay.kit.character.look import AGES, read_look
from photoplay.kit.character.proportions import body_from_json, measure
from photoplay.kit.character.rig import Skeleton, lid_keys, read_skeleton

EXPECTED_BONES = {"root", "hips", "spine", "chest", "neck", "head"} | {
    name + side
    for side in (".L", ".R")
    for name in (
        "shoulder", "upper_arm", "forearm", "hand", "fingers", "fingers2", "index", "index2", "thumb",
        "thigh", "shin", "foot", "toe", "eye",
    )
}  # fmt: skip


def make(age: str = "adult") -> bpy.types.Object:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    body = measure(read_look({"age": age}), (0.05, -0.12, 1.5))
    return build_armature("anna", body, rest_bones(body), bpy.context.scene.collection)


def apply(armature: bpy.types.Object, skeleton: Skeleton) -> None:
    channels = skeleton.pose_channels()
    for name, rotation in channels.rotations.items():
        armature.pose.bones[name].rotation_quaternion = rotation
    armature.pose.bones["hips"].location = channels.hips_location
    bpy.context.view_layer.update()


def walk_pose(skeleton: Skeleton) -> None:
    skeleton.hips_offset = Vector((0.02, -0.05, -0.04))
    skeleton.set("hips", x=0.1, z=-0.2)
    skeleton.set("chest", z=0.3)
    skeleton.turn("upper_arm.L", Vector((1, 0, 0)), 0.5)
    skeleton.elbow(".L", 0.6)
    skeleton.fingers(".R", 0.4, index=0.1)
    skeleton.ik("thigh.R", "shin.R", "foot.R", Vector((-0.1, -0.3, 0.2)), Vector((0, -1, 0.1)))
    skeleton.hold("foot.R", Quaternion((1, 0, 0), 0.3))


def test_the_armature_has_the_bones_that_performances_name() -> None:
    assert {bone.name for bone in make().data.bones} == EXPECTED_BONES


@pytest.mark.parametrize("age", AGES)
def test_joints_are_where_blender_puts_the_posed_bones(age: str) -> None:
    armature = make(age)
    skeleton = read_skeleton(armature)
    walk_pose(skeleton)
    apply(armature, skeleton)
    for bone in armature.pose.bones:
        assert (bone.head - skeleton.joint(bone.name)).length < 2e-4, bone.name
        assert (bone.tail - skeleton.joint(bone.name, tail=True)).length < 2e-4, bone.name


def test_a_reachable_target_is_reached_and_a_far_one_is_pointed_at() -> None:
    skeleton = read_skeleton(make())
    near = Vector((0.25, -0.3, 1.2))
    skeleton.ik("upper_arm.L", "forearm.L", "hand.L", near, Vector((0.5, 0.4, -1)))
    assert (skeleton.joint("hand.L") - near).length < 1e-4
    far = Vector((0.2, -5.0, 1.3))
    skeleton.ik("upper_arm.L", "forearm.L", "hand.L", far, Vector((0, 0, -1)))
    shoulder = skeleton.joint("upper_arm.L")
    assert (skeleton.joint("hand.L") - shoulder).angle(far - shoulder) < 1e-3


def test_the_middle_joint_bends_towards_the_pole() -> None:
    skeleton = read_skeleton(make())
    target = skeleton.joint("foot.L") + Vector((0, 0, 0.2))
    skeleton.ik("thigh.L", "shin.L", "foot.L", target, Vector((0, -1, 0)))
    assert skeleton.joint("shin.L").y < -0.1


def test_a_held_bone_ignores_what_its_parents_do() -> None:
    skeleton = read_skeleton(make())
    skeleton.set("hips", x=0.4, y=0.2)
    level = Quaternion((0, 0, 1), 0.5)
    skeleton.hold("head", level)
    assert skeleton.world_rotation("head").rotation_difference(level).angle < 1e-3


def test_turning_a_parent_moves_what_was_asked_before() -> None:
    skeleton = read_skeleton(make())
    before = skeleton.joint("hand.L")
    skeleton.set("chest", z=0.5)
    assert (skeleton.joint("hand.L") - before).length > 0.05
    skeleton.rest()
    assert (skeleton.joint("hand.L") - before).length < 1e-6


def test_sitting_thighs_lay_the_skirt_on_the_lap() -> None:
    skeleton = read_skeleton(make())
    assert skeleton.skirt_sit() == 0
    for side in (".L", ".R"):
        skeleton.set(f"thigh{side}", x=radians(-90))
    assert skeleton.skirt_sit() == 1


def test_proportions_survive_the_armature() -> None:
    armature = make("child")
    body = read_skeleton(armature).body
    assert body == body_from_json(body.to_json())
    assert body.child
    assert armature["photoplay_id"] == "anna"


def test_a_blink_passes_through_the_halfway_lid_and_stops_lids_from_riding_the_gaze() -> None:
    assert lid_keys(0.5, 0, 0)["blink_half.L"] == 1
    assert lid_keys(0.5, 0, 0)["blink.L"] == 0
    shut = lid_keys(1, 1, -1)
    assert (shut["blink.R"], shut["blink_half.R"], shut["gaze_down"]) == (1, 0, 0)
    assert lid_keys(0, 0, -1)["gaze_down"] == 1
