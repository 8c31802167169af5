"""A bar and the lit shelves behind it."""

from __future__ import annotations

import numpy as np

from ...props.tableware import bottle, glass
from ..colour import shade
from ..parts import GLOSS, WARM, Floats
from ..plan import Piece
from ..workshop import Workshop


def bar_counter(w: Workshop, p: Piece) -> None:
    """A long bar: panelled front, polished top and a brass rail. Guests sit at its front."""
    width, height = p.width - 0.2, p.height
    wood, top = w.palette["wall2"], w.palette["top"]
    w.box((0, -0.06, 0), (width, 0.55, height - 0.06), wood, bevel=0.01)
    w.box((0, 0, height - 0.06), (p.width, p.depth - 0.02, 0.06), top, bevel=0.015)

    def polish(s: Floats, t: Floats, i: Floats, j: Floats) -> Floats:
        return top * (1.0 + 0.1 * np.sin(j * 3.1 + i * 0.2))[:, None]

    corner = (-p.width / 2 + 0.02, -p.depth / 2 + 0.03, height + 0.0008)
    w.sheet(corner, (p.width - 0.04, 0, 0), (0, p.depth - 0.06, 0), (34, 6), top, cell_paint=polish)
    panels = round(width / 0.55)
    for i in range(panels):
        x = -width / 2 + width / panels * (i + 0.5)
        size = (width / panels - 0.07, 0.02, height - 0.3)
        w.box((x, 0.225, 0.14), size, shade(wood, 1.35), bevel=0.01, shades=False)
    rail = [(k * width / 2, 0.34, 0.22) for k in (-1, 0, 1)]
    w.tube(rail, 0.025, w.palette["metal"], material=GLOSS)


def back_bar(w: Workshop, p: Piece) -> None:
    """Cupboards, three lit shelves of bottles and a head board."""
    width, random = p.width, p.random
    w.box((0, 0, 0), (width, p.depth - 0.02, 0.95), w.palette["cabinet"], bevel=0.01)
    colours = ("#2e5b35", "#7d4a1c", "#b8742a", "#a8b8b4", "#5b1f24", "#30485c")
    for z in (0.95, 1.36, 1.77):
        w.box((0, -0.02, z), (width - 0.1, 0.24, 0.03), w.palette["wood"], bevel=0.004)
        x = -width / 2 + 0.15
        while x < width / 2 - 0.15:
            with w.at(x, 0, z + 0.03):
                if random.random() < 0.8:
                    bottle(w, colours[random.integers(6)], height=random.uniform(0.25, 0.33))
                else:
                    glass(w, "#8fa3a3")
            x += random.uniform(0.11, 0.19)
    _glow_behind(w, width)
    w.box((0, -0.05, 2.25), (width + 0.1, 0.28, 0.14), w.palette["wood"], bevel=0.02)


def _glow_behind(w: Workshop, width: float) -> None:
    """The bar's light: a glowing wall behind the bottles, and the lamp that it is for the room."""
    power = max(w.light.practical, 0.35)

    def glow(s: Floats, t: Floats) -> Floats:
        bands = 0.10 + 0.9 * np.abs(np.cos(t * 9.7)) ** 1.5
        return np.array([[0.75, 0.30, 0.07]]) * (bands * (0.7 + 0.3 * np.cos(s * 19)))[:, None]

    back = (width / 2 - 0.05, -0.14, 0.98)
    w.sheet(back, (0.1 - width, 0, 0), (0, 0, 1.27), (30, 9), WARM, vertex_paint=glow, emission=1)
    samples = [(x, 0.1, 1.6) for x in (-width / 3, 0.0, width / 3)]
    size = (width - 0.2, 1.2)
    w.area_lamp(
        "back bar",
        (0, 0.1, 1.6),
        (0, 1, 0),
        size,
        WARM,
        1.1 * power,
        radius=0.4,
        samples=samples,
        shadow=False,
    )
