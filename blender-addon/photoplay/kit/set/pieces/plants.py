"""Trees, bushes, grass and flowers. Crowns are lumpy balls of many tones, lit softly; far ones are coarse."""

from __future__ import annotations

import math

import numpy as np

from ..colour import Colour, linear, shade
from ..parts import Floats
from ..plan import Piece
from ..shapes import mesh, rings
from ..workshop import Workshop

_FAR = 14.0
"""Metres from the set's middle beyond which a tree casts no shadow and has fewer faces."""


def _is_far(p: Piece) -> bool:
    return math.hypot(p.position[0], p.position[1]) > _FAR


def crown(
    w: Workshop, p: Piece, at: tuple[float, float, float], radius: float, tone: Colour, sides: int
) -> None:
    """One clump of leaves: lighter above, darker below, with a ragged outline."""
    random = p.random
    squash = (1.0, 1.0, random.uniform(0.68, 0.82))
    w.ball(at, radius, tone, sides, squash=squash, lumps=0.1)
    part = w.parts[-1]
    middle = part.shape.vertices.mean(0)
    up = (part.shape.vertices[:, 2] - middle[2]) / radius
    tones = (
        tone
        * np.clip(
            0.86 + 0.34 * up + 0.12 * np.sin(part.shape.vertices @ np.array([9.1, 7.3, 11.7])), 0.4, 1.5
        )[:, None]
    )
    part.colours = np.concatenate([tones[part.shape.quads.ravel()], tones[part.shape.triangles.ravel()]])


def tufts(
    w: Workshop, p: Piece, at: tuple[float, float, float], radius: float, tone: Colour, count: int
) -> None:
    """Single leaves that stand out of a clump and break its outline."""
    random = p.random
    way = random.normal(size=(count, 3))
    way[:, 2] = np.abs(way[:, 2]) * 0.9 - 0.25
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    root = np.asarray(at) + way * radius * np.array([0.97, 0.97, 0.72])
    across = np.cross(way, [0, 0, 1.0])
    across /= np.linalg.norm(across, axis=1, keepdims=True) + 1e-6
    long = radius * random.uniform(0.16, 0.3, (count, 1))
    tip = root + way * long + [0, 0, 0.02]
    vertices = np.stack([root - across * long * 0.42, root + across * long * 0.42, tip], 1).reshape(-1, 3)
    tones = tone * random.uniform(0.75, 1.4, (count, 1))
    w.add(mesh(vertices, triangles=np.arange(3 * count).reshape(-1, 3)), tones, upward=True)


def tree(w: Workshop, p: Piece) -> None:
    """A broad-leaved tree; `street`: clipped and small, in a grating."""
    random, far = p.random, _is_far(p)
    leaves = w.palette.many("leaf")
    bark = shade(w.palette["trunk"], random.uniform(0.8, 1.15))
    tall = p.height
    thick = max(0.09, 0.16 * tall / 8)
    lean = random.uniform(-0.04, 0.04) * tall
    stem = [
        (0, 0, -0.1),
        (lean * 0.3, 0, tall * 0.25),
        (lean, 0.1, tall * 0.55),
        (lean * 1.2, 0.2, tall * 0.8),
    ]
    w.tube(stem, [thick * 1.5, thick, thick * 0.75, thick * 0.3], bark, 5 if far else 9)
    if not far:
        w.occlude(lean * 0.3, 0, 0, thick * 1.6, thick * 1.6, tall * 0.5)
        for k in range(3):
            angle = k * 2.1 + random.uniform(0, 1)
            reach = tall * 0.16
            end = (lean + math.cos(angle) * reach, math.sin(angle) * reach, tall * 0.66)
            w.tube([(lean * 0.8, 0.06, tall * 0.46), end], [thick * 0.5, thick * 0.2], bark, 6)
        if not p.options.get("street"):
            for k in range(5):
                angle = k * 1.257 + random.uniform(-0.3, 0.3)
                foot = (math.cos(angle) * thick * 2.6, math.sin(angle) * thick * 2.6, -0.03)
                w.tube([(0, 0, thick * 1.6), foot], [thick * 0.8, thick * 0.25], bark, 6)
    if p.options.get("street"):
        w.lathe((0, 0, 0), [(0.4, 0.006), (0.001, 0.008)], "#4a3b2c", 10, smooth=False)
    clumps = 7 if far else 11
    for k in range(clumps):
        # One great clump in the middle; the others sit on it, lower ones farther out.
        up = 0.0 if k == 0 else (k - 1) / (clumps - 2)
        angle, out = k * 2.4, 0.0 if k == 0 else tall * (0.17 - 0.12 * up) * random.uniform(0.8, 1.1)
        height = tall * (0.74 if k == 0 else 0.62 + 0.27 * up)
        place = (lean + math.cos(angle) * out, math.sin(angle) * out, height)
        radius = tall * (0.2 if k == 0 else random.uniform(0.115, 0.155))
        tone = shade(leaves[int(random.integers(len(leaves)))], random.uniform(0.75, 1.2))
        crown(w, p, place, radius, tone, 8 if far else 12)
        if not far:
            tufts(w, p, place, radius, tone, 34)
    if not far:
        w.occlude(lean, 0, tall * 0.6, tall * 0.32, tall * 0.32, tall * 0.3)


def conifer(w: Workshop, p: Piece) -> None:
    """A fir in six drooping tiers."""
    random, far = p.random, _is_far(p)
    green = w.palette.many("leaf")[-1]
    tall = p.height
    thick = max(0.09, 0.13 * tall / 8)
    bark = shade(w.palette["trunk"], random.uniform(0.8, 1.1))
    w.tube(
        [(0, 0, -0.1), (0, 0, tall * 0.5), (0, 0, tall * 0.95)],
        [thick * 1.3, thick * 0.8, 0.02],
        bark,
        5 if far else 8,
    )
    tiers = 5 if far else 7
    sides = 9 if far else 16
    for k in range(tiers):
        z = tall * (0.2 + 0.76 * k / tiers)
        radius = tall * 0.21 * (1 - 0.82 * k / tiers) * random.uniform(0.92, 1.08)
        angle = np.arange(sides) * 2 * math.pi / sides + random.uniform(0, 6)
        jag = 1 + 0.16 * np.where(np.arange(sides) % 2, 1, -1) + 0.05 * random.normal(size=sides)
        rows = []
        for share, lift in ((0.2, 0.02), (1.0, -0.1), (0.55, 0.05), (0.02, tall * 0.24 / max(radius, 0.2))):
            r = radius * share * (jag if share > 0.9 else 1)
            height = lift * radius if share != 1.0 else -0.12 * radius - 0.05 * jag
            rows.append(
                np.stack([np.cos(angle) * r, np.sin(angle) * r, np.broadcast_to(z + height, angle.shape)], 1)
            )
        base = shade(green, 0.62 + 0.5 * k / tiers)
        tones = np.repeat(np.stack([base * 0.5, base * 1.12, base * 0.9, base * 1.2]), sides, 0)
        w.add(rings(np.concatenate(rows), sides), tones, smooth=True)
    if not far:
        w.occlude(0, 0, 0, thick * 1.4, thick * 1.4, tall * 0.3)
        w.occlude(0, 0, tall * 0.25, tall * 0.2, tall * 0.2, tall * 0.5)


def bush(w: Workshop, p: Piece) -> None:
    """A round bush of a few clumps."""
    leaves = w.palette.many("leaf")
    for k in range(5):
        angle = k * 1.9
        out = 0.24 * p.width if k else 0.0
        radius = p.width * p.random.uniform(0.28, 0.38)
        place = (
            math.cos(angle) * out,
            math.sin(angle) * out,
            radius * 0.62 + (0.12 * p.height if k == 0 else 0),
        )
        tone = shade(leaves[k % len(leaves)], p.random.uniform(0.8, 1.1))
        crown(w, p, place, radius, tone, 12)
        tufts(w, p, place, radius, tone, 30)
    w.occlude(0, 0, 0, p.width * 0.6, p.width * 0.6, p.height * 0.6)


def hedge(w: Workshop, p: Piece) -> None:
    """A clipped hedge."""
    tone = shade(w.palette.many("leaf")[0], 0.9)
    w.cushion((0, 0, 0), (p.width, p.depth, p.height), tone, 0.12)
    for k in range(int(p.width / 0.35)):
        place = (-p.width / 2 + 0.2 + k * 0.35, 0, p.height * 0.75)
        tufts(w, p, place, p.depth * 0.5, shade(tone, p.random.uniform(0.9, 1.3)), 14)


def flower_bed(w: Workshop, p: Piece) -> None:
    """A bed of earth with flowers in it."""
    w.cushion((0, 0, -0.04), (p.width, p.depth, 0.12), "#4d3a28", 0.05)
    colours = [w.palette["accent"], w.palette["accent2"], linear("#e9dfc8"), linear("#b0608a")]
    for k in range(int(p.width * 16)):
        x = p.random.uniform(-p.width / 2 + 0.1, p.width / 2 - 0.1)
        y = p.random.uniform(-p.depth / 2 + 0.1, p.depth / 2 - 0.1)
        tall = p.random.uniform(0.16, 0.36)
        w.tube([(x, y, 0.05), (x + 0.02, y, tall)], 0.006, "#5f7a3f", 4)
        w.ball((x + 0.02, y, tall), p.random.uniform(0.03, 0.05), colours[k % 4], 6, squash=(1, 1, 0.7))
        w.ball((x, y, 0.1), 0.07, shade("#55753a", p.random.uniform(0.8, 1.2)), 6, squash=(1, 1, 0.6))


def blades(
    w: Workshop, p: Piece, count: int, area: tuple[float, float], colour: Colour, tall: tuple[float, float]
) -> None:
    """Blades of grass as thin triangles, scattered over an area (width, depth) about the middle."""
    random = p.random
    x = random.uniform(-area[0] / 2, area[0] / 2, count)
    y = random.uniform(-area[1] / 2, area[1] / 2, count)
    angle, height = random.uniform(0, 6.28, count), random.uniform(*tall, count)
    half = 0.012 + height * 0.05
    lean = random.uniform(0.1, 0.4, count) * height
    flat = np.zeros(count)
    left = np.stack([x - half * np.cos(angle), y - half * np.sin(angle), flat], 1)
    right = np.stack([x + half * np.cos(angle), y + half * np.sin(angle), flat], 1)
    tip = np.stack([x + lean * np.sin(angle), y + lean * np.cos(angle), height], 1)
    vertices = np.stack([left, right, tip], 1).reshape(-1, 3)
    tones: Floats = linear(colour) * random.uniform(0.7, 1.3, (count, 1))
    w.add(mesh(vertices, triangles=np.arange(3 * count).reshape(-1, 3)), tones, upward=True)


def undergrowth(w: Workshop, p: Piece) -> None:
    """Grass over an area, thin where people stand; `dunes`: tall and pale."""
    area = (p.width, p.depth)
    density = p.width * p.depth
    grass = w.palette["grass"]
    if p.options.get("dunes"):
        blades(w, p, int(density * 11), area, grass, (0.4, 0.95))
        return
    blades(w, p, int(min(2600, density * 10)), area, grass, (0.08, 0.26))
    blades(w, p, int(min(400, density * 1.4)), area, linear("#a3a04e"), (0.15, 0.4))


def crops(w: Workshop, p: Piece) -> None:
    """A field of ripe corn in rows, dense at its near edge."""
    corn = w.palette.get("crops", "accent")

    def rows(s: Floats, t: Floats) -> Floats:
        return corn * (0.72 + 0.2 * np.abs(np.sin(s * p.width * 2.1)) + 0.1 * np.sin(t * 40))[:, None]

    top = p.height * 0.72
    corner = (-p.width / 2, -p.depth / 2, top)
    w.sheet(corner, (p.width, 0, 0), (0, p.depth, 0.6), (120, 30), corn, vertex_paint=rows)
    front = (-p.width / 2, -p.depth / 2, 0)
    w.sheet(front, (p.width, 0, 0), (0, 0, top), (90, 3), shade(corn, 0.75))
    with w.at(0, -p.depth / 2 + 0.7):
        blades(w, p, 2600, (p.width * 0.6, 1.8), corn, (p.height * 0.75, p.height * 1.25))
