"""Where an actor looks: eyes jump first, the head follows a larger turn, the chest one that the neck cannot
make."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from math import atan2, hypot

from mathutils import Quaternion, Vector

from .ease import DEGREE, clamp, smooth
from .figure import Figure
from .score import Gaze

EYE_JUMP_FRAMES = 4
"""Two drawn frames on twos."""

_HEAD_DELAY, _HEAD_FRAMES = 2, 9
_CHEST_DELAY, _CHEST_FRAMES = 5, 14
_FOLLOW_YAW, _FOLLOW_PITCH = 0.72, 0.6
_EYES_ALONE = (4 * DEGREE, 20 * DEGREE)
_HEAD_YAW, _HEAD_DOWN, _HEAD_UP = 62 * DEGREE, 34 * DEGREE, 26 * DEGREE
_CHEST_FROM, _CHEST_SHARE, _CHEST_YAW = 42 * DEGREE, 0.55, 28 * DEGREE
_PURSUIT_FRAMES, _PURSUIT_ANGLE = 3, 8 * DEGREE
_SIGHT = 105 * DEGREE
_MEMORY = 26

Angles = tuple[float, float]
"""Yaw to the character's left and pitch up, radians."""


class _Looks:
    """Looks in order, and where a part that follows them points."""

    def __init__(self, looks: Sequence[Gaze]) -> None:
        self._looks = looks
        self._frames = [look.frame for look in looks]

    def followed(
        self, figure: Figure, turn: Quaternion, origin: Vector, delay: int, frames: int, heavy: bool
    ) -> Angles:
        """Angles in the frame `turn` at `origin` (armature space) of a part that starts `delay` frames late
        and takes `frames` (a `heavy` one longer for a wider turn). Each look pulls it on from the one before,
        so that the answer depends on the figure's frame alone."""
        last = bisect_right(self._frames, figure.frame + 1) - 1
        if last < 0:
            return 0.0, 0.0
        first = max(0, bisect_right(self._frames, figure.frame - _MEMORY) - 1)
        back = turn.inverted()
        seen = _angles(back @ (figure.local(self._looks[first].point) - origin))
        seen_frame = self._frames[first]
        yaw, pitch = seen
        for look in self._looks[first + 1 : last + 1]:
            aim = _angles(back @ (figure.local(look.point) - origin))
            leap = hypot(aim[0] - seen[0], aim[1] - seen[1])
            share = 1.0
            if look.frame - seen_frame > _PURSUIT_FRAMES or leap > _PURSUIT_ANGLE:
                length = frames * (0.7 + leap) if heavy else frames
                share = smooth((figure.frame + 1 - look.frame - delay) / length)
            yaw += (aim[0] - seen[0]) * share
            pitch += (aim[1] - seen[1]) * share
            seen, seen_frame = aim, look.frame
        return yaw, pitch


class GazeTrack:
    """The looks of a performance."""

    def __init__(self, looks: Sequence[Gaze]) -> None:
        self._eyes = _Looks(looks)
        self._head = _Looks([look for look in looks if not look.glance])

    def chest(self, figure: Figure) -> float:
        """Yaw of the chest towards what is looked at, added to the turn of the body."""
        origin = Vector((0, 0, figure.skeleton.body.levels["shoulder"]))
        yaw, _ = self._head.followed(figure, Quaternion(), origin, _CHEST_DELAY, _CHEST_FRAMES, heavy=True)
        beyond = clamp((abs(yaw) - _CHEST_FROM) * _CHEST_SHARE, 0.0, _CHEST_YAW)
        return beyond * (1 if yaw > 0 else -1) * (1 - figure.carriage.lying)

    def head(self, figure: Figure) -> Angles:
        """Yaw and pitch of the head on the posed chest."""
        turn, origin = figure.skeleton.world_rotation("chest"), figure.skeleton.joint("head")
        yaw, pitch = self._head.followed(figure, turn, origin, _HEAD_DELAY, _HEAD_FRAMES, heavy=True)
        low, high = _EYES_ALONE
        yaw *= _FOLLOW_YAW * smooth((abs(yaw) - low) / (high - low))
        return clamp(yaw, -_HEAD_YAW, _HEAD_YAW), clamp(pitch * _FOLLOW_PITCH, -_HEAD_DOWN, _HEAD_UP)

    def eyes(self, figure: Figure) -> Angles:
        """Yaw and pitch of the eyes in the posed head, not limited."""
        skeleton = figure.skeleton
        turn = skeleton.world_rotation("head")
        origin = (skeleton.joint("eye.L") + skeleton.joint("eye.R")) / 2
        return self._eyes.followed(figure, turn, origin, 0, EYE_JUMP_FRAMES, heavy=False)


def _angles(way: Vector) -> Angles:
    """Yaw and pitch of a direction; what is behind is looked at over a shoulder."""
    return clamp(atan2(way.x, -way.y), -_SIGHT, _SIGHT), atan2(way.z, hypot(way.x, way.y))
