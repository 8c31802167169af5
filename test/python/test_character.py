"""Characters as Blender gets them: rig, keys, attributes and geometry for every kind of look."""

from __future__ import annotations

from typing import Any

import bpy
import numpy as np
import pytest
from mathutils import Vector
from mathutils.bvhtree import BVHTree

from photoplay.kit.character import build_character
from photoplay.kit.character.look import AGES, BEARDS, BUILDS, HAIR_STYLES, HATS, OUTFITS
from photoplay.kit.character.palette import Surface
from photoplay.kit.character.rig import lid_keys, read_skeleton

FACE_KEYS = {
    "MBP", "AA", "EE", "OO", "FV", "LTH", "smile", "frown", "squint", "wide_eyes", "gaze_up", "gaze_down",
    "brow_up", "brow_down", "brow_angry", "brow_sad", "blink.L", "blink.R", "blink_half.L", "blink_half.R",
}  # fmt: skip
MOST_TRIANGLES = 25_500

VARIANTS: list[dict[str, Any]] = [
    *({"age": age} for age in AGES),
    *({"build": build, "figure": 1.0} for build in BUILDS),
    *({"hairStyle": style} for style in HAIR_STYLES),
    *({"outfit": outfit, "shorts": True, "stripe": "#ffffff"} for outfit in OUTFITS),
    *(
        {"beard": beard, "glasses": True, "age": "elder", "hairStyle": "bald", "outfit": "coat"}
        for beard in BEARDS
    ),
    *({"hat": hat, "hairStyle": "long", "outfit": "suit", "figure": 1.0} for hat in HATS),
    *({"hat": "cap", "hairStyle": style} for style in ("curly", "bun", "ponytail")),
]


@pytest.fixture(autouse=True)
def empty_file() -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)


def build(**look: Any) -> tuple[bpy.types.Object, bpy.types.Object]:
    armature = build_character("anna", look, bpy.context.scene.collection)
    return armature, armature.children[0]


def values(mesh: bpy.types.Mesh, name: str, field: str, width: int = 1) -> np.ndarray:
    layer = mesh.attributes[name]
    out = np.empty(len(layer.data) * width, np.float32)
    layer.data.foreach_get(field, out)
    return out.reshape(-1, width) if width > 1 else out


def positions(mesh: bpy.types.Mesh) -> np.ndarray:
    out = np.empty(len(mesh.vertices) * 3, np.float32)
    mesh.vertices.foreach_get("co", out)
    return out.reshape(-1, 3)


def triangle_count(mesh: bpy.types.Mesh) -> int:
    mesh.calc_loop_triangles()
    return len(mesh.loop_triangles)


@pytest.mark.parametrize("look", VARIANTS, ids=lambda look: "-".join(map(str, look.values())))
def test_every_look_becomes_a_whole_character(look: dict[str, Any]) -> None:
    _, body = build(**look)
    mesh = body.data
    points = positions(mesh)
    assert np.isfinite(points).all()
    assert triangle_count(mesh) < MOST_TRIANGLES
    assert not mesh.validate(verbose=False)
    assert {key.name for key in mesh.shape_keys.key_blocks} >= FACE_KEYS
    for key in mesh.shape_keys.key_blocks:
        moved = np.empty(len(points) * 3, np.float32)
        key.data.foreach_get("co", moved)
        assert np.isfinite(moved).all()
    base, lit = values(mesh, "Base", "color", 4), values(mesh, "Lit", "color", 4)
    assert len(base) == len(mesh.loops)
    assert np.isfinite(base).all() and base.min() >= 0
    assert (base == lit).all()
    surface = set(values(mesh, "surface", "value").astype(int))
    assert surface >= {s.value for s in Surface if s is not Surface.HAIR}
    assert ((values(mesh, "gloss", "value") >= 0) & (values(mesh, "gloss", "value") < 0.2)).all()


def test_the_objects_are_named_tagged_and_linked_to_the_given_collection() -> None:
    collection = bpy.data.collections.new("actors")
    armature = build_character("old-man", {}, collection)
    body = armature.children[0]
    assert (armature.name, body.name) == ("old-man", "old-man.body")
    assert armature["photoplay_id"] == body["photoplay_id"] == "old-man"
    assert set(collection.objects) == {armature, body}
    assert not bpy.context.scene.collection.objects
    assert body.modifiers["Armature"].object == armature
    assert body.modifiers["Armature"].use_deform_preserve_volume
    colours = body.data.color_attributes
    assert (colours["Lit"].domain, colours["Lit"].data_type) == ("CORNER", "FLOAT_COLOR")
    assert colours[colours.active_color_index].name == colours[colours.render_color_index].name == "Lit"


def test_what_was_active_before_a_build_is_active_after_it() -> None:
    camera = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
    bpy.context.scene.collection.objects.link(camera)
    bpy.context.view_layer.objects.active = camera
    build()
    assert bpy.context.view_layer.objects.active == camera


def test_every_vertex_is_carried_by_bones_that_exist() -> None:
    armature, body = build(outfit="coat", hairStyle="long")
    assert {group.name for group in body.vertex_groups} == {b.name for b in armature.data.bones} - {"root"}
    sums = [sum(group.weight for group in vertex.groups) for vertex in body.data.vertices]
    assert min(sums) > 0.9 and max(sums) < 1.1


@pytest.mark.parametrize("age", AGES)
def test_a_body_stands_on_the_floor_and_is_as_tall_as_asked(age: str) -> None:
    _, body = build(age=age, heightM=1.5, hairStyle="bald")
    points = positions(body.data)
    assert abs(points[:, 2].min()) < 0.01
    assert abs(points[:, 2].max() - 1.5) < 0.03
    assert abs(points[:, 0].max() + points[:, 0].min()) < 1e-3


def test_children_have_the_largest_heads_and_stocky_builds_the_widest_hips() -> None:
    heads = {}
    for age in AGES:
        armature, _ = build(age=age, heightM=1.5)
        heads[age] = read_skeleton(armature).body.head_height
    assert heads["child"] > heads["teen"] > heads["adult"] == heads["elder"]

    def hips(build_name: str) -> float:
        points = positions(build(build=build_name)[1].data)
        belt = np.abs(points[:, 2] - 0.90) < 0.03
        return float(np.ptp(points[belt & (np.abs(points[:, 0]) < 0.22)][:, 0]))

    assert hips("slim") < hips("average") < hips("stocky")


def test_the_same_look_gives_the_same_mesh() -> None:
    meshes = [build(hairStyle="curly", outfit="suit")[1].data for _ in range(2)]
    assert (positions(meshes[0]) == positions(meshes[1])).all()
    assert (values(meshes[0], "Base", "color", 4) == values(meshes[1], "Base", "color", 4)).all()


def test_values_that_no_character_can_wear_fall_back_to_defaults() -> None:
    odd = build(outfit="toga", hairStyle=7, skin="pinkish", heightM="tall", glasses="yes", unknown=1)[1].data
    plain = build()[1].data
    assert (positions(odd) == positions(plain)).all()
    assert (values(odd, "Base", "color", 4) == values(plain, "Base", "color", 4)).all()


def test_dark_skin_keeps_enough_light_for_a_night_scene_and_stays_darker_than_pale_skin() -> None:
    def mean_skin(colour: str) -> float:
        mesh = build(skin=colour)[1].data
        by_corner = np.empty(len(mesh.loops), np.int32)
        mesh.loops.foreach_get("vertex_index", by_corner)
        skin = values(mesh, "surface", "value")[by_corner] == Surface.SKIN
        return float(values(mesh, "Base", "color", 4)[skin, :3].mean())

    assert 0.03 < mean_skin("#3a2418") < mean_skin("#8a5a3c") < mean_skin("#efc0a0")


def evaluated(armature: bpy.types.Object, **keys: float) -> bpy.types.Mesh:
    body = armature.children[0]
    for name, value in keys.items():
        body.data.shape_keys.key_blocks[name].value = value
    bpy.context.view_layer.update()
    return body.evaluated_get(bpy.context.evaluated_depsgraph_get()).data


def surfaces_seen(mesh: bpy.types.Mesh, points: list[Vector]) -> list[int]:
    """Surface of the first face hit from the front at each point."""
    faces = [tuple(polygon.vertices) for polygon in mesh.polygons]
    tree = BVHTree.FromPolygons([vertex.co for vertex in mesh.vertices], faces)
    surface = values(mesh, "surface", "value").astype(int)
    seen = []
    for point in points:
        _, _, face, _ = tree.ray_cast(Vector((point.x, -2, point.z)), Vector((0, 1, 0)))
        assert face is not None
        seen.append(int(surface[list(faces[face])].max()))
    return seen


@pytest.mark.parametrize("age", AGES)
def test_a_blink_covers_the_eye_and_open_lids_show_it(age: str) -> None:
    armature, _ = build(age=age)
    skeleton = read_skeleton(armature)
    radius = skeleton.body.head_height * 0.06
    for side in (".L", ".R"):
        eye = skeleton.joint(f"eye{side}")
        grid = [eye + Vector((x * radius, 0, z * radius)) for x in (-1, 0, 1) for z in (-1, 0, 1)]
        assert Surface.EYE in surfaces_seen(evaluated(armature), [eye])
        blinking = evaluated(armature, **lid_keys(1, 1, 0))
        assert set(surfaces_seen(blinking, grid)) <= {Surface.SKIN, Surface.CLOTH}
        evaluated(armature, **lid_keys(0, 0, 0))


def lip_gap(armature: bpy.types.Object, **keys: float) -> float:
    """Height of what a ray from the front sees of the mouth's inside, in head heights."""
    names = [key.name for key in armature.children[0].data.shape_keys.key_blocks[1:]]
    mesh = evaluated(armature, **{**dict.fromkeys(names, 0.0), **keys})
    body = read_skeleton(armature).body
    chin = body.height - body.head_height
    levels = [chin + body.head_height * share for share in np.arange(0.02, 0.32, 0.004)]
    inside = (Surface.MOUTH, Surface.TEETH)
    return 0.004 * sum(s in inside for s in surfaces_seen(mesh, [Vector((0, 0, z)) for z in levels]))


@pytest.mark.parametrize("age", AGES)
def test_lips_close_on_m_b_p_and_open_widest_on_a(age: str) -> None:
    armature, _ = build(age=age)
    assert lip_gap(armature, MBP=1) <= 0.004
    assert lip_gap(armature) <= 0.008
    assert lip_gap(armature, AA=1) > 0.055
    assert lip_gap(armature, AA=1) >= lip_gap(armature, OO=1) > lip_gap(armature, MBP=1)
    assert lip_gap(armature, LTH=1) > 0.02


@pytest.mark.parametrize("outfit", ["dress", "coat"])
def test_only_skirts_know_how_to_lie_on_a_lap(outfit: str) -> None:
    assert "skirt_sit" in build(outfit=outfit)[1].data.shape_keys.key_blocks
    assert "skirt_sit" not in build(outfit="suit")[1].data.shape_keys.key_blocks
