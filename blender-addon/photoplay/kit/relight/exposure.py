"""How a face is lit for a shot: what a gaffer does between the lamps of a set and an actor.

Lamps are brought to a level at which a face reads, a fill bounces the key back on a face turned away from it,
a rim parts the head from the background. Every choice is a smooth function of where head, body and camera
are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..light_rig import LightRig
from .probe import Doubles, PointLight, Probe

_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
_SKY_ON_ACTORS, _GROUND_ON_ACTORS = 0.62, 0.55
_PALE_SKIN, _PALE_CEILING = 0.36, 0.8
_GAIN = (0.22, 1.7)
_GAIN_POWER = 0.8
_LEAST_AMBIENT_GAIN = 0.75
_FILL = 0.80
_FILL_WRAP = 0.10
_RIM_GAIN, _RIM_FROM_LAMPS = 1.1, 0.12
_SKIN_FLOOR, _NIGHT_FLOOR = 0.10, np.array([0.01, 0.015, 0.03])
_UP = np.array([0.0, 0.0, 1.0])


@dataclass(frozen=True)
class Subject:
    """Where an actor is: points and unit directions in the set; `skin`: luminance of its skin's albedo."""

    head: Doubles
    hips: Doubles
    face: Doubles
    body: Doubles
    skin: float


@dataclass(frozen=True)
class ActorLight:
    """All light on an actor, in the set's axes. `low`, `high`: lamps at hips and head, fill included;
    multiplied by `gain` with all the rest. `front`: level of the face; `floor`: what skin in the dark
    keeps."""

    low: PointLight
    high: PointLight
    sky: Doubles
    ground: Doubles
    rim_direction: Doubles
    rim: Doubles
    gain: float
    front: float
    floor: Doubles


def light_actor(rig: LightRig, probe: Probe, subject: Subject, camera: Doubles) -> ActorLight:
    """The light on an actor seen from `camera`, a point in the set."""
    low, high = probe.at(subject.hips), probe.at(subject.head)
    view = _unit((camera - subject.head) * np.array([1, 1, 0.3]))
    front = _unit(view + 0.12 * _UP)
    sky, ground = rig.sky * _SKY_ON_ACTORS, rig.ground * _GROUND_ON_ACTORS
    # by the side that is seen and the way the body faces: a head that turns must not change the exposure
    shown = _unit(front * 0.55 + subject.body * 0.45)
    level = high.level(shown) + (sky + ground) * 0.5
    wanted, gain = _expose(rig, level, subject.skin)
    face = _unit(subject.face * 0.6 + front * 0.4)
    tint = level / max(float(level.max()), 1e-3)
    direction, colour = _fill(high, face, wanted, gain, tint)
    rim_direction, rim = _rim(rig, high, front)
    ambient = max(gain, _LEAST_AMBIENT_GAIN) / gain
    return ActorLight(
        low=_with(low, direction, colour),
        high=_with(high, direction, colour),
        sky=sky * ambient,
        ground=ground * ambient,
        rim_direction=rim_direction,
        rim=rim * ambient,
        gain=gain,
        front=wanted,
        floor=tint * _SKIN_FLOOR + _NIGHT_FLOOR,
    )


def _expose(rig: LightRig, level: Doubles, skin: float) -> tuple[float, float]:
    """The level a face should have, and what lamps are multiplied by to get near it. Pale skin burns out
    first."""
    stops = 2.0**rig.exposure
    lowest, highest = rig.face[0] / stops, rig.face[1] / stops
    highest *= min(1.0, (_PALE_SKIN / max(skin, 1e-3)) ** _PALE_CEILING)
    found = max(float(level @ _LUMINANCE) * 0.6 + float(level.max()) * 0.4, 1e-3)
    wanted = min(max(found, lowest), max(highest, lowest * 0.8))
    return wanted, float(np.clip((wanted / found) ** _GAIN_POWER, *_GAIN))


def _fill(
    high: PointLight, face: Doubles, wanted: float, gain: float, tint: Doubles
) -> tuple[Doubles, Doubles]:
    """Direction and colour of the key bounced back at 45 degrees on a face that has only ambient light."""
    facing = np.clip(high.directions @ face, 0, 1)
    direct = float((facing @ high.colours).max()) * gain
    # softened, so that it does not switch on
    missing = wanted * _FILL - direct
    need = 0.5 * (missing + float(np.hypot(missing, 0.05 * wanted)))
    side = _unit(np.cross(face, _UP))
    turn = float(np.clip(side @ high.key * 3, -1, 1))
    key = high.key_colour
    colour = need / gain * (0.5 * key / max(float(key.max()), 1e-3) + 0.5 * tint)
    return _unit(face * 0.62 + side * 0.70 * turn + _UP * 0.42), colour


def _rim(rig: LightRig, high: PointLight, front: Doubles) -> tuple[Doubles, Doubles]:
    """From behind, on the side away from the key; lamps behind an actor colour it."""
    side = _unit(np.cross(front, _UP))
    away = float(np.clip(-(high.key @ side) * 4, -1, 1))
    direction = _unit(-front * np.array([1, 1, 0]) * 0.8 + side * away * 0.55 + _UP * 0.45)
    behind = np.clip(high.directions @ _unit(-front + 0.3 * _UP), 0, 1)
    return direction, rig.rim * _RIM_GAIN + behind @ high.colours * _RIM_FROM_LAMPS


def _with(light: PointLight, direction: Doubles, colour: Doubles) -> PointLight:
    """The light with one more lamp, which is no part of the key."""
    return PointLight(
        np.vstack([light.directions, direction]),
        np.vstack([light.colours, colour]),
        np.append(light.wraps, _FILL_WRAP),
        light.key,
        np.append(light.weight, 0.0),
    )


def _unit(vector: Doubles) -> Doubles:
    return vector / max(float(np.linalg.norm(vector)), 1e-9)
