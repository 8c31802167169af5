"""Letters, books and other things of paper; they lie on their back, their top edge at +Y."""

from __future__ import annotations

from ..set.colour import Colour, linear, shade
from ..set.shapes import mesh
from ..set.workshop import Workshop

_INK = "#6d6a64"


def _sheet(w: Workshop, width: float, depth: float, colour: Colour, lines: int, z: float = 0) -> None:
    w.box((0, 0, z), (width, depth, 0.0015), colour, bevel=0, shades=False)
    for i in range(lines):
        short = i % 4 == 3
        place = (-0.02 if short else 0, depth * 0.38 - i * depth * 0.78 / lines, z + 0.0015)
        w.box(place, (width * (0.55 if short else 0.78), depth * 0.016, 0.0006), _INK, bevel=0, shades=False)


def paper(w: Workshop, colour: Colour | None = None) -> None:
    """A written sheet."""
    _sheet(w, 0.21, 0.297, linear("#e9e5d8") if colour is None else colour, 14)


def letter(w: Workshop, colour: Colour | None = None) -> None:
    """A small letter over its envelope."""
    w.box((0.03, -0.04, 0), (0.2, 0.12, 0.0012), "#e2d6b5", bevel=0, shades=False)
    _sheet(w, 0.148, 0.21, linear("#efe8d2") if colour is None else colour, 11, 0.0013)


def envelope(w: Workshop, colour: Colour | None = None) -> None:
    """A closed envelope with its flap and a stamp."""
    tint = linear("#e6dcc0") if colour is None else colour
    w.box((0, 0, 0), (0.22, 0.11, 0.003), tint, bevel=0, shades=False)
    flap = [(-0.11, 0.055, 0.0034), (0, -0.01, 0.0038), (0.11, 0.055, 0.0034)]
    w.add(mesh(flap, triangles=[[0, 1, 2]]), shade(tint, 0.86), fine=True)
    w.box((0, -0.005, 0.0035), (0.022, 0.022, 0.002), "#a3352c", bevel=0, shades=False)


def newspaper(w: Workshop, colour: Colour | None = None) -> None:
    """A folded newspaper: a title, a picture, columns."""
    w.box((0, 0, 0), (0.3, 0.4, 0.008), linear("#cfcabb") if colour is None else colour, bevel=0)
    _sheet(w, 0.296, 0.396, linear("#d8d3c4"), 22, 0.008)
    w.box((0, 0.175, 0.0098), (0.24, 0.024, 0.0006), "#2b2925", bevel=0, shades=False)
    w.box((-0.06, 0.07, 0.0102), (0.12, 0.09, 0.0006), "#8d8a83", bevel=0, shades=False)


def book(w: Workshop, colour: Colour | None = None) -> None:
    """A closed hardback."""
    cover = linear("#8c3b2e") if colour is None else colour
    wide, deep, tall = 0.14, 0.21, 0.03
    w.box((0, 0, 0.003), (wide - 0.008, deep - 0.01, tall - 0.006), "#e9e1cb", bevel=0)
    for z in (0, tall - 0.003):
        w.box((0, 0, z), (wide, deep, 0.003), cover, bevel=0)
    w.box((-wide / 2, 0, 0), (0.004, deep, tall), shade(cover, 0.9), bevel=0)
    w.box((0, 0.03, tall), (0.08, 0.03, 0.0006), "#d9c79a", bevel=0, shades=False)


def photo(w: Workshop, colour: Colour | None = None) -> None:
    """A photograph with a white edge: two figures under a sky."""
    w.box((0, 0, 0), (0.13, 0.1, 0.0015), "#f0ece0", bevel=0, shades=False)
    w.box((0, 0, 0.0016), (0.114, 0.084, 0.0006), "#9db4bd", bevel=0, shades=False)
    w.box((0, -0.026, 0.0023), (0.114, 0.032, 0.0006), "#7d8a5a", bevel=0, shades=False)
    coat = linear("#a34a3a") if colour is None else colour
    for x, tint in ((-0.018, coat), (0.018, linear("#34485c"))):
        w.box((x, -0.012, 0.003), (0.02, 0.036, 0.0006), tint, bevel=0, shades=False)
        w.disc((x, 0.014, 0.0036), 0.009, "#d9a583", 10)


def money(w: Workshop, colour: Colour | None = None) -> None:
    """A band of notes."""
    note = linear("#7d9a78") if colour is None else colour
    w.box((0, 0, 0), (0.155, 0.066, 0.016), shade(note, 1.1), bevel=0)
    w.box((0, 0, 0.016), (0.13, 0.05, 0.0006), shade(note, 0.75), bevel=0, shades=False)
    w.disc((0, 0, 0.0172), 0.018, shade(note, 1.35), 12)
    w.box((0, 0, 0.0), (0.03, 0.069, 0.0185), "#d9cfae", bevel=0, shades=False)


def ticket(w: Workshop, colour: Colour | None = None) -> None:
    """A printed ticket with its stub."""
    card = linear("#e0c07a") if colour is None else colour
    w.box((0, 0, 0), (0.14, 0.06, 0.0015), card, bevel=0, shades=False)
    w.box((0.045, 0, 0.0016), (0.002, 0.06, 0.0006), shade(card, 0.5), bevel=0, shades=False)
    for y, wide in ((0.012, 0.08), (-0.004, 0.06), (-0.016, 0.07)):
        w.box((-0.018, y, 0.0016), (wide, 0.005, 0.0006), "#4a3a2c", bevel=0, shades=False)


def map_sheet(w: Workshop, colour: Colour | None = None) -> None:
    """A map with its folds, a coast and a marked way."""
    land = linear("#d6c894") if colour is None else colour
    for k in range(4):
        x = -0.21 + k * 0.14
        lift = 0.004 if k % 2 else 0.0
        corners = [
            (x - 0.07, -0.18, lift),
            (x + 0.07, -0.18, 0.004 - lift),
            (x + 0.07, 0.18, 0.004 - lift),
            (x - 0.07, 0.18, lift),
        ]
        w.add(
            mesh([(a, b, c + 0.001) for a, b, c in corners], [[0, 1, 2, 3]]),
            shade(land, 0.95 + 0.08 * (k % 2)),
            fine=True,
        )
    w.disc((0.17, 0.09, 0.0066), 0.07, "#8fb0b8", 12)
    way = [(-0.24, -0.1, 0.008), (-0.12, -0.02, 0.008), (-0.02, -0.06, 0.008), (0.08, 0.03, 0.008)]
    w.tube(way, 0.003, "#b5402f", 4)
