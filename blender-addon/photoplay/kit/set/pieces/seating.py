"""What one sits and lies on."""

from __future__ import annotations

import math

from ..colour import shade
from ..parts import GLOSS
from ..plan import Piece
from ..workshop import Workshop


def chair(w: Workshop, p: Piece) -> None:
    """A wooden chair with a padded seat; seat 0.45 m."""
    wood = w.palette["wood"]
    cloth = w.palette["fabric2"] if p.colour is None else p.colour
    seat = 0.45
    w.cushion((0, 0, seat - 0.06), (0.44, 0.43, 0.06), cloth, 0.03)
    for x in (-0.18, 0.18):
        for y in (-0.17, 0.17):
            w.box((x, y, 0), (0.04, 0.04, seat - 0.05), wood, shades=False)
        w.box((x, -0.2, seat - 0.02), (0.04, 0.03, 0.47), wood, shades=False)
    w.cushion((0, -0.2, seat + 0.2), (0.40, 0.035, 0.24), cloth, 0.017)


def stool(w: Workshop, p: Piece) -> None:
    """A bar stool, as high as the piece."""
    metal, height = w.palette["metal"], p.height
    foot = [(0.2, 0.0), (0.2, 0.02), (0.03, 0.05), (0.025, height - 0.1), (0.05, height - 0.07)]
    w.lathe((0, 0, 0), foot, metal, material=GLOSS)
    pad = [(0.15, 0.0), (0.19, 0.02), (0.19, 0.06), (0.12, 0.08), (0.001, 0.085)]
    w.lathe((0, 0, height - 0.08), pad, w.palette["fabric"])
    w.lathe((0, 0, 0.28), [(0.16, 0), (0.17, 0.012), (0.16, 0.024)], metal)
    w.occlude(0, 0, height - 0.08, 0.32, 0.32, 0.08)


def sofa(w: Workshop, p: Piece) -> None:
    """A sofa of two seats (three from 2.1 m) with loose cushions; seat 0.43 m."""
    cloth = w.palette["fabric"] if p.colour is None else p.colour
    width, depth = p.width, p.depth
    w.cushion((0, 0, 0.08), (width, depth, 0.22), shade(cloth, 0.8), 0.04)
    w.cushion((0, -depth / 2 + 0.11, 0.1), (width, 0.22, 0.72), cloth, 0.09)
    for side in (-1, 1):
        w.cushion((side * (width / 2 - 0.09), 0, 0.1), (0.18, depth, 0.50), cloth, 0.08)
        for y in (-0.35, 0.35):
            w.cylinder((side * (width / 2 - 0.12), y, 0), 0.022, 0.09, w.palette["wood"], 8)
    count = 2 if width < 2.4 else 3
    seat = (width - 0.36) / count
    for i in range(count):
        x = -(width - 0.36) / 2 + seat * (i + 0.5)
        w.cushion((x, 0.07, 0.27), (seat - 0.015, 0.68, 0.17), shade(cloth, 1.12), 0.06)
        w.cushion((x, -0.2, 0.44), (seat - 0.02, 0.2, 0.40), shade(cloth, 1.08), 0.08)
    for side, colour in ((-1, w.palette["accent"]), (1, w.palette["fabric2"])):
        w.cushion((side * (width / 2 - 0.36), -0.13, 0.44), (0.36, 0.14, 0.34), colour, 0.065)


def armchair(w: Workshop, p: Piece) -> None:
    """A deep armchair; seat 0.43 m."""
    cloth = w.palette["fabric2"] if p.colour is None else p.colour
    w.cushion((0, 0, 0.12), (0.78, 0.78, 0.2), shade(cloth, 0.8), 0.05)
    w.cushion((0, 0.05, 0.28), (0.5, 0.62, 0.16), shade(cloth, 1.1), 0.06)
    w.cushion((0, -0.3, 0.15), (0.76, 0.2, 0.72), cloth, 0.09)
    for side in (-1, 1):
        w.cushion((side * 0.32, 0.02, 0.15), (0.15, 0.74, 0.45), cloth, 0.07)
        for y in (-0.3, 0.3):
            w.cylinder((side * 0.3, y, 0), 0.02, 0.13, w.palette["wood"], 8)


def office_chair(w: Workshop, p: Piece) -> None:
    """A swivel chair on five feet; seat 0.5 m."""
    dark, metal = w.palette["dark"], w.palette["metal"]
    w.cushion((0, 0, 0.42), (0.5, 0.48, 0.09), dark, 0.04)
    w.cushion((0, -0.25, 0.55), (0.46, 0.08, 0.6), dark, 0.039)
    w.cylinder((0, 0, 0.1), 0.03, 0.34, metal, 10)
    for side in (-1, 1):
        w.cushion((side * 0.28, -0.02, 0.62), (0.05, 0.3, 0.035), dark, 0.016)
        w.box((side * 0.28, -0.1, 0.46), (0.03, 0.03, 0.17), dark, shades=False)
    for i in range(5):
        angle = i * 2 * math.pi / 5
        w.tube([(0, 0, 0.13), (0.28 * math.cos(angle), 0.28 * math.sin(angle), 0.06)], 0.022, metal, 6)
        w.ball((0.28 * math.cos(angle), 0.28 * math.sin(angle), 0.03), 0.03, dark, 8)


def booth(w: Workshop, p: Piece) -> None:
    """An upholstered bench along a wall; seat 0.46 m."""
    cloth = w.palette["fabric"] if p.colour is None else p.colour
    w.cushion((0, 0, 0), (p.width, p.depth - 0.04, 0.46), cloth, 0.05)
    w.cushion((0, -p.depth / 2 + 0.1, 0.45), (p.width, 0.16, 0.75), cloth, 0.07)
    for i in range(1, int(p.width / 0.5)):
        x = -p.width / 2 + i * p.width / int(p.width / 0.5)
        w.box((x, -p.depth / 2 + 0.185, 0.5), (0.012, 0.012, 0.64), shade(cloth, 0.7), bevel=0, shades=False)


def bench(w: Workshop, p: Piece) -> None:
    """A slatted bench with a back, or a plain one; seat 0.45 m."""
    wood = w.palette["wood"] if p.colour is None else p.colour
    iron = "#2b302f"
    half = p.width / 2
    if p.options.get("plain"):
        for k in range(int(p.depth / 0.15)):
            y = -p.depth / 2 + 0.075 + 0.15 * k
            w.box((0, y, 0.42), (p.width, 0.13, 0.04), shade(wood, 0.9 + 0.1 * (k % 3)), shades=k == 1)
        for side in (-1, 1):
            w.box((side * (half - 0.2), 0, 0), (0.08, p.depth - 0.1, 0.42), shade(wood, 0.8))
        return
    for k in range(3):
        w.box(
            (0, -0.08 + 0.14 * k, 0.41), (p.width, 0.12, 0.035), shade(wood, 0.95 + 0.08 * k), shades=k == 1
        )
    for k in range(3):
        w.box(
            (0, -0.2 - 0.02 * k, 0.53 + 0.115 * k),
            (p.width, 0.03, 0.095),
            shade(wood, 1 + 0.06 * k),
            shades=k == 1,
        )
    for side in (-1, 1):
        x = side * (half - 0.15)
        w.box((x, 0.03, 0), (0.05, 0.4, 0.41), iron, shades=False)
        w.tube([(x, -0.2, 0.36), (x, -0.23, 0.6), (x, -0.27, 0.86)], 0.018, iron, 6)


def bed(w: Workshop, p: Piece) -> None:
    """A double bed, its head at the back; mattress 0.5 m."""
    width, length = p.width - 0.12, p.depth - 0.1
    linen, wood = w.palette["linen"], w.palette["wood"]
    w.box((0, 0, 0.06), (width + 0.06, length, 0.22), wood)
    w.box((0, 0, 0), (width - 0.1, length - 0.15, 0.06), w.palette["dark"], shades=False)
    w.cushion((0, 0, 0.26), (width, length - 0.06, 0.24), linen, 0.07)
    w.cushion((0, -length / 2 - 0.02, 0.1), (width + 0.12, 0.1, 1.0), w.palette["fabric"], 0.05)
    w.cushion((0, 0.22, 0.33), (width + 0.12, length - 0.52, 0.2), w.palette["fabric2"], 0.07)
    w.cushion((0, -0.42, 0.40), (width + 0.13, 0.32, 0.145), shade(linen, 0.95), 0.06)
    for side in (-1, 1):
        pillow = (side * width * 0.24, -length / 2 + 0.28, 0.47)
        w.cushion(pillow, (width * 0.42, 0.4, 0.16), linen, 0.075)
        extra = w.palette["accent" if side > 0 else "fabric"]
        w.cushion((side * width * 0.2, -length / 2 + 0.46, 0.5), (0.42, 0.16, 0.32), extra, 0.07)
    w.cushion((0, length / 2 - 0.3, 0.50), (width + 0.14, 0.5, 0.05), w.palette["accent2"], 0.024)


def hospital_bed(w: Workshop, p: Piece) -> None:
    """A bed on wheels with rails, its head at the back; mattress 0.5 m."""
    width, length = p.width - 0.06, p.depth - 0.06
    metal, linen = w.palette["metal"], w.palette["linen"]
    w.box((0, 0, 0.24), (width, length, 0.1), metal)
    w.cushion((0, 0, 0.33), (width - 0.04, length - 0.06, 0.17), linen, 0.05)
    w.cushion((0, 0.3, 0.42), (width + 0.02, length - 0.8, 0.11), w.palette["fabric"], 0.05)
    w.cushion((0, -length / 2 + 0.3, 0.47), (width * 0.7, 0.38, 0.14), shade(linen, 1.05), 0.065)
    for y, height in ((-length / 2, 0.75), (length / 2, 0.5)):
        w.box((0, y, 0.3), (width, 0.04, height), shade(linen, 0.9), bevel=0.015)
    for side in (-1, 1):
        x = side * width / 2
        w.tube(
            [(x, -0.75, 0.4), (x, -0.72, 0.68), (x, -0.2, 0.68), (x, -0.17, 0.4)],
            0.014,
            metal,
            6,
            material=GLOSS,
        )
        for y in (-0.85, 0.85):
            w.cylinder((x - side * 0.06, y, 0), 0.05, 0.24, w.palette["dark"], 8)
