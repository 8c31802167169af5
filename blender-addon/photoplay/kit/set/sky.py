"""The sky dome: zenith to horizon, glow round the sun, soft clouds, stars and a moon. Per vertex, unlit."""

from __future__ import annotations

import math

import numpy as np

from .parts import Floats
from .shapes import mesh, rings
from .workshop import Workshop

_GAIN = {"DAY": 1.15, "DAWN": 0.85, "DUSK": 0.80, "NIGHT": 1.2}
_MIDDLE = {"DUSK": (0.46, 0.20, 0.30), "DAWN": (0.62, 0.50, 0.62)}
"""The band of violet between horizon and zenith when the sun is low."""
_CLOUD = {
    "DAY": (0.6, (1.0, 1.0, 1.0)),
    "DAWN": (0.4, (1.1, 0.75, 0.66)),
    "DUSK": (0.38, (0.95, 0.34, 0.20)),
    "NIGHT": (0.2, (0.06, 0.07, 0.11)),
}
_AROUND = 72


def sky_dome(w: Workshop, radius: float) -> None:
    """A dome of `radius` metres about the set, with more rings near the horizon, where cameras look."""
    tilt = np.radians(np.concatenate([[-8], np.linspace(-1, 30, 22), [36, 44, 55, 70, 85]]))
    angle = np.arange(_AROUND) * 2 * math.pi / _AROUND
    x, y = np.outer(np.cos(tilt), np.sin(angle)), np.outer(np.cos(tilt), np.cos(angle))
    way = np.stack([x, y, np.repeat(np.sin(tilt)[:, None], _AROUND, 1)], -1).reshape(-1, 3)
    with w.at(group="sky"):
        skin = rings(way * radius, _AROUND)
        w.add(skin, _colours(w, way), smooth=True, emission=1)
        if w.light.time == "NIGHT":
            _stars(w, radius)
            _moon(w, radius)


def _colours(w: Workshop, way: Floats) -> Floats:
    light, time = w.light, w.light.time
    height = (np.clip(np.clip(way[:, 2], 0, 1) * 1.5, 0, 1)[:, None]) ** 0.62
    middle = np.array(_MIDDLE[time]) if time in _MIDDLE else light.horizon * 0.45 + light.zenith * 0.55
    low = light.horizon + (middle - light.horizon) * height / 0.42
    high = middle + (light.zenith - middle) * (height - 0.42) / 0.58
    colour = np.where(height < 0.42, low, high)
    if light.sun is not None and time != "NIGHT":
        near = np.clip(way @ light.sun[0], 0, 1)[:, None]
        colour = colour + light.sun[1] * (0.10 * near**6 + 0.22 * near**40)
    share, tone = _CLOUD[time]
    clouds = _clouds(way) * share
    return np.clip((colour * (1 - clouds) + np.array(tone) * clouds) * _GAIN[time], 0, 2)


def _clouds(way: Floats) -> Floats:
    """Flat banks of cloud low in the sky, the same in every set: (n, 1)."""
    random = np.random.default_rng(7)
    turn, tilt = np.arctan2(way[:, 0], way[:, 1]), np.arcsin(np.clip(way[:, 2], -1, 1))
    cover = np.zeros(len(way))
    for _ in range(26):
        at, up = random.uniform(-math.pi, math.pi), random.uniform(0.07, 0.42)
        wide, tall = random.uniform(0.10, 0.30), random.uniform(0.012, 0.035)
        across = ((turn - at + math.pi) % (2 * math.pi) - math.pi) / wide
        cover += np.exp(-(across**2) - ((tilt - up) / tall) ** 2)
    return np.clip(cover, 0, 1)[:, None]


def _stars(w: Workshop, radius: float) -> None:
    random, count = np.random.default_rng(11), 260
    way = random.normal(size=(count, 3))
    way[:, 2] = np.abs(way[:, 2]) * 0.6 + 0.12
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    place, size = way * radius * 0.97, (random.uniform(0.0006, 0.0017, count) * radius)[:, None]
    across = np.cross(way, [0, 0, 1.0])
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    up = np.cross(across, way)
    corners = [place - across * size, place - up * size, place + across * size, place + up * size]
    vertices = np.stack(corners, 1).reshape(-1, 3)
    tones = np.array([0.8, 0.85, 1.0]) * random.uniform(0.2, 0.9, (count, 1))
    w.add(mesh(vertices, np.arange(4 * count).reshape(-1, 4)), tones, emission=1)


def _moon(w: Workshop, radius: float) -> None:
    turn, tilt = math.radians(-32), math.radians(17)
    way = np.array([math.sin(turn) * math.cos(tilt), math.cos(turn) * math.cos(tilt), math.sin(tilt)])
    across = np.cross(way, [0, 0, 1.0])
    across /= np.linalg.norm(across)
    up = np.cross(across, way)
    angle = np.arange(24)[:, None] * math.pi / 12
    edge = way * radius * 0.95 + (np.cos(angle) * across + np.sin(angle) * up) * radius * 0.022
    w.add(mesh(edge, [[0, k, k + 1, k + 2] for k in range(1, 22, 2)]), (1.1, 1.1, 1.0), emission=1)
