"""Shelves, cupboards and machines that stand against a wall."""

from __future__ import annotations

import math

from ...props.tableware import bottle, cup
from ..colour import Colour, shade
from ..parts import GLOSS, WARM
from ..plan import Piece
from ..workshop import Workshop

_GOODS = ("#c94f3a", "#e0a63a", "#3f7a8a", "#5f8a4f", "#e9e1cb", "#8a5a9a")


def books(w: Workshop, p: Piece, z: float, width: float, tallest: float) -> None:
    """A row of books on a board at height z, with a gap and sometimes a vase."""
    random, colours = p.random, w.palette.many("books")
    x = -width / 2 + random.uniform(0, 0.05)
    end = width / 2 - random.choice([0, 0.1, 0.25])
    while x < end - 0.03:
        if random.random() < 0.06 and x < end - 0.16:
            vase = [(0.03, 0.0), (0.06, 0.05), (0.05, 0.12), (0.025, 0.16), (0.035, 0.18)]
            w.lathe((x + 0.07, 0, z), vase, w.palette["accent"], 10)
            x += 0.16
            continue
        thick, tall = random.uniform(0.02, 0.048), tallest * random.uniform(0.62, 0.92)
        colour = shade(colours[random.integers(len(colours))], random.uniform(0.75, 1.15))
        back = -0.02 + random.uniform(-0.01, 0.01)
        w.box((x + thick / 2, back, z), (thick, 0.18, tall), colour, bevel=0, shades=False)
        x += thick + 0.002


def goods(w: Workshop, p: Piece, y: float, z: float, width: float, tallest: float) -> None:
    """Boxes, tins and jars in short rows of a kind."""
    random = p.random
    x = -width / 2 + 0.06
    while x < width / 2 - 0.08:
        colour = shade(_GOODS[random.integers(len(_GOODS))], random.uniform(0.8, 1.1))
        across, tall = random.uniform(0.07, 0.14), tallest * random.uniform(0.45, 0.85)
        tin = random.random() < 0.4
        for _ in range(int(random.integers(2, 5))):
            if x > width / 2 - 0.08:
                break
            if tin:
                w.cylinder((x + across / 2, y, z), across * 0.45, tall, colour, 9)
            else:
                w.box((x + across / 2, y, z), (across, 0.14, tall), colour, bevel=0, shades=False)
            x += across + 0.012
        x += random.uniform(0.01, 0.06)


def _boxes(w: Workshop, p: Piece, z: float, width: float, tallest: float) -> None:
    x = -width / 2 + 0.02
    while x < width / 2 - 0.25:
        across = p.random.uniform(0.22, 0.4)
        if p.random.random() < 0.8:
            brown = shade("#a07a4c", p.random.uniform(0.7, 1.1))
            w.box((x + across / 2, 0, z), (across - 0.02, 0.24, tallest * p.random.uniform(0.5, 0.9)), brown)
        x += across


def shelf(w: Workshop, p: Piece) -> None:
    """A tall shelf of books; options: `rows`, and `things` = boxes."""
    colour = w.palette["wood"] if p.colour is None else p.colour
    rows = int(p.number("rows", 5))
    width, depth, height = p.width, p.depth, p.height
    for side in (-1, 1):
        w.box((side * (width / 2 - 0.015), 0, 0), (0.03, depth, height), colour)
    w.box((0, -depth / 2 + 0.01, 0), (width, 0.02, height), shade(colour, 0.6))
    rise = (height - 0.09) / rows
    for i in range(rows + 1):
        z = 0.06 + i * rise
        w.box((0, 0, z), (width - 0.06, depth, 0.028), colour, shades=i % 2 == 0)
        if i == rows:
            break
        if p.options.get("things") == "boxes":
            _boxes(w, p, z + 0.028, width - 0.1, rise - 0.05)
        else:
            books(w, p, z + 0.028, width - 0.1, rise - 0.05)


def shop_shelf(w: Workshop, p: Piece) -> None:
    """A shop's shelf, full on its front and, when it stands free, on its back."""
    metal = w.palette["metal"]
    rows = max(3, round(p.height / 0.4))
    rise = (p.height - 0.12) / rows
    w.box((0, 0, 0), (p.width, p.depth, 0.1), shade(metal, 0.6))
    w.box((0, 0, 0.1), (p.width, 0.04, p.height - 0.1), shade(w.palette["wall2"], 0.9))
    fronts = (1,) if p.wall else (1, -1)
    for i in range(rows):
        z = 0.1 + i * rise
        for side in fronts:
            y = side * (p.depth / 4 + 0.01)
            if i:
                w.box((0, y, z - 0.025), (p.width, p.depth / 2 - 0.02, 0.025), metal, shades=i == 2)
                edge = (0, side * (p.depth / 2 - 0.01), z - 0.035)
                w.box(edge, (p.width, 0.012, 0.04), w.palette["accent2"], bevel=0, shades=False)
            goods(w, p, y, z, p.width, rise - 0.08)


def sideboard(w: Workshop, p: Piece) -> None:
    """A low cabinet on legs."""
    colour = w.palette["wood"] if p.colour is None else p.colour
    w.box((0, 0, 0.14), (p.width, p.depth, p.height - 0.14), colour, bevel=0.008)
    doors = max(2, round(p.width / 0.45))
    for i in range(doors):
        x = -p.width / 2 + p.width / doors * (i + 0.5)
        size = (p.width / doors - 0.02, 0.016, p.height - 0.2)
        w.box((x, p.depth / 2 + 0.004, 0.17), size, shade(colour, 1.2), bevel=0.005, shades=False)
        w.ball((x + 0.1, p.depth / 2 + 0.022, p.height * 0.6), 0.013, w.palette["metal"], 6, material=GLOSS)
    for side in (-1, 1):
        for y in (-0.14, 0.14):
            w.cylinder((side * (p.width / 2 - 0.12), y, 0), 0.018, 0.15, w.palette["dark"], 8, top=0.024)


def chest(w: Workshop, p: Piece) -> None:
    """A chest of drawers: dressers and nightstands."""
    colour = w.palette["wood"] if p.colour is None else p.colour
    w.box((0, 0, 0.06), (p.width, p.depth, p.height - 0.06), colour, bevel=0.01)
    w.box((0, -0.02, 0), (p.width - 0.08, p.depth - 0.1, 0.06), w.palette["dark"], shades=False)
    columns, rows = (2 if p.width > 0.9 else 1), max(2, round(p.height / 0.26))
    tall = (p.height - 0.12) / rows
    for i in range(columns):
        x = p.width / columns * (i + 0.5) - p.width / 2
        for k in range(rows):
            z = 0.09 + k * tall
            size = (p.width / columns - 0.04, 0.016, tall - 0.03)
            w.box((x, p.depth / 2 + 0.006, z), size, shade(colour, 1.25), bevel=0.006, shades=False)
            knob = (x, p.depth / 2 + 0.025, z + tall / 2 - 0.015)
            w.ball(knob, 0.014, w.palette["metal"], 6, material=GLOSS)


def wardrobe(w: Workshop, p: Piece) -> None:
    """A wardrobe with two doors."""
    colour = w.palette["wood"] if p.colour is None else p.colour
    w.box((0, 0, 0), (p.width, p.depth, p.height), colour, bevel=0.01)
    for side in (-1, 1):
        door = (side * p.width / 4, p.depth / 2 + 0.006, 0.06)
        w.box(door, (p.width / 2 - 0.03, 0.02, p.height - 0.12), shade(colour, 1.2), bevel=0.01, shades=False)
        inset = (side * p.width / 4, p.depth / 2 + 0.018, 0.2)
        w.box(inset, (p.width / 2 - 0.22, 0.008, p.height - 0.45), shade(colour, 1.05), bevel=0, shades=False)
        handle = (side * 0.06, p.depth / 2 + 0.03, 0.95)
        w.box(handle, (0.02, 0.03, 0.2), w.palette["metal"], shades=False, material=GLOSS)


def cabinets(w: Workshop, p: Piece, columns: int, rows: int) -> None:
    """Metal fronts in columns and rows."""
    metal = w.palette["metal"] if p.colour is None else p.colour
    wide, tall = p.width / columns, (p.height - 0.08) / rows
    w.box((0, 0, 0), (p.width, p.depth, p.height), metal, bevel=0.006)
    for i in range(columns):
        x = -p.width / 2 + wide * (i + 0.5)
        for k in range(rows):
            z = 0.06 + k * tall
            size = (wide - 0.04, 0.015, tall - 0.03)
            w.box((x, p.depth / 2 + 0.005, z), size, shade(metal, 1.15), bevel=0.005, shades=False)
            handle = (x, p.depth / 2 + 0.02, z + tall * 0.6)
            w.box(handle, (min(0.12, wide / 3), 0.015, 0.02), w.palette["dark"], bevel=0, shades=False)


def filing_cabinet(w: Workshop, p: Piece) -> None:
    """Two filing cabinets of four drawers."""
    cabinets(w, p, 2, 4)


def lockers(w: Workshop, p: Piece) -> None:
    """A row of lockers."""
    cabinets(w, p, round(p.width / 0.4), 2)


def wall_cabinet(w: Workshop, p: Piece) -> None:
    """A kitchen cupboard on the wall, its back to it."""
    colour = w.palette["cabinet"]
    middle = p.depth / 2
    w.box((0, middle, 0), (p.width, p.depth, p.height), colour, bevel=0.005)
    doors = max(1, round(p.width / 0.55))
    for i in range(doors):
        x = -p.width / 2 + p.width / doors * (i + 0.5)
        size = (p.width / doors - 0.02, 0.016, p.height - 0.04)
        w.box((x, p.depth + 0.006, 0.02), size, shade(colour, 1.15), bevel=0.006, shades=False)
    if w.light.practical > 0:
        w.lamp("cupboard light", (0, middle, -0.05), WARM, 0.22 * w.light.practical)


def wall_shelf(w: Workshop, p: Piece) -> None:
    """Two boards on a wall with cups and jars."""
    colours: list[Colour] = [w.palette[name] for name in ("accent", "linen", "accent2", "cabinet")]
    for level, z in enumerate((0.0, p.height - 0.04)):
        w.box((0, p.depth / 2, z), (p.width, p.depth, 0.03), w.palette["wood"])
        for k in range(int(p.width / 0.24)):
            x = -p.width / 2 + 0.14 + k * 0.24
            with w.at(x, p.depth / 2, z + 0.03, k * 0.7):
                if level == 0:
                    cup(w, colours[k % 4])
                else:
                    bottle(w, ("#7a4a22", "#2e5b35", "#a8b8b4")[k % 3], height=0.24)


def fridge(w: Workshop, p: Piece) -> None:
    """A rounded fridge with notes on its door."""
    white = "#e6dfcf"
    front = p.depth / 2
    w.cushion((0, -0.01, 0), (p.width, p.depth - 0.02, p.height), white, 0.035)
    w.box((0, front - 0.02, 1.2), (p.width - 0.02, 0.014, 0.012), "#8a8578", bevel=0, shades=False)
    for z, tall in ((1.3, 0.3), (0.72, 0.34)):
        w.box((-p.width / 2 + 0.08, front + 0.005, z), (0.03, 0.03, tall), w.palette["metal"], material=GLOSS)
    for x, z, colour in ((0.1, 1.5, w.palette["accent"]), (0.22, 1.42, "#f0e39a"), (0.05, 0.95, "#8fc3d6")):
        w.box((x, front - 0.008, z), (0.1, 0.004, 0.12), colour, bevel=0, shades=False)


def monitor(w: Workshop, p: Piece) -> None:
    """A patient monitor and a drip on one stand."""
    metal = w.palette["metal"]
    w.lathe((0, 0, 0), [(0.22, 0), (0.22, 0.03), (0.03, 0.06), (0.02, p.height)], metal, 12)
    w.box((0, 0.05, 1.05), (0.4, 0.16, 0.3), "#d5d9d8", bevel=0.02)
    screen = (0.17, 0.134, 1.09)
    w.sheet(screen, (-0.34, 0, 0), (0, 0, 0.2), (1, 1), (0.01, 0.03, 0.04), emission=1)
    for k, colour in enumerate(((0.1, 0.9, 0.3), (0.9, 0.7, 0.1), (0.2, 0.6, 1))):
        line = [
            (0.15 - 0.3 * i / 12, 0.137, 1.125 + 0.055 * k + 0.018 * math.sin(i * 2.3 + k)) for i in range(13)
        ]
        w.tube(line, 0.003, colour, 4, emission=1.2)
    w.tube([(0, 0, p.height), (0.16, 0, p.height + 0.04), (0.17, 0, p.height)], 0.01, metal, 6)
    w.cushion((0.17, 0, p.height - 0.26), (0.1, 0.04, 0.22), "#c9d6d9", 0.018, shades=False)


def crates(w: Workshop, p: Piece) -> None:
    """Wooden crates and a carton, stacked."""
    wood = w.palette["wood"]
    half = p.height * 0.5
    for x, y, z, width, turn in (
        (-0.2, 0.1, 0, 0.58, 0.05),
        (0.28, -0.15, 0, 0.5, -0.12),
        (-0.08, -0.1, half, 0.46, 0.2),
    ):
        with w.at(x, y, z, turn):
            tall = half if z == 0 else half * 0.8
            w.box((0, 0, 0), (width - 0.03, width * 0.85, tall), shade(wood, 0.7))
            for k in range(3):
                slat = tall / 3
                w.box(
                    (0, 0, k * slat + 0.015),
                    (width, width * 0.9, slat - 0.03),
                    shade(wood, 1.0 + 0.12 * k),
                    shades=False,
                )


def tyres(w: Workshop, p: Piece) -> None:
    """A stack of tyres."""
    for k in range(4):
        profile = [
            (0.2, 0.0),
            (0.33, 0.0),
            (0.35, 0.05),
            (0.35, 0.14),
            (0.33, 0.19),
            (0.2, 0.19),
            (0.19, 0.1),
        ]
        w.lathe((0.015 * (k % 2), 0.01 * k, k * 0.2), profile, shade("#2a2b2d", 0.9 + 0.15 * (k % 2)), 20)
    w.occlude(0, 0, 0, 0.62, 0.62, 0.8)
