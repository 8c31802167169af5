"""The bones of a character in its rest pose (arms 42 degrees below the horizontal): what mesh and armature
are built around. Mirrored bones end in .L (+X) and .R."""

from __future__ import annotations

from typing import NamedTuple

from mathutils import Vector

from .proportions import Body

ARM_DIRECTION = Vector((0.74, 0.0, -0.67)).normalized()
"""From the left shoulder to the left hand at rest: halfway between hanging and raised, so both deform
well."""

ARM_UP = Vector((0.67, 0.0, 0.74))
"""The upper side of the resting left arm."""

SIDES: tuple[tuple[int, str], ...] = ((1, ".L"), (-1, ".R"))
"""Sign of X and suffix of the bones of each side."""


class Bone(NamedTuple):
    """Head and tail in metres, in the character's space."""

    head: Vector
    tail: Vector
    parent: str | None


def rest_bones(body: Body) -> dict[str, Bone]:
    """All bones by name, parents before their children."""
    bones = _spine(body)
    for sign, side in SIDES:
        for name, bone in {**_arm(body), **_hand(body), **_leg(body), **_eye(body)}.items():
            parent = bone.parent
            if parent is not None and parent not in bones:
                parent += side
            bones[name + side] = Bone(_mirror(bone.head, sign), _mirror(bone.tail, sign), parent)
    return bones


def _mirror(point: Vector, sign: int) -> Vector:
    return Vector((point.x * sign, point.y, point.z))


def _spine(body: Body) -> dict[str, Bone]:
    height, level = body.height, body.levels

    def at(z: float, y: float = 0.0) -> Vector:
        return Vector((0.0, y * height, z))

    nape = at(height - 0.80 * body.head_height, -0.006)
    return {
        "root": Bone(at(0.0), at(0.1 * height), None),
        "hips": Bone(at(level["hips"]), at(level["spine"]), "root"),
        "spine": Bone(at(level["spine"]), at(level["chest"]), "hips"),
        "chest": Bone(at(level["chest"]), at(level["neck"]), "spine"),
        "neck": Bone(at(level["neck"]), nape, "chest"),
        "head": Bone(nape, at(height, -0.006), "neck"),
    }


def _wrist(body: Body) -> Vector:
    return _shoulder(body) + ARM_DIRECTION * (body.upper_arm + body.forearm)


def _shoulder(body: Body) -> Vector:
    return Vector((body.shoulder_x, 0.0, body.levels["shoulder"]))


def _arm(body: Body) -> dict[str, Bone]:
    height, shoulder = body.height, _shoulder(body)
    # a hair of bend tells which way the elbow goes
    elbow = shoulder + ARM_DIRECTION * body.upper_arm + Vector((0.0, 0.001, 0.0))
    clavicle = Vector((0.02 * height, 0.0, body.levels["shoulder"] + 0.005 * height))
    wrist = _wrist(body)
    return {
        "shoulder": Bone(clavicle, shoulder, "chest"),
        "upper_arm": Bone(shoulder, elbow, "shoulder"),
        "forearm": Bone(elbow, wrist, "upper_arm"),
        "hand": Bone(wrist, wrist + ARM_DIRECTION * body.hand * 0.95, "forearm"),
    }


def _hand(body: Body) -> dict[str, Bone]:
    """Three fingers move as one; the index finger points alone."""
    wrist, hand = _wrist(body), body.hand

    def at(along: float, forward: float = 0.0) -> Vector:
        return wrist + ARM_DIRECTION * hand * along + Vector((0.0, -forward * hand, 0.0))

    return {
        "fingers": Bone(at(1.0), at(1.45), "hand"),
        "fingers2": Bone(at(1.45), at(1.85), "fingers"),
        "index": Bone(at(1.0, 0.30), at(1.45, 0.30), "hand"),
        "index2": Bone(at(1.45, 0.30), at(1.85, 0.30), "index"),
        "thumb": Bone(at(0.35, 0.35), at(0.85, 0.72), "hand"),
    }


def _leg(body: Body) -> dict[str, Bone]:
    height, level = body.height, body.levels
    hip = Vector((body.hip_x, 0.0, level["hip"]))
    knee = Vector((body.hip_x * 1.05, -0.004 * height, level["knee"]))
    ankle = Vector((body.hip_x * 1.08, 0.008 * height, level["ankle"]))
    ball = Vector((ankle.x, -0.055 * height, 0.012 * height))
    toe = Vector((ankle.x, -0.095 * height, 0.012 * height))
    return {
        "thigh": Bone(hip, knee, "hips"),
        "shin": Bone(knee, ankle, "thigh"),
        "foot": Bone(ankle, ball, "shin"),
        "toe": Bone(ball, toe, "foot"),
    }


def _eye(body: Body) -> dict[str, Bone]:
    eye = Vector(body.eye)
    return {"eye": Bone(eye, eye + Vector((0.0, -0.05, 0.0)), "head")}
