"""Keys, curves, constraints and markers by command."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import bpy
import numpy as np
import pytest
from commanding import do, refused
from mathutils import Vector

from photoplay.adapter import find_curves
from photoplay.errors import Code


@pytest.fixture(autouse=True)
def scene() -> Iterator[Any]:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    do("object.create", name="a", shape="cube")
    yield bpy.data.scenes[0]


def armature() -> Any:
    rig = bpy.data.objects.new("rig", bpy.data.armatures.new("rig"))
    bpy.context.scene.collection.objects.link(rig)
    bpy.context.view_layer.objects.active = rig
    bpy.ops.object.mode_set(mode="EDIT")
    for name, x in (("hand.L", 0), ("hand.R", 1)):
        bone = rig.data.edit_bones.new(name)
        bone.head, bone.tail = (x, 0, 0), (x, 0, 1)
    bpy.ops.object.mode_set(mode="OBJECT")
    return rig


def at(frame: float, read: Any) -> Any:
    bpy.context.scene.frame_set(int(frame), subframe=frame % 1)
    return read()


def placed(name: str) -> Vector:
    bpy.context.view_layer.update()
    return (
        bpy.data.objects[name].evaluated_get(bpy.context.evaluated_depsgraph_get()).matrix_world.translation
    )


def test_a_key_is_set_for_each_component_that_is_given() -> None:
    thing = bpy.data.objects["a"]
    do("key.insert", object="a", path="location", frame=1, values=[0, 0, 0], interpolation="LINEAR")
    do("key.insert", object="a", path="location", index=1, frame=11, values=[5, 10], interpolation="LINEAR")
    assert [c.array_index for c in find_curves(thing)] == [0, 1, 2]
    assert tuple(at(6, lambda: thing.location.copy())) == pytest.approx((0, 2.5, 5))


def test_a_key_without_values_keeps_what_is_there() -> None:
    thing = bpy.data.objects["a"]
    thing.location = (1, 2, 3)
    do("key.insert", object="a", path="location", frame=1)
    thing.location = (9, 9, 9)
    assert tuple(at(1, lambda: thing.location.copy())) == (1, 2, 3)
    do("key.insert", object="a", path="scale", index=2, frame=1)
    assert [c.array_index for c in find_curves(thing) if c.data_path == "scale"] == [2]


def test_a_key_in_the_place_of_one_replaces_it() -> None:
    for value in (1, 2):
        do("key.insert", object="a", path="location", index=0, frame=5, values=[value])
    (curve,) = find_curves(bpy.data.objects["a"])
    assert [tuple(point.co) for point in curve.keyframe_points] == [(5, 2)]


@pytest.mark.parametrize(
    ("interpolation", "easing", "half"),
    [
        ("CONSTANT", "AUTO", 0.0),
        ("LINEAR", "AUTO", 0.5),
        ("BEZIER", "AUTO", 0.5),
        ("CUBIC", "EASE_IN", 0.125),
        ("QUAD", "EASE_OUT", 0.75),
        ("SINE", "EASE_IN_OUT", 0.5),
    ],
)
def test_a_curve_runs_as_its_interpolation_says(interpolation: str, easing: str, half: float) -> None:
    do(
        "curve.set", object="a", path="location", index=0, frames=[0, 10], values=[0, 1],
        interpolation=interpolation, easing=easing,
    )  # fmt: skip
    thing = bpy.data.objects["a"]
    assert at(5, lambda: thing.location.x) == pytest.approx(half, abs=1e-4)
    assert at(20, lambda: thing.location.x) == pytest.approx(1)
    if interpolation == "BEZIER":
        assert at(1, lambda: thing.location.x) < 0.06, "it starts slowly"


def test_a_curve_goes_on_beyond_its_keys_where_asked_to() -> None:
    keys = {"frames": [0, 10], "values": [0, 1], "interpolation": "LINEAR", "beyond": "LINEAR"}
    do("curve.set", object="a", path="location", index=0, **keys)
    assert at(30, lambda: bpy.data.objects["a"].location.x) == pytest.approx(3)


def test_a_curve_shows_at_once_on_the_frame_that_is_shown(scene: Any) -> None:
    scene.frame_set(5)
    do(
        "curve.set",
        object="a",
        path="location",
        index=2,
        frames=[0, 10],
        values=[0, 4],
        interpolation="LINEAR",
    )
    assert placed("a").z == pytest.approx(2)
    do("curve.set", object="a", path="location", index=2, frames=[0, 10], values=[4, 4])
    assert placed("a").z == pytest.approx(4)


def test_paths_lead_to_lenses_nodes_bones_shapes_and_own_properties(scene: Any) -> None:
    do("camera.set", object="Cam", kind="PERSP")
    do("curve.set", object="Cam", path="data.lens", frames=[0, 10], values=[20, 40], interpolation="LINEAR")
    assert at(5, lambda: bpy.data.objects["Cam"].data.lens) == pytest.approx(30)
    do("material.set", name="Glow", object="a")
    strength = 'node_tree.nodes["Principled BSDF"].inputs["Roughness"].default_value'
    do("curve.set", of="material", material="Glow", path=strength, frames=[0, 10], values=[0, 1])
    roughness = bpy.data.materials["Glow"].node_tree.nodes["Principled BSDF"].inputs["Roughness"]
    assert at(10, lambda: roughness.default_value) == pytest.approx(1)
    armature()
    bone = 'pose.bones["hand.L"].location'
    do("curve.set", object="rig", path=bone, index=1, frames=[0, 10], values=[0, 1])
    assert at(10, lambda: bpy.data.objects["rig"].pose.bones["hand.L"].location.y) == pytest.approx(1)
    thing = bpy.data.objects["a"]
    thing["power"] = 1.0
    do("curve.set", object="a", path='["power"]', frames=[0, 10], values=[0, 7])
    assert at(10, lambda: thing["power"]) == pytest.approx(7)
    thing.shape_key_add(name="Basis")
    thing.shape_key_add(name="smile.wide")
    do(
        "curve.set",
        object="a",
        path='data.shape_keys.key_blocks["smile.wide"].value',
        frames=[0, 10],
        values=[0, 1],
    )
    assert at(10, lambda: thing.data.shape_keys.key_blocks["smile.wide"].value) == pytest.approx(1)
    do("curve.set", object="a", path="hide_render", frames=[0, 5], values=[0, 1], interpolation="CONSTANT")
    assert at(6, lambda: thing.hide_render)
    do("world.set", colour="#ffffff")
    do("curve.set", of="world", path="color", index=0, frames=[0, 10], values=[0, 1])
    assert at(10, lambda: scene.world.color[0]) == pytest.approx(1)
    do("curve.set", of="scene", path="view_settings.exposure", frames=[0, 10], values=[0, 1])
    assert at(10, lambda: scene.view_settings.exposure) == pytest.approx(1)


def test_what_is_linked_to_one_object_is_keyed_for_it_alone() -> None:
    do("object.create", name="b", shape="cube")
    for name in "ab":
        do("curve.set", object=name, path="location", index=0, frames=[0], values=[ord(name)])
    assert at(1, lambda: [bpy.data.objects[n].location.x for n in "ab"]) == [97, 98]


@pytest.mark.parametrize(
    ("fields", "code", "said"),
    [
        ({"path": "locaton"}, Code.NOT_FOUND, "locaton"),
        ({"path": "data.lens"}, Code.NOT_FOUND, "lens"),
        ({"path": "nothing.location"}, Code.NOT_FOUND, "nothing"),
        ({"path": 'modifiers["x"].count'}, Code.NOT_FOUND, "modifiers"),
        ({"path": '["power"]'}, Code.NOT_FOUND, "power"),
        ({"path": "location[0]"}, Code.INVALID_PARAMS, "index"),
        ({"path": "name"}, Code.INVALID_PARAMS, "keyed"),
        ({"path": "location", "index": 3}, Code.INVALID_PARAMS, "components"),
        ({"path": "hide_render", "values": [2]}, Code.INVALID_PARAMS, "within"),
        ({"path": "pass_index", "values": [0.5]}, Code.INVALID_PARAMS, "whole"),
        ({"path": "__class__.location"}, Code.NOT_FOUND, "__class__"),
        ({"path": "parent.location"}, Code.INVALID_PARAMS, "name that itself"),
        ({"path": "location", "values": [math.inf]}, Code.INVALID_PARAMS, "values"),
        ({"path": "location", "frame": 2**31}, Code.INVALID_PARAMS, "frame"),
        ({"path": "location", "object": "aa"}, Code.NOT_FOUND, "aa"),
        ({"path": "location", "interpolation": "WOBBLE"}, Code.INVALID_PARAMS, "interpolation"),
        ({"path": "x", "of": "material", "material": "M"}, Code.NOT_FOUND, "material"),
        ({"path": "x", "of": "world"}, Code.INVALID_PARAMS, "world"),
    ],
)
def test_what_cannot_be_keyed_is_refused(fields: dict[str, Any], code: Code, said: str) -> None:
    do("object.create", name="up", shape="empty")
    do("object.parent", object="a", parent="up")
    error = refused(code, "key.insert", **{"object": "a", "frame": 1, "values": [0], **fields})
    assert said in error.message
    assert bpy.data.objects["a"].animation_data is None


def test_a_curve_whose_rows_do_not_fit_is_refused() -> None:
    def wrong(**fields: Any) -> Any:
        return refused(Code.INVALID_PARAMS, "curve.set", **{"object": "a", "path": "location", **fields})

    assert wrong(frames=[0, 1], values=[0]).data["path"] == "values"
    assert wrong(frames=[0, 5, 5], values=[0, 1, 2]).data["path"] == "frames[2]"
    assert wrong(frames=[0, 5, 4], values=[0, 1, 2]).data["path"] == "frames[2]"
    assert wrong(frames=[0, 5], values=[0, 1], index=3).data["path"] == "index"
    assert wrong(path="hide_render", frames=[0, 5], values=[0, 3]).data["path"] == "values[1]"
    wrong(frames=[], values=[])


def test_curves_are_deleted_by_component_or_all() -> None:
    thing = bpy.data.objects["a"]
    do("key.insert", object="a", path="location", frame=1)
    do("key.insert", object="a", path="scale", frame=1)
    do("curve.delete", object="a", path="location", index=1)
    assert [c.array_index for c in find_curves(thing) if c.data_path == "location"] == [0, 2]
    error = refused(Code.NOT_FOUND, "curve.delete", object="a", path="location", index=1)
    assert "location" in error.data["nearest"]
    do("curve.delete", object="a", path="location")
    do("curve.delete", object="a", path="scale")
    assert thing.animation_data.action is None
    assert len(bpy.data.actions) == 0
    do("key.insert", object="a", path="location", frame=1, values=[1, 1, 1])
    assert len(find_curves(thing)) == 3


@pytest.mark.parametrize("kind", ["TRACK_TO", "DAMPED_TRACK", "LOCKED_TRACK"])
def test_a_camera_or_lamp_that_tracks_looks_at_its_target(kind: str) -> None:
    do("object.transform", object="a", position=[3, 4, 0])
    camera = do("camera.set", object="Cam", kind="PERSP")[0]
    lock = {"lock": "X"} if kind == "LOCKED_TRACK" else {}
    do("object.transform", object="Cam", rotation=[0, 0, math.atan2(4, 3) - math.pi / 2])
    do("constraint.add", object="Cam", kind=kind, target="a", **lock)
    bpy.context.view_layer.update()
    forward = camera.matrix_world.to_3x3() @ Vector((0, 0, -1))
    assert tuple(forward) == pytest.approx((0.6, 0.8, 0), abs=1e-4)


def test_copying_constraints_copy_the_axes_that_are_asked_for() -> None:
    do("object.transform", object="a", position=[1, 2, 3], rotation=[0.1, 0.2, 0.3], scale=[2, 2, 2])
    do("object.create", name="b", shape="empty")
    do(
        "constraint.add",
        object="b",
        kind="COPY_LOCATION",
        target="a",
        axes=[True, False, True],
        influence=0.5,
    )
    assert tuple(placed("b")) == pytest.approx((0.5, 0, 1.5))
    do("constraint.add", object="b", kind="COPY_LOCATION", influence=1)
    assert tuple(placed("b")) == pytest.approx((1, 0, 3))
    do("constraint.add", object="b", kind="COPY_ROTATION", target="a")
    do("constraint.add", object="b", kind="COPY_SCALE", target="a")
    bpy.context.view_layer.update()
    b = bpy.data.objects["b"].matrix_world
    assert np.allclose(b.to_3x3(), bpy.data.objects["a"].matrix_world.to_3x3(), atol=1e-5)
    do("object.create", name="c", shape="empty")
    do("constraint.add", object="c", kind="COPY_TRANSFORMS", target="a")
    assert tuple(placed("c")) == pytest.approx((1, 2, 3))


def test_a_child_by_constraint_stays_where_it_is_and_then_follows() -> None:
    do("object.transform", object="a", position=[1, 2, 3], rotation=[0, 0, 1])
    do("object.create", name="b", shape="empty", position=[5, 5, 5])
    do("constraint.add", object="b", kind="CHILD_OF", target="a")
    assert tuple(placed("b")) == pytest.approx((5, 5, 5), abs=1e-5)
    do("object.transform", object="a", position=[1, 0, 0], by=True)
    assert tuple(placed("b")) == pytest.approx((6, 5, 5), abs=1e-5)


def test_a_thing_goes_along_a_path() -> None:
    line = {"name": "path", "shape": "curve", "straight": True, "points": [[0, 0, 0], [4, 0, 0]]}
    do("object.create", **line)
    do("constraint.add", object="a", kind="FOLLOW_PATH", target="path", at=0.25)
    assert tuple(placed("a")) == pytest.approx((1, 0, 0), abs=1e-3)
    do("constraint.add", object="a", kind="FOLLOW_PATH", at=0.5, follow=True)
    assert tuple(placed("a")) == pytest.approx((2, 0, 0), abs=1e-3)
    refused(Code.INVALID_PARAMS, "constraint.add", object="path", kind="FOLLOW_PATH", target="a")


def test_limits_hold() -> None:
    do("object.create", name="b", shape="empty", position=[10, 0, 0])
    do("constraint.add", object="b", kind="LIMIT_DISTANCE", target="a", distance=2, side="INSIDE")
    assert tuple(placed("b")) == pytest.approx((2, 0, 0))
    do("constraint.add", object="a", kind="LIMIT_LOCATION", least=[1, -5, -5], most=[2, 5, 5])
    assert tuple(placed("a")) == pytest.approx((1, 0, 0))
    crossed = {"kind": "LIMIT_LOCATION", "name": "x", "least": [3, 0, 0], "most": [2, 0, 0]}
    error = refused(Code.INVALID_PARAMS, "constraint.add", object="a", **crossed)
    assert error.data["path"] == "most"


def test_a_bone_has_constraints_and_is_a_target() -> None:
    rig = armature()
    do("object.transform", object="a", position=[0, 3, 0])
    do("constraint.add", object="rig", bone="hand.L", kind="COPY_LOCATION", target="a")
    bpy.context.view_layer.update()
    assert tuple(rig.pose.bones["hand.L"].head) == pytest.approx((0, 3, 0), abs=1e-5)
    do("constraint.add", object="rig", bone="hand.L", kind="COPY_LOCATION", target="rig", targetBone="hand.R")
    bpy.context.view_layer.update()
    assert tuple(rig.pose.bones["hand.L"].head) == pytest.approx((1, 0, 0), abs=1e-5)
    do("object.create", name="cup", shape="empty", position=[4, 4, 4])
    do("constraint.add", object="cup", kind="CHILD_OF", target="rig", targetBone="hand.R")
    assert tuple(placed("cup")) == pytest.approx((4, 4, 4), abs=1e-5)
    do("constraint.remove", object="rig", bone="hand.L", constraint="Copy Location")
    assert len(rig.pose.bones["hand.L"].constraints) == 0
    error = refused(Code.NOT_FOUND, "constraint.add", object="rig", bone="hand", kind="TRACK_TO", target="a")
    assert len(error.data["nearest"]) == 2


def test_constraints_that_cannot_be_are_refused() -> None:
    do("object.create", name="b", shape="empty")
    do("object.parent", object="b", parent="a")

    def wrong(code: Code = Code.INVALID_PARAMS, **fields: Any) -> Any:
        return refused(code, "constraint.add", **{"object": "a", "kind": "TRACK_TO", "target": "b", **fields})

    assert wrong().data["path"] == "target"
    assert wrong(target="a").data["path"] == "target"
    assert wrong(Code.NOT_FOUND, target="bb").data["nearest"] == ["b"]
    assert wrong(object="b", target="a", distance=3).data["path"] == "distance"
    assert wrong(object="b", target="a", track="Z", up="Z").data["path"] == "up"
    wrong(object="b", target="a", bone="hand")
    wrong(object="b", target="a", targetBone="hand")
    wrong(object="b", target="a", influence=2)
    wrong(object="b", target="a", kind="SCRIPT")
    do("constraint.add", object="b", kind="DAMPED_TRACK", name="look", target="a")
    wrong(object="b", target="a", name="look")
    refused(Code.INVALID_PARAMS, "constraint.add", object="b", kind="CHILD_OF")
    error = refused(Code.NOT_FOUND, "constraint.remove", object="b", constraint="lok")
    assert error.data["nearest"] == ["look"]


def test_markers_are_made_moved_bound_and_removed(scene: Any) -> None:
    do("camera.set", object="Cam", kind="PERSP")
    do("marker.set", name="1A", frame=10, camera="Cam")
    do("marker.set", name="1A", frame=20)
    assert [(m.name, m.frame, m.camera.name) for m in scene.timeline_markers] == [("1A", 20, "Cam")]
    assert refused(Code.NOT_FOUND, "marker.remove", name="1AA").data["nearest"] == ["1A"]
    do("marker.remove", name="1A")
    assert len(scene.timeline_markers) == 0
    refused(Code.INVALID_PARAMS, "marker.set", name="x", frame=1, camera="a")
    refused(Code.INVALID_PARAMS, "marker.set", name="x" * 64, frame=1)
    refused(Code.INVALID_PARAMS, "marker.set", name="x", frame=1.5)
