"""Lamps that stand, hang and burn: their shades glow when the light plan's practicals are on."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np

from ..colour import shade
from ..parts import WARM
from ..plan import Piece
from ..workshop import Workshop


def _lampshade(w: Workshop, z: float, radius: float, height: float, power: float) -> None:
    """A cloth shade, bright inside, and its bulb's light; `power` 0: off."""
    on = power > 0
    outer, inner = ((1.0, 0.74, 0.42), (1.0, 0.8, 0.5)) if on else (w.palette["linen"], w.palette["linen"])
    w.lathe((0, 0, z), [(radius, 0), (radius * 0.72, height)], outer, 16, emission=1.5 if on else 0)
    inside = [(radius * 0.71, height), (radius * 0.98, 0.001)]
    w.lathe((0, 0, z), inside, inner, 16, emission=2.6 if on else 0)
    if on:
        w.lamp("lamp", (0, 0, z + height * 0.5), WARM, power, radius=0.12)


def floor_lamp(w: Workshop, p: Piece) -> None:
    """A standing lamp."""
    stem = p.height - 0.28
    w.lathe((0, 0, 0), [(0.15, 0), (0.15, 0.02), (0.015, 0.04), (0.012, stem + 0.08)], w.palette["metal"], 12)
    _lampshade(w, stem, 0.2, 0.28, p.number("power", 1) * w.light.practical)


def table_lamp(w: Workshop, p: Piece) -> None:
    """A lamp for a table; `ceilingOnly`: off when the room is lit low, so that half a bed stays dark."""
    foot = [(0.06, 0.0), (0.08, 0.06), (0.05, 0.14), (0.012, 0.2), (0.01, 0.26)]
    w.lathe((0, 0, 0), foot, w.palette["accent2"], 12)
    off = bool(p.options.get("ceilingOnly")) and w.light.ceiling <= 0
    _lampshade(w, 0.22, 0.14, 0.2, 0 if off else p.number("power", 0.6) * w.light.practical)


def pendant(w: Workshop, p: Piece) -> None:
    """A lamp on a cord, its opening at the piece's base; `always`: it burns by day too."""
    radius = p.number("r", 0.22)
    power = w.light.practical
    if p.options.get("always"):
        power = max(power, 0.35)
    power *= p.number("power", 0.8)
    shade_colour = w.palette["dark" if p.options.get("dark") else "accent2"]
    w.tube([(0, 0, 0.12), (0, 0, 2.0)], 0.006, w.palette["dark"], 6)
    w.lathe(
        (0, 0, 0), [(radius, 0), (radius * 0.92, 0.05), (radius * 0.5, 0.14), (0.03, 0.18)], shade_colour, 18
    )
    on = power > 0
    inner = (1, 0.85, 0.6) if on else shade(w.palette["linen"], 0.8)
    inside = [(0.03, 0.16), (radius * 0.5, 0.125), (radius * 0.95, 0.0)]
    w.lathe((0, 0, 0), inside, inner, 18, emission=2.0 if on else 0)
    w.ball((0, 0, 0.045), 0.04, (1, 0.85, 0.55) if on else w.palette["linen"], 8, emission=3.5 if on else 0)
    if on:
        w.lamp("pendant", (0, 0, -0.02), WARM, power)


def ceiling_panel(w: Workshop, p: Piece) -> None:
    """A lit panel under the ceiling."""
    power = w.light.ceiling
    on = power > 0
    w.box((0, 0, 0), (p.width, p.depth, 0.03), (1, 1, 0.96), bevel=0, shades=False, emission=1.6 if on else 0)
    if on:
        w.lamp("ceiling panel", (0, 0, -0.08), (1, 0.98, 0.92), p.number("power", 1.1) * power, radius=0.5)


def ceiling_light(w: Workshop, p: Piece) -> None:
    """A bowl lamp in the middle of the ceiling."""
    power = w.light.ceiling
    on = power > 0
    bowl = [(0.001, 0.0), (0.12, 0.02), (0.19, 0.09), (0.2, 0.16)]
    w.lathe((0, 0, 0.03), bowl, (1, 0.9, 0.72) if on else w.palette["linen"], 16, emission=1.5 if on else 0)
    if on:
        colour = (1, 0.87, 0.70) if w.light.dark else (1, 1, 1)
        w.lamp("ceiling light", (0, 0, -0.05), colour, p.number("power", 1.5) * power, radius=0.4)


def chandelier(w: Workshop, p: Piece) -> None:
    """A ring of candles on a chain."""
    metal, power = w.palette["accent"], w.light.practical
    on = power > 0
    radius = p.width / 2 - 0.08
    w.tube([(0, 0, 0.3), (0, 0, p.height + 0.05)], 0.012, metal, 6)
    ring = [(radius * math.cos(a), radius * math.sin(a), 0.2) for a in np.linspace(0, 2 * math.pi, 25)]
    w.tube(ring, 0.02, metal, 6)
    for k in range(8):
        x, y = radius * math.cos(k * math.pi / 4), radius * math.sin(k * math.pi / 4)
        w.tube([(0, 0, 0.5), (x / 2, y / 2, 0.1), (x, y, 0.2)], 0.012, metal, 5)
        w.cylinder((x, y, 0.2), 0.018, 0.1, w.palette["linen"], 8)
        w.ball(
            (x, y, 0.34),
            0.03,
            (1, 0.8, 0.5) if on else w.palette["linen"],
            8,
            squash=(1, 1, 1.5),
            emission=3 if on else 0,
        )
    if on:
        w.lamp("chandelier", (0, 0, 0.1), WARM, p.number("power", 1.6) * power, radius=0.5)


def sconce(w: Workshop, p: Piece) -> None:
    """A lamp on a wall; `cage`: a yard lamp under a hood."""
    on = w.light.practical > 0
    glow = (1, 0.7, 0.38) if on else w.palette["linen"]
    power = p.number("power", 0.35) * w.light.practical
    if p.options.get("cage"):
        w.tube([(0, 0, 0.1), (0, 0.2, 0.16), (0, 0.3, 0.1)], 0.02, "#2b302f", 6)
        w.lathe((0, 0.3, 0.0), [(0.2, 0), (0.12, 0.07), (0.04, 0.11)], "#2b302f", 12)
        w.ball((0, 0.3, 0.0), 0.06, glow, 8, emission=3.5 if on else 0)
        if on:
            w.lamp("wall lamp", (0, 0.45, -0.15), WARM, power, radius=0.2)
        return
    w.lathe((0, 0.1, 0), [(0.04, 0), (0.09, 0.16)], glow, 12, emission=1.5 if on else 0)
    w.box((0, 0.03, 0.02), (0.08, 0.06, 0.1), w.palette["metal"], shades=False)
    if on:
        w.lamp("sconce", (0, 0.22, 0.1), WARM, power, radius=0.08)


def candle(w: Workshop, p: Piece) -> None:
    """A candle in a glass, or a lantern; always burning in the dark."""
    on = w.light.practical > 0
    power = p.number("power", 0.16) * max(w.light.practical, 0.35)
    if p.options.get("lantern"):
        w.lathe((0, 0, 0), [(0.08, 0), (0.08, 0.03), (0.065, 0.05)], w.palette["dark"], 10)
        w.lathe(
            (0, 0, 0.05),
            [(0.06, 0), (0.07, 0.1), (0.05, 0.18)],
            (1, 0.55, 0.2) if on else (0.5, 0.5, 0.5),
            10,
            emission=1.6 if on else 0,
        )
        w.lathe((0, 0, 0.22), [(0.08, 0), (0.02, 0.06)], w.palette["dark"], 10)
    else:
        w.lathe((0, 0, 0), [(0.03, 0), (0.035, 0.07), (0.033, 0.07)], (1, 0.55, 0.2), 12, emission=1.8)
    if on:
        w.lamp("candle", (0, 0, 0.25), (1, 0.5, 0.2), power, radius=0.08, shadow=False)


def neon_sign(w: Workshop, p: Piece) -> None:
    """Two tubes of neon on a wall: a frame and an arrow; they light what is near."""
    on = w.light.dark or w.light.practical > 0
    red, blue = ((1.0, 0.10, 0.16), (0.25, 0.75, 1.0)) if on else ("#7c3a3c", "#5a7c8c")
    strength = 1.8 if on else 0.0
    half, tall = p.width / 2, p.height
    frame = [(-half, 0.05, 0), (half, 0.05, 0), (half, 0.05, tall), (-half, 0.05, tall), (-half, 0.05, 0)]
    for a, b in pairwise(frame):
        w.tube([a, b], 0.02, red, 6, emission=strength)
    arrow = [(half * 0.65, 0.05, tall / 2), (-half * 0.65, 0.05, tall / 2)]
    w.tube(arrow, 0.018, blue, 6, emission=strength)
    for k in (-1, 1):
        w.tube(
            [(-half * 0.35, 0.05, tall / 2 + k * tall * 0.25), arrow[1]], 0.018, blue, 6, emission=strength
        )
    if on:
        w.lamp(
            "neon",
            (0, 0.4, tall / 2),
            (1, 0.12, 0.2),
            0.5 * max(1, w.light.practical),
            radius=0.4,
            shadow=False,
        )


def fireplace(w: Workshop, p: Piece) -> None:
    """A mantelpiece; a fire burns in it when the light is low."""
    stone = w.palette["trim"]
    half = p.width / 2
    for side in (-1, 1):
        w.box((side * (half - 0.16), 0, 0), (0.32, p.depth, p.height - 0.1), stone)
    w.box((0, 0, 0.75), (p.width - 0.5, p.depth, p.height - 0.85), stone)
    w.box(
        (0, 0.03, p.height - 0.1),
        (p.width + 0.15, p.depth + 0.1, 0.1),
        shade(w.palette["wood"], 0.9),
        bevel=0.015,
    )
    w.box((0, -p.depth / 2 + 0.05, 0), (p.width - 0.6, 0.06, 0.76), "#1a1614", shades=False)
    for k in range(3):
        w.tube(
            [(-0.25 + 0.05 * k, 0.05 * k - 0.05, 0.07), (0.25, 0.05 - 0.05 * k, 0.1 + 0.03 * k)],
            0.045,
            "#3a2a20",
            7,
        )
    if w.light.practical > 0:
        flames(w, 0.16, 0.1)
        w.lamp("fire", (0, 0.25, 0.4), (1, 0.46, 0.14), 0.9 * w.light.practical, radius=0.25)


def flames(w: Workshop, z: float, spread: float) -> None:
    """Tongues of fire about a point."""
    for k in range(6):
        away = spread if k else 0
        x, y = away * math.cos(k * 1.05), away * math.sin(k * 1.05)
        tip = 0.5 if k == 0 else 0.36
        colour = (1.3, 0.75 if k == 0 else 0.42, 0.2 if k == 0 else 0.08)
        w.lathe((x, y, z), [(0.07, 0), (0.1, 0.1), (0.05, tip * 0.6), (0.005, tip)], colour, 8, emission=2.2)
