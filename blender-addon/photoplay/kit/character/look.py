"""What a character looks like: the `Look` of a breakdown, with every gap filled and every unknown value
replaced."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

AGES = ("child", "teen", "adult", "elder")
BUILDS = ("slim", "average", "stocky")
HAIR_STYLES = ("short", "long", "curly", "bun", "ponytail", "bob", "cropped", "bald")
OUTFITS = ("shirt", "suit", "dress", "coat", "uniform", "tshirt")
BEARDS = ("none", "moustache", "full")
HATS = ("none", "cap", "beanie", "brim", "scarf")

_CHOICES = {
    "age": AGES,
    "build": BUILDS,
    "hairStyle": HAIR_STYLES,
    "outfit": OUTFITS,
    "beard": BEARDS,
    "hat": HATS,
}
_LONG_HAIR = ("long", "bun", "ponytail", "bob")
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_HEIGHT_BY_AGE = {"child": 1.22, "teen": 1.60, "adult": 1.72, "elder": 1.68}


@dataclass(frozen=True)
class Look:
    """Colours are sRGB hex strings; lengths metres; `figure` runs from 0 (male) to 1 (female)."""

    height: float = 1.72
    build: str = "average"
    age: str = "adult"
    figure: float = 0.0
    skin: str = "#e0a98a"
    hair_style: str = "short"
    hair_colour: str = "#3a2618"
    outfit: str = "shirt"
    top_colour: str = "#4c79a8"
    bottom_colour: str = "#39415a"
    shoes_colour: str = "#3b2a22"
    eye_colour: str = "#5b3a22"
    glasses: bool = False
    beard: str = "none"
    hat: str = "none"
    shorts: bool = False
    stripe: str | None = None
    collar: bool = True
    tie_colour: str | None = None
    shirt_colour: str = "#f2f2ee"

    @property
    def youth(self) -> float:
        """1 for a child, 0 for a grown body, a teenager in between: what proportions interpolate by."""
        return {"child": 1.0, "teen": 0.30}.get(self.age, 0.0)

    @property
    def tie(self) -> str | None:
        """The tie's colour: as asked, or a red one for a man's suit."""
        return self.tie_colour or (None if self.figure > 0.5 else "#8e2430")

    @property
    def elder(self) -> bool:
        return self.age == "elder"

    @property
    def skirted(self) -> bool:
        """Dresses and long coats hang round both legs and bend as one cloth."""
        return self.outfit in ("dress", "coat")


def read_look(source: Mapping[str, Any]) -> Look:
    """A `Look` from the JSON of a breakdown (camelCase keys). Unknown keys are ignored; values of the wrong
    type, outside the known names or not `#rrggbb` fall back to the defaults, so any document can be
    staged."""
    values: dict[str, Any] = {}
    for field in fields(Look):
        key = _json_key(field.name)
        value = source.get(key)
        if value is not None and _valid(key, field.default, value):
            values[field.name] = value
    age = values.get("age", "adult")
    values["height"] = min(2.3, max(0.7, float(values.get("height", _HEIGHT_BY_AGE[age]))))
    values["figure"] = _figure(values)
    return Look(**values)


def _json_key(name: str) -> str:
    if name == "height":
        return "heightM"
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


def _valid(key: str, default: Any, value: Any) -> bool:
    if key in _CHOICES:
        return value in _CHOICES[key]
    if isinstance(default, bool):
        return isinstance(value, bool)
    if isinstance(default, float):
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, str) and _HEX.fullmatch(value) is not None


def _figure(values: Mapping[str, Any]) -> float:
    """Without a figure, a dress or long hair tells; children differ little."""
    guess = 1.0 if values.get("outfit") == "dress" or values.get("hair_style") in _LONG_HAIR else 0.0
    figure = min(1.0, max(0.0, float(values.get("figure", guess))))
    return figure * {"child": 0.4, "teen": 0.8}.get(values.get("age", "adult"), 1.0)
