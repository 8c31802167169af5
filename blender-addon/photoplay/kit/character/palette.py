"""The colours of a character as they lie on the mesh: linear albedo and the kind of surface it is.

A `Paint` is an array (r, g, b, surface). The corrections were tuned by eye under the filmic view transform,
which flattens saturation and swallows dark skin at night.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike

from .look import Look
from .maths import Floats

Paint = Floats

_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
_HAIR_LUMINANCE = 0.0225  # darker hair is a black hole
_HAIR_LIFT = np.array([1.15, 0.98, 0.90])
_CLOTH_SATURATION = 1.14
_TEETH_SHADE = 0.62  # nothing shades the inside of a mouth
_DARK_SKIN, _DARK_SKIN_LIFT = 0.17, 0.45


class Surface(IntEnum):
    """What a vertex is made of, for whoever lights it (the attribute `surface`)."""

    CLOTH = 0
    SKIN = 1
    HAIR = 2
    EYE = 3
    GLINT = 4
    TEETH = 5
    MOUTH = 6


GLOSS = np.array([0.012, 0.05, 0.11, 0.0, 0.0, 0.012, 0.012])
"""By surface. Eyes have none: a highlight by vertex fogs the iris, they carry a painted catchlight."""


def linear(colour: str) -> Floats:
    """'#rrggbb' (sRGB) as linear RGB (IEC 61966-2-1)."""
    srgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def paint(rgb: ArrayLike, surface: Surface) -> Paint:
    """Linear RGB on a kind of surface."""
    return np.append(np.asarray(rgb, float), float(surface))


def shade(base: Paint, factor: ArrayLike) -> Paint:
    """The same surface, its colour multiplied by a number or by RGB."""
    return paint(base[:3] * np.asarray(factor, float), Surface(int(base[3])))


def cloth(colour: str) -> Paint:
    """A textile, leather, metal or plastic."""
    return paint(_saturate(linear(colour)), Surface.CLOTH)


def _saturate(rgb: Floats) -> Floats:
    grey = float(rgb @ _LUMINANCE)
    return np.maximum(grey + (rgb - grey) * _CLOTH_SATURATION, 0)


def _skin(colour: str) -> Paint:
    rgb = linear(colour)
    lift = max(1.0, _DARK_SKIN / max(float(rgb @ _LUMINANCE), 1e-3)) ** _DARK_SKIN_LIFT
    return paint(rgb * lift, Surface.SKIN)


def _hair(colour: str) -> Paint:
    rgb = _saturate(linear(colour))
    missing = max(0.0, _HAIR_LUMINANCE - float(rgb @ _LUMINANCE))
    return paint(rgb + missing * _HAIR_LIFT, Surface.HAIR)


@dataclass(frozen=True)
class Palette:
    """The paints of one character."""

    skin: Paint
    hair: Paint
    top: Paint
    bottom: Paint
    legs: Paint
    shirt: Paint
    tie: Paint
    shoes: Paint
    sole: Paint
    sock: Paint
    leather: Paint
    brass: Paint
    hat: Paint
    iris: Paint
    eye_white: Paint
    pupil: Paint
    glint: Paint
    teeth: Paint
    mouth: Paint
    throat: Paint
    tongue: Paint
    frame: Paint


def mix_paints(look: Look) -> Palette:
    """All paints of a look. Legs are bare under a dress and under shorts."""
    skin, bottom = _skin(look.skin), cloth(look.bottom_colour)
    headwear = (look.tie_colour or "#8e2430") if look.hat == "scarf" else look.bottom_colour
    return Palette(
        skin=skin,
        hair=_hair(look.hair_colour),
        top=cloth(look.top_colour),
        bottom=bottom,
        legs=skin if look.outfit == "dress" else bottom,
        shirt=cloth(look.shirt_colour),
        tie=cloth(look.tie or look.shirt_colour),
        shoes=cloth(look.shoes_colour),
        sole=cloth("#e8e2d6" if look.youth > 0.2 else "#2a2320"),
        sock=cloth("#f3f1ea"),
        leather=cloth("#2b1d15"),
        brass=cloth("#d8b24a"),
        hat=cloth(headwear),
        iris=paint(linear(look.eye_colour), Surface.EYE),
        eye_white=paint(linear("#f6f4ef"), Surface.EYE),
        pupil=paint(linear("#0b0808"), Surface.EYE),
        glint=paint(linear("#ffffff") * 1.3, Surface.GLINT),
        teeth=paint(linear("#f4efe4") * _TEETH_SHADE, Surface.TEETH),
        mouth=paint(linear("#6b2a2c") * 0.8, Surface.MOUTH),
        throat=paint(linear("#2a0b0d"), Surface.MOUTH),
        tongue=paint(linear("#c0585c") * 0.8, Surface.MOUTH),
        frame=cloth("#2a2220"),
    )
