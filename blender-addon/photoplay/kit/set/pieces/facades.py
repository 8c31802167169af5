"""House fronts: their face at +Y, half a depth before the piece's middle; far ones are simpler."""

from __future__ import annotations

import numpy as np

from ..colour import Colour, linear, shade
from ..plan import Piece
from ..shapes import mesh
from ..workshop import GLOSS, Floats, Workshop

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
        w.sheet((width / 2, 0.004, 0), (-width, 0, 0), (0, 0, height), fine_cells if paint else cells, colour, cell_paint=paint)
        trim = w.palette["trim"]
        w.box((0, 0.1, height - 0.35), (width + 0.1, 0.35, 0.35), trim, bevel=0.03, shades=False)
        back = bool(p.options.get("back"))
        if height > _GROUND_FLOOR + 1 and not back:
            w.box((0, 0.06, _GROUND_FLOOR - 0.18), (width, 0.16, 0.16), trim, bevel=0.02, shades=False)
        _windows(w, p, colour, back)
        if shop:
            _shop(w, p)
        elif not p.options.get("far"):
            _door(w, colour, p.random.uniform(-0.2, 0.2) * width if back else 0)


def _bricks(colour: Colour):  # noqa: ANN202 - a CellPaint
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
            corners = [(x + 0.4, 0.03, z + 0.07), (x - 0.4, 0.03, z + 0.07), (x - 0.4, 0.03, z + 1.48), (x + 0.4, 0.03, z + 1.48)]
            w.add(mesh(corners, [[0, 1, 2, 3]]), pane, material=GLOSS, emission=1.0 if lit else 0)
            if not p.options.get("far"):
                w.box((x, 0.035, z + 0.72), (0.8, 0.02, 0.05), trim, bevel=0, shades=False)
                w.box((x, 0.035, z + 0.07), (0.05, 0.02, 1.41), trim, bevel=0, shades=False)
                w.box((x, 0.1, z - 0.08), (1.1, 0.22, 0.08), trim, bevel=0.01, shades=False)


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
        w.sheet(corner, (-wide, 0, 0), (0, 0, tall), (4, 4), glow, cell_paint=window, emission=1.0 if lit else 0, material=GLOSS)
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
        w.area_lamp("shop window", (0, 0.9, 1.9), (0, 1, -0.3), size, (1, 0.58, 0.26), 3.4, radius=0.8, shadow=False)


def _display(w: Workshop, p: Piece, x: float, wide: float, low: float) -> None:
    """Goods behind the glass, as shapes before the light."""
    for k in range(int(wide / 0.3)):
        tall, across = p.random.uniform(0.18, 0.7), p.random.uniform(0.1, 0.22)
        place = (x - wide / 2 + 0.2 + k * 0.3, 0.172, low + 0.02)
        tint = linear(("#7d3f34", "#3f5f66", "#c99a4a", "#57493f")[int(p.random.integers(4))]) * 0.6
        w.sheet((place[0] + across / 2, place[1], place[2]), (-across, 0, 0), (0, 0, tall), (1, 1), tint, smooth=False)


def house(w: Workshop, p: Piece) -> None:
    """A small house with a pitched roof, a porch and windows; its front at +Y."""
    wall, trim, roof = w.palette["wall"], w.palette["trim"], w.palette.get("roof", "accent")
    half, deep, eaves = p.width / 2, p.depth / 2, 2.9
    w.box((0, 0, 0), (p.width, p.depth, eaves), wall, bevel=0.01)

    def boards(s: Floats, t: Floats, i: Floats, j: Floats) -> Floats:
        return wall * np.where(j % 2, 1.0, 0.93)[:, None]

    w.sheet((half, deep + 0.004, 0.3), (-p.width, 0, 0), (0, 0, eaves - 0.3), (20, 18), wall, cell_paint=boards)
    w.box((0, 0, 0), (p.width + 0.08, p.depth + 0.08, 0.3), "#7d7a74", bevel=0.01)
    ridge, over = p.height, 0.45
    for side in (-1, 1):
        low = [(-half - over, side * (deep + over), eaves - 0.25), (half + over, side * (deep + over), eaves - 0.25)]
        high = [(half + over, 0, ridge), (-half - over, 0, ridge)]
        quad = [[0, 1, 2, 3]] if side < 0 else [[3, 2, 1, 0]]
        w.add(mesh(low + high, quad), roof, fine=True)
        under = [(x, y, z - 0.12) for x, y, z in low + high]
        w.add(mesh(under, [quad[0][::-1]]), shade(roof, 0.5), fine=True)
        for k in range(9):
            t = (k + 0.5) / 9
            y, z = side * (deep + over) * (1 - t), eaves - 0.25 + (ridge - eaves + 0.25) * t
            w.box((0, y, z + 0.005), (p.width + 2 * over, 0.06, 0.03), shade(roof, 0.8), bevel=0, shades=False)
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
    w.box((door + 0.34, deep + 0.09, 1.3), (0.04, 0.04, 0.1), w.palette["metal"], shades=False, material=GLOSS)
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
            w.box((x + side * 0.92, deep + 0.02, 0.95), (0.3, 0.04, 1.35), w.palette["accent2"], bevel=0.008, shades=False)
    if lit:
        w.ball((door, deep + 0.9, 2.5), 0.07, (1, 0.75, 0.4), 8, emission=3)
        w.lamp("porch", (door, deep + 1.0, 2.35), (1, 0.6, 0.28), 1.6 * max(w.light.practical, 0.5), radius=0.15, shadow=False)


def shed(w: Workshop, p: Piece) -> None:
    """A garden shed of boards."""
    wood = w.palette["wood"]
    w.box((0, 0, 0), (p.width, p.depth, p.height - 0.35), wood, bevel=0.01)
    boards = int(p.width / 0.2)
    for k in range(boards):
        x = -p.width / 2 + p.width / boards * (k + 0.5)
        tint = shade(wood, p.random.uniform(0.85, 1.15))
        w.box((x, p.depth / 2 + 0.008, 0.03), (p.width / boards - 0.015, 0.016, p.height - 0.42), tint, bevel=0, shades=False)
    w.box((0.2, p.depth / 2 + 0.025, 0.03), (0.85, 0.03, 1.75), shade(wood, 0.65), bevel=0.006, shades=False)
    half, deep, eaves = p.width / 2 + 0.15, p.depth / 2 + 0.2, p.height - 0.35
    slope = [(-half, -deep, eaves), (half, -deep, eaves), (half, deep, p.height), (-half, deep, p.height)]
    w.add(mesh(slope, [[0, 1, 2, 3]]), "#4b4a48", fine=True)
    w.add(mesh(slope, [[3, 2, 1, 0]]), "#3a3836", fine=True)
