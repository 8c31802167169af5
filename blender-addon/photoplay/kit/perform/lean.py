"""Bending towards what the hands cannot reach from an upright body."""

from __future__ import annotations

from math import atan2, cos, sin

from mathutils import Vector

from .ease import DEGREE, clamp
from .figure import Figure, sign_of

_MOST_BEND = 78 * DEGREE
_MOST_SINK = 0.31
_HINGE = 0.86
"""The trunk bends along its length: its top goes as far as a stiff one would by this share of the angle."""
_MOST_TURN, _TURN_HELPS = 30 * DEGREE, 0.35
_SEARCH = 10
_FAR_ENOUGH = 0.4
"""Nobody lies down on a counter to put a thing where arms do not reach."""


def lean_towards(figure: Figure, point: Vector, side: str, share: float) -> None:
    """Bend hips, spine and knees as far as an arm needs to get to a point (armature space); `share` 0..1 of
    it."""
    amount = _needed(figure, point, side)
    bend, sunk = _shape(figure, amount)
    bend, sunk = bend * share, sunk * share
    figure.add("hips", x=bend * 0.45)
    figure.add("spine", x=bend * 0.35)
    figure.add("chest", x=bend * 0.20)
    across = point.x - sign_of(side) * figure.skeleton.body.shoulder_x
    turn = clamp(atan2(across, max(-point.y, 0.1)), -_MOST_TURN, _MOST_TURN) * 0.8 * share
    figure.add("spine", z=turn * 0.4)
    figure.add("chest", z=turn * 0.6)
    # hips go back as the trunk goes forward, or one would fall over
    balance = 0.10 * figure.height * bend * (1 - figure.carriage.seated)
    figure.shift += Vector((0, balance, -sunk))


def _needed(figure: Figure, point: Vector, side: str) -> float:
    """The least amount 0..1 that brings the point within an arm's reach."""
    body = figure.skeleton.body
    hips = figure.local(figure.carriage.hips)
    trunk = body.levels["shoulder"] - body.levels["hip"]
    reach = figure.arm * 0.93 + body.hand * 0.3
    across = point.x - sign_of(side) * body.shoulder_x
    target = Vector((across * (1 - _TURN_HELPS), point.y, point.z))

    def missing(amount: float) -> float:
        bend, sunk = _shape(figure, amount)
        back = 0.10 * figure.height * bend * (1 - figure.carriage.seated)
        shoulder = Vector(
            (0, hips.y + back - trunk * sin(bend * _HINGE), hips.z - sunk + trunk * cos(bend * _HINGE))
        )
        return (target - shoulder).length - reach

    amounts = [number / _SEARCH for number in range(_SEARCH + 1)]
    misses = [missing(amount) for amount in amounts]
    near = [index for index, miss in enumerate(misses) if miss <= 0]
    if not near:  # out of reach: whatever comes nearest
        nearest = amounts[misses.index(min(misses))]
        return nearest if point.z < hips.z else min(nearest, _FAR_ENOUGH)
    first = near[0]
    if first == 0:
        return 0.0
    before, after = misses[first - 1], misses[first]
    return (first - 1 + before / (before - after)) / _SEARCH


def _shape(figure: Figure, amount: float) -> tuple[float, float]:
    """Radians of bend and metres of sinking at the knees; who sits does not sink."""
    standing = 1 - figure.carriage.seated
    return _MOST_BEND * clamp(amount * 1.25), _MOST_SINK * figure.height * amount**1.5 * standing
