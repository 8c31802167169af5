"""Rocks, logs, fires, fences and furniture of woods, shores and gardens."""

from __future__ import annotations

import math

import numpy as np

from ..colour import linear, noise, shade
from ..parts import Floats
from ..plan import Piece
from ..shapes import Ints, mesh, rings
from ..workshop import Workshop
from .lamps import flames


def rock(w: Workshop, p: Piece) -> None:
    """A boulder, a quarter of it in the ground."""
    tone = shade(w.palette["rock"], p.random.uniform(0.85, 1.1))
    radius = p.width / 2
    squash = (1.0, p.depth / p.width, p.height / p.width * 1.3)
    w.ball((0, 0, p.height * 0.28), radius, tone, 14, squash=squash, lumps=0.09)
    w.occlude(0, 0, 0, p.width * 0.75, p.depth * 0.75, p.height * 0.75)


def log(w: Workshop, p: Piece) -> None:
    """A fallen trunk to sit on, 0.45 m high."""
    bark = shade(w.palette["trunk"], 1.2)
    radius, half = p.depth / 2 * 0.94, p.width / 2
    angle = np.arange(14) * 2 * math.pi / 14
    lumpy = radius * (1 + 0.05 * np.sin(angle * 3 + 1) + 0.03 * np.sin(angle * 7))
    levels = []
    for x, share in ((-half, 0.96), (-half * 0.4, 1.0), (half * 0.3, 0.97), (half, 0.9)):
        levels.append(
            np.stack(
                [angle * 0 + x, np.cos(angle) * lumpy * share, radius * 0.93 + np.sin(angle) * lumpy * share],
                1,
            )
        )
    skin = rings(np.concatenate(levels), 14)
    tones = np.tile(bark * (0.85 + 0.3 * noise(np.arange(14)))[:, None], (3, 1))
    w.add(
        skin._replace(quads=skin.quads[:, ::-1] if _inward(skin.vertices, skin.quads) else skin.quads),
        tones,
        fine=True,
    )
    for ring, way in ((levels[0], -1), (levels[-1], 1)):
        middle = ring.mean(0)
        for share, tone in ((0.97, "#b08a5a"), (0.6, "#a37c4c"), (0.3, "#96703f")):
            face = middle + (ring - middle) * share + [way * 0.004 * (2 - share * 2), 0, 0]
            quads = np.array([[0, i, i + 1, i + 2] for i in range(1, 12, 2)])
            w.add(mesh(face, quads if way > 0 else quads[:, ::-1]), tone)
    w.occlude(0, 0, 0, p.width - 0.1, p.depth * 0.8, p.height * 0.85)
    w.tube([(half * 0.5, 0.1, 0.3), (half * 0.55, 0.35, 0.5)], [0.06, 0.03], bark, 7)


def _inward(vertices: Floats, quads: Ints) -> bool:
    face = vertices[quads[0]]
    normal = np.cross(face[2] - face[0], face[3] - face[1])
    return bool(normal @ (face.mean(0) - [face[:, 0].mean(), 0, vertices[:, 2].mean()]) < 0)


def campfire(w: Workshop, p: Piece) -> None:
    """A ring of stones round a fire; it burns at dusk and night."""
    for k in range(9):
        angle = k * 0.698
        tone = shade(w.palette["rock"], p.random.uniform(0.8, 1.1))
        w.ball((0.42 * math.cos(angle), 0.42 * math.sin(angle), 0.05), 0.1, tone, 8, lumps=0.08)
    w.disc((0, 0, 0.006), 0.36, "#2b2622", 14)
    for k in range(4):
        angle = k * 0.8
        ends = [
            (-0.3 * math.cos(angle), -0.3 * math.sin(angle), 0.04),
            (0.25 * math.cos(angle), 0.25 * math.sin(angle), 0.16),
        ]
        w.tube(ends, 0.045, "#3a2a20", 6)
    if w.light.dark:
        flames(w, 0.05, 0.09)
        power = 6.5 * max(0.6, w.light.practical / 2)
        w.lamp("campfire", (0, 0, 0.55), (1, 0.46, 0.14), power, radius=0.3, shadow=False)


def fence(w: Workshop, p: Piece) -> None:
    """A picket fence."""
    wood = w.palette.get("trim", "wood")
    for z in (0.3, 0.8):
        w.box((0, 0, z), (p.width, 0.03, 0.09), shade(wood, 0.85), shades=False)
    count = int(p.width / 0.16)
    for k in range(count):
        x = -p.width / 2 + p.width / count * (k + 0.5)
        tall = p.height - 0.1 + 0.03 * ((k * 7) % 3)
        w.box(
            (x, 0.03, 0),
            (0.095, 0.022, tall - 0.06),
            shade(wood, 0.9 + 0.06 * (k % 3)),
            bevel=0,
            shades=False,
        )
        tip = [
            (x - 0.0475, 0.019, tall - 0.06),
            (x + 0.0475, 0.019, tall - 0.06),
            (x, 0.019, tall),
            (x - 0.0475, 0.041, tall - 0.06),
            (x + 0.0475, 0.041, tall - 0.06),
            (x, 0.041, tall),
        ]
        w.add(mesh(tip, triangles=[[0, 1, 2], [5, 4, 3]]), wood)
    w.occlude(0, 0.02, 0, p.width, 0.04, p.height * 0.8)


def fountain(w: Workshop, p: Piece) -> None:
    """A round basin with a column and water."""
    stone = shade(w.palette["rock"], 1.3)
    radius = p.width / 2
    basin = [(radius, 0.0), (radius, 0.45), (radius - 0.06, 0.5), (radius - 0.2, 0.5), (radius - 0.22, 0.3)]
    w.lathe((0, 0, 0), basin, stone, 28)
    water = linear("#4f8a94")

    def ripple(angle: Floats) -> Floats:
        return water * (0.9 + 0.3 * np.abs(np.sin(angle * 4)))[:, None]

    rows = [
        np.stack([np.cos(a) * r, np.sin(a) * r, np.full(28, 0.36)], 1)
        for r in (0.12, radius * 0.5, radius - 0.2)
        for a in [np.arange(28) * 2 * math.pi / 28]
    ]
    skin = rings(np.concatenate(rows), 28)
    tones = np.concatenate([ripple(np.arange(28) * 1.0 + k) for k in range(2)])
    w.add(skin._replace(quads=skin.quads[:, ::-1]), tones, upward=True, smooth=True)
    w.lathe(
        (0, 0, 0.3),
        [(0.3, 0), (0.14, 0.15), (0.1, 0.6), (0.5, 0.85), (0.48, 0.9), (0.12, 0.8), (0.06, 1.0)],
        stone,
        20,
    )
    for k in range(8):
        angle = k * math.pi / 4
        arc = [
            (math.cos(angle) * r, math.sin(angle) * r, z)
            for r, z in ((0.05, 1.3), (0.35, 1.42), (0.62, 1.05), (0.75, 0.4))
        ]
        w.tube(arc, 0.014, (0.75, 0.85, 0.9), 5)
    w.occlude(0, 0, 0, p.width * 0.86, p.width * 0.86, 0.48)


def well(w: Workshop, p: Piece) -> None:
    """A stone well with a little roof."""
    stone, radius = w.palette["rock"], p.width / 2
    for row in range(4):
        for k in range(12):
            angle = (k + 0.5 * (row % 2)) * math.pi / 6
            with w.at(math.cos(angle) * (radius - 0.1), math.sin(angle) * (radius - 0.1), row * 0.2, angle):
                w.box(
                    (0, 0, 0),
                    (0.2, 0.27, 0.19),
                    shade(stone, p.random.uniform(0.8, 1.15)),
                    bevel=0.02,
                    shades=False,
                )
    w.occlude(0, 0, 0, p.width * 0.9, p.width * 0.9, 0.8)
    for side in (-1, 1):
        w.box((side * (radius - 0.06), 0, 0.7), (0.09, 0.09, 1.2), w.palette["wood"])
    w.tube([(-radius, 0, 1.5), (radius, 0, 1.5)], 0.05, w.palette["wood"], 8)


def hay_bale(w: Workshop, p: Piece) -> None:
    """A round bale on its side."""
    straw = linear("#c9a24a")
    radius = p.height / 2
    with w.at(0, 0, radius):
        for side in (-1, 1):
            half = p.depth / 2
            w.wheel((0, 0, 0), [(radius, 0), (radius, half - 0.05), (radius - 0.06, half)], straw, side, 22)
            for k, r in enumerate((radius - 0.06, radius * 0.7, radius * 0.42, radius * 0.18)):
                w.wheel(
                    (0, 0, 0),
                    [(r, half + 0.002 * k), (0.001, half + 0.002 * k)],
                    shade(straw, 0.8 + 0.1 * (k % 2)),
                    side,
                    18,
                )
    w.occlude(0, 0, 0.05, p.width * 0.8, p.depth * 0.85, p.height * 0.9)


def swing(w: Workshop, p: Piece) -> None:
    """A frame with two swings."""
    wood, half = w.palette["wood"], p.width / 2
    for side in (-1, 1):
        for lean in (-0.5, 0.5):
            w.tube([(side * half, lean, 0), (side * (half - 0.1), 0, p.height)], 0.05, wood, 8)
    w.tube([(-half, 0, p.height), (half, 0, p.height)], 0.05, wood, 8)
    for x in (-p.width / 4, p.width / 4):
        w.box((x, 0, 0.43), (0.46, 0.2, 0.03), w.palette["accent"], shades=False)
        for side in (-0.2, 0.2):
            w.tube([(x + side, 0, 0.45), (x + side, 0, p.height)], 0.008, "#4a4a4a", 4)


def parasol(w: Workshop, p: Piece) -> None:
    """A striped beach umbrella, a little tilted."""
    w.tube([(0, 0, 0), (0.1, 0, 2.2)], 0.025, "#e8e0cf")
    angle = np.arange(16) * 2 * math.pi / 16
    levels = [
        np.stack([np.cos(angle) * r + 0.1, np.sin(angle) * r, np.full(16, z)], 1)
        for r, z in ((1.25, 1.85), (0.7, 2.12), (0.02, 2.25))
    ]
    skin = rings(np.concatenate(levels), 16)
    striped = (np.tile(np.arange(16), 2) // 2 % 2 == 1)[:, None]
    tones = np.where(striped, w.palette["accent"], w.palette["accent2"])
    w.add(skin, tones, fine=True)
    w.add(
        skin._replace(vertices=skin.vertices - [0, 0, 0.01], quads=skin.quads[:, ::-1]),
        tones * 0.7,
        fine=True,
    )
    w.occlude(0.1, 0, 1.9, 2, 2, 0.25)


def towel(w: Workshop, p: Piece) -> None:
    """A striped towel."""
    base, other = w.palette.get("sea", "fabric"), w.palette["accent2"]

    def stripes(s: Floats, t: Floats, i: Floats, j: Floats) -> Floats:
        return np.where((j % 4 == 0)[:, None], other, base)

    corner = (-p.width / 2, -p.depth / 2, 0.03)
    w.sheet(corner, (p.width, 0, 0), (0, p.depth, 0), (6, 20), base, cell_paint=stripes)
    w.box((0, 0, 0.005), (p.width, p.depth, 0.022), shade(base, 0.8), bevel=0, shades=False)


def path(w: Workshop, p: Piece) -> None:
    """A trodden or gravelled path along Y, with ragged edges."""
    earth = w.palette["earth"]
    steps = max(6, int(p.depth / 0.5))
    y = np.linspace(-p.depth / 2, p.depth / 2, steps + 1)
    bend = 0.25 * np.sin(y * 0.35)
    columns = []
    for share in (-1, -0.6, 0, 0.6, 1):
        ragged = 0.12 * np.sin(y * 2.3 + share * 9) * abs(share)
        columns.append(
            np.stack(
                [bend + share * p.width / 2 + ragged, y, np.full_like(y, 0.009 if abs(share) < 1 else 0.004)],
                1,
            )
        )
    skin = rings(np.concatenate(columns), steps + 1, closed=False)
    tones = earth * (0.9 + 0.2 * noise(np.arange(len(skin.quads)), 3))[:, None]
    up = np.cross(
        skin.vertices[skin.quads[0, 1]] - skin.vertices[skin.quads[0, 0]],
        skin.vertices[skin.quads[0, 3]] - skin.vertices[skin.quads[0, 0]],
    )[2]
    w.add(skin._replace(quads=skin.quads if up > 0 else skin.quads[:, ::-1]), tones, fine=True, upward=True)
