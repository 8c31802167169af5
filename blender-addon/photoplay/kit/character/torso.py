"""The trunk: rings from the crotch to under the chin, with a hem folded back into a lining and holes for the
arms. Lengths are shares of the body's height until they reach the cage."""

from __future__ import annotations

from dataclasses import dataclass
from math import sin

import numpy as np

from .cage import Cage
from .draft import Draft
from .garments import Garment
from .maths import Floats, Scalars, angles, smoothstep
from .palette import Paint, shade
from .proportions import Body
from .torso_weights import weigh_torso

COLUMNS = 24
"""Vertices a ring, from the left (+X) over the back."""

ARMHOLE_HEIGHT = 4
_ARMHOLE_COLUMNS = (-2, -1, 0, 1)
_THETA = angles(COLUMNS)
_FRONT = np.clip(-np.sin(_THETA), 0, 1) ** 2


@dataclass(frozen=True)
class Girth:
    """Half widths (x) and depths (y) of the trunk."""

    hip: float
    waist: float
    chest: float
    hip_depth: float
    waist_depth: float
    chest_depth: float
    belly: float
    neck: float


@dataclass(frozen=True)
class Torso:
    """Indices into the cage: the lowest ring, and of each armhole its 16 vertices from the lower front
    round."""

    lowest: list[int]
    armholes: dict[int, list[int]]


def measure_girth(body: Body, build: str) -> Girth:
    """Depth grows slower than width; children have no waist."""
    width, figure, youth = body.width, body.figure, body.youth
    deep = 0.45 + 0.55 * width
    hip = (0.083 + 0.011 * figure) * (0.62 + 0.38 * width) + 0.002 * youth
    waist = (0.080 - 0.013 * figure) * (0.35 + 0.65 * width)
    belly = {"slim": 0.0, "average": 0.006, "stocky": 0.028}[build]
    return Girth(
        hip=hip,
        waist=waist + (hip * 0.97 - waist) * youth,
        chest=body.shoulder_x / body.height * 0.86 * (0.8 + 0.2 * width),
        hip_depth=0.066 * deep + 0.004 * figure,
        waist_depth=0.058 * deep,
        chest_depth=0.064 * deep,
        belly=belly + (0.008 if body.elder else 0) + 0.008 * youth,
        neck=(0.037 - 0.006 * figure) * (0.8 + 0.2 * width) * (1 - 0.14 * youth),
    )


class _Rings:
    """Rings from the bottom up; each carries the paint of the band below it and a tint."""

    def __init__(self, body: Body) -> None:
        self.height = body.height
        self.rings: list[Floats] = []
        self.paints: list[Paint] = []
        self.tints: list[float] = []

    def add(
        self,
        z: Scalars,
        half_width: Scalars,
        half_depth: Scalars,
        y: float,
        paint: Paint,
        tint: float = 1.0,
        square: float = 2.5,
    ) -> None:
        """A superellipse of exponent `square` at height z, its middle at y."""
        c, s = np.cos(_THETA), np.sin(_THETA)
        ring = [
            half_width * np.sign(c) * np.abs(c) ** (2 / square),
            y + half_depth * np.sign(s) * np.abs(s) ** (2 / square),
            np.broadcast_to(z, COLUMNS),
        ]
        self.rings.append(np.stack(ring, 1) * self.height)
        self.paints.append(paint)
        self.tints.append(tint)


def add_torso(cage: Cage, draft: Draft, garment: Garment, girth: Girth) -> Torso:
    """Rings, their weights and the faces between them."""
    rings = _Rings(draft.body)
    _hips(rings, draft, garment, girth)
    _waist(rings, draft, garment, girth)
    armhole = len(rings.rings)
    _chest(rings, draft, garment, girth)
    _neck(rings, draft, garment, girth)

    points = np.concatenate(rings.rings)
    body = draft.body
    lap = smoothstep(
        body.levels["hip"] + 0.02 * body.height, body.levels["crotch"] - 0.03 * body.height, points[:, 2]
    )
    cage.add(
        points,
        weigh_torso(draft.sink, body, points, body.skirt),
        np.repeat(rings.tints, COLUMNS),
        lap * body.skirt,
    )
    _add_faces(cage, rings, armhole)
    loops = {sign: _armhole_loop(armhole, sign) for sign in (1, -1)}
    return Torso(list(range(COLUMNS)), loops)


def _hips(rings: _Rings, draft: Draft, garment: Garment, girth: Girth) -> None:
    """The seat, then the belt of a tucked shirt or a hem that folds back: lining inside, cloth outside."""
    body, legs, top = draft.body, leg_paint(draft), draft.paints.top
    crotch, hip, waist = body.share("crotch"), body.share("hip"), body.share("spine")
    width, depth, y, under = girth.hip, girth.hip_depth, -girth.belly, garment.under
    rings.add(crotch + 0.004, width * 0.97 * under, depth * 0.96 * under, 0.004, legs, 0.8)
    rings.add(hip + 0.005, width * under, depth * under, 0.006, legs, 0.9)
    if garment.hem is None:
        belt = draft.paints.leather
        rings.add(waist - 0.020, width * 0.95, depth * 0.94, y * 0.6, legs)
        rings.add(waist - 0.014, width * 0.97, depth * 0.97, y * 0.7, belt)
        rings.add(waist + 0.010, width * 0.96, depth * 0.96, y * 0.8, belt)
        rings.add(waist + 0.016, width * 0.955, depth * 0.955, y * 0.9, top, 0.8)
        return
    hem, flare = garment.hem, garment.flare
    fold = max(hem + 0.035, hip + 0.03)
    rings.add(fold, width * 0.97 * under, depth * 0.97 * under, y * 0.5, legs, 0.5)
    if body.skirt:  # the lining follows the skirt, always inside it
        for share in (0.70, 0.30):
            inner = _skirt_width(flare, share) * 0.90
            rings.add(
                hem + (hip + 0.01 - hem) * share, width * inner, depth * inner, 0.003, shade(top, 0.3), 0.4
            )
    for rise, size, bright, tint in (
        (0.006, 0.965, 0.45, 0.55),
        (-0.001, 0.985, 0.8, 0.85),
        (0.008, 1.0, 1.0, 1.0),
    ):
        rings.add(
            hem + rise,
            width * flare * size,
            depth * flare * 1.02 * size,
            0.004 + y * 0.6,
            shade(top, bright),
            tint,
        )
    if body.skirt:  # more rings, to bend with the thighs
        for share in (0.25, 0.5, 0.75):
            folds = 1 + garment.folds * (1 - share) * np.cos(_THETA * 6)
            outer = _skirt_width(flare, share) * folds
            rings.add(hem + (hip + 0.01 - hem) * share, width * outer, depth * outer, 0.003, top)
    elif hem < hip - 0.01:
        rings.add((hem + waist) / 2, width * 1.06, depth * 1.06, y * 0.8, top)
    rings.add(hip + 0.030, width * 1.035, depth * 1.03, y * 0.7, top)


def leg_paint(draft: Draft) -> Paint:
    """What a skirt hides is painted like it: a thigh that shows through on a chair then is no hole."""
    return shade(draft.paints.top, 0.8) if draft.body.skirt else draft.paints.legs


def _skirt_width(flare: float, share: float) -> float:
    """Width of a skirt, in hip widths, from its hem (0) to the hip (1)."""
    return flare + (1.05 - flare) * share**0.8


def _waist(rings: _Rings, draft: Draft, garment: Garment, girth: Girth) -> None:
    body, puff, belly = draft.body, garment.puff, girth.belly
    waist, chest, top = body.share("spine"), body.share("chest"), draft.paints.top
    rings.add(waist + 0.030, girth.waist * puff, girth.waist_depth * puff + belly * 0.5, -belly, top)
    rings.add(
        (waist + chest) / 2 + 0.018,
        (girth.waist * 0.6 + girth.chest * 0.4) * puff,
        (girth.waist_depth + girth.chest_depth) * 0.5 * puff + belly * 0.35,
        -belly * 0.8,
        top,
    )


def _chest(rings: _Rings, draft: Draft, garment: Garment, girth: Girth) -> None:
    """Five rings whose sides are left open: the armholes."""
    body = draft.body
    shoulder = body.share("shoulder")
    bust = 0.010 * body.figure * (1 - body.youth)
    wide = 1.03 if garment.puff > 1 else 1.0
    for i, z in enumerate(np.linspace(shoulder - 0.062, shoulder + 0.022, ARMHOLE_HEIGHT + 1)):
        share = i / ARMHOLE_HEIGHT
        width = girth.chest * (1 + 0.03 * sin(share * 3)) * (1 - 0.16 * share**2) * wide
        depth = girth.chest_depth * (1.02 - 0.30 * share**1.5) * garment.puff
        depth += bust * (1 - share) ** 1.2 * (1 if i else 1.2)
        drop = garment.scoop * 1.1 * share**2 * _FRONT
        rings.add(z - drop, width, depth, 0.004 * share - bust * (1 - share), draft.paints.top, square=2.6)


def _neck(rings: _Rings, draft: Draft, garment: Garment, girth: Girth) -> None:
    """Shoulders, a neckline folded inwards, and the neck up into the head."""
    body, paints, radius = draft.body, draft.paints, girth.neck
    shoulder, neck = body.share("shoulder"), body.share("neck")
    head = body.head_height / body.height
    chin = (body.head_centre[2] - 0.5 * body.head_height) / body.height
    lining = paints.shirt if garment.shirt_beneath else paints.top
    wide = radius * (1 + 5 * garment.scoop)
    line = neck - garment.scoop * (0.5 + _FRONT)
    low = shoulder + 0.037 - garment.scoop * (0.2 + 1.5 * _FRONT)
    rings.add(low, girth.chest * 0.60, girth.chest_depth * 0.64, 0.006, paints.top, square=2.2)
    if not garment.scoop:  # a collar stands off the neck
        rings.add(line - 0.008, wide * 1.36, wide * 1.36, 0.002, paints.top, square=2)
    rings.add(line, wide * 1.22, wide * 1.20, 0.0, shade(lining, 1.02), square=2)
    rings.add(line + 0.001, wide * 1.13, wide * 1.12, 0.0, shade(lining, 1.02), square=2)
    rings.add(line - 0.006, wide * 1.07, wide * 1.07, 0.0, shade(lining, 0.6), 0.7, square=2)
    if garment.scoop:
        rings.add(line - 0.003, wide * 1.05, wide * 1.06, 0.0, paints.skin, 0.85, square=2)
    rings.add(neck, radius, radius * 1.02, -0.001, paints.skin, 0.70, square=2)
    rings.add(chin + 0.01, radius * 0.96, radius, -0.004, paints.skin, 0.66, square=2)
    rings.add(chin + 0.07 * head / 0.17, radius, radius * 1.02, -0.004, paints.skin, 0.5, square=2)


def _add_faces(cage: Cage, rings: _Rings, armhole: int) -> None:
    for row in range(len(rings.rings) - 1):
        for column in range(COLUMNS):
            left = column if column < COLUMNS // 2 else column - COLUMNS
            right = column - COLUMNS // 2
            beside_arm = left in _ARMHOLE_COLUMNS or right in _ARMHOLE_COLUMNS
            if armhole <= row < armhole + ARMHOLE_HEIGHT and beside_arm:
                continue
            start, following = row * COLUMNS, (column + 1) % COLUMNS
            corners = [
                start + column,
                start + following,
                start + COLUMNS + following,
                start + COLUMNS + column,
            ]
            cage.face(corners, rings.paints[row + 1])


def _armhole_loop(row: int, sign: int) -> list[int]:
    """The rim of a hole of 4x4 quads."""

    def at(up: int, column: int) -> int:
        turned = column if sign > 0 else COLUMNS // 2 - column
        return (row + up) * COLUMNS + turned % COLUMNS

    top = ARMHOLE_HEIGHT
    below = [at(0, column) for column in (-2, -1, 0, 1)]
    back = [at(up, 2) for up in range(top)]
    above = [at(top, column) for column in (2, 1, 0, -1)]
    front = [at(top - down, -2) for down in range(top)]
    return below + back + above + front
