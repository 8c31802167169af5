"""What the hands do in each action: a goal for an arm, given how much of the action is over."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin
from typing import NamedTuple

from mathutils import Vector

from .ease import DEGREE, bump, mix, ramp
from .figure import ArmGoal, Figure, sign_of, wrist_for
from .score import Clip

Goal = Callable[[Figure, Clip, str, float], ArmGoal]

GRASP = 0.5
"""Share of an action at which the hand is at its point: props change hands there."""

_NEAREST = 0.16


class HandVerb(NamedTuple):
    """`hands` 1 or 2; `rise`, `fall`: share of the action in which the arm comes and goes."""

    goal: Goal
    hands: int = 1
    rise: float = 0.25
    fall: float = 0.25


def _elbow(side: str, out: float = 0.6, back: float = 0.5, up: float = -0.9) -> Vector:
    return Vector((out * sign_of(side), back, up))


def target(figure: Figure, clip: Clip, side: str) -> Vector:
    """The clip's point in the armature's space; one too close to the body (or none) lies before the chest."""
    ahead = figure.reach(side, -0.05, 0.95, -0.35)
    if clip.point is None:
        return ahead
    point = figure.local(clip.point)
    if point.xy.length < _NEAREST or point.y > 0.05:
        return Vector((ahead.x, ahead.y, point.z))
    return point


def _seconds(figure: Figure, clip: Clip) -> float:
    return (figure.frame - clip.start) / figure.fps


def _mouth(figure: Figure) -> Vector:
    body = figure.skeleton.body
    rest = Vector(body.head_centre) + Vector((0, -0.50, -0.275)) * body.head_height
    return _on_head(figure, rest)


def _on_head(figure: Figure, rest: Vector) -> Vector:
    skeleton = figure.skeleton
    return skeleton.joint("head") + skeleton.world_rotation("head") @ (rest - skeleton.bones["head"].head)


# ------------------------------------------------------------------ at a point


def _touch(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    """The palm comes from the side and above, so that fingers close round what is there."""
    point = target(figure, clip, side)
    ahead = point - figure.shoulder(side)
    flat = Vector((ahead.x, ahead.y, min(0.0, ahead.z) * 0.35)).normalized()
    palm = Vector((-sign_of(side), -0.1, -0.35))
    closing = ramp(GRASP - 0.14, GRASP, share)
    if clip.verb in ("putDown", "give"):
        closing = 1 - ramp(GRASP, GRASP + 0.14, share)
    above = Vector((0, 0, 0.05 * bump(min(share / GRASP, 1.0))))
    wrist = wrist_for(figure, point, flat, palm) + above
    return ArmGoal(wrist, _elbow(side), flat, palm, mix(10, 42, closing) * DEGREE)


def _knock(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    point = target(figure, clip, side)
    ahead = (point - figure.shoulder(side)).normalized()
    back = 0.5 + 0.5 * cos(2 * pi * 3 * share)
    fist = Vector((0, -0.6, 0.6))
    point = point + Vector((0, 0, 0.25 * figure.arm)) - ahead * 0.22 * figure.arm * back
    return ArmGoal(point - fist * figure.skeleton.body.hand, _elbow(side), fist, Vector((0, -1, -0.6)), 80 * DEGREE)


def _push(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    thrust = ramp(0.25, 0.5, share)
    wrist = figure.reach(side, -0.12, mix(0.5, 0.95, thrust), -0.12)
    return ArmGoal(wrist, _elbow(side, 0.9, 0.3, -0.7), figure.along(side, 0, 0.35, 1), figure.along(side, 0, 1, 0), 6 * DEGREE)


def _point(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    shoulder = figure.shoulder(side)
    at = figure.reach(side, 0, 1, 0) if clip.point is None else figure.local(clip.point)
    way = (at - shoulder).normalized()
    if way.y > -0.2:  # behind: the arm goes out to the side as far as it may
        way = Vector((0.95 * sign_of(side), -0.3, way.z)).normalized()
    wrist = shoulder + way * figure.arm * mix(0.86, 0.98, ramp(0.15, 0.3, share))
    palm = Vector((-0.7 * sign_of(side), 0, -0.7))
    return ArmGoal(wrist, _elbow(side, 0.5, 0.2, -1), way, palm, 78 * DEGREE, 2 * DEGREE, 45 * DEGREE)


# ---------------------------------------------------------------- at the face


def _drink(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    mouth = _mouth(figure)
    up = ramp(0.10, 0.40, share) - ramp(0.62, 0.92, share)
    low = figure.reach(side, -0.05, 0.52, -0.52)
    sip = ramp(0.38, 0.5, share) - ramp(0.56, 0.64, share)
    near = mouth + figure.along(side, 0.0, 0.042, mix(-0.045, -0.028, sip)) * figure.height
    palm = figure.along(side, -0.9, -0.35, 0.0)
    fingers = figure.along(side, -0.55, 0.55, mix(0.25, 0.75, sip))
    return ArmGoal(low.lerp(wrist_for(figure, near, fingers, palm), up), _elbow(side, 1.0, 0.1, -0.6), fingers, palm, 40 * DEGREE)


def _eat(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    bites = max(1, round(clip.frames / (1.7 * figure.fps)))
    cycle = share * bites % 1.0
    up = ramp(0.15, 0.42, cycle) - ramp(0.58, 0.9, cycle)
    low = target(figure, clip, side) if clip.point is not None else figure.reach(side, -0.1, 0.62, -0.66)
    fingers, palm = figure.along(side, -0.7, 0.25, 0.55), figure.along(side, -0.5, -0.7, 0.2)
    mouth = wrist_for(figure, _mouth(figure) + figure.along(side, 0, 0.02, -0.01), fingers, palm)
    down = wrist_for(figure, low, figure.along(side, -0.3, 1, -0.3), Vector((0, 0, -1))) + Vector((0, 0, 0.06 * figure.height * 0.5))
    return ArmGoal(down.lerp(mouth, up), _elbow(side, 0.9, 0.2, -0.7), fingers, palm, 44 * DEGREE, 34 * DEGREE)


def _phone(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    body, sign = figure.skeleton.body, sign_of(side)
    up = ramp(0.15, 0.85, share)
    if clip.verb == "phoneDown":
        up = 1 - up
    ear = _on_head(figure, Vector(body.head_centre) + Vector((0.47 * sign, -0.10, -0.14)) * body.head_height)
    fingers, palm = figure.along(side, -0.25, -0.15, 1.0), figure.along(side, -1.0, -0.25, 0.0)
    screen = figure.reach(side, -0.12, 0.58, -0.42)
    wrist = screen.lerp(wrist_for(figure, ear, fingers, palm), up)
    shown = figure.along(side, -0.35, 0.6, 0.55).lerp(fingers, up)
    inside = figure.along(side, -0.3, -0.9, 0.4).lerp(palm, up)
    return ArmGoal(wrist, _elbow(side, 1.0, 0.2, -0.9), shown, inside, 36 * DEGREE, 24 * DEGREE, 20 * DEGREE)


def _think(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    if side == ".L":
        return ArmGoal(
            figure.reach(side, -0.30, 0.34, -0.62), _elbow(side, 0.9, 0.2, -0.8),
            figure.along(side, -1, 0.1, 0.1), figure.along(side, 0, -0.3, 1), 24 * DEGREE,
        )  # fmt: skip
    chin = _mouth(figure) + figure.skeleton.world_rotation("head") @ Vector((0, 0.02, -0.15)) * figure.skeleton.body.head_height
    fingers, palm = figure.along(side, -0.35, -0.25, 1), figure.along(side, -0.4, -0.9, 0)
    wrist = chin - fingers.normalized() * figure.skeleton.body.hand * 0.95
    return ArmGoal(wrist, _elbow(side, 0.35, 0.1, -1), fingers, palm, 58 * DEGREE, 22 * DEGREE, 10 * DEGREE)


def _cover_face(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    body, sign = figure.skeleton.body, sign_of(side)
    cheek = _on_head(figure, Vector(body.head_centre) + Vector((0.17 * sign, -0.56, -0.06)) * body.head_height)
    fingers, palm = figure.along(side, -0.15, 0.05, 1), figure.along(side, -0.2, -1, 0)
    return ArmGoal(wrist_for(figure, cheek, fingers, palm), _elbow(side, 0.7, 0.0, -1), fingers, palm, 12 * DEGREE)


def _cry(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    if clip.strength > 0.7:
        return _cover_face(figure, clip, side, share)
    body, sign = figure.skeleton.body, sign_of(side)
    wipe = 0.06 * sin(2 * pi * 1.2 * _seconds(figure, clip))
    eye = _on_head(figure, Vector(body.head_centre) + Vector(((0.20 + wipe) * sign, -0.50, -0.10)) * body.head_height)
    fingers, palm = figure.along(side, -0.5, 0.0, 1), figure.along(side, -0.3, -1, 0)
    return ArmGoal(wrist_for(figure, eye, fingers, palm), _elbow(side, 0.8, 0.1, -1), fingers, palm, 46 * DEGREE)


# ----------------------------------------------------------------- with both


def _type(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    seconds, sign = _seconds(figure, clip), sign_of(side)
    desk = _desk(figure, clip, side, 0.055)
    beat = sin(2 * pi * 2.9 * seconds + (0 if side == ".L" else 2.1))
    wrist = desk + Vector((0.010 * sin(2 * pi * 0.7 * seconds + sign), 0, 0.006 * beat + 0.035)) * figure.height * 0.6
    return ArmGoal(wrist, _elbow(side, 0.8, 0.5, -0.7), Vector((-0.15 * sign, -1, -0.15)), Vector((0, -0.1, -1)), (24 + 9 * beat) * DEGREE, (20 - 9 * beat) * DEGREE)


def _write(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    seconds = _seconds(figure, clip)
    if side == ".L":
        return ArmGoal(_desk(figure, clip, side, 0.10), _elbow(side, 0.8, 0.5, -0.7), Vector((-0.5, -1, -0.1)), Vector((0, 0, -1)), 12 * DEGREE)
    line = (seconds * 0.5) % 1.0
    wobble = Vector((0.05 * (0.5 - line), 0.006 * sin(2 * pi * 4.1 * seconds), 0.012)) * figure.height
    wrist = _desk(figure, clip, side, 0.02) + wobble
    return ArmGoal(wrist, _elbow(side, 0.9, 0.4, -0.7), Vector((0.35, -1, -0.35)), Vector((0.7, 0, -0.7)), 52 * DEGREE, 36 * DEGREE, 30 * DEGREE)


def _work(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    seconds, sign = _seconds(figure, clip), sign_of(side)
    circle = 2 * pi * 0.75 * seconds + (0 if side == ".L" else 1.9)
    wrist = _desk(figure, clip, side, 0.07) + Vector((cos(circle), sin(circle) * 0.7, 0.35 + 0.35 * sin(circle * 2))) * 0.028 * figure.height
    return ArmGoal(wrist, _elbow(side, 0.8, 0.5, -0.7), Vector((-0.3 * sign, -1, -0.3)), Vector((-0.4 * sign, 0, -1)), 34 * DEGREE)


def _desk(figure: Figure, clip: Clip, side: str, apart: float) -> Vector:
    """A wrist on a table: before the clip's point, or where a table would be."""
    sign, height = sign_of(side), figure.height
    if clip.point is None:
        chest = figure.reach(side, 0.0, 0.68, -0.62)
        return Vector((apart * sign * height, chest.y, chest.z))
    point = figure.local(clip.point)
    forward = min(max(-point.y, 0.20 * height), 0.34 * height)
    return Vector((point.x * 0.5 + apart * sign * height, -forward + 0.05 * height, point.z + 0.02 * height))


def _read(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    wrist = figure.reach(side, -0.16, 0.58, -0.50)
    return ArmGoal(wrist, _elbow(side, 0.5, 0.5, -1), figure.along(side, -0.35, 0.8, 0.45), figure.along(side, -0.75, -0.2, 0.6), 26 * DEGREE, None, 4 * DEGREE)


def _hug(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    close = ramp(0.15, 0.5, share)
    high = -0.04 if side == ".L" else -0.30
    wrist = figure.reach(side, mix(0.25, -0.38, close), mix(0.75, 0.72, close), high)
    return ArmGoal(wrist, _elbow(side, 1.0, -0.1, -0.45), figure.along(side, -1, 0.15, 0.1), figure.along(side, -0.3, -1, 0), 20 * DEGREE)


def _clap(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    apart = 0.5 - 0.5 * cos(2 * pi * 3 * _seconds(figure, clip))
    shoulder = figure.skeleton.body.shoulder_x / figure.arm
    palm_gap = figure.skeleton.body.hand * 0.28 / figure.arm
    wrist = figure.reach(side, -shoulder + palm_gap + 0.26 * apart, 0.58, -0.36)
    return ArmGoal(wrist, _elbow(side, 0.8, 0.4, -0.8), figure.along(side, -0.1, 0.8, 0.6), figure.along(side, -1, 0, 0), 6 * DEGREE)


def _cross_arms(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    """Wrists meet before the breastbone, one above the other; further across, elbows would leave the body."""
    sign, near = sign_of(side), side == ".L"
    body, height = figure.skeleton.body, figure.height
    level = body.levels["chest"] - body.levels["shoulder"] + (-0.022 if near else 0.004) * height
    across = (-body.shoulder_x - 0.004 * height) / figure.arm
    wrist = figure.reach(side, across, (0.112 if near else 0.150) * height / figure.arm, level / figure.arm)
    fingers = figure.along(side, -1, 0.10, 0.55 if near else 0.1)
    return ArmGoal(wrist, Vector((sign, -0.05, -0.75)), fingers, figure.along(side, 0, -1, 0.1), 26 * DEGREE)


def _hands_on_hips(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    body = figure.skeleton.body
    level = (body.levels["spine"] - body.levels["shoulder"] - 0.012 * figure.height) / figure.arm
    wrist = figure.reach(side, 0.035 * figure.height / figure.arm, 0.02, level)
    return ArmGoal(wrist, _elbow(side, 1, 0.55, -0.1), figure.along(side, -0.75, 0.6, -0.35), figure.along(side, -0.6, -0.4, -0.6), 22 * DEGREE, None, -8 * DEGREE)


def _shrug(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    up = bump(share)
    wrist = figure.reach(side, 0.30, 0.50, -0.62 + 0.10 * up)
    return ArmGoal(wrist, _elbow(side, 0.4, 0.6, -0.9), figure.along(side, 0.75, 0.7, 0.05), figure.along(side, -0.1, 0.25, 1), 10 * DEGREE)


def _drive(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    turn = 0.10 * sin(2 * pi * 0.21 * _seconds(figure, clip)) * sign_of(side)
    wrist = figure.reach(side, -0.12, 0.74, -0.42 + turn)
    return ArmGoal(wrist, _elbow(side, 0.7, 0.2, -0.9), figure.along(side, -0.35, 0.8, 0.35), figure.along(side, -0.4, 0.75, -0.5), 46 * DEGREE)


# ---------------------------------------------------------------- whole body


def _wave(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    swing = 0.55 * sin(2 * pi * 1.9 * _seconds(figure, clip))
    wrist = figure.reach(side, 0.34 + 0.08 * swing, 0.34, 0.26)
    return ArmGoal(wrist, _elbow(side, 1.0, 0.0, -0.8), figure.along(side, 0.1 + swing, 0.05, 1), figure.along(side, 0, 1, 0), 6 * DEGREE)


def _flail(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    beat = sin(2 * pi * 1.6 * _seconds(figure, clip) + sign_of(side))
    wrist = figure.reach(side, 0.55, 0.45 + 0.1 * beat, -0.15 + 0.2 * beat)
    return ArmGoal(wrist, _elbow(side, 0.6, 0.5, -0.7), figure.along(side, 0.6, 0.7, 0.3), figure.along(side, 0, 0.4, -1), 10 * DEGREE)


def _jump(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    up = ramp(0.25, 0.5, share) - 0.6 * ramp(0.6, 0.85, share)
    wrist = figure.reach(side, 0.35, mix(-0.25, 0.45, up), mix(-0.8, 0.35, up))
    return ArmGoal(wrist, _elbow(side, 0.8, 0.6, -0.5), figure.along(side, 0.3, 0.5, mix(-1, 1, up)), figure.along(side, -0.7, 0.5, -0.2), 24 * DEGREE)


def _dance(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    beat = sin(2 * pi * _seconds(figure, clip) + (0 if side == ".L" else pi))
    wrist = figure.reach(side, 0.28, 0.46 + 0.10 * beat, -0.32 + 0.24 * beat)
    return ArmGoal(wrist, _elbow(side, 0.9, 0.4, -0.7), figure.along(side, -0.2, 0.6, 0.7), figure.along(side, -0.8, 0.2, -0.3), 38 * DEGREE)


def _startle(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    wrist = figure.reach(side, 0.18, 0.42, -0.14)
    return ArmGoal(wrist, _elbow(side, 0.7, 0.4, -0.9), figure.along(side, 0.15, 0.3, 1), figure.along(side, -0.15, 1, 0.1), 8 * DEGREE)


_CARRIED = HandVerb(_touch, 1, 0.38, 0.38)

HAND_VERBS: dict[str, HandVerb] = {
    "point": HandVerb(_point, 1, 0.3, 0.3),
    "wave": HandVerb(_wave, 1, 0.2, 0.25),
    "reach": _CARRIED,
    "pickUp": _CARRIED,
    "putDown": _CARRIED,
    "give": _CARRIED,
    "take": _CARRIED,
    "openDoor": HandVerb(_touch, 1, 0.35, 0.35),
    "closeDoor": HandVerb(_touch, 1, 0.35, 0.35),
    "shrug": HandVerb(_shrug, 2, 0.35, 0.4),
    "cry": HandVerb(_cry, 1, 0.25, 0.25),
    "drink": HandVerb(_drink, 1, 0.15, 0.15),
    "eat": HandVerb(_eat, 1, 0.15, 0.15),
    "type": HandVerb(_type, 2, 0.2, 0.2),
    "write": HandVerb(_write, 2, 0.2, 0.2),
    "read": HandVerb(_read, 2, 0.25, 0.25),
    "phoneUp": HandVerb(_phone, 1, 0.3, 0.2),
    "phoneDown": HandVerb(_phone, 1, 0.1, 0.4),
    "hug": HandVerb(_hug, 2, 0.3, 0.3),
    "push": HandVerb(_push, 2, 0.25, 0.35),
    "clap": HandVerb(_clap, 2, 0.2, 0.2),
    "think": HandVerb(_think, 2, 0.25, 0.25),
    "crossArms": HandVerb(_cross_arms, 2, 0.35, 0.3),
    "handsOnHips": HandVerb(_hands_on_hips, 2, 0.35, 0.3),
    "coverFace": HandVerb(_cover_face, 2, 0.25, 0.3),
    "knock": HandVerb(_knock, 1, 0.2, 0.2),
    "work": HandVerb(_work, 2, 0.2, 0.2),
    "drive": HandVerb(_drive, 2, 0.15, 0.15),
    "fall": HandVerb(_flail, 2, 0.15, 0.45),
    "jump": HandVerb(_jump, 2, 0.2, 0.3),
    "dance": HandVerb(_dance, 2, 0.15, 0.15),
    "startle": HandVerb(_startle, 2, 0.12, 0.5),
}
