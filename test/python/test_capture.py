"""A picture is what the camera sees, and taking it changes nothing."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

from photoplay.commands.describing.describe import describe_scene
from photoplay.commands.filming.camera import add_camera
from photoplay.commands.filming.scene import create_scene
from photoplay.commands.lookup import WALL
from photoplay.commands.view.capture import capture
from photoplay.errors import Code, RpcError
from photoplay.png import png_bytes
from photoplay.pump import Pump
from photoplay.session import Session
from photoplay.validation import Schemas

SCHEMAS = Schemas()
SHOT: dict[str, Any] = {
    "scene": "2",
    "id": "2.01",
    "size": "MS",
    "subjects": [],
    "in": 10,
    "out": 34,
    "sensor": [36, 20.25],
    "keys": [{"frame": 10, "position": [0, -3, 1], "target": [0, 0, 1], "lens": 50}],
    "hides": [],
    "marker": "2.01 MS",
}


@pytest.fixture
def scene() -> Any:
    """A red plane a metre wide before the camera, with a wall between them."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    create_scene({"id": "2", "heading": "INT. BAR - DAY", "fps": 24, "frames": 96, "size": [320, 180]})
    made = bpy.data.scenes["2"]
    made.display.shading.light, made.display.shading.color_type = "STUDIO", "MATERIAL"
    plane(made, "Card", 0.0, (1, 0, 0, 1))
    plane(made, "South wall", -1.0, (0, 1, 0, 1))[WALL] = "S"
    add_camera(SHOT)
    add_camera({**SHOT, "id": "2.02", "hides": ["S"], "in": 34, "out": 58, "marker": "2.02 MS"})
    return made


def plane(scene: Any, name: str, y: float, colour: tuple[float, ...]) -> Any:
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata([(-0.5, y, 0.5), (0.5, y, 0.5), (0.5, y, 1.5), (-0.5, y, 1.5)], [], [(0, 1, 2, 3)])
    layer = mesh.color_attributes.new("Col", "FLOAT_COLOR", "CORNER")
    layer.data.foreach_set("color", np.tile(colour, 4))
    thing = bpy.data.objects.new(name, mesh)
    scene.collection.objects.link(thing)
    return thing


def take(**params: Any) -> tuple[dict[str, Any], Any]:
    session = Session(pump=Pump(), schemas=SCHEMAS, background=True, broadcast=lambda _: None)
    answer = capture(session, {"scene": "2", **params})
    SCHEMAS.check_result("view/capture", answer)
    return answer, pixels(base64.b64decode(answer["png"]))


def pixels(png: bytes) -> Any:
    """Rows from the bottom, read by Blender."""
    image = bpy.data.images.new("read", 8, 8)
    image.pack(data=png, data_len=len(png))
    image.source = "FILE"
    width, height = image.size
    read = np.array(image.pixels[:]).reshape(height, width, -1)
    bpy.data.images.remove(image)
    return read


def settings(scene: Any) -> list[Any]:
    render, picture, shading = scene.render, scene.render.image_settings, scene.display.shading
    return [
        *(getattr(render, n) for n in ("engine", "filepath", "resolution_x", "resolution_percentage")),
        *(getattr(picture, n) for n in ("file_format", "color_mode", "color_depth", "compression")),
        *(getattr(shading, n) for n in ("type", "light", "color_type", "background_type")),
        *(scene.display.render_aa, scene.camera.name, scene.frame_current, scene.frame_subframe),
        *(m.camera.name for m in scene.timeline_markers),
        *((o.name, o.hide_render, o.hide_viewport, o.select_get()) for o in scene.objects),
    ]


def test_a_shot_is_seen_through_its_camera_with_its_walls_gone(scene: Any) -> None:
    first, seen = take(shot="2.01", width=160)
    assert (first["width"], first["height"], first["frame"], first["camera"]) == (160, 90, 10, "2.01")
    assert seen[45, 80, 1] > 0.5 > seen[45, 80, 0]
    second, behind = take(shot="2.02", width=160)
    assert (second["frame"], second["drawn"]) == (34, "render")
    assert behind[45, 80, 0] > 0.5 > behind[45, 80, 1]


def test_taking_a_picture_changes_nothing(scene: Any) -> None:
    scene.frame_set(3, subframe=0.5)
    scene.render.filepath, scene.render.resolution_percentage = "//mine", 50
    scene.render.image_settings.file_format = "OPEN_EXR"
    scene.render.image_settings.color_depth = "32"
    bpy.data.objects["Card"].select_set(True)
    before = settings(scene), describe_scene({"scene": "2"})
    take(shot="2.02", frame=50, width=64)
    take(camera="2.01", width=64, shading="solid")
    assert (settings(scene), describe_scene({"scene": "2"})) == before


def test_a_scene_that_writes_movies_writes_movies_afterwards(scene: Any) -> None:
    picture = scene.render.image_settings
    if hasattr(picture, "media_type"):
        picture.media_type = "VIDEO"
    picture.file_format = "FFMPEG"
    take(shot="2.01", width=64)
    assert picture.file_format == "FFMPEG"


def test_any_camera_and_any_size_will_do(scene: Any) -> None:
    camera = bpy.data.objects.new("Above", bpy.data.cameras.new("Above"))
    camera.location = (0, 0, 9)
    scene.collection.objects.link(camera)
    answer, _ = take(camera="Above", height=100)
    assert (answer["width"], answer["height"], answer["frame"]) == (178, 100, scene.frame_current)
    assert scene.camera != camera


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({}, Code.NOT_FOUND),
        ({"shot": "2.09"}, Code.NOT_FOUND),
        ({"camera": "Card"}, Code.INVALID_PARAMS),
        ({"shot": "2.01", "shading": "wireframe"}, Code.INVALID_PARAMS),
    ],
)
def test_what_cannot_be_seen_is_said(scene: Any, params: dict[str, Any], code: Code) -> None:
    before = settings(scene)
    with pytest.raises(RpcError) as caught:
        take(**params)
    assert caught.value.code == code
    assert settings(scene) == before


def test_pixels_come_back_from_a_png_as_they_were(tmp_path: Path) -> None:
    picture = np.random.default_rng(1).integers(0, 256, (37, 53, 3), dtype=np.uint8)
    seen = pixels(png_bytes(picture))
    assert seen.shape[:2] == (37, 53)
    image = bpy.data.images.new("read", 8, 8)
    data = png_bytes(picture)
    image.pack(data=data, data_len=len(data))
    image.source = "FILE"
    image.colorspace_settings.is_data = True
    read = np.array(image.pixels[:]).reshape(37, 53, -1)[::-1, :, :3]
    assert np.array_equal(np.rint(read * 255).astype(np.uint8), picture)
