"""Every kind of prop: how it is built, how large it is, and where a hand holds it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..set.colour import Colour
from ..set.workshop import Workshop
from . import carried, papers, tableware, tools

Build = Callable[[Workshop, Colour | None], None]
Point = tuple[float, float, float]


class PropKind(NamedTuple):
    """`size`: width, depth, height; `grip`: where a right hand has it, in the prop's frame, a left one
    mirrored (X); `hold`: how, see `perform/holds.py`; `scale`: how much larger than life it is built, so that
    what is small reads in a hand as large as our characters'."""

    build: Build
    size: Point
    grip: Point
    hold: str
    scale: float = 1.0


PROP_KINDS: dict[str, PropKind] = {
    "cup": PropKind(tableware.cup, (0.103, 0.103, 0.103), (0, 0, 0.036), "wrap", 1.15),
    "glass": PropKind(tableware.glass, (0.081, 0.081, 0.138), (0, 0, 0.069), "wrap", 1.15),
    "wineglass": PropKind(tableware.wineglass, (0.088, 0.088, 0.22), (0, 0, 0.077), "wrap", 1.1),
    "bottle": PropKind(tableware.bottle, (0.084, 0.084, 0.315), (0, 0, 0.137), "wrap", 1.05),
    "plate": PropKind(tableware.plate, (0.26, 0.26, 0.025), (0.13, 0, 0.012), "carry"),
    "book": PropKind(papers.book, (0.161, 0.241, 0.034), (0, -0.069, 0), "flat", 1.15),
    "phone": PropKind(carried.phone, (0.098, 0.198, 0.012), (0, -0.058, 0), "flat", 1.3),
    "letter": PropKind(papers.letter, (0.22, 0.242, 0.004), (0.061, -0.105, 0.002), "pinch", 1.1),
    "paper": PropKind(papers.paper, (0.21, 0.3, 0.003), (0.06, -0.135, 0.001), "pinch"),
    "newspaper": PropKind(papers.newspaper, (0.3, 0.4, 0.011), (0.1, -0.18, 0.005), "pinch"),
    "envelope": PropKind(papers.envelope, (0.242, 0.121, 0.007), (0.099, -0.05, 0.002), "pinch", 1.1),
    "photo": PropKind(papers.photo, (0.176, 0.135, 0.005), (0.061, -0.057, 0.001), "pinch", 1.35),
    "key": PropKind(carried.key, (0.06, 0.153, 0.009), (0, 0, 0.003), "pinch", 1.7),
    "gun": PropKind(tools.gun, (0.132, 0.24, 0.036), (0.066, -0.054, 0.018), "pistol", 1.2),
    "knife": PropKind(tools.knife, (0.033, 0.352, 0.018), (0, -0.088, 0.009), "fist", 1.1),
    "bag": PropKind(carried.bag, (0.4, 0.16, 0.42), (0, 0, 0.41), "hang"),
    "suitcase": PropKind(carried.suitcase, (0.6, 0.21, 0.46), (0, 0, 0.455), "hang"),
    "box": PropKind(carried.box, (0.36, 0.28, 0.22), (0.18, -0.02, 0.09), "carry"),
    "laptop": PropKind(carried.laptop, (0.33, 0.29, 0.225), (0.165, 0, 0.007), "carry"),
    "pen": PropKind(carried.pen, (0.016, 0.182, 0.016), (0, 0.026, 0.008), "pen", 1.3),
    "cigarette": PropKind(carried.cigarette, (0.014, 0.119, 0.014), (0, -0.035, 0.007), "pinch", 1.4),
    "flowers": PropKind(carried.flowers, (0.22, 0.22, 0.43), (0, 0, 0.12), "wrap"),
    "umbrella": PropKind(carried.umbrella, (0.12, 0.09, 0.96), (0.035, 0, 0.96), "hang"),
    "lamp": PropKind(tools.lamp, (0.06, 0.2, 0.05), (0, -0.03, 0.02), "torch"),
    "lantern": PropKind(tools.lantern, (0.16, 0.16, 0.3), (0, 0, 0.295), "hang"),
    "ring": PropKind(carried.ring, (0.049, 0.011, 0.061), (0, 0, 0.008), "pinch", 1.9),
    "money": PropKind(papers.money, (0.194, 0.088, 0.024), (0.075, 0, 0.011), "pinch", 1.25),
    "ticket": PropKind(papers.ticket, (0.21, 0.09, 0.005), (0.083, -0.015, 0.002), "pinch", 1.5),
    "hat": PropKind(carried.hat, (0.3, 0.36, 0.125), (0.15, 0, 0.01), "carry"),
    "ball": PropKind(carried.ball, (0.22, 0.22, 0.22), (0.11, 0, 0.1), "carry"),
    "rope": PropKind(carried.rope, (0.29, 0.29, 0.14), (0, 0.13, 0.07), "hang"),
    "tool": PropKind(tools.tool, (0.12, 0.28, 0.035), (0, -0.06, 0.014), "fist"),
    "radio": PropKind(carried.radio, (0.36, 0.17, 0.22), (0.18, 0, 0.1), "carry"),
    "camera": PropKind(carried.camera, (0.14, 0.1, 0.1), (0.06, 0, 0.04), "wrap"),
    "candle": PropKind(tableware.candle, (0.11, 0.11, 0.2), (0, 0, 0.03), "wrap"),
    "food": PropKind(tableware.food, (0.26, 0.26, 0.07), (0.13, 0, 0.012), "carry"),
    "pan": PropKind(tableware.pan, (0.25, 0.45, 0.05), (0.125, 0, 0.03), "carry"),
    "watch": PropKind(carried.watch, (0.048, 0.264, 0.014), (0, -0.108, 0.004), "pinch", 1.2),
    "map": PropKind(papers.map_sheet, (0.56, 0.36, 0.01), (0.24, -0.15, 0.003), "pinch"),
    "thing": PropKind(carried.thing, (0.18, 0.12, 0.085), (0, 0, 0), "offer"),
}


def make_prop(w: Workshop, kind: str, colour: Colour | None) -> None:
    """The prop's geometry at the workshop's frame; KeyError for a kind that is not in the catalogue."""
    prop = PROP_KINDS[kind]
    with w.at(scale=prop.scale):
        prop.build(w, colour)
