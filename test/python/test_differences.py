"""What differs between two states is told, and nothing else."""

from __future__ import annotations

from typing import Any

from photoplay.differences import compare


def state(objects: dict[str, Any], settings: str = "s", **more: Any) -> dict[str, Any]:
    scenes = {"2": {"settings": settings, "objects": objects}}
    return {"scenes": scenes, "materials": {}, "blocks": {}, **more}


def test_a_state_is_the_same_as_itself() -> None:
    same = state({"Cup": {"location": [0, 0, 0]}})
    told = compare(same, same)
    assert told["same"]
    assert told["objects"] == {"added": [], "removed": [], "changed": []}


def test_a_value_that_came_or_went_is_a_change() -> None:
    told = compare(state({"Cup": {"a": 1, "b": 2}}), state({"Cup": {"b": 3, "c": 4}}))
    assert told["objects"]["changed"] == [{"scene": "2", "name": "Cup", "what": ["a", "b", "c"]}]


def test_an_object_that_went_to_another_scene_went_and_came() -> None:
    before = state({"Cup": {}})
    now = {
        **before,
        "scenes": {"2": {"settings": "s", "objects": {}}, "3": {"settings": "", "objects": {"Cup": {}}}},
    }
    told = compare(before, now)
    assert (told["objects"]["added"], told["objects"]["removed"]) == (["Cup"], ["Cup"])
    assert told["scenes"]["added"] == ["3"]


def test_kinds_that_only_one_blender_knows_are_not_compared() -> None:
    before = state({}, blocks={"meshes": ["A"], "grease_pencils": ["G"]})
    now = state({}, blocks={"meshes": ["A", "B"], "hair": ["H"]})
    assert compare(before, now)["blocks"] == {"meshes": {"added": ["B"], "removed": []}}


def test_a_long_list_is_cut() -> None:
    now = state({f"Thing {index:04d}": {} for index in range(700)})
    told = compare(state({}), now)
    assert len(told["objects"]["added"]) == 500
    assert not told["same"]
