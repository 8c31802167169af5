"""Actors directed by commands alone: where they are, what their hands and eyes do, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import dist, pi
from typing import Any

import bpy
import pytest
from mathutils import Vector

from photoplay.adapter import find_curves
from photoplay.commands.actors.keep import settle, together
from photoplay.commands.lookup import actors, find_actor
from photoplay.commands.stage.methods import COMMANDS
from photoplay.errors import Code, RpcError
from photoplay.kit.perform.bake import performer_of

LYING = [{"frame": 0, "position": [0.3, 0.5, 0.8]}]


@pytest.fixture(autouse=True)
def scene() -> Iterator[Any]:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    COMMANDS["scene.create"](
        {"id": "2", "heading": "INT. HALL - DAY", "fps": 24, "frames": 240, "size": [96, 54]}
    )
    yield bpy.data.scenes["2"]


def do(command: str, /, **more: Any) -> list[Any]:
    return list(COMMANDS[command]({"type": command, "scene": "2", **more}) or ())


def add(who: str, x: float, y: float, facing: float = 0.0, **more: Any) -> Any:
    return do("actor.add", id=who, position=[x, y, 0], facing=facing, **more)[0]


def kept() -> str:
    """All that was directed, and every key."""
    things = [thing for thing in bpy.data.scenes["2"].objects if thing.type in ("ARMATURE", "MESH")]
    told = {
        thing.name: [
            {key: str(value) for key, value in thing.items()},
            [(c.data_path, c.array_index, len(c.keyframe_points)) for c in find_curves(thing)],
        ]
        for thing in things
    }
    return json.dumps(told, sort_keys=True)


def refused(command: str, /, **more: Any) -> RpcError:
    before = kept()
    with pytest.raises(RpcError) as caught:
        do(command, **more)
    assert kept() == before
    return caught.value


def cup(track: list[dict[str, Any]] = LYING) -> Any:
    do("prop.build", id="cup", name="Cup", kind="cup", track=track)
    return bpy.data.objects["Cup"]


def bone(who: str, name: str, frame: int) -> Vector:
    scene = bpy.data.scenes["2"]
    scene.frame_set(frame)
    armature = find_actor(scene, who)
    return armature.matrix_world @ armature.pose.bones[name].head


def gaze(who: str) -> list[dict[str, Any]]:
    armature = find_actor(bpy.data.scenes["2"], who)
    return json.loads(armature["photoplay_performance"])["performance"]["gaze"]


def test_who_is_added_stands_where_told_and_lives(scene: Any) -> None:
    armature = add("anna", 1, 2, pi / 2, name="ANNA", look={"age": "child"})
    assert (armature.name, sorted(actors(scene))) == ("ANNA", ["anna"])
    scene.frame_set(120)
    assert armature.matrix_world.translation.to_tuple(3) == (1, 2, 0)
    assert bone("anna", "head", 120).z < 1.2
    breath = {round(bone("anna", "head", frame).y, 5) for frame in range(0, 240, 24)}
    assert len(breath) > 5
    assert refused("actor.add", id="anna").data["path"] == "id"


def test_a_walk_is_keyed_on_twos_over_the_whole_scene_without_shots(scene: Any) -> None:
    armature = add("anna", 0, 0)
    assert do("actor.walk", id="anna", start=24, path=[[0, 0], [0, 2.6]]) == [armature]
    scene.frame_set(200)
    assert armature.matrix_world.translation.to_tuple(3) == (0, 2.6, 0)
    frames = [point.co.x for point in find_curves(armature)[0].keyframe_points]
    assert frames == list(range(0, 240, 2))


def test_with_shots_their_windows_are_keyed(scene: Any) -> None:
    for shot, begin, end in (("2.01", 10, 20), ("2.02", 101, 110)):
        do(
            "camera.add",
            id=shot,
            size="WS",
            subjects=[],
            keys=[{"frame": begin, "position": [0, -3, 1], "target": [0, 0, 1], "lens": 35}],
            sensor=[36, 20.25],
            hides=[],
            marker=shot,
            **{"in": begin, "out": end},
        )
    armature = add("anna", 0, 0)
    frames = [point.co.x for point in find_curves(armature)[0].keyframe_points]
    assert frames == [*range(10, 20, 2), *range(101, 110, 2)]


def test_a_new_look_keeps_the_actor_its_performance_and_what_points_at_it(scene: Any) -> None:
    armature = add("anna", 0, 0, look={"hairStyle": "short"})
    do("actor.walk", id="anna", start=0, path=[[0, 0], [0, 2]])
    prop = cup([{"frame": 0, "holder": {"actor": "anna", "hand": "right"}}])
    before = armature.as_pointer(), len(bpy.data.objects), len(bpy.data.meshes)
    do("actor.look", id="anna", look={"heightM": 1.2, "age": "child"})
    assert (armature.as_pointer(), len(bpy.data.objects), len(bpy.data.meshes)) == before
    assert json.loads(armature["photoplay_look"])["hairStyle"] == "short"
    assert bone("anna", "head", 200).z < 1.15
    assert armature.matrix_world.translation.y == pytest.approx(2, abs=1e-3)
    assert dist(prop.matrix_world.translation, bone("anna", "hand.R", 200)) < 0.2
    assert bpy.data.orphans_purge(do_recursive=True) == 0


def test_eyes_go_with_somebody_whatever_was_directed_first(scene: Any) -> None:
    add("anna", 0, 0)
    add("ben", 0, 3, pi)
    do("actor.gaze", id="anna", start=10, at={"actor": "ben"})
    do("actor.walk", id="ben", start=20, path=[[0, 3], [2, 3]])
    follows = [key["point"] for key in gaze("anna")]
    assert follows[-1][0] == pytest.approx(2, abs=0.15)
    assert len(follows) > 20
    eyes = performer_of(scene, find_actor(scene, "ben"))
    assert follows[-1][2] == pytest.approx(eyes.skeleton.joint("eye.L").z, abs=0.1)
    do("actor.gaze", id="anna", start=100, at={"point": [0, 5, 0]}, frames=24, glance=True)
    told = gaze("anna")
    glance = next(key for key in told if key["frame"] == 100)
    assert (glance["point"], glance["glance"]) == ([0, 5, 0], True)
    assert next(key for key in told if key["frame"] == 124)["point"][0] == pytest.approx(2, abs=0.15)


def test_eyes_follow_a_thing_that_moves_and_the_scene_stays_at_its_frame(scene: Any) -> None:
    add("anna", 0, 0)
    ball = bpy.data.objects.new("ball", None)
    scene.collection.objects.link(ball)
    for frame, x in ((0, 0.0), (100, 4.0)):
        ball.location = (x, 3, 1)
        ball.keyframe_insert("location", frame=frame)
    scene.frame_set(77)
    do("actor.gaze", id="anna", start=0, at={"object": "ball"})
    points = {key["frame"]: key["point"][0] for key in gaze("anna")}
    assert points[50] == pytest.approx(2, abs=0.1)
    assert scene.frame_current == 77


def test_a_line_moves_the_mouth_and_a_feeling_the_brows(scene: Any) -> None:
    armature = add("anna", 0, 0)
    do("actor.say", id="anna", start=48, text="Mama, open the window!", loudness=1.4)
    do("actor.pose", id="anna", start=150, expression="angry", strength=1)
    keys = armature.children[0].data.shape_keys.key_blocks

    def shown(name: str, frames: range) -> float:
        values = []
        for frame in frames:
            scene.frame_set(frame)
            values.append(keys[name].value)
        return max(values)

    assert shown("AA", range(10, 40)) < 0.1 < 0.4 < shown("AA", range(48, 90))
    assert shown("MBP", range(48, 60)) > 0.9
    assert shown("brow_angry", range(60, 140, 10)) < 0.1 < 0.8 < shown("brow_angry", range(170, 200, 10))


def test_an_action_reaches_where_it_is_told() -> None:
    add("anna", 0, 0)
    do("actor.act", id="anna", do="reach", start=48, at={"point": [0.2, 0.5, 1.1]}, hand="right", frames=24)
    hand = bone("anna", "hand.R", 60)
    assert (hand - Vector((0.2, 0.5, 1.1))).length < 0.2
    assert (bone("anna", "hand.R", 20) - hand).length > 0.3
    do("actor.act", id="anna", do="wave", start=100, feeling="happy")
    assert bone("anna", "hand.R", 112).z > 1.2


def test_a_pose_is_held_until_relaxed() -> None:
    add("anna", 0, 0)
    do("actor.pose", id="anna", start=20, pose="crossArms")
    crossed = bone("anna", "hand.R", 100)
    do("actor.pose", id="anna", start=120, pose="relaxed")
    assert (bone("anna", "hand.R", 100) - crossed).length < 0.05
    assert bone("anna", "hand.R", 200).z < crossed.z - 0.2
    assert refused("actor.pose", id="anna", start=200, pose="relaxed").data["path"] == "pose"


def test_one_sits_on_what_is_there_and_gets_up_clear_of_the_table(scene: Any) -> None:
    for name, low, high, level in (
        ("chair", (-0.2, -0.2), (0.2, 0.2), 0.5),
        ("table", (-1, 0.3), (1, 1.2), 0.75),
    ):
        mesh = bpy.data.meshes.new(name)
        (x0, y0), (x1, y1) = low, high
        corners = [(x0, y0, level), (x1, y0, level), (x1, y1, level), (x0, y1, level), (x0, y0, 0)]
        mesh.from_pydata(corners, [], [(0, 1, 2, 3)])
        scene.collection.objects.link(bpy.data.objects.new(name, mesh))
    add("anna", 0, -0.6)
    do("actor.pose", id="anna", start=24, posture="sit", seat={"object": "chair"})
    span = json.loads(find_actor(scene, "anna")["photoplay_performance"])["performance"]["postures"][1]
    assert span["seatHeight"] == pytest.approx(0.5)
    assert span["seat"] == pytest.approx([0, 0, 0])
    assert 0.5 < bone("anna", "thigh.L", 100).z < 0.65
    add("ben", 0, 0, posture="sit")
    do("actor.pose", id="ben", start=24, posture="stand")
    assert bone("ben", "hips", 100).z > 0.8
    assert not 0.3 < bone("ben", "hips", 100).y < 1.2
    assert (
        refused("actor.pose", id="anna", start=180, posture="lie", seat={"ahead": True}).data["path"]
        == "seat"
    )


def test_one_turns_to_somebody(scene: Any) -> None:
    armature = add("anna", 0, 0)
    add("ben", 3, 0)
    do("actor.turn", id="anna", start=10, to={"actor": "ben"})
    scene.frame_set(100)
    ahead = armature.matrix_world.to_3x3() @ Vector((0, -1, 0))
    assert ahead.x == pytest.approx(1, abs=0.02)
    assert refused("actor.turn", id="anna", start=200).data["path"] == "facing"


def test_a_prop_is_picked_up_carried_and_laid_down(scene: Any) -> None:
    add("anna", 0, 0)
    prop = cup()
    assert prop in do("prop.hold", prop="cup", actor="anna", start=60)
    do("actor.walk", id="anna", start=80, path=[[0, 0], [0, 2]])
    do("prop.release", prop="cup", start=200, position=[0.2, 2.5, 0.9], facing=0.5)
    places = {}
    for frame in (0, 58, 62, 120, 230):
        scene.frame_set(frame)
        places[frame] = prop.matrix_world.translation.copy()
    assert places[0].to_tuple(3) == places[58].to_tuple(3) == (0.3, 0.5, 0.8)
    assert (places[62] - places[58]).length < 0.1
    assert (bone("anna", "hand.R", 60) - places[58]).length < 0.2
    scene.frame_set(120)
    assert (bone("anna", "hand.R", 120) - places[120]).length < 0.2
    assert places[230].to_tuple(3) == (0.2, 2.5, 0.9)
    clips = json.loads(find_actor(scene, "anna")["photoplay_performance"])["performance"]["clips"]
    assert [(clip["do"], clip["prop"]) for clip in clips] == [("pickUp", "cup"), ("putDown", "cup")]


def test_a_prop_goes_from_hand_to_hand_and_stays_when_its_holder_leaves(scene: Any) -> None:
    add("anna", 0, 0)
    add("ben", 0, 1.2, pi)
    prop = cup()
    do("prop.hold", prop="cup", actor="anna", start=0, hand="left")
    do("prop.hold", prop="cup", actor="ben", start=100, hand="right")
    for who, hand, frame in (("anna", "hand.L", 50), ("ben", "hand.R", 180)):
        place = bone(who, hand, frame)
        assert (prop.matrix_world.translation - place).length < 0.2
    do("actor.gaze", id="ben", start=10, at={"actor": "anna"})
    do("actor.remove", id="anna")
    assert sorted(actors(scene)) == ["ben"]
    assert not [thing for thing in bpy.data.objects if thing.get("photoplay_id") == "anna"]
    scene.frame_set(50)
    assert prop.matrix_world.translation.to_tuple(3) == (0, 0, 0)
    assert (bone("ben", "hand.R", 180) - prop.matrix_world.translation).length < 0.2
    assert gaze("ben")[-1]["point"][1] == pytest.approx(0, abs=0.2)


def test_what_the_film_directed_is_directed_further(scene: Any) -> None:
    add("anna", 0, 0)
    performance = json.loads(find_actor(scene, "anna")["photoplay_performance"])["performance"]
    looked = [{"frame": 0, "point": [1, 1, 1], "glance": False}]
    do(
        "actor.perform",
        id="anna",
        performance={**performance, "gaze": looked},
        step=1,
        windows=[{"start": 0, "end": 240, "phase": 0}],
    )
    do("actor.gaze", id="anna", start=100, at={"point": [5, 5, 1]}, frames=20)
    assert [(key["frame"], key["point"][0]) for key in gaze("anna")] == [(0, 1), (100, 5), (120, 1)]
    assert len(find_curves(find_actor(scene, "anna"))[0].keyframe_points) == 240


def test_clearing_forgets_the_rest(scene: Any) -> None:
    armature = add("anna", 0, 0)
    do("actor.walk", id="anna", start=24, path=[[0, 0], [0, 1.3]])
    do("actor.walk", id="anna", start=100, path=[[0, 1.3], [0, 3]])
    do("actor.gaze", id="anna", start=120, at={"point": [9, 9, 9]})
    do("actor.clear", id="anna", start=90, what=["moves"])
    scene.frame_set(200)
    assert armature.matrix_world.translation.y == pytest.approx(1.3, abs=1e-3)
    assert gaze("anna")[-1]["point"] == [9, 9, 9]
    do("actor.clear", id="anna", start=0)
    scene.frame_set(200)
    assert armature.matrix_world.translation.y == pytest.approx(0, abs=1e-3)
    assert gaze("anna")[-1]["point"][1] == pytest.approx(3, abs=0.2)


@pytest.mark.parametrize(
    ("command", "more", "code", "path"),
    [
        ("actor.walk", {"id": "ana", "start": 0, "path": [[0, 0], [1, 1]]}, Code.NOT_FOUND, None),
        ("actor.walk", {"id": "anna", "start": 240, "path": [[0, 0], [1, 1]]}, Code.INVALID_PARAMS, "start"),
        ("actor.walk", {"id": "anna", "start": 0, "path": [[3, 0], [1, 1]]}, Code.INVALID_PARAMS, "path"),
        (
            "actor.walk",
            {"id": "anna", "start": 0, "path": [[0, 0], [9, 9]], "frames": 5},
            Code.INVALID_PARAMS,
            "frames",
        ),
        ("actor.gaze", {"id": "anna", "start": 0, "at": {"actor": "anna"}}, Code.INVALID_PARAMS, "at"),
        ("actor.gaze", {"id": "anna", "start": 0, "at": {"object": "cap"}}, Code.NOT_FOUND, None),
        ("actor.say", {"id": "anna", "start": 0}, Code.INVALID_PARAMS, "text"),
        ("actor.pose", {"id": "anna", "start": 0}, Code.INVALID_PARAMS, "posture"),
        (
            "actor.act",
            {"id": "anna", "start": 0, "do": "pickUp", "prop": "cup"},
            Code.INVALID_PARAMS,
            "do",
        ),
        ("prop.hold", {"prop": "cup", "actor": "ann", "start": 0}, Code.NOT_FOUND, None),
        ("prop.hold", {"prop": "cop", "actor": "anna", "start": 0}, Code.NOT_FOUND, None),
        ("prop.hold", {"prop": "anna", "actor": "anna", "start": 0}, Code.INVALID_PARAMS, "prop"),
        ("prop.release", {"prop": "cup", "start": 9, "position": [0, 0, 0]}, Code.INVALID_PARAMS, "prop"),
        ("actor.remove", {"id": "an"}, Code.NOT_FOUND, None),
    ],
)
def test_what_cannot_be_played_is_refused(
    command: str, more: dict[str, Any], code: Code, path: str | None
) -> None:
    add("anna", 0, 0)
    cup()
    error = refused(command, **more)
    assert (error.code, error.data.get("path")) == (code, path)
    if code == Code.NOT_FOUND:
        assert error.data["nearest"] or more.get("id") == "an"


def test_hands_that_are_full_or_too_far_are_refused() -> None:
    add("anna", 0, 0)
    cup([{"frame": 0, "holder": {"actor": "anna", "hand": "right"}}])
    do("prop.build", id="key", name="Key", kind="key", track=[{"frame": 0, "position": [0, 4, 1]}])
    assert refused("prop.hold", prop="key", actor="anna", start=50).data["path"] == "prop"
    assert refused("prop.hold", prop="key", actor="anna", start=0, hand="right").data["path"] == "hand"
    assert refused("prop.release", prop="cup", start=50, position=[4, 4, 0]).data["path"] == "position"
    do("prop.hold", prop="key", actor="anna", start=0)
    track = json.loads(bpy.data.objects["Key"]["photoplay_track"])
    assert track == [{"frame": 0, "holder": {"actor": "anna", "hand": "left"}}]


def test_one_who_was_only_built_is_nowhere() -> None:
    do("actor.build", id="ben", name="Ben", look={})
    assert refused("actor.act", id="ben", do="nod", start=5).data["path"] == "id"
    add("anna", 0, 0)
    assert refused("actor.gaze", id="anna", start=5, at={"actor": "ben"}).data["path"] == "at"


def test_a_batch_is_shown_once_at_its_end_and_looks_the_same(scene: Any) -> None:
    def direct() -> None:
        add("anna", 0, 0)
        add("ben", 0, 3, pi)
        cup()
        do("actor.gaze", id="ben", start=0, at={"actor": "anna"})
        do("prop.hold", prop="cup", actor="anna", start=60)
        do("actor.walk", id="anna", start=80, path=[[0, 0], [0, 1.5]])

    def curves() -> list[Any]:
        things = sorted(bpy.data.scenes["2"].objects, key=lambda thing: thing.name)
        return [
            (
                thing.name,
                curve.data_path,
                curve.array_index,
                [tuple(point.co) for point in curve.keyframe_points],
            )
            for thing in things
            for curve in find_curves(thing)
        ]

    with together():
        direct()
        assert not [row for row in curves() if "pose.bones" in row[1]]
    at_once = curves()
    for who in ("anna", "ben"):
        do("actor.remove", id=who)
    bpy.data.objects.remove(bpy.data.objects["Cup"])
    direct()
    assert sorted(map(str, curves())) == sorted(map(str, at_once))


def test_a_batch_that_fails_leaves_nothing_to_be_shown_later() -> None:
    with pytest.raises(RpcError), together():
        add("anna", 0, 0)
        do("actor.walk", id="anna", start=0, path=[[5, 5], [0, 1]])
    settle()
    assert find_curves(find_actor(bpy.data.scenes["2"], "anna")) == []
    with together():
        do("actor.walk", id="anna", start=0, path=[[0, 0], [0, 1]])
        bpy.data.scenes.new("other")
        bpy.data.scenes.remove(bpy.data.scenes["2"])
