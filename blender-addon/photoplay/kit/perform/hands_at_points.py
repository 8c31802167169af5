"""Hands that go to a point of the set: reaching, giving, opening, knocking, pushing, pointing."""

from __future__ import annotations

from math import cos, pi

from mathutils import Vector

from .carrying import handle
from .ease import DEGREE, bump, mix, ramp
from .figure import ArmGoal, Figure, sign_of, wrist_for
from .hand_places import GRASP, elbow, target
from .score import Clip


def touch(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    """The palm comes from the side and above, so that fingers close round what is there."""
    point = target(figure, clip, side)
    if clip.kind is not None and clip.verb in ("pickUp", "putDown", "give", "take"):
        return _handled(figure, clip, side, share, clip.kind, point)
    ahead = point - figure.shoulder(side)
    flat = Vector((ahead.x, ahead.y, min(0.0, ahead.z) * 0.35)).normalized()
    palm = Vector((-sign_of(side), -0.1, -0.35))
    closing = ramp(GRASP - 0.14, GRASP, share)
    if clip.verb in ("putDown", "give"):
        closing = 1 - ramp(GRASP, GRASP + 0.14, share)
    above = Vector((0, 0, 0.05 * bump(min(share / GRASP, 1.0))))
    wrist = wrist_for(figure, point, flat, palm) + above
    return ArmGoal(wrist, elbow(side), flat, palm, mix(10, 42, closing) * DEGREE)


def _handled(figure: Figure, clip: Clip, side: str, share: float, kind: str, point: Vector) -> ArmGoal:
    """By the hold of a prop: fingers open on the way to it and after it has been let go."""
    goal = handle(figure, side, kind, point, passed=clip.verb in ("give", "take"))
    goal.wrist = goal.wrist + Vector((0, 0, 0.05 * bump(min(share / GRASP, 1.0))))
    closed = ramp(GRASP - 0.14, GRASP, share)
    if clip.verb in ("putDown", "give"):
        closed = 1 - ramp(GRASP, GRASP + 0.14, share)
    goal.curl = mix(12 * DEGREE, goal.curl, closed)
    goal.index = None if goal.index is None else mix(10 * DEGREE, goal.index, closed)
    return goal


def knock(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    point = target(figure, clip, side)
    ahead = (point - figure.shoulder(side)).normalized()
    back = 0.5 + 0.5 * cos(2 * pi * 3 * share)
    fist = Vector((0, -0.6, 0.6))
    point = point + Vector((0, 0, 0.25 * figure.arm)) - ahead * 0.22 * figure.arm * back
    return ArmGoal(
        point - fist * figure.skeleton.body.hand, elbow(side), fist, Vector((0, -1, -0.6)), 80 * DEGREE
    )


def push(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    thrust = ramp(0.25, 0.5, share)
    wrist = figure.reach(side, -0.12, mix(0.5, 0.95, thrust), -0.12)
    return ArmGoal(
        wrist,
        elbow(side, 0.9, 0.3, -0.7),
        figure.along(side, 0, 0.35, 1),
        figure.along(side, 0, 1, 0),
        6 * DEGREE,
    )


def point_at(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    shoulder = figure.shoulder(side)
    at = figure.reach(side, 0, 1, 0) if clip.point is None else figure.local(clip.point)
    way = (at - shoulder).normalized()
    if way.y > -0.2:  # behind: the arm goes out to the side as far as it may
        way = Vector((0.95 * sign_of(side), -0.3, way.z)).normalized()
    wrist = shoulder + way * figure.arm * mix(0.86, 0.98, ramp(0.15, 0.3, share))
    palm = Vector((-0.7 * sign_of(side), 0, -0.7))
    return ArmGoal(wrist, elbow(side, 0.5, 0.2, -1), way, palm, 78 * DEGREE, 2 * DEGREE, 45 * DEGREE)
