"""Actors perform: feet stay planted, hands get where they are sent, and a pose depends on its frame alone."""

from __future__ import annotations

from itertools import pairwise
from math import pi
from typing import Any

import bpy
import pytest
from mathutils import Vector

from photoplay.kit.character.armature import build_armature
from photoplay.kit.character.joints import rest_bones
from photoplay.kit.character.look import read_look
from photoplay.kit.character.proportions import measure
from photoplay.kit.character.rig import read_skeleton
from photoplay.kit.perform import perform, perform_prop, pose_frames
from photoplay.kit.perform.bodywork import BODY_VERBS
from photoplay.kit.perform.cues import hand_cues, held_props
from photoplay.kit.perform.figure import hand_axes
from photoplay.kit.perform.gestures import GESTURES
from photoplay.kit.perform.handwork import HAND_VERBS
from photoplay.kit.perform.pose import Performer
from photoplay.kit.perform.score import read_score
from photoplay.kit.perform.stance import turned

FPS = 24
ROOT_VERBS = {"walk", "turn", "sit", "rise", "kneel", "lie", "look", "feel", "gesture"}
VERBS = """
    walk turn sit rise kneel lie look point wave reach pickUp putDown give take openDoor closeDoor nod
    shakeHead shrug gesture laugh cry sigh drink eat type write read phoneUp phoneDown hug push clap think
    crossArms handsOnHips coverFace knock work drive fall jump dance startle feel
""".split()  # noqa: SIM905 - a list of forty strings reads worse


def performance(**parts: Any) -> dict[str, Any]:
    stand = {"start": 0, "frames": 1, "from": "stand", "to": "stand", "seatHeight": 0}
    blank: dict[str, Any] = {
        "root": [{"frame": 0, "position": [0, 0, 0], "facing": pi}],
        "postures": [stand],
        "visible": [{"start": 0, "end": 1000}],
    }
    for name in ("gaits", "gaze", "clips", "speech", "feelings", "blinks", "beats"):
        blank[name] = []
    return {**blank, **parts}


def clip(do: str, start: int = 10, frames: int = 30, **more: Any) -> dict[str, Any]:
    return {"do": do, "start": start, "frames": frames, "seed": f"{do}:{start}", **more}


def make(age: str = "adult") -> bpy.types.Object:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    body = measure(read_look({"age": age}), (0.05, -0.12, 1.5))
    return build_armature("anna", body, rest_bones(body), bpy.context.scene.collection)


def player(age: str = "adult", **parts: Any) -> Performer:
    return Performer(read_skeleton(make(age)), read_score(performance(**parts), "anna", FPS), {})


def joint(performer: Performer, bone: str, frame: int, *, tail: bool = False) -> Vector:
    pose = performer.pose(frame)
    return pose.position + turned(performer.skeleton.joint(bone, tail), pose.turn)


def palm_point(performer: Performer, side: str) -> Vector:
    """The middle of the inside of a hand."""
    skeleton = performer.skeleton
    along, palm = hand_axes(skeleton, side)
    return skeleton.joint("hand" + side) + (along * 0.55 + palm * 0.22) * skeleton.body.hand


def walk(metres: float = 3.0, start: int = 10, frames: int = 66) -> list[dict[str, Any]]:
    """Along +X, starting and stopping in 0.4 s, turning into it from +Y."""
    ease, keys = 0.4 * FPS, [{"frame": 0, "position": [0, 0, 0], "facing": 0.0}]
    speed = metres / (frames - ease)
    for t in range(frames + 1):
        if t < ease:
            gone = speed * t * t / (2 * ease)
        elif t > frames - ease:
            gone = metres - speed * (frames - t) ** 2 / (2 * ease)
        else:
            gone = speed * (t - ease / 2)
        turn = min(1.0, t / 11)
        facing = -pi / 2 * turn * turn * (3 - 2 * turn)
        keys.append({"frame": start + t, "position": [gone, 0, 0], "facing": facing})
    return keys


@pytest.mark.parametrize("age", ["adult", "child", "elder"])
def test_feet_on_the_ground_do_not_slide_in_a_walk(age: str) -> None:
    performer = player(
        age,
        root=walk(),
        gaits=[{"start": 10, "frames": 66, "speed": 1.3, "style": "walk"}],
    )
    ankle = performer.skeleton.body.levels["ankle"]
    slips: list[float] = []
    for side in (".L", ".R"):
        balls = [joint(performer, "foot" + side, frame, tail=True) for frame in range(90)]
        grounded = [ball.z < 0.012 * performer.skeleton.body.height + 0.004 for ball in balls]
        slips += [
            (after - before).xy.length
            for before, after, down, still in zip(balls, balls[1:], grounded, grounded[1:], strict=False)
            if down and still
        ]
    assert len(slips) > 60
    assert max(slips) < 0.006, ankle


def test_a_turn_on_the_spot_is_made_of_steps() -> None:
    keys = [
        {"frame": 0, "position": [0, 0, 0], "facing": 0.0},
        {"frame": 10, "position": [0, 0, 0], "facing": 0.0},
        {"frame": 26, "position": [0, 0, 0], "facing": 2.4},
    ]
    performer = player(root=keys)
    lifted = dict.fromkeys((".L", ".R"), 0)
    for frame in range(8, 34):
        for side in lifted:
            lifted[side] += (
                joint(performer, "foot" + side, frame).z > performer.skeleton.body.levels["ankle"] + 0.01
            )
    assert min(lifted.values()) >= 2
    left, right = (joint(performer, "foot" + side, 40) for side in (".L", ".R"))
    across = left - right
    # facing 2.4: the left foot lies at facing + 90 degrees
    assert across.to_2d().angle_signed(Vector((0, 1)).to_2d()) == pytest.approx(
        2.4 + pi / 2 - 2 * pi, abs=0.25
    )


def test_one_sits_on_the_seat_with_both_feet_planted() -> None:
    postures = [
        {"start": 0, "frames": 1, "from": "stand", "to": "stand", "seatHeight": 0},
        {
            "start": 10,
            "frames": 31,
            "from": "stand",
            "to": "sit",
            "seatHeight": 0.45,
            "seat": [0, 0.5, 0],
        },
    ]
    performer = player(postures=postures)
    hips = (joint(performer, "thigh.L", 60) + joint(performer, "thigh.R", 60)) / 2
    assert (hips.xy - Vector((0, 0.5))).length < 0.02
    assert 0.45 < hips.z < 0.45 + 0.07 * performer.skeleton.body.height
    ankle = performer.skeleton.body.levels["ankle"]
    for side in (".L", ".R"):
        assert joint(performer, "foot" + side, 60).z == pytest.approx(ankle, abs=0.003)
        assert joint(performer, "foot" + side, 60).y < 0.2


def test_children_let_their_feet_hang_from_a_chair() -> None:
    postures = [
        {
            "start": 0,
            "frames": 1,
            "from": "sit",
            "to": "sit",
            "seatHeight": 0.5,
            "seat": [0, 0, 0],
        }
    ]
    performer = player("child", postures=postures)
    assert joint(performer, "foot.L", 5).z > performer.skeleton.body.levels["ankle"] + 0.03


@pytest.mark.parametrize(
    "point",
    [(0.25, -0.35, 0.75), (-0.2, -0.4, 1.3), (0.1, -0.3, 0.15), (-0.3, -0.3, 1.6)],
)
def test_a_hand_that_picks_up_gets_to_the_point(
    point: tuple[float, float, float],
) -> None:
    performer = player(clips=[clip("pickUp", point=list(point), prop="key")])
    pose = performer.pose(25)
    palm = pose.position + turned(palm_point(performer, ".R"), pose.turn)
    assert (palm - Vector(point)).length < 0.05


@pytest.mark.parametrize("verb", VERBS)
def test_every_action_is_played(verb: str) -> None:
    assert verb in ROOT_VERBS | set(HAND_VERBS) | set(BODY_VERBS)


@pytest.mark.parametrize("verb", sorted(set(HAND_VERBS) | set(BODY_VERBS) | {"gesture"}))
def test_an_action_moves_the_body_and_is_gone_after_its_end(verb: str) -> None:
    performer, still = player(clips=[clip(verb)]), player()
    before = still.pose(5)
    assert performer.pose(5) == before
    moved = [performer.pose(frame) for frame in range(12, 40, 4)]
    assert any(pose.channels != before.channels for pose in moved)
    after = performer.pose(60)
    assert after.keys == before.keys
    assert after.channels == before.channels


def test_a_pose_depends_on_its_frame_alone() -> None:
    parts = {"root": walk(), "clips": [clip("wave", 30, 40), clip("nod", 50, 20)], "beats": [
        {"start": 0, "frames": 200, "seed": "b1", "role": "listens"}]}  # fmt: skip
    forwards = player(**parts)
    poses = {frame: forwards.pose(frame) for frame in range(0, 100, 7)}
    backwards = player(**parts)
    assert all(backwards.pose(frame) == poses[frame] for frame in reversed(poses))


def test_a_beat_looks_the_same_wherever_it_moves_in_time() -> None:
    def beat(start: int) -> dict[str, Any]:
        return {
            "beats": [{"start": start, "frames": 120, "seed": "b7", "role": "speaks"}],
            "clips": [clip("gesture", start + 30, 36) | {"seed": "g"}],
            "blinks": [start + 50],
        }

    early, late = player(**beat(20)), player(**beat(331))
    for offset in range(0, 140, 9):
        assert early.pose(20 + offset) == late.pose(331 + offset)


def test_no_gesture_comes_twice_in_a_row() -> None:
    clips = [clip("gesture", 40 * n, 30) | {"seed": f"s{n}"} for n in range(40)]
    score = read_score(performance(clips=clips), "anna", FPS)
    cues = hand_cues(score, [])
    shown = sorted(
        {
            (cue.clip.start, GESTURES.index(cue.gesture))
            for side in cues.values()
            for cue in side
            if cue.gesture
        }
    )
    variants = [variant for _, variant in shown]
    assert all(first != second for first, second in pairwise(variants))
    assert len(set(variants)) >= 6


def test_eyes_jump_before_the_head_turns() -> None:
    looks = [
        {"frame": 0, "point": [0, -3, 1.5], "glance": False},
        {"frame": 20, "point": [2.5, -1.5, 1.5], "glance": False},
    ]
    performer = player(gaze=looks)

    def yaw(bone: str, frame: int) -> float:
        performer.pose(frame)
        return performer.skeleton.world_rotation(bone).to_euler().z

    assert yaw("eye.L", 24) - yaw("eye.L", 18) > 0.35
    assert yaw("head", 22) - yaw("head", 18) < 0.2
    assert yaw("head", 40) - yaw("head", 18) > 0.45


def test_a_glance_leaves_the_head_where_it_was() -> None:
    looks = [
        {"frame": 0, "point": [0, -3, 1.5], "glance": False},
        {"frame": 20, "point": [1.0, -2.5, 1.5], "glance": True},
    ]
    performer = player(gaze=looks)
    before, after = (
        performer.pose(10).channels.rotations,
        performer.pose(40).channels.rotations,
    )
    assert before["head"] == pytest.approx(after["head"], abs=1e-6)
    assert before["eye.L"] != pytest.approx(after["eye.L"], abs=0.02)


def spoken(*visemes: tuple[int, str, float], loudness: float = 1.0) -> dict[str, Any]:
    return {
        "start": 10, "frames": 60, "seed": "l", "loudness": loudness, "strokes": [],
        "visemes": [{"frame": frame, "shape": shape, "open": opened} for frame, shape, opened in visemes],
    }  # fmt: skip


def test_lips_close_in_the_drawing_into_which_a_closure_falls() -> None:
    performer = player(speech=[spoken((10, "AA", 1), (21, "MBP", 0), (23, "AA", 1), (40, "rest", 0))])
    closed, opened = performer.pose(20, 2).keys, performer.pose(16, 2).keys
    assert closed["MBP"] == 1
    assert closed.get("AA", 0) < 0.05
    assert opened["AA"] > 0.7


def test_a_loud_voice_opens_the_jaw_further() -> None:
    words = ((10, "AA", 0.8), (60, "rest", 0))
    whisper, shout = (
        player(speech=[spoken(*words, loudness=level)]).pose(30).keys["AA"] for level in (0.5, 1.6)
    )
    assert shout > whisper * 1.3


def test_feelings_come_gradually() -> None:
    performer = player(feelings=[{"frame": 20, "feeling": "sad", "strength": 1.0}])
    sadness = [performer.pose(frame).keys.get("brow_sad", 0.0) for frame in (18, 24, 40)]
    assert sadness[0] == 0
    assert 0 < sadness[1] < sadness[2]


def test_blinks_shut_the_lids_of_the_drawing_they_fall_into() -> None:
    performer = player(blinks=[21])
    assert performer.pose(20, 2).keys["blink.L"] == 1
    assert performer.pose(30, 2).keys["blink.L"] == 0


def test_frames_fall_on_the_phase_of_each_window() -> None:
    windows = [
        {"start": 10, "end": 15, "phase": 10},
        {"start": 21, "end": 24, "phase": 20},
    ]
    assert pose_frames(windows, 2) == [10, 12, 14, 20, 22]


def test_keys_show_in_blender_what_the_performer_meant() -> None:
    armature = make()
    scene = bpy.context.scene
    scene.render.fps = FPS
    parts = performance(root=walk(), clips=[clip("wave", 30, 40)])
    perform(scene, armature, parts, list(range(0, 90, 2)), 2)
    meant = Performer(read_skeleton(armature), read_score(parts, "anna", FPS), {})
    for frame in (0, 30, 51, 88):
        scene.frame_set(frame)
        for bone in ("hand.R", "foot.L", "head"):
            shown = armature.matrix_world @ armature.pose.bones[bone].head
            assert (shown - joint(meant, bone, frame - frame % 2)).length < 1e-3
    scene.frame_set(2000)
    assert armature.hide_render


def test_a_prop_stays_where_it_was_when_it_is_taken_and_then_goes_with_the_hand() -> None:
    armature, scene = make(), bpy.context.scene
    scene.render.fps = FPS
    prop = bpy.data.objects.new("key", None)
    scene.collection.objects.link(prop)
    prop["photoplay_id"] = "key"
    lies, put = [-0.2, -0.35, 0.8], [0.3, -0.3, 0.9]
    clips = [
        clip("pickUp", 10, 20, point=lies, prop="key"),
        clip("putDown", 60, 20, point=put, prop="key"),
    ]
    perform(scene, armature, performance(clips=clips), list(range(100)), 1)
    track = [
        {"frame": 0, "position": lies, "facing": 0.0},
        {"frame": 20, "holder": {"actor": "anna", "hand": "right"}},
        {"frame": 20, "holder": {"actor": "anna", "hand": "right"}},
        {"frame": 70, "position": put, "facing": 1.0},
    ]
    perform_prop(scene, prop, track, {"anna": armature})
    places: dict[int, Vector] = {}
    for frame in range(100):
        scene.frame_set(frame)
        places[frame] = prop.matrix_world.translation.copy()
        if 30 < frame < 60:
            hand = armature.matrix_world @ armature.pose.bones["hand.R"].head
            assert (places[frame] - hand).length < 0.15
    assert (places[19] - Vector(lies)).length < 1e-3
    assert (places[99] - Vector(put)).length < 1e-3
    assert max((places[frame + 1] - places[frame]).length for frame in range(99)) < 0.15


def test_one_who_holds_a_prop_from_the_start_is_told_so_by_its_track() -> None:
    armature, scene = make(), bpy.context.scene
    prop = bpy.data.objects.new("cup", None)
    scene.collection.objects.link(prop)
    perform(scene, armature, performance(), [0, 2, 4], 2)
    scene.frame_set(2)
    hanging = armature.pose.bones["hand.L"].head.z
    perform_prop(
        scene,
        prop,
        [{"frame": 0, "holder": {"actor": "anna", "hand": "left"}}],
        {"anna": armature},
    )
    scene.frame_set(2)
    assert armature.pose.bones["hand.L"].head.z > hanging + 0.1


def test_a_prop_taken_without_a_hand_named_goes_to_the_right_one() -> None:
    score = read_score(performance(clips=[clip("take", 10, 20, prop="letter")]), "anna", FPS)
    (held,) = held_props(score)
    assert (held.side, held.start) == (".R", 20)


def test_a_pose_takes_less_than_three_milliseconds() -> None:
    import time

    performer = player(root=walk(), clips=[clip("wave", 10, 60)], beats=[
        {"start": 0, "frames": 200, "seed": "b1", "role": "listens"}])  # fmt: skip
    began = time.process_time()
    for frame in range(100):
        performer.pose(frame)
    assert (time.process_time() - began) / 100 < 0.003
