"""Light on the vertices of an actor: a few matrix products over its deformed normals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .exposure import ActorLight
from .probe import Doubles

Floats = NDArray[np.float32]

_NECK_SHADOW = 0.75
_SHOULDER = 0.22
_FLOOR_BELOW = 0.35
_GLINT = (0.55, 0.50)
_NO_KEY = 0.02


@dataclass(frozen=True)
class Skin:
    """What does not change while an actor moves, by vertex (n): `high` 0..1 from hips to head; `under` the
    neck and below, which the head shades; `gloss`; `is_skin`, `glint` 0 or 1. `head`: radius of the head,
    metres."""

    high: Floats
    under: Floats
    gloss: Floats
    is_skin: Floats
    glint: NDArray[np.bool_]
    head: float


@dataclass(frozen=True)
class Shaded:
    """By vertex: `level` (n, 3) multiplies the albedo, `shine` (n, 3) is added, `least` (n,) is a lower
    bound."""

    level: Floats
    shine: Floats
    glint: float


def shade(
    skin: Skin,
    points: Floats,
    normals: Floats,
    light: ActorLight,
    axes: Doubles,
    head: Doubles,
    view: Doubles,
    left: Floats | None,
) -> Shaded:
    """Light by vertex. `points`, `normals` (3, n), `head` and `view` (unit, to the camera) are in the mesh's
    own space, whose axes in the set are the columns of `axes` (3, 3); `left` (n,) is what others leave of the
    key."""
    into = axes.T  # the few lights are turned into the mesh's space, not the many normals out of it
    key = (into @ light.high.key).astype(np.float32)
    blocked = _head_shadow(skin, points, key, head)
    below = None
    if left is not None:
        blocked, below = 1 - (1 - blocked) * left, 1 - left
    level = np.zeros_like(normals)
    for lamps, share, hidden in ((light.low, 1 - skin.high, below), (light.high, skin.high, blocked)):
        wraps = lamps.wraps[:, None].astype(np.float32)
        facing = np.clip(((lamps.directions @ axes).astype(np.float32) @ normals + wraps) / (1 + wraps), 0, 1)
        if hidden is not None:
            for lamp in np.flatnonzero(lamps.weight > _NO_KEY):
                facing[lamp] *= 1 - np.float32(lamps.weight[lamp]) * hidden
        level += (lamps.colours.T.astype(np.float32) @ facing) * share
    up = 0.5 + 0.5 * normals[2]
    level += _column(light.sky) * up + _column(light.ground) * (1 - up)
    edge = np.clip(1 - np.abs(view.astype(np.float32) @ normals), 0, 1) ** 2
    rim = np.clip((into @ light.rim_direction).astype(np.float32) @ normals + 0.1, 0, 1) * (0.25 + 1.6 * edge)
    level += _column(light.rim) * rim
    halfway = key + view.astype(np.float32)
    halfway = halfway / max(float(np.linalg.norm(halfway)), 1e-6)
    shine = np.clip(halfway @ normals, 0, 1) ** 16 * skin.gloss
    level *= np.float32(light.gain)
    level /= 1 + np.float32(_SHOULDER) * level.max(0)  # a soft shoulder, then never below the floor
    dark = np.clip(1 - level.max(0) / np.float32(_FLOOR_BELOW), 0, 1) * skin.is_skin
    level += _column(light.floor) * dark
    shining = _column(light.high.key_colour * light.gain) * shine
    return Shaded(level.T, shining.T, _GLINT[0] + _GLINT[1] * light.front)


def _column(colour: Doubles) -> Floats:
    return colour[:, None].astype(np.float32)


def _head_shadow(skin: Skin, points: Floats, key: Floats, head: Doubles) -> Floats:
    """How much of the key the head takes from neck, collar and chest: the cheapest depth there is."""
    towards = head[:, None].astype(np.float32) - points
    along = key @ towards
    aside = np.sqrt(np.maximum((towards * towards).sum(0) - along * along, 0))
    radius = np.float32(skin.head)
    inside = np.clip((radius * 1.35 - aside) / (radius * 0.7), 0, 1) * np.clip(along / 0.05, 0, 1)
    return np.float32(_NECK_SHADOW) * inside * skin.under


def body_shadow(points: Floats, key: Floats, spheres: Floats) -> Floats:
    """What another body, as spheres (m, 4) in the mesh's space, leaves of the key on each point (3, n):
    0..1."""
    left = np.ones(points.shape[1], np.float32)
    for x, y, z, radius in spheres:
        towards = np.array([[x], [y], [z]], np.float32) - points
        along = key @ towards
        aside = np.sqrt(np.maximum((towards * towards).sum(0) - along * along, 0))
        soft = np.float32(radius * 0.6) + np.float32(0.18) * np.clip(along, 0, 2)
        inside = np.clip((np.float32(radius) + soft * 0.5 - aside) / soft, 0, 1) * np.clip(along / 0.1, 0, 1)
        left *= 1 - np.float32(0.55) * inside * np.minimum(1, 1.6 * np.float32(radius) / soft)
    return left
