"""The ground outdoors, by a floor plan's floor style."""

from __future__ import annotations

import numpy as np

from .colour import Colour, linear, noise
from .parts import Floats
from .shell import floor
from .workshop import Workshop


def build_ground(w: Workshop, kind: str, size: tuple[float, float, float]) -> None:
    """Ground under and around the playable area `size`, level where people stand."""
    if kind == "sand":
        _sand(w)
    elif kind in ("forest", "grass"):
        _meadow(w, forest=kind == "forest")
    elif kind == "roof":
        floor(w, (-size[0] / 2 - 0.05, -size[1] / 2 - 0.05), (size[0] + 0.1, size[1] + 0.1), "tiles")
        w.occlude(0, 0, -0.3, size[0], size[1], 0.299)
    elif kind == "platform":
        _slabs(w, w.palette.get("platform", "pavement"), (-40, -20), (80, 22.9), 0.6)
        _flat(w, w.palette["grass"], (-80, 5.8), (160, 80))
        _edge(w)
    else:
        _slabs(w, w.palette["pavement"], (-16, -34), (32, 108), 0.7)


def _slabs(
    w: Workshop, colour: Colour, corner: tuple[float, float], size: tuple[float, float], cell: float
) -> None:
    """Paving: small near the playable area, so that lamps and shadows show, wide farther off."""

    def stones(s: Floats, t: Floats, i: Floats, j: Floats) -> Floats:
        return colour * (0.88 + 0.2 * noise(i, j))[:, None]

    x0, y0 = corner
    x1, y1 = x0 + size[0], y0 + size[1]
    near_x, near_y = (max(x0, -8.0), min(x1, 8.0)), (max(y0, -12.0), min(y1, 14.0))
    bands = [
        (near_x, near_y, cell * 0.6),
        ((x0, near_x[0]), (y0, y1), cell * 2),
        ((near_x[1], x1), (y0, y1), cell * 2),
        (near_x, (y0, near_y[0]), cell * 2),
        (near_x, (near_y[1], y1), cell * 2),
    ]
    for (left, right), (south, north), step in bands:
        if right - left < 0.05 or north - south < 0.05:
            continue
        cells = (round((right - left) / step), round((north - south) / step))
        w.sheet(
            (left, south, 0), (right - left, 0, 0), (0, north - south, 0), cells, colour, cell_paint=stones
        )
    w.occlude(0, 5, -0.3, size[0], 90, 0.295)


def _flat(w: Workshop, colour: Colour, corner: tuple[float, float], size: tuple[float, float]) -> None:
    def tufts(s: Floats, t: Floats) -> Floats:
        return colour * (0.9 + 0.15 * np.sin(s * 43 + np.sin(t * 31) * 2))[:, None]

    w.sheet((*corner, -0.02), (size[0], 0, 0), (0, size[1], 0), (40, 24), colour, vertex_paint=tufts)


def _edge(w: Workshop) -> None:
    """The platform's white line and its warning strip."""
    for y, wide, colour in ((2.62, 0.12, "#e4ddc8"), (2.25, 0.34, "#c9a83f")):
        w.sheet((-40, y, 0.006), (80, 0, 0), (0, wide, 0), (160, 1), linear(colour), smooth=False)


def _meadow(w: Workshop, *, forest: bool) -> None:
    """Grass and earth in soft patches; coarse far away, fine where people stand."""
    earth, grass = w.palette["earth"], w.palette["grass"]
    reach = 30.0 if forest else 75.0

    def patches(x: Floats, y: Floats) -> Floats:
        share = 0.5 + 0.5 * np.sin(x * 0.55 + 2 * np.sin(y * 0.32)) * np.cos(y * 0.65)
        share = (share if forest else 0.55 + 0.45 * share)[:, None]
        fine = 1 + 0.07 * np.sin(x * 5.1 + np.sin(y * 4.3) * 2) * np.cos(y * 6.7)
        return (earth * (1 - share) + grass * share) * fine[:, None]

    near = 10.0
    bands = [
        ((-near, near), (-near, near), 0.28),
        ((-reach, -near), (-reach, reach), 1.5),
        ((near, reach), (-reach, reach), 1.5),
        ((-near, near), (-reach, -near), 1.5),
        ((-near, near), (near, reach), 1.5),
    ]
    for (left, right), (south, north), step in bands:
        wide, deep = right - left, north - south
        cells = (round(wide / step), round(deep / step))

        def paint(
            s: Floats,
            t: Floats,
            left: float = left,
            south: float = south,
            wide: float = wide,
            deep: float = deep,
        ) -> Floats:
            return patches(left + s * wide, south + t * deep)

        w.sheet((left, south, 0), (wide, 0, 0), (0, deep, 0), cells, grass, vertex_paint=paint)
    w.occlude(0, 0, -0.3, 80, 80, 0.295)


def _sand(w: Workshop) -> None:
    """A beach: flat where people stand, falling to the water in the north, dunes in the south."""
    dry, wet = w.palette.get("sand", "linen"), w.palette.get("wet", "earth")
    part = w.sheet((-44, -18, 0), (88, 0, 0), (0, 24, 0), (110, 60), dry)
    x, y = part.shape.vertices[:, 0], part.shape.vertices[:, 1]
    ripple = 0.012 * np.sin(x * 2.1 + np.sin(y)) * np.cos(y * 1.7)
    fall = -0.05 * np.clip(y - 4.2, 0, 9)
    dunes = 0.10 * np.clip(-y - 5, 0, 9) + 0.12 * np.sin(x * 0.35) * np.clip(-y - 5, 0, 4)
    part.shape.vertices[:, 2] = ripple + fall + dunes
    share = np.clip((y - 2.6) / 1.8, 0, 1)[:, None]
    grain = (0.96 + 0.07 * np.sin(x * 2.1 + np.sin(y * 3)) * np.cos(y * 1.7))[:, None]
    tones = (dry * (1 - share) + wet * share) * grain
    part.colours = tones[part.shape.quads.ravel()].astype(np.float32)
    w.occlude(0, -5, -0.6, 80, 22, 0.4)
