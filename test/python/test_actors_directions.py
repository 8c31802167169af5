"""What directions make of a performance, without Blender."""

from __future__ import annotations

from itertools import pairwise
from math import dist, pi
from typing import Any

import pytest

from photoplay.commands.actors.casting import look_of
from photoplay.commands.actors.doings import act, clear, extended, feel, new_performance, relax, say
from photoplay.commands.actors.lips import lips, spaced, speaking_seconds
from photoplay.commands.actors.looks import AHEAD, gaze_keys, with_look
from photoplay.commands.actors.moves import clear_moves, moves, place_at, posture_at, turn, walk
from photoplay.commands.actors.path import point_along, walk_places
from photoplay.commands.actors.postures import change_posture
from photoplay.commands.actors.timing import action_frames, turn_frames, walk_frames, walking_speed
from photoplay.errors import Code, RpcError

FPS = 24
CHAIR = ([0.0, 1.0, 0.0], 0.45)


def somebody(posture: str = "stand", **parts: Any) -> dict[str, Any]:
    return {**new_performance("anna", [0.0, 0.0, 0.0], 0.0, posture, 0.0, (0, 480), FPS), **parts}


def goes(performance: dict[str, Any], start: int, *path: list[float], **more: Any) -> dict[str, Any]:
    frames = more.get("frames", 48)
    return walk(performance, "anna", start, frames, path, "walk", more.get("facing"), FPS)


def sits(performance: dict[str, Any], start: int, frames: int = 30) -> dict[str, Any]:
    return change_posture(performance, "anna", start, frames, "sit", CHAIR, None, FPS)


def stands(performance: dict[str, Any], start: int) -> dict[str, Any]:
    return change_posture(performance, "anna", start, 24, "stand", None, None, FPS, [0.5, 1.0, 0.0])


def path_of(error: pytest.ExceptionInfo[RpcError]) -> str:
    assert error.value.code == Code.INVALID_PARAMS
    return error.value.data["path"]


def test_a_walk_goes_from_the_start_of_its_path_to_the_end_and_faces_its_way() -> None:
    performance = goes(somebody(), 10, [0, 0], [2, 0], [2, 2])
    assert place_at(performance, 10)[0] == [0, 0, 0]
    assert place_at(performance, 58)[0] == pytest.approx([2, 2, 0])
    assert place_at(performance, 400)[0] == pytest.approx([2, 2, 0])
    assert place_at(performance, 25)[1] == pytest.approx(-pi / 2, abs=0.2)
    assert place_at(performance, 58)[1] == pytest.approx(0, abs=0.01)
    assert moves(performance) == [(10, 58)]
    assert performance["gaits"] == [{"start": 10, "frames": 48, "speed": 2.0, "style": "walk"}]


def test_a_walk_starts_and_stops_softly() -> None:
    steps = [dist(a[0], b[0]) for a, b in pairwise(walk_places([[0, 0, 0], [3, 0, 0]], 60, FPS, 0, None))]
    assert steps[0] < 0.3 * max(steps) > steps[-1]
    assert sum(steps) == pytest.approx(3)


def test_one_turns_on_arrival_as_told() -> None:
    performance = goes(somebody(), 0, [0, 0], [0, 2], facing=pi / 2)
    assert place_at(performance, 48)[1] == pytest.approx(pi / 2, abs=1e-3)


def test_a_path_may_climb() -> None:
    assert point_along([[0, 0, 0], [2, 0, 1]], 1) == [1, 0, 0.5]
    assert place_at(goes(somebody(), 0, [0, 0, 0], [2, 0, 1]), 48)[0] == pytest.approx([2, 0, 1])


def test_speed_depends_on_gait_and_age() -> None:
    assert walking_speed("run", "adult") > 2 * walking_speed("walk", "adult")
    assert walking_speed("walk", "elder") < walking_speed("walk", "child") < walking_speed("walk", "teen")
    assert walk_frames(2.6, 1.3, FPS) == round(2.4 * FPS)


@pytest.mark.parametrize(
    ("path", "start", "wrong"),
    [
        ([[0, 0], [0, 0]], 0, "path"),
        ([[1, 1], [2, 2]], 0, "path"),
        ([[0, 2], [0, 0]], 120, "start"),
    ],
)
def test_walks_that_cannot_be_walked(path: list[list[float]], start: int, wrong: str) -> None:
    performance = goes(somebody(), 100, [0, 0], [0, 2], frames=60)
    with pytest.raises(RpcError) as caught:
        goes(performance, start, *path)
    assert path_of(caught) == wrong


def test_walks_follow_on_each_other_and_earlier_ones_must_meet_later_ones() -> None:
    performance = goes(somebody(), 100, [0, 0], [0, 2])
    performance = goes(performance, 148, [0, 2], [2, 2])
    assert moves(performance) == [(100, 148), (148, 196)]
    there_and_back = goes(performance, 20, [0, 0], [1, 0], [0, 0])
    assert place_at(there_and_back, 80)[0] == pytest.approx([0, 0, 0])
    assert place_at(there_and_back, 110)[1] == pytest.approx(place_at(performance, 110)[1], abs=1e-3)
    with pytest.raises(RpcError) as caught:
        goes(performance, 20, [0, 0], [1, 0])
    assert "moves on from (0.00, 0.00) at frame 100" in caught.value.message


def test_between_a_walk_and_the_next_one_stands_and_turns_only_then() -> None:
    performance = goes(somebody(), 200, [0, 0], [0, 2])
    performance = turn(performance, "anna", 20, None, pi / 2, FPS)
    end = 20 + turn_frames(pi / 2, FPS)
    assert place_at(performance, end)[1] == place_at(performance, 150)[1] == pytest.approx(pi / 2, abs=1e-3)
    assert place_at(performance, 200)[1] == pytest.approx(0)
    assert moves(performance)[0][0] == 20


def test_a_turn_takes_the_shorter_way() -> None:
    performance = turn(somebody(), "anna", 10, 20, 1.5 * pi, FPS)
    assert place_at(performance, 20)[1] == pytest.approx(-pi / 4, abs=0.01)
    assert place_at(performance, 40)[1] == pytest.approx(-pi / 2, abs=1e-3)


def test_one_sits_down_on_a_seat_and_gets_up_where_one_stood() -> None:
    performance = stands(sits(somebody(), 48), 120)
    assert [(span["from"], span["to"]) for span in performance["postures"]] == [
        ("stand", "stand"),
        ("stand", "sit"),
        ("sit", "stand"),
    ]
    assert posture_at(performance, 100)["seat"] == [0, 1, 0]
    assert posture_at(performance, 130)["seat"] == [0, 1, 0]
    assert place_at(performance, 90)[0] == pytest.approx([0, 1, 0])
    assert place_at(performance, 200)[0] == pytest.approx([0, 0, 0])


def test_one_who_sat_from_the_start_gets_up_beside_the_seat() -> None:
    performance = sits(somebody(), 0)
    assert (performance["postures"][0]["to"], place_at(performance, 0)[0]) == ("sit", [0, 1, 0])
    assert place_at(stands(performance, 50), 80)[0] == pytest.approx([0.5, 1, 0])


def test_postures_link_and_one_that_changes_nothing_goes() -> None:
    performance = sits(somebody(), 100)
    kneeling = change_posture(performance, "anna", 20, 24, "kneel", None, None, FPS)
    assert [(span["from"], span["to"]) for span in kneeling["postures"]][1:] == [
        ("stand", "kneel"),
        ("kneel", "sit"),
    ]


def test_postures_that_cannot_be_taken() -> None:
    walking = goes(somebody(), 100, [0, 0], [0, 2])
    with pytest.raises(RpcError) as caught:
        sits(walking, 110)
    assert path_of(caught) == "start"
    with pytest.raises(RpcError) as caught:
        change_posture(walking, "anna", 20, 24, "kneel", None, None, FPS)
    assert "walks at frame 100" in caught.value.message
    with pytest.raises(RpcError) as caught:
        change_posture(somebody(), "anna", 20, 24, "sit", ([3, 0, 0], 0.45), None, FPS)
    assert path_of(caught) == "seat"
    with pytest.raises(RpcError) as caught:
        stands(somebody(), 20)
    assert path_of(caught) == "posture"
    with pytest.raises(RpcError) as caught:
        goes(sits(somebody(), 20), 80, [0, 1], [2, 2])
    assert "sits at frame 80" in caught.value.message


def test_clearing_finishes_what_has_begun_and_forgets_what_comes_after() -> None:
    performance = goes(sits(somebody(), 200), 20, [0, 0], [1, 0], [0, 0])
    cleared = clear_moves(performance, 30)
    assert moves(cleared) == [(20, 68)]
    assert len(cleared["postures"]) == 1
    assert clear_moves(cleared, 0)["gaits"] == []
    assert place_at(clear_moves(cleared, 0), 40)[0] == [0, 0, 0]


def test_an_action_is_seeded_by_which_of_its_kind_it_is_and_not_done_twice_at_once() -> None:
    nod = {"do": "nod", "start": 40, "frames": 17}
    performance = act(act(somebody(), "anna", nod), "anna", {**nod, "start": 10})
    assert [(clip["start"], clip["seed"]) for clip in performance["clips"]] == [
        (10, "anna:nod:1"),
        (40, "anna:nod:0"),
    ]
    with pytest.raises(RpcError) as caught:
        act(performance, "anna", {**nod, "start": 50})
    assert path_of(caught) == "start"
    assert action_frames("nod", FPS) == 17


def test_a_pose_is_held_until_it_is_let_go() -> None:
    arms = {"do": "crossArms", "start": 10, "frames": 22, "hold": True}
    performance = relax(act(somebody(), "anna", arms), "anna", 60)
    assert [(clip["frames"], clip["until"]) for clip in performance["clips"]] == [(22, 60)]
    with pytest.raises(RpcError) as caught:
        relax(performance, "anna", 80)
    assert path_of(caught) == "pose"


def test_feelings_come_in_order_and_the_last_word_counts() -> None:
    performance = feel(feel(feel(somebody(), 50, "sad", None), 10, "happy", 0.3), 50, "angry", 1.0)
    assert [(item["frame"], item["feeling"], item["strength"]) for item in performance["feelings"]] == [
        (10, "happy", 0.3),
        (50, "angry", 1.0),
    ]


def test_a_line_makes_its_beat_that_of_a_speaker_and_leaves_the_rest_idle() -> None:
    performance = say(somebody(), "anna", 100, 40, FPS, "Well, hello there!", None, None, 1.0)
    beats = [(beat["start"], beat["frames"], beat["role"]) for beat in performance["beats"]]
    assert beats == [(0, 100, "idle"), (100, 40, "speaks"), (140, 340, "idle")]
    assert any(abs(blink - 141) <= 6 for blink in performance["blinks"])
    with pytest.raises(RpcError) as caught:
        say(performance, "anna", 130, 20, FPS, "And?", None, None, 1.0)
    assert path_of(caught) == "start"
    silent = clear(performance, 50, ["speech"])
    assert silent["speech"] == []
    assert {beat["role"] for beat in silent["beats"]} == {"idle"}


def test_visemes_that_are_given_are_played_as_they_are() -> None:
    visemes = [{"frame": 10, "shape": "AA", "open": 1.0}, {"frame": 20, "shape": "rest", "open": 0.0}]
    line = say(somebody(), "anna", 10, 10, FPS, None, visemes, [], 0.5)["speech"][0]
    assert (line["visemes"], line["strokes"], line["loudness"]) == (visemes, [], 0.5)


def test_lips_close_on_every_m_b_and_p_for_two_frames_and_rest_at_the_end() -> None:
    visemes, _ = lips("Maybe mother problem.", 0, 48)
    closed = [viseme["frame"] for viseme in visemes if viseme["shape"] == "MBP"]
    assert len(closed) == 6
    following = {a["frame"]: b["frame"] for a, b in pairwise(visemes)}
    assert all(following[frame] - frame >= 2 for frame in closed)
    assert visemes[-1] == {"frame": 48, "shape": "rest", "open": 0.0}
    assert [a["frame"] for a in visemes] == sorted({a["frame"] for a in visemes})


def test_silence_falls_between_sentences_and_stress_on_long_words() -> None:
    visemes, strokes = lips("Stop. Remember everything!", 10, 60)
    assert any(viseme["shape"] == "rest" for viseme in visemes[:-1])
    assert [stroke["strength"] for stroke in strokes] == [0.68, 0.9, 1.0]
    assert len(spaced(strokes, FPS)) < len(strokes)


def test_words_take_as_long_as_they_are() -> None:
    assert speaking_seconds("Hello there my friend") == pytest.approx(5 / 5.14)
    assert speaking_seconds("Yes. No.") > speaking_seconds("Yes no")
    assert speaking_seconds("Она была дома") > 0.5
    assert lips("Да", 0, 12)[0][0]["shape"] == "AA"


def test_eyes_follow_who_moves_and_come_back() -> None:
    def point(at: dict[str, Any], frame: int) -> list[float]:
        return {"ahead": [0.0, 3.0, 1.6], "ben": [frame / 10, 2.0, 1.6]}[at.get("actor", "ahead")]

    looks = with_look([AHEAD], {"start": 20, "at": {"actor": "ben"}, "frames": 20, "glance": True})
    keys = gaze_keys([], looks, 100, point)
    assert keys[0] == {"frame": 0, "point": [0, 3, 1.6], "glance": False}
    assert [key["frame"] for key in keys[1:]] == [*range(20, 40, 2), 40]
    assert keys[5]["point"][0] == pytest.approx(2.8)
    assert keys[-1] == {"frame": 40, "point": [0, 3, 1.6], "glance": False}


def test_looks_go_before_the_gaze_that_was_there() -> None:
    base = [
        {"frame": 0, "point": [1, 1, 1], "glance": False},
        {"frame": 50, "point": [2, 2, 2], "glance": False},
    ]
    looks = [{"start": 40, "at": {"point": [5, 5, 5]}, "frames": 30}]
    keys = gaze_keys(base, looks, 100, lambda at, _: at["point"])
    assert [(key["frame"], key["point"][0]) for key in keys] == [(0, 1), (40, 5), (70, 2)]
    assert with_look(looks, {"start": 40, "at": AHEAD["at"]}) == [{"start": 40, "at": AHEAD["at"]}]


def test_one_who_was_added_lives_as_long_as_the_scene() -> None:
    performance = somebody()
    longer = extended(performance, "anna", 960, FPS)
    assert longer["visible"] == [{"start": 0, "end": 960}]
    assert longer["beats"] == [{"start": 0, "frames": 960, "seed": "anna:0", "role": "idle"}]
    assert longer["blinks"][: len(performance["blinks"])] == performance["blinks"]
    assert 8 < len(longer["blinks"]) < 16
    assert extended(longer, "anna", 100, FPS) == longer


def test_a_look_is_filled_by_the_id_and_keeps_what_was_asked_for() -> None:
    assert look_of("anna", {}) == look_of("anna", {})
    assert len({look_of(f"a{n}", {})["skin"] for n in range(40)}) == 6
    asked = look_of("anna", {"beard": "full", "age": "elder"})
    assert (asked["beard"], asked["figure"], asked["age"]) == ("full", 0.0, "elder")
    assert look_of("x", {"outfit": "dress"})["figure"] == 1.0
    assert look_of("x", {"age": "child"})["heightM"] < 1.3
