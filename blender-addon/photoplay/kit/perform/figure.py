"""The figure that the layers of a performance work on, for one frame: a skeleton, its place in the set, and
what has been added up so far. A layer adds; only `pose.py` puts it all on the bones."""

from __future__ import annotations

from collections import defaultdict

from mathutils import Matrix, Quaternion, Vector

from ..character.joints import ARM_DIRECTION, ARM_UP
from ..character.rig import Skeleton
from .carriage import Carriage
from .ease import DEGREE
from .stance import turned

AXIS_X, AXIS_Y, AXIS_Z = Vector((1, 0, 0)), Vector((0, 1, 0)), Vector((0, 0, 1))

_ARM_CHAIN = ("upper_arm", "forearm", "hand", "fingers", "fingers2", "index", "index2", "thumb")
_WRIST_LIMIT = 62 * DEGREE
_PALM_GRIP = 0.55


def sign_of(side: str) -> int:
    """+1 for the left side (.L), -1 for the right."""
    return 1 if side == ".L" else -1


class Figure:
    """`frame` is the frame shown and `step` how long it stays; `facing` is the turn of the armature about
    Z."""

    def __init__(
        self,
        skeleton: Skeleton,
        frame: int,
        step: int,
        fps: int,
        position: Vector,
        facing: float,
        carriage: Carriage,
    ) -> None:
        self.skeleton, self.frame, self.step, self.fps = skeleton, frame, step, fps
        self.position, self.facing, self.carriage = position, facing, carriage
        self.height = skeleton.body.height
        self.arm = skeleton.body.upper_arm + skeleton.body.forearm
        self.table: float | None = None
        """Height above the ground of the table that the figure sits at, metres."""
        self.shift = Vector()
        """Added to the hips, metres, in the armature's space."""
        self.hop = 0.0
        """Both feet and the hips above the ground, metres."""
        self.turns: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
        self.face: defaultdict[str, float] = defaultdict(float)
        self.aim = [0.0, 0.0]
        """Head turn asked for by actions that lead the eyes (yaw, pitch), added to the gaze."""

    def add(self, bone: str, x: float = 0.0, y: float = 0.0, z: float = 0.0) -> None:
        """Add to a bone's pitch, roll and yaw, radians."""
        turn = self.turns[bone]
        turn[0] += x
        turn[1] += y
        turn[2] += z

    def local(self, point: Vector) -> Vector:
        """A point of the set in the armature's space."""
        return turned(point - self.position, -self.facing)

    def shoulder(self, side: str) -> Vector:
        return self.skeleton.joint("upper_arm" + side)

    def reach(self, side: str, out: float, forward: float, up: float) -> Vector:
        """A point by its offset from the shoulder in arm lengths, along the chest: away from the body's
        middle, forward, up."""
        offset = Vector((out * sign_of(side), -forward, up)) * self.arm
        return self.shoulder(side) + self.skeleton.world_rotation("chest") @ offset

    def along(self, side: str, out: float, forward: float, up: float) -> Vector:
        """A direction in the same terms."""
        return self.skeleton.world_rotation("chest") @ Vector((out * sign_of(side), -forward, up))


class ArmGoal:
    """Where an arm goes: wrist (armature space), which way the elbow bends, where fingers and palm point
    (None: as the forearm leads), and how far fingers, index and thumb curl."""

    __slots__ = ("curl", "elbow", "fingers", "index", "palm", "thumb", "wrist")

    def __init__(
        self,
        wrist: Vector,
        elbow: Vector,
        fingers: Vector | None = None,
        palm: Vector | None = None,
        curl: float = 16 * DEGREE,
        index: float | None = None,
        thumb: float | None = None,
    ) -> None:
        self.wrist, self.elbow, self.fingers, self.palm = wrist, elbow, fingers, palm
        self.curl, self.index, self.thumb = curl, index, thumb


ArmPose = list[Quaternion]


def capture(skeleton: Skeleton, side: str) -> ArmPose:
    """The turns of an arm's bones, from the shoulder joint down."""
    return [skeleton.turn_of(bone + side) for bone in _ARM_CHAIN]


def blend(skeleton: Skeleton, side: str, before: ArmPose, share: float) -> None:
    """Take the arm from `before` (share 0) towards what it is now (1), joint by joint, so that it moves in
    arcs."""
    if share >= 1:
        return
    for bone, start in zip(_ARM_CHAIN, before, strict=True):
        name = bone + side
        skeleton.put(name, start.slerp(skeleton.turn_of(name), share))


def pose_arm(skeleton: Skeleton, side: str, goal: ArmGoal) -> None:
    """Inverse kinematics to the goal, hand within what a wrist can do, half of its twist taken by the
    forearm."""
    skeleton.ik("upper_arm" + side, "forearm" + side, "hand" + side, goal.wrist, goal.elbow)
    skeleton.put("hand" + side, Quaternion())
    if goal.fingers is not None or goal.palm is not None:
        _turn_hand(skeleton, side, goal.fingers, goal.palm)
    skeleton.fingers(side, goal.curl, goal.index, goal.thumb)


def hand_axes(skeleton: Skeleton, side: str) -> tuple[Vector, Vector]:
    """Where the fingers and the palm of a hand point now, in the armature's space."""
    turn = skeleton.world_rotation("hand" + side)
    along, palm = _rest_hand(side)
    return turn @ along, turn @ palm


def press_thumb(skeleton: Skeleton, side: str, angle: float) -> None:
    """Turn the thumb towards the index finger, in the plane of the hand."""
    _, palm = _rest_hand(side)
    skeleton.turn("thumb" + side, palm, -angle * sign_of(side))


def wrist_for(figure: Figure, point: Vector, fingers: Vector, palm: Vector) -> Vector:
    """The wrist of a hand whose palm is to be at a point."""
    hand = figure.skeleton.body.hand
    return point - fingers.normalized() * hand * _PALM_GRIP - palm.normalized() * hand * 0.22


def _rest_hand(side: str) -> tuple[Vector, Vector]:
    sign = sign_of(side)
    return (
        Vector((ARM_DIRECTION.x * sign, ARM_DIRECTION.y, ARM_DIRECTION.z)),
        Vector((-ARM_UP.x * sign, -ARM_UP.y, -ARM_UP.z)),
    )


def _turn_hand(skeleton: Skeleton, side: str, fingers: Vector | None, palm: Vector | None) -> None:
    forearm_turn = skeleton.world_rotation("forearm" + side)
    rest_along, rest_palm = _rest_hand(side)
    lead = (forearm_turn @ rest_along).normalized()
    along = lead if fingers is None else fingers.normalized()
    angle = lead.angle(along, 0.0)
    if angle > _WRIST_LIMIT:
        along = lead.slerp(along, _WRIST_LIMIT / angle) if angle < 3.0 else lead
    facing = forearm_turn @ rest_palm if palm is None else palm
    world = (_frame(along, facing) @ _frame(rest_along, rest_palm).transposed()).to_quaternion()
    skeleton.hold("hand" + side, world)
    _share_twist(skeleton, side, rest_along, world)


def _share_twist(skeleton: Skeleton, side: str, axis: Vector, hand: Quaternion) -> None:
    local = skeleton.turn_of("hand" + side)
    twist = Quaternion((local.w, *(axis * Vector((local.x, local.y, local.z)).dot(axis))))
    if twist.magnitude < 1e-6:
        return
    twist.normalize()
    half = Quaternion().slerp(_short(twist), 0.5)
    skeleton.put("forearm" + side, skeleton.turn_of("forearm" + side) @ half)
    skeleton.hold("hand" + side, hand)


def _short(turn: Quaternion) -> Quaternion:
    """The same rotation by the sign that turns less than half around."""
    return turn if turn.w >= 0 else Quaternion((-turn.w, -turn.x, -turn.y, -turn.z))


def _frame(along: Vector, towards: Vector) -> Matrix:
    """Columns: along, the part of `towards` square to it, and their cross product."""
    first = along.normalized()
    second = towards - first * towards.dot(first)
    if second.length < 1e-4:
        second = first.orthogonal()
    second.normalize()
    third = first.cross(second)
    return Matrix((first[:], second[:], third[:])).transposed()
