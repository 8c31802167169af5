"""Which goal an arm has in each action, and how it comes and goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from . import hands_at_face, hands_at_points, hands_at_work, hands_in_motion
from .figure import ArmGoal, Figure
from .score import Clip

Goal = Callable[[Figure, Clip, str, float], ArmGoal]
"""The goal of an arm (.L or .R) at a share 0..1 of an action."""


class HandVerb(NamedTuple):
    """`hands` 1 or 2; `rise`, `fall`: share of the action in which the arm comes and goes."""

    goal: Goal
    hands: int = 1
    rise: float = 0.25
    fall: float = 0.25


_CARRIED = HandVerb(hands_at_points.touch, 1, 0.38, 0.38)

HAND_VERBS: dict[str, HandVerb] = {
    "point": HandVerb(hands_at_points.point_at, 1, 0.3, 0.3),
    "wave": HandVerb(hands_in_motion.wave, 1, 0.2, 0.25),
    "reach": _CARRIED,
    "pickUp": _CARRIED,
    "putDown": _CARRIED,
    "give": _CARRIED,
    "take": _CARRIED,
    "openDoor": HandVerb(hands_at_points.touch, 1, 0.35, 0.35),
    "closeDoor": HandVerb(hands_at_points.touch, 1, 0.35, 0.35),
    "shrug": HandVerb(hands_at_work.shrug, 2, 0.35, 0.4),
    "cry": HandVerb(hands_at_face.cry, 1, 0.25, 0.25),
    "drink": HandVerb(hands_at_face.drink, 1, 0.15, 0.15),
    "eat": HandVerb(hands_at_face.eat_bite, 1, 0.15, 0.15),
    "type": HandVerb(hands_at_work.type_keys, 2, 0.2, 0.2),
    "write": HandVerb(hands_at_work.write, 2, 0.2, 0.2),
    "read": HandVerb(hands_at_work.read, 2, 0.25, 0.25),
    "phoneUp": HandVerb(hands_at_face.hold_phone, 1, 0.3, 0.2),
    "phoneDown": HandVerb(hands_at_face.hold_phone, 1, 0.1, 0.4),
    "hug": HandVerb(hands_at_work.hug, 2, 0.3, 0.3),
    "push": HandVerb(hands_at_points.push, 2, 0.25, 0.35),
    "clap": HandVerb(hands_at_work.clap, 2, 0.2, 0.2),
    "think": HandVerb(hands_at_face.think, 2, 0.25, 0.25),
    "crossArms": HandVerb(hands_at_work.cross_arms, 2, 0.35, 0.3),
    "handsOnHips": HandVerb(hands_at_work.hands_on_hips, 2, 0.35, 0.3),
    "coverFace": HandVerb(hands_at_face.cover_face, 2, 0.25, 0.3),
    "knock": HandVerb(hands_at_points.knock, 1, 0.2, 0.2),
    "work": HandVerb(hands_at_work.work, 2, 0.2, 0.2),
    "drive": HandVerb(hands_at_work.drive, 2, 0.15, 0.15),
    "fall": HandVerb(hands_in_motion.flail, 2, 0.15, 0.45),
    "jump": HandVerb(hands_in_motion.jump, 2, 0.2, 0.3),
    "dance": HandVerb(hands_in_motion.dance, 2, 0.15, 0.15),
    "startle": HandVerb(hands_in_motion.startle, 2, 0.12, 0.5),
}
