"""Rugs, plants, pillars and the other things that stand about indoors."""

from __future__ import annotations

import math

import numpy as np

from ..colour import shade
from ..parts import Floats
from ..plan import Piece
from ..shapes import mesh
from ..workshop import Workshop


def rug(w: Workshop, p: Piece) -> None:
    """A woven rug with a border, 1.6 cm thick."""
    ground, border, line = w.palette["rug"], w.palette["linen"], w.palette["accent2"]
    columns, rows = round(p.width / 0.1), round(p.depth / 0.1)

    def weave(s: Floats, t: Floats, i: Floats, j: Floats) -> Floats:
        edge = np.minimum(np.minimum(i, columns - 1 - i), np.minimum(j, rows - 1 - j))
        knot = ((np.abs(i - columns // 2) + np.abs(j - rows // 2)) % 6 == 0) & (edge > 2)
        inner = np.where(knot[:, None], ground * 0.6 + border * 0.25, ground)
        return np.where((edge == 1)[:, None], border, np.where((edge == 2)[:, None], line, inner))

    corner = (-p.width / 2, -p.depth / 2, 0.016)
    w.sheet(corner, (p.width, 0, 0), (0, p.depth, 0), (columns, rows), ground, cell_paint=weave)
    w.box((0, 0, 0.002), (p.width, p.depth, 0.012), shade(ground, 0.7), bevel=0, shades=False)


def plant(w: Workshop, p: Piece) -> None:
    """A pot with long arching leaves."""
    tall, random = p.height, p.random
    pot = tall * 0.26
    sides = [(0.11, 0.0), (0.16, pot), (0.165, pot + 0.02), (0.14, pot + 0.02), (0.13, pot - 0.03)]
    w.lathe((0, 0, 0), sides, w.palette["pot"])
    w.disc((0, 0, pot - 0.02), 0.14, "#2d2118")
    w.occlude(0, 0, 0, 0.26, 0.26, pot)
    w.occlude(0, 0, pot + 0.15, tall * 0.4, tall * 0.4, tall * 0.5)
    for i in range(16):
        leaf(
            w,
            i * 2.4,
            pot,
            tall * 0.62 * random.uniform(0.55, 1),
            random.uniform(0.25, 0.75),
            0.085 * tall**0.5,
            shade(w.palette["plant"], random.uniform(0.7, 1.25)),
        )


def leaf(
    w: Workshop, angle: float, base: float, length: float, lean: float, width: float, colour: Floats
) -> None:
    """One arching leaf that grows from (0, 0, base) towards `angle`."""
    dx, dy, steps = math.cos(angle), math.sin(angle), 5
    points = []
    for k in range(steps + 1):
        u = k / steps
        out = length * lean * u
        z = base + length * (u * 1.25 - 0.45 * lean * u * u)
        half = width * math.sin(math.pi * (0.08 + 0.92 * u) ** 0.8)
        points += [
            (dx * out - dy * half, dy * out + dx * half, z),
            (dx * out, dy * out, z - 0.012),
            (dx * out + dy * half, dy * out - dx * half, z),
        ]
    quads = [[3 * k + e, 3 * k + e + 1, 3 * k + e + 4, 3 * k + e + 3] for k in range(steps) for e in (0, 1)]
    w.add(mesh(points, quads), colour, smooth=True, upward=True)


def screen(w: Workshop, p: Piece) -> None:
    """A folding hospital screen."""
    for k in range(3):
        x = -p.width / 3 + k * p.width / 3
        with w.at(x, 0, 0, 0.32 if k % 2 else -0.32):
            wide = p.width / 3
            w.box((0, 0, 0.25), (wide - 0.04, 0.015, p.height - 0.35), w.palette["accent2"], bevel=0)
            for side in (-1, 1):
                bar = side * (wide / 2 - 0.01)
                w.tube([(bar, 0, 0.02), (bar, 0, p.height)], 0.014, w.palette["metal"], 6)


def stage(w: Workshop, p: Piece) -> None:
    """A low platform of boards."""
    wood = w.palette["wood"]
    w.box((0, 0, 0), (p.width, p.depth, p.height - 0.04), shade(wood, 0.75))

    def boards(s: Floats, t: Floats, i: Floats, j: Floats) -> Floats:
        return shade(wood, 1.2) * (0.9 + 0.2 * ((i * 37) % 5) / 5)[:, None]

    corner = (-p.width / 2 - 0.03, -p.depth / 2, p.height)
    cells = (round(p.width / 0.2), round(p.depth / 0.3))
    w.box((0, 0, p.height - 0.04), (p.width + 0.06, p.depth + 0.03, 0.038), wood)
    w.sheet(corner, (p.width + 0.06, 0, 0), (0, p.depth, 0), cells, wood, cell_paint=boards)


def lectern(w: Workshop, p: Piece) -> None:
    """A speaker's desk, its slope towards the back."""
    wood = w.palette["wood"]
    w.box((0, 0, 0), (p.width - 0.1, p.depth - 0.1, 0.06), shade(wood, 0.8))
    w.box((0, 0.05, 0.06), (p.width - 0.24, 0.2, p.height - 0.2), wood)
    half, low, high = p.width / 2, p.height - 0.14, p.height
    front, back = p.depth / 2 - 0.05, -p.depth / 2 + 0.02
    top = [(-half, back, low), (half, back, low), (half, front, high), (-half, front, high)]
    under = [(x, y, z - 0.04) for x, y, z in top]
    quads = [[0, 1, 2, 3], [7, 6, 5, 4], [0, 4, 5, 1], [1, 5, 6, 2], [2, 6, 7, 3], [3, 7, 4, 0]]
    w.add(mesh(top + under, quads), shade(wood, 1.15), fine=True)


def piano(w: Workshop, p: Piece) -> None:
    """An upright piano."""
    wood = shade(w.palette["dark"], 1.4)
    w.box((0, -0.12, 0), (p.width, p.depth - 0.26, p.height), wood, bevel=0.015)
    w.box((0, p.depth / 2 - 0.17, 0.62), (p.width, 0.34, 0.12), wood, bevel=0.015)
    w.box((0, p.depth / 2 - 0.14, 0.742), (p.width - 0.16, 0.16, 0.012), "#e9e3d2", bevel=0, shades=False)
    for k in range(int((p.width - 0.2) / 0.05)):
        if k % 7 not in (2, 6):
            key = (-p.width / 2 + 0.12 + k * 0.05, p.depth / 2 - 0.17, 0.754)
            w.box(key, (0.022, 0.1, 0.01), "#141414", bevel=0, shades=False)
    for side in (-1, 1):
        w.box((side * (p.width / 2 - 0.06), p.depth / 2 - 0.08, 0), (0.07, 0.07, 0.62), wood)
    w.box((0, 0.075, 0.86), (0.5, 0.02, 0.26), "#d9d2bf", bevel=0, shades=False)


def column(w: Workshop, p: Piece) -> None:
    """A round pillar with foot and head."""
    radius, stone = p.width / 2 * 0.8, w.palette["trim"]
    w.box((0, 0, 0), (p.width, p.depth, 0.14), stone)
    shaft = [
        (radius * 1.15, 0.14),
        (radius, 0.24),
        (radius * 0.94, p.height - 0.3),
        (radius * 1.2, p.height - 0.14),
    ]
    w.lathe((0, 0, 0), shaft, shade(stone, 1.05), 16)
    w.box((0, 0, p.height - 0.14), (p.width, p.depth, 0.14), stone)
    w.occlude(0, 0, 0.14, radius * 1.7, radius * 1.7, p.height - 0.2)
