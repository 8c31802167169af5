"""Small things that lie about: props as dressing, and things only dressing has."""

from __future__ import annotations

import math
from collections.abc import Callable

from ...props.catalogue import PROP_KINDS, make_prop
from ..colour import shade
from ..parts import GLOSS
from ..plan import Piece
from ..workshop import Workshop


def fruit_bowl(w: Workshop) -> None:
    """A bowl of apples and oranges."""
    bowl = [(0.06, 0.0), (0.07, 0.01), (0.14, 0.07), (0.135, 0.075), (0.06, 0.02)]
    w.lathe((0, 0, 0), bowl, w.palette["pot"], 18)
    w.occlude(0, 0, 0.001, 0.2, 0.2, 0.1)
    for i in range(6):
        away = 0.07 if i else 0.0
        place = (math.cos(i * 1.05) * away, math.sin(i * 1.05) * away, 0.085 if i else 0.105)
        w.ball(place, 0.042, ("#c8452f", "#d99a2b", "#8aa044")[i % 3], 10)


def chopping_board(w: Workshop) -> None:
    """A board that leans on the wall."""
    w.box((0, -0.03, 0), (0.24, 0.03, 0.34), w.palette["wood"], bevel=0.01, shades=False)


def jar(w: Workshop) -> None:
    """An earthenware jar."""
    w.lathe((0, 0, 0), [(0.06, 0), (0.07, 0.1), (0.05, 0.16), (0.02, 0.18)], w.palette["accent"], 12)
    w.occlude(0, 0, 0.001, 0.1, 0.1, 0.15)


def tap(w: Workshop) -> None:
    """A beer tap."""
    w.lathe(
        (0, 0, 0),
        [(0.03, 0), (0.03, 0.3), (0.05, 0.32), (0.05, 0.4), (0.02, 0.42)],
        w.palette["metal"],
        12,
        material=GLOSS,
    )
    w.tube([(0, 0.03, 0.28), (0, 0.12, 0.29), (0, 0.14, 0.24)], 0.012, w.palette["metal"], 6)


def till(w: Workshop) -> None:
    """A cash register."""
    body = w.palette["metal"]
    w.box((0, 0, 0), (0.36, 0.36, 0.12), shade(body, 0.7), bevel=0.015)
    w.box((0, 0.06, 0.12), (0.32, 0.2, 0.14), body, bevel=0.03)
    w.box((0, 0.06, 0.26), (0.22, 0.04, 0.1), w.palette["dark"], bevel=0.012)
    for i in range(4):
        for k in range(3):
            w.box(
                (-0.09 + i * 0.06, -0.1 + k * 0.045, 0.12),
                (0.035, 0.028, 0.012),
                w.palette["linen"],
                bevel=0,
                shades=False,
            )


def candlestick(w: Workshop) -> None:
    """A tall candlestick with a burning candle."""
    stick = [(0.12, 0.0), (0.12, 0.02), (0.025, 0.06), (0.02, 0.9), (0.06, 0.93)]
    w.lathe((0, 0, 0), stick, w.palette["accent"], 12, material=GLOSS)
    w.cylinder((0, 0, 0.93), 0.022, 0.2, w.palette["linen"], 10)
    w.ball((0, 0, 1.17), 0.022, (1, 0.75, 0.4), 8, squash=(1, 1, 1.8), emission=2.5)
    w.lamp(
        "candlestick",
        (0, 0, 1.2),
        (1, 0.55, 0.22),
        0.22 * max(w.light.practical, 0.35),
        radius=0.08,
        shadow=False,
    )


_OWN: dict[str, Callable[[Workshop], None]] = {
    "fruitBowl": fruit_bowl,
    "choppingBoard": chopping_board,
    "jar": jar,
    "tap": tap,
    "till": till,
    "candlestick": candlestick,
}


def dressing(w: Workshop, p: Piece) -> None:
    """The thing that `kind` names, with a box that shades what it stands on."""
    kind = str(p.options.get("kind", "thing"))
    own = _OWN.get(kind)
    if own:
        own(w)
        return
    make_prop(w, kind, p.colour)
    width, depth, height = PROP_KINDS[kind].size
    w.occlude(0, 0, 0.001, width * 0.9, depth * 0.9, height * 0.95)
