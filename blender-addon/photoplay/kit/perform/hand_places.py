"""Places that hands go to, in the armature's space, and what their goals have in common."""

from __future__ import annotations

from mathutils import Vector

from .figure import Figure, sign_of
from .score import Clip

GRASP = 0.5
"""Share of an action at which the hand is at its point: props change hands there."""

_NEAREST = 0.16


def elbow(side: str, out: float = 0.6, back: float = 0.5, up: float = -0.9) -> Vector:
    return Vector((out * sign_of(side), back, up))


def target(figure: Figure, clip: Clip, side: str) -> Vector:
    """The clip's point in the armature's space; one too close to the body (or none) lies before the chest."""
    ahead = figure.reach(side, -0.05, 0.95, -0.35)
    if clip.point is None:
        return ahead
    point = figure.local(clip.point)
    if point.xy.length < _NEAREST or point.y > 0.05:
        return Vector((ahead.x, ahead.y, point.z))
    return point


def seconds_into(figure: Figure, clip: Clip) -> float:
    return (figure.frame - clip.start) / figure.fps


def mouth_of(figure: Figure) -> Vector:
    body = figure.skeleton.body
    rest = Vector(body.head_centre) + Vector((0, -0.50, -0.275)) * body.head_height
    return on_head(figure, rest)


def on_head(figure: Figure, rest: Vector) -> Vector:
    skeleton = figure.skeleton
    return skeleton.joint("head") + skeleton.world_rotation("head") @ (rest - skeleton.bones["head"].head)
