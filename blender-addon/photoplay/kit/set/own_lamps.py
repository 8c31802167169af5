"""What a person did by hand to the lamps of a scene: some added, some of the set's own changed."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from ..light_rig import Lamp

POINT_WATTS = 31.0
AREA_WATTS = 12.5
"""Watts of a Blender light that match the baked light (measured against Cycles): level 1 at one metre."""
AREA_AHEAD = 0.1
"""Metres before a window's glass that its light stands, or its own frame would shade it."""
_SOFT = 0.1


def lamp_ids(lamps: Iterable[Lamp]) -> list[str]:
    """An id for each lamp of a set, by its name: `light.pendant`, `light.pendant.2`; one that a person added
    has an id as its name already."""
    seen: Counter[str] = Counter()
    ids: list[str] = []
    for lamp in lamps:
        seen[lamp.name] += 1
        stem = lamp.name if lamp.name.startswith("light.") else f"light.{lamp.name}"
        ids.append(stem if seen[lamp.name] == 1 else f"{stem}.{seen[lamp.name]}")
    return ids


def with_own_lamps(lamps: list[Lamp], light: dict[str, Any]) -> list[Lamp]:
    """The set's lamps as a LightPlan's `lampChanges` leave them, and its `lamps` besides."""
    changes: dict[str, dict[str, Any]] = light.get("lampChanges", {})
    left: list[Lamp] = []
    for name, lamp in zip(lamp_ids(lamps), lamps, strict=True):
        change = changes.get(name, {})
        if "lamp" in change:
            left.append(replace(_lamp(lamp.name, change["lamp"]), shadow=lamp.shadow))
        elif not change.get("off"):
            left.append(lamp)
    return left + [_lamp(row["id"], row) for row in light.get("lamps", [])]


def _lamp(name: str, row: dict[str, Any]) -> Lamp:
    kind = row["type"]
    way = np.asarray(row["direction"], np.float32)
    width, height = row["size"]
    area = kind == "AREA"
    place = np.asarray(row["position"], np.float32) - (way * AREA_AHEAD if area else 0)
    return Lamp(
        kind=kind,
        name=name,
        position=place,
        colour=np.asarray(row["colour"], np.float32),
        power=row["watts"] / (AREA_WATTS if area else POINT_WATTS),
        radius=max(width, height) / 2 if area else max(row["radius"], _SOFT),
        points=_corners(place, way, width, height) if area else place[None],
        direction=None if kind == "POINT" else way,
        cone=math.cos(row["angle"] / 2) if kind == "SPOT" else 0.0,
        size=(width, height),
    )


def _corners(place: Any, way: Any, width: float, height: float) -> Any:
    """Where shadow rays go: the middles of the quarters of an area."""
    side = np.cross(way, (0, 0, 1) if abs(way[2]) < 0.99 else (0, 1, 0))
    side = side / np.linalg.norm(side)
    up = np.cross(side, way)
    quarters = [(a, b) for a in (-0.25, 0.25) for b in (-0.25, 0.25)]
    return np.array([place + side * width * a + up * height * b for a, b in quarters], np.float32)
