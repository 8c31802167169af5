"""Cups, glasses, plates and what is in them; origin at the base, metres."""

from __future__ import annotations

from ..set.colour import Colour, linear, shade
from ..set.parts import GLASS, GLOSS
from ..set.workshop import Workshop


def cup(w: Workshop, colour: Colour | None = None) -> None:
    """A mug of coffee; its handle at +X."""
    ware = linear("#e8e2d6") if colour is None else colour
    w.lathe((0, 0, 0), [(0.026, 0), (0.036, 0.01), (0.041, 0.085), (0.037, 0.085), (0.033, 0.02)], ware)
    w.disc((0, 0, 0.07), 0.036, "#3a2012")
    handle = [(0.038, 0, 0.07), (0.065, 0, 0.065), (0.07, 0, 0.045), (0.06, 0, 0.025), (0.036, 0, 0.02)]
    w.tube(handle, 0.006, ware, 6)


def plate(w: Workshop, colour: Colour | None = None) -> None:
    """A flat plate."""
    ware = linear("#efe9dc") if colour is None else colour
    profile = [(0.07, 0), (0.08, 0.004), (0.13, 0.018), (0.128, 0.021), (0.08, 0.008), (0.001, 0.007)]
    w.lathe((0, 0, 0), profile, ware, 20)


def glass(w: Workshop, colour: str | Colour | None = None, height: float = 0.12) -> None:
    """A tumbler, half full of `colour`."""
    drink = linear("#b8782a" if colour is None else colour)
    w.lathe(
        (0, 0, 0), [(0.03, 0), (0.034, height), (0.031, height), (0.028, 0.012)], "#b9cdd2", material=GLASS
    )
    w.cylinder((0, 0, 0.008), 0.0285, height * 0.45, drink)


def wineglass(w: Workshop, colour: Colour | None = None) -> None:
    """A stemmed glass of wine."""
    wine = linear("#5a1220") if colour is None else colour
    profile = [
        (0.034, 0),
        (0.034, 0.003),
        (0.004, 0.008),
        (0.004, 0.09),
        (0.03, 0.11),
        (0.04, 0.15),
        (0.034, 0.2),
    ]
    w.lathe((0, 0, 0), profile, "#c4d2d6", material=GLASS)
    w.lathe((0, 0, 0.1), [(0.01, 0), (0.03, 0.015), (0.037, 0.045), (0.001, 0.046)], wine, 12)


def bottle(w: Workshop, colour: str | Colour | None = None, height: float = 0.3) -> None:
    """A bottle with a paper label."""
    body = linear("#23442c" if colour is None else colour)
    h = height
    profile = [
        (0.036, 0), (0.038, 0.01), (0.038, h * 0.6), (0.014, h * 0.78), (0.013, h * 0.97), (0.016, h * 0.97),
        (0.016, h) ]  # fmt: skip
    w.lathe((0, 0, 0), profile, body, material=GLOSS)
    w.disc((0, 0, h), 0.016, shade(body, 0.5))
    w.lathe((0, 0, h * 0.2), [(0.0385, 0), (0.0385, h * 0.3)], "#d9cba3")


def pan(w: Workshop, colour: Colour | None = None) -> None:
    """A frying pan; its handle at +Y."""
    iron = linear("#2a2c2f") if colour is None else colour
    profile = [(0.1, 0), (0.12, 0.01), (0.125, 0.05), (0.12, 0.05), (0.1, 0.012), (0.001, 0.012)]
    w.lathe((0, 0, 0), profile, iron, 18)
    w.box((0, 0.22, 0.035), (0.025, 0.2, 0.015), "#1c1d1f", bevel=0.004)


def food(w: Workshop, colour: Colour | None = None) -> None:
    """A sandwich and a tomato on a plate."""
    plate(w)
    bread = linear("#c99a5a") if colour is None else colour
    for z, tint, tall in (
        (0.012, bread, 0.018),
        (0.03, "#7d9a4a", 0.008),
        (0.038, "#c8503a", 0.006),
        (0.044, bread, 0.02),
    ):
        w.box((-0.02, 0, z), (0.1, 0.1, tall), tint, bevel=0.004, shades=False)
    w.ball((0.07, 0.03, 0.035), 0.024, "#c8452f", 8)


def candle(w: Workshop, colour: Colour | None = None) -> None:
    """A candle in a holder, burning."""
    wax = linear("#e9dfc8") if colour is None else colour
    w.lathe(
        (0, 0, 0), [(0.05, 0), (0.055, 0.012), (0.02, 0.018), (0.018, 0.04)], "#b99a4a", 12, material=GLOSS
    )
    w.cylinder((0, 0, 0.035), 0.014, 0.13, wax, 10)
    w.ball((0, 0, 0.187), 0.011, (1, 0.75, 0.4), 8, squash=(1, 1, 1.9), emission=2.5)
