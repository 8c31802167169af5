"""Arms and sleeves: rings of 16 from the armhole to the wrist. Lengths are shares of the body's height."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .cage import Cage
from .draft import Draft
from .garments import Garment
from .joints import ARM_DIRECTION, ARM_UP, SIDES
from .maths import Floats, smoothstep, unit
from .mesh import MeshSink
from .palette import Paint, shade
from .proportions import Body
from .torso import Torso

_ALONG = np.array(ARM_DIRECTION)
_UP = np.array(ARM_UP)
_ANGLES = np.radians(225 + 22.5 * np.arange(16))


@dataclass(frozen=True)
class LimbRing:
    """A ring at `at`, the paint of the band before it and a tint."""

    at: float
    radius: float
    paint: Paint
    tint: float = 1.0


def arm_girth(body: Body) -> float:
    """How thick arms and hands are; 1 is an average man's."""
    return (0.84 + 0.16 * body.width) * (1 - 0.13 * body.figure) * (1 + 0.02 * body.youth)


def add_arms(cage: Cage, draft: Draft, garment: Garment, torso: Torso) -> None:
    """Both arms, bridged to the armholes."""
    rings = _profile(draft, garment)
    for sign, side in SIDES:
        before = torso.armholes[sign]
        for ring in rings:
            points = _circle(draft.body, ring) * np.array([sign, 1, 1])
            indices = cage.add(points, _weights(draft.sink, draft.body, ring.at, side), ring.tint)
            cage.bridge(before, indices, ring.paint, flip=sign < 0)
            before = indices


def _profile(draft: Draft, garment: Garment) -> list[LimbRing]:
    """Sleeve, its cuff folded inwards, then skin to the wrist; `at` counts from the shoulder."""
    body, top, skin = draft.body, draft.paints.top, draft.paints.skin
    upper = body.upper_arm / body.height
    length = upper + body.forearm / body.height
    girth = arm_girth(body)

    def bare(at: float) -> float:
        stations = [0, 0.02, 0.06, upper * 0.7, upper, upper + 0.045, length - 0.02, length, length + 0.02]
        radii = [0.034, 0.036, 0.031, 0.0275, 0.0250, 0.0265, 0.0195, 0.0175, 0.017]
        return float(np.interp(at, stations, radii)) * girth

    stations = [
        0.010, 0.034, 0.062, upper * 0.62, upper - 0.024, upper, upper + 0.024, upper + 0.06, length - 0.035,
    ]  # fmt: skip
    end = length - 0.004 if garment.long_sleeves else upper * 0.62
    clear = 0.034 if garment.long_sleeves else 0.006  # of the cuff
    rings = [
        LimbRing(at, bare(at) + garment.sleeve * (1 + 0.6 * (at > upper)), top)
        for at in stations
        if at < end - clear
    ]
    rim = bare(end) + garment.sleeve * 1.9
    rings += [
        LimbRing(end - 0.012, rim, top),
        LimbRing(end, rim, top, 0.95),
        LimbRing(end - 0.001, rim - 0.003, shade(top, 0.6), 0.7),
    ]
    if garment.cuffs:  # a shirt's cuff looks out of the jacket
        shirt = draft.paints.shirt
        rings += [
            LimbRing(end - 0.004, bare(end) * 1.12, shirt, 0.85),
            LimbRing(end + 0.008, bare(end) * 1.12, shirt),
            LimbRing(end + 0.006, bare(end) * 0.97, shade(shirt, 0.65), 0.7),
        ]
    else:
        rings.append(LimbRing(end - 0.016, bare(end) * 0.97, shade(top, 0.4), 0.55))
    rings += [LimbRing(at, bare(at), skin) for at in stations if at > end + 0.004]
    wrist = length - 0.002
    return [*rings, LimbRing(wrist, bare(wrist), skin), LimbRing(length + 0.014, bare(length) * 0.95, skin)]


def _circle(body: Body, ring: LimbRing) -> Floats:
    """A ring about the left arm's axis, upright at the shoulder and square to the arm further out; metres."""
    height = body.height
    out = float(smoothstep(-0.01, 0.07, ring.at))
    up = unit((1 - out) * np.array([0.12, 0, 1]) + out * _UP)
    shoulder = np.array([body.shoulder_x, 0, body.levels["shoulder"]])
    inset = np.array([-0.012 * (1 - out), 0, -0.006 * (1 - out)])
    centre = shoulder + (_ALONG * ring.at + inset) * height
    back = np.array([0, 1.0, 0])
    section = np.cos(_ANGLES)[:, None] * back + np.sin(_ANGLES)[:, None] * up * (1 + 0.10 * (1 - out))
    return centre + ring.radius * height * section


def _weights(sink: MeshSink, body: Body, at: float, side: str) -> Floats:
    upper = body.upper_arm / body.height
    length = upper + body.forearm / body.height
    below_elbow = smoothstep(upper - 0.030, upper + 0.030, at)
    past_wrist = smoothstep(length - 0.016, length + 0.012, at)
    clavicle = 0.32 * (1 - smoothstep(0.0, 0.05, at))
    suffix = side.replace(".", "_")
    return sink.weights(
        16,
        **{
            f"shoulder{suffix}": clavicle,
            f"upper_arm{suffix}": (1 - clavicle) * (1 - below_elbow),
            f"forearm{suffix}": below_elbow * (1 - past_wrist),
            f"hand{suffix}": below_elbow * past_wrist,
        },
    )
