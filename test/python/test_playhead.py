"""The playhead goes where a client sends it, and tells where a person took it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bpy
import pytest

from photoplay.commands.filming.camera import add_camera
from photoplay.commands.filming.edit import create_edit
from photoplay.commands.filming.scene import create_scene
from photoplay.commands.lookup import WALL
from photoplay.commands.view.playhead import set_playhead, set_range
from photoplay.commands.view.playhead_watch import attach, shot_at, unheard
from photoplay.errors import Code, RpcError
from photoplay.pump import Pump
from photoplay.session import Session
from photoplay.validation import Schemas

SCHEMAS = Schemas()
SHOT: dict[str, Any] = {
    "scene": "2",
    "size": "MS",
    "subjects": [],
    "sensor": [36, 20.25],
    "hides": [],
    "keys": [{"frame": 0, "position": [0, -3, 1], "target": [0, 0, 1], "lens": 50}],
}


@pytest.fixture
def scene() -> Any:
    """Two shots that overlap by six frames, the second without its south wall."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    create_scene({"id": "2", "heading": "INT. BAR - DAY", "fps": 24, "frames": 96, "size": [320, 180]})
    made = bpy.data.scenes["2"]
    wall = bpy.data.objects.new("South wall", None)
    wall[WALL] = "S"
    made.collection.objects.link(wall)
    add_camera({**SHOT, "id": "2.01", "in": 0, "out": 30, "marker": "2.01 MS"})
    add_camera({**SHOT, "id": "2.02", "in": 24, "out": 60, "marker": "2.02 MS", "hides": ["S"]})
    return made


@pytest.fixture
def heard(scene: Any) -> Iterator[tuple[list[dict[str, Any]], Pump]]:
    told: list[dict[str, Any]] = []
    pump = Pump()
    session = Session(
        pump=pump,
        schemas=SCHEMAS,
        background=True,
        broadcast=lambda text: told.append(json.loads(text)["params"]),
    )
    detach = attach(session)
    yield told, pump
    detach()


def move(**params: Any) -> dict[str, Any]:
    SCHEMAS.check_params("playhead/set", {"scene": "2", **params})
    answer = set_playhead({"scene": "2", **params})
    SCHEMAS.check_result("playhead/set", answer)
    return answer["playhead"]


def tell_the_rest(pump: Pump) -> None:
    time.sleep(0.06)
    pump.tick()


def test_a_shot_is_gone_to_at_its_first_frame_through_its_camera(scene: Any) -> None:
    assert move(shot="2.02") == {"scene": "2", "frame": 24, "shot": "2.02", "playing": False}
    assert scene.camera.name == "2.02"


def test_a_frame_that_two_shots_hold_is_seen_by_the_one_that_was_asked_for(scene: Any) -> None:
    wall = bpy.data.objects["South wall"]
    assert move(shot="2.01", frame=26)["shot"] == "2.01"
    assert (scene.camera.name, wall.hide_viewport) == ("2.01", False)
    assert move(shot="2.02", frame=26)["shot"] == "2.02"
    assert (scene.camera.name, wall.hide_viewport) == ("2.02", True)
    assert move(frame=26)["shot"] == "2.02"


def test_a_frame_that_no_shot_holds_has_none(scene: Any) -> None:
    assert move(frame=80)["shot"] == ""


def test_in_the_cut_the_shot_is_that_of_the_strip(scene: Any) -> None:
    strip = {"kind": "scene", "channel": 1, "scene": "2", "frames": 20, "offset": 0}
    strips = [
        {**strip, "name": "a", "start": 0, "camera": "2.02"},
        {**strip, "name": "b", "start": 20, "camera": "2.01"},
    ]
    create_edit({"id": "Film", "fps": 24, "size": [320, 180], "strips": strips})
    film = bpy.data.scenes["Film"]
    assert [shot_at(film, frame) for frame in (0, 19, 20, 39, 40)] == ["2.02", "2.02", "2.01", "2.01", ""]


def test_a_range_holds_the_playhead_and_is_taken_off_again(scene: Any) -> None:
    move(frame=90)
    assert set_range({"scene": "2", "start": 10, "end": 20})["playhead"]["frame"] == 19
    assert (scene.use_preview_range, scene.frame_preview_start, scene.frame_preview_end) == (True, 10, 19)
    set_range({"scene": "2"})
    assert not scene.use_preview_range
    with pytest.raises(RpcError) as caught:
        set_range({"scene": "2", "start": 20, "end": 20})
    assert (caught.value.code, caught.value.data["path"]) == (Code.INVALID_PARAMS, "end")


def test_what_a_person_scrubs_is_told_at_once_and_then_where_it_rests(scene: Any, heard: Any) -> None:
    told, pump = heard
    for frame in range(40, 60):
        scene.frame_set(frame)
    assert [event["frame"] for event in told] == [40]
    tell_the_rest(pump)
    assert [event["frame"] for event in told] == [40, 59]
    SCHEMAS.check_event("playhead/changed", told[-1])
    tell_the_rest(pump)
    assert len(told) == 2


def test_what_a_client_asked_for_is_not_told_and_overtakes_what_waited(scene: Any, heard: Any) -> None:
    told, pump = heard
    scene.frame_set(40)
    scene.frame_set(41)
    move(frame=5)
    tell_the_rest(pump)
    assert [event["frame"] for event in told] == [40]
    scene.frame_set(5)
    tell_the_rest(pump)
    assert [event["frame"] for event in told] == [40]


def test_scenes_that_nobody_sees_and_renders_are_not_told(scene: Any, heard: Any, tmp_path: Path) -> None:
    told, pump = heard
    move(frame=50)
    bpy.data.scenes.new("3").frame_set(7)
    with unheard():
        scene.frame_set(20)
        scene.frame_set(50)
    scene.render.engine, scene.render.resolution_percentage = "BLENDER_WORKBENCH", 10
    scene.frame_start, scene.frame_end, scene.render.filepath = 70, 72, str(tmp_path / "picture")
    bpy.ops.render.render(scene="2", animation=True)
    tell_the_rest(pump)
    assert told == []


def test_nothing_is_told_once_a_session_has_ended(scene: Any) -> None:
    told: list[str] = []
    session = Session(pump=Pump(), schemas=SCHEMAS, background=True, broadcast=told.append)
    attach(session)()
    scene.frame_set(44)
    assert told == []
