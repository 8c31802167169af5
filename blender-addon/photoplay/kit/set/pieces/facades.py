"""House fronts: their face at +Y, half a depth before the piece's middle; far ones are simpler."""

from __future__ import annotations

import numpy as np

from ..colour import Colour, linear, shade
from ..parts import GLOSS, Floats
from ..plan import Piece
from ..shapes import mesh
from ..workshop import Workshop

_GROUND_FLOOR = 3.6
_STOREY = 3.1
_SHOP_PAINTS = ("#27463f", "#5b2328", "#2c3a52", "#3a3a38")


def facade(w: Workshop, p: Piece) -> None:
    """A house front with a door and rows of windows; `back`: plain, few windows; `far`: without detail."""
    _front(w, p, shop=False)


def shop_front(w: Workshop, p: Piece) -> None:
    """A house front over a shop with an awning; its window is lit in the dark."""
    _front(w, p, shop=True)


def _front(w: Workshop, p: Piece, *, shop: bool) -> None:
    colour = w.palette.many("facades")[0] if p.colour is None else p.colour
    width, height, face = p.width, p.height, p.depth / 2
    with w.at(0, face, 0):
        w.box((0, -p.depth / 2 - 0.01, 0), (width, p.depth, height), shade(colour, 0.9), bevel=0)
        cells = (max(3, int(width)), max(4, int(height)))
        paint = _bricks(colour) if not p.options.get("far") else None
        fine_cells = (int(width / 0.3), int(height / 0.25)) if paint and width < 12 else cells
        w.sheet(
            (width / 2, 0.004, 0),
            (-width, 0, 0),
            (0, 0, height),
            fine_cells if paint else cells,
            colour,
            cell_paint=paint,
        )
        trim = w.palette["trim"]
        w.box((0, 0.1, height - 0.35), (width + 0.1, 0.35, 0.35), trim, bevel=0.03, shades=False)
        back = bool(p.options.get("back"))
        if height > _GROUND_FLOOR + 1 and not back:
            w.box((0, 0.06, _GROUND_FLOOR - 0.18), (width, 0.16, 0.16), trim, bevel=0.02, shades=False)
        _windows(w, p, colour, back)
        if shop:
            _shop(w, p)
        elif not p.options.get("far"):
            door = p.random.uniform(-0.2, 0.2) * width if back else 0.0
            _door(w, colour, door)
            _ground_windows(w, p, door)


def _bricks(colour: Colour):
    def paint(s: Floats, t: Floats, i: Floats, j: Floats) -> Floats:
        patch = np.sin(i * 0.7 + np.sin(j * 0.9) * 2) * np.cos(j * 0.6)
        return colour * (0.97 + 0.05 * patch + 0.06 * (((i * 12.9 + j * 78.2) * 0.37) % 1 - 0.5))[:, None]

    return paint


def _windows(w: Workshop, p: Piece, colour: Colour, back: bool) -> None:
    trim, random = w.palette["trim"], p.random
    columns = max(2, int(p.width / (2.6 if back else 1.7)))
    floors = max(1, int((p.height - _GROUND_FLOOR - 0.4) / _STOREY)) if p.height > _GROUND_FLOOR + 2 else 0
    for floor in range(floors):
        z = _GROUND_FLOOR + floor * _STOREY + 0.75
        for k in range(columns):
            x = -p.width / 2 + p.width / columns * (k + 0.5)
            lit = w.light.dark and random.random() < (0.3 if back else 0.45)
            pane = _pane(w, p, lit)
            w.box((x, 0, z), (0.95, 0.05, 1.55), trim, bevel=0, shades=False)
            corners = [
                (x + 0.4, 0.03, z + 0.07),
                (x - 0.4, 0.03, z + 0.07),
                (x - 0.4, 0.03, z + 1.48),
                (x + 0.4, 0.03, z + 1.48),
            ]
            w.add(mesh(corners, [[0, 1, 2, 3]]), pane, material=GLOSS, emission=1.0 if lit else 0)
            if not p.options.get("far"):
                w.box((x, 0.035, z + 0.72), (0.8, 0.02, 0.05), trim, bevel=0, shades=False)
                w.box((x, 0.035, z + 0.07), (0.05, 0.02, 1.41), trim, bevel=0, shades=False)
                w.box((x, 0.1, z - 0.08), (1.1, 0.22, 0.08), trim, bevel=0.01, shades=False)


def _ground_windows(w: Workshop, p: Piece, door: float) -> None:
    """Tall windows with bars beside the door, over a plinth."""
    trim = w.palette["trim"]
    plinth = shade(w.palette["pavement"], 0.8)
    for start, end in ((-p.width / 2, door - 0.65), (door + 0.65, p.width / 2)):
        w.box(((start + end) / 2, 0.02, 0), (end - start, 0.06, 0.45), plinth, bevel=0.01, shades=False)
        count = int((end - start) / 2.1)
        for k in range(count):
            x = start + (end - start) / count * (k + 0.5)
            lit = w.light.dark and p.random.random() < 0.35
            w.box((x, 0, 0.95), (1.1, 0.06, 1.75), trim, bevel=0, shades=False)
            corners = [
                (x + 0.48, 0.035, 1.02),
                (x - 0.48, 0.035, 1.02),
                (x - 0.48, 0.035, 2.62),
                (x + 0.48, 0.035, 2.62),
            ]
            w.add(mesh(corners, [[0, 1, 2, 3]]), _pane(w, p, lit), material=GLOSS, emission=0.9 if lit else 0)
            for bar in (-0.24, 0, 0.24):
                w.box(
                    (x + bar, 0.05, 1.02),
                    (0.025, 0.02, 1.6),
                    "#33383a" if p.options.get("back") else trim,
                    bevel=0,
                    shades=False,
                )
            w.box((x, 0.1, 0.87), (1.25, 0.2, 0.08), trim, bevel=0.01, shades=False)


def _pane(w: Workshop, p: Piece, lit: bool) -> Floats:
    if lit:
        tone = (0.95, 0.46, 0.14) if p.random.random() < 0.75 else (0.45, 0.62, 0.85)
        return np.array(tone) * p.random.uniform(0.6, 1.1)
    if w.light.time == "DAY":
        return np.array([0.42, 0.52, 0.6]) * p.random.uniform(0.5, 1)
    return linear("#22303a")


def _door(w: Workshop, colour: Colour, x: float) -> None:
    trim = w.palette["trim"]
    w.box((x, 0.03, 0), (1.3, 0.12, 2.7), trim, bevel=0.02, shades=False)
    w.box((x, 0.08, 0.12), (1.0, 0.06, 2.35), shade(colour, 0.35), bevel=0.01, shades=False)
    for z, tall in ((0.3, 0.8), (1.25, 0.95)):
        w.box((x, 0.115, z), (0.7, 0.02, tall), shade(colour, 0.45), bevel=0.008, shades=False)
    w.box((x, 0.2, 0), (1.4, 0.4, 0.12), trim, bevel=0.02)


def _shop(w: Workshop, p: Piece) -> None:
    """Frame, three panes (the middle one is the door), sign and a sloping awning."""
    lit = w.light.dark
    glow = np.array((1.0, 0.55, 0.2)) if lit else np.array((0.3, 0.36, 0.4))
    paint = linear(_SHOP_PAINTS[int(p.random.integers(4))])
    width = p.width
    w.box((0, 0.08, 0), (width - 0.3, 0.16, _GROUND_FLOOR - 0.25), paint, bevel=0.02, shades=False)

    def window(s: Floats, t: Floats, i: Floats, j: Floats) -> Floats:
        return glow * (0.5 + 0.6 * t)[:, None]

    for k in range(3):
        x = -width / 2 + 0.5 + (width - 1) / 3 * (k + 0.5)
        door = k == 1
        low, tall = (0.05, 2.3) if door else (0.6, 1.9)
        wide = 1.0 if door else (width - 1) / 3 - 0.2
        corner = (x + wide / 2, 0.168, low)
        w.sheet(
            corner,
            (-wide, 0, 0),
            (0, 0, tall),
            (4, 4),
            glow,
            cell_paint=window,
            emission=1.0 if lit else 0,
            material=GLOSS,
        )
        for side in (-1, 1):
            w.box((x + side * wide / 2, 0.17, low), (0.07, 0.06, tall), paint * 0.7, bevel=0, shades=False)
        if door:
            w.box((x - 0.38, 0.22, 1.0), (0.03, 0.03, 0.3), w.palette["metal"], shades=False, material=GLOSS)
        else:
            _display(w, p, x, wide, low)
    w.box((0, 0.3, 2.72), (width - 0.5, 0.3, 0.5), paint * 1.25, bevel=0.03, shades=False)
    half = width / 2 - 0.5
    slope = [(half, 0.46, 2.74), (-half, 0.46, 2.74), (-half - 0.05, 1.3, 2.4), (half + 0.05, 1.3, 2.4)]
    stripes = max(4, int(width / 0.5)) * 2
    for k in range(stripes):
        a, b = k / stripes, (k + 1) / stripes
        p0, p1, p2, p3 = (np.array(q) for q in slope)
        strip = [p0 + (p1 - p0) * a, p0 + (p1 - p0) * b, p3 + (p2 - p3) * b, p3 + (p2 - p3) * a]
        tint = paint * 1.6 if k % 2 else linear(w.palette["trim"])
        w.add(mesh(strip, [[3, 2, 1, 0]]), tint, fine=True, upward=True)
        fall = [strip[3], strip[2], strip[2] - [0, 0, 0.2], strip[3] - [0, 0, 0.2]]
        w.add(mesh(fall, [[0, 1, 2, 3]]), tint, fine=True)
    if lit:
        size = (width - 1, 2.0)
        w.area_lamp(
            "shop window", (0, 0.9, 1.9), (0, 1, -0.3), size, (1, 0.58, 0.26), 3.4, radius=0.8, shadow=False
        )


def _display(w: Workshop, p: Piece, x: float, wide: float, low: float) -> None:
    """Goods behind the glass, as shapes before the light."""
    for k in range(int(wide / 0.3)):
        tall, across = p.random.uniform(0.18, 0.7), p.random.uniform(0.1, 0.22)
        place = (x - wide / 2 + 0.2 + k * 0.3, 0.172, low + 0.02)
        tint = linear(("#7d3f34", "#3f5f66", "#c99a4a", "#57493f")[int(p.random.integers(4))]) * 0.6
        w.sheet(
            (place[0] + across / 2, place[1], place[2]),
            (-across, 0, 0),
            (0, 0, tall),
            (1, 1),
            tint,
            smooth=False,
        )
