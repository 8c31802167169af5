"""Arms that go with the whole body: waving, falling, jumping, dancing, starting."""

from __future__ import annotations

from math import pi, sin

from .ease import DEGREE, mix, ramp
from .figure import ArmGoal, Figure, sign_of
from .hand_places import elbow, seconds_into
from .score import Clip


def wave(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    swing = 0.55 * sin(2 * pi * 1.9 * seconds_into(figure, clip))
    wrist = figure.reach(side, 0.34 + 0.08 * swing, 0.34, 0.26)
    return ArmGoal(
        wrist,
        elbow(side, 1.0, 0.0, -0.8),
        figure.along(side, 0.1 + swing, 0.05, 1),
        figure.along(side, 0, 1, 0),
        6 * DEGREE,
    )


def flail(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    beat = sin(2 * pi * 1.6 * seconds_into(figure, clip) + sign_of(side))
    wrist = figure.reach(side, 0.55, 0.45 + 0.1 * beat, -0.15 + 0.2 * beat)
    return ArmGoal(
        wrist,
        elbow(side, 0.6, 0.5, -0.7),
        figure.along(side, 0.6, 0.7, 0.3),
        figure.along(side, 0, 0.4, -1),
        10 * DEGREE,
    )


def jump(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    up = ramp(0.25, 0.5, share) - 0.6 * ramp(0.6, 0.85, share)
    wrist = figure.reach(side, 0.35, mix(-0.25, 0.45, up), mix(-0.8, 0.35, up))
    return ArmGoal(
        wrist,
        elbow(side, 0.8, 0.6, -0.5),
        figure.along(side, 0.3, 0.5, mix(-1, 1, up)),
        figure.along(side, -0.7, 0.5, -0.2),
        24 * DEGREE,
    )


def dance(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    beat = sin(2 * pi * seconds_into(figure, clip) + (0 if side == ".L" else pi))
    wrist = figure.reach(side, 0.28, 0.46 + 0.10 * beat, -0.32 + 0.24 * beat)
    return ArmGoal(
        wrist,
        elbow(side, 0.9, 0.4, -0.7),
        figure.along(side, -0.2, 0.6, 0.7),
        figure.along(side, -0.8, 0.2, -0.3),
        38 * DEGREE,
    )


def startle(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    wrist = figure.reach(side, 0.18, 0.42, -0.14)
    return ArmGoal(
        wrist,
        elbow(side, 0.7, 0.4, -0.9),
        figure.along(side, 0.15, 0.3, 1),
        figure.along(side, -0.15, 1, 0.1),
        8 * DEGREE,
    )
