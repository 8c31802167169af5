"""Strips by command: put where nothing else is, cut, crossed, faded, sped up, and what frames then show."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

from photoplay.adapter import find_curves, keyframe_curves, use_image_output
from photoplay.commands.filming.scene import create_scene
from photoplay.commands.sequence.commands import COMMANDS, describe_edit
from photoplay.errors import Code, RpcError

SOUND = bool(bpy.app.build_options.audaspace)


@pytest.fixture(autouse=True)
def empty() -> Iterator[None]:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    for name in ("2", "cut"):
        create_scene({"id": name, "heading": "", "fps": 24, "frames": 240, "size": [16, 16]})
    yield


def do(command: str, /, **more: Any) -> None:
    COMMANDS[command]({"type": command, "scene": "cut", **more})


def add(name: str, start: int, frames: int = 48, channel: int = 1, **more: Any) -> None:
    do(
        "strip.add",
        **{"name": name, "kind": "colour", "channel": channel, "start": start, "frames": frames, **more},
    )


def told() -> dict[str, dict[str, Any]]:
    return {strip["name"]: strip for strip in describe_edit({"scene": "cut"})["strips"]}


def spans() -> dict[str, tuple[int, int, int]]:
    return {n: (s["start"], s["start"] + s["frames"], s["channel"]) for n, s in told().items()}


def refused(command: str, /, **more: Any) -> RpcError:
    before = told()
    with pytest.raises(RpcError) as caught:
        do(command, **more)
    assert told() == before
    return caught.value


def level(frame: int, tmp_path: Path) -> float:
    """How bright a frame of the cut is, 0 to 1, as it is shown."""
    scene = bpy.data.scenes["cut"]
    scene.render.use_sequencer = True
    scene.view_settings.view_transform = "Standard"
    use_image_output(scene, "PNG")
    scene.render.image_settings.color_mode = "RGB"
    scene.render.filepath = str(tmp_path / f"{frame}.png")
    bpy.context.view_layer.update()  # what nobody ever looked at is not animated in its first frame
    scene.frame_set(frame)
    bpy.ops.render.render(write_still=True, scene="cut")
    picture = bpy.data.images.load(scene.render.filepath)
    shown = float(np.array(picture.pixels[:]).reshape(-1, 4)[:, :3].mean())
    bpy.data.images.remove(picture)
    return shown


def ramp(tmp_path: Path) -> str:
    """A movie of a hundred frames, each a hundredth brighter than the one before."""
    scene = bpy.data.scenes.new("ramp")
    scene.render.resolution_x = scene.render.resolution_y = 32
    scene.render.fps, scene.frame_start, scene.frame_end = 24, 0, 99
    scene.view_settings.view_transform = "Standard"
    COMMANDS["strip.add"](
        {
            "scene": "ramp",
            "name": "light",
            "kind": "colour",
            "channel": 1,
            "start": 0,
            "frames": 100,
        }
    )
    path = scene.sequence_editor.path_from_id() + '.strips_all["light"].color'
    if bpy.app.version < (4, 4):
        path = path.replace("strips_all", "sequences_all")
    keyframe_curves(scene, {(path, index): ([0, 100], [0, 1]) for index in range(3)})
    settings = scene.render.image_settings
    if hasattr(settings, "media_type"):
        settings.media_type = "VIDEO"
    settings.file_format = "FFMPEG"
    scene.render.ffmpeg.format, scene.render.ffmpeg.codec = "MPEG4", "H264"
    scene.render.ffmpeg.constant_rate_factor = "PERC_LOSSLESS"
    scene.render.filepath = str(tmp_path / "ramp.mp4")
    scene.render.use_file_extension = False
    bpy.ops.render.render(animation=True, scene="ramp")
    return str(tmp_path / "ramp.mp4")


def tone(tmp_path: Path) -> str:
    path = tmp_path / "tone.wav"
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(2 * 16000))
    return str(path)


def test_a_strip_is_told_with_all_that_it_is() -> None:
    do("strip.add", name="hall", kind="scene", source="2", channel=3, start=10, frames=50, offset=20)
    do("strip.mute", strip="hall", muted=True)
    assert told()["hall"] == {
        "name": "hall",
        "kind": "scene",
        "channel": 3,
        "start": 10,
        "frames": 50,
        "offset": 20,
        "source": "2",
        "camera": "",
        "muted": True,
        "level": 1.0,
        "speed": 1.0,
        "fade": [0, 0],
    }


def test_strips_are_told_a_page_at_a_time_by_start() -> None:
    for number in range(5):
        add(f"s{number}", 100 - 20 * number, 10)
    page = describe_edit({"scene": "cut", "offset": 1, "limit": 2})
    assert (page["total"], [strip["name"] for strip in page["strips"]]) == (5, ["s3", "s2"])
    assert describe_edit({"scene": "2"})["strips"] == []


def test_nothing_is_put_where_something_is() -> None:
    add("a", 0)
    error = refused("strip.add", name="b", kind="colour", channel=1, start=40, frames=10)
    assert (error.code, error.data["path"]) == (Code.INVALID_PARAMS, "channel")
    add("b", 60)
    assert refused("strip.move", strip="b", start=20).data["path"] == "channel"
    assert refused("strip.trim", strip="a", end=61).data["path"] == "channel"
    add("c", 20, channel=2)
    assert refused("strip.move", strip="c", channel=1).data["path"] == "channel"
    do("strip.move", strip="c", start=48, channel=3)
    assert spans() == {"a": (0, 48, 1), "b": (60, 108, 1), "c": (48, 96, 3)}


def test_a_strip_that_is_cut_shows_at_each_frame_what_it_showed() -> None:
    do("strip.add", name="hall", kind="scene", source="2", channel=1, start=10, frames=50)
    do("strip.trim", strip="hall", start=20, end=40)
    assert spans()["hall"] == (20, 40, 1)
    assert told()["hall"]["offset"] == 10
    do("strip.move", strip="hall", start=100)
    assert (spans()["hall"], told()["hall"]["offset"]) == ((100, 120, 1), 10)
    assert refused("strip.trim", strip="hall", start=120).data["path"] == "start"


def test_two_pictures_cross_over_their_cut(tmp_path: Path) -> None:
    add("dark", 0, 24, colour="#000000")
    add("light", 24, 24, colour="#ffffff")
    do("strip.cross", **{"from": "dark", "to": "light", "frames": 8, "name": "x"})
    assert spans() == {"dark": (0, 28, 1), "light": (20, 48, 2), "x": (20, 28, 3)}
    assert told()["x"]["source"] == "dark, light"
    levels = [level(frame, tmp_path) for frame in (19, 22, 25, 28)]
    assert levels[0] < 0.02 < 0.1 < levels[1] < levels[2] < 0.9 < 0.98 < levels[3]
    assert refused("strip.cross", **{"from": "dark", "to": "light"}).data["path"] == "to"
    assert "crosses" in refused("strip.move", strip="dark", start=3).message
    assert refused("strip.trim", strip="light", start=30).data["path"] == "start"
    do("strip.delete", strip="dark")
    assert list(spans()) == ["light"]


def test_strips_apart_do_not_cross() -> None:
    add("a", 0, 24)
    add("b", 30, 24)
    assert refused("strip.cross", **{"from": "a", "to": "b", "frames": 4}).data["path"] == "to"
    add("c", 24, 6, channel=2)
    assert refused("strip.cross", **{"from": "a", "to": "c"}).data["path"] == "frames"
    assert refused("strip.cross", **{"from": "a", "to": "c", "frames": 20}).data["path"] == "frames"


def test_a_fade_goes_where_its_strip_goes(tmp_path: Path) -> None:
    add("light", 0, 48, colour="#ffffff")
    do("strip.fade", strip="light", **{"in": 10, "out": 20})
    do("strip.move", strip="light", start=100)
    assert [round(level(frame, tmp_path), 1) for frame in (100, 105, 120, 138)] == pytest.approx(
        [0.0, 0.5, 1.0, 0.5], abs=0.11
    )
    assert told()["light"]["fade"] == [10, 20]
    assert refused("strip.fade", strip="light", out=40).data["path"] == "out"
    do("strip.fade", strip="light", **{"in": 0, "out": 0, "level": 0.5})
    assert find_curves(bpy.data.scenes["cut"]) == []
    assert level(120, tmp_path) == pytest.approx(0.5, abs=0.02)
    do("strip.delete", strip="light")
    assert told() == {}


def test_a_source_goes_by_faster_or_slower(tmp_path: Path) -> None:
    file = ramp(tmp_path)
    do("strip.add", name="ramp", kind="movie", file=file, channel=1, start=0, frames=40, offset=10)
    assert level(20, tmp_path) == pytest.approx(0.30, abs=0.03)
    do("strip.speed", strip="ramp", factor=2)
    assert spans() == {"ramp": (0, 20, 1), "ramp speed": (0, 20, 2)}
    assert [level(frame, tmp_path) for frame in (0, 15)] == pytest.approx([0.10, 0.40], abs=0.03)
    do("strip.trim", strip="ramp", start=5)
    assert level(15, tmp_path) == pytest.approx(0.40, abs=0.03)
    do("strip.fade", strip="ramp", out=10)
    assert level(15, tmp_path) == pytest.approx(0.20, abs=0.03)
    do("strip.move", strip="ramp", start=50)
    assert level(55, tmp_path) == pytest.approx(0.30, abs=0.03)
    do("strip.fade", strip="ramp", out=0)
    do("strip.speed", strip="ramp", factor=0.5)
    assert spans()["ramp"] == (50, 110, 1)
    assert level(90, tmp_path) == pytest.approx(0.40, abs=0.03)
    do("strip.speed", strip="ramp", factor=1)
    assert spans() == {"ramp": (50, 80, 1)}
    assert level(70, tmp_path) == pytest.approx(0.40, abs=0.03)


def test_what_does_not_move_has_no_speed() -> None:
    add("still", 0)
    assert refused("strip.speed", strip="still", factor=2).data["path"] == "strip"


def test_a_title_says_what_it_is_told(tmp_path: Path) -> None:
    do("strip.add", name="title", kind="text", channel=1, start=0, frames=24, words="MMMM", size=20)
    title = bpy.data.scenes["cut"].sequence_editor
    strip = next(iter(title.strips if hasattr(title, "strips") else title.sequences))
    shown = level(5, tmp_path)
    assert shown > 0.05
    do("strip.text", strip="title", words="Later", place=[0.25, 0.75], size=12, colour="#ff0000")
    assert (strip.text, strip.font_size, tuple(strip.location)) == ("Later", 12, (0.25, 0.75))
    assert tuple(strip.color) == (1, 0, 0, 1)
    add("plain", 30)
    assert refused("strip.text", strip="plain", words="No").data["path"] == "strip"


def test_a_picture_lasts_as_long_as_it_is_told(tmp_path: Path) -> None:
    picture = bpy.data.images.new("grey", 4, 4)
    picture.filepath_raw, picture.file_format = str(tmp_path / "grey.png"), "PNG"
    picture.save()
    do("strip.add", name="grey", kind="image", file=str(tmp_path / "grey.png"), channel=1, start=5, frames=30)
    assert (spans()["grey"], told()["grey"]["source"]) == ((5, 35, 1), str(tmp_path / "grey.png"))
    error = refused("strip.add", name="g", kind="image", file=str(tmp_path / "grey.png"), channel=2, start=5)
    assert error.data["path"] == "frames"


def test_sounds_fade_into_each_other_and_a_blender_without_sound_says_so(tmp_path: Path) -> None:
    file = tone(tmp_path)
    sound = {"kind": "sound", "file": file, "channel": 1}
    if not SOUND:
        error = refused("strip.add", name="a", start=0, **sound)
        assert (error.code, "without sound" in error.message) == (Code.BLENDER, True)
        return
    do("strip.add", name="a", start=0, **sound)
    do("strip.add", name="b", start=48, **sound)
    assert spans() == {"a": (0, 48, 1), "b": (48, 96, 1)}
    do("strip.cross", **{"from": "a", "to": "b", "frames": 6})
    assert (told()["a"]["fade"], told()["b"]["fade"]) == ([0, 6], [6, 0])
    do("strip.fade", strip="a", level=1.5)
    assert told()["a"]["level"] == 1.5
    assert refused("strip.speed", strip="a", factor=2).data["path"] == "strip"


@pytest.mark.parametrize(
    ("wrong", "code", "path"),
    [
        ({"kind": "scene", "source": "cut"}, Code.INVALID_PARAMS, "source"),
        ({"kind": "scene", "source": "22"}, Code.NOT_FOUND, None),
        ({"kind": "scene", "source": "2", "camera": "2.01"}, Code.NOT_FOUND, "camera"),
        ({"kind": "movie"}, Code.INVALID_PARAMS, "file"),
        ({"kind": "movie", "file": "/nowhere/take.mp4"}, Code.NOT_FOUND, "file"),
        ({"kind": "movie", "file": __file__}, Code.INVALID_PARAMS, "file"),
        ({"kind": "image", "file": __file__, "frames": 5}, Code.INVALID_PARAMS, "file"),
        ({"kind": "text", "frames": 5}, Code.INVALID_PARAMS, "words"),
        ({"kind": "colour", "frames": 5, "name": "there"}, Code.INVALID_PARAMS, "name"),
    ],
)
def test_what_cannot_be_added_is_refused(wrong: dict[str, Any], code: Code, path: str | None) -> None:
    add("there", 100)
    error = refused("strip.add", **{"name": "new", "channel": 1, "start": 0, **wrong})
    assert (error.code, error.data.get("path")) == (code, path)


def test_scenes_do_not_show_each_other_in_a_circle() -> None:
    do("strip.add", name="s", kind="scene", source="2", channel=1, start=0)
    with pytest.raises(RpcError):
        COMMANDS["strip.add"](
            {"scene": "2", "name": "back", "kind": "scene", "source": "cut", "channel": 1, "start": 0}
        )


def test_an_unknown_strip_is_answered_with_the_nearest() -> None:
    add("opening", 0)
    error = refused("strip.delete", strip="openin")
    assert (error.code, error.data["nearest"]) == (Code.NOT_FOUND, ["opening"])
