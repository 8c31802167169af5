"""The light on actors: smooth in space, bounded on faces, and a function of the evaluated frame alone."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import bpy
import numpy as np
import pytest

from photoplay.kit.character import build_character
from photoplay.kit.light_rig import Lamp, LightRig
from photoplay.kit.perform import perform
from photoplay.kit.relight import attach, prepare
from photoplay.kit.relight.body import ActorBody
from photoplay.kit.relight.exposure import Subject, light_actor
from photoplay.kit.relight.probe import Probe
from photoplay.kit.relight.refine import GROUND_PROPERTY
from photoplay.kit.set.bake import light as bake_light
from photoplay.kit.set.bake import sample, shown
from photoplay.kit.set.colour import Palette
from photoplay.kit.set.objects import mesh_of
from photoplay.kit.set.parts import Conditions
from photoplay.kit.set.workshop import Workshop

PLAN: dict[str, Any] = {
    "sky": [0.075, 0.085, 0.125], "ground": [0.095, 0.075, 0.065],
    "window": {"power": 0.5, "colour": [0.3, 0.5, 1]}, "practical": 1.9, "ceiling": 0, "exposure": 0.6,
    "zenith": [0, 0, 0], "horizon": [0, 0, 0], "face": [0.56, 0.74], "rim": [0.1, 0.15, 0.3], "time": "NIGHT",
    "key": "high", "sun": None, "fog": None,
}  # fmt: skip
WALL = np.array([[0.0, 0.6, 1.0, 1.0, 0.05, 1.0, 0.0]], np.float32)


def lamp(x: float, y: float, z: float, power: float = 1.9) -> Lamp:
    at = np.array([x, y, z], np.float32)
    return Lamp("POINT", "lamp", at, np.array([1, 0.6, 0.28], np.float32), power, 0.12, at[None])


def rig_of(*lamps: Lamp, boxes: np.ndarray | None = None) -> LightRig:
    return LightRig.from_plan(PLAN, list(lamps), np.zeros((0, 7), np.float32) if boxes is None else boxes)


def subject(face: tuple[float, float, float] = (0, -1, 0), skin: float = 0.3) -> Subject:
    way = np.array(face, float)
    return Subject(np.array([0, 0, 1.6]), np.array([0, 0, 1.0]), way, np.array([0.0, -1, 0]), skin)


def test_a_wall_stops_a_lamp() -> None:
    behind, free = rig_of(lamp(0, 2, 1.2), boxes=WALL), rig_of(lamp(0, 2, 1.2))
    here = np.array([0.0, 0.0, 1.2])
    assert Probe(free).at(here).colours.max() > 0.2
    assert Probe(behind).at(here).colours.max() < 0.01


def test_light_changes_smoothly_past_the_edge_of_a_wall() -> None:
    probe = Probe(rig_of(lamp(0, 2, 1.2), boxes=WALL))
    levels = [float(probe.at(np.array([x, 0.0, 1.2])).colours.max()) for x in np.arange(0.8, 2.6, 0.02)]
    assert max(levels) > 0.15
    assert max(abs(after - before) for before, after in pairwise(levels)) < 0.02


def test_what_was_asked_before_does_not_change_the_light() -> None:
    rig, here = rig_of(lamp(0, 2, 1.2), boxes=WALL), np.array([1.31, 0.2, 1.1])
    asked = Probe(rig)
    for x in np.arange(0, 3, 0.17):
        asked.at(np.array([x, 0.1, 1.0]))
    assert (asked.at(here).colours == Probe(rig).at(here).colours).all()


@pytest.mark.parametrize("power", [0.2, 1.0, 4.0])
def test_a_face_is_brought_near_the_level_its_light_plan_asks_for(power: float) -> None:
    rig = rig_of(lamp(0, -1.5, 1.8, power))
    light = light_actor(rig, Probe(rig), subject(), np.array([0.3, -2, 1.6]))
    level = light.high.level(np.array([0, -1.0, 0])).max() * light.gain * 2**rig.exposure
    assert 0.3 < level < 1.4


def test_a_face_turned_from_the_lamp_gets_a_fill() -> None:
    rig = rig_of(lamp(0, 3, 1.8))
    light = light_actor(rig, Probe(rig), subject(), np.array([0.3, -2, 1.6]))
    assert light.high.level(np.array([0, -1.0, 0])).max() * light.gain > 0.1


def test_turning_the_head_does_not_change_the_exposure() -> None:
    rig = rig_of(lamp(1, -1, 1.8))
    camera = np.array([0.3, -2, 1.6])
    gains = {light_actor(rig, Probe(rig), subject(face), camera).gain for face in ((0, -1, 0), (1, 0, 0))}
    assert len(gains) == 1


def test_pale_skin_gets_less_light_than_dark_skin() -> None:
    rig = rig_of(lamp(0, -1, 1.8, 1.5))
    camera = np.array([0.3, -2, 1.6])
    pale, dark = (light_actor(rig, Probe(rig), subject(skin=skin), camera).gain for skin in (0.7, 0.1))
    assert pale < dark


def stage() -> tuple[bpy.types.Scene, bpy.types.Object]:
    """A floor, a lamp, and someone who stands there and waves."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    rig = rig_of(lamp(0.8, -0.8, 2.0))
    rig.store(scene)
    workshop = Workshop(Palette({}), Conditions.of({**PLAN, "practical": 1}))
    workshop.sheet((-2, -2, 0), (4, 0, 0), (0, 4, 0), (16, 16), (0.5, 0.5, 0.5))
    samples = sample(workshop.parts)
    level = bake_light(samples, rig)
    lit = [
        shown(part, corner, level, samples, None)
        for part, corner in zip(workshop.parts, samples.corners, strict=True)
    ]
    floor = bpy.data.objects.new("static", mesh_of("static", workshop.parts, lit))
    floor["photoplay_kind"] = "set"
    scene.collection.objects.link(floor)
    actor = build_character("anna", {"age": "adult"}, scene.collection)
    blank = {name: [] for name in ("gaits", "gaze", "speech", "feelings", "blinks", "beats")}
    perform(scene, actor, {
        **blank,
        "root": [{"frame": 0, "position": [0, 0, 0], "facing": 3.14}],
        "postures": [{"start": 0, "frames": 1, "from": "stand", "to": "stand", "seatHeight": 0}],
        "clips": [{"do": "wave", "start": 0, "frames": 40, "seed": "w"}],
        "visible": [{"start": 0, "end": 100}],
    }, list(range(40)), 1)  # fmt: skip
    camera = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
    camera.location = (0, -3, 1.5)
    scene.collection.objects.link(camera)
    scene.camera = camera
    return scene, actor


def colours(thing: Any) -> np.ndarray:
    values = np.empty(len(thing.data.attributes["Lit"].data) * 4, np.float32)
    thing.data.attributes["Lit"].data.foreach_get("color", values)
    return values


def test_a_frame_looks_the_same_whatever_was_drawn_before() -> None:
    scene, actor = stage()
    prepare(scene)
    body = actor.children[0]
    ground = next(thing for thing in scene.objects if GROUND_PROPERTY in thing)
    detach = attach(scene)
    scene.frame_set(20)
    first, shade = colours(body), colours(ground)
    scene.frame_set(3)
    assert (colours(body) != first).any()
    scene.frame_set(20)
    assert (colours(body) == first).all()
    assert (colours(ground) == shade).all()
    detach()
    scene.frame_set(5)
    assert (colours(body) == first).all()


def test_an_actor_darkens_the_ground_it_stands_on_and_nothing_far_away() -> None:
    scene, _ = stage()
    faces = len(bpy.data.objects["static"].data.polygons)
    prepare(scene)
    assert len(bpy.data.objects["static"].data.polygons) < faces
    ground = next(thing for thing in scene.objects if GROUND_PROPERTY in thing)
    before = colours(ground).reshape(-1, 4)
    detach = attach(scene)
    scene.frame_set(10)
    after = colours(ground).reshape(-1, 4)
    detach()
    places = np.array([vertex.co for vertex in ground.data.vertices])
    ratio = after[:, 0] / before[:, 0]
    near = np.linalg.norm(places[:, :2], axis=1) < 0.12
    assert ratio[near].mean() < 0.75
    assert ratio.max() <= 1.0001
    # the lamp stands at (.8, -.8): the shadow falls to the other side
    aside = places[:, :2] @ np.array([1, -1]) / 2**0.5
    assert ratio[aside < -0.4].mean() < ratio[aside > 0.4].mean()


def test_a_head_shades_the_neck_below_it() -> None:
    scene, actor = stage()
    scene.frame_set(0)
    body = ActorBody(actor, actor.children[0])
    stand = body.stand(bpy.context.evaluated_depsgraph_get())
    assert stand.head[2] > stand.hips[2] + 0.5
    assert body.skin.under.max() == 1
    assert body.skin.high.min() == 0
    assert stand.face @ np.array([0, -1, 0]) > 0.9


def test_a_scene_without_a_set_cannot_be_lit() -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    with pytest.raises(KeyError):
        attach(bpy.context.scene)
