"""The lights of a scene, as both the set's baked light and the actors' light read them.

One list of lamps, a sun, an ambient hemisphere and the boxes that stop light. It is kept in the scene's
custom property `photoplay_light`, so that a saved file needs nothing else to light its actors again.
All colours are linear and scene-referred; a white surface that faces a level of 1 reads 1.
"""

from __future__ import annotations

import base64
import json
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .boxes import Floats, visible

PROPERTY = "photoplay_light"
BASE_EXPOSURE = 0.25
"""Stops added for every scene: Filmic's medium high contrast sits a little low for baked light."""
_MAJOR = 0.12
_FAINTEST = 0.010

Vector = NDArray[np.float32]


def _vector(values: Any) -> Vector:
    return np.asarray(values, np.float32).reshape(3)


@dataclass(frozen=True)
class Sun:
    """`direction` points towards the sun, length 1."""

    direction: Vector
    colour: Vector


@dataclass(frozen=True)
class Fog:
    """Haze that begins `near` metres from the middle of the set and is `strength` (0–1) thick at `far`."""

    colour: Vector
    near: float
    far: float
    strength: float


@dataclass(frozen=True)
class Lamp:
    """A lamp, a window or a glowing shelf.

    `power` is the level it gives at one metre; `radius` softens its nearness (metres); `points` (k, 3) are
    where shadow rays go; AREA and SPOT shine along `direction`, a SPOT inside the cosine `cone`; `size` is an
    area's width and height. Without `shadow` nothing stops it.
    """

    kind: Literal["POINT", "AREA", "SPOT"]
    name: str
    position: Vector
    colour: Vector
    power: float
    radius: float
    points: Floats
    direction: Vector | None = None
    cone: float = 0.0
    size: tuple[float, float] = (0.1, 0.1)
    shadow: bool = True

    def level(self, points: Floats, normals: Floats | None, source: Vector) -> Floats:
        """Unshadowed level (m,) at points (m, 3) from one of its `points`; normals None: facing the lamp."""
        offset = source - points
        squared = (offset * offset).sum(1)
        distance = np.sqrt(squared) + 1e-6
        level = self.power / (squared + self.radius**2 + 0.05)
        if normals is not None:
            level = level * np.clip((offset * normals).sum(1) / distance * 0.92 + 0.08, 0, 1)
        if self.direction is not None:
            along = np.clip(-(offset @ self.direction) / distance, 0, 1)
            level = level * (
                along
                if self.kind == "AREA"
                else np.clip((along - self.cone) / (0.5 * (1 - self.cone)), 0, 1) ** 1.5
            )
        return level.astype(np.float32)


@dataclass
class LightRig:
    """See the module. `exposure`: stops of the view transform. `face`: lowest and highest level of a lit
    face.
    """

    sky: Vector
    ground: Vector
    sun: Sun | None
    lamps: list[Lamp]
    boxes: Floats
    exposure: float
    face: tuple[float, float]
    rim: Vector
    fog: Fog | None
    time: str
    key: str
    major: Floats = field(init=False)
    """The boxes worth a ray when a soft source or a whole body is lit: longer than 24 cm."""

    def __post_init__(self) -> None:
        self.boxes = np.asarray(self.boxes, np.float32).reshape(-1, 7)
        self.major = self.boxes[self.boxes[:, 3:6].max(1) > _MAJOR] if len(self.boxes) else self.boxes

    @classmethod
    def from_plan(cls, light: dict[str, Any], lamps: list[Lamp], boxes: Floats) -> LightRig:
        """The rig of a LightPlan (see the schema) with the set's own lamps and boxes."""
        sun, fog = light.get("sun"), light.get("fog")
        low, high = light["face"]
        return cls(
            sky=_vector(light["sky"]),
            ground=_vector(light["ground"]),
            sun=Sun(_unit(sun["direction"]), _vector(sun["colour"])) if sun else None,
            lamps=lamps,
            boxes=boxes,
            exposure=BASE_EXPOSURE + light["exposure"],
            face=(low, high),
            rim=_vector(light["rim"]),
            fog=Fog(_vector(fog["colour"]), fog["near"], fog["far"], fog["strength"]) if fog else None,
            time=light["time"],
            key=light["key"],
        )

    def visible(
        self,
        points: Floats,
        normals: Floats,
        *,
        target: NDArray[np.floating] | None = None,
        direction: NDArray[np.floating] | None = None,
        major: bool = False,
    ) -> NDArray[np.bool_]:
        """Whether each point sees the target (3,) or the sky along a direction (3,); `major`: big boxes
        alone.
        """
        boxes = self.major if major else self.boxes
        return visible(points, normals, boxes, target=target, direction=direction)

    def ambient(self, normals: Floats) -> Floats:
        """Hemisphere light (m, 3) for normals (m, 3), without occlusion."""
        up = 0.5 + 0.5 * normals[:, 2:]
        return self.sky * up + self.ground * (1 - up)

    def sunlight(self, points: Floats, normals: Floats) -> Floats:
        """The sun at points (m, 3), shadowed by the boxes: (m, 3)."""
        if self.sun is None:
            return np.zeros((len(points), 3), np.float32)
        facing = np.clip(normals @ self.sun.direction, 0, 1)
        lit = facing > 0
        facing[lit] *= self.visible(points[lit], normals[lit], direction=self.sun.direction)
        return facing[:, None] * self.sun.colour

    def lamplight(self, lamp: Lamp, points: Floats, normals: Floats, *, soft: bool = True) -> Floats:
        """One lamp at points (m, 3), shadowed: (m, 3).

        `soft` traces all its sample points, else its middle.
        """
        sources = lamp.points if soft else lamp.position[None]
        total = np.zeros(len(points), np.float32)
        for source in sources:
            level = lamp.level(points, normals, source) / len(sources)
            if lamp.shadow:
                lit = level > _FAINTEST
                level[lit] *= self.visible(
                    points[lit], normals[lit], target=source, major=lamp.kind == "AREA"
                )
            total += level
        return total[:, None] * lamp.colour

    def store(self, scene: MutableMapping[str, Any]) -> None:
        """Keeps the rig in the scene's custom property."""
        scene[PROPERTY] = json.dumps(self.to_dict(), separators=(",", ":"))

    @classmethod
    def load(cls, scene: MutableMapping[str, Any]) -> LightRig:
        """The rig kept in a scene; KeyError when it has no set."""
        data = json.loads(scene[PROPERTY])
        lamps = [_lamp_from(row) for row in data["lamps"]]
        sun, fog = data["sun"], data["fog"]
        low, high = data["face"]
        return cls(
            sky=_vector(data["sky"]),
            ground=_vector(data["ground"]),
            sun=Sun(_vector(sun[0]), _vector(sun[1])) if sun else None,
            lamps=lamps,
            boxes=np.frombuffer(base64.b64decode(data["boxes"]), "<f4").reshape(-1, 7).copy(),
            exposure=data["exposure"],
            face=(low, high),
            rim=_vector(data["rim"]),
            fog=Fog(_vector(fog[0]), *fog[1:]) if fog else None,
            time=data["time"],
            key=data["key"],
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain data, the boxes as base64 of little-endian float32."""
        return {
            "sky": self.sky.tolist(),
            "ground": self.ground.tolist(),
            "sun": [self.sun.direction.tolist(), self.sun.colour.tolist()] if self.sun else None,
            "lamps": [_lamp_to(lamp) for lamp in self.lamps],
            "boxes": base64.b64encode(self.boxes.astype("<f4").tobytes()).decode("ascii"),
            "exposure": self.exposure,
            "face": list(self.face),
            "rim": self.rim.tolist(),
            "fog": [self.fog.colour.tolist(), self.fog.near, self.fog.far, self.fog.strength]
            if self.fog
            else None,
            "time": self.time,
            "key": self.key,
        }


def _unit(values: Any) -> Vector:
    vector = _vector(values)
    return vector / np.linalg.norm(vector)


def _lamp_to(lamp: Lamp) -> dict[str, Any]:
    return {
        "kind": lamp.kind,
        "name": lamp.name,
        "position": lamp.position.tolist(),
        "colour": lamp.colour.tolist(),
        "power": lamp.power,
        "radius": lamp.radius,
        "points": lamp.points.tolist(),
        "direction": None if lamp.direction is None else lamp.direction.tolist(),
        "cone": lamp.cone,
        "size": list(lamp.size),
        "shadow": lamp.shadow,
    }


def _lamp_from(row: dict[str, Any]) -> Lamp:
    width, height = row["size"]
    return Lamp(
        kind=row["kind"],
        name=row["name"],
        position=_vector(row["position"]),
        colour=_vector(row["colour"]),
        power=row["power"],
        radius=row["radius"],
        points=np.asarray(row["points"], np.float32).reshape(-1, 3),
        direction=None if row["direction"] is None else _vector(row["direction"]),
        cone=row["cone"],
        size=(width, height),
        shadow=row["shadow"],
    )
