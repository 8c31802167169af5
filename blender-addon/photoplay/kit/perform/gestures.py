"""Hand gestures that go with speech. Each is a key pose before the stroke and one at its end, for one hand or
two.

Positions are arm lengths from the shoulder along the chest: out (away from the body's middle), forward, up.
"""

from __future__ import annotations

from typing import NamedTuple

from mathutils import Vector

from .ease import DEGREE, mix, ramp
from .figure import ArmGoal, Figure, sign_of

Triple = tuple[float, float, float]


class Gesture(NamedTuple):
    """`before`, `after`: wrist; `fingers`, `palm`: directions at the end of the stroke."""

    before: Triple
    after: Triple
    fingers: Triple
    palm: Triple
    both: bool = False
    curl: float = 14.0
    pointer: float | None = None
    thumb: float | None = None


GESTURES: tuple[Gesture, ...] = (
    # offers an open palm
    Gesture((0.05, 0.50, -0.62), (0.32, 0.62, -0.46), (0.35, 1.0, 0.1), (-0.25, 0.1, 1.0), curl=12),
    # chops the air
    Gesture((0.02, 0.50, -0.28), (0.06, 0.62, -0.56), (-0.1, 1.0, 0.0), (-1.0, 0.0, -0.1), curl=6),
    # lays the hand on the chest
    Gesture((-0.02, 0.42, -0.50), (-0.26, 0.30, -0.34), (-1.0, 0.15, 0.25), (0.1, -1.0, 0.0), curl=10),
    # opens both arms
    Gesture((0.10, 0.48, -0.62), (0.48, 0.52, -0.50), (0.7, 0.8, 0.2), (-0.3, 0.3, 1.0), both=True),
    # holds a point between finger and thumb
    Gesture(
        (0.08, 0.52, -0.46),
        (0.10, 0.62, -0.26),
        (-0.1, 0.7, 0.7),
        (-0.6, 0.6, -0.4),
        curl=38,
        pointer=34,
        thumb=30,
    ),
    # sweeps it aside
    Gesture((-0.22, 0.50, -0.44), (0.42, 0.55, -0.46), (0.5, 1.0, 0.0), (0.2, 0.1, -1.0), curl=8),
    # holds a thing of some size between both hands
    Gesture((0.02, 0.52, -0.56), (0.10, 0.60, -0.40), (0.0, 1.0, 0.25), (-1.0, 0.0, 0.0), both=True, curl=10),
    # raises a finger
    Gesture(
        (0.10, 0.45, -0.40),
        (0.14, 0.50, -0.10),
        (0.05, 0.35, 1.0),
        (-0.7, 0.5, 0.0),
        curl=74,
        pointer=4,
        thumb=40,
    ),
)


def gesture_goal(figure: Figure, gesture: Gesture, side: str, share: float, strength: float) -> ArmGoal:
    """The arm at a share 0..1 of a gesture: prepares, strikes at .35, settles back a little."""
    stroke = ramp(0.12, 0.38, share) - 0.22 * ramp(0.42, 0.75, share)
    size = mix(0.75, 1.0, strength)
    place = [mix(before, after, stroke) for before, after in zip(gesture.before, gesture.after, strict=True)]
    # a small gesture stays nearer to the body
    wrist = figure.reach(
        side, place[0] * size, place[1] * mix(0.85, 1.0, strength), mix(-0.62, place[2], size)
    )
    return ArmGoal(
        wrist,
        Vector((0.6 * sign_of(side), 0.5, -0.9)),
        figure.along(side, *gesture.fingers),
        figure.along(side, *gesture.palm),
        gesture.curl * DEGREE,
        None if gesture.pointer is None else gesture.pointer * DEGREE,
        None if gesture.thumb is None else gesture.thumb * DEGREE,
    )
