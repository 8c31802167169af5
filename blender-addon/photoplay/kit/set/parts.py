"""A set's geometry before Blender: parts with their colours, and what builders know of the scene's light."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .colour import Colour, linear
from .shapes import Shape

MATTE, GLOSS, GLASS, GLOWING = range(4)
"""Material slots."""
WARM = np.array([1.0, 0.60, 0.28], np.float32)
"""A household bulb, linear."""

Floats = NDArray[np.floating]
CellPaint = Callable[[Floats, Floats, NDArray[Any], NDArray[Any]], Floats]
"""Colours (cells, 3) from a grid cell's place along u and v (0–1) and its column and row."""
VertexPaint = Callable[[Floats, Floats], Floats]
"""Colours (vertices, 3) from a grid vertex' place along u and v."""


@dataclass
class Part:
    """Geometry in the world with one way of being lit.

    `colours`: a row a face or a row a corner. Light is computed at vertices when `smooth`, at corners when
    `fine`, else at faces; `upward` lights leaves as if they faced the sky; `light_at` are other places to
    light vertices at.
    """

    shape: Shape
    colours: Floats
    material: int
    smooth: bool
    fine: bool
    emission: float
    group: str
    upward: bool
    light_at: Floats | None = None


@dataclass(frozen=True)
class Conditions:
    """What builders need to know of the light plan."""

    time: str
    practical: float
    ceiling: float
    window: tuple[float, Colour]
    zenith: Colour
    horizon: Colour
    sun: tuple[Floats, Colour] | None

    @property
    def dark(self) -> bool:
        """Whether windows are lit from inside."""
        return self.time in ("NIGHT", "DUSK")

    @classmethod
    def of(cls, light: dict[str, Any]) -> Conditions:
        """From a LightPlan."""
        sun = light.get("sun")
        return cls(
            time=light["time"],
            practical=light["practical"],
            ceiling=light["ceiling"],
            window=(light["window"]["power"], linear(light["window"]["colour"])),
            zenith=linear(light["zenith"]),
            horizon=linear(light["horizon"]),
            sun=(np.asarray(sun["direction"], float), linear(sun["colour"])) if sun else None,
        )


UNLIT = Conditions("DAY", 0, 0, (0, linear((1, 1, 1))), linear((0, 0, 0)), linear((0, 0, 0)), None)
"""For what is built before its light is known: its lamps are off."""
