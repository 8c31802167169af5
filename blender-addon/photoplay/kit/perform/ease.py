"""Curves of motion and seeded chance. Everything is a pure function; times are frames unless a share 0..1 is
meant."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from math import pi, sin

DEGREE = pi / 180


def clamp(value: float, low: float = 0.0, high: float = 1.0) -> float:
    return low if value < low else high if value > high else value


def smooth(share: float) -> float:
    """0 at 0, 1 at 1, level at both ends; clamped outside."""
    share = clamp(share)
    return share * share * (3 - 2 * share)


def ramp(start: float, end: float, time: float) -> float:
    """`smooth` from `start` to `end`; a step at `start` when both are the same."""
    return smooth((time - start) / (end - start)) if end > start else float(time >= start)


def bump(share: float) -> float:
    """0 at both ends, 1 in the middle, level everywhere it should be; 0 outside."""
    return sin(pi * share) ** 2 if 0 < share < 1 else 0.0


def window(time: float, start: float, end: float, fade_in: float, fade_out: float) -> float:
    """1 between `start` and `end`, 0 outside, with smooth edges that lie inside."""
    return min(ramp(start, start + fade_in, time), 1 - ramp(end - fade_out, end, time))


def mix(first: float, second: float, share: float) -> float:
    return first + (second - first) * share


@lru_cache(maxsize=4096)
def chance(*seed: str | int) -> float:
    """A number in 0..1 that depends on the seed alone."""
    text = "\0".join(str(part) for part in seed).encode()
    return int.from_bytes(blake2b(text, digest_size=6).digest(), "big") / 2**48


def wander(seconds: float, *seed: str | int) -> float:
    """A slow smooth drift within -1..1 that starts at 0: two waves of seeded lengths (2.5–6 s)."""
    first, second = 2.5 + 1.5 * chance(*seed, "a"), 4.0 + 2.0 * chance(*seed, "b")
    sign = 1 if chance(*seed, "s") < 0.5 else -1
    return sign * (0.6 * sin(2 * pi * seconds / first) + 0.4 * sin(2 * pi * seconds / second))
