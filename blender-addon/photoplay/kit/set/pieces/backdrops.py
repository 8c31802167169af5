"""What closes the view outdoors: sea, tree lines, hills and a city's skyline.

Mostly unlit, tuned to the sky.
"""

from __future__ import annotations

import math

import numpy as np

from ..colour import linear, shade
from ..parts import Floats
from ..plan import Piece
from ..shapes import Shape, grid, mesh, rings
from ..workshop import Workshop

_DAYLIGHT = {"DAY": 1.0, "DAWN": 0.55, "DUSK": 0.24, "NIGHT": 0.05}
"""How bright unlit distance is by time of day, against its colour."""


def tree_line(w: Workshop, p: Piece) -> None:
    """Rings of distant woods that fade into the haze; `far`: lower and farther, as round a field."""
    horizon, leaf = w.light.horizon, w.palette.many("leaf")[-1]
    dim = {"DAY": 0.5, "DAWN": 0.35, "DUSK": 0.2, "NIGHT": 0.03}[w.light.time]
    far = bool(p.options.get("far"))
    layers = ((62, 7.0, 0.7), (50, 5.5, 0.5)) if far else ((29.5, 7.5, 0.62), (27, 5.5, 0.45))
    with w.at(-p.position[0], -p.position[1]):
        for radius, tall, haze in layers:
            count = 160
            angle = np.arange(count + 1) * 2 * math.pi / count
            top = tall * (0.75 + 0.35 * np.abs(np.sin(angle * 17)) + 0.25 * p.random.random(count + 1))
            top[-1] = top[0]
            levels = [
                np.stack([np.cos(angle) * radius, np.sin(angle) * radius, z], 1)
                for z in (np.full(count + 1, -0.2), top * 0.6, top)
            ]
            skin = rings(np.concatenate(levels), count + 1, closed=False)
            base = leaf * dim * (1 - haze)
            tones = np.repeat(np.stack([base + horizon * haze * k for k in (0.5, 0.56, 0.78)]), count + 1, 0)
            w.add(skin._replace(quads=skin.quads[:, ::-1]), tones, smooth=True, emission=1)


def hills(w: Workshop, p: Piece) -> None:
    """Low hills on the horizon; `sea`: islands beyond the water."""
    horizon = w.light.horizon
    sea = bool(p.options.get("sea"))
    if sea:
        shapes = [(-190, 330, 120, 22), (-120, 330, 70, 12), (150, 330, 130, 16)]
    else:
        turns = [
            (math.radians(a), d, s, t)
            for a, d, s, t in (
                (20, 130, 70, 15),
                (75, 150, 90, 20),
                (140, 140, 80, 13),
                (200, 150, 90, 17),
                (265, 145, 80, 12),
                (320, 150, 90, 19),
            )
        ]
        shapes = [(math.cos(a) * d, math.sin(a) * d, s, t) for a, d, s, t in turns]
    tone = horizon * (0.55 if sea else 0.42) + np.array([0.02, 0.05, 0.05]) * _DAYLIGHT[w.light.time]
    for x, y, half, tall in shapes:
        turn = math.atan2(y, x) - math.pi / 2
        with w.at(x, y, 0, turn):
            q = np.linspace(-1, 1, 17)
            top = tall * (1 - q * q) * (0.8 + 0.2 * np.sin(q * 9))
            foot = np.stack([q * half, q * 0, q * 0 - 2], 1)
            crest = np.stack([q * half, q * 0, top], 1)
            skin = rings(np.concatenate([foot, crest]), 17, closed=False)
            tones = np.repeat(np.stack([horizon * 0.75, tone]), 17, 0)
            w.add(skin, tones, smooth=True, emission=1)


def sea(w: Workshop, p: Piece) -> None:
    """Water to the horizon from 0.8 m south of the piece, with waves, foam at the shore and glitter under the
    sun.
    """
    zenith, horizon, time = w.light.zenith, w.light.horizon, w.light.time
    bright = _DAYLIGHT[time]
    near = np.concatenate([np.linspace(-0.8, 11, 60), 11 + np.geomspace(0.6, 340, 34)])
    s, y = np.meshgrid(np.linspace(-1, 1, 65), near, indexing="ij")
    x = s * (40 + (y + 1) * 1.1)
    phase = y * 1.45 + 1.3 * np.sin(x * 0.13) + 0.5 * np.sin(x * 0.41 + 1) + 7.25
    swell = np.clip(1.3 - (y + 1) / 30, 0.12, 1)
    z = -0.06 + 0.09 * np.sin(phase) * swell
    tint = {"DAY": (1, 1, 1), "DAWN": (1, 0.95, 1), "DUSK": (1.1, 0.85, 0.95), "NIGHT": (0.8, 0.9, 1.4)}[time]
    water = w.palette.get("sea", "accent2") * bright * np.array(tint)
    mirror = horizon * 0.27 + zenith * 0.30
    fresnel = np.clip((y + 1) / 60, 0, 1)[..., None] ** 0.5 * 0.62 + 0.16
    colour = water * (1 - fresnel) + mirror * fresnel
    colour = colour * (1 + 0.30 * np.sin(phase + 0.9) * np.clip(swell, 0.25, 1))[..., None]
    crest = (
        np.clip((np.sin(phase) - 0.90) * 12, 0, 1)
        * np.clip((9 - y) / 6, 0, 1)
        * np.clip(np.sin(x * 0.33 + y) + 0.4, 0, 1)
    )
    shore = np.clip((0.3 + 0.45 * np.sin(x * 0.5) + 0.2 * np.sin(x * 1.7) - y) * 2.2, 0, 1)
    foam = np.clip(crest * 0.8 + shore, 0, 1)[..., None]
    white = w.palette.get("foam", "linen") * bright * np.array([1, 0.95, 0.95])
    colour = colour * (1 - foam) + white * foam
    cells = grid((0, 0, 0), (1, 0, 0), (0, 1, 0), 64, len(near) - 1).shape
    vertices = np.stack([x, y, z], -1).reshape(-1, 3)
    w.add(
        Shape(vertices, cells.quads, cells.triangles),
        np.clip(colour, 0.001, 2).reshape(-1, 3),
        smooth=True,
        emission=1,
    )
    _glitter(w, p)


def _glitter(w: Workshop, p: Piece) -> None:
    """The sun's road on the water, or the moon's."""
    random, count = p.random, 700
    sun = w.light.sun
    way = math.atan2(sun[0][0], max(sun[0][1], 0.2)) if sun is not None else math.radians(-32)
    y = 3 + random.random(count) ** 2 * 235
    x = (y + 5) * math.tan(np.clip(way, -0.6, 0.6)) + random.normal(0, 1, count) * (1.2 + y * 0.07)
    half, tall = (0.05 + y * 0.0055) * random.uniform(0.4, 1.5, count), 0.02 + y * 0.0022
    corners = [np.stack([x + e * half, y, 0.12 + tall * q], 1) for e, q in ((-1, 0), (1, 0), (1, 1), (-1, 1))]
    tone = {
        "DAY": (1.0, 1.0, 0.95),
        "DAWN": (1.0, 0.7, 0.5),
        "DUSK": (1.1, 0.52, 0.2),
        "NIGHT": (0.25, 0.28, 0.36),
    }
    tones = np.array(tone[w.light.time]) * random.uniform(0.5, 1, (count, 1))
    vertices = np.stack(corners, 1).reshape(-1, 3)
    w.add(mesh(vertices, np.arange(4 * count).reshape(-1, 4)), tones, emission=1)


def skyline(w: Workshop, p: Piece) -> None:
    """Three rings of roofs and towers round a roof, their windows lit in the dark."""
    random, dark = p.random, w.light.dark
    tones = w.palette.many("skyline") if "skyline" in w.palette else w.palette.many("facades")
    windows: list[Floats] = []
    lights: list[Floats] = []
    for ring, (near, far, count) in enumerate(((40, 58, 24), (66, 100, 34), (110, 190, 46))):
        for k in range(count):
            angle = 2 * math.pi * (k + random.uniform(-0.3, 0.3)) / count
            away, base = random.uniform(near, far), -22.0
            wide = random.uniform(5, 10) * (1 + ring * 0.45)
            tall = random.uniform(2, 9) if random.random() < 0.75 else random.uniform(10, 20)
            height = tall * (1 + ring * 0.75) - base - 6
            colour = shade(tones[int(random.integers(len(tones)))], random.uniform(0.8, 1.3))
            with w.at(away * math.cos(angle), away * math.sin(angle), base, angle + math.pi / 2):
                w.box((0, -wide / 2, 0), (wide, wide, height), colour, bevel=0, shades=False)
                panes, glow = _tower_windows(w, random, ring, wide, height)
                if len(panes):
                    windows.append(np.array([w.world(q) for q in panes]))
                    lights.append(glow)
    if not windows:
        return
    vertices = np.concatenate(windows)
    quads = np.arange(len(vertices)).reshape(-1, 4)
    colours = np.concatenate(lights) if dark else np.repeat(linear("#5f7583")[None], len(quads), 0)
    with w.in_world():
        w.add(mesh(vertices, quads), colours, emission=1 if dark else 0)


def _tower_windows(
    w: Workshop, random: np.random.Generator, ring: int, wide: float, height: float
) -> tuple[Floats, Floats]:
    """Panes (4n, 3) on a tower's front and their glow (n, 3)."""
    columns, rows = int(wide / (1.4 + ring * 0.6)), int((height - 14) / (2.0 + ring * 0.7))
    if rows < 1 or columns < 1:
        return np.zeros((0, 3)), np.zeros((0, 3))
    across = (np.arange(columns) + 0.5) / columns * wide - wide / 2
    x, z = (q.ravel() for q in np.meshgrid(across, 14 + np.arange(rows) * (2.0 + ring * 0.7)))
    keep = random.random(len(x)) < (0.34 if w.light.dark else 0.8)
    x, z = x[keep], z[keep]
    half, tall = 0.32 + ring * 0.12, 0.48 + ring * 0.14
    corners = [
        np.stack([x + e * half, x * 0 + 0.06, z + f * tall], 1)
        for e, f in ((1, -1), (-1, -1), (-1, 1), (1, 1))
    ]
    warm = (random.random(len(x)) < 0.72)[:, None]
    glow = np.where(warm, np.array([0.95, 0.45, 0.13]), np.array([0.42, 0.60, 0.9])) * random.uniform(
        0.25, 1.0, (len(x), 1)
    )
    return np.stack(corners, 1).reshape(-1, 3), glow
