"""How each kind of prop is held: the shape of the hand, where the thing sits in it, and which way it points.

Hands are told by three directions: `fingers` (along the straight hand), `palm` (out of it) and `thumb`
(towards the side of the thumb).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from mathutils import Matrix, Vector

from ..character.rig import Skeleton
from .ease import DEGREE
from .figure import press_thumb

Axes = tuple[Vector, Vector]
"""Where a prop's Z and Y point."""


class Hold(NamedTuple):
    """`curl`, `pointer`, `thumb`: degrees a joint; `press`: degrees that the thumb lies down beside the index
    finger; `spot`: where the prop's grip is from the wrist, hand lengths along fingers, palm and thumb;
    `axes` of the prop by (fingers, palm, thumb); `both`: one hand on each side of it."""

    curl: float
    pointer: float
    thumb: float
    press: float
    spot: tuple[float, float, float]
    axes: Callable[[Vector, Vector, Vector], Axes]
    both: bool = False


HOLDS: dict[str, Hold] = {
    # between the thumb and the side of the index finger, pointing on from the hand
    "pinch": Hold(64, 50, 45, 26, (1.08, 0.38, 0.43), lambda f, p, t: (t, f + p * 0.35)),
    # as one writes: the tip looks down from the palm
    "pen": Hold(54, 44, 45, 26, (1.10, 0.55, 0.40), lambda f, p, t: (t, f * 0.6 + p)),
    # upright in the fist
    "wrap": Hold(40, 36, 24, 0, (0.72, 0.22, 0.0), lambda f, p, t: (t, f)),
    # flat on the inside of the hand, facing whoever the palm faces
    "flat": Hold(22, 16, 14, 0, (0.95, 0.26, 0.12), lambda f, p, t: (p, f + t * 0.45)),
    "offer": Hold(20, 16, 6, 0, (0.9, 0.30, 0.0), lambda f, p, t: (p, f)),
    "pistol": Hold(62, 20, 30, 24, (0.86, 0.34, 0.10), lambda f, p, t: (f.cross(t), f)),
    # a handle in the fist: its end comes out above the thumb, or more ahead
    "fist": Hold(66, 62, 34, 20, (0.84, 0.36, 0.0), lambda f, p, t: (p, t + f * 0.7)),
    "torch": Hold(62, 52, 34, 24, (0.84, 0.36, 0.10), lambda f, p, t: (p, f + t * 0.25)),
    # by a handle on top, the arm hanging
    "hang": Hold(66, 66, 40, 0, (0.95, 0.34, 0.0), lambda f, p, t: (-f, p)),
    "carry": Hold(16, 14, 6, 0, (0.80, 0.20, 0.0), lambda f, p, t: (t, f), both=True),
}


def prop_axes(hold: Hold, fingers: Vector, palm: Vector, thumb: Vector) -> Matrix:
    """The turn of a prop in a hand (3×3; columns X, Y, Z)."""
    up, forward = hold.axes(fingers, palm, thumb)
    z = up.normalized()
    y = (forward - z * forward.dot(z)).normalized()
    x = y.cross(z)
    return Matrix((x[:], y[:], z[:])).transposed()


def thumb_of(side: str, fingers: Vector, palm: Vector) -> Vector:
    """The direction of the thumb's side of a hand."""
    return palm.cross(fingers) if side == ".L" else fingers.cross(palm)


def hold_wrist(hold: Hold, side: str, hand: float, point: Vector, fingers: Vector, palm: Vector) -> Vector:
    """The wrist of a hand (`hand` metres long) that holds a thing at `point`."""
    along = fingers.normalized()
    out = (palm - along * palm.dot(along)).normalized()
    thumb = thumb_of(side, along, out)
    return point - (along * hold.spot[0] + out * hold.spot[1] + thumb * hold.spot[2]) * hand


def curls(hold: Hold) -> tuple[float, float, float]:
    """Radians that fingers, index and thumb curl."""
    return hold.curl * DEGREE, hold.pointer * DEGREE, hold.thumb * DEGREE


def close_hand(skeleton: Skeleton, side: str, hold: Hold) -> None:
    """Shape a hand as it holds a thing."""
    skeleton.fingers(side, *curls(hold))
    press_thumb(skeleton, side, hold.press * DEGREE)
