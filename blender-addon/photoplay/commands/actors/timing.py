"""How long actions take and how fast people go: usual practice, the same that the planner blocks with.

Knows nothing of Blender.
"""

from __future__ import annotations

from math import pi

SECONDS: dict[str, float] = {
    "point": 0.8, "wave": 1.2, "reach": 0.9, "pickUp": 0.9, "putDown": 0.8, "give": 1.2, "take": 1.2,
    "openDoor": 1.2, "closeDoor": 1.2, "nod": 0.7, "shakeHead": 1.0, "shrug": 1.0, "gesture": 1.1,
    "laugh": 1.6, "cry": 2.4, "sigh": 1.3, "drink": 1.8, "eat": 1.8, "type": 2.4, "write": 2.4, "read": 2.4,
    "phoneUp": 1.0, "phoneDown": 0.9, "hug": 1.5, "push": 0.8, "clap": 1.6, "think": 1.6, "crossArms": 0.9,
    "handsOnHips": 0.9, "coverFace": 1.4, "knock": 1.3, "work": 2.4, "drive": 2.4, "fall": 1.3, "jump": 0.8,
    "dance": 2.8, "startle": 0.6,
}  # fmt: skip
"""By action, without walks and changes of posture."""

_POSTURE_SECONDS = {"sit": 1.3, "stand": 1.1, "kneel": 1.2, "lie": 2.0}
_SPEEDS = {"walk": 1.3, "stroll": 0.95, "hurry": 1.8, "run": 3.2}
_AGES = {"child": 1.1 / 1.3, "elder": 0.9 / 1.3}
_TURN_RATE = 150 * pi / 180
_SHORTEST_TURN = 0.3
EASE_SECONDS = 0.4
"""To come up to walking speed, and to stop."""


def action_frames(verb: str, fps: float) -> int:
    """Frames that an action takes."""
    return max(1, round(SECONDS[verb] * fps))


def posture_frames(posture: str, fps: float) -> int:
    """Frames that it takes to get into a posture."""
    return max(1, round(_POSTURE_SECONDS[posture] * fps))


def turn_frames(angle: float, fps: float) -> int:
    """Frames of a turn on the spot, 120 to 180 degrees a second."""
    return max(1, round(max(_SHORTEST_TURN, abs(angle) / _TURN_RATE) * fps))


def walking_speed(gait: str, age: str) -> float:
    """Metres a second."""
    return _SPEEDS[gait] * _AGES.get(age, 1.0)


def walk_frames(metres: float, speed: float, fps: float) -> int:
    """Frames of a walk, with starting and stopping."""
    return max(1, round((metres / speed + EASE_SECONDS) * fps))
