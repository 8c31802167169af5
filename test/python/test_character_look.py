"""What the add-on reads of a look is what the breakdown may say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from photoplay.kit.character.look import AGES, BEARDS, BUILDS, HAIR_STYLES, HATS, OUTFITS, read_look

SCHEMA = Path(__file__).parents[2] / "schemas" / "json" / "breakdown.json"
LOOK: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))["definitions"]["Look"]["properties"]
NAMES = {
    "age": AGES, "build": BUILDS, "hairStyle": HAIR_STYLES, "outfit": OUTFITS, "beard": BEARDS, "hat": HATS,
}  # fmt: skip


@pytest.mark.parametrize("key", NAMES)
def test_every_name_of_the_schema_is_known_and_no_other(key: str) -> None:
    assert set(LOOK[key]["enum"]) == set(NAMES[key])


@pytest.mark.parametrize("key", LOOK)
def test_every_key_of_the_schema_changes_the_look(key: str) -> None:
    definition = LOOK[key]
    if "enum" in definition:
        other: Any = definition["enum"][-1]
    elif definition["type"] == "string":
        other = "#123456"
    else:
        other = definition["type"] == "number" and 0.9
    looks = {read_look({key: other}), read_look({key: True}), read_look({})}
    assert len(looks) == 2


@pytest.mark.parametrize("key", LOOK)
def test_a_value_of_the_wrong_kind_leaves_the_default(key: str) -> None:
    assert read_look({key: ["nonsense"]}) == read_look({})
    assert read_look({key: None}) == read_look({})


def test_heights_stay_those_of_people() -> None:
    assert read_look({"heightM": 9}).height == 2.3
    assert read_look({"heightM": 0.1}).height == 0.7
    assert read_look({"age": "child"}).height < read_look({"age": "teen"}).height < read_look({}).height


def test_dresses_and_long_hair_suggest_a_woman_unless_the_figure_is_given() -> None:
    assert read_look({"outfit": "dress"}).figure == 1
    assert read_look({"hairStyle": "bun", "figure": 0}).figure == 0
    assert read_look({"age": "child", "figure": 1}).figure == pytest.approx(0.4)


def test_only_men_wear_a_tie_unasked() -> None:
    assert read_look({"outfit": "suit", "figure": 0}).tie
    assert read_look({"outfit": "suit", "figure": 1}).tie is None
    assert read_look({"outfit": "suit", "figure": 1, "tieColour": "#102030"}).tie == "#102030"
