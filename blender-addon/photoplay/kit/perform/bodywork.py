"""What trunk, head and face do in each action, added to whatever the body does already.

Each function gets the share 0..1 of the action that is over and its weight (strength and edges).
"""

from __future__ import annotations

from collections.abc import Callable
from math import pi, sin

from mathutils import Vector

from .carrying import held_out
from .ease import DEGREE, bump, clamp, ramp, window
from .figure import Figure
from .hand_places import GRASP, target
from .lean import lean_towards
from .score import Clip

BodyVerb = Callable[[Figure, Clip, float, float], None]


def _seconds(figure: Figure, clip: Clip) -> float:
    return (figure.frame - clip.start) / figure.fps


def _nod(figure: Figure, clip: Clip, share: float, weight: float) -> None:
    count = max(1, round(clip.frames / (0.42 * figure.fps)))
    fading = 1 - 0.45 * share
    figure.add("head", x=10 * DEGREE * weight * fading * (0.5 - 0.5 * _wave(share * count + 0.25)))
    figure.add("neck", x=3 * DEGREE * weight * fading * (0.5 - 0.5 * _wave(share * count + 0.25)))


def _wave(turns: float) -> float:
    return sin(2 * pi * turns)


def _shake_head(figure: Figure, clip: Clip, share: float, weight: float) -> None:
    count = max(1.5, round(clip.frames / (0.5 * figure.fps)) + 0.5)
    figure.add(
        "head", z=15 * DEGREE * weight * (1 - 0.5 * share) * _wave(share * count), x=2 * DEGREE * weight
    )
    figure.add("neck", z=4 * DEGREE * weight * (1 - 0.5 * share) * _wave(share * count))


def _shrug(figure: Figure, clip: Clip, share: float, weight: float) -> None:
    up = bump(share) * weight
    for side, sign in ((".L", 1), (".R", -1)):
        figure.add("shoulder" + side, y=-16 * DEGREE * sign * up)
    figure.add("head", y=6 * DEGREE * up, x=3 * DEGREE * up)
    figure.face["brow_up"] += 0.6 * up
    figure.face["frown"] += 0.35 * up


def _laugh(figure: Figure, clip: Clip, share: float, weight: float) -> None:
    shake = _wave(4.2 * _seconds(figure, clip)) * weight * (1 - 0.6 * share)
    figure.add("spine", x=(4 * clip.strength + 1.6 * shake) * DEGREE)
    figure.add("chest", x=(-3 * weight + 1.8 * shake) * DEGREE)
    figure.add("head", x=(-9 * clip.strength * weight - 1.5 * shake) * DEGREE)
    figure.face["smile"] += 0.9 * weight
    figure.face["AA"] += (0.45 + 0.18 * shake) * weight * clip.strength
    figure.face["brow_up"] += 0.25 * weight
    for side in (".L", ".R"):
        figure.face["squint" + side] += 0.25 * weight


def _cry(figure: Figure, clip: Clip, share: float, weight: float) -> None:
    sob = max(0.0, _wave(1.4 * _seconds(figure, clip))) ** 2 * weight
    figure.add("spine", x=9 * DEGREE * weight)
    figure.add("chest", x=(7 * weight + 4 * sob) * DEGREE)
    figure.add("head", x=(13 * weight - 3 * sob) * DEGREE)
    for side, sign in ((".L", 1), (".R", -1)):
        figure.add("shoulder" + side, y=-5 * DEGREE * sign * sob)
    figure.face["brow_sad"] += 0.9 * weight
    figure.face["frown"] += 0.7 * weight
    for side in (".L", ".R"):
        figure.face["squint" + side] += 0.4 * weight


def _sigh(figure: Figure, clip: Clip, share: float, weight: float) -> None:
    up, down = bump(share / 0.45), window(share, 0.4, 1.0, 0.2, 0.35)
    for side, sign in ((".L", 1), (".R", -1)):
        figure.add("shoulder" + side, y=(-7 * up + 4 * down) * sign * DEGREE * weight)
    figure.add("chest", x=(-5 * up + 6 * down) * DEGREE * weight)
    figure.add("head", x=(-4 * up + 6 * down) * DEGREE * weight)
    figure.face["OO"] += 0.35 * down * weight
    figure.face["brow_sad"] += 0.3 * weight


def _reach(figure: Figure, clip: Clip, share: float, weight: float) -> None:
    side = (clip.hands or (".R",))[0]
    there = ramp(0.0, 0.42, share) - ramp(0.62, 1.0, share)
    point = target(figure, clip, side)
    if clip.kind is not None:
        point = held_out(figure, side, point)
    lean_towards(figure, point, side, there)
    figure.aim[1] -= 8 * DEGREE * there


def _drink(figure: Figure, clip: Clip, share: float, weight: float) -> None:
    sip = window(share, 0.36, 0.66, 0.12, 0.1) * weight
    figure.add("head", x=-13 * DEGREE * sip)
    figure.face["OO"] += 0.35 * sip
    figure.aim[1] += 0.0


def _eat(figure: Figure, clip: Clip, share: float, weight: float) -> None:
    bites = max(1, round(clip.frames / (1.7 * figure.fps)))
    cycle = share * bites % 1.0
    figure.add("spine", x=6 * DEGREE * weight)
    figure.add("head", x=(5 + 5 * bump(cycle)) * DEGREE * weight)
    figure.face["AA"] += 0.4 * window(cycle, 0.32, 0.52, 0.06, 0.06) * weight
    figure.face["MBP"] += 0.4 * clamp(_wave(2.2 * _seconds(figure, clip))) * (cycle > 0.6) * weight


def _look_down(figure: Figure, clip: Clip, share: float, weight: float) -> None:
    figure.add("spine", x=4 * DEGREE * weight)
    figure.add("neck", x=5 * DEGREE * weight)
    figure.aim[1] -= 20 * DEGREE * weight


def _work(figure: Figure, clip: Clip, share: float, weight: float) -> None:
    _look_down(figure, clip, share, weight)
    figure.add("chest", z=3 * DEGREE * _wave(0.4 * _seconds(figure, clip)) * weight)


def _hug(figure: Figure, clip: Clip, share: float, weight: float) -> None:
    close = window(share, 0.0, 1.0, 0.4, 0.3) * weight
    figure.add("spine", x=7 * DEGREE * close)
    figure.add("head", y=9 * DEGREE * close, z=10 * DEGREE * close)
    figure.shift += Vector((0, -0.035 * figure.height * close, 0))
    figure.face["smile"] += 0.3 * close


def _push(figure: Figure, clip: Clip, share: float, weight: float) -> None:
    thrust = (ramp(0.2, 0.5, share) - ramp(0.6, 1.0, share)) * weight
    figure.add("spine", x=14 * DEGREE * thrust)
    figure.add("chest", x=6 * DEGREE * thrust)
    figure.shift += Vector((0, -0.04 * figure.height * thrust, -0.02 * figure.height * thrust))
    figure.face["brow_angry"] += 0.6 * thrust


def _think(figure: Figure, clip: Clip, share: float, weight: float) -> None:
    figure.add("head", y=5 * DEGREE * weight, x=3 * DEGREE * weight)
    figure.face["brow_down"] += 0.4 * weight


def _cover_face(figure: Figure, clip: Clip, share: float, weight: float) -> None:
    figure.add("spine", x=8 * DEGREE * weight)
    figure.add("chest", x=8 * DEGREE * weight)
    figure.add("head", x=18 * DEGREE * weight)
    figure.face["brow_sad"] += 0.5 * weight


def _point(figure: Figure, clip: Clip, share: float, weight: float) -> None:
    sign = 1 if clip.hands[:1] == (".L",) else -1
    figure.add("chest", z=-7 * DEGREE * sign * weight)


def _jump(figure: Figure, clip: Clip, share: float, weight: float) -> None:
    crouch = bump(share / 0.36) + 0.8 * bump((share - 0.68) / 0.32)
    flight = clamp((share - 0.30) / 0.42)
    figure.hop += 4 * flight * (1 - flight) * 0.16 * figure.height * clip.strength
    figure.shift += Vector((0, 0.03 * figure.height * crouch, -0.10 * figure.height * crouch))
    figure.add("hips", x=14 * DEGREE * crouch)
    figure.add("spine", x=10 * DEGREE * crouch)
    figure.add("head", x=-16 * DEGREE * crouch)


def _dance(figure: Figure, clip: Clip, share: float, weight: float) -> None:
    seconds = _seconds(figure, clip)
    beat, half = _wave(2.0 * seconds), _wave(seconds)
    figure.shift += Vector((0.03 * half, 0, -0.016 - 0.012 * beat)) * figure.height * weight
    figure.add("hips", y=-6 * DEGREE * half * weight, z=7 * DEGREE * half * weight)
    figure.add("spine", y=5 * DEGREE * half * weight)
    figure.add("chest", z=-10 * DEGREE * half * weight, y=3 * DEGREE * half * weight)
    figure.add("head", x=3 * DEGREE * beat * weight, y=-4 * DEGREE * half * weight)
    figure.face["smile"] += 0.5 * weight


def _startle(figure: Figure, clip: Clip, share: float, weight: float) -> None:
    jolt = ramp(0.0, 0.10, share) - ramp(0.35, 1.0, share)
    figure.add("spine", x=-7 * DEGREE * jolt)
    figure.add("chest", x=-5 * DEGREE * jolt)
    figure.add("head", x=-5 * DEGREE * jolt)
    for side, sign in ((".L", 1), (".R", -1)):
        figure.add("shoulder" + side, y=-11 * DEGREE * sign * jolt)
    figure.shift += Vector((0, 0.02 * figure.height * jolt, -0.012 * figure.height * jolt))
    figure.face["brow_up"] += 1.0 * jolt
    figure.face["AA"] += 0.4 * jolt
    for side in (".L", ".R"):
        figure.face["squint" + side] -= 0.3 * jolt


def _fall(figure: Figure, clip: Clip, share: float, weight: float) -> None:
    """Knees give way and the trunk folds; unless it holds, one comes up again."""
    down = ramp(0.05, 0.45, share) - (0.0 if clip.hold else ramp(0.65, 1.0, share))
    figure.shift += Vector((0, 0.05 * figure.height, -0.34 * figure.height)) * down
    figure.add("hips", x=24 * DEGREE * down)
    figure.add("spine", x=22 * DEGREE * down)
    figure.add("head", x=-14 * DEGREE * down)
    figure.face["brow_up"] += 0.7 * bump(share)


def _greet(figure: Figure, clip: Clip, share: float, weight: float) -> None:
    figure.face["smile"] += 0.5 * weight
    figure.face["brow_up"] += 0.3 * weight


BODY_VERBS: dict[str, BodyVerb] = {
    "nod": _nod,
    "shakeHead": _shake_head,
    "shrug": _shrug,
    "laugh": _laugh,
    "cry": _cry,
    "sigh": _sigh,
    "reach": _reach,
    "pickUp": _reach,
    "putDown": _reach,
    "give": _reach,
    "take": _reach,
    "openDoor": _reach,
    "closeDoor": _reach,
    "drink": _drink,
    "eat": _eat,
    "type": _look_down,
    "write": _look_down,
    "read": _look_down,
    "work": _work,
    "hug": _hug,
    "push": _push,
    "think": _think,
    "coverFace": _cover_face,
    "point": _point,
    "jump": _jump,
    "dance": _dance,
    "startle": _startle,
    "fall": _fall,
    "wave": _greet,
}


def play_clip(figure: Figure, clip: Clip, end: float) -> None:
    """Add what an action does to the body at the figure's frame. One that stays does so until `end`."""
    verb = BODY_VERBS.get(clip.verb)
    stays = clip.hold and clip.verb in _STAYS
    end = end if stays else clip.end
    if verb is None or not clip.start <= figure.frame < end:
        return
    share = min(clip.share(figure.frame), GRASP) if stays else clip.share(figure.frame)
    edge = min(8.0, clip.frames * 0.3)
    weight = min(
        ramp(0, edge, figure.frame - clip.start),
        1.0 if end == float("inf") else ramp(0, edge, end - figure.frame),
    )
    verb(figure, clip, share, weight * clamp(clip.strength, 0.3, 1.4))


_STAYS = frozenset(("cry", "coverFace", "think", "read", "type", "write", "work", "point", "hug", "fall"))
