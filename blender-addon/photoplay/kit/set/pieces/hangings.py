"""What hangs on a wall: its back at y = 0, its lower edge at the piece's base."""

from __future__ import annotations

import math

import numpy as np

from ..colour import linear, shade
from ..parts import GLOSS, Floats
from ..plan import Piece
from ..shapes import rings
from ..workshop import Workshop


def picture(w: Workshop, p: Piece) -> None:
    """A framed picture: a landscape, a round shape or a patchwork, by `style`."""
    style = int(p.number("style", 0))
    frame = w.palette["dark" if style % 2 else "trim"]
    w.box((0, 0.015, 0), (p.width, 0.03, p.height), frame, bevel=0.006, shades=False)
    first, second, third = (w.palette[name] for name in ("accent", "fabric", "accent2"))
    paper = w.palette["linen"]
    phase, place, waves = p.random.uniform(0, 6), p.random.uniform(0.3, 0.7), p.random.uniform(2, 5)

    def paint(s: Floats, t: Floats, i: Floats, j: Floats) -> Floats:
        if style % 3 == 0:
            near = 0.35 + 0.12 * np.sin(s * waves + phase)
            far = near + 0.2 + 0.06 * np.cos(s * 5 + phase)
            ground = np.where((t < near)[:, None], second, np.where((t < far)[:, None], third, paper))
            sun = (s - place) ** 2 + (t - 0.75) ** 2 < 0.02
            return np.where(sun[:, None], first, ground)
        if style % 3 == 1:
            inside = (s - 0.5) ** 2 + (t - 0.45) ** 2 < 0.09
            return np.where(inside[:, None], first, np.where((t < 0.3)[:, None], second * 0.6, paper * 0.9))
        patch = (np.floor(s * 3) + np.floor(t * 3) * 2).astype(int) % 4
        return np.stack([first, second, third, paper])[patch]

    edge = 0.035
    corner = (p.width / 2 - edge, 0.032, edge)
    w.sheet(
        corner,
        (2 * edge - p.width, 0, 0),
        (0, 0, p.height - 2 * edge),
        (14, 12),
        paper,
        cell_paint=paint,
        smooth=False,
    )


def poster(w: Workshop, p: Piece) -> None:
    """A paper poster: a bold shape under a band of title."""
    back, ink = w.palette["accent2"], w.palette["linen"]
    place = p.random.uniform(0.4, 0.6)

    def paint(s: Floats, t: Floats, i: Floats, j: Floats) -> Floats:
        shape = (s - place) ** 2 / 0.09 + (t - 0.58) ** 2 / 0.05 < 1
        title = (t > 0.1) & (t < 0.22) & (s > 0.12) & (s < 0.88)
        return np.where(shape[:, None], w.palette["accent"], np.where(title[:, None], ink, back))

    corner = (p.width / 2, 0.006, 0)
    w.sheet(corner, (-p.width, 0, 0), (0, 0, p.height), (14, 18), back, cell_paint=paint, smooth=False)


def clock(w: Workshop, p: Piece) -> None:
    """A round clock that stands at twenty past three."""
    radius, dark = p.width / 2, w.palette["dark"]
    angle = np.arange(24) * 2 * math.pi / 24

    def ring(size: float, y: float) -> Floats:
        return np.stack([np.cos(angle) * size, angle * 0 + y, radius + np.sin(angle) * size], 1)

    levels = [ring(radius, 0), ring(radius, 0.04), ring(radius * 0.9, 0.045), ring(0.001, 0.03)]
    shape = rings(np.concatenate(levels), 24)
    colours = np.repeat(np.stack([dark, dark, w.palette["linen"]]), 24, 0)
    w.add(shape._replace(quads=shape.quads[:, ::-1]), colours)
    for turn, length in ((100, 0.42), (-120, 0.62)):
        way = math.radians(turn)
        tip = (-math.sin(way) * radius * length, 0.048, radius + math.cos(way) * radius * length)
        w.tube([(0, 0.046, radius), tip], 0.007, dark, 4)


def mirror(w: Workshop, p: Piece) -> None:
    """A framed mirror; `dark`: a window one cannot see through."""
    dark = bool(p.options.get("dark"))
    frame = w.palette["trim" if dark else "accent"]
    w.box((0, 0.015, 0), (p.width, 0.03, p.height), frame, bevel=0.006, shades=False)
    glass = linear("#1c2527" if dark else "#a9bcc4")

    def sheen(s: Floats, t: Floats, i: Floats, j: Floats) -> Floats:
        streak = np.abs(np.sin(s * 4 + t * 1.5))
        return glass * (1 + (1.2 if dark else 0.35) * t * streak)[:, None]

    corner = (p.width / 2 - 0.05, 0.032, 0.05)
    size = ((0.1 - p.width, 0, 0), (0, 0, p.height - 0.1))
    w.sheet(corner, *size, (10, 6), glass, cell_paint=sheen, material=GLOSS)


def television(w: Workshop, p: Piece) -> None:
    """A flat screen; it glows blue in the dark."""
    w.box((0, 0.03, 0), (p.width, 0.05, p.height), "#17181a", bevel=0.008, material=GLOSS)
    on = w.light.time == "NIGHT"
    corner = (p.width / 2 - 0.03, 0.058, 0.03)
    size = ((0.06 - p.width, 0, 0), (0, 0, p.height - 0.06))

    def scene(s: Floats, t: Floats) -> Floats:
        return np.stack([0.16 + 0.2 * t, 0.3 + 0.25 * t, 0.55 + 0.2 * np.sin(s * 4)], 1)

    if on:
        w.sheet(corner, *size, (6, 4), "#17181a", vertex_paint=scene, emission=0.8)
        w.lamp("television", (0, 0.3, p.height / 2), (0.35, 0.55, 1.0), 0.35, radius=0.4, shadow=False)
    else:
        w.sheet(corner, *size, (6, 4), "#1d2023", material=GLOSS)


def whiteboard(w: Workshop, p: Piece) -> None:
    """A board to write on: white with coloured notes (`notes`), or a blackboard with writing (`chalk`)."""
    chalk = bool(p.options.get("chalk"))
    frame = w.palette["wood" if chalk else "metal"]
    w.box((0, 0.015, 0), (p.width, 0.03, p.height), frame, bevel=0.006, shades=False)
    board = linear("#2f4a40" if chalk else "#e9ecea")

    def dust(s: Floats, t: Floats, i: Floats, j: Floats) -> Floats:
        return board * (1 + (0.25 if chalk else 0.02) * np.sin(s * 7 + np.sin(t * 5)))[:, None]

    corner = (p.width / 2 - 0.04, 0.034, 0.04)
    size = ((0.08 - p.width, 0, 0), (0, 0, p.height - 0.08))
    w.sheet(corner, *size, (18, 8), board, cell_paint=dust)
    w.box((0, 0.06, -0.03), (p.width * 0.8, 0.09, 0.025), frame, shades=False)
    ink = linear("#d8dcd0" if chalk else "#3b4a5c")
    for row in range(5 if chalk else 2):
        z = p.height * (0.82 - 0.14 * row)
        x = p.width * 0.42
        while x > -p.width * (0.1 if row % 2 else 0.3):
            length = p.random.uniform(0.06, 0.2)
            stroke = [(x - length * k / 5, 0.036, z + 0.018 * math.sin(k * 2.4 + x)) for k in range(6)]
            w.tube(stroke, 0.006, ink, 4)
            x -= length + 0.05
    if p.options.get("notes"):
        for k in range(9):
            note = (-0.35 + (k % 5) * 0.33, 0.04, 0.18 + (k // 5) * 0.36)
            colour = ("#e9cf62", "#8fc3d6", "#e79a86")[k % 3]
            w.box(note, (0.15, 0.004, 0.15), colour, bevel=0, shades=False)


def notice_board(w: Workshop, p: Piece) -> None:
    """A cork board with papers."""
    w.box((0, 0.012, 0), (p.width, 0.024, p.height), w.palette["wood"], bevel=0.005, shades=False)
    w.box((0, 0.022, 0.03), (p.width - 0.06, 0.012, p.height - 0.06), "#a9824f", bevel=0, shades=False)
    columns = max(2, int(p.width / 0.28))
    for k in range(columns * 2):
        tall = min(0.24, p.height * 0.38)
        x = -p.width / 2 + 0.16 + (k % columns) * (p.width - 0.2) / columns
        z = 0.05 + (k // columns) * (p.height / 2 - 0.02) + p.random.uniform(0, 0.03)
        colour = ("#e9e5d8", "#d9d2a9", "#c8dbe0", "#e3c3b3")[int(p.random.integers(4))]
        w.box((x, 0.031, z), (p.random.uniform(0.14, 0.2), 0.003, tall), colour, bevel=0, shades=False)


def tool_board(w: Workshop, p: Piece) -> None:
    """A board of hanging tools."""
    w.box((0, 0.012, 0), (p.width, 0.024, p.height), "#b59a72", bevel=0, shades=False)
    metal = w.palette["metal"]
    for k in range(9):
        x, top = -p.width / 2 + 0.14 + k * (p.width - 0.28) / 8, p.height - 0.12
        length = 0.25 + 0.2 * ((k * 5) % 3) / 2
        w.tube([(x, 0.04, top), (x, 0.04, top - length)], 0.012, shade(metal, 0.7 + 0.1 * (k % 3)), 6)
        handle = [(x, 0.04, top - length), (x, 0.04, top - length - 0.12)]
        w.tube(handle, 0.018, ("#b5402f", "#c9953f", "#2f5a70")[k % 3], 6)
        if k % 3 == 0:
            w.box((x, 0.04, top - 0.02), (0.12, 0.03, 0.04), shade(metal, 0.6), shades=False)


def security_camera(w: Workshop, p: Piece) -> None:
    """A small camera on a bracket."""
    w.box((0, 0.03, 0.05), (0.05, 0.06, 0.05), w.palette["metal"], shades=False)
    w.box((0, 0.13, 0.02), (0.09, 0.18, 0.08), w.palette["dark"], bevel=0.012, shades=False)
    w.lathe((0, 0.14, -0.015), [(0.03, 0), (0.03, 0.03)], "#101112", 10, material=GLOSS)


def pipe(w: Workshop, p: Piece) -> None:
    """An upright pipe with brackets."""
    w.tube([(0, 0.06, 0), (0, 0.06, p.height)], 0.04, w.palette["wall2"], 10)
    for z in (0.5, 1.6, 2.5):
        if z < p.height:
            w.box((0, 0.045, z), (0.12, 0.09, 0.03), w.palette["metal"], shades=False)


def radiator(w: Workshop, p: Piece) -> None:
    """A ribbed radiator."""
    ribs = int(p.width / 0.09)
    for k in range(ribs):
        x = -p.width / 2 + 0.045 + k * p.width / ribs
        w.cushion((x, 0.07, 0), (0.07, 0.1, p.height), w.palette["trim"], 0.03, shades=False)
    w.occlude(0, 0.07, 0, p.width, 0.1, p.height)
