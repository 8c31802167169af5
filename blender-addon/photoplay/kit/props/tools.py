"""Weapons, tools and lights that one holds; they lie on a side, or stand on their base."""

from __future__ import annotations

from ..set.colour import Colour, linear, shade
from ..set.parts import GLOSS, WARM
from ..set.shapes import mesh
from ..set.workshop import Workshop


def gun(w: Workshop, colour: Colour | None = None) -> None:
    """A pistol on its left side, the muzzle at +Y, the grip towards +X: a clear silhouette."""
    steel = linear("#22252a") if colour is None else colour
    w.box((0, 0.03, 0), (0.028, 0.19, 0.03), steel, bevel=0.004, material=GLOSS)
    w.box((0.04, -0.045, 0.003), (0.11, 0.042, 0.024), "#3b2a22", bevel=0.006)
    w.box((0.022, 0, 0.01), (0.035, 0.006, 0.006), steel, bevel=0)
    w.box((0.036, 0.022, 0.01), (0.006, 0.045, 0.006), steel, bevel=0)


def knife(w: Workshop, colour: Colour | None = None) -> None:
    """A kitchen knife on its side, the point at +Y."""
    w.box((0, -0.08, 0), (0.022, 0.12, 0.016), linear("#3b2a22") if colour is None else colour, bevel=0.005)
    blade = [(-0.012, -0.02, 0.006), (0.014, -0.02, 0.006), (0.012, 0.1, 0.006), (-0.012, 0.17, 0.006)]
    lower = [(x, y, z + 0.003) for x, y, z in blade]
    w.add(mesh(blade + lower, [[4, 5, 6, 7], [3, 2, 1, 0]]), "#c9ced3", material=GLOSS)


def tool(w: Workshop, colour: Colour | None = None) -> None:
    """A hammer on its side, the head at +Y."""
    w.tube([(0, -0.13, 0.014), (0, 0.12, 0.014)], 0.013, linear("#a8763f") if colour is None else colour, 8)
    w.box((0, 0.135, 0), (0.1, 0.03, 0.03), "#6d7378", bevel=0.005, material=GLOSS)
    w.tube([(-0.05, 0.135, 0.015), (-0.068, 0.135, 0.015)], 0.017, "#8a9095", 10)


def lamp(w: Workshop, colour: Colour | None = None) -> None:
    """An electric torch, its beam towards +Y."""
    body = linear("#2d3338") if colour is None else colour
    w.tube([(0, -0.11, 0.02), (0, 0.05, 0.02)], 0.018, body, 10)
    w.tube([(0, 0.05, 0.02), (0, 0.09, 0.02)], [0.02, 0.032], shade(body, 1.3), 12)
    w.tube([(0, 0.0905, 0.02), (0, 0.0915, 0.02)], 0.029, (1, 0.92, 0.7), 12, emission=2.5)
    w.ball((0, 0.084, 0.02), 0.028, (1, 0.92, 0.7), 10, squash=(1, 0.3, 1), emission=2.5)


def lantern(w: Workshop, colour: Colour | None = None) -> None:
    """A burning lantern with a wire handle."""
    iron = linear("#3a3c3e") if colour is None else colour
    w.lathe((0, 0, 0), [(0.075, 0), (0.08, 0.03), (0.06, 0.045)], iron, 14)
    w.lathe((0, 0, 0.045), [(0.052, 0), (0.06, 0.06), (0.045, 0.12)], tuple(WARM), 14, emission=1.6)
    w.lathe((0, 0, 0.165), [(0.07, 0), (0.03, 0.05), (0.012, 0.07)], iron, 14)
    for x in (-0.066, 0.066):
        w.tube([(x, 0, 0.03), (x, 0, 0.17)], 0.005, iron, 5)
    handle = [(-0.066, 0, 0.17), (-0.05, 0, 0.27), (0, 0, 0.3), (0.05, 0, 0.27), (0.066, 0, 0.17)]
    w.tube(handle, 0.004, shade(iron, 1.4), 5)
