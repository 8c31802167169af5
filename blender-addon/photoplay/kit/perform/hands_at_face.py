"""Hands that go to the face: drinking, eating, telephoning, thinking, weeping."""

from __future__ import annotations

from math import pi, sin

from mathutils import Vector

from .ease import DEGREE, mix, ramp
from .figure import ArmGoal, Figure, sign_of, wrist_for
from .hand_places import elbow, mouth_of, on_head, seconds_into, target
from .holds import HOLDS, hold_wrist
from .score import Clip


def drink(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    mouth = mouth_of(figure)
    up = ramp(0.10, 0.40, share) - ramp(0.62, 0.92, share)
    low = figure.reach(side, -0.05, 0.52, -0.52)
    sip = ramp(0.38, 0.5, share) - ramp(0.56, 0.64, share)
    near = mouth + figure.along(side, 0.0, 0.042, mix(-0.045, -0.028, sip)) * figure.height
    palm = figure.along(side, -1.0, -0.1, 0.0)
    fingers = figure.along(side, -0.20, 0.7, mix(0.35, 0.8, sip))
    near = near - palm * 0.016 * figure.height
    return ArmGoal(
        low.lerp(wrist_for(figure, near, fingers, palm), up),
        elbow(side, 0.55, 0.1, -1.0),
        fingers,
        palm,
        40 * DEGREE,
    )


def eat_bite(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    bites = max(1, round(clip.frames / (1.7 * figure.fps)))
    cycle = share * bites % 1.0
    up = ramp(0.15, 0.42, cycle) - ramp(0.58, 0.9, cycle)
    low = target(figure, clip, side) if clip.point is not None else figure.reach(side, -0.1, 0.62, -0.66)
    fingers, palm = figure.along(side, -0.7, 0.25, 0.55), figure.along(side, -0.5, -0.7, 0.2)
    mouth = wrist_for(figure, mouth_of(figure) + figure.along(side, 0, 0.02, -0.01), fingers, palm)
    down = wrist_for(figure, low, figure.along(side, -0.3, 1, -0.3), Vector((0, 0, -1))) + Vector(
        (0, 0, 0.06 * figure.height * 0.5)
    )
    return ArmGoal(down.lerp(mouth, up), elbow(side, 0.9, 0.2, -0.7), fingers, palm, 44 * DEGREE, 34 * DEGREE)


def hold_phone(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    body, sign = figure.skeleton.body, sign_of(side)
    up = ramp(0.15, 0.85, share)
    if clip.verb == "phoneDown":
        up = 1 - up
    # the spot of the hold is below the middle of a phone, which reaches from the ear towards the mouth
    cheek = on_head(figure, Vector(body.head_centre) + Vector((0.50 * sign, -0.26, -0.40)) * body.head_height)
    fingers, palm = figure.along(side, -0.25, -0.15, 1.0), figure.along(side, -1.0, -0.25, 0.0)
    screen = figure.reach(side, -0.12, 0.58, -0.42)
    wrist = screen.lerp(hold_wrist(HOLDS["flat"], side, body.hand, cheek, fingers, palm), up)
    shown = figure.along(side, -0.35, 0.6, 0.55).lerp(fingers, up)
    inside = figure.along(side, -0.3, -0.9, 0.4).lerp(palm, up)
    return ArmGoal(wrist, elbow(side, 1.0, 0.2, -0.9), shown, inside, 36 * DEGREE, 24 * DEGREE, 20 * DEGREE)


def think(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    if side == ".L":
        return ArmGoal(
            figure.reach(side, -0.30, 0.34, -0.62), elbow(side, 0.9, 0.2, -0.8),
            figure.along(side, -1, 0.1, 0.1), figure.along(side, 0, -0.3, 1), 24 * DEGREE,
        )  # fmt: skip
    chin = (
        mouth_of(figure)
        + figure.skeleton.world_rotation("head") @ Vector((0, 0.02, -0.15)) * figure.skeleton.body.head_height
    )
    fingers, palm = figure.along(side, -0.35, -0.25, 1), figure.along(side, -0.4, -0.9, 0)
    wrist = chin - fingers.normalized() * figure.skeleton.body.hand * 0.95
    return ArmGoal(wrist, elbow(side, 0.35, 0.1, -1), fingers, palm, 58 * DEGREE, 22 * DEGREE, 10 * DEGREE)


def cover_face(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    body, sign = figure.skeleton.body, sign_of(side)
    cheek = on_head(figure, Vector(body.head_centre) + Vector((0.17 * sign, -0.56, -0.06)) * body.head_height)
    fingers, palm = figure.along(side, -0.15, 0.05, 1), figure.along(side, -0.2, -1, 0)
    return ArmGoal(
        wrist_for(figure, cheek, fingers, palm), elbow(side, 0.7, 0.0, -1), fingers, palm, 12 * DEGREE
    )


def cry(figure: Figure, clip: Clip, side: str, share: float) -> ArmGoal:
    if clip.strength > 0.7:
        return cover_face(figure, clip, side, share)
    body, sign = figure.skeleton.body, sign_of(side)
    wipe = 0.06 * sin(2 * pi * 1.2 * seconds_into(figure, clip))
    eye = on_head(
        figure, Vector(body.head_centre) + Vector(((0.20 + wipe) * sign, -0.50, -0.10)) * body.head_height
    )
    fingers, palm = figure.along(side, -0.5, 0.0, 1), figure.along(side, -0.3, -1, 0)
    return ArmGoal(
        wrist_for(figure, eye, fingers, palm), elbow(side, 0.8, 0.1, -1), fingers, palm, 46 * DEGREE
    )
