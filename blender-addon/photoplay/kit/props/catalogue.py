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
    """`size`: width, depth, height; `grip`: where the middle of the palm goes, in the prop's frame."""

    build: Build
    size: Point
    grip: Point


PROP_KINDS: dict[str, PropKind] = {
    "cup": PropKind(tableware.cup, (0.09, 0.09, 0.09), (0.055, 0, 0.045)),
    "glass": PropKind(tableware.glass, (0.07, 0.07, 0.12), (0, 0, 0.06)),
    "wineglass": PropKind(tableware.wineglass, (0.08, 0.08, 0.2), (0, 0, 0.07)),
    "bottle": PropKind(tableware.bottle, (0.08, 0.08, 0.3), (0, 0, 0.13)),
    "plate": PropKind(tableware.plate, (0.26, 0.26, 0.025), (0, -0.11, 0.012)),
    "book": PropKind(papers.book, (0.14, 0.21, 0.03), (0.06, 0, 0.015)),
    "phone": PropKind(carried.phone, (0.075, 0.152, 0.009), (0, -0.02, 0.004)),
    "letter": PropKind(papers.letter, (0.2, 0.22, 0.004), (0.02, -0.09, 0.002)),
    "paper": PropKind(papers.paper, (0.21, 0.3, 0.003), (0, -0.13, 0.001)),
    "newspaper": PropKind(papers.newspaper, (0.3, 0.4, 0.011), (0.13, -0.05, 0.005)),
    "envelope": PropKind(papers.envelope, (0.22, 0.11, 0.006), (0.09, 0, 0.002)),
    "photo": PropKind(papers.photo, (0.13, 0.1, 0.004), (0.05, -0.03, 0.001)),
    "key": PropKind(carried.key, (0.035, 0.09, 0.005), (0, 0, 0.002)),
    "gun": PropKind(tools.gun, (0.11, 0.2, 0.03), (0.055, -0.045, 0.015)),
    "knife": PropKind(tools.knife, (0.03, 0.32, 0.016), (0, -0.08, 0.008)),
    "bag": PropKind(carried.bag, (0.4, 0.16, 0.42), (0, 0, 0.41)),
    "suitcase": PropKind(carried.suitcase, (0.6, 0.21, 0.46), (0, 0, 0.455)),
    "box": PropKind(carried.box, (0.36, 0.28, 0.22), (0, -0.12, 0.06)),
    "laptop": PropKind(carried.laptop, (0.33, 0.29, 0.225), (0, -0.1, 0.007)),
    "pen": PropKind(carried.pen, (0.012, 0.14, 0.012), (0, 0.02, 0.006)),
    "cigarette": PropKind(carried.cigarette, (0.01, 0.085, 0.01), (0, -0.025, 0.005)),
    "flowers": PropKind(carried.flowers, (0.22, 0.22, 0.43), (0, 0, 0.12)),
    "umbrella": PropKind(carried.umbrella, (0.12, 0.09, 0.96), (0, 0, 0.9)),
    "lamp": PropKind(tools.lamp, (0.06, 0.2, 0.05), (0, -0.03, 0.02)),
    "lantern": PropKind(tools.lantern, (0.16, 0.16, 0.3), (0, 0, 0.295)),
    "ring": PropKind(carried.ring, (0.026, 0.006, 0.032), (0, 0, 0.01)),
    "money": PropKind(papers.money, (0.155, 0.07, 0.019), (0.05, 0, 0.009)),
    "ticket": PropKind(papers.ticket, (0.14, 0.06, 0.003), (0.05, -0.01, 0.001)),
    "hat": PropKind(carried.hat, (0.3, 0.36, 0.125), (0, -0.15, 0.02)),
    "ball": PropKind(carried.ball, (0.22, 0.22, 0.22), (0, -0.09, 0.07)),
    "rope": PropKind(carried.rope, (0.29, 0.29, 0.14), (0.12, 0, 0.07)),
    "tool": PropKind(tools.tool, (0.12, 0.28, 0.035), (0, -0.06, 0.014)),
    "radio": PropKind(carried.radio, (0.36, 0.17, 0.22), (0, 0, 0.21)),
    "camera": PropKind(carried.camera, (0.14, 0.1, 0.1), (0.06, 0, 0.04)),
    "candle": PropKind(tableware.candle, (0.11, 0.11, 0.2), (0, 0, 0.03)),
    "food": PropKind(tableware.food, (0.26, 0.26, 0.07), (0, -0.11, 0.012)),
    "pan": PropKind(tableware.pan, (0.25, 0.45, 0.05), (0, 0.25, 0.042)),
    "watch": PropKind(carried.watch, (0.04, 0.22, 0.012), (0, -0.05, 0.003)),
    "map": PropKind(papers.map_sheet, (0.56, 0.36, 0.01), (0.24, -0.05, 0.003)),
    "thing": PropKind(carried.thing, (0.18, 0.12, 0.085), (0.07, 0, 0.04)),
}
GRIP: dict[str, Point] = {name: kind.grip for name, kind in PROP_KINDS.items()}
"""Where a hand holds each kind, in the prop's frame."""


def make_prop(w: Workshop, kind: str, colour: Colour | None) -> None:
    """The prop's geometry at the workshop's frame; KeyError for a kind that is not in the catalogue."""
    PROP_KINDS[kind].build(w, colour)
