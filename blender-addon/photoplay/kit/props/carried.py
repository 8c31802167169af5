"""Bags, phones and what else people carry; origin at the base, metres."""

from __future__ import annotations

import math

import numpy as np

from ..set.colour import Colour, linear, shade
from ..set.parts import GLASS, GLOSS
from ..set.shapes import mesh
from ..set.workshop import Workshop

_BRASS = "#b99a4a"


def phone(w: Workshop, colour: Colour | None = None) -> None:
    """A telephone on its back, its screen lit."""
    w.box(
        (0, 0, 0),
        (0.074, 0.152, 0.008),
        linear("#15171a") if colour is None else colour,
        bevel=0.003,
        material=GLOSS,
    )
    w.box((0, 0, 0.008), (0.066, 0.142, 0.0006), (0.35, 0.55, 0.8), bevel=0, emission=0.9)


def laptop(w: Workshop, colour: Colour | None = None) -> None:
    """An open laptop; one sits at −Y and the screen looks there."""
    case = linear("#8d9297") if colour is None else colour
    w.box((0, 0, 0), (0.33, 0.23, 0.014), case, bevel=0.005)
    w.box((0, -0.02, 0.0142), (0.28, 0.1, 0.001), "#24272b", bevel=0)
    front = np.array(
        [(-0.165, 0.112, 0.014), (0.165, 0.112, 0.014), (0.165, 0.17, 0.225), (-0.165, 0.17, 0.225)]
    )
    back = front + np.array((0, 0.008, -0.002))
    lid = np.concatenate([front, back])
    quads = [[0, 1, 2, 3], [5, 4, 7, 6], [3, 2, 6, 7], [0, 3, 7, 4], [2, 1, 5, 6]]
    w.add(mesh(lid, quads), shade(case, 0.8))
    inner = front * 0.94 + front.mean(0) * 0.06 + np.array((0, -0.0015, 0.0004))
    w.add(mesh(inner, [[0, 1, 2, 3]]), (0.45, 0.62, 0.85), emission=1.0)


def bag(w: Workshop, colour: Colour | None = None) -> None:
    """A leather bag with a handle."""
    hide = linear("#5a3a26") if colour is None else colour
    w.cushion((0, 0, 0), (0.4, 0.16, 0.28), hide, 0.05)
    w.tube(
        [(-0.12, 0, 0.27), (-0.1, 0, 0.38), (0, 0, 0.42), (0.1, 0, 0.38), (0.12, 0, 0.27)],
        0.011,
        shade(hide, 0.7),
    )
    w.box((0, 0.082, 0.14), (0.39, 0.006, 0.02), shade(hide, 0.6), bevel=0)
    w.box((0, 0.085, 0.12), (0.05, 0.01, 0.05), _BRASS, bevel=0.003)


def suitcase(w: Workshop, colour: Colour | None = None) -> None:
    """A suitcase with straps and brass corners."""
    hide = linear("#7a4f30") if colour is None else colour
    w.cushion((0, 0, 0), (0.6, 0.2, 0.42), hide, 0.03)
    w.box((0, 0, 0.3), (0.606, 0.206, 0.012), shade(hide, 0.5), bevel=0, shades=False)
    for x in (-0.18, 0.18):
        w.box((x, 0, 0.0), (0.035, 0.208, 0.424), shade(hide, 0.65), bevel=0, shades=False)
        w.box((x, 0.105, 0.29), (0.05, 0.012, 0.04), _BRASS, bevel=0.003)
    w.tube([(-0.08, 0, 0.42), (-0.07, 0, 0.46), (0.07, 0, 0.46), (0.08, 0, 0.42)], 0.012, shade(hide, 0.5))


def box(w: Workshop, colour: Colour | None = None) -> None:
    """A closed cardboard box with tape."""
    card = linear("#a8804f") if colour is None else colour
    w.box((0, 0, 0), (0.36, 0.28, 0.22), card, bevel=0.004)
    w.box((0, 0, 0.2202), (0.36, 0.05, 0.001), shade(card, 1.35), bevel=0, shades=False)


def key(w: Workshop, colour: Colour | None = None) -> None:
    """A door key: its ring at the origin, its bit towards +Y."""
    metal = linear(_BRASS) if colour is None else colour
    w.lathe(
        (0, 0, 0),
        [(0.008, 0), (0.016, 0), (0.016, 0.004), (0.008, 0.004), (0.008, 0)],
        metal,
        14,
        material=GLOSS,
    )
    w.box((0, 0.044, 0), (0.007, 0.062, 0.004), metal, bevel=0)
    w.box((0.008, 0.068, 0), (0.014, 0.007, 0.004), metal, bevel=0)
    w.box((0.007, 0.056, 0), (0.011, 0.006, 0.004), metal, bevel=0)


def ring(w: Workshop, colour: Colour | None = None) -> None:
    """A ring with a stone, standing on its band."""
    angle = np.linspace(0, 2 * math.pi, 21)
    band = np.stack([np.cos(angle) * 0.011, angle * 0, 0.013 + np.sin(angle) * 0.011], 1)
    w.tube(band, 0.0022, "#d6b04a", 6, material=GLOSS)
    w.ball((0, 0, 0.027), 0.005, linear("#dfe9ee") if colour is None else colour, 6, material=GLOSS)


def watch(w: Workshop, colour: Colour | None = None) -> None:
    """A wrist watch, laid flat."""
    strap = linear("#4a3324") if colour is None else colour
    w.box((0, 0, 0), (0.022, 0.22, 0.004), strap, bevel=0.001)
    w.cylinder((0, 0, 0.003), 0.02, 0.007, "#c9ccd0", 16, material=GLOSS)
    w.disc((0, 0, 0.0106), 0.0165, "#f0ece0", 16)
    for angle, length in ((0.4, 0.009), (2.2, 0.013)):
        tip = (-math.sin(angle) * length, math.cos(angle) * length, 0.0118)
        w.tube([(0, 0, 0.0118), tip], 0.0009, "#1a1a1a", 4)


def hat(w: Workshop, colour: Colour | None = None) -> None:
    """A felt hat with a band."""
    felt = linear("#4a4038") if colour is None else colour
    w.lathe(
        (0, 0, 0),
        [(0.165, 0.02), (0.16, 0.005), (0.1, 0.012), (0.095, 0.09), (0.07, 0.125), (0.001, 0.115)],
        felt,
        22,
        squash=(0.9, 1.1),
    )
    w.lathe((0, 0, 0.014), [(0.1005, 0), (0.1, 0.03)], shade(felt, 0.4), 22, squash=(0.9, 1.1))


def umbrella(w: Workshop, colour: Colour | None = None) -> None:
    """A furled umbrella, upright: the handle at the top."""
    cloth = linear("#23262e") if colour is None else colour
    w.tube([(0, 0, 0), (0, 0, 0.86)], 0.006, "#8a8d90", 6)
    w.lathe((0, 0, 0.06), [(0.008, 0), (0.03, 0.12), (0.045, 0.5), (0.03, 0.56), (0.01, 0.58)], cloth, 10)
    crook = [(0, 0, 0.84), (0, 0, 0.92), (0.02, 0, 0.955), (0.055, 0, 0.955), (0.07, 0, 0.92)]
    w.tube(crook, 0.012, "#6a4528")


def camera(w: Workshop, colour: Colour | None = None) -> None:
    """A photographic camera; its lens looks to +Y."""
    body = linear("#26282b") if colour is None else colour
    w.box((0, 0, 0), (0.14, 0.05, 0.08), body, bevel=0.008)
    w.box((0, 0, 0.08), (0.05, 0.045, 0.02), "#b9bcc0", bevel=0.004)
    with w.at(0, 0.025, 0.038):
        tube = [(0.0, 0.0, 0.0), (0.0, 0.03, 0.0), (0.0, 0.045, 0.0)]
        w.tube(tube, [0.033, 0.033, 0.029], "#17181a", 16, material=GLOSS)
        w.tube([(0, 0.044, 0), (0, 0.046, 0)], 0.022, "#3a4a5c", 12, material=GLASS)
    w.cylinder((0.05, 0, 0.08), 0.01, 0.008, "#b9bcc0", 10)


def radio(w: Workshop, colour: Colour | None = None) -> None:
    """A wooden radio with a cloth front."""
    wood = linear("#7a4a2c") if colour is None else colour
    w.cushion((0, 0, 0), (0.36, 0.16, 0.22), wood, 0.03)
    w.box((-0.06, 0.078, 0.03), (0.2, 0.006, 0.16), "#c9b183", bevel=0, shades=False)
    w.box((0.11, 0.078, 0.13), (0.09, 0.006, 0.05), (1, 0.75, 0.35), bevel=0, emission=0.9)
    for x in (0.085, 0.135):
        w.tube([(x, 0.075, 0.07), (x, 0.095, 0.07)], 0.016, "#e0d5bd", 10)


def rope(w: Workshop, colour: Colour | None = None) -> None:
    """A coil of rope."""
    hemp = linear("#b09a6a") if colour is None else colour
    turns = np.linspace(0, 2 * math.pi * 4, 90)
    radius = 0.13 - 0.012 * np.sin(turns * 0.5)
    coil = np.stack([np.cos(turns) * radius, np.sin(turns) * radius, 0.014 + turns * 0.0045], 1)
    w.tube(coil, 0.013, hemp, 6)


def ball(w: Workshop, colour: Colour | None = None) -> None:
    """A ball of 22 cm, in two colours."""
    skin = linear("#c9503a") if colour is None else colour
    w.ball((0, 0, 0.11), 0.11, skin, 18)
    w.lathe((0, 0, 0.095), [(0.1092, 0), (0.1106, 0.015), (0.1092, 0.03)], "#efe6d2", 18)


def flowers(w: Workshop, colour: Colour | None = None) -> None:
    """A bunch of flowers in a vase."""
    w.lathe((0, 0, 0), [(0.035, 0), (0.06, 0.06), (0.05, 0.13), (0.03, 0.17), (0.04, 0.2)], "#c9a27e")
    petals = linear("#d0613f") if colour is None else colour
    for i in range(9):
        angle, away, tall = i * 2.4, 0.03 + 0.08 * ((i * 5) % 9) / 9, 0.3 + 0.1 * ((i * 4) % 9) / 9
        x, y = math.cos(angle) * away, math.sin(angle) * away
        w.tube([(0, 0, 0.15), (x * 0.5, y * 0.5, 0.25), (x, y, tall)], 0.004, "#4f7a45", 5)
        tint = (petals, shade(petals, 1.4), linear("#e9dfc8"))[i % 3]
        w.ball((x, y, tall), 0.028 + 0.01 * (i % 2), tint, 8, lumps=0.12)
    for i in range(6):
        place = (math.cos(i * 1.05) * 0.08, math.sin(i * 1.05) * 0.08, 0.23)
        w.ball(place, 0.045, shade("#4f7a45", 0.85 + 0.06 * i), 6, squash=(1, 0.5, 0.8))


def cigarette(w: Workshop, colour: Colour | None = None) -> None:
    """A burning cigarette, its tip at +Y."""
    w.tube([(0, -0.04, 0.005), (0, -0.012, 0.005)], 0.0045, "#c98f4a", 8)
    w.tube(
        [(0, -0.012, 0.005), (0, 0.038, 0.005)], 0.0043, linear("#efeade") if colour is None else colour, 8
    )
    w.ball((0, 0.04, 0.005), 0.0046, (1, 0.3, 0.08), 6, emission=1.8)


def pen(w: Workshop, colour: Colour | None = None) -> None:
    """A pen, its tip at +Y."""
    w.tube(
        [(0, -0.07, 0.006), (0, 0.05, 0.006)],
        0.0055,
        linear("#23364f") if colour is None else colour,
        8,
        material=GLOSS,
    )
    w.tube([(0, 0.05, 0.006), (0, 0.07, 0.005)], [0.005, 0.001], "#c9ccd0", 8)


def thing(w: Workshop, colour: Colour | None = None) -> None:
    """Whatever has no shape of its own: a small parcel tied with string."""
    wrap = linear("#b08a5a") if colour is None else colour
    w.box((0, 0, 0), (0.18, 0.12, 0.08), wrap, bevel=0.006)
    for size in ((0.184, 0.006, 0.083), (0.006, 0.124, 0.083)):
        w.box((0, 0, 0), size, shade(wrap, 0.5), bevel=0, shades=False)
