"""Free-standing houses and sheds; their front at +Y."""

from __future__ import annotations

import numpy as np

from ..colour import Colour, shade
from ..parts import GLOSS, Floats
from ..plan import Piece
from ..shapes import mesh
from ..workshop import Workshop


def house(w: Workshop, p: Piece) -> None:
    """A small house with a pitched roof, a porch and windows; its front at +Y."""
    wall, trim, roof = w.palette["wall"], w.palette["trim"], w.palette.get("roof", "accent")
    half, deep, eaves = p.width / 2, p.depth / 2, 2.9
    w.box((0, 0, 0), (p.width, p.depth, eaves), wall, bevel=0.01)

    def boards(s: Floats, t: Floats, i: Floats, j: Floats) -> Floats:
        return wall * np.where(j % 2, 1.0, 0.93)[:, None]

    w.sheet(
        (half, deep + 0.004, 0.3), (-p.width, 0, 0), (0, 0, eaves - 0.3), (20, 18), wall, cell_paint=boards
    )
    w.box((0, 0, 0), (p.width + 0.08, p.depth + 0.08, 0.3), "#7d7a74", bevel=0.01)
    ridge, over = p.height, 0.45
    for side in (-1, 1):
        low = [
            (-half - over, side * (deep + over), eaves - 0.25),
            (half + over, side * (deep + over), eaves - 0.25),
        ]
        high = [(half + over, 0, ridge), (-half - over, 0, ridge)]
        quad = [[0, 1, 2, 3]] if side < 0 else [[3, 2, 1, 0]]
        w.add(mesh(low + high, quad), roof, fine=True)
        under = [(x, y, z - 0.12) for x, y, z in low + high]
        w.add(mesh(under, [quad[0][::-1]]), shade(roof, 0.5), fine=True)
        for k in range(9):
            t = (k + 0.5) / 9
            y, z = side * (deep + over) * (1 - t), eaves - 0.25 + (ridge - eaves + 0.25) * t
            w.box(
                (0, y, z + 0.005), (p.width + 2 * over, 0.06, 0.03), shade(roof, 0.8), bevel=0, shades=False
            )
        gable = [(side * half, -deep, eaves), (side * half, deep, eaves), (side * half, 0, ridge - 0.1)]
        w.add(mesh(gable, triangles=[[0, 1, 2]] if side > 0 else [[1, 0, 2]]), wall, fine=True)
    w.occlude(0, 0, eaves - 0.2, p.width + 2 * over, p.depth + 2 * over, 0.5)
    w.box((half - 1.6, -0.6, eaves + 0.6), (0.7, 0.6, ridge - eaves + 0.4), "#8a5548")
    _house_front(w, p, deep, trim)


def _house_front(w: Workshop, p: Piece, deep: float, trim: Colour) -> None:
    lit = w.light.dark
    door = -0.6
    w.box((door, deep + 0.02, 0.3), (1.15, 0.08, 2.2), trim, bevel=0.01, shades=False)
    w.box((door, deep + 0.05, 0.32), (0.92, 0.06, 2.05), w.palette["accent"], bevel=0.01, shades=False)
    w.box(
        (door + 0.34, deep + 0.09, 1.3), (0.04, 0.04, 0.1), w.palette["metal"], shades=False, material=GLOSS
    )
    for k in range(2):
        w.box((door, deep + 0.6 - 0.25 * k, 0), (2.4, 1.2 - 0.5 * k, 0.15 * (k + 1)), "#8f8a80")
    w.box((door, deep + 0.6, 2.65), (2.6, 1.3, 0.1), shade(w.palette.get("roof", "accent"), 0.9), bevel=0.01)
    for side in (-1, 1):
        w.box((door + side * 1.15, deep + 1.1, 0.15), (0.1, 0.1, 2.5), trim)
    for x in (-p.width / 2 + 1.3, p.width / 2 - 1.5):
        w.box((x, deep + 0.01, 0.95), (1.5, 0.08, 1.35), trim, bevel=0.01, shades=False)
        pane = (1.0, 0.55, 0.22) if lit else (0.34, 0.42, 0.48)
        corner = (x + 0.65, deep + 0.055, 1.05)
        w.sheet(corner, (-1.3, 0, 0), (0, 0, 1.15), (4, 3), pane, material=GLOSS, emission=1.0 if lit else 0)
        w.box((x, deep + 0.06, 1.05), (0.05, 0.02, 1.15), trim, bevel=0, shades=False)
        w.box((x, deep + 0.06, 1.6), (1.3, 0.02, 0.05), trim, bevel=0, shades=False)
        for side in (-1, 1):
            w.box(
                (x + side * 0.92, deep + 0.02, 0.95),
                (0.3, 0.04, 1.35),
                w.palette["accent2"],
                bevel=0.008,
                shades=False,
            )
    if lit:
        w.ball((door, deep + 0.9, 2.5), 0.07, (1, 0.75, 0.4), 8, emission=3)
        w.lamp(
            "porch",
            (door, deep + 1.0, 2.35),
            (1, 0.6, 0.28),
            1.6 * max(w.light.practical, 0.5),
            radius=0.15,
            shadow=False,
        )


def shed(w: Workshop, p: Piece) -> None:
    """A garden shed of boards."""
    wood = w.palette["wood"]
    w.box((0, 0, 0), (p.width, p.depth, p.height - 0.35), wood, bevel=0.01)
    boards = int(p.width / 0.2)
    for k in range(boards):
        x = -p.width / 2 + p.width / boards * (k + 0.5)
        tint = shade(wood, p.random.uniform(0.85, 1.15))
        w.box(
            (x, p.depth / 2 + 0.008, 0.03),
            (p.width / boards - 0.015, 0.016, p.height - 0.42),
            tint,
            bevel=0,
            shades=False,
        )
    w.box((0.2, p.depth / 2 + 0.025, 0.03), (0.85, 0.03, 1.75), shade(wood, 0.65), bevel=0.006, shades=False)
    half, deep, eaves = p.width / 2 + 0.15, p.depth / 2 + 0.2, p.height - 0.35
    slope = [(-half, -deep, eaves), (half, -deep, eaves), (half, deep, p.height), (-half, deep, p.height)]
    w.add(mesh(slope, [[0, 1, 2, 3]]), "#4b4a48", fine=True)
    under = [(x, y, z - 0.05) for x, y, z in slope]
    w.add(mesh(under, [[3, 2, 1, 0]]), "#3a3836", fine=True)
