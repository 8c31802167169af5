"""The four postures: where the hips and feet of a body are when it stands, sits, kneels or lies, in the set.

A character faces -Y of its armature, so an armature that looks along `facing` is turned by facing + pi.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from mathutils import Vector

from ..character.proportions import Body
from .ease import DEGREE, clamp

SIDES: tuple[tuple[int, str], ...] = ((1, ".L"), (-1, ".R"))

_STAND_DROP = 0.006
_SEAT_FLESH = 0.052
_LYING_FLESH = 0.062
_SOLE_CLEAR = 0.012
_THIGH_SLOPE = 0.28
"""How far thighs may slope down to the knees, as a share of their length, before feet hang instead."""


@dataclass(frozen=True)
class Foot:
    """`ankle` in the set; `turn` about Z; `pitch` lifts the heel; the knee bends towards `pole`."""

    ankle: Vector
    turn: float
    pitch: float
    pole: Vector


@dataclass(frozen=True)
class Stance:
    """`hips`: the middle between the hip joints, in the set; `lean`, `bend`: pitch of hips and spine."""

    hips: Vector
    lean: float
    bend: float
    feet: dict[str, Foot]


def turned(vector: Vector, angle: float) -> Vector:
    """A vector turned about Z."""
    c, s = cos(angle), sin(angle)
    return Vector((vector.x * c - vector.y * s, vector.x * s + vector.y * c, vector.z))


def to_set(position: Vector, facing: float, local: Vector) -> Vector:
    """A point of the armature's space in the set."""
    return position + turned(local, facing + pi)


class Postures:
    """The stances of one body."""

    def __init__(self, body: Body) -> None:
        height, level = body.height, body.levels
        self.body, self.height = body, height
        self.hip, self.ankle = level["hip"], level["ankle"]
        self.thigh = level["hip"] - level["knee"]
        self.shin = level["knee"] - level["ankle"]
        self.ankle_x = body.hip_x * 1.08

    def stand(self, position: Vector, facing: float) -> Stance:
        """Feet a little apart and turned out; `position` is between them."""
        height = self.height

        def foot(sign: int) -> Foot:
            local = Vector(
                ((self.ankle_x + 0.012 * height) * sign, 0.008 * height - 0.010 * height * sign, self.ankle)
            )
            return self._foot(position, facing, local, turn=8 * DEGREE * sign)

        hips = position + Vector((0, 0, self.hip - _STAND_DROP * height))
        return Stance(hips, 0.0, 0.0, {side: foot(sign) for sign, side in SIDES})

    def sit(self, position: Vector, facing: float, seat: float) -> Stance:
        """On a seat `seat` metres above `position`. Feet stand on the floor, or hang where it is too far."""
        flesh = _SEAT_FLESH * self.height * sqrt(self.body.width)
        hips_height = seat + flesh
        knee_height = max(hips_height - _THIGH_SLOPE * self.thigh, min(hips_height, self.shin + self.ankle))
        forward = sqrt(max(self.thigh**2 - (knee_height - hips_height) ** 2, 0.0)) * 0.985
        drop = knee_height - self.ankle
        hanging = drop > self.shin * 1.01
        ankle_height = knee_height - self.shin * 0.995 if hanging else self.ankle
        stretch = 0.0 if hanging else sqrt(max((self.shin * 0.99) ** 2 - drop**2, 0.0))
        forward += clamp(stretch, -0.02 * self.height, 0.75 * self.shin) - 0.03 * self.height

        def foot(sign: int) -> Foot:
            spread = 1.0 if self.body.skirt else 1.65
            local = Vector((self.ankle_x * spread * sign, -forward - 0.02 * self.height * sign, ankle_height))
            turn = (-3 if self.body.skirt else 7) * DEGREE * sign
            return self._foot(position, facing, local, turn, pitch=16 * DEGREE if hanging else 0.0, up=0.35)

        hips = position + Vector((0, 0, hips_height))
        return Stance(hips, 4 * DEGREE, 3 * DEGREE, {side: foot(sign) for sign, side in SIDES})

    def kneel(self, position: Vector, facing: float) -> Stance:
        """On the right knee, the left foot in front."""
        height, rest = self.height, self.thigh + 0.030 * self.height
        left = Vector((self.ankle_x * 1.3, -0.86 * self.thigh, self.ankle))
        right = Vector((-self.ankle_x, 0.93 * self.shin, 0.052 * height))
        feet = {
            ".L": self._foot(position, facing, left, turn=5 * DEGREE),
            ".R": self._foot(position, facing, right, pitch=62 * DEGREE, up=-0.3),
        }
        return Stance(position + Vector((0, 0, rest)), 3 * DEGREE, 4 * DEGREE, feet)

    def lie(self, position: Vector, facing: float, seat: float) -> Stance:
        """On the back, `position` under the hips, feet towards `facing`, `seat` metres up."""
        height, level = self.height, seat + _LYING_FLESH * self.height
        reach = (self.thigh + self.shin) * 0.985

        def foot(sign: int) -> Foot:
            local = Vector((self.ankle_x * 1.5 * sign, -reach, seat + 0.045 * height))
            foot = self._foot(position, facing, local, turn=14 * DEGREE * sign, pitch=-68 * DEGREE)
            return Foot(foot.ankle, foot.turn, foot.pitch, Vector((0, 0, 1)))

        feet = {side: foot(sign) for sign, side in SIDES}
        return Stance(position + Vector((0, 0, level)), -88 * DEGREE, -2 * DEGREE, feet)

    def of(self, posture: str, position: Vector, facing: float, seat: float) -> Stance:
        """The stance of a posture by its name; `position` is the ground below feet or seat."""
        if posture == "sit":
            return self.sit(position, facing, seat)
        if posture == "kneel":
            return self.kneel(position, facing)
        if posture == "lie":
            return self.lie(position, facing, seat)
        return self.stand(position, facing)

    def _foot(
        self,
        position: Vector,
        facing: float,
        local: Vector,
        turn: float = 0.0,
        pitch: float = 0.0,
        up: float = 0.1,
    ) -> Foot:
        heading = facing + pi + turn
        return Foot(to_set(position, facing, local), heading, pitch, turned(Vector((0, -1, up)), heading))


class Sole:
    """How a foot rolls over its ball and heel: the ankle of a planted foot whose heel (or toe) is lifted."""

    def __init__(self, body: Body) -> None:
        height, ankle = body.height, body.levels["ankle"]
        self.ball = Vector((0.0, -0.063 * height, -(ankle - _SOLE_CLEAR * height)))
        self.heel = Vector((0.0, 0.022 * height, -ankle))

    def rolled(self, foot: Foot, pitch: float) -> Vector:
        """The ankle when the foot turns by `pitch` about its ball (heel up) or, below 0, about its heel."""
        pivot = self.ball if pitch > 0 else self.heel
        c, s = cos(pitch), sin(pitch)
        arm = -pivot
        lifted = Vector((0.0, arm.y * c - arm.z * s, arm.y * s + arm.z * c))
        return foot.ankle + turned(pivot + lifted, foot.turn)
