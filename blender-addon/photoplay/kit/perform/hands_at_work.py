"""Both hands before the body: writing, reading, hugging, clapping, crossing the arms."""

from __future__ import annotations

from math import cos, pi, sin

from mathutils import Vector

from .ease import DEGREE, bump, mix, ramp
from .figure import ArmGoal, Figure, sign_of
from .hand_places import elbow, seconds_into
from .score import Clip


def type_keys(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    seconds, sign = seconds_into(figure, clip), sign_of(side)
    desk = _desk(figure, clip, side, 0.055)
    beat = sin(2 * pi * 2.9 * seconds + (0 if side == ".L" else 2.1))
    wrist = (
        desk
        + Vector((0.010 * sin(2 * pi * 0.7 * seconds + sign), 0, 0.006 * beat + 0.035)) * figure.height * 0.6
    )
    return ArmGoal(
        wrist,
        elbow(side, 0.8, 0.5, -0.7),
        Vector((-0.15 * sign, -1, -0.15)),
        Vector((0, -0.1, -1)),
        (24 + 9 * beat) * DEGREE,
        (20 - 9 * beat) * DEGREE,
    )


def write(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    seconds = seconds_into(figure, clip)
    if side == ".L":
        return ArmGoal(
            _desk(figure, clip, side, 0.14),
            elbow(side, 0.8, 0.5, -0.7),
            Vector((-0.5, -1, -0.1)),
            Vector((0, 0, -1)),
            12 * DEGREE,
        )
    line = (seconds * 0.5) % 1.0
    wobble = Vector((0.05 * (0.5 - line), 0.006 * sin(2 * pi * 4.1 * seconds), 0.012)) * figure.height
    wrist = _desk(figure, clip, side, 0.05) + wobble
    return ArmGoal(
        wrist,
        elbow(side, 0.9, 0.4, -0.7),
        Vector((0.35, -1, -0.35)),
        Vector((0.7, 0, -0.7)),
        52 * DEGREE,
        36 * DEGREE,
        30 * DEGREE,
    )


def work(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    seconds, sign = seconds_into(figure, clip), sign_of(side)
    circle = 2 * pi * 0.75 * seconds + (0 if side == ".L" else 1.9)
    wrist = (
        _desk(figure, clip, side, 0.07)
        + Vector((cos(circle), sin(circle) * 0.7, 0.35 + 0.35 * sin(circle * 2))) * 0.028 * figure.height
    )
    return ArmGoal(
        wrist,
        elbow(side, 0.8, 0.5, -0.7),
        Vector((-0.3 * sign, -1, -0.3)),
        Vector((-0.4 * sign, 0, -1)),
        34 * DEGREE,
    )


def _desk(figure: Figure, clip: Clip, side: str, apart: float) -> Vector:
    """A wrist on a table: before the clip's point, or where a table would be."""
    sign, height = sign_of(side), figure.height
    if clip.point is None:
        chest = figure.reach(side, 0.0, 0.68, -0.62)
        level = chest.z if figure.table is None else figure.table + 0.02 * height
        return Vector((apart * sign * height, chest.y, level))
    point = figure.local(clip.point)
    forward = min(max(-point.y, 0.20 * height), 0.34 * height)
    return Vector((point.x * 0.5 + apart * sign * height, -forward + 0.05 * height, point.z + 0.02 * height))


def read(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    wrist = figure.reach(side, -0.16, 0.58, -0.50)
    return ArmGoal(
        wrist,
        elbow(side, 0.5, 0.5, -1),
        figure.along(side, -0.35, 0.8, 0.45),
        figure.along(side, -0.75, -0.2, 0.6),
        26 * DEGREE,
        None,
        4 * DEGREE,
    )


def hug(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    close = ramp(0.15, 0.5, share)
    high = -0.04 if side == ".L" else -0.30
    wrist = figure.reach(side, mix(0.25, -0.38, close), mix(0.75, 0.72, close), high)
    return ArmGoal(
        wrist,
        elbow(side, 1.0, -0.1, -0.45),
        figure.along(side, -1, 0.15, 0.1),
        figure.along(side, -0.3, -1, 0),
        20 * DEGREE,
    )


def clap(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    apart = 0.5 - 0.5 * cos(2 * pi * 3 * seconds_into(figure, clip))
    shoulder = figure.skeleton.body.shoulder_x / figure.arm
    palm_gap = figure.skeleton.body.hand * 0.28 / figure.arm
    wrist = figure.reach(side, -shoulder + palm_gap + 0.26 * apart, 0.58, -0.36)
    return ArmGoal(
        wrist,
        elbow(side, 0.8, 0.4, -0.8),
        figure.along(side, -0.1, 0.8, 0.6),
        figure.along(side, -1, 0, 0),
        6 * DEGREE,
    )


def cross_arms(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    """Wrists meet before the breastbone, one above the other; further across, elbows would leave the body."""
    sign, near = sign_of(side), side == ".L"
    body, height = figure.skeleton.body, figure.height
    level = body.levels["chest"] - body.levels["shoulder"] + (-0.022 if near else 0.004) * height
    across = (-body.shoulder_x - 0.004 * height) / figure.arm
    wrist = figure.reach(side, across, (0.112 if near else 0.150) * height / figure.arm, level / figure.arm)
    fingers = figure.along(side, -1, 0.10, 0.55 if near else 0.1)
    return ArmGoal(wrist, Vector((sign, -0.05, -0.75)), fingers, figure.along(side, 0, -1, 0.1), 26 * DEGREE)


def hands_on_hips(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    body = figure.skeleton.body
    level = (body.levels["spine"] - body.levels["shoulder"] - 0.012 * figure.height) / figure.arm
    wrist = figure.reach(side, 0.035 * figure.height / figure.arm, 0.02, level)
    return ArmGoal(
        wrist,
        elbow(side, 1, 0.55, -0.1),
        figure.along(side, -0.75, 0.6, -0.35),
        figure.along(side, -0.6, -0.4, -0.6),
        22 * DEGREE,
        None,
        -8 * DEGREE,
    )


def shrug(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    up = bump(share)
    wrist = figure.reach(side, 0.30, 0.50, -0.62 + 0.10 * up)
    return ArmGoal(
        wrist,
        elbow(side, 0.4, 0.6, -0.9),
        figure.along(side, 0.75, 0.7, 0.05),
        figure.along(side, -0.1, 0.25, 1),
        10 * DEGREE,
    )


def drive(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    turn = 0.10 * sin(2 * pi * 0.21 * seconds_into(figure, clip)) * sign_of(side)
    wrist = figure.reach(side, -0.12, 0.74, -0.42 + turn)
    return ArmGoal(
        wrist,
        elbow(side, 0.7, 0.2, -0.9),
        figure.along(side, -0.35, 0.8, 0.35),
        figure.along(side, -0.4, 0.75, -0.5),
        46 * DEGREE,
    )
