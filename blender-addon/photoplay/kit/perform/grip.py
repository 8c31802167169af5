"""How a hand holds a thing: the thing's matrix in the space of the hand bone."""

from __future__ import annotations

from typing import Any

from mathutils import Matrix, Quaternion, Vector

from ..character.rig import Skeleton
from ..props import PROP_KINDS
from .figure import hand_axes, sign_of
from .holding import known_kind
from .holds import HOLDS, prop_axes, thumb_of
from .pose import Pose


def hand_matrix(skeleton: Skeleton, pose: Pose, side: str) -> Matrix:
    """The hand bone in the set, as Blender's Child Of constraint sees it; `pose` is the skeleton's present
    one."""
    armature = Matrix.Translation(pose.position) @ Matrix.Rotation(pose.turn, 4, "Z")
    return armature @ _hand_bone(skeleton, side)


def grip_matrix(skeleton: Skeleton, side: str, prop: Any) -> Matrix:
    """Where a prop sits in a hand, by the hold of its kind; it is the same in every pose."""
    kind = PROP_KINDS[kind_of(prop)]
    hold = HOLDS[kind.hold]
    fingers, palm = hand_axes(skeleton, side)
    thumb = thumb_of(side, fingers, palm)
    spot = fingers * hold.spot[0] + palm * hold.spot[1] + thumb * hold.spot[2]
    held = skeleton.joint("hand" + side) + spot * skeleton.body.hand
    if kind.hold == "wrap":  # the palm lies against the side of it
        held = held + palm * max(min(kind.size[:2]) * 0.5 - 0.012, 0.0)
    x, y, z = kind.grip
    axes = prop_axes(hold, fingers, palm, thumb)
    if kind.hold == "wrap":
        axes = axes @ Matrix.Rotation(_HANDLE_TURN * sign_of(side), 3, "Z")
    anchor = Vector((-x * sign_of(side), y, z))
    return _hand_bone(skeleton, side).inverted() @ Matrix.Translation(held - axes @ anchor) @ axes.to_4x4()


def kind_of(prop: Any) -> str:
    """The kind of a prop, as hands know it."""
    return known_kind(str(prop.get("photoplay_prop")))


def between(first: Matrix, second: Matrix, share: float) -> Matrix:
    """The rigid motion from one matrix to another, a share of the way."""
    place = first.translation.lerp(second.translation, share)
    turn: Quaternion = first.to_quaternion().slerp(second.to_quaternion(), share)
    return Matrix.Translation(place) @ turn.to_matrix().to_4x4()


_HANDLE_TURN = -1.57
"""Handles of cups look ahead, away from palm and wrist."""


def _hand_bone(skeleton: Skeleton, side: str) -> Matrix:
    name = "hand" + side
    turn = skeleton.world_rotation(name) @ skeleton.rest_rotation(name)
    return Matrix.Translation(skeleton.joint(name)) @ turn.to_matrix().to_4x4()
