"""The life of a body that does nothing in particular: breath, drift, shifts of weight, a listener's nods.

All of it is counted from the start of a beat and seeded by it, and gone at the beat's edges, so that a beat
looks the same wherever it moves in time.
"""

from __future__ import annotations

from math import pi, sin

from .ease import DEGREE, bump, chance, mix, wander, window
from .figure import Figure
from .score import Beat

_BREATHS_A_SECOND = 0.25
_EDGE_SECONDS = 0.4
_STIR_SECONDS = 6.0


def live(figure: Figure, beat: Beat, actor: str) -> None:
    """Add a beat's idle motion to the figure."""
    seed = f"{beat.seed}/{actor}"
    edge = min(_EDGE_SECONDS * figure.fps, beat.frames / 3)
    weight = window(figure.frame, beat.start, beat.start + beat.frames, edge, edge)
    if weight <= 0:
        return
    seconds = (figure.frame - beat.start) / figure.fps
    still = 1 - min(1.0, figure.carriage.vigour)
    _breathe(figure, seconds, weight)
    figure.add("head", z=2.2 * DEGREE * wander(seconds, seed, "yaw") * weight)
    figure.add("head", x=1.3 * DEGREE * wander(seconds, seed, "pitch") * weight)
    figure.add("head", y=2.0 * DEGREE * wander(seconds, seed, "roll") * weight)
    sway = wander(seconds, seed, "sway") * weight * still
    figure.add("spine", y=1.1 * DEGREE * sway)
    figure.add("chest", z=1.4 * DEGREE * wander(seconds, seed, "chest") * weight * still)
    _shift_weight(figure, beat, seed, seconds, weight * still)
    if beat.role in ("listens", "idle"):
        _stir(figure, beat, seed, weight)


def _breathe(figure: Figure, seconds: float, weight: float) -> None:
    breath = sin(2 * pi * _BREATHS_A_SECOND * seconds) * weight
    figure.add("chest", x=-0.9 * DEGREE * breath)
    figure.add("neck", x=0.6 * DEGREE * breath)
    for side, sign in ((".L", 1), (".R", -1)):
        figure.add("shoulder" + side, y=-0.9 * DEGREE * sign * breath)


def _shift_weight(figure: Figure, beat: Beat, seed: str, seconds: float, weight: float) -> None:
    """In a beat of three seconds or more, one stands over the other leg for a while; who sits moves a
    little."""
    length = beat.frames / figure.fps
    if length < 3:
        return
    start = mix(0.15, 0.45, chance(seed, "shift")) * length
    amount = window(seconds, start, length, 0.9, 0.8) * weight
    standing = figure.carriage.standing
    sign = 1 if chance(seed, "leg") < 0.5 else -1
    figure.shift.x += 0.011 * figure.height * sign * amount * standing
    figure.add("hips", y=-1.6 * DEGREE * sign * amount * standing, z=1.5 * DEGREE * sign * amount)
    figure.add("spine", y=2.2 * DEGREE * sign * amount, x=1.5 * DEGREE * amount * (1 - standing))


def _stir(figure: Figure, beat: Beat, seed: str, weight: float) -> None:
    """A nod, a tilt or a raised brow every four to eight seconds, the first after one or two."""
    period = _STIR_SECONDS * figure.fps
    for number in range(int(beat.frames // period) + 1):
        at = beat.start + (number + mix(0.15, 0.6, chance(seed, "stir", number))) * period
        share = (figure.frame - at) / (0.8 * figure.fps)
        if not 0 < share < 1:
            continue
        kind, amount = chance(seed, "kind", number), bump(share) * weight
        if kind < 0.5:
            figure.add("head", x=5 * DEGREE * amount)
            figure.add("neck", x=2 * DEGREE * amount)
        elif kind < 0.8:
            figure.add("head", y=4 * DEGREE * amount * (1 if chance(seed, "tilt", number) < 0.5 else -1))
        else:
            figure.face["brow_up"] += 0.45 * amount
