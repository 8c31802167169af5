"""Poses a character without touching Blender's data: forward and inverse kinematics on a copy of its rest
bones.

A pose is one rotation a bone, about the character's own axes (X to its left, Y backwards, Z up; it faces -Y)
as they lie after its parents have turned, plus an offset of the hips. `pose_channels` turns that into what
pose bones store. Angles are radians, lengths metres, all points in the armature object's space.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import pi, sqrt
from typing import NamedTuple, cast

import bpy
from mathutils import Matrix, Quaternion, Vector

from .joints import ARM_DIRECTION, Bone
from .proportions import Body, body_from_json

BODY_PROPERTY = "photoplay_body"

EYE_YAW, EYE_PITCH = 26 * pi / 180, 18 * pi / 180
"""How far an eye turns at a gaze of 1."""

_STILL = (1.0, 0.0, 0.0, 0.0)


class PoseChannels(NamedTuple):
    """What pose bones hold: `rotation_quaternion` (w, x, y, z) by bone, and the `location` of the bone
    hips."""

    rotations: dict[str, tuple[float, float, float, float]]
    hips_location: tuple[float, float, float]


class Skeleton:
    """The bones of one character and a pose that can be changed and asked."""

    def __init__(self, body: Body, bones: Mapping[str, Bone], rest: Mapping[str, Quaternion]) -> None:
        self.body = body
        self.bones = dict(bones)
        self._rest = dict(rest)
        self._rest_inverse = {name: turn.inverted() for name, turn in rest.items()}
        self._below = _descendants(bones)
        self._offset = {
            name: bone.head - bones[bone.parent].head if bone.parent else bone.head.copy()
            for name, bone in bones.items()
        }
        self._turns: dict[str, Quaternion] = {}
        self._world: dict[str, Quaternion] = {}
        self._heads: dict[str, Vector] = {}
        self._hips = Vector()

    # ------------------------------------------------------------------ pose

    def rest(self) -> None:
        """Back to the rest pose."""
        self._turns.clear()
        self._world.clear()
        self._heads.clear()
        self._hips = Vector()

    @property
    def hips_offset(self) -> Vector:
        """How far the hips have moved from their place at rest."""
        return self._hips.copy()

    @hips_offset.setter
    def hips_offset(self, offset: Vector) -> None:
        self._hips = offset.copy()
        self._heads.clear()

    def turn_of(self, bone: str) -> Quaternion:
        """A bone's rotation relative to its parent (identity at rest)."""
        return self._turns.get(bone, Quaternion()).copy()

    def put(self, bone: str, turn: Quaternion) -> None:
        """Replace a bone's rotation relative to its parent."""
        self._turns[bone] = turn
        for name in self._below[bone]:
            self._world.pop(name, None)
            self._heads.pop(name, None)

    def set(self, bone: str, x: float = 0.0, y: float = 0.0, z: float = 0.0) -> None:
        """Replace a bone's rotation: pitch about X (positive nods forward), roll about Y, then yaw about Z
        (positive turns to the character's left)."""
        self.put(bone, Quaternion(_Z, z) @ Quaternion(_Y, y) @ Quaternion(_X, x))

    def turn(self, bone: str, axis: Vector, angle: float) -> None:
        """Add a rotation about an axis of the character."""
        self.put(bone, Quaternion(axis, angle) @ self._turns.get(bone, _IDENTITY))

    def hold(self, bone: str, turn: Quaternion) -> None:
        """Set a bone's rotation relative to the armature, whatever its parents do (flat feet, a level
        head)."""
        self.put(bone, self._parent_world(bone).inverted() @ turn)

    # ------------------------------------------------------------- questions

    def world_rotation(self, bone: str) -> Quaternion:
        """The rotation from rest to pose, in the armature's space. The answer is shared: do not change it."""
        known = self._world.get(bone)
        if known is None:
            known = self._parent_world(bone) @ self._turns.get(bone, _IDENTITY)
            self._world[bone] = known
        return known

    def joint(self, bone: str, tail: bool = False) -> Vector:
        """Where a bone's head (or tail) is in this pose."""
        head = self._head(bone)
        if not tail:
            return head.copy()
        rest = self.bones[bone]
        return head + self.world_rotation(bone) @ (rest.tail - rest.head)

    def rest_rotation(self, bone: str) -> Quaternion:
        """How a bone lies at rest, in the armature's space. The answer is shared: do not change it."""
        return self._rest[bone]

    def pose_channels(self) -> PoseChannels:
        """What the armature's pose bones must hold to show this pose; bones that did not move are
        included."""
        rotations = dict.fromkeys(self.bones, _STILL)
        for name, turn in self._turns.items():
            local = self._rest_inverse[name] @ turn @ self._rest[name]
            if local.w < 0:  # one sign for one rotation, so that equal poses are equal bytes
                local.negate()
            rotations[name] = (local.w, local.x, local.y, local.z)
        hips = self._rest_inverse["hips"] @ self._hips
        return PoseChannels(rotations, (hips.x, hips.y, hips.z))

    def skirt_sit(self) -> float:
        """Value of the shape key of that name: 1 when both thighs point forward."""
        down = (self.world_rotation(f"thigh{side}") @ Vector((0, 0, -1)) for side in (".L", ".R"))
        return max(0.0, min(1.0, 1.15 * min(-thigh.y for thigh in down)))

    # ------------------------------------------------------------ kinematics

    def ik(self, upper: str, lower: str, end: str, target: Vector, pole: Vector) -> None:
        """Two-bone inverse kinematics: the head of `end` goes to `target`, or as near as the limb reaches;
        the middle joint bends towards the direction `pole`."""
        start = self._head(upper)
        rest = [self.bones[bone].head for bone in (upper, lower, end)]
        first, second = rest[1] - rest[0], rest[2] - rest[1]
        a, b = first.length, second.length
        way = target - start
        reach = min(max(way.length, abs(a - b) + 1e-3), (a + b) * 0.999)
        way.normalize()
        side = (pole - way * pole.dot(way)).normalized()
        cosine = (a * a + reach * reach - b * b) / (2 * a * reach)
        middle = way * (a * cosine) + side * (a * sqrt(max(0.0, 1 - cosine * cosine)))
        self.aim(upper, middle, side, first)
        self.aim(lower, way * reach - middle, side, second)

    def aim(self, bone: str, direction: Vector, bend: Vector, along: Vector | None = None) -> None:
        """Point a limb's bone along `direction`; the roll keeps the plane of `bend`, so that knees and
        elbows stay hinges. `along` is what points there at rest, by default the bone itself."""
        rest = self.bones[bone]
        # at rest elbows point back and knees forward
        rest_bend = _Y if "arm" in bone else -_Y
        before = _frame(rest.tail - rest.head if along is None else along, rest_bend)
        self.hold(bone, (_frame(direction, bend) @ before.transposed()).to_quaternion())

    def elbow(self, side: str, angle: float) -> None:
        """Bend the resting arm's elbow further, hand forward."""
        self.turn(f"forearm{side}", _along_arm(side).cross(-_Y), angle)

    def fingers(self, side: str, curl: float, index: float | None = None, thumb: float | None = None) -> None:
        """Curl the fingers by an angle a joint; the index finger and the thumb follow unless told."""
        sign = _sign(side)
        index = curl if index is None else index
        thumb = curl * 0.5 if thumb is None else thumb
        self.set(f"fingers{side}", y=curl * sign)
        self.set(f"fingers2{side}", y=curl * 1.15 * sign)
        self.set(f"index{side}", y=index * sign)
        self.set(f"index2{side}", y=index * 1.15 * sign)
        self.set(f"thumb{side}", y=thumb * sign, z=thumb * 0.5 * sign)

    def gaze(self, x: float, y: float) -> None:
        """Turn both eyes within the head: x -1..1 to the character's left, y -1..1 up."""
        for side in (".L", ".R"):
            self.set(f"eye{side}", x=-y * EYE_PITCH, z=x * EYE_YAW)

    def _parent_world(self, bone: str) -> Quaternion:
        parent = self.bones[bone].parent
        return self.world_rotation(parent) if parent else _IDENTITY

    def _head(self, bone: str) -> Vector:
        known = self._heads.get(bone)
        if known is None:
            parent = self.bones[bone].parent
            known = self._offset[bone].copy()
            if parent:
                known = self._head(parent) + self.world_rotation(parent) @ known
            if bone == "hips":
                known = known + self._hips
            self._heads[bone] = known
        return known


def read_skeleton(armature: bpy.types.Object) -> Skeleton:
    """The skeleton of a character built by `build_character`. Raises KeyError if the object is none."""
    body = body_from_json(armature[BODY_PROPERTY])
    bones: dict[str, Bone] = {}
    rest: dict[str, Quaternion] = {}
    for bone in cast(bpy.types.Armature, armature.data).bones:  # parents come first
        parent = bone.parent.name if bone.parent else None
        bones[bone.name] = Bone(bone.head_local.copy(), bone.tail_local.copy(), parent)
        rest[bone.name] = bone.matrix_local.to_quaternion()
    return Skeleton(body, bones, rest)


def lid_keys(left: float, right: float, gaze_y: float) -> dict[str, float]:
    """Shape key values of the lids: blinks 0..1 of each eye (a blink passes through a halfway key, since a
    lid turns and does not slide), and lids that ride the gaze (-1 down .. 1 up) unless they are shut."""
    keys = {}
    for side, blink in ((".L", left), (".R", right)):
        keys[f"blink_half{side}"] = max(0.0, 1 - abs(blink - 0.5) * 2)
        keys[f"blink{side}"] = max(0.0, blink * 2 - 1)
    open_share = 1 - max(left, right)
    keys["gaze_up"] = max(0.0, gaze_y) * open_share
    keys["gaze_down"] = max(0.0, -gaze_y) * open_share
    return keys


_X, _Y, _Z = Vector((1, 0, 0)), Vector((0, 1, 0)), Vector((0, 0, 1))
_IDENTITY = Quaternion()


def _sign(side: str) -> int:
    return 1 if side == ".L" else -1


def _along_arm(side: str) -> Vector:
    return Vector((ARM_DIRECTION.x * _sign(side), ARM_DIRECTION.y, ARM_DIRECTION.z))


def _frame(along: Vector, bend: Vector) -> Matrix:
    """An orthonormal frame whose first axis is `along` and whose plane of the first and third holds
    `bend`."""
    first = along.normalized()
    second = first.cross(bend).normalized()
    return Matrix([axis[:] for axis in (first, second, first.cross(second))]).transposed()


def _descendants(bones: Mapping[str, Bone]) -> dict[str, tuple[str, ...]]:
    """By bone: itself and all below it."""
    below: dict[str, list[str]] = {name: [name] for name in bones}
    for name in bones:
        parent = bones[name].parent
        while parent:
            below[parent].append(name)
            parent = bones[parent].parent
    return {name: tuple(names) for name, names in below.items()}
