"""Scenes side by side in one file, and the cut as strips."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bpy
import pytest

from photoplay.adapter import find_curves, keyframe_curves, sequencer_strips, use_image_output
from photoplay.commands.filming.camera import add_camera
from photoplay.commands.filming.edit import create_edit
from photoplay.commands.filming.scene import append_scene, create_scene
from photoplay.errors import Code, RpcError

EDIT: dict[str, Any] = {"id": "Edit", "fps": 24, "size": [480, 270], "strips": []}


def make_scene(number: str) -> None:
    create_scene({"id": number, "heading": "INT. HALL - DAY", "fps": 24, "frames": 96, "size": [480, 270]})
    add_camera(
        {
            "scene": number,
            "id": f"{number}.01",
            "size": "WS",
            "subjects": [],
            "in": 0,
            "out": 96,
            "keys": [{"frame": 0, "position": [0, -3, 1], "target": [0, 0, 1], "lens": 35}],
            "sensor": [36, 20.25],
            "hides": [],
            "marker": f"{number}.01 WS",
        }
    )


@pytest.fixture(autouse=True)
def empty() -> Iterator[None]:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    yield


def strip(**changes: Any) -> dict[str, Any]:
    base = {"kind": "scene", "name": "1.01", "channel": 1, "start": 0, "frames": 24, "offset": 0}
    return {**base, "scene": "1", "camera": "1.01", **changes}


def span(made: Any) -> tuple[int, int]:
    return made.frame_final_start, made.frame_final_end


def test_scene_strips_play_their_window_of_the_scene_through_their_camera() -> None:
    make_scene("1")
    create_edit({**EDIT, "strips": [strip(), strip(name="1.01 again", start=24, offset=48, frames=12)]})
    first, again = sorted(sequencer_strips(bpy.data.scenes["Edit"].sequence_editor), key=lambda s: s.name)
    assert span(first) == (0, 24)
    assert span(again) == (24, 36)
    assert again.frame_start == 24 - 48
    assert first.scene_camera == bpy.data.objects["1.01"]
    assert bpy.data.scenes["Edit"].frame_end == 35
    assert bpy.context.window.scene == bpy.data.scenes["1"]


def test_a_sound_strip_holds_its_file(tmp_path: Path) -> None:
    path = tmp_path / "mix.wav"
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(2 * 16000))
    create_edit({**EDIT, "strips": [strip(kind="sound", name="mix", file=str(path), frames=30)]})
    made = list(sequencer_strips(bpy.data.scenes["Edit"].sequence_editor))
    assert len(made) == int(bpy.app.build_options.audaspace)
    for sound in made:
        assert span(sound) == (0, 30)
        assert Path(bpy.path.abspath(sound.sound.filepath)) == path


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"scene": "9"}, Code.NOT_FOUND),
        ({"camera": "1.09"}, Code.NOT_FOUND),
        ({"kind": "movie"}, Code.INVALID_PARAMS),
        ({"kind": "movie", "file": "/nowhere/take.mp4"}, Code.NOT_FOUND),
    ],
)
def test_a_strip_of_what_is_not_there_is_refused(wrong: dict[str, Any], code: Code) -> None:
    make_scene("1")
    with pytest.raises(RpcError) as caught:
        create_edit({**EDIT, "strips": [strip(**wrong)]})
    assert caught.value.code == code


def test_scenes_of_several_files_come_together_in_one(tmp_path: Path) -> None:
    files = {}
    for number in ("1", "2"):
        bpy.ops.wm.read_factory_settings(use_empty=True)
        make_scene(number)
        mesh = bpy.data.meshes.new(f"set {number}")
        mesh.materials.append(bpy.data.materials.new("Set matte"))
        bpy.data.scenes[number].collection.objects.link(bpy.data.objects.new(f"set {number}", mesh))
        files[number] = tmp_path / f"{number}.blend"
        bpy.ops.wm.save_as_mainfile(filepath=str(files[number]), copy=True)
    bpy.ops.wm.read_factory_settings(use_empty=True)
    for number, file in files.items():
        append_scene({"file": str(file), "scene": number})
    assert [scene.name for scene in bpy.data.scenes] == ["1", "2"]
    assert bpy.data.scenes["2"].camera == bpy.data.objects["2.01"]
    assert [marker.camera.name for marker in bpy.data.scenes["1"].timeline_markers] == ["1.01"]
    assert [material.name for material in bpy.data.materials] == ["Set matte"]
    assert bpy.data.meshes["set 2"].materials[0] == bpy.data.materials["Set matte"]
    with pytest.raises(RpcError) as caught:
        append_scene({"file": str(files["1"]), "scene": "1"})
    assert caught.value.code == Code.INVALID_PARAMS


def test_a_file_without_the_scene_is_named(tmp_path: Path) -> None:
    make_scene("1")
    file = tmp_path / "1.blend"
    bpy.ops.wm.save_as_mainfile(filepath=str(file), copy=True)
    bpy.ops.wm.read_factory_settings(use_empty=True)
    with pytest.raises(RpcError) as caught:
        append_scene({"file": str(file), "scene": "7"})
    assert caught.value.code == Code.NOT_FOUND


def test_curves_are_written_whole_and_replace_what_was_there() -> None:
    thing = bpy.data.objects.new("thing", None)
    bpy.context.scene.collection.objects.link(thing)
    keyframe_curves(thing, {("location", 0): ([0, 5, 10], [0, 1, 2])})
    keyframe_curves(thing, {("location", 0): ([0, 10], [0, 4]), ("hide_render", 0): ([0], [1])})
    assert [(c.data_path, len(c.keyframe_points)) for c in find_curves(thing)] == [
        ("location", 2),
        ("hide_render", 1),
    ]
    bpy.context.scene.frame_set(5)
    assert thing.location.x == pytest.approx(2)
    assert thing.hide_render


def test_what_has_no_animation_has_no_curves() -> None:
    assert find_curves(bpy.data.objects.new("still", None)) == []


def test_pictures_can_be_written_after_a_film_was() -> None:
    scene = bpy.context.scene
    use_image_output(scene, "BMP")
    assert scene.render.image_settings.file_format == "BMP"
