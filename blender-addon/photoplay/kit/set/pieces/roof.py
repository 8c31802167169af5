"""What stands on a flat roof, and strings of lights."""

from __future__ import annotations

import math

import numpy as np

from ..colour import linear, noise, shade
from ..parts import Floats
from ..plan import Piece
from ..workshop import Workshop


def parapet(w: Workshop, p: Piece) -> None:
    """A brick parapet with a coping."""
    wall = w.palette["wall"]
    tall = p.height - 0.07

    def bricks(s: Floats, t: Floats, i: Floats, j: Floats) -> Floats:
        return wall * (0.86 + 0.24 * noise(i + (j % 2) * 0.5, j))[:, None]

    w.box((0, 0, 0), (p.width, p.depth - 0.02, tall), wall, bevel=0)
    cells = (round(p.width / 0.28), round(tall / 0.11))
    for side in (-1, 1):
        corner = (side * p.width / 2, side * (p.depth / 2 - 0.004), 0)
        w.sheet(corner, (-side * p.width, 0, 0), (0, 0, tall), cells, wall, cell_paint=bricks)
    w.box((0, 0, tall), (p.width + 0.06, p.depth + 0.1, 0.07), shade(wall, 1.35), bevel=0.015, shades=False)


def stair_house(w: Workshop, p: Piece) -> None:
    """The stairs' little house: a metal door at its front, a ladder at its side."""
    wall = w.palette["wall"]
    front = p.depth / 2
    w.box((0, 0, 0), (p.width, p.depth, p.height - 0.1), wall, bevel=0.01)
    w.box((0, 0, p.height - 0.1), (p.width + 0.2, p.depth + 0.2, 0.12), shade(wall, 0.6))
    w.box((0.2, front + 0.01, 0), (1.0, 0.05, 2.1), "#3f5358", bevel=0.01, shades=False)
    for z, tall in ((0.2, 0.75), (1.1, 0.8)):
        w.box((0.2, front + 0.04, z), (0.74, 0.014, tall), "#4a6066", bevel=0.004, shades=False)
    w.box((0.6, front + 0.07, 1.02), (0.04, 0.05, 0.14), w.palette["metal"], shades=False)
    side = p.width / 2 + 0.04
    for y in (0.4, 0.75):
        w.tube([(side, y, 0.2), (side, y, p.height + 0.4)], 0.018, "#2b2e30", 6)
    for k in range(8):
        w.tube([(side, 0.4, 0.35 + k * 0.32), (side, 0.75, 0.35 + k * 0.32)], 0.014, "#2b2e30", 6)
    dark = w.light.dark
    w.box(
        (0.2, front + 0.12, 2.22),
        (0.16, 0.12, 0.12),
        (1, 0.75, 0.45),
        bevel=0.02,
        shades=False,
        emission=3 if dark else 0,
    )
    if dark:
        w.lamp("door lamp", (0.2, front + 0.47, 2.15), (1, 0.6, 0.28), 1.0 * max(w.light.practical, 0.5))
    _neon(w, front)


def _neon(w: Workshop, front: float) -> None:
    """A round sign with an arrow beside the door."""
    dark = w.light.dark
    red, blue = ((1.0, 0.10, 0.16), (0.25, 0.75, 1.0)) if dark else ("#7c3a3c", "#5a7c8c")
    strength = 1.5 if dark else 0.0
    x, z, y = -0.95, 1.45, front + 0.05
    turns = np.linspace(0, 2 * math.pi, 25)
    ring = np.stack([x + np.cos(turns) * 0.42, turns * 0 + y, z + np.sin(turns) * 0.42], 1)
    w.tube(ring, 0.02, red, 6, emission=strength)
    w.tube([(x - 0.25, y, z), (x + 0.25, y, z)], 0.02, blue, 6, emission=strength)
    w.tube(
        [(x + 0.1, y, z + 0.15), (x + 0.25, y, z), (x + 0.1, y, z - 0.15)], 0.02, blue, 6, emission=strength
    )
    if dark:
        w.lamp(
            "neon",
            (x, y + 0.36, z),
            (1, 0.08, 0.14),
            0.5 * max(w.light.practical, 0.8),
            radius=0.4,
            shadow=False,
        )


def water_tank(w: Workshop, p: Piece) -> None:
    """A wooden tank on legs."""
    wood, iron = w.palette["wood"], "#4b4038"
    for x in (-0.6, 0.6):
        for y in (-0.6, 0.6):
            w.cylinder((x, y, 0), 0.05, 1.2, iron, 8)
    for y in (-0.6, 0.6):
        w.tube([(-0.6, y, 0.15), (0.6, y, 1.1)], 0.02, iron, 5)
    radius, staves = p.width / 2 - 0.05, 24
    i = np.arange(staves)
    tones = np.repeat(shade(wood, 1)[None], staves, 0) * (0.8 + 0.4 * noise(i))[:, None]
    w.occlude(0, 0, 1.2, radius * 1.7, radius * 1.7, 1.7)
    w.lathe((0, 0, 1.2), [(radius, 0), (radius, 1.7)], tones, staves, smooth=False, fine=True)
    w.disc((0, 0, 1.2), radius, shade(wood, 0.5), staves, up=False)
    w.lathe((0, 0, 2.9), [(radius + 0.08, 0), (0.02, 0.5)], iron, 18)
    for k in range(4):
        w.lathe((0, 0, 1.35 + k * 0.45), [(radius + 0.008, 0), (radius + 0.008, 0.05)], "#33302e", 24)


def air_unit(w: Workshop, p: Piece) -> None:
    """A ventilation unit with a fan."""
    metal = w.palette["metal"]
    w.box((0, 0, 0.1), (p.width, p.depth, 0.8), metal, bevel=0.02)
    for x in (-0.6, 0.6):
        w.box((x, 0, 0), (0.1, p.depth - 0.1, 0.1), "#3d4144", shades=False)
    w.lathe((0, 0, 0.9), [(0.36, 0), (0.36, 0.08), (0.3, 0.08), (0.3, 0.01)], "#4a4f52", 18)
    w.disc((0, 0, 0.906), 0.3, linear("#16181a"), 18)
    for k in range(5):
        angle = k * 2 * math.pi / 5
        w.tube(
            [(0, 0, 0.925), (math.cos(angle) * 0.27, math.sin(angle) * 0.27, 0.925)],
            [0.02, 0.05],
            "#5d6366",
            5,
        )
    for k in range(7):
        w.box(
            (-0.6 + k * 0.2, p.depth / 2 + 0.005, 0.2),
            (0.14, 0.012, 0.6),
            shade(metal, 0.6),
            bevel=0,
            shades=False,
        )


def string_lights(w: Workshop, p: Piece) -> None:
    """Two sagging strings of bulbs between three poles, over the piece's area."""
    on = w.light.dark
    half, deep, top = p.width / 2, p.depth / 2, p.height
    hub = np.array([half, deep * 0.3, top])
    ends = [np.array([-half, -deep, top]), np.array([-half, deep, top])]
    for foot in (hub, *ends):
        w.tube([(foot[0], foot[1], 0), tuple(foot)], 0.02, "#2b2e30", 6)
    for start in ends:
        share = np.linspace(0, 1, 13)[:, None]
        sag = 0.5 * 4 * share * (1 - share) * np.array([0, 0, 1])
        points = start + (hub - start) * share - sag
        w.tube(points, 0.008, "#1c1c1c", 5)
        for x, y, z in points[1:-1]:
            bulb = (1, 0.72, 0.35) if on else linear("#e8dcc0")
            w.ball((x, y, z - 0.06), 0.045, bulb, 8, emission=3.2 if on else 0)
        if on:
            for k in (3, 6, 9):
                power = p.number("power", 0.42) * max(w.light.practical, 0.5)
                w.lamp("string lights", tuple(points[k]), (1, 0.64, 0.3), power, radius=0.2, shadow=False)
