"""How the trunk is carried: the place and lean of the hips while standing, walking and changing posture."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from mathutils import Vector

from .ease import DEGREE, bump, clamp, mix, ramp, smooth
from .footwork import Footwork, Walk
from .path import RootPath
from .score import PostureSpan
from .stance import Postures, Stance, turned

_WALK_DROP, _WALK_BOB = 0.026, 0.013
_RUN_DROP, _RUN_BOB = 0.045, 0.020
_SIDE_SWAY = 0.011
_RISE_LEAN = 34 * DEGREE
_CRUISE = {"stroll": 0.8, "walk": 1.0, "hurry": 1.25, "run": 1.7}


@dataclass(frozen=True)
class Carriage:
    """`hips` in the set; `lean`, `bend`: pitch of hips and spine; `swing` -1..1: how far the left leg is in
    front of the right one; `vigour`: 0 still, 1 walking, more when running; `standing`, `seated`, `lying`:
    shares of these postures, 1 together; `effort`: 0..1 in the middle of a change of posture."""

    hips: Vector
    lean: float
    bend: float
    swing: float
    vigour: float
    standing: float
    seated: float
    lying: float
    effort: float


def carriage(path: RootPath, footwork: Footwork, postures: Postures, frame: float, fps: int) -> Carriage:
    """The trunk at a frame, before breath, sway and actions."""
    span = footwork.posture_at(frame)
    share = clamp((frame - span.start) / span.frames) if span.frames > 1 else 1.0
    if share < 1:
        return _changing(span, *footwork.ends(span), share)
    stance = footwork.anchor(frame)
    weights = _weights(span.after)
    if span.after != "stand":
        return Carriage(stance.hips, stance.lean, stance.bend, 0.0, 0.0, *weights, 0.0)
    walk = footwork.walk_at(frame)
    if walk is None:
        return Carriage(stance.hips, stance.lean, stance.bend, 0.0, 0.0, *weights, 0.0)
    return _walking(path, walk, stance, postures.height, frame, fps)


def _walking(path: RootPath, walk: Walk, stance: Stance, height: float, frame: float, fps: int) -> Carriage:
    phase = walk.phase(frame)
    pace = path.speed(frame) * fps / (0.75 * height)
    vigour = clamp(pace, 0.0, 1.0)
    running = walk.style == "run"
    drop, bob = (_RUN_DROP, -_RUN_BOB) if running else (_WALK_DROP, _WALK_BOB)
    lift = (-drop + bob * cos(2 * pi * phase)) * height * vigour
    swing = sin(pi * phase) * walk.lead
    # the weight goes over the standing leg: the one that is not in front
    side = -_SIDE_SWAY * height * vigour * walk.lead * cos(pi * phase) * -1
    facing = path.facing(frame) + pi
    hips = stance.hips + turned(Vector((side, 0, 0)), facing) + Vector((0, 0, lift))
    lean = (2.5 + (9 if running else 3.5 if walk.style == "hurry" else 0)) * DEGREE * vigour
    return Carriage(hips, lean, 0.0, swing, vigour * _CRUISE.get(walk.style, 1.0), 1.0, 0.0, 0.0, 0.0)


def _changing(span: PostureSpan, before: Stance, after: Stance, share: float) -> Carriage:
    weights = [
        mix(first, second, smooth(share))
        for first, second in zip(_weights(span.before), _weights(span.after), strict=True)
    ]
    pair = {span.before, span.after}
    if pair == {"stand", "sit"}:
        up = share if span.after == "stand" else 1 - share
        low, high = (before, after) if span.after == "stand" else (after, before)
        return _rising(low, high, up, weights)
    eased = smooth(share)
    hips = before.hips.lerp(after.hips, eased)
    lean, bend = mix(before.lean, after.lean, eased), mix(before.bend, after.bend, eased)
    effort = bump(share)
    if pair == {"stand", "lie"}:
        # down (or up) by way of sitting: the hips sink first, then the back goes down
        down = share if span.after == "lie" else 1 - share
        low, high = (after, before) if span.after == "lie" else (before, after)
        sunk = ramp(0.0, 0.62, down)
        hips = high.hips.lerp(low.hips, sunk)
        lean = mix(0.0, low.lean, ramp(0.50, 1.0, down)) + 30 * DEGREE * bump(clamp(down / 0.62))
        bend = mix(0.0, low.bend, ramp(0.5, 1.0, down)) + 16 * DEGREE * bump(clamp(down / 0.9))
    elif "kneel" in pair:
        lean += 10 * DEGREE * effort
        bend += 6 * DEGREE * effort
    elif pair == {"sit", "lie"}:
        bend += 14 * DEGREE * effort
    return Carriage(hips, lean, bend, 0.0, 0.0, weights[0], weights[1], weights[2], effort)


def _rising(low: Stance, high: Stance, up: float, weights: list[float]) -> Carriage:
    """Between sitting (0) and standing (1): the hips go forward over the feet before they go up."""
    eased = smooth(up)
    forward = min(1.0, eased * 1.25)
    hips = low.hips.lerp(high.hips, forward)
    hips.z = mix(low.hips.z, high.hips.z, eased**1.3)
    lean = _RISE_LEAN * sin(pi * min(1.0, up * 1.05))
    return Carriage(
        hips,
        mix(low.lean, high.lean, eased) + lean * 0.5,
        mix(low.bend, high.bend, eased) + lean * 0.55,
        0.0,
        0.0,
        weights[0],
        weights[1],
        weights[2],
        bump(up),
    )


def _weights(posture: str) -> tuple[float, float, float]:
    """Standing, seated (kneeling counts as standing: the arms hang), lying."""
    return float(posture in ("stand", "kneel")), float(posture == "sit"), float(posture == "lie")
