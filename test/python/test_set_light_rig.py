"""The light rig: box shadows, fall-off, and its life in a scene's custom property."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from photoplay.kit.light_rig import Fog, Lamp, LightRig, Sun

WALL = np.array([[0, 2, 1, 1, 0.1, 1, 0]], np.float32)


def vector(x: float, y: float, z: float) -> np.ndarray:
    return np.array([x, y, z], np.float32)


def rig(lamps: list[Lamp] | None = None, boxes: np.ndarray = WALL, sun: Sun | None = None) -> LightRig:
    return LightRig(
        sky=vector(0.2, 0.3, 0.4),
        ground=vector(0.1, 0.1, 0.1),
        sun=sun,
        lamps=lamps or [],
        boxes=boxes,
        exposure=0.75,
        face=(0.5, 1.2),
        rim=vector(0.3, 0.3, 0.3),
        fog=Fog(vector(0.7, 0.8, 0.9), 5, 40, 0.5),
        time="DAY",
        key="high",
    )


def lamp(**changes: Any) -> Lamp:
    values: dict[str, Any] = {
        "kind": "POINT",
        "name": "lamp",
        "position": vector(0, 4, 1),
        "colour": vector(1, 0.6, 0.3),
        "power": 2.0,
        "radius": 0.1,
        "points": vector(0, 4, 1)[None],
    }
    return Lamp(**{**values, **changes})


def test_a_box_hides_the_lamp_behind_it() -> None:
    points = np.array([[0, 0, 1], [3, 0, 1]], np.float32)
    normals = np.tile(vector(0, 1, 0), (2, 1))
    assert rig().visible(points, normals, target=vector(0, 4, 1)).tolist() == [False, True]


def test_a_turned_box_hides_along_its_own_axes() -> None:
    turned = WALL.copy()
    turned[0, 6] = np.pi / 2
    points = np.array([[0.5, 0, 1], [0.05, 0, 1]], np.float32)
    normals = np.tile(vector(0, 1, 0), (2, 1))
    seen = rig(boxes=turned).visible(points, normals, direction=vector(0, 1, 0))
    assert seen.tolist() == [True, False]


def test_a_box_that_contains_the_point_does_not_shade_it() -> None:
    inside = vector(0, 2, 1)[None]
    assert rig().visible(inside, vector(0, 0, 1)[None], direction=vector(0, 0, 1)).all()


def test_nearer_is_brighter_and_a_lamp_without_shadow_passes_walls() -> None:
    points = np.array([[0, 0, 1], [0, 3, 1]], np.float32)
    normals = np.tile(vector(0, 1, 0), (2, 1))
    dark = rig().lamplight(lamp(), points, normals)
    assert dark[0].sum() == 0 and dark[1].sum() > 0
    clear = rig().lamplight(lamp(shadow=False), points, normals)
    assert 0 < clear[0].sum() < clear[1].sum()


def test_an_area_lamp_lights_only_what_lies_before_it() -> None:
    area = lamp(kind="AREA", direction=vector(0, 1, 0), shadow=False)
    points = np.array([[0, 3, 1], [0, 5, 1]], np.float32)
    light = rig().lamplight(area, points, (area.position - points).astype(np.float32))
    assert light[0].sum() == 0 and light[1].sum() > 0


def test_the_sun_reaches_what_faces_it_and_is_not_shaded() -> None:
    sun = Sun(vector(0, 1, 0), vector(2, 2, 1))
    points = np.array([[0, 0, 1], [3, 0, 1], [3, 0, 1]], np.float32)
    normals = np.array([[0, 1, 0], [0, 1, 0], [0, -1, 0]], np.float32)
    light = rig(sun=sun).sunlight(points, normals)
    assert light.sum(1).round(3).tolist() == [0, 5, 0]
    assert rig().sunlight(points, normals).sum() == 0


def test_a_rig_comes_back_from_a_scene_as_it_was_stored() -> None:
    scene: dict[str, Any] = {}
    before = rig(
        [lamp(), lamp(kind="SPOT", direction=vector(0, 0, -1), cone=0.3)],
        sun=Sun(vector(0, 1, 0), vector(1, 1, 1)),
    )
    before.store(scene)
    after = LightRig.load(scene)
    assert after.to_dict() == before.to_dict()
    assert len(after.major) == len(before.major) == 1


def test_a_scene_without_a_set_has_no_rig() -> None:
    with pytest.raises(KeyError):
        LightRig.load({})
