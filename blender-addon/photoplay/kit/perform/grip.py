"""How a hand holds a thing: the thing's matrix in the space of the hand bone."""

from __future__ import annotations

from typing import Any

from mathutils import Matrix, Quaternion, Vector

from ..character.rig import Skeleton
from ..props import GRIP
from .figure import hand_axes, palm_point
from .pose import Pose

_FLAT = 0.3
_HANGING_METRES, _HANDLE = 0.28, 0.85


def hand_matrix(skeleton: Skeleton, pose: Pose, side: str) -> Matrix:
    """The hand bone in the set, as Blender's Child Of constraint sees it; `pose` is the skeleton's present
    one."""
    armature = Matrix.Translation(pose.position) @ Matrix.Rotation(pose.turn, 4, "Z")
    name = "hand" + side
    turn = skeleton.world_rotation(name) @ skeleton.rest_rotation(name)
    return armature @ Matrix.Translation(skeleton.joint(name)) @ turn.to_matrix().to_4x4()


def grip_matrix(skeleton: Skeleton, pose: Pose, side: str, prop: Any) -> Matrix:
    """Where a prop sits in a hand: by the grip of its kind; flat things along the
    palm, what has its handle on top hanging from the fingers, all else upright by the thumb."""
    low, high = local_bounds(prop)
    size = high - low
    fingers, palm = hand_axes(skeleton, side)
    thumb = palm.cross(fingers) if side == ".L" else fingers.cross(palm)
    held = palm_point(skeleton, side)
    known = GRIP.get(str(prop.get("photoplay_prop")))
    anchor = (low + high) / 2 if known is None else Vector(known)
    if anchor.z > _HANDLE * size.z and size.z > _HANGING_METRES:
        axes = _axes(-fingers, palm)
    elif size.z < _FLAT * min(size.x, size.y):
        axes = _axes(-palm, fingers)
    else:
        axes = _axes(thumb, fingers)
        held = held + palm * max(min(size.x, size.y) * 0.5 - 0.012, 0.0)
    turn = axes.to_4x4()
    in_armature = Matrix.Translation(held - axes @ anchor) @ turn
    armature = Matrix.Translation(pose.position) @ Matrix.Rotation(pose.turn, 4, "Z")
    return hand_matrix(skeleton, pose, side).inverted() @ armature @ in_armature


def between(first: Matrix, second: Matrix, share: float) -> Matrix:
    """The rigid motion from one matrix to another, a share of the way."""
    place = first.translation.lerp(second.translation, share)
    turn: Quaternion = first.to_quaternion().slerp(second.to_quaternion(), share)
    return Matrix.Translation(place) @ turn.to_matrix().to_4x4()


def local_bounds(prop: Any) -> tuple[Vector, Vector]:
    """The lowest and highest corner of a prop and its parts, in its own space."""
    inverse = prop.matrix_world.inverted()
    corners = [
        inverse @ part.matrix_world @ Vector(corner)
        for part in (prop, *prop.children_recursive)
        if part.type == "MESH"
        for corner in part.bound_box
    ] or [Vector()]
    low = Vector([min(corner[axis] for corner in corners) for axis in range(3)])
    high = Vector([max(corner[axis] for corner in corners) for axis in range(3)])
    return low, high


def _axes(up: Vector, forward: Vector) -> Matrix:
    """Columns for a thing whose Z is `up` and whose Y is `forward`."""
    z = up.normalized()
    y = (forward - z * forward.dot(z)).normalized()
    x = y.cross(z)
    return Matrix((x[:], y[:], z[:])).transposed()
