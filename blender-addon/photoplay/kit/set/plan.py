"""A floor plan as the builders read it: its pieces and openings with Python's names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .colour import Colour, linear


def text_seed(text: str) -> int:
    """A 32-bit number that depends on the text alone (FNV-1a)."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


@dataclass(frozen=True)
class Piece:
    """A piece to build in its own frame: its base about the origin, its front +Y.

    `colour` is linear, or None.
    """

    id: str
    type: str
    position: tuple[float, float, float]
    facing: float
    width: float
    depth: float
    height: float
    wall: str | None
    colour: Colour | None
    options: dict[str, Any]
    random: np.random.Generator = field(compare=False)

    @classmethod
    def read(cls, row: dict[str, Any], seed: int) -> Piece:
        """From a document's piece; its randomness comes from its id and the set's seed."""
        x, y, z = row["position"]
        width, depth, height = row["size"]
        colour = row.get("colour")
        return cls(
            id=row["id"],
            type=row["type"],
            position=(x, y, z),
            facing=row["facing"],
            width=width,
            depth=depth,
            height=height,
            wall=row.get("wall"),
            colour=linear(colour) if colour else None,
            options=row.get("options", {}),
            random=np.random.default_rng(text_seed(f"{row['id']} {seed}")),
        )

    def number(self, name: str, otherwise: float) -> float:
        """An option that is a number."""
        value = self.options.get(name, otherwise)
        return float(value) if isinstance(value, (int, float)) else otherwise


@dataclass(frozen=True)
class Opening:
    """A hole in a wall; `middle` is its x in the wall's frame, where +X is the left seen from inside."""

    id: str
    type: str
    side: str
    middle: float
    width: float
    bottom: float
    top: float
    options: dict[str, Any]

    @classmethod
    def read(cls, row: dict[str, Any]) -> Opening:
        """From a document's opening."""
        bottom = 0.0 if row["type"] != "window" else row["sill"]
        return cls(
            id=row["id"],
            type=row["type"],
            side=row["side"],
            middle=-row["at"],
            width=row["width"],
            bottom=bottom,
            top=bottom + row["height"],
            options=row.get("options", {}),
        )

    @property
    def height(self) -> float:
        """Metres from sill to lintel."""
        return self.top - self.bottom
