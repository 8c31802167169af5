"""Arms that hold a prop: where each kind is carried, and how a hand goes to it, gives it and takes it.

Directions are (out from the body's middle, forward, up), as in `Figure.along`.
"""

from __future__ import annotations

from mathutils import Vector

from ..props.catalogue import PROP_KINDS, PropKind
from .ease import mix
from .figure import ArmGoal, Figure, sign_of
from .hand_places import elbow
from .holds import HOLDS, curls, hold_wrist

Triple = tuple[float, float, float]

_PRESENTED: dict[str, tuple[Triple, Triple, Triple]] = {
    # wrist from the shoulder in arm lengths; fingers; palm
    "pinch": ((0.00, 0.44, -0.48), (-0.45, 1.0, -0.12), (-1.0, -0.35, -0.05)),
    "pen": ((0.00, 0.46, -0.48), (-0.45, 1.0, 0.10), (-1.0, -0.35, -0.05)),
    "wrap": ((0.00, 0.46, -0.50), (-0.45, 1.0, 0.0), (-1.0, -0.45, 0.0)),
    "flat": ((-0.02, 0.50, -0.46), (-0.50, 0.45, 0.75), (-0.35, -0.75, 0.60)),
    "offer": ((-0.04, 0.46, -0.54), (-0.40, 1.0, 0.05), (-0.10, 0.0, 1.0)),
    "pistol": ((0.02, 0.56, -0.44), (-0.05, 1.0, -0.15), (-1.0, 0.0, 0.0)),
    "fist": ((0.04, 0.46, -0.52), (-0.35, 1.0, 0.05), (-1.0, -0.35, 0.0)),
    "torch": ((0.04, 0.46, -0.50), (-0.10, 1.0, 0.0), (-1.0, -0.1, 0.0)),
}
_FROM_ABOVE = ("pinch", "pen", "flat", "offer", "pistol", "fist", "torch")
_BELLY = 0.100
"""Of the height: how far before the spine a box is held."""
_APART = 0.05
"""Metres between the middle of a giving and of a taking hand, and where they meet."""


def carry(figure: Figure, side: str, kind: str) -> ArmGoal:
    """An arm with a prop: small things before the chest, bags hanging, boxes against the belly, both hands on
    their sides."""
    prop = PROP_KINDS[kind]
    if prop.hold == "carry":
        return _both(figure, side, prop, _box_place(figure, prop))
    if prop.hold == "hang":
        return _hanging(figure, side, prop)
    place, fingers, palm = _PRESENTED[prop.hold]
    low = mix(0.0, -0.08, min(figure.carriage.vigour, 1.0))
    wrist = figure.reach(side, place[0], place[1], place[2] + low)
    if figure.table is not None:
        wrist.z = max(wrist.z, figure.table + 0.075 * figure.height)
    return _goal(prop, side, wrist, figure.along(side, *fingers), figure.along(side, *palm))


def handle(figure: Figure, side: str, kind: str, point: Vector, *, passed: bool) -> ArmGoal:
    """An arm that gets to a prop whose base is at a point (armature space), or holds it out there to be
    `passed` from hand to hand."""
    prop = PROP_KINDS[kind]
    hold, sign, hand = HOLDS[prop.hold], sign_of(side), figure.skeleton.body.hand
    ahead = point - figure.shoulder(side)
    flat = Vector((ahead.x, ahead.y, 0.0)).normalized()
    if prop.hold == "carry":
        back = flat * _APART if passed else Vector()
        return _both(figure, side, prop, point - back + Vector((0, 0, 0 if passed else prop.grip[2])))
    if passed:
        direct = _PRESENTED.get(prop.hold, _PRESENTED["wrap"])
        fingers, palm = flat + Vector((0, 0, 0.1)), figure.along(side, *direct[2])
        point = point - flat * _APART
    elif prop.hold in _FROM_ABOVE:
        fingers, palm = flat + Vector((0, 0, -0.75)), Vector((-0.55 * sign, -0.2, -0.8))
    elif prop.hold == "hang":
        fingers, palm = Vector((0, -0.25, -1)), Vector((-sign, -0.1, 0))
        point = point + Vector((0, 0, prop.grip[2]))
    else:
        fingers, palm = flat, Vector((-sign, -0.25, -0.05))
        point = point + Vector((0, 0, prop.grip[2]))
    if prop.hold == "wrap":
        point = point - palm.normalized() * max(min(prop.size[:2]) * 0.5 - 0.012, 0.0)
    return _goal(prop, side, hold_wrist(hold, side, hand, point, fingers, palm), fingers, palm)


def held_out(figure: Figure, side: str, point: Vector) -> Vector:
    """Where an arm must reach to for a prop at a point, held by the fingers: what it need not lean for."""
    ahead = point - figure.shoulder(side)
    return point - ahead.normalized() * figure.skeleton.body.hand * 0.7


def _goal(prop: PropKind, side: str, wrist: Vector, fingers: Vector, palm: Vector) -> ArmGoal:
    return ArmGoal(wrist, elbow(side, 0.55, 0.6, -0.9), fingers, palm, *curls(HOLDS[prop.hold]))


def _both(figure: Figure, side: str, prop: PropKind, middle: Vector) -> ArmGoal:
    """One hand of two on the sides of a thing; `middle` lies between the palms. Hands go by the body, not by
    the chest, so that what they carry stays level."""
    sign, hold = sign_of(side), HOLDS[prop.hold]
    fingers, palm = Vector((0, -1, 0)), Vector((-sign, 0, 0))
    palm_at = middle + Vector((sign * prop.grip[0], -prop.grip[1], 0))
    return _goal(
        prop, side, hold_wrist(hold, side, figure.skeleton.body.hand, palm_at, fingers, palm), fingers, palm
    )


def _box_place(figure: Figure, prop: PropKind) -> Vector:
    """Between the palms: close to the belly, above knees and table."""
    middle = (figure.shoulder(".L") + figure.shoulder(".R")) / 2
    low = middle.z - 0.60 * figure.arm
    if figure.carriage.seated > 0.5:
        knees = max(figure.skeleton.joint("shin" + side).z for side in (".L", ".R"))
        low = max(low, knees + 0.055 * figure.height + prop.grip[2])
    if figure.table is not None:
        low = max(low, figure.table + 0.01 + prop.grip[2])
    return Vector((middle.x, middle.y - _BELLY * figure.height - prop.size[1] / 2, low))


def _hanging(figure: Figure, side: str, prop: PropKind) -> ArmGoal:
    """The arm straight down; higher where the thing would touch the ground, beside the chair for one who
    sits."""
    hand, seated = figure.skeleton.body.hand, figure.carriage.seated
    wrist = figure.reach(side, mix(0.20, 0.34, seated), mix(0.06, 0.55, seated), -0.94)
    ground = prop.grip[2] + 0.02 + HOLDS["hang"].spot[0] * hand
    wrist.z = max(wrist.z, ground)
    sign = sign_of(side)
    return _goal(prop, side, wrist, Vector((0, -0.02, -1)), Vector((-sign, 0, 0)))
