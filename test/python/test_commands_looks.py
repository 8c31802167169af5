"""Materials, lights, cameras, worlds and render settings by command."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest
from bpy_extras.object_utils import world_to_camera_view
from commanding import do, refused
from mathutils import Vector

from photoplay.errors import Code


@pytest.fixture(autouse=True)
def scene() -> Iterator[Any]:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    do("object.create", name="a", shape="cube")
    yield bpy.data.scenes[0]


@pytest.fixture
def picture(tmp_path: Path) -> str:
    image = bpy.data.images.new("picture", 8, 4)
    image.filepath_raw, image.file_format = str(tmp_path / "picture.png"), "PNG"
    image.save()
    bpy.data.images.remove(image)
    return str(tmp_path / "picture.png")


def surface(name: str) -> Any:
    return bpy.data.materials[name].node_tree.nodes["Principled BSDF"].inputs


def forward(thing: Any) -> Vector:
    bpy.context.view_layer.update()
    return (thing.matrix_world.to_3x3() @ Vector((0, 0, -1))).normalized()


def test_a_material_is_made_given_and_changed() -> None:
    first = do(
        "material.set", name="Brass", object="a", colour="#b08d57", metallic=1.0, roughness=0.25, alpha=0.5
    )
    assert [thing.name for thing in first] == ["a"]
    material = bpy.data.objects["a"].active_material
    assert material.name == "Brass"
    colour = (0.434, 0.266, 0.095)
    assert tuple(surface("Brass")["Base Color"].default_value)[:3] == pytest.approx(colour, abs=2e-3)
    assert [surface("Brass")[k].default_value for k in ("Metallic", "Roughness", "Alpha")] == [1, 0.25, 0.5]
    assert tuple(material.diffuse_color) == pytest.approx((*colour, 0.5), abs=2e-3)
    assert (material.metallic, material.roughness) == (1, 0.25)
    assert tuple(first[0].color) == pytest.approx((*colour, 0.5), abs=2e-3)
    assert do("material.set", name="Brass", roughness=0.75, glow="#ffffff") == []
    assert surface("Brass")["Roughness"].default_value == 0.75
    assert surface("Brass")["Emission Strength"].default_value == 1
    assert len(bpy.data.materials) == 1


def test_objects_that_share_a_mesh_have_materials_of_their_own() -> None:
    do("object.create", name="b", shape="cube")
    assert bpy.data.objects["a"].data == bpy.data.objects["b"].data
    do("material.set", name="Red", object="a", colour="#ff0000")
    do("material.set", name="Blue", object="b", colour="#0000ff")
    names = [bpy.data.objects[key].material_slots[0].material.name for key in "ab"]
    assert names == ["Red", "Blue"]
    assert bpy.data.objects["a"].data == bpy.data.objects["b"].data


def test_a_texture_takes_the_place_of_the_colour_and_back(picture: str) -> None:
    do("material.set", name="Poster", object="a", texture=picture)
    link = surface("Poster")["Base Color"].links[0]
    assert Path(link.from_node.image.filepath).name == "picture.png"
    do("material.set", name="Poster", texture=picture)
    assert len(bpy.data.images) == 1
    assert len([n for n in bpy.data.materials["Poster"].node_tree.nodes if n.type == "TEX_IMAGE"]) == 1
    do("material.set", name="Poster", colour="#ffffff")
    assert not surface("Poster")["Base Color"].is_linked


def test_a_material_that_cannot_be_is_refused(tmp_path: Path, picture: str) -> None:
    def wrong(code: Code = Code.INVALID_PARAMS, **fields: Any) -> Any:
        return refused(code, "material.set", **{"name": "M", **fields})

    text = tmp_path / "text.png"
    text.write_text("no picture")
    assert wrong(texture=str(text)).data["path"] == "texture"
    assert len(bpy.data.images) == 0
    assert wrong(Code.NOT_FOUND, texture=str(tmp_path / "none.png")).data["path"] == "texture"
    wrong(texture="picture.png")
    wrong(texture=picture, colour="#ffffff")
    wrong(metallic=1.5)
    wrong(colour="#ffff")
    wrong(object="a", slot=2)
    wrong(slot=0)
    assert wrong(Code.NOT_FOUND, object="aa").data["nearest"] == ["a"]
    do("object.create", name="e", shape="empty")
    wrong(object="e")
    bare = bpy.data.materials.new("Bare")
    bare.use_nodes = True
    bare.node_tree.nodes.clear()
    wrong(name="Bare", colour="#ffffff")


@pytest.mark.parametrize(
    ("kind", "options", "values"),
    [
        ("POINT", {"radius": 0.5}, {"shadow_soft_size": 0.5}),
        ("SUN", {"spread": 0.1}, {"angle": 0.1}),
        ("SPOT", {"cone": 1.0, "blend": 0.5, "radius": 0.2}, {"spot_size": 1.0, "spot_blend": 0.5}),
        ("AREA", {"size": [2.0, 1.0]}, {"size": 2.0, "size_y": 1.0, "shape": "RECTANGLE"}),
    ],
)
def test_a_lamp_of_each_kind_is_made_and_aimed(kind: str, options: Any, values: dict[str, Any]) -> None:
    made = do(
        "light.set", object="Key", kind=kind, energy=500, colour="#ffcc99", position=[3, 0, 4],
        target=[0, 0, 0], shadow=False, id="key", **options,
    )[0]  # fmt: skip
    assert (made.type, made.data.type, made["photoplay_id"]) == ("LIGHT", kind, "key")
    assert tuple(forward(made)) == pytest.approx((-0.6, 0, -0.8), abs=1e-5)
    assert made.data.energy == 500
    assert not made.data.use_shadow
    assert made.data.color[2] == pytest.approx(0.319, abs=1e-3)
    for key, value in values.items():
        got = getattr(made.data, key)
        assert got == value if isinstance(value, str) else got == pytest.approx(value)


def test_a_lamp_is_changed_and_may_become_another_kind() -> None:
    made = do("light.set", object="Key", kind="POINT", position=[1, 1, 1])[0]
    do("light.set", object="Key", energy=7)
    do("light.set", object="Key", kind="SUN", spread=0.2, rotation=[0.1, 0, 0])
    assert (made.data.type, made.data.energy) == ("SUN", 7)
    assert tuple(made.location) == (1, 1, 1)
    error = refused(Code.INVALID_PARAMS, "light.set", object="Key", cone=1.0)
    assert "spread" in error.message


def test_lamps_and_cameras_of_a_film_lie_in_its_collections() -> None:
    do("scene.create", id="2", heading="INT. KITCHEN - DAY", fps=24, frames=96, size=[480, 270])
    lamp = do("light.set", scene="2", object="Key", kind="AREA")[0]
    camera = do("camera.set", scene="2", object="B", kind="PERSP")[0]
    assert [c.name for c in lamp.users_collection] == ["2 Lights"]
    assert [c.name for c in camera.users_collection] == ["2 Cameras"]


def test_what_is_no_lamp_or_not_there_is_refused() -> None:
    refused(Code.INVALID_PARAMS, "light.set", object="a", energy=5)
    do("light.set", object="Key", kind="SUN")
    assert refused(Code.NOT_FOUND, "light.set", object="Kez", energy=5).data["nearest"] == ["Key"]
    refused(Code.INVALID_PARAMS, "light.set", object="Key", energy=-5)
    refused(Code.INVALID_PARAMS, "light.set", object="Key", energy=math.nan, colour="white")
    refused(Code.INVALID_PARAMS, "light.set", object="Key", target=[0, 0, 0])
    refused(Code.INVALID_PARAMS, "light.set", object="Key", target=[0, 0, 1], rotation=[0, 0, 0])
    refused(Code.INVALID_PARAMS, "light.set", object="Key", kind="POINT", radius=0.1, size=[1, 1])
    refused(Code.INVALID_PARAMS, "camera.set", object="Key", lens=35)


def test_a_camera_sees_its_target_in_the_middle_as_large_as_its_lens_makes_it(scene: Any) -> None:
    do("render.set", size=[1600, 900])
    camera = do(
        "camera.set",
        object="Cam",
        kind="PERSP",
        position=[0, -5, 1],
        target=[0, 0, 1],
        lens=50,
        sensor=[36, 20.25],
        clip=[0.1, 200],
    )[0]
    bpy.context.view_layer.update()
    assert scene.camera == camera
    middle = world_to_camera_view(scene, camera, Vector((0, 0, 1)))
    assert tuple(middle) == pytest.approx((0.5, 0.5, 5), abs=1e-4)
    edge = world_to_camera_view(scene, camera, Vector((1.8, 0, 1)))
    assert edge.x == pytest.approx(1, abs=1e-4)
    assert (camera.data.clip_start, camera.data.clip_end) == pytest.approx((0.1, 200))


def test_a_cameras_focus_is_a_distance_or_a_thing() -> None:
    camera = do("camera.set", object="Cam", kind="PERSP", focus={"object": "a", "fstop": 2})[0]
    assert (camera.data.dof.use_dof, camera.data.dof.focus_object.name) == (True, "a")
    do("camera.set", object="Cam", focus={"distance": 3})
    assert (camera.data.dof.focus_object, camera.data.dof.focus_distance) == (None, 3)
    do("camera.set", object="Cam", focus={"on": False})
    assert not camera.data.dof.use_dof
    refused(Code.INVALID_PARAMS, "camera.set", object="Cam", focus={"distance": 3, "object": "a"})
    refused(Code.INVALID_PARAMS, "camera.set", object="Cam", width=3)
    refused(Code.INVALID_PARAMS, "camera.set", object="Cam", clip=[2, 1])
    refused(Code.INVALID_PARAMS, "camera.set", object="Cam", lens=0)
    do("camera.set", object="Cam", kind="ORTHO", width=4)
    assert camera.data.ortho_scale == 4


def test_a_lamp_that_hangs_on_something_looks_at_a_point_of_the_world() -> None:
    do("object.transform", object="a", position=[5, 0, 0], rotation=[0, 0, 1])
    made = do("light.set", object="Key", kind="SPOT")[0]
    do("object.parent", object="Key", parent="a", keep=False)
    do("light.set", object="Key", position=[0, 0, 3], target=[5, 3, 0])
    assert tuple(forward(made)) == pytest.approx(tuple(Vector((0, 3, -3)).normalized()), abs=1e-4)


def test_another_camera_becomes_the_active_one(scene: Any) -> None:
    do("camera.set", object="A", kind="PERSP")
    do("camera.set", object="B", kind="PERSP")
    assert scene.camera.name == "A"
    do("camera.activate", object="B")
    assert scene.camera.name == "B"
    refused(Code.INVALID_PARAMS, "camera.activate", object="a")
    assert refused(Code.NOT_FOUND, "camera.activate", object="C").data["nearest"] == []


def test_a_thing_that_is_animated_is_not_moved_in_vain(scene: Any) -> None:
    camera = do("camera.set", object="Cam", kind="PERSP")[0]
    camera.keyframe_insert("rotation_euler", frame=1)
    error = refused(Code.INVALID_PARAMS, "camera.set", object="Cam", target=[1, 1, 1])
    assert "animated" in error.message
    refused(Code.INVALID_PARAMS, "object.transform", object="Cam", rotation=[0, 0, 0], by=True)
    do("object.transform", object="Cam", position=[1, 1, 1])


def test_a_world_has_a_colour_or_a_picture_around_it(scene: Any, picture: str) -> None:
    do("world.set", colour="#808080", strength=2)
    background = scene.world.node_tree.nodes["Background"]
    assert background.inputs["Color"].default_value[0] == pytest.approx(0.2158, abs=1e-3)
    assert background.inputs["Strength"].default_value == 2
    assert scene.world.color[0] == pytest.approx(0.2158, abs=1e-3)
    do("world.set", file=picture, turn=1.5)
    do("world.set", file=picture)
    nodes = [n for n in scene.world.node_tree.nodes if n.type == "TEX_ENVIRONMENT"]
    assert len(nodes) == 1
    assert background.inputs["Color"].links[0].from_node == nodes[0]
    assert scene.world.node_tree.nodes["Photoplay turn"].inputs["Rotation"].default_value[2] == 1.5
    do("world.set", colour="#000000")
    assert not background.inputs["Color"].is_linked


def test_scenes_that_share_a_world_get_their_own(scene: Any) -> None:
    do("world.set", colour="#ffffff")
    other = bpy.data.scenes.new("other")
    other.world = scene.world
    do("world.set", scene="other", colour="#000000")
    assert other.world != scene.world
    assert tuple(scene.world.color) == (1, 1, 1)


def test_a_world_that_cannot_be_is_refused(picture: str, tmp_path: Path) -> None:
    refused(Code.INVALID_PARAMS, "world.set")
    refused(Code.INVALID_PARAMS, "world.set", colour="#000000", file=picture)
    refused(Code.INVALID_PARAMS, "world.set", turn=1)
    refused(Code.INVALID_PARAMS, "world.set", strength=-1)
    refused(Code.NOT_FOUND, "world.set", file=str(tmp_path / "sky.hdr"))
    refused(Code.NOT_FOUND, "world.set", scene="Scen", colour="#000000")


def test_render_settings_are_set(scene: Any) -> None:
    do("render.set", size=[640, 360], fps=23.976, start=10, end=20, transparent=True, exposure=0.5)
    assert (scene.render.resolution_x, scene.render.resolution_y) == (640, 360)
    assert scene.render.fps / scene.render.fps_base == pytest.approx(23.976, abs=1e-4)
    assert (scene.frame_start, scene.frame_end) == (10, 19)
    assert scene.render.film_transparent
    for engine in ("EEVEE", "CYCLES"):
        do("render.set", engine=engine, samples=7)
        assert engine in scene.render.engine
    assert (scene.cycles.samples, scene.eevee.taa_render_samples) == (7, 7)
    do("render.set", tier="draft")
    assert scene.render.engine == "BLENDER_WORKBENCH"
    do("render.set", tier="final")
    assert scene.render.engine != "BLENDER_WORKBENCH"
    refused(Code.INVALID_PARAMS, "render.set", tier="draft", engine="EEVEE")
    refused(Code.INVALID_PARAMS, "render.set", engine="WORKBENCH", samples=4)
    refused(Code.INVALID_PARAMS, "render.set", end=10)
    refused(Code.INVALID_PARAMS, "render.set", size=[0, 100])
    refused(Code.INVALID_PARAMS, "render.set", size=[100_000, 100])
    refused(Code.INVALID_PARAMS, "render.set")


def test_a_material_shows_in_a_workbench_picture(scene: Any, tmp_path: Path) -> None:
    do("material.set", name="Red", object="a", colour="#ff0000")
    do("camera.set", object="Cam", kind="PERSP", position=[0, -4, 0], target=[0, 0, 0])
    do("render.set", size=[32, 32], engine="WORKBENCH")
    scene.display.shading.color_type, scene.display.shading.light = "MATERIAL", "FLAT"
    scene.view_settings.view_transform = "Standard"
    scene.render.filepath = str(tmp_path / "shot.png")
    bpy.ops.render.render(write_still=True)
    image = bpy.data.images.load(scene.render.filepath)
    pixels = np.array(image.pixels[:]).reshape(32, 32, 4)
    assert pixels[16, 16] == pytest.approx([1, 0, 0, 1], abs=0.02)
