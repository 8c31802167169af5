"""Tables, desks and counters."""

from __future__ import annotations

import numpy as np

from ..colour import Colour, shade
from ..parts import GLOSS, Floats
from ..plan import Piece
from ..workshop import Workshop


def _grained(w: Workshop, colour: Colour, x: float, y: float, z: float, width: float, depth: float) -> None:
    """A wooden top, fine enough to take a lamp's pool of light."""

    def boards(s: Floats, t: Floats, i: Floats, j: Floats) -> Floats:
        return shade(colour, 1.08) * (1 + 0.05 * np.sin(j // 3 * 2.4)[:, None])

    cells = (max(2, int(width / 0.05)), max(2, int(depth / 0.05)))
    corner = (x - width / 2, y - depth / 2, z)
    w.sheet(corner, (width, 0, 0), (0, depth, 0), cells, colour, cell_paint=boards)


def table(w: Workshop, p: Piece) -> None:
    """A table on four legs."""
    colour = w.palette["wood"] if p.colour is None else p.colour
    width, depth, height = p.width, p.depth, p.height
    w.box((0, 0, height - 0.04), (width, depth, 0.04), colour, bevel=0.01)
    _grained(w, colour, 0, 0, height + 0.001, width - 0.024, depth - 0.024)
    w.box((0, 0, height - 0.12), (width - 0.12, depth - 0.12, 0.08), shade(colour, 0.8), shades=False)
    for x in (-1, 1):
        for y in (-1, 1):
            leg = (x * (width / 2 - 0.06), y * (depth / 2 - 0.06), 0)
            w.box(leg, (0.06, 0.06, height - 0.04), shade(colour, 0.9), shades=False)


def round_table(w: Workshop, p: Piece) -> None:
    """A round table on one foot."""
    colour = w.palette["wood"] if p.colour is None else p.colour
    radius, height = p.width / 2, p.height
    w.occlude(0, 0, height - 0.04, radius * 1.7, radius * 1.7, 0.04)
    edge = [(radius - 0.02, 0.0), (radius, 0.012), (radius, 0.025), (radius - 0.01, 0.035)]
    w.lathe((0, 0, height - 0.035), edge, colour, 24)
    w.disc((0, 0, height - 0.035), radius - 0.02, shade(colour, 0.6), 24, up=False)
    w.disc((0, 0, height), radius - 0.01, shade(colour, 1.1), 24, fine=True)
    foot = [(0.22, 0.0), (0.22, 0.02), (0.04, 0.06), (0.035, height - 0.08), (0.1, height - 0.035)]
    w.lathe((0, 0, 0), foot, w.palette["metal"] if p.width > 0.5 else w.palette["dark"])


def desk(w: Workshop, p: Piece) -> None:
    """A desk with a panel at the front and drawers at the sitter's right; one sits behind it."""
    colour = w.palette["wood"] if p.colour is None else p.colour
    width, depth, height = p.width, p.depth, p.height
    dark = w.palette["dark"]
    w.box((0, 0, height - 0.04), (width, depth, 0.04), colour, bevel=0.01)
    _grained(w, colour, 0, 0, height + 0.0006, width - 0.02, depth - 0.02)
    for side in (-1, 1):
        w.box((side * (width / 2 - 0.1), 0, 0), (0.04, depth - 0.1, height - 0.04), dark)
    w.box((0, depth / 2 - 0.12, 0.25), (width - 0.2, 0.03, height - 0.3), dark)
    w.box((width / 2 - 0.33, -0.05, 0.12), (0.4, depth - 0.25, height - 0.17), shade(colour, 0.8))
    for k in range(3):
        z = 0.14 + k * 0.19
        w.box(
            (width / 2 - 0.33, -depth / 2 + 0.07, z), (0.38, 0.016, 0.17), shade(colour, 1.05), shades=False
        )


def school_desk(w: Workshop, p: Piece) -> None:
    """A light desk for two on metal legs."""
    wood = w.palette["wood"]
    w.box((0, 0, p.height - 0.03), (p.width, p.depth, 0.03), shade(wood, 1.15), bevel=0.008)
    w.box((0, 0.02, p.height - 0.17), (p.width - 0.12, p.depth - 0.12, 0.015), shade(wood, 0.7))
    for x in (-1, 1):
        foot = x * (p.width / 2 - 0.07)
        for y in (-1, 1):
            top = (foot, y * (p.depth / 2 - 0.07), p.height - 0.03)
            w.tube([(foot, y * (p.depth / 2 - 0.04), 0), top], 0.016, w.palette["metal"], 6)


def counter(w: Workshop, p: Piece) -> None:
    """A run of kitchen cupboards with a worktop; options: `sink` and `hob`, metres from the middle."""
    width, depth, height = p.width, p.depth - 0.02, p.height
    cabinet, metal = w.palette["cabinet"], w.palette["metal"]
    w.box((0, 0, 0.1), (width, depth, height - 0.14), cabinet, bevel=0.004)
    w.box((0, -0.04, 0), (width, depth - 0.08, 0.1), w.palette["dark"])
    w.box((0, 0.01, height - 0.04), (width + 0.02, depth + 0.03, 0.04), w.palette["top"], bevel=0.006)
    doors = max(1, round(width / 0.6))
    for i in range(doors):
        x = -width / 2 + width / doors * (i + 0.5)
        front = depth / 2 + 0.008
        for z, tall in ((0.13, height - 0.32), (height - 0.17, 0.11)):
            size = (width / doors - 0.02, 0.018, tall)
            w.box((x, front, z), size, shade(cabinet, 1.12), bevel=0.006, shades=False)
        w.box((x, front + 0.02, height - 0.12), (0.14, 0.015, 0.015), metal, shades=False, material=GLOSS)
    if "sink" in p.options:
        _sink(w, -p.number("sink", 0), height)
    if "hob" in p.options:
        _hob(w, -p.number("hob", 0), height)


def _sink(w: Workshop, x: float, z: float) -> None:
    metal = w.palette["metal"]
    w.box((x, 0, z + 0.004), (0.5, 0.4, 0.006), metal, bevel=0, shades=False)
    w.box((x, 0, z + 0.011), (0.42, 0.32, 0.002), shade(metal, 0.5), bevel=0, shades=False)
    tap = [(x, -0.18, z), (x, -0.18, z + 0.25), (x, -0.1, z + 0.3), (x, 0, z + 0.25)]
    w.tube(tap, 0.014, metal, material=GLOSS)


def _hob(w: Workshop, x: float, z: float) -> None:
    w.box((x, 0.02, z), (0.58, 0.5, 0.012), w.palette["dark"], bevel=0.003, shades=False)
    for across in (-0.14, 0.14):
        for along in (-0.09, 0.13):
            ring = (x + across, along, z + 0.0125)
            w.lathe(ring, [(0.075, 0), (0.075, 0.004), (0.06, 0.004)], "#4a4a4a")


def shop_counter(w: Workshop, p: Piece) -> None:
    """A counter with a panelled front."""
    body, top = w.palette["cabinet"], w.palette["wood"]
    w.box((0, -0.02, 0), (p.width, p.depth - 0.06, p.height - 0.05), body, bevel=0.006)
    w.box((0, 0, p.height - 0.05), (p.width + 0.06, p.depth, 0.05), top, bevel=0.012)
    panels = max(2, round(p.width / 0.5))
    for i in range(panels):
        x = -p.width / 2 + p.width / panels * (i + 0.5)
        size = (p.width / panels - 0.08, 0.016, p.height - 0.28)
        w.box((x, p.depth / 2 - 0.045, 0.12), size, shade(body, 1.2), bevel=0.006, shades=False)


def workbench(w: Workshop, p: Piece) -> None:
    """A heavy bench with a shelf below and a vice."""
    wood, metal = w.palette["wood"], w.palette["metal"]
    w.box((0, 0, p.height - 0.08), (p.width, p.depth, 0.08), wood, bevel=0.012)
    w.box((0, -0.03, 0.25), (p.width - 0.1, p.depth - 0.12, 0.03), shade(wood, 0.8))
    for x in (-1, 1):
        for y in (-1, 1):
            leg = (x * (p.width / 2 - 0.08), y * (p.depth / 2 - 0.08), 0)
            w.box(leg, (0.09, 0.09, p.height - 0.08), shade(wood, 0.85))
    vice = p.width / 2 - 0.3
    w.box((vice, p.depth / 2 - 0.12, p.height), (0.14, 0.2, 0.12), shade(metal, 0.6), bevel=0.02)
    w.box((vice, p.depth / 2 + 0.02, p.height), (0.16, 0.05, 0.13), shade(metal, 0.7), bevel=0.012)
    for k in range(3):
        w.box(
            (-p.width / 2 + 0.35 + k * 0.5, -0.05, 0.28),
            (0.38, 0.4, 0.24),
            ("#7d5d3c", "#5f6a6c", "#8a4634")[k],
        )
