"""What stands in streets: lamps, bins, signs, roads, and what an alley has."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np

from ..colour import noise, shade
from ..parts import GLOSS, Floats
from ..plan import Piece
from ..shapes import mesh
from ..workshop import Workshop

_IRON = "#2b302f"
_SODIUM = (1, 0.62, 0.28)


def street_lamp(w: Workshop, p: Piece) -> None:
    """A lamp on a mast that reaches towards its front; `park`: a lower one with a globe."""
    on = w.light.dark
    power = max(w.light.practical, 0.6)
    if p.options.get("park"):
        w.lathe((0, 0, 0), [(0.12, 0), (0.12, 0.3), (0.05, 0.4), (0.04, 2.9)], _IRON, 10)
        w.ball((0, 0, 3.08), 0.2, (1, 0.8, 0.5) if on else (0.75, 0.75, 0.7), 14, emission=2.2 if on else 0)
        if on:
            w.lamp("park lamp", (0, 0, 3.0), _SODIUM, 2.4 * power, radius=0.4, shadow=False)
        return
    w.lathe((0, 0, 0), [(0.11, 0), (0.11, 0.5), (0.06, 0.6), (0.045, 4.6)], _IRON, 10)
    w.tube([(0, 0, 4.6), (0, 0.3, 4.85), (0, 0.9, 4.9)], 0.035, _IRON)
    w.lathe((0, 0.9, 4.74), [(0.2, 0), (0.14, 0.12), (0.05, 0.17)], _IRON, 12)
    w.disc(
        (0, 0.9, 4.735),
        0.18,
        (1, 0.78, 0.45) if on else (0.7, 0.7, 0.64),
        12,
        up=False,
        emission=4 if on else 0,
    )
    if on:
        w.spot_lamp("street lamp", (0, 0.9, 4.7), _SODIUM, 5.2 * power, 0.30)


def trash_bin(w: Workshop, p: Piece) -> None:
    """A round litter bin."""
    radius = p.width / 2
    sides = [
        (radius * 0.8, 0),
        (radius * 0.9, 0.75),
        (radius * 0.98, 0.78),
        (radius * 0.9, 0.9),
        (radius * 0.5, 0.95),
    ]
    w.lathe((0, 0, 0), sides, "#3d4f47", 16)
    w.occlude(0, 0, 0, p.width * 0.85, p.width * 0.85, 0.9)
    for k in range(12):
        x, y = math.cos(k * math.pi / 6) * radius * 0.86, math.sin(k * math.pi / 6) * radius * 0.86
        w.tube([(x, y, 0.05), (x * 1.04, y * 1.04, 0.74)], 0.012, "#2d3b35", 5)


def dumpster(w: Workshop, p: Piece) -> None:
    """A skip with two lids and bags."""
    steel = "#3f5f52"
    w.box((0, 0, 0.12), (p.width, p.depth, 0.9), steel, bevel=0.02)
    for x in (-0.45, 0, 0.45):
        w.box((x, p.depth / 2 + 0.01, 0.2), (0.06, 0.04, 0.75), shade(steel, 0.8), shades=False)
    for x, lift in ((-p.width / 4, 0.0), (p.width / 4, 0.12)):
        with w.at(x, 0, 1.02 + lift):
            w.box((0, 0, 0), (p.width / 2 - 0.02, p.depth + 0.04, 0.05), "#26302c", bevel=0.012)
    w.ball((p.width / 4, 0.1, 1.02), 0.24, "#1d1f22", 10, squash=(1.3, 1, 0.6), lumps=0.1)
    w.ball((p.width / 2 + 0.28, 0.2, 0.2), 0.24, "#22242a", 10, squash=(1.1, 1, 0.9), lumps=0.12)
    for x in (-0.7, 0.7):
        w.wheel(
            (x - 0.03, p.depth / 2 - 0.15, 0.07),
            [(0.001, 0), (0.07, 0), (0.07, 0.06), (0.001, 0.06)],
            "#17181a",
            1,
            10,
        )


def hydrant(w: Workshop, p: Piece) -> None:
    """A fire hydrant."""
    red = "#a5342a"
    w.lathe(
        (0, 0, 0),
        [(0.14, 0), (0.14, 0.04), (0.1, 0.06), (0.1, 0.5), (0.12, 0.52), (0.1, 0.62), (0.03, 0.7)],
        red,
        12,
    )
    w.tube([(-0.16, 0, 0.42), (0.16, 0, 0.42)], 0.045, red, 8)
    w.tube([(0, 0, 0.42), (0, 0.15, 0.42)], 0.055, red, 8)
    w.occlude(0, 0, 0, 0.2, 0.2, 0.65)


def sign(w: Workshop, p: Piece) -> None:
    """A sign on a post, or a station clock (`text` = clock)."""
    w.lathe((0, 0, 0), [(0.05, 0), (0.03, 0.04), (0.03, p.height)], "#4b5054", 8)
    if p.options.get("text") == "clock":
        with w.at(0, 0, p.height - 0.1, math.pi / 2):
            for side in (-1, 1):
                w.wheel((0, 0, 0), [(0.32, 0), (0.32, 0.07), (0.29, 0.08)], "#26282a", side, 24)
                w.wheel((0, 0, 0), [(0.29, 0.076), (0.001, 0.076)], "#efeadb", side, 24)
        for turn, length in ((1.4, 0.16), (-0.7, 0.25)):
            for y in (0.085, -0.085):
                tip = (math.sin(turn) * length, y, p.height - 0.1 + math.cos(turn) * length)
                w.tube([(0, y, p.height - 0.1), tip], 0.012, "#1a1a1a", 4)
        return
    w.box(
        (0, 0.04, p.height - 0.7),
        (p.width * 0.55, 0.03, 0.65),
        w.palette["accent2"],
        bevel=0.01,
        shades=False,
    )
    for k in range(3):
        line = (0, 0.058, p.height - 0.25 - 0.15 * k)
        w.box(line, (p.width * (0.36 - 0.06 * k), 0.004, 0.05), "#efeadb", bevel=0, shades=False)


def fire_escape(w: Workshop, p: Piece) -> None:
    """Two landings with rails and a ladder, its back to the wall."""
    iron = "#33302e"
    back = -p.depth / 2
    for z in (0.0, 2.9):
        for k in range(9):
            y = back + 0.06 + k * (p.depth - 0.1) / 8
            w.box((0, y, z), (p.width, 0.03, 0.03), iron, bevel=0, shades=k == 4)
        for height in (0.5, 1.0):
            rail = [
                (-p.width / 2, back, z + height),
                (-p.width / 2, -back, z + height),
                (p.width / 2, -back, z + height),
                (p.width / 2, back, z + height),
            ]
            for a, b in pairwise(rail):
                w.tube([a, b], 0.016, iron, 5)
        for x in np.linspace(-p.width / 2, p.width / 2, 9):
            w.tube([(x, -back, z), (x, -back, z + 1.0)], 0.009, iron, 4)
    w.occlude(0, 0, 0, p.width, p.depth, 0.04)
    for side in (-0.22, 0.22):
        w.tube([(0.5 + side, 0.1, 0.0), (-0.5 + side, 0.1, 2.9)], 0.02, iron, 5)
    for k in range(10):
        t = (k + 0.5) / 10
        w.tube([(0.28 - t, 0.1, 2.9 * t), (0.72 - t, 0.1, 2.9 * t)], 0.014, iron, 4)


def road(w: Workshop, p: Piece) -> None:
    """A carriageway along Y with a broken line and kerbs; `alley`: bare slabs with a gutter."""
    asphalt, half, long = w.palette["asphalt"], p.width / 2, p.depth

    def paint(s: Floats, t: Floats, i: Floats, j: Floats) -> Floats:
        worn = 1 - 0.12 * np.exp(-(((np.abs(s - 0.5) - 0.24) / 0.05) ** 2))
        return asphalt * (worn * (0.9 + 0.2 * noise(i, j)))[:, None]

    cells = (16, max(8, int(long / 0.9)))
    w.sheet((-half, -long / 2, 0.004), (p.width, 0, 0), (0, long, 0), cells, asphalt, cell_paint=paint)
    if p.options.get("alley"):
        w.box((0, 0, 0.005), (0.3, long, 0.002), shade(asphalt, 0.7), bevel=0, shades=False)
        return
    for k in range(int(long / 4.5)):
        y = -long / 2 + 2 + k * 4.5
        dash = [(-0.06, y, 0.008), (0.06, y, 0.008), (0.06, y + 2, 0.008), (-0.06, y + 2, 0.008)]
        w.add(mesh(dash, [[0, 1, 2, 3]]), "#d7d2c4", fine=True)
    for side in (-1, 1):
        kerb = shade(w.palette["pavement"], 1.15)
        stones = int(long / 1.2)
        for k in range(stones):
            y = -long / 2 + (k + 0.5) * long / stones
            if abs(y) < 30:
                w.box(
                    (side * (half + 0.05), y, 0),
                    (0.16, long / stones - 0.012, 0.05),
                    kerb,
                    bevel=0.008,
                    shades=False,
                )


def crossing(w: Workshop, p: Piece) -> None:
    """Zebra stripes."""
    count = int(p.width / 0.75)
    for k in range(count):
        x = -p.width / 2 + 0.75 * k + 0.1
        y = p.depth / 2
        stripe = [(x, -y, 0.011), (x + 0.42, -y, 0.011), (x + 0.42, y, 0.011), (x, y, 0.011)]
        w.add(mesh(stripe, [[0, 1, 2, 3]]), "#d9d4c6", fine=True)


def track(w: Workshop, p: Piece) -> None:
    """A railway track along X in its bed, sunk before the platform."""
    half = p.width / 2

    def ballast(s: Floats, t: Floats, i: Floats, j: Floats) -> Floats:
        return np.array([0.13, 0.12, 0.11]) * (0.75 + 0.5 * noise(i, j))[:, None]

    w.sheet(
        (-half, -p.depth / 2, 0.012),
        (p.width, 0, 0),
        (0, p.depth, 0),
        (150, 8),
        "#6a6660",
        cell_paint=ballast,
    )
    for k in range(int(p.width / 0.65)):
        w.box((-half + 0.3 + k * 0.65, 0, 0.012), (0.24, 2.3, 0.06), "#4a4038", bevel=0, shades=False)
    for y in (-0.72, 0.72):
        w.box((0, y, 0.07), (p.width, 0.07, 0.12), "#8d8a86", bevel=0, shades=False, material=GLOSS)


def platform_roof(w: Workshop, p: Piece) -> None:
    """A canopy over a platform, on the columns that stand below it."""
    steel, z = w.palette["accent2"], p.height - 0.25
    w.box((0, 0, z), (p.width, p.depth, 0.1), shade(steel, 0.8))
    w.box((0, p.depth / 2, z - 0.12), (p.width, 0.05, 0.25), steel, shades=False)
    for k in range(int(p.width / 0.4)):
        x = -p.width / 2 + 0.2 + k * 0.4
        w.box((x, p.depth / 2 + 0.02, z - 0.26), (0.2, 0.02, 0.16), shade(steel, 1.3), bevel=0, shades=False)
    for x in (-p.width / 2 + 1.6, p.width / 2 - 1.6):
        w.tube([(x, 0, z - 0.7), (x, p.depth / 2 - 0.1, z)], 0.035, steel, 6)
    if w.light.dark:
        for x in (-p.width / 3, 0, p.width / 3):
            w.box((x, 0, z - 0.06), (0.9, 0.14, 0.05), (1, 0.92, 0.75), bevel=0, shades=False, emission=2.2)
            w.lamp(
                "platform lamp",
                (x, 0, z - 0.25),
                (1, 0.85, 0.62),
                1.5 * max(w.light.practical, 0.5),
                radius=0.4,
            )


def train(w: Workshop, p: Piece) -> None:
    """A railway carriage, its nose at +Y."""
    body = w.palette.get("train", "accent2")
    w.cushion((0, 0, 0.55), (p.width, p.depth, p.height - 0.55), body, 0.22)
    w.box((0, 0, 0.25), (p.width - 0.5, p.depth - 1, 0.35), "#26282a")
    lit = w.light.dark
    pane = (1.0, 0.72, 0.4) if lit else (0.16, 0.2, 0.24)
    for side in (-1, 1):
        w.box(
            (side * (p.width / 2 + 0.004), 0, 1.25),
            (0.01, p.depth - 0.6, 0.16),
            w.palette["accent"],
            bevel=0,
            shades=False,
        )
        for k in range(int(p.depth / 1.9)):
            y = -p.depth / 2 + 1.3 + k * 1.9
            size = (0.012, 1.2, 0.85)
            w.box(
                (side * (p.width / 2 + 0.005), y, 1.75),
                size,
                pane,
                bevel=0,
                shades=False,
                emission=0.9 if lit else 0,
            )
    w.box((0, p.depth / 2 + 0.003, 1.75), (p.width - 0.8, 0.012, 0.85), "#1d2830", bevel=0, shades=False)
    for x in (-0.8, 0.8):
        w.ball((x, p.depth / 2, 1.2), 0.13, (1, 0.9, 0.7), 8, squash=(1, 0.4, 1), emission=3 if lit else 0)
