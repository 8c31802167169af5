"""The arms of a figure: where they are at home, what they hold, and the actions that have them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mathutils import Vector

from .cues import HandCue, Held
from .ease import DEGREE, mix, ramp
from .figure import AXIS_X, ArmGoal, Figure, blend, capture, pose_arm, sign_of
from .gestures import gesture_goal

_HANG = 31 * DEGREE
_CARRY_FRAMES = 9


@dataclass(frozen=True)
class Rest:
    """Where seated hands are at home: on a table this high above the ground (metres), or None: in the lap."""

    table: float | None


def pose_arms(figure: Figure, cues: dict[str, list[HandCue]], held: Sequence[Held], rest: Rest) -> None:
    """Put both arms on the figure's skeleton, trunk and legs being posed."""
    for side in (".L", ".R"):
        _hang(figure, side)
        _over(figure, side, figure.carriage.seated, lambda side=side: _seated(figure, side, rest))
        for item in held:
            if item.side == side:
                share = _carried(item, figure.frame)
                _over(figure, side, share, lambda side=side: _carry(figure, side, rest))
        for cue in cues[side]:
            _over(figure, side, cue.weight(figure.frame), lambda cue=cue, side=side: _cued(figure, cue, side))


def _over(figure: Figure, side: str, share: float, goal) -> None:
    if share <= 0:
        return
    before = capture(figure.skeleton, side)
    pose_arm(figure.skeleton, side, goal())
    blend(figure.skeleton, side, before, share)


def _cued(figure: Figure, cue: HandCue, side: str) -> ArmGoal:
    share = cue.clip.share(figure.frame)
    if cue.gesture is not None:
        return gesture_goal(figure, cue.gesture, side, share, min(cue.clip.strength, 1.0))
    assert cue.verb is not None
    held = 1.0 if cue.end > cue.clip.end else share
    return cue.verb.goal(figure, cue.clip, side, min(share, held))


def _carried(item: Held, frame: float) -> float:
    coming = 1.0 if item.start == float("-inf") else ramp(item.start, item.start + _CARRY_FRAMES, frame)
    going = 1.0 if item.end == float("inf") else 1 - ramp(item.end, item.end + _CARRY_FRAMES, frame)
    return min(coming, going)


def _hang(figure: Figure, side: str) -> None:
    """Hanging clear of the hips, fingers half curled; swinging against the legs in a walk."""
    skeleton, carriage, sign = figure.skeleton, figure.carriage, sign_of(side)
    running = max(0.0, carriage.vigour - 1.0)
    swing = carriage.swing * sign * carriage.vigour
    skeleton.set("upper_arm" + side, x=4 * DEGREE, y=_HANG * sign)
    forward = -26 * carriage.effort * carriage.standing - 8 * carriage.seated
    skeleton.turn("upper_arm" + side, AXIS_X, (20 * swing + 10 * running * swing + forward) * DEGREE)
    bend = 15 + 10 * min(carriage.vigour, 1.0) * (1 - 0.6 * swing) + 75 * running + 30 * carriage.effort
    skeleton.elbow(side, bend * DEGREE)
    skeleton.put("hand" + side, skeleton.turn_of("hand" + side).__class__())
    skeleton.fingers(side, (17 + 4 * sign + 30 * running) * DEGREE)


def _seated(figure: Figure, side: str, rest: Rest) -> ArmGoal:
    skeleton, sign, height = figure.skeleton, sign_of(side), figure.height
    if rest.table is not None:
        lean = skeleton.joint("chest").y
        wrist = Vector((0.098 * height * sign, lean - 0.235 * height, rest.table + 0.028 * height))
        return ArmGoal(
            wrist,
            Vector((0.75 * sign, 0.45, -0.75)),
            Vector((-0.42 * sign, -1, -0.06)),
            Vector((-0.25 * sign, 0, -1)),
            17 * DEGREE,
        )
    knee, hip = skeleton.joint("shin" + side), skeleton.joint("thigh" + side)
    thigh = (knee - hip).normalized()
    wrist = knee - thigh * 0.135 * height + Vector((0.012 * sign, 0, 0.062)) * height
    fingers = thigh + Vector((-0.35 * sign, 0, -0.20))
    return ArmGoal(
        wrist, Vector((0.55 * sign, 0.8, -0.5)), fingers, Vector((-0.1 * sign, 0, -1)), 15 * DEGREE
    )


def _carry(figure: Figure, side: str, rest: Rest) -> ArmGoal:
    """Before the waist, palm inward; above the table for one who sits at it."""
    wrist = figure.reach(side, 0.02, 0.50, -0.62)
    if rest.table is not None:
        wrist.z = max(wrist.z, rest.table + 0.05 * figure.height)
    fingers = figure.along(side, -0.35, 1.0, mix(0.10, 0.0, figure.carriage.vigour))
    return ArmGoal(
        wrist,
        Vector((0.5 * sign_of(side), 0.6, -0.9)),
        fingers,
        figure.along(side, -1, -0.1, 0.0),
        42 * DEGREE,
        None,
        26 * DEGREE,
    )
