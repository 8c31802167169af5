"""A room's shell: floor, four walls that can go, ceiling.

The shell runs on for a few metres past a wall without windows, lit like the room's edge, so that a camera
that stands where a wall was sees more room and not the end of the world.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from .colour import linear, noise
from .openings import build_opening
from .parts import Floats, Part
from .plan import Opening
from .workshop import Workshop

SIDES = {"N": (0, 1, math.pi), "S": (0, -1, 0.0), "E": (1, 0, math.pi / 2), "W": (-1, 0, -math.pi / 2)}
"""Which way each wall lies from the middle, and how its frame is turned: +Y into the room."""
_LEFT_OF = {"N": "W", "W": "S", "S": "E", "E": "N"}
"""The wall at the left end of each, seen from inside (+X in its frame)."""
_RIGHT_OF = {left: side for side, left in _LEFT_OF.items()}
_BEYOND = 2.6
_CELL = 0.28
_DADO = {"dado": 0.95, "tile": 1.55, "bare": 1.15, "wood": 1.25, "half": 1.2}
"""Height in metres of the lower half of a wall, by style."""


@contextmanager
def wall_frame(w: Workshop, side: str, size: tuple[float, float, float]) -> Iterator[None]:
    """The frame of a wall: its middle at the origin, its inner face y = 0, the room at +Y."""
    x, y, turn = SIDES[side]
    with w.at(x * size[0] / 2, y * size[1] / 2, 0, turn, group=side):
        yield


def build_shell(
    w: Workshop, size: tuple[float, float, float], style: dict[str, str], openings: list[Opening]
) -> None:
    """Floor, ceiling and walls of a room, `size` metres, with their openings."""
    windowed = {opening.side for opening in openings if opening.type == "window"}
    margins = {side: 0.12 if side in windowed else _BEYOND for side in SIDES}
    _light_inside(_floor(w, size, margins, style["floor"]), size)
    _light_inside(_ceiling(w, size, margins), size)
    for side in SIDES:
        with wall_frame(w, side, size):
            _wall(w, side, size, style["wall"], [o for o in openings if o.side == side], margins)


def _light_inside(part: Part, size: tuple[float, float, float]) -> None:
    """What lies outside the room is lit like the nearest place inside."""
    limit = np.array([size[0] / 2 - 0.1, size[1] / 2 - 0.1, 1e3])
    part.light_at = np.clip(part.shape.vertices, -limit, limit)


def _ceiling(w: Workshop, size: tuple[float, float, float], margins: dict[str, float]) -> Part:
    width, depth, height = size
    west, east = -width / 2 - margins["W"], width / 2 + margins["E"]
    south, north = -depth / 2 - margins["S"], depth / 2 + margins["N"]
    with w.at(group="C"):
        w.occlude(0, 0, height + 0.001, width + 0.3, depth + 0.3, 0.15)
        cells = (round((east - west) / 0.4), round((north - south) / 0.4))
        return w.sheet(
            (west, north, height), (east - west, 0, 0), (0, south - north, 0), cells, w.palette["ceiling"]
        )


def _floor(w: Workshop, size: tuple[float, float, float], margins: dict[str, float], kind: str) -> Part:
    width, depth, _ = size
    west, south = -width / 2 - margins["W"], -depth / 2 - margins["S"]
    w.occlude(0, 0, -0.1, width + 0.3, depth + 0.3, 0.099)
    return floor(
        w, (west, south), (width + margins["W"] + margins["E"], depth + margins["S"] + margins["N"]), kind
    )


def floor(w: Workshop, corner: tuple[float, float], size: tuple[float, float], kind: str) -> Part:
    """A floor of planks, checks, tiles, carpet or concrete, from its south-west corner."""
    width, depth = size
    colour = w.palette["floor"]

    def planks(s: Floats, t: Floats, i: Floats, j: Floats) -> Floats:
        board = noise(i, (j + (i * 37 % 9)) // 9)
        return colour * (0.80 + 0.34 * board)[:, None] * (1 + 0.05 * noise(j, i)[:, None])

    def checks(s: Floats, t: Floats, i: Floats, j: Floats) -> Floats:
        light = ((i // 2 + j // 2) % 2 == 1)[:, None]
        return np.where(light, colour, w.palette["floor2"]) * (0.94 + 0.1 * noise(i // 2, j // 2))[:, None]

    def tiles(s: Floats, t: Floats, i: Floats, j: Floats) -> Floats:
        joint = 1 - 0.10 * ((i % 3 == 0) | (j % 3 == 0))
        return colour * (joint * (0.92 + 0.14 * noise(i // 3, j // 3)))[:, None]

    def plain(s: Floats, t: Floats, i: Floats, j: Floats) -> Floats:
        return colour * (0.93 + 0.12 * noise(i, j))[:, None]

    cell, paint = {
        "planks": ((0.16, 0.2), planks),
        "checker": ((0.15, 0.15), checks),
        "tiles": ((0.2, 0.2), tiles),
    }.get(kind, ((0.18, 0.18), plain))
    cells = (round(width / cell[0]), round(depth / cell[1]))
    return w.sheet((*corner, 0), (width, 0, 0), (0, depth, 0), cells, colour, cell_paint=paint)


def _wall(
    w: Workshop,
    side: str,
    size: tuple[float, float, float],
    style: str,
    openings: list[Opening],
    margins: dict[str, float],
) -> None:
    length = size[0] if side in "NS" else size[1]
    height = size[2]
    left_end = length / 2 + (_BEYOND if margins[_LEFT_OF[side]] == _BEYOND else 0)
    right_end = length / 2 + (_BEYOND if margins[_RIGHT_OF[side]] == _BEYOND else 0)
    pieces = [(-right_end, -length / 2, 0.0, height), (length / 2, left_end, 0.0, height)]
    x = -length / 2
    for opening in sorted(openings, key=lambda o: o.middle):
        start, end = opening.middle - opening.width / 2, opening.middle + opening.width / 2
        pieces += [(x, start, 0.0, height), (start, end, opening.top, height)]
        if opening.bottom > 0:
            pieces.append((start, end, 0.0, opening.bottom))
        x = end
        build_opening(w, opening)
    pieces.append((x, length / 2, 0.0, height))
    for x0, x1, z0, z1 in pieces:
        if x1 - x0 < 0.01:
            continue
        for part in _panel(w, x0, x1, z0, z1, style, side):
            _light_inside(part, size)
        inside = x0 >= -length / 2 - 0.01 and x1 <= length / 2 + 0.01
        if inside:
            w.occlude((x0 + x1) / 2, -0.08, z0, x1 - x0 + 0.02, 0.14, z1 - z0)
        if z0 == 0 and x1 - x0 > 0.05 and inside:
            skirting = w.palette["wall2" if style == "bare" else "trim"]
            w.box(((x0 + x1) / 2, 0.008, 0), (x1 - x0, 0.018, 0.11), skirting, bevel=0.004, shades=False)
    if style != "bare":
        w.box((0, 0.016, height - 0.075), (length, 0.03, 0.071), w.palette["trim"], bevel=0.01, shades=False)


def _panel(w: Workshop, x0: float, x1: float, z0: float, z1: float, style: str, side: str) -> list[Part]:
    """A rectangle of wall in its style: an upper colour and, where the style has one, a lower half."""
    upper, lower = w.palette["wall"], w.palette["wall2"]
    made: list[Part] = []

    def sheet(
        a: float, b: float, colour: Floats, paint: str = "", cell: tuple[float, float] = (_CELL, _CELL)
    ) -> None:
        if b - a < 0.005:
            return
        cells = (round((x1 - x0) / cell[0]), round((b - a) / cell[1]))
        painter = _PAINTS.get(paint)
        made.append(
            w.sheet(
                (x1, 0, a),
                (x0 - x1, 0, 0),
                (0, 0, b - a),
                cells,
                colour,
                cell_paint=(lambda s, t, i, j: painter(colour, i, j)) if painter else None,
            )
        )

    cut = _DADO.get(style)
    if cut is None:
        sheet(z0, z1, lower if style == "accent" and side == "N" else upper)
        return made
    edge = min(max(cut, z0), z1)
    if style == "dado":
        sheet(edge, z1, upper, "stripes", (0.14, 0.35))
    else:
        sheet(edge, z1, upper)
    if edge > z0:
        cell = {"tile": (0.15, 0.15), "wood": (0.12, 0.4)}.get(style, (_CELL, _CELL))
        sheet(z0, edge, lower, style, cell)
        if style in ("dado", "wood", "half") and edge == cut:
            rail = ((x0 + x1) / 2, 0.012, edge - 0.03)
            w.box(rail, (x1 - x0, 0.026, 0.05), w.palette["trim"], bevel=0.006, shades=False)
        if style == "bare" and edge == cut:
            line = ((x0 + x1) / 2, 0.003, edge - 0.012)
            w.box(line, (x1 - x0, 0.006, 0.02), w.palette["dark"], bevel=0, shades=False)
    return made


_PAINTS = {
    "stripes": lambda colour, i, j: linear(colour) * np.where(i % 2, 1.0, 0.90)[:, None],
    "tile": lambda colour, i, j: linear(colour) * (0.86 + 0.2 * noise(i, j))[:, None],
    "wood": lambda colour, i, j: linear(colour) * (0.82 + 0.36 * noise(i))[:, None],
}
