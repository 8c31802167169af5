"""Objects made, moved, tied, copied and deleted by commands."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from typing import Any

import bpy
import numpy as np
import pytest
from commanding import do, refused
from mathutils import Matrix, Vector

from photoplay.commands.lookup import ID, find_object
from photoplay.errors import Code, RpcError
from photoplay.validation import Schemas

SHAPES = ["cube", "plane", "grid", "circle", "sphere", "icosphere", "cylinder", "cone", "torus"]


@pytest.fixture(autouse=True)
def scene() -> Iterator[Any]:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    yield bpy.data.scenes[0]


def world(name: str) -> Matrix:
    bpy.context.view_layer.update()
    return bpy.data.objects[name].matrix_world.copy()


def cube(name: str, **fields: Any) -> Any:
    return do("object.create", name=name, shape="cube", **fields)[0]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_has_faces_that_look_outwards_and_a_texture_map(shape: str) -> None:
    mesh = do("object.create", name="it", shape=shape)[0].data
    assert len(mesh.polygons) > 0
    assert len(mesh.uv_layers) == 1
    uv = np.empty(len(mesh.loops) * 2, np.float32)
    mesh.uv_layers[0].data.foreach_get("uv", uv)
    assert np.ptp(uv) > 0.4
    if shape not in ("plane", "grid", "circle"):
        centre = {"torus": lambda p: Vector((p.x, p.y, 0)).normalized()}.get(shape, lambda p: Vector())
        assert all((face.center - centre(face.center)).dot(face.normal) > 0 for face in mesh.polygons)


def test_shapes_are_as_large_as_asked_for() -> None:
    sizes = {
        "cube": ({"size": 3.0}, (3, 3, 3)),
        "plane": ({"size": 3.0}, (3, 3, 0)),
        "sphere": ({"radius": 1.5}, (3, 3, 3)),
        "cylinder": ({"radius": 0.5, "depth": 4.0}, (1, 1, 4)),
        "cone": ({"radius": 0.5, "top": 0.25, "depth": 4.0}, (1, 1, 4)),
        "torus": ({"radius": 2.0, "tube": 0.5, "segments": 64, "rings": 16}, (5, 5, 1)),
    }
    for shape, (options, size) in sizes.items():
        made = do("object.create", name=shape, shape=shape, **options)[0]
        bpy.context.view_layer.update()
        assert tuple(made.dimensions) == pytest.approx(size, rel=1e-4), shape


def test_equal_shapes_share_a_mesh_until_somebody_changes_it() -> None:
    first, second, other = cube("a"), cube("b"), cube("c", size=1.0)
    assert first.data == second.data != other.data
    first.data.vertices[0].co.x += 0.1
    third = cube("d")
    assert third.data != first.data
    assert cube("e").data == third.data
    third.data.materials.append(bpy.data.materials.new("red"))
    assert cube("f").data != third.data


def test_a_mesh_is_made_of_vertices_and_faces() -> None:
    corners = [[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 0, 1]]
    made = do(
        "object.create", name="m", shape="mesh", vertices=corners, faces=[[0, 1, 2, 3]], edges=[[0, 4]]
    )[0]
    assert (len(made.data.vertices), len(made.data.edges), len(made.data.polygons)) == (5, 5, 1)
    assert tuple(made.data.polygons[0].normal) == pytest.approx((0, 0, 1))


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"faces": [[0, 1, 5]]}, "faces[0]"),
        ({"faces": [[0, 1, 2], [0, 1, 1]]}, "faces[1]"),
        ({"faces": [[0, 1, 2], [1, 2, 0]]}, "faces"),
        ({"edges": [[0, 3]]}, "edges[0]"),
        ({"radius": 1.0}, "radius"),
        ({"vertices": []}, "commands[0].vertices"),
        ({"vertices": [[0, 0, 1e30]]}, "commands[0].vertices"),
        ({"faces": [[0, -1, 2]]}, "commands[0].faces"),
        ({"faces": [[0, 1]]}, "commands[0].faces"),
        ({"name": "x" * 256}, "commands[0].name"),
        ({"name": "a\nb"}, "commands[0].name"),
        ({"name": "é" * 200}, "name"),
        ({"name": "\ud800"}, "name"),
        ({"scale": [1, 0, 1]}, "scale"),
        ({"scale": [1, math.inf, 1]}, "commands[0].scale"),
        ({"position": [1, 2]}, "commands[0].position"),
    ],
)
def test_what_cannot_be_made_is_refused_with_its_place(fields: dict[str, Any], path: str) -> None:
    good = {"name": "m", "vertices": [[0, 0, 0], [1, 0, 0], [0, 1, 0]], "faces": [[0, 1, 2]]}
    error = refused(Code.INVALID_PARAMS, "object.create", shape="mesh", **{**good, **fields})
    assert error.data["path"].startswith(path)


@pytest.mark.parametrize(
    ("shape", "fields", "path"),
    [
        ("cube", {"radius": 1.0}, "radius"),
        ("cube", {"size": 0}, "commands[0].size"),
        ("cube", {"size": -1}, "commands[0].size"),
        ("sphere", {"segments": 100_000}, "commands[0].segments"),
        ("icosphere", {"subdivisions": 12}, "commands[0].subdivisions"),
        ("text", {}, "text"),
        ("curve", {}, "points"),
        ("mesh", {}, "vertices"),
        ("pyramid", {}, "commands[0].shape"),
    ],
)
def test_options_of_another_shape_or_out_of_range_are_refused(
    shape: str, fields: dict[str, Any], path: str
) -> None:
    error = refused(Code.INVALID_PARAMS, "object.create", name="it", shape=shape, **fields)
    assert error.data["path"] == path


def test_texts_curves_and_empties_are_made() -> None:
    text = do("object.create", name="t", shape="text", text="Café", size=0.5, depth=0.1, align="CENTER")[0]
    assert (text.data.body, text.data.align_x) == ("Café", "CENTER")
    points = [[0, 0, 0], [1, 0, 0], [1, 1, 0]]
    line = do("object.create", name="c", shape="curve", points=points, tube=0.1, closed=True)[0]
    assert [tuple(p.co) for p in line.data.splines[0].bezier_points] == [tuple(p) for p in points]
    assert line.data.splines[0].use_cyclic_u
    straight = do("object.create", name="s", shape="curve", points=points, straight=True)[0]
    assert len(straight.data.splines[0].points) == 3
    empty = do("object.create", name="e", shape="empty", size=0.3)[0]
    assert empty.data is None
    assert empty.empty_display_size == pytest.approx(0.3)


def test_a_name_or_an_id_in_use_is_refused() -> None:
    cube("a", id="lamp")
    assert "already" in refused(Code.INVALID_PARAMS, "object.create", name="a", shape="cube").message
    error = refused(Code.INVALID_PARAMS, "object.create", name="b", shape="cube", id="lamp")
    assert error.data["path"] == "id"


def test_a_thing_is_found_by_its_id_in_a_scene_and_by_its_name_anywhere(scene: Any) -> None:
    lamp, other = cube("Mara's lamp", id="lamp"), cube("lamp")
    assert find_object("lamp", scene) == lamp
    assert find_object("lamp") == other
    assert find_object("Mara's lamp", scene) == lamp
    with pytest.raises(RpcError) as caught:
        find_object("lampp")
    assert caught.value.code == Code.NOT_FOUND
    assert caught.value.data["nearest"][0] == "lamp"


def test_an_object_of_another_scene_is_not_found_in_this_one() -> None:
    bpy.data.scenes.new("second")
    cube("here")
    error = refused(Code.NOT_FOUND, "object.transform", scene="second", object="here", position=[0, 0, 0])
    assert error.data["nearest"] == []
    assert refused(Code.NOT_FOUND, "object.show", scene="secnd", object="here").data["nearest"] == ["second"]


def test_a_transform_sets_or_adds() -> None:
    cube("a", position=[1, 2, 3], scale=[2, 2, 2])
    do(
        "object.transform",
        object="a",
        position=[0, 0, 1],
        rotation=[0, 0, math.pi / 2],
        scale=[1, 2, 1],
        by=True,
    )
    assert tuple(world("a").translation) == pytest.approx((1, 2, 4))
    do("object.transform", object="a", rotation=[math.pi / 2, 0, 0], by=True)
    turned = world("a").to_3x3().normalized() @ Vector((1, 0, 0))
    assert tuple(turned) == pytest.approx((0, 0, 1), abs=1e-6)
    assert tuple(bpy.data.objects["a"].scale) == (2, 4, 2)
    do("object.transform", object="a", rotation=[0, 0, 0])
    assert tuple(bpy.data.objects["a"].rotation_euler) == (0, 0, 0)


@pytest.mark.parametrize("mode", ["QUATERNION", "AXIS_ANGLE", "ZYX"])
def test_a_turn_means_the_same_in_whatever_mode_an_object_keeps_it(mode: str) -> None:
    made = cube("a")
    made.rotation_mode = mode
    do("object.transform", object="a", rotation=[0.3, 0.4, 0.5])
    wanted = Matrix.Rotation(0.5, 3, "Z") @ Matrix.Rotation(0.4, 3, "Y") @ Matrix.Rotation(0.3, 3, "X")
    assert np.allclose(world("a").to_3x3(), wanted, atol=1e-5)
    do("object.transform", object="a", rotation=[0, 0, 0.2], by=True)
    assert np.allclose(world("a").to_3x3(), Matrix.Rotation(0.2, 3, "Z") @ wanted, atol=1e-5)


def test_a_child_is_placed_in_the_world_without_an_evaluation_between() -> None:
    cube("above", position=[1, 0, 0], rotation=[0, 0, math.pi / 2], scale=[2, 2, 2])
    cube("below", parent="above", position=[1, 0, 0])
    do("object.transform", object="below", position=[5, 6, 7], space="world")
    assert tuple(world("below").translation) == pytest.approx((5, 6, 7), abs=1e-5)
    do("object.transform", object="below", position=[0, 0, 1], rotation=[0, 0, 0.1], by=True, space="world")
    assert tuple(world("below").translation) == pytest.approx((5, 6, 8), abs=1e-5)


def test_a_transform_of_nothing_or_to_nothing_is_refused() -> None:
    cube("a")
    refused(Code.INVALID_PARAMS, "object.transform", object="a")
    refused(Code.INVALID_PARAMS, "object.transform", object="a", scale=[0, 1, 1])
    refused(Code.INVALID_PARAMS, "object.transform", object="a", position=[math.nan, 0, 2e6])
    refused(Code.INVALID_PARAMS, "object.show", object="a")


def test_parenting_keeps_the_place_in_the_world_and_so_does_freeing() -> None:
    cube("above", position=[1, 2, 0], rotation=[0, 0, 1], scale=[2, 2, 2])
    cube("below", position=[4, 5, 6], rotation=[0.5, 0, 0])
    before = world("below")
    do("object.parent", object="below", parent="above")
    assert np.allclose(world("below"), before, atol=1e-5)
    do("object.parent", object="below")
    assert bpy.data.objects["below"].parent is None
    assert np.allclose(world("below"), before, atol=1e-5)
    do("object.parent", object="below", parent="above", keep=False)
    assert not np.allclose(world("below"), before, atol=1e-2)


def test_a_thing_hangs_on_a_bone() -> None:
    armature = bpy.data.objects.new("rig", bpy.data.armatures.new("rig"))
    bpy.context.scene.collection.objects.link(armature)
    bpy.context.view_layer.objects.active = armature
    bpy.ops.object.mode_set(mode="EDIT")
    bone = armature.data.edit_bones.new("hand")
    bone.head, bone.tail = (0, 0, 1), (0, 1, 1)
    bpy.ops.object.mode_set(mode="OBJECT")
    cube("cup", position=[3, 0, 0])
    do("object.parent", object="cup", parent="rig", bone="hand")
    assert tuple(world("cup").translation) == pytest.approx((3, 0, 0), abs=1e-5)
    error = refused(Code.NOT_FOUND, "object.parent", object="cup", parent="rig", bone="hant")
    assert error.data["nearest"] == ["hand"]


def test_nothing_hangs_on_itself() -> None:
    cube("a")
    cube("b", parent="a")
    for parent in ("a", "b"):
        refused(Code.INVALID_PARAMS, "object.parent", object="a", parent=parent)
    refused(Code.INVALID_PARAMS, "object.parent", object="a", parent="b", bone="hand")


def test_renaming_keeps_the_id_and_refuses_a_name_in_use() -> None:
    cube("a", id="x")
    cube("b")
    made = do("object.rename", object="x", scene="Scene", name="c")[0]
    assert (made.name, made[ID]) == ("c", "x")
    refused(Code.INVALID_PARAMS, "object.rename", object="c", name="b")
    assert bpy.data.objects["c"] == made


def test_a_copy_comes_with_all_that_hangs_on_it_tied_together() -> None:
    cube("above", id="thing", position=[1, 0, 0])
    below = cube("below", parent="above", position=[0, 0, 2])
    below.modifiers.new("mirror", "MIRROR").mirror_object = bpy.data.objects["above"]
    below.constraints.new("TRACK_TO").target = bpy.data.objects["above"]
    above = bpy.data.objects["above"]
    above.keyframe_insert("location", index=0, frame=1)
    copies = do("object.duplicate", object="above", name="copy", rotation=[0, 0, 1], id="other")
    copy, hung = copies
    assert (copy.name, hung.name, copy[ID]) == ("copy", "copy below", "other")
    assert hung.parent == copy
    assert hung.modifiers[0].mirror_object == copy
    assert hung.constraints[0].target == copy
    assert copy.data != above.data
    assert copy.animation_data.action != above.animation_data.action
    bpy.context.scene.frame_set(1)
    assert copy.location.x == pytest.approx(1), "the copied keys play on the copy"
    alone = do("object.duplicate", object="above", name="alone", linked=True, children=False)
    assert [thing.name for thing in alone] == ["alone"]
    assert alone[0].data == above.data
    assert ID not in alone[0]
    refused(Code.INVALID_PARAMS, "object.duplicate", object="above", name="below")


def test_deleting_leaves_the_children_where_they_are_or_takes_them_along() -> None:
    cube("above", position=[1, 0, 0], scale=[2, 2, 2])
    cube("below", parent="above", position=[1, 0, 0])
    cube("lowest", parent="below")
    before = world("below")
    assert [thing.name for thing in do("object.delete", object="above")] == ["below"]
    assert np.allclose(world("below"), before)
    assert do("object.delete", object="below", children=True) == []
    assert len(bpy.data.objects) == len(bpy.data.meshes) == 0
    refused(Code.NOT_FOUND, "object.delete", object="above")


def test_showing_and_colouring() -> None:
    made = cube("a", colour="#ff0000")
    assert tuple(made.color) == (1, 0, 0, 1)
    do("object.show", object="a", viewport=False)
    assert (made.hide_viewport, made.hide_render) == (True, False)
    do("object.show", object="a", viewport=True, render=False)
    assert (made.hide_viewport, made.hide_render) == (False, True)
    do("object.colour", object="a", colour="#808080", alpha=0.5)
    assert tuple(made.color) == pytest.approx((0.2158, 0.2158, 0.2158, 0.5), abs=1e-3)
    refused(Code.INVALID_PARAMS, "object.colour", object="a", colour="red")


def test_collections_hold_what_is_placed_in_them(scene: Any) -> None:
    made = cube("a")
    do("collection.create", name="Garden")
    do("collection.create", name="Trees", parent="Garden")
    do("collection.place", object="a", collection="Trees")
    assert [c.name for c in made.users_collection] == ["Trees"]
    do("collection.place", object="a", collection="Garden", also=True)
    assert {c.name for c in made.users_collection} == {"Trees", "Garden"}
    refused(Code.INVALID_PARAMS, "collection.create", name="Trees")
    assert refused(Code.NOT_FOUND, "collection.place", object="a", collection="Tres").data["nearest"] == [
        "Trees"
    ]
    assert cube("b", collection="Trees").users_collection[0].name == "Trees"


def test_a_film_scenes_collections_are_named_by_their_role() -> None:
    do("scene.create", id="2", heading="INT. KITCHEN - DAY", fps=24, frames=96, size=[480, 270])
    made = cube("a", scene="2")
    do("collection.place", scene="2", object="a", collection="Props")
    assert made.users_collection[0].name == "2 Props"


def test_a_thousand_objects_are_made_in_a_moment() -> None:
    schemas = Schemas()
    commands = [
        {"type": "object.create", "name": f"c{i}", "shape": "cube", "position": [i, 0, 0]}
        for i in range(1000)
    ]
    cube("first")
    began = time.perf_counter()
    for index, command in enumerate(commands):
        schemas.check_command(command, index)
        do(command.pop("type"), **command)
    assert time.perf_counter() - began < 1.5
    assert len({thing.data for thing in bpy.data.objects}) == 1


def test_what_is_linked_from_another_file_is_not_changed(tmp_path: Any) -> None:
    cube("theirs")
    file = str(tmp_path / "lib.blend")
    bpy.data.libraries.write(file, {bpy.data.objects["theirs"]})
    bpy.ops.wm.read_factory_settings(use_empty=True)
    with bpy.data.libraries.load(file, link=True) as (_, into):
        into.objects = ["theirs"]
    bpy.context.scene.collection.objects.link(bpy.data.objects["theirs"])
    error = refused(Code.INVALID_PARAMS, "object.transform", object="theirs", position=[1, 1, 1])
    assert "linked" in error.message
