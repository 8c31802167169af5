"""Postures in a `Performance`: each function gives a new one. Knows nothing of Blender."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .moves import IS, STEP, Performance, moved, moves, place_at, posture_at, refuse
from .path import Point, distance, smooth, wrapped

_SEAT_REACH = 1.3
"""Metres from where one stands to a seat that one can sit down on without a walk."""


def change_posture(
    performance: Performance,
    who: str,
    start: int,
    frames: int,
    posture: str,
    seat: tuple[Point, float] | None,
    facing: float | None,
    fps: float,
    beside: Point | None = None,
) -> dict[str, Any]:
    """One gets into a posture; `seat` is the floor below the seat and the seat's height above it, `beside`
    where one who gets up comes to stand who has not come from anywhere. At frame 0 one is in it from the
    start."""
    now = posture_at(performance, start)
    change: dict[str, Any] = {"from": now["to"], "to": posture, "seatHeight": seat[1] if seat else 0.0}
    if seat:
        change["seat"] = [round(value, 4) for value in seat[0]]
    elif now["to"] in ("sit", "lie") and posture == "stand":
        change |= {key: now[key] for key in ("seatHeight", "seat") if key in now}
    if start == 0:
        return _from_the_start(performance, who, {**change, "from": posture}, seat, facing)
    if now["to"] == posture:
        raise refuse(f"{who} {IS[posture]} at frame {start} already", "posture")
    here, before = place_at(performance, start)
    there = _place_after(performance, now, posture, seat, here, beside)
    reach = distance(here, there)
    if reach > _SEAT_REACH:
        raise refuse(f"{who} is {reach:.1f} m from the seat at frame {start}: first actor.walk", "seat")
    turned = wrapped((before if facing is None else facing) - before)
    places = [
        (
            [a + (b - a) * t / frames for a, b in zip(here, there, strict=True)],
            before + turned * smooth(t / frames),
        )
        for t in range(frames + 1)
    ]
    return _checked(
        {
            **performance,
            "root": moved(performance, who, start, places, fps),
            "postures": _linked([*performance["postures"], {"start": start, "frames": frames, **change}]),
        },
        who,
    )


def _from_the_start(
    performance: Performance,
    who: str,
    change: Mapping[str, Any],
    seat: tuple[Point, float] | None,
    facing: float | None,
) -> dict[str, Any]:
    first, *others = performance["root"]
    if (
        any(start > 0 for start, _ in moves(performance))
        and seat
        and distance(seat[0], first["position"]) > STEP
    ):
        raise refuse(f"{who} moves later, and would start from another place: first actor.clear", "seat")
    begun = {
        **first,
        "position": [round(value, 4) for value in seat[0]] if seat else first["position"],
        "facing": first["facing"] if facing is None else facing,
    }
    rest = others if moves(performance) else []
    postures = [{"start": 0, "frames": 1, **change}, *performance["postures"][1:]]
    return _checked({**performance, "root": [begun, *rest], "postures": _linked(postures)}, who)


def _place_after(
    performance: Performance,
    now: Mapping[str, Any],
    posture: str,
    seat: tuple[Point, float] | None,
    here: list[float],
    beside: Point | None,
) -> list[float]:
    """Where the root comes to in a new posture: on the seat; back where one stood before sitting down."""
    if seat:
        return list(seat[0])
    if posture == "stand" and now["to"] in ("sit", "lie") and "seat" in now:
        stood = place_at(performance, now["start"])[0]
        if now["from"] == "stand" and now["start"] > 0 and distance(stood, here) <= _SEAT_REACH:
            return stood
        return list(beside or here)
    return here


def _linked(postures: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each change starts from what the one before led to; one that changes nothing goes."""
    first, *others = sorted(postures, key=lambda span: span["start"])
    linked = [first]
    for span in others:
        if span["to"] != linked[-1]["to"]:
            linked.append({**span, "from": linked[-1]["to"]})
    return linked


def _checked(performance: dict[str, Any], who: str) -> dict[str, Any]:
    for gait in performance["gaits"]:
        posture = posture_at(performance, gait["start"])["to"]
        if posture != "stand":
            raise refuse(f"{who} walks at frame {gait['start']} and would {posture} then", "posture")
    return performance
