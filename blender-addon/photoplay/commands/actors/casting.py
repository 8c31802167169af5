"""How someone looks of whom little was said: the rest is drawn by the id, the same every time. Knows nothing
of Blender."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

_SKINS = ("#f2cdb4", "#e6b799", "#d59f7c", "#b67c55", "#8d5a3b", "#5f3b28")
_DARK_HAIR = ("#1f1712", "#2c1e16", "#3d2919")
_FAIR_HAIR = ("#6b4526", "#8f5a30", "#a9793f")
_GREY_HAIR = ("#8b8883", "#b5b2ad", "#6d6a66")
_EYES = ("#5b3a22", "#3f2c1c", "#4a6a7d", "#5c6e46")
_TOPS = ("#4c79a8", "#7b9a6d", "#b3574a", "#c79a4b", "#6a5a8c", "#3f6f70", "#8a8f99")
_BOTTOMS = ("#39415a", "#3a3a3d", "#5a4a3c", "#2f3f3a")
_SHOES = ("#3b2a22", "#1f1d1d", "#6b4a32")
_HEIGHTS = {"child": 1.22, "teen": 1.58, "adult": 1.70, "elder": 1.66}
_HER_HAIR = ("long", "bob", "bun", "ponytail", "curly")
_HIS_HAIR = ("short", "cropped", "curly", "short")


def look_of(actor_id: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    """A whole `Look`; what was asked for stays, and what was not goes with it."""
    age = asked.get("age", "adult")
    figure = asked.get("figure", _figure(actor_id, asked))
    female = figure > 0.5
    skin = asked.get("skin", _one(actor_id, "skin", _SKINS))
    drawn = {
        "age": age,
        "figure": figure,
        "skin": skin,
        "heightM": round(_HEIGHTS[age] + _tall(age, female) + 0.1 * (_share(actor_id, "height") - 0.5), 3),
        "build": _one(actor_id, "build", ("average", "slim", "average", "stocky")),
        "hairStyle": _one(actor_id, "hair", _HER_HAIR if female else _HIS_HAIR),
        "hairColour": _one(actor_id, "hair colour", _hair_colours(age, skin)),
        "eyeColour": _one(actor_id, "eyes", _EYES),
        "outfit": _one(
            actor_id, "outfit", ("shirt", "tshirt", "dress") if female else ("shirt", "tshirt", "coat")
        ),
        "topColour": _one(actor_id, "top", _TOPS),
        "bottomColour": _one(actor_id, "bottom", _BOTTOMS),
        "shoesColour": _one(actor_id, "shoes", _SHOES),
        "glasses": _share(actor_id, "glasses") < 0.15,
        "beard": "none",
        "hat": "none",
    }
    return {**drawn, **asked}


def _figure(actor_id: str, asked: Mapping[str, Any]) -> float:
    """What was asked for tells: a dress, long hair, a beard; else chance."""
    if asked.get("beard", "none") != "none":
        return 0.0
    if asked.get("outfit") == "dress" or asked.get("hairStyle") in ("long", "bun", "ponytail", "bob"):
        return 1.0
    return float(_share(actor_id, "figure") < 0.5)


def _tall(age: str, female: bool) -> float:
    if age in ("child", "teen"):
        return 0.0
    return -0.05 if female else 0.06


def _hair_colours(age: str, skin: str) -> tuple[str, ...]:
    if age == "elder":
        return _GREY_HAIR
    return _DARK_HAIR + _FAIR_HAIR if skin in _SKINS[:3] else _DARK_HAIR


def _share(*seed: str) -> float:
    return Random(":".join(seed)).random()


def _one(actor_id: str, what: str, choices: tuple[str, ...]) -> str:
    return choices[int(_share(actor_id, what) * len(choices))]
