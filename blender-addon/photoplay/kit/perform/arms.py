"""The arms of a figure: where they are at home, what they hold, and the actions that have them."""

from __future__ import annotations

from collections.abc import Sequence

from mathutils import Vector

from ..props.catalogue import PROP_KINDS
from .carrying import carry
from .cues import HandCue, Held, in_both_hands
from .ease import DEGREE, ramp
from .figure import AXIS_X, ArmGoal, Figure, blend, capture, pose_arm, sign_of
from .gestures import gesture_goal
from .holds import HOLDS, close_hand

_HANG = 31 * DEGREE
_CARRY_FRAMES = 9


def pose_arms(figure: Figure, cues: dict[str, list[HandCue]], held: Sequence[Held]) -> None:
    """Put both arms on the figure's skeleton, trunk and legs being posed."""
    for side in (".L", ".R"):
        _hang(figure, side)
        _over(figure, side, figure.carriage.seated, lambda side=side: _seated(figure, side))
        for item in held:
            if _holds(item, side):
                share = _carried(item, figure.frame)
                kind = item.kind or "thing"
                _over(figure, side, share, lambda side=side, kind=kind: carry(figure, side, kind))
        for cue in cues[side]:
            _over(figure, side, cue.weight(figure.frame), lambda cue=cue, side=side: _cued(figure, cue, side))
        for item in held:
            if _holds(item, side):
                _close(figure, side, item)


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


def _seated(figure: Figure, side: str) -> ArmGoal:
    skeleton, sign, height = figure.skeleton, sign_of(side), figure.height
    if figure.table is not None:
        lean = skeleton.joint("chest").y
        wrist = Vector((0.150 * height * sign, lean - 0.215 * height, figure.table + 0.028 * height))
        return ArmGoal(
            wrist,
            Vector((0.75 * sign, 0.45, -0.75)),
            Vector((-0.20 * sign, -1, -0.06)),
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


def _holds(item: Held, side: str) -> bool:
    return item.side == side or in_both_hands(item.kind)


def _close(figure: Figure, side: str, item: Held) -> None:
    """Fingers stay round what they hold, whatever the arm does."""
    share = _carried(item, figure.frame)
    if share > 0:
        before = capture(figure.skeleton, side)
        close_hand(figure.skeleton, side, HOLDS[PROP_KINDS[item.kind or "thing"].hold])
        blend(figure.skeleton, side, before, share)
