"""Every kind of set, built in Blender from the floor plans that planning makes, by day and by night."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

from photoplay.kit.light_rig import LightRig
from photoplay.kit.look import set_up_scene
from photoplay.kit.set import build_set
from photoplay.kit.set.catalogue import BUILDERS

PLANS: dict[str, dict[str, Any]] = {
    plan["kind"]: plan
    for plan in json.loads((Path(__file__).parents[1] / "fixtures" / "floor-plans.json").read_text())["sets"]
}


def light(time: str, exterior: bool) -> dict[str, Any]:
    """A plausible LightPlan."""
    night = time == "NIGHT"
    plan: dict[str, Any] = {
        "setting": "EXT" if exterior else "INT",
        "time": time,
        "key": "high",
        "weather": "clear",
        "sky": [0.05, 0.06, 0.11] if night else [0.3, 0.32, 0.36],
        "ground": [0.04, 0.04, 0.05] if night else [0.25, 0.22, 0.18],
        "window": {"power": 0.5 if night else 4, "colour": [0.5, 0.6, 1.0]},
        "practical": 1.9 if night else 0,
        "ceiling": 0.5,
        "exposure": 0.4,
        "zenith": [0.01, 0.01, 0.03] if night else [0.16, 0.36, 0.72],
        "horizon": [0.04, 0.05, 0.09] if night else [0.72, 0.84, 0.95],
        "face": [0.5, 1.2],
        "rim": [0.3, 0.3, 0.3],
    }
    if not night:
        plan["sun"] = {"direction": [0.6, 0.4, 0.7], "colour": [2.5, 2.1, 1.6]}
    if exterior:
        plan["fog"] = {"colour": [0.6, 0.7, 0.8], "near": 15, "far": 90, "strength": 0.5}
    return plan


@pytest.fixture(autouse=True)
def fresh_file() -> Iterator[None]:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    yield


def build(kind: str, time: str = "DAY") -> tuple[bpy.types.Scene, list[bpy.types.Object]]:
    scene = bpy.data.scenes[0]
    build_set(scene, PLANS[kind], light(time, PLANS[kind]["exterior"]))
    return scene, [made for made in bpy.data.collections["Set"].objects if made.type == "MESH"]


def lit(made: bpy.types.Object) -> np.ndarray:
    values = np.empty(len(made.data.loops) * 4, np.float32)
    made.data.color_attributes["Lit"].data.foreach_get("color", values)
    return values.reshape(-1, 4)[:, :3]


@pytest.mark.parametrize("kind", PLANS)
@pytest.mark.parametrize("time", ["DAY", "NIGHT"])
def test_a_set_is_built_and_lit_without_black_or_broken_faces(kind: str, time: str) -> None:
    _, objects = build(kind, time)
    assert sum(len(made.data.polygons) for made in objects) > 5000
    for made in objects:
        colours = lit(made)
        assert np.isfinite(colours).all(), made.name
        assert made.data.color_attributes.active_color.name == "Lit"
        assert not made.data.validate(), f"{made.name} had invalid geometry"
    colours = np.concatenate([lit(made) for made in objects if made["photoplay_kind"] in ("set", "piece")])
    assert (colours.max(1) < 1e-4).mean() < 0.02
    if time == "DAY":
        assert 0.01 < np.median(colours) < 0.9


@pytest.mark.parametrize("kind", PLANS)
def test_every_piece_and_opening_of_a_plan_has_a_builder(kind: str) -> None:
    assert {piece["type"] for piece in PLANS[kind]["pieces"]} <= BUILDERS.keys()


def test_the_pieces_of_a_plan_are_objects_that_stand_where_the_plan_says() -> None:
    build("office")
    pieces = {
        made["photoplay_id"]: made for made in bpy.data.objects if made.get("photoplay_kind") == "piece"
    }
    assert pieces.keys() == {piece["id"] for piece in PLANS["office"]["pieces"]}
    desk = next(piece for piece in PLANS["office"]["pieces"] if piece["type"] == "desk")
    made = pieces[desk["id"]]
    assert list(made.location) == pytest.approx(desk["position"], abs=1e-5)
    assert made.rotation_euler.z == pytest.approx(desk["facing"], abs=1e-5)
    x, y, z = np.array([vertex.co for vertex in made.data.vertices]).T
    top = (np.abs(x) < 1) & (np.abs(y) < 0.45)
    assert (np.abs(z[top] - desk["size"][2]) < 0.005).sum() > 100


def test_a_piece_goes_with_its_wall() -> None:
    _, objects = build("kitchen")
    hung = {piece["id"]: piece["wall"] for piece in PLANS["kitchen"]["pieces"] if "wall" in piece}
    walls = {made["photoplay_id"]: made["photoplay_wall"] for made in objects if made["photoplay_id"] in hung}
    assert hung and walls == hung


def test_walls_are_objects_of_their_own_that_can_be_hidden() -> None:
    _, objects = build("kitchen")
    walls = {made["photoplay_wall"] for made in objects if "photoplay_wall" in made}
    assert walls == {"N", "E", "S", "W", "C"}
    assert all(made["photoplay_id"] for made in objects)


def test_the_distance_casts_no_shadow_and_goes_with_its_wall() -> None:
    _, objects = build("kitchen")
    views = [made for made in objects if made["photoplay_kind"] == "sky"]
    assert {made["photoplay_wall"] for made in views} == {"N", "W"}
    assert not any(made.visible_shadow for made in views)


def test_a_door_turns_about_its_hinge_into_the_room() -> None:
    _, objects = build("kitchen")
    door = next(made for made in objects if made["photoplay_kind"] == "door")
    opening = PLANS["kitchen"]["openings"][1]
    assert door["photoplay_id"] == opening["id"] == "door"
    assert door["photoplay_wall"] == "E"
    width = PLANS["kitchen"]["size"][0]
    closed = [door.matrix_world @ vertex.co for vertex in door.data.vertices]
    assert max(point.x for point in closed) - min(point.x for point in closed) < 0.2
    assert abs(door.location.x - width / 2) < 0.1
    door.rotation_euler.z = 1.2
    bpy.context.view_layer.update()
    opened = [door.matrix_world @ vertex.co for vertex in door.data.vertices]
    assert min(point.x for point in opened) < width / 2 - 0.7


def test_lamps_burn_at_night_and_are_blender_lights_too() -> None:
    scene, _ = build("living", "NIGHT")
    rig = LightRig.load(scene)
    names = {lamp.name for lamp in rig.lamps}
    assert {"lamp", "window", "ceiling light"} <= names
    assert len(bpy.data.collections["Lights"].objects) == len(rig.lamps)
    table = rig.lamplight(
        next(lamp for lamp in rig.lamps if lamp.name == "lamp"),
        np.array([[-1.0, 1.2, 0.5]], np.float32),
        np.array([[0, 0.7, 0.7]], np.float32),
    )
    assert table.max() > 0.05


def test_the_same_plan_and_light_give_the_same_set() -> None:
    _, first = build("bar", "NIGHT")
    before = {made.name: lit(made) for made in first}
    bpy.ops.wm.read_factory_settings(use_empty=True)
    _, second = build("bar", "NIGHT")
    for made in second:
        assert np.array_equal(before[made.name], lit(made)), made.name


def test_a_piece_of_an_unknown_type_is_a_box_of_its_size() -> None:
    plan = json.loads(json.dumps(PLANS["bare"]))
    plan["pieces"] = [
        {
            "id": "oddity",
            "type": "gadget",
            "position": [1, 1, 0],
            "facing": 0,
            "size": [1, 1, 2],
            "solid": True,
        }
    ]
    rig = build_set(bpy.data.scenes[0], plan, light("DAY", False))
    assert any(np.allclose(box[:6], [1, 1, 1, 0.5, 0.5, 1]) for box in rig.boxes)


def test_a_scene_shows_the_baked_colours_as_they_are() -> None:
    scene = bpy.data.scenes[0]
    set_up_scene(scene, light("DAY", True))
    shading = scene.display.shading
    assert (shading.light, shading.color_type, shading.background_type) == ("FLAT", "VERTEX", "WORLD")
    assert scene.view_settings.view_transform == "Filmic"
    assert scene.view_settings.look.endswith("Medium High Contrast")
    assert scene.view_settings.exposure == pytest.approx(0.65)
    assert scene.world is not None and tuple(scene.world.color) == pytest.approx((0.72, 0.84, 0.95))


def test_lamps_changed_added_and_switched_off_by_hand_light_the_set() -> None:
    scene = bpy.data.scenes[0]
    plan = light("NIGHT", False)
    own = {
        "type": "SPOT", "position": [0, 0, 2], "direction": [0, 0, -1], "watts": 310, "colour": [1, 0, 0],
        "size": [0, 0], "radius": 0.1, "angle": 1.0,
    }  # fmt: skip
    build_set(scene, PLANS["kitchen"], plan)
    before = {str(o["photoplay_id"]): o for o in bpy.data.objects if o.type == "LIGHT"}
    first, second = sorted(before)[:2]
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.data.scenes[0]
    changes = {first: {"off": True}, second: {"lamp": {**own, "type": "POINT"}}}
    rig = build_set(
        scene, PLANS["kitchen"], {**plan, "lamps": [{"id": "light.own", **own}], "lampChanges": changes}
    )
    after = {str(o["photoplay_id"]): o for o in bpy.data.objects if o.type == "LIGHT"}
    assert after.keys() == (before.keys() - {first}) | {"light.own"}
    for name in (second, "light.own"):
        assert list(after[name].location) == pytest.approx([0, 0, 2])
        assert after[name].data.energy == pytest.approx(310, rel=1e-4)
    assert after["light.own"].data.spot_size == pytest.approx(1.0, abs=1e-4)
    floor = np.zeros((2, 3), np.float32)
    floor[1, 0] = 1.5
    torch = rig.lamps[-1]
    below, beside = torch.level(floor, np.array([[0, 0, 1]] * 2, np.float32), torch.position)
    assert below > 0.5 and beside == 0
