"""Legs, trousers and shorts: rings of 16 from the crotch to the ankle. Lengths are shares of the body's
height."""

from __future__ import annotations

import numpy as np

from .arms import LimbRing
from .cage import Cage
from .draft import Draft
from .garments import Garment
from .joints import SIDES
from .maths import Floats, bell, smoothstep
from .mesh import MeshSink
from .palette import Paint, shade
from .proportions import Body
from .torso import COLUMNS, Girth, Torso, leg_paint
from .torso_weights import weigh_torso

_ANGLES = np.radians(-135 + 22.5 * np.arange(16))


def add_legs(cage: Cage, draft: Draft, garment: Garment, girth: Girth, torso: Torso) -> None:
    """Both legs, bridged to half of the lowest ring and three vertices between the legs."""
    body = draft.body
    crotch = _add_crotch(cage, draft, girth)
    rings = _Legs(draft, garment).profile()
    for sign, side in SIDES:
        half = [(18 + column) % COLUMNS for column in range(13)]
        if sign < 0:
            half = [(12 - column) % COLUMNS for column in half]
        before = [torso.lowest[column] for column in half] + crotch[::-1]
        for ring in rings:
            points = _circle(draft, garment, girth, ring) * np.array([sign, 1, 1])
            inside = smoothstep(0.5, 1.0, -np.cos(_ANGLES))
            shadow = 1 - 0.25 * inside * smoothstep(body.share("knee"), body.share("crotch"), ring.at)
            weights = _weights(draft.sink, body, ring.at, side, garment)
            indices = cage.add(points, weights, ring.tint * shadow)
            cage.bridge(before, indices, ring.paint, flip=sign > 0)
            before = indices


def _add_crotch(cage: Cage, draft: Draft, girth: Girth) -> list[int]:
    body, crotch, depth = draft.body, draft.body.share("crotch"), girth.hip_depth
    points = np.array(
        [[0, -depth * 0.55, crotch - 0.012], [0, 0.004, crotch - 0.022], [0, depth * 0.6, crotch - 0.012]]
    )
    points = points * body.height
    return cage.add(points, weigh_torso(draft.sink, body, points, skirt=False), 0.55)


class _Legs:
    """Radii of a leg and what is drawn over it."""

    def __init__(self, draft: Draft, garment: Garment) -> None:
        self.draft, self.garment = draft, garment
        body = draft.body
        self.crotch, self.knee, self.ankle = body.share("crotch"), body.share("knee"), body.share("ankle")
        self.girth = (0.70 + 0.30 * body.width) * (1 + 0.02 * body.figure)
        self.stations = [
            self.crotch - 0.065, (self.crotch + self.knee) / 2 + 0.02, self.knee + 0.040, self.knee + 0.014,
            self.knee - 0.010, self.knee - 0.038, (self.knee + 0.05) / 2, 0.085,
        ]  # fmt: skip

    def bare(self, z: float) -> float:
        levels = [
            self.ankle - 0.02, self.ankle + 0.01, 0.10, 0.17, self.knee - 0.03, self.knee, self.knee + 0.06,
            self.crotch - 0.05, self.crotch,
        ]  # fmt: skip
        radii = [0.021, 0.020, 0.025, 0.035, 0.032, 0.034, 0.040, 0.050, 0.052]
        radius = float(np.interp(z, levels, radii)) * self.girth
        if self.draft.body.skirt:  # what a skirt hides shrinks, so that it never shows through
            radius *= 1 - 0.12 * float(smoothstep(self.knee, self.knee + 0.06, z))
        return radius

    def clothed(self, z: float) -> float:
        ease = self.garment.trouser * (0.3 if self.draft.body.skirt else 1.0)
        return self.bare(z) + ease + 0.007 * float(smoothstep(self.knee, 0.08, z))

    def paint(self, z: float) -> Paint:
        hidden = self.draft.body.skirt and z > self.knee + 0.075
        return leg_paint(self.draft) if hidden else self.draft.paints.legs

    def profile(self) -> list[LimbRing]:
        """Rings from the crotch down."""
        if self.garment.shorts:
            return self._shorts()
        if self.garment.bare_legs:
            rings = [
                LimbRing(self.crotch - 0.028, self.bare(self.crotch - 0.02), self.paint(self.crotch), 0.8)
            ]
            rings += [LimbRing(z, self.bare(z), self.paint(z)) for z in self.stations]
            return [*rings, LimbRing(self.ankle, self.bare(0.05), self.draft.paints.legs, 0.85)]
        return self._trousers()

    def _trousers(self) -> list[LimbRing]:
        hem, cloth, rim = 0.028, self.draft.paints.legs, self.clothed(0.05)
        return [
            LimbRing(self.crotch - 0.028, self.clothed(self.crotch - 0.02), self.paint(self.crotch), 0.8),
            *(LimbRing(z, self.clothed(z), self.paint(z)) for z in self.stations),
            LimbRing(hem + 0.012, rim, cloth),
            LimbRing(hem, rim * 1.01, cloth, 0.9),
            LimbRing(hem - 0.001, rim * 0.93, shade(cloth, 0.6), 0.6),
            LimbRing(hem + 0.03, self.bare(0.05) * 0.9, shade(cloth, 0.3), 0.4),
        ]

    def _shorts(self) -> list[LimbRing]:
        cloth, skin, sock = self.draft.paints.bottom, self.draft.paints.skin, self.draft.paints.sock
        hem = self.knee + 0.05
        return [
            LimbRing(self.crotch - 0.028, self.clothed(self.crotch - 0.02), cloth, 0.8),
            *(LimbRing(z, self.clothed(z) + 0.006, cloth) for z in self.stations if z > hem + 0.01),
            LimbRing(hem, self.clothed(hem) + 0.010, cloth),
            LimbRing(hem - 0.004, self.clothed(hem) + 0.007, cloth, 0.7),
            LimbRing(hem + 0.018, self.bare(hem), shade(cloth, 0.4), 0.5),
            *(LimbRing(z, self.bare(z), skin) for z in self.stations if z < hem - 0.006),
            LimbRing(self.ankle + 0.028, self.bare(0.06) * 1.10, sock),
            LimbRing(self.ankle, self.bare(0.05) * 1.1, sock, 0.9),
        ]


def _circle(draft: Draft, garment: Garment, girth: Girth, ring: LimbRing) -> Floats:
    """A level ring about the left leg, with a calf; metres."""
    body, height, z = draft.body, draft.body.height, ring.at
    hip, knee, ankle = draft.joint("thigh.L"), draft.joint("shin.L"), draft.joint("foot.L")
    down = (hip[2] - z * height) / (hip[2] - knee[2])
    if down < 1:
        centre = hip + (knee - hip) * down
    else:
        centre = knee + (ankle - knee) * ((knee[2] - z * height) / (knee[2] - ankle[2]))
    crotch = body.share("crotch")
    near_top = float(smoothstep(crotch - 0.09, crotch - 0.02, z))
    calf = 0.008 * float(bell(z, 0.18, 0.05)) * (1 if garment.bare_legs else 0.4)
    points = np.array([centre[0] + 0.006 * height * near_top, centre[1] + calf * height, z * height])
    section = [np.cos(_ANGLES) * (1 - 0.06 * near_top), np.sin(_ANGLES) * (1 + 0.12 * near_top), 0 * _ANGLES]
    points = points + ring.radius * height * np.stack(section, 1)
    widest = girth.hip * height * (0.92 if body.skirt else 1.06) if z > crotch - 0.09 or body.skirt else 9.0
    points[:, 0] = np.clip(points[:, 0], 0.002 * height, widest)  # thighs touch, never cross
    return points


def _weights(sink: MeshSink, body: Body, z: float, side: str, garment: Garment) -> Floats:
    knee, ankle, crotch = body.share("knee"), body.share("ankle"), body.share("crotch")
    shin = smoothstep(knee + 0.035, knee - 0.035, z)
    foot = smoothstep(ankle + 0.01, ankle - 0.02, z) * (1.0 if garment.bare_legs else 0.8)
    leg = smoothstep(crotch + 0.01, crotch - 0.05, z) * 0.3 + 0.7
    suffix = side.replace(".", "_")
    return sink.weights(
        16,
        hips=1 - leg,
        **{
            f"thigh{suffix}": leg * (1 - shin),
            f"shin{suffix}": shin * (1 - foot),
            f"foot{suffix}": shin * foot,
        },
    )
