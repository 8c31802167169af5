"""Doors that swing, windows with a view, archways; in the frame of their wall (see shell.wall_frame)."""

from __future__ import annotations

import numpy as np

from .colour import shade
from .parts import GLOSS, Floats
from .plan import Opening
from .workshop import Workshop

DOOR_GROUP = "door:"
"""Prefix of the groups that become door objects; the opening's id follows."""
VIEW_GROUP = "view:"
"""Prefix of the groups of what is seen through windows; their wall's side follows."""
_LEAF_BACK = -0.05
"""Where the middle of a door leaf stands in the wall's thickness, metres."""


def hinge(opening: Opening) -> tuple[float, float, float]:
    """A door's hinge in the wall's frame: at the right seen from inside, so that a positive turn about Z
    opens it into the room."""
    return (opening.middle - opening.width / 2, _LEAF_BACK, 0.0)


def build_opening(w: Workshop, opening: Opening) -> None:
    """Frame and filling of a hole in a wall."""
    _frame(w, opening)
    if opening.type == "window":
        _window(w, opening)
    else:
        _passage(w, opening)
        if opening.type == "door":
            _leaf(w, opening)


def _frame(w: Workshop, o: Opening) -> None:
    trim = w.palette["trim"]
    for side in (-1, 1):
        jamb = o.middle + side * (o.width / 2 + 0.035)
        w.box((jamb, 0.012, o.bottom), (0.07, 0.03, o.height + 0.07), trim, bevel=0.006, shades=False)
        lining = o.middle + side * (o.width / 2 - 0.005)
        w.box((lining, -0.07, o.bottom), (0.012, 0.14, o.height), trim, bevel=0, shades=False)
    w.box((o.middle, 0.012, o.top), (o.width + 0.14, 0.034, 0.08), trim, bevel=0.006, shades=False)
    w.box((o.middle, -0.07, o.top - 0.01), (o.width, 0.14, 0.012), trim, bevel=0, shades=False)


def _leaf(w: Workshop, o: Opening) -> None:
    """The door leaf, in a group of its own; closed, it stops light like the wall."""
    colour = w.palette.named(o.options.get("colour"), "wood")
    w.occlude(o.middle, -0.06, 0, o.width, 0.05, o.height)
    with w.at(group=DOOR_GROUP + o.id):
        width = o.width - 0.012
        w.box(
            (o.middle, _LEAF_BACK, 0.006), (width, 0.045, o.height - 0.02), colour, bevel=0.004, shades=False
        )
        for y in (-0.022, _LEAF_BACK * 2 + 0.022):
            for z, height in ((0.18, 0.7), (1.0, 0.85)):
                panel = (width - 0.26, 0.016, height)
                w.box((o.middle, y, z), panel, shade(colour, 1.15), bevel=0.007, shades=False)
        handle = o.middle + o.width / 2 - 0.09
        for y in (-0.006, _LEAF_BACK * 2 + 0.006):
            w.box(
                (handle, y, 0.96),
                (0.045, 0.03, 0.12),
                w.palette["metal"],
                bevel=0.008,
                shades=False,
                material=GLOSS,
            )
            lever = handle - 0.05
            out = y + (0.022 if y > _LEAF_BACK else -0.022)
            w.box(
                (lever, out, 1.0),
                (0.13, 0.018, 0.02),
                w.palette["metal"],
                bevel=0.005,
                shades=False,
                material=GLOSS,
            )


def _passage(w: Workshop, o: Opening) -> None:
    """What one sees through an open door: the walls of a hall, a little darker than the room."""
    wall, far, half, height = shade(w.palette["wall"], 0.55), -2.05, 1.7, 2.5
    left, right = o.middle + half, o.middle - half
    sheets = [
        w.sheet((left, far, 0), (right - left, 0, 0), (0, 0, height), (10, 8), wall),
        w.sheet((left, -0.16, 0), (0, far + 0.16, 0), (0, 0, height), (6, 8), shade(wall, 0.9)),
        w.sheet((right, far, 0), (0, -0.16 - far, 0), (0, 0, height), (6, 8), shade(wall, 0.9)),
        w.sheet((right, far, height), (0, -far - 0.16, 0), (left - right, 0, 0), (6, 10), shade(wall, 0.8)),
        w.sheet(
            (right, far, 0),
            (left - right, 0, 0),
            (0, -far - 0.15, 0),
            (10, 6),
            shade(w.palette["floor"], 0.7),
            upward=True,
        ),
    ]
    sheets[-1].shape.vertices[:, 2] += 0.003
    # The hall has no lamp of its own: it is lit like the threshold, by what falls in from the room.
    for part in sheets:
        part.light_at = np.tile(w.world((o.middle, 0.5, 1.4)), (len(part.shape.vertices), 1))


def _window(w: Workshop, o: Opening) -> None:
    trim = w.palette["trim"]
    for side in (-1, 0, 1):
        bar = (o.middle + side * (o.width / 2 - 0.025), -0.06, o.bottom)
        w.box(bar, (0.05, 0.05, o.height), trim, bevel=0.005, shades=False)
    for z in (o.bottom, o.bottom + o.height * 0.5 - 0.02, o.top - 0.05):
        w.box((o.middle, -0.06, z), (o.width, 0.045, 0.045), trim, bevel=0.005, shades=False)
    w.box((o.middle, 0.05, o.bottom - 0.04), (o.width + 0.2, 0.2, 0.04), trim, bevel=0.008)
    with w.at(group=VIEW_GROUP + o.side):
        _view(w, o.middle)
    if o.options.get("curtain", True):
        _curtains(w, o)
    drop = o.options.get("blinds")
    if isinstance(drop, (int, float)):
        for k in range(int(o.height * drop / 0.055)):
            slat = (o.middle, 0.02, o.top - 0.03 - k * 0.055)
            w.box(slat, (o.width - 0.02, 0.04, 0.006), trim, bevel=0, shades=True)
    power, colour = w.light.window
    if power > 0:
        w.area_lamp(
            "window",
            (o.middle, -0.05, o.bottom + o.height / 2),
            (0, 1, 0),
            (o.width, o.height),
            colour,
            power * o.width * o.height / 1.8,
            radius=0.5,
            samples=[
                (o.middle + a * o.width, -0.05, o.bottom + b * o.height)
                for b in (0.25, 0.75)
                for a in (-0.3, 0.3)
            ],
        )


def _view(w: Workshop, x: float) -> None:
    """Sky and a row of roofs behind a window, glowing on their own; windows are lit at dusk and night."""
    zenith, horizon = w.light.zenith, w.light.horizon
    night = w.light.time == "NIGHT"
    gain = 1.6 if night else 1.25

    def sky(s: Floats, t: Floats) -> Floats:
        return (horizon + (zenith - horizon) * np.clip((t - 0.25) * 1.3, 0, 1)[:, None]) * gain

    w.sheet((x + 7, -7, -2), (-14, 0, 0), (0, 0, 9), (1, 12), horizon, vertex_paint=sky, emission=1)
    left = -7.0
    while left < 7:
        width, height = w.random.uniform(1.2, 2.6), w.random.uniform(1.2, 4.2)
        colour = horizon * w.random.uniform(0.28, 0.5) * (0.7 if night else 1)
        w.box((x + left + width / 2, -6, -2), (width, 0.5, height), colour, bevel=0, shades=False, emission=1)
        for across in np.arange(0.25, width - 0.25, 0.38):
            for up in np.arange(0.3, height - 0.35, 0.55):
                lit = w.light.dark and w.random.random() < 0.4
                pane = (0.95, 0.46, 0.13) if lit else colour * 0.72
                corner = (x + left + across, -5.745, -2 + up)
                w.sheet(corner, (-0.17, 0, 0), (0, 0, 0.28), (1, 1), pane, smooth=False, emission=1)
        left += width + w.random.uniform(0, 0.4)


def _curtains(w: Workshop, o: Opening) -> None:
    colour = w.palette.named(o.options.get("curtain"), "linen")
    bottom = 0.06 if o.options.get("long", True) else o.bottom - 0.1
    for side in (-1, 1):
        curtain(w, o.middle + side * (o.width / 2 + 0.12), bottom, o.top + 0.12, 0.42, colour)
    ends = [(o.middle + k * (o.width / 2 + 0.4), 0.09, o.top + 0.13) for k in (-1, 0, 1)]
    w.tube(ends, 0.013, w.palette["metal"])


def curtain(w: Workshop, x: float, bottom: float, top: float, width: float, colour: Floats) -> None:
    """Folds of cloth that hang 9 cm before the wall."""
    columns = int(width * 36)
    levels = (bottom, bottom + 0.2, (bottom + top) / 2, top)

    def fold(s: Floats, z: float) -> Floats:
        return 0.09 + 0.035 * np.sin(s * width * 42) * (1.15 - 0.4 * (z - bottom) / (top - bottom))

    part = w.sheet((x + width / 2, 0, bottom), (-width, 0, 0), (0, 0, top - bottom), (columns, 3), colour)
    s = np.repeat(np.linspace(0, 1, columns + 1), 4)
    z = np.tile(levels, columns + 1)
    local = np.stack([x + width / 2 - s * width, [fold(a, b) for a, b in zip(s, z, strict=True)], z], 1)
    part.shape.vertices[:] = [w.world(point) for point in local]
    w.occlude(x, 0.09, bottom, width, 0.05, top - bottom)
