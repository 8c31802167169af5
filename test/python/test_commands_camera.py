"""A shot's camera in Blender stands where the planner's maths puts it, at every frame."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import bpy
import numpy as np
import pytest
from bpy_extras.object_utils import world_to_camera_view
from mathutils import Vector

from photoplay.commands.filming.camera import add_camera
from photoplay.commands.filming.scene import create_scene
from photoplay.commands.lookup import WALL, find_camera
from photoplay.commands.rendering.aim import aimed
from photoplay.errors import Code, RpcError

SHOT: dict[str, Any] = {
    "type": "camera.add",
    "scene": "2",
    "id": "2.01",
    "size": "MS",
    "subjects": ["mara", "ivo"],
    "in": 0,
    "out": 24,
    "keys": [{"frame": 0, "position": [1, -3, 1.5], "target": [0, 0, 1.2], "lens": 50}],
    "sensor": [36, 20.25],
    "hides": [],
    "marker": "2.01 MS",
}
PUSH = [
    {"frame": 4, "position": [0, -4, 1.5], "target": [0, 0, 1.5], "lens": 40},
    {"frame": 20, "position": [1, -2, 1.7], "target": [0.5, 0, 1.4], "lens": 60},
]


@pytest.fixture
def scene() -> Iterator[Any]:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    create_scene({"id": "2", "heading": "INT. KITCHEN - DAY", "fps": 24, "frames": 96, "size": [480, 270]})
    yield bpy.data.scenes["2"]


def shoot(scene: Any, **changes: Any) -> Any:
    add_camera({**SHOT, **changes})
    return find_camera(scene, changes.get("id", "2.01"))


def centre(scene: Any, camera: Any, point: Any) -> Vector:
    scene.view_layers[0].update()
    return world_to_camera_view(scene, camera, Vector(point))


def test_the_target_falls_on_the_middle_of_the_frame(scene: Any) -> None:
    camera = shoot(scene)
    seen = centre(scene, camera, (0, 0, 1.2))
    assert (seen.x, seen.y) == pytest.approx((0.5, 0.5), abs=1e-5)
    assert seen.z == pytest.approx(math.sqrt(10 + 0.09), abs=1e-5)


def test_the_frame_is_as_high_as_lens_and_sensor_make_it(scene: Any) -> None:
    camera = shoot(scene, keys=[{"frame": 0, "position": [0, -3, 1], "target": [0, 0, 1], "lens": 50}])
    height = 3 * 20.25 / 50
    assert centre(scene, camera, (0, 0, 1 + height / 2)).y == pytest.approx(1, abs=1e-4)
    assert centre(scene, camera, (3 * 36 / 50 / 2, 0, 1)).x == pytest.approx(1, abs=1e-4)


def test_a_positive_roll_turns_the_picture_as_the_planner_does(scene: Any) -> None:
    key = {"frame": 0, "position": [0, -3, 1], "target": [0, 0, 1], "lens": 50, "roll": 0.2}
    camera = shoot(scene, keys=[key])
    scene.view_layers[0].update()
    right = camera.matrix_world.to_3x3() @ Vector((1, 0, 0))
    assert tuple(right) == pytest.approx((math.cos(0.2), 0, math.sin(0.2)), abs=1e-5)


def test_a_camera_can_look_straight_down(scene: Any) -> None:
    camera = shoot(scene, keys=[{"frame": 0, "position": [0, 0, 5], "target": [0, 0, 0], "lens": 35}])
    assert centre(scene, camera, (0, 1, 0)).y > 0.5


@pytest.mark.parametrize("frame", [0, 4, 9, 12, 17, 20, 23])
def test_a_move_eases_between_its_keys_and_holds_outside_them(scene: Any, frame: int) -> None:
    camera = shoot(scene, keys=PUSH, focus={"at": [0, 0, 1.5], "fstop": 2})
    scene.frame_set(frame)
    t = min(max((frame - 4) / 16, 0), 1)
    t = t * t * (3 - 2 * t)
    place = np.array(PUSH[0]["position"]) * (1 - t) + np.array(PUSH[1]["position"]) * t
    target = np.array(PUSH[0]["target"]) * (1 - t) + np.array(PUSH[1]["target"]) * t
    assert tuple(camera.matrix_world.translation) == pytest.approx(place, abs=1e-4)
    seen = world_to_camera_view(scene, camera, Vector(target))
    assert (seen.x, seen.y) == pytest.approx((0.5, 0.5), abs=1e-4)
    assert camera.data.lens == pytest.approx(40 + 20 * t, abs=1e-3)
    axis = (target - place) / np.linalg.norm(target - place)
    distance = float((np.array([0, 0, 1.5]) - place) @ axis)
    assert camera.data.dof.focus_distance == pytest.approx(distance, abs=1e-3)


def test_a_camera_passes_through_a_key_on_its_way_without_stopping(scene: Any) -> None:
    places = [(0, -4, 1.5), (1, -3, 1.5), (4, -3, 1.5)]
    keys = [
        {"frame": 8 * i, "position": list(place), "target": [0, 0, 1.2], "lens": 35 + 10 * i}
        for i, place in enumerate(places)
    ]
    camera = shoot(scene, keys=keys)
    seen, xs = [], []
    for frame in range(17):
        scene.frame_set(frame)
        at = world_to_camera_view(scene, camera, Vector((0, 0, 1.2)))
        seen.append((at.x, at.y))
        xs.append(camera.location.x)
    assert np.allclose(seen, 0.5, atol=1e-4)
    assert [xs[0], xs[8], xs[16]] == pytest.approx([0, 1, 4], abs=1e-4)
    # Fritsch & Carlson: the speed at the middle key is the harmonic mean of 1/8 and 3/8 a frame
    speed, t = 0.1875, 1 / 8
    hermite = (2 * t**3 - 3 * t**2 + 1) + (t**3 - 2 * t**2 + t) * speed * 8 + (3 * t**2 - 2 * t**3) * 4
    assert xs[9] == pytest.approx(hermite, abs=1e-4)


def test_a_camera_in_the_hand_sways_by_the_time_since_its_shot_began(scene: Any) -> None:
    hand = {"seed": "2.01", "amount": 0.01}
    early = shoot(scene, handheld=hand)
    late = shoot(scene, id="2.02", handheld=hand, **{"in": 48, "out": 72})
    turns = []
    for camera, start in ((early, 0), (late, 48)):
        rows = []
        for frame in range(0, 24, 3):
            scene.frame_set(start + frame)
            rows.append(tuple(camera.rotation_euler))
        turns.append(np.array(rows))
    assert np.allclose(turns[0], turns[1], atol=1e-6)
    assert 0.002 < np.ptp(turns[0], axis=0).max() < 0.04


def test_it_is_named_and_described_for_a_person(scene: Any) -> None:
    camera = shoot(scene, hides=["S"])
    described = {key: camera[key] for key in list(camera.keys()) if key.startswith("photoplay_")}
    assert described == {
        "photoplay_id": "2.01",
        "photoplay_shot": "2.01",
        "photoplay_size": "MS",
        "photoplay_subjects": "mara,ivo",
        "photoplay_in": 0,
        "photoplay_out": 24,
        "photoplay_hides": "S",
    }
    assert camera.name == camera.data.name == "2.01"
    assert camera.users_collection[0].name == "2 Cameras"
    marker = scene.timeline_markers["2.01 MS"]
    assert (marker.frame, marker.camera) == (0, camera)


def add_wall(scene: Any, name: str, side: str) -> Any:
    wall = bpy.data.objects.new(name, None)
    wall[WALL] = side
    scene.collection.objects.link(wall)
    return wall


def test_walls_go_for_their_shots_alone(scene: Any) -> None:
    south, north = add_wall(scene, "south", "S"), add_wall(scene, "north", "N")
    shoot(scene)
    shoot(scene, id="2.02", hides=["S"], **{"in": 24, "out": 48})
    shoot(scene, id="2.03", **{"in": 48, "out": 72})
    hidden = []
    for frame in (0, 23, 24, 47, 48, 71):
        scene.frame_set(frame)
        hidden.append((south.hide_render, south.hide_viewport, north.hide_render))
    assert hidden == [(False,) * 3] * 2 + [(True, True, False)] * 2 + [(False,) * 3] * 2


def test_aiming_shows_a_shot_at_any_frame_and_leaves_no_trace(scene: Any) -> None:
    south = add_wall(scene, "south", "S")
    shoot(scene)
    second = shoot(scene, id="2.02", hides=["S"], **{"in": 24, "out": 48})
    before = scene.camera
    with aimed(scene, second):
        scene.frame_set(3)
        assert scene.camera == second
        assert south.hide_render
    scene.frame_set(3)
    assert scene.camera == before
    assert not south.hide_render
    assert [marker.camera.name for marker in scene.timeline_markers] == ["2.01", "2.02"]


def test_a_scene_that_is_not_there_is_named_with_the_nearest(scene: Any) -> None:
    with pytest.raises(RpcError) as caught:
        add_camera({**SHOT, "scene": "2A"})
    assert caught.value.code == Code.NOT_FOUND
    assert caught.value.data["nearest"] == ["2"]
