"""Cars: one body for the street, and the cabin that scenes play in. Nose at +Y."""

from __future__ import annotations

import math

import numpy as np

from ..colour import Colour, linear, shade
from ..parts import GLOSS, Floats
from ..plan import Piece
from ..shapes import mesh, rings
from ..workshop import Workshop

_GLASS = "#1d2830"
_TYRE = "#17181a"

# Stations from tail to nose: y, height of the body's shoulder, half width at sill and shoulder.
_BODY = np.array(
    [
        (-2.20, 0.70, 0.74, 0.70),
        (-2.12, 0.88, 0.82, 0.76),
        (-1.85, 0.95, 0.87, 0.80),
        (-1.40, 0.975, 0.89, 0.83),
        (-0.60, 0.98, 0.90, 0.84),
        (0.30, 0.97, 0.90, 0.84),
        (1.00, 0.955, 0.89, 0.83),
        (1.50, 0.90, 0.88, 0.81),
        (1.95, 0.82, 0.84, 0.76),
        (2.15, 0.70, 0.76, 0.68),
        (2.20, 0.58, 0.70, 0.62),
    ]
)
# Roof line from rear window's foot to windscreen's foot: y, height, half width.
_ROOF = np.array(
    [
        (-1.55, 0.955, 0.74),
        (-1.25, 1.16, 0.69),
        (-0.92, 1.36, 0.62),
        (-0.45, 1.45, 0.595),
        (0.10, 1.46, 0.59),
        (0.45, 1.385, 0.605),
        (0.82, 1.18, 0.68),
        (1.18, 0.945, 0.76),
    ]
)
_ALL = slice(None)
_AXLES = (-1.38, 1.40)
_WHEEL = 0.32
_CABIN_SCALE = 1.13
"""The cabin's body is a little larger than a street car's: our people have large heads."""


def _across(half: float, height: float, floor: float, sill: float) -> Floats:
    """A cross-section from the left sill over the top to the right sill, rounded at the shoulder."""
    side = [
        (sill - 0.02, floor),
        (sill, floor + (height - floor) * 0.45),
        (sill - 0.015, floor + (height - floor) * 0.8),
    ]
    top = [(half, height - 0.015), (half * 0.75, height + 0.012), (half * 0.35, height + 0.025)]
    right = side + top
    return np.array([(-x, z) for x, z in right] + [(x, z) for x, z in reversed(right)])


def _body(w: Workshop, colour: Colour, rows: slice = _ALL, columns: slice = _ALL) -> None:
    """The lower body, or the part of it in some rows (tail to nose) and columns (left sill to right sill)."""
    sections = []
    for y, height, sill, half in _BODY[rows]:
        profile = _across(half, height, 0.3, sill)[columns]
        sections.append(np.stack([profile[:, 0], np.full(len(profile), y), profile[:, 1]], 1))
    vertices, count = np.concatenate(sections), len(sections[0])
    skin = rings(vertices, count, closed=False)
    w.add(skin, colour, smooth=True, material=GLOSS)
    if columns != _ALL:
        return
    for section, end, way in ((sections[0], _BODY[0], -1), (sections[-1], _BODY[-1], 1)):
        if section[0, 1] == end[0]:
            fan = np.array([[k, k + 1, count - 2 - k, count - 1 - k] for k in range(count // 2 - 1)])
            w.add(mesh(section, fan[:, ::way]), shade(colour, 0.9), material=GLOSS)


def _roof_skin(w: Workshop, colour: Colour) -> None:
    """Windscreen, roof and rear window."""
    left = np.stack([-_ROOF[:, 2], _ROOF[:, 0], _ROOF[:, 1]], 1)
    right = left * [-1, 1, 1]
    crown = (left + right) / 2 + np.array([0, 0, 0.035]) * (_ROOF[:, 1:2] > 1.3)
    count = len(_ROOF)
    skin = rings(np.concatenate([left, crown, right]), count, closed=False)
    glass = np.array([k in (0, 1, count - 3, count - 2) for k in range(count - 1)] * 2)
    paint = np.where(glass[:, None], linear(_GLASS), shade(colour, 1.05))
    w.add(skin._replace(quads=skin.quads[:, ::-1]), paint, material=GLOSS, fine=True)


def _side_glass(w: Workshop, colour: Colour, side: int) -> None:
    """The side windows with their pillars and the chrome below them."""
    count = len(_ROOF)
    edge = np.stack([side * _ROOF[:, 2], _ROOF[:, 0], _ROOF[:, 1]], 1)
    foot = np.stack([np.full(count, side * 0.835), np.linspace(-1.6, 1.22, count), np.full(count, 0.962)], 1)
    pane = rings(np.concatenate([foot, edge]), count, closed=False)
    quads = pane.quads if side < 0 else pane.quads[:, ::-1]
    w.add(pane._replace(quads=quads[:, ::-1]), _GLASS, material=GLOSS, fine=True)
    for k in (2, 4, 5):
        w.tube([foot[k] + [side * 0.008, 0, 0], edge[k] + [side * 0.008, 0, 0]], 0.019, shade(colour, 0.9), 6)
    w.tube(edge + np.array([side * 0.004, 0, 0]), 0.018, colour, 6)
    w.tube(foot + np.array([side * 0.008, 0, 0.002]), 0.011, "#7d8387", 5)


def _wheels(w: Workshop) -> None:
    for side in (-1, 1):
        for y in _AXLES:
            w.wheel((side * 0.89, y, _WHEEL + 0.01), [(_WHEEL + 0.05, 0.0), (0.001, 0.004)], "#141516", side)
            face = [(0.001, 0.02), (_WHEEL, 0.02), (_WHEEL, 0.2), (0.21, 0.22)]
            rim = [(0.2, 0.221), (0.185, 0.216), (0.15, 0.2), (0.05, 0.212), (0.001, 0.212)]
            for profile, colour in ((face, _TYRE), (rim, "#8b9195")):
                w.wheel((side * 0.70, y, _WHEEL), profile, colour, side)
    w.occlude(0, 0, 0.02, 1.6, 3.6, 0.28)


def car(w: Workshop, p: Piece) -> None:
    """A saloon of 4.4 × 1.8 × 1.46 m; `lights`: its lamps burn in the dark."""
    colour = w.palette.many("cars")[0] if p.colour is None else p.colour
    lit = bool(p.options.get("lights")) and w.light.dark
    _body(w, colour)
    _roof_skin(w, colour)
    for side in (-1, 1):
        _side_glass(w, colour, side)
    _wheels(w)
    w.box((0, 0, 0.22), (1.62, 4.1, 0.12), "#1b1c1e", shades=False)
    for side in (-1, 1):
        w.cushion((side * 0.96, 0.72, 0.98), (0.17, 0.09, 0.12), shade(colour, 0.9), 0.04, shades=False)
        for y in (-0.35, 0.62):
            w.box((side * 0.885, y, 0.83), (0.02, 0.15, 0.025), "#b5babd", shades=False, material=GLOSS)
        for y in (-1.02, -0.12, 0.9):
            w.box((side * 0.8945, y, 0.42), (0.004, 0.01, 0.46), shade(colour, 0.45), bevel=0, shades=False)
    for front in (True, False):
        _lamps(w, lit=lit, front=front)
    w.box((0, 2.165, 0.55), (0.62, 0.03, 0.12), "#1d1f21", bevel=0.01, shades=False)
    w.occlude(0, 0, 0.3, 1.74, 4.3, 0.62)
    w.occlude(0, -0.2, 0.92, 1.25, 1.9, 0.5)
    if lit:
        w.lamp("headlights", (0, 4.5, 0.7), (1, 0.9, 0.7), 3, radius=1, shadow=False)


def van(w: Workshop, p: Piece) -> None:
    """A delivery van."""
    colour = w.palette.many("cars")[2] if p.colour is None else p.colour
    w.cushion((0, -0.5, 0.35), (1.95, 3.8, 1.7), colour, 0.12)
    w.cushion((0, 1.75, 0.35), (1.9, 1.4, 0.85), colour, 0.16)
    with w.at(0, 1.35, 1.12):
        slope = [(-0.86, 0.62, 0), (0.86, 0.62, 0), (0.8, 0.06, 0.82), (-0.8, 0.06, 0.82)]
        w.add(mesh(slope, [[0, 1, 2, 3]]), _GLASS, material=GLOSS, fine=True)
    for side in (-1, 1):
        w.box((side * 0.975, 1.1, 1.2), (0.02, 0.8, 0.6), _GLASS, bevel=0, shades=False, material=GLOSS)
        for y in (-1.6, 1.6):
            profile = [(0.0, 0.0), (0.36, 0.0), (0.36, 0.2), (0.2, 0.21), (0.001, 0.19)]
            w.wheel((side * 0.8, y, 0.36), profile, _TYRE, side)
        w.box((side * 0.62, 2.44, 0.7), (0.34, 0.04, 0.16), "#d8dcd8", shades=False)
    w.box((0, 2.44, 0.4), (1.7, 0.1, 0.2), "#26282a", shades=False)


def car_cabin(w: Workshop, p: Piece) -> None:
    """The inside of a car about the piece's frame, whose floor is z = 0; its walls are groups that can go.

    N: dashboard and bonnet, E and W: the sides, S: the rear, C: the roof. The windows have no glass.
    """
    seat, edge = w.palette["fabric"], w.palette["fabric2"]
    trim, dark = w.palette["trim"], w.palette["dark"]
    w.box((0, 0.05, -0.05), (1.46, 2.9, 0.05), trim, shades=False)
    for x in (-0.37, 0.37):
        with w.at(x, 0.35, 0.27):
            _seat(w, seat, edge)
    w.cushion((0, 0.45, 0.27), (0.17, 0.9, 0.2), dark, 0.04)
    w.tube([(0, 0.7, 0.47), (0, 0.68, 0.61)], 0.012, w.palette["metal"])
    w.ball((0, 0.68, 0.62), 0.03, trim, 10)
    _steering_wheel(w, trim)
    with w.at(group="N"):
        _dashboard(w, dark)
        w.box((0, 1.5, 0.66), (1.3, 0.1, 0.02), trim, shades=False)
    with w.at(group="S"):
        w.cushion((0, -0.8, 0.25), (1.3, 0.5, 0.2), seat, 0.07)
        w.cushion((0, -1.07, 0.37), (1.3, 0.16, 0.6), seat, 0.07)
        for x in (-0.37, 0.37):
            w.cushion((x, -1.09, 0.95), (0.26, 0.1, 0.16), edge, 0.05)
        w.box((0, -1.4, 0.89), (1.3, 0.6, 0.05), dark)
    for side, group in ((-1, "W"), (1, "E")):
        with w.at(group=group):
            _side(w, side)
    _shell(w)
    with w.at(group="C"):
        w.cushion((0, -0.1, 1.39), (1.2, 1.45, 0.05), edge, 0.024)
        w.cushion((0, -0.1, 1.435), (1.26, 1.6, 0.05), w.palette["accent"], 0.02, shades=False)
        w.box((0, 0.68, 1.27), (0.2, 0.03, 0.06), trim, bevel=0.014)
        for x in (-0.36, 0.36):
            w.cushion((x, 0.59, 1.355), (0.42, 0.05, 0.05), edge, 0.02)
    if w.light.dark:
        w.lamp("dashboard", (-0.2, 1.0, 0.77), (0.5, 0.75, 1), 0.05, radius=0.05, shadow=False)
        power = 3.0 * max(w.light.practical, 0.5)
        w.lamp("oncoming", (-1.2, 4.8, 1.07), (1, 0.85, 0.6), power, radius=0.5, shadow=False)


def _shell(w: Workshop) -> None:
    """The cabin from outside: the street car's body about it, in the groups of the walls."""
    colour = w.palette["accent"]
    sides = 4
    with w.at(0, 0.37, -0.28, scale=_CABIN_SCALE):
        _wheels(w)
        for group, rows, columns in (
            ("N", slice(6, None), _ALL),
            ("S", slice(None, 4), _ALL),
            ("W", slice(3, 7), slice(None, sides)),
            ("E", slice(3, 7), slice(-sides, None)),
        ):
            with w.at(group=group):
                _body(w, colour, rows, columns)
        with w.at(group="N"):
            _lamps(w, lit=w.light.dark, front=True)
        with w.at(group="S"):
            _lamps(w, lit=w.light.dark, front=False)


def _lamps(w: Workshop, *, lit: bool, front: bool) -> None:
    """Headlamps or tail lamps, plate and bumper; they burn when `lit`."""
    tone = (
        ((1, 0.92, 0.75) if lit else (0.75, 0.78, 0.78))
        if front
        else (1, 0.08, 0.05)
        if lit
        else linear("#8c1f1a")
    )
    y, sign = (2.13, 1) if front else (-2.165, -1)
    for side in (-1, 1):
        place = (side * (0.52 if front else 0.56), y, 0.6 if front else 0.68)
        glow = (3.0 if front else 1.8) if lit else 0
        w.cushion(place, (0.34, 0.11, 0.13), tone, 0.05, shades=False, emission=glow)
    w.cushion((0, sign * 2.17, 0.33), (1.5, 0.14, 0.17), "#26282a", 0.05, shades=False)
    w.box((0, sign * 2.235, 0.38), (0.5, 0.02, 0.11), "#e8e4d4", bevel=0, shades=False)


def _seat(w: Workshop, cloth: Colour, edge: Colour) -> None:
    w.cushion((0, 0.05, 0), (0.5, 0.54, 0.17), cloth, 0.07)
    w.cushion((0, -0.27, 0.08), (0.5, 0.16, 0.62), cloth, 0.075)
    w.cushion((0, -0.29, 0.74), (0.27, 0.11, 0.19), edge, 0.05)
    for x in (-0.2, 0.2):
        w.cushion((x, 0.05, 0.1), (0.09, 0.5, 0.1), edge, 0.045)
        w.cushion((x, -0.22, 0.12), (0.09, 0.14, 0.5), edge, 0.045)


def _steering_wheel(w: Workshop, trim: Colour) -> None:
    x, y, z, tilt = -0.37, 0.93, 0.64, math.radians(65)
    turns = np.linspace(0, 2 * math.pi, 25)
    rise = np.sin(turns) * 0.185
    wheel = np.stack([x + np.cos(turns) * 0.185, y + rise * math.cos(tilt), z + rise * math.sin(tilt)], 1)
    w.tube(wheel, 0.016, trim)
    w.cushion((x, y + 0.02, z - 0.05), (0.14, 0.05, 0.1), trim, 0.024)
    w.box((x, y + 0.01, z - 0.01), (0.34, 0.02, 0.03), trim, shades=False)
    w.tube([(x, y + 0.02, z - 0.01), (x, y + 0.27, z - 0.07)], 0.03, trim)


def _dashboard(w: Workshop, dark: Colour) -> None:
    w.cushion((0, 1.3, 0.45), (1.42, 0.42, 0.34), dark, 0.09)
    w.cushion((-0.37, 1.13, 0.69), (0.36, 0.14, 0.13), dark, 0.06)
    dials = (0.25, 0.55, 0.8) if w.light.dark else (0.12, 0.14, 0.16)
    radio = (0.9, 0.45, 0.15) if w.light.dark else (0.16, 0.14, 0.12)
    w.box((-0.37, 1.06, 0.72), (0.26, 0.006, 0.06), dials, bevel=0, shades=False, emission=0.8)
    w.box((0, 1.083, 0.55), (0.22, 0.006, 0.12), radio, bevel=0, shades=False, emission=0.6)
    w.box((0.4, 1.082, 0.52), (0.4, 0.008, 0.16), shade(dark, 1.5), bevel=0.003, shades=False)
    for x in (-0.62, 0.15, 0.62):
        w.box((x, 1.083, 0.69), (0.14, 0.006, 0.045), shade(dark, 0.5), bevel=0, shades=False)


def _side(w: Workshop, side: int) -> None:
    trim, edge = w.palette["trim"], w.palette["fabric2"]
    x = side * 0.74
    w.box((x, 0.15, 0.17), (0.06, 2.5, 0.58), w.palette["dark"], bevel=0.02)
    w.cushion((side * 0.70, 0.35, 0.47), (0.07, 0.7, 0.07), edge, 0.03)
    w.box((side * 0.702, 0.35, 0.26), (0.015, 0.8, 0.16), shade(edge, 0.8), bevel=0.004, shades=False)
    w.tube([(side * 0.7, 0.62, 0.62), (side * 0.68, 0.74, 0.62)], 0.012, w.palette["metal"], 6)
    w.tube([(x, 1.33, 0.75), (side * 0.64, 0.9, 1.25), (side * 0.60, 0.6, 1.39)], 0.03, trim)
    w.tube([(side * 0.73, -0.03, 0.73), (side * 0.62, -0.07, 1.37)], 0.038, trim)
    w.tube([(side * 0.73, -0.95, 0.73), (side * 0.6, -0.8, 1.27)], 0.05, trim)
    w.tube([(side * 0.60, 0.6, 1.39), (side * 0.61, -0.05, 1.42), (side * 0.6, -0.8, 1.29)], 0.032, trim)
    w.cushion((side * 0.9, 1.13, 0.77), (0.2, 0.07, 0.13), w.palette["accent"], 0.03)
