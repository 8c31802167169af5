"""Props in hands: each kind is held so that it is seen, and goes from hand to hand without a jump."""

from __future__ import annotations

import json
from itertools import pairwise
from math import degrees, pi
from typing import Any

import bpy
import pytest
from mathutils import Vector

from photoplay.kit.character.armature import build_armature
from photoplay.kit.character.joints import rest_bones
from photoplay.kit.character.look import read_look
from photoplay.kit.character.proportions import measure
from photoplay.kit.perform import perform, perform_prop
from photoplay.kit.perform.bake import performer_of
from photoplay.kit.perform.hand_places import on_head
from photoplay.kit.perform.holds import HOLDS
from photoplay.kit.props import PROP_KINDS, build_prop

STAND = {"start": 0, "frames": 1, "from": "stand", "to": "stand", "seatHeight": 0}
SIT = {
    "start": 0,
    "frames": 1,
    "from": "sit",
    "to": "sit",
    "seatHeight": 0.45,
    "seat": [0, 0, 0],
}
HELD = [{"frame": 0, "holder": {"actor": "anna", "hand": "right"}}]


def actor(age: str = "adult", posture: dict[str, Any] = STAND, **parts: Any) -> bpy.types.Object:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.fps = 24
    body = measure(read_look({"age": age}), (0.05, -0.12, 1.5))
    armature = build_armature("anna", body, rest_bones(body), scene.collection)
    blank: dict[str, Any] = {
        name: [] for name in ("gaits", "gaze", "clips", "speech", "feelings", "blinks", "beats")
    }
    root = [{"frame": 0, "position": [0, 0, 0], "facing": pi}]
    whole = {
        **blank,
        "root": root,
        "postures": [posture],
        "visible": [{"start": 0, "end": 500}],
        **parts,
    }
    perform(scene, armature, whole, list(range(120)), 1)
    return armature


def put(kind: str, armature: bpy.types.Object, track: list[dict[str, Any]] = HELD) -> bpy.types.Object:
    scene = bpy.context.scene
    prop = bpy.data.objects.new("prop", build_prop(kind, None))
    prop["photoplay_id"], prop["photoplay_prop"] = "prop", kind
    scene.collection.objects.link(prop)
    perform_prop(scene, prop, track, {"anna": armature})
    scene.frame_set(60)
    return prop


def middle(prop: bpy.types.Object) -> Vector:
    return prop.matrix_world @ (sum((Vector(corner) for corner in prop.bound_box), Vector()) / 8)


def slab(low: tuple[float, float], high: tuple[float, float], level: float) -> None:
    mesh = bpy.data.meshes.new("slab")
    (x0, y0), (x1, y1) = low, high
    corners = [(x0, y0, level), (x1, y0, level), (x1, y1, level), (x0, y1, level)]
    mesh.from_pydata(corners, [], [(0, 1, 2, 3)])
    bpy.context.scene.collection.objects.link(bpy.data.objects.new("slab", mesh))


def clip(do: str, start: int, frames: int, **more: Any) -> dict[str, Any]:
    return {"do": do, "start": start, "frames": frames, "seed": do, **more}


@pytest.mark.parametrize("kind", PROP_KINDS)
def test_every_kind_has_a_hold(kind: str) -> None:
    assert PROP_KINDS[kind].hold in HOLDS


@pytest.mark.parametrize("age", ["adult", "child"])
@pytest.mark.parametrize("kind", ["key", "letter", "envelope", "photo", "ticket", "ring", "pen"])
def test_small_things_stick_out_of_the_hand_before_the_body(age: str, kind: str) -> None:
    armature = actor(age)
    prop = put(kind, armature)
    skeleton = performer_of(bpy.context.scene, armature).skeleton
    hand = armature.matrix_world @ armature.pose.bones["hand.R"].head
    tip = max((prop.matrix_world @ vertex.co - hand).length for vertex in prop.data.vertices)
    assert tip > 1.25 * skeleton.body.hand
    levels = skeleton.body.levels
    assert levels["hip"] < middle(prop).z < levels["shoulder"]
    assert middle(prop).y < -0.1


@pytest.mark.parametrize("age", ["adult", "child"])
@pytest.mark.parametrize("posture", [STAND, SIT], ids=["standing", "sitting"])
def test_a_box_is_level_before_the_belly_between_both_hands(age: str, posture: dict[str, Any]) -> None:
    armature = actor(age, posture)
    prop = put("box", armature)
    up = prop.matrix_world.to_3x3().normalized() @ Vector((0, 0, 1))
    assert degrees(up.angle(Vector((0, 0, 1)))) < 6
    assert abs(middle(prop).x) < 0.03
    for side in (".L", ".R"):
        local = prop.matrix_world.inverted() @ armature.pose.bones["hand" + side].tail
        assert abs(abs(local.x) - 0.18) < 0.06
        assert 0 < local.z < 0.22


def test_a_bag_hangs_from_the_arm_and_does_not_reach_into_the_ground() -> None:
    for age in ("adult", "child"):
        prop = put("suitcase", actor(age))
        up = prop.matrix_world.to_3x3().normalized() @ Vector((0, 0, 1))
        assert degrees(up.angle(Vector((0, 0, 1)))) < 12
        assert min((prop.matrix_world @ vertex.co).z for vertex in prop.data.vertices) > -0.02


@pytest.mark.parametrize("age", ["adult", "child"])
def test_a_phone_is_at_the_ear_of_the_hand_that_holds_it(age: str) -> None:
    armature = actor(age, clips=[clip("phoneUp", 20, 20, hold=True)])
    prop = put("phone", armature)
    performer = performer_of(bpy.context.scene, armature)
    performer.pose(60)
    body = performer.skeleton.body

    class Posed:
        skeleton = performer.skeleton

    rest = Vector(body.head_centre) + Vector((-0.5, -0.1, -0.2)) * body.head_height
    ear = on_head(Posed, rest)  # type: ignore[arg-type]
    assert (middle(prop) - ear).length < 0.25 * body.head_height + 0.03


@pytest.mark.parametrize("kind", ["key", "cup", "letter", "bottle", "box"])
def test_a_prop_that_is_picked_up_never_leaps(kind: str) -> None:
    lies = [-0.1, -0.5, 0.8]
    armature = actor(clips=[clip("pickUp", 10, 24, point=lies, prop="prop")])
    track = [{"frame": 0, "position": lies, "facing": 0.4}, {**HELD[0], "frame": 22}]
    prop = put(kind, armature, track)
    scene = bpy.context.scene
    places = []
    for frame in range(18, 60):
        scene.frame_set(frame)
        places.append(prop.matrix_world.translation.copy())
    assert (places[4] - places[3]).length < 0.03
    assert max((after - before).length for before, after in pairwise(places)) < 0.12


def test_a_prop_lies_on_a_plate_and_not_in_it() -> None:
    armature = actor()
    slab((-0.2, -0.7), (0.2, -0.3), 0.82)
    prop = put("key", armature, [{"frame": 0, "position": [0, -0.5, 0.8]}])
    assert prop.matrix_world.translation.z == pytest.approx(0.82, abs=1e-4)


def test_hands_find_their_table_again_when_a_prop_is_held_over_it() -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    armature = actor(posture=SIT)
    slab((-0.6, -1.0), (0.6, -0.24), 0.75)
    kept = json.loads(armature["photoplay_performance"])
    perform(bpy.context.scene, armature, kept["performance"], list(range(120)), 1)
    put("key", armature)
    for side in (".L", ".R"):
        assert armature.pose.bones["hand" + side].head.z > 0.75


def test_who_holds_a_phone_lifts_that_hand_though_nobody_names_it() -> None:
    armature = actor(clips=[clip("phoneUp", 20, 20, hold=True)])
    put("phone", armature)
    assert armature.pose.bones["hand.R"].head.z > armature.pose.bones["hand.L"].head.z + 0.4
