"""Walks and turns in a `Performance`: each function gives a new one. Knows nothing of Blender.

The root is linear between its keys; a move is a stretch in which it changes, or in which a posture does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from ...errors import Code, RpcError
from .path import Point, distance, path_length, smooth, walk_places, wrapped
from .timing import turn_frames

Performance = Mapping[str, Any]
Place = tuple[list[float], float]
"""Position and facing."""
Span = tuple[int, int]

_NEAR = 0.25
"""Metres by which the start of a path may be off from where one stands."""
STEP = 0.05
"""Metres below which two places are one."""
_STILL = 1e-4
IS = {"stand": "stands", "sit": "sits", "kneel": "kneels", "lie": "lies"}


def refuse(message: str, path: str) -> RpcError:
    """The error for a direction that cannot be played."""
    return RpcError(Code.INVALID_PARAMS, message, path=path)


def place_at(performance: Performance, frame: float) -> Place:
    """Where the root is at a frame."""
    keys = performance["root"]
    before = next((key for key in reversed(keys) if key["frame"] <= frame), keys[0])
    after = next((key for key in keys if key["frame"] > frame), None)
    if after is None or before["frame"] > frame:
        return list(before["position"]), before["facing"]
    share = (frame - before["frame"]) / (after["frame"] - before["frame"])
    position = [a + (b - a) * share for a, b in zip(before["position"], after["position"], strict=True)]
    return position, before["facing"] + wrapped(after["facing"] - before["facing"]) * share


def posture_at(performance: Performance, frame: int) -> Mapping[str, Any]:
    """The last change of posture that has begun."""
    spans = sorted(performance["postures"], key=lambda span: span["start"])
    return next((span for span in reversed(spans) if span["start"] <= frame), spans[0])


def moves(performance: Performance) -> list[Span]:
    """The stretches in which the body goes, turns or changes its posture, in order, apart from each other."""
    spans = [
        (before["frame"], after["frame"])
        for before, after in pairwise(performance["root"])
        if _differ(before, after)
    ]
    spans += [(span["start"], span["start"] + span["frames"]) for span in performance["postures"][1:]]
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        elif merged and start == merged[-1][1] and not _begins(performance, start):
            merged[-1] = merged[-1][0], end
        else:
            merged.append((start, end))
    return merged


def _begins(performance: Performance, frame: int) -> bool:
    return any(item["start"] == frame for name in ("gaits", "postures") for item in performance[name])


def _differ(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    there = zip(a["position"], b["position"], strict=True)
    return any(abs(p - q) > _STILL for p, q in there) or abs(wrapped(a["facing"] - b["facing"])) > _STILL


def walk(
    performance: Performance,
    who: str,
    start: int,
    frames: int,
    path: Sequence[Point],
    style: str,
    facing: float | None,
    fps: float,
) -> dict[str, Any]:
    """One goes along way points (x, y[, z]). RpcError(INVALID_PARAMS) for one who sits, is elsewhere or is
    busy."""
    posture = posture_at(performance, start)["to"]
    if posture != "stand":
        raise refuse(f"{who} {IS[posture]} at frame {start}: first actor.pose with posture stand", "start")
    _check_still(performance, who, start, start + frames)
    here, before = place_at(performance, start)
    if distance(here, path[0]) > _NEAR:
        raise refuse(f"{who} is at {_spot(here)} at frame {start}, the path starts elsewhere", "path")
    way = [here, *([x, y, *(z or [here[2]])] for x, y, *z in path[1:])]
    metres = path_length(way)
    if metres < STEP:
        raise refuse("the path leads nowhere", "path")
    places = walk_places(way, frames, fps, before, facing)
    gait = {
        "start": start,
        "frames": frames,
        "speed": round(metres * fps / frames, 4),
        "style": style,
    }
    return {
        **performance,
        "root": moved(performance, who, start, places, fps),
        "gaits": _ordered([*performance["gaits"], gait]),
    }


def turn(
    performance: Performance, who: str, start: int, frames: int | None, facing: float, fps: float
) -> dict[str, Any]:
    """One turns on the spot, the shorter way round."""
    here, before = place_at(performance, start)
    angle = wrapped(facing - before)
    length = frames or turn_frames(angle, fps)
    places = [(here, before + angle * smooth(t / length)) for t in range(length + 1)]
    return {**performance, "root": moved(performance, who, start, places, fps)}


def clear_moves(performance: Performance, start: int) -> dict[str, Any]:
    """Without the moves that begin at a frame or later; one under way is finished."""
    end = max([start, *(stop for begin, stop in moves(performance) if begin < start < stop)])
    position, facing = place_at(performance, end)
    root = [key for key in performance["root"] if key["frame"] < end]
    return {
        **performance,
        "root": [*root, {"frame": end, "position": position, "facing": facing}],
        "gaits": [gait for gait in performance["gaits"] if gait["start"] < start],
        "postures": [
            span for index, span in enumerate(performance["postures"]) if not index or span["start"] < start
        ],
    }


def moved(
    performance: Performance, who: str, start: int, places: Sequence[Place], fps: float
) -> list[dict[str, Any]]:
    """The root's keys with a move, places at each frame from `start` on. RpcError(INVALID_PARAMS) for one who
    is busy then, or whose later moves start elsewhere."""
    end = start + len(places) - 1
    _check_still(performance, who, start, end)
    earlier = [key for key in performance["root"] if key["frame"] < start]
    later = [(begin, stop) for begin, stop in moves(performance) if begin >= end]
    following = [key for key in performance["root"] if later and key["frame"] >= later[0][0]]
    made = [_key(start + t, position, facing) for t, (position, facing) in enumerate(places)]
    if not earlier and start > 0:
        made.insert(0, _key(0, *places[0]))
    if later:
        there, facing = place_at(performance, later[0][0])
        if distance(there, places[-1][0]) > STEP:
            raise refuse(
                f"{who} moves on from {_spot(there)} at frame {later[0][0]} and would be at "
                f"{_spot(places[-1][0])}: first actor.clear from there",
                "start",
            )
        angle = wrapped(facing - places[-1][1])
        hold = later[0][0] - turn_frames(angle, fps)
        if abs(angle) > _STILL and hold > end:
            made.append(_key(hold, *places[-1]))
        if not following or following[0]["frame"] > later[0][0]:
            made.append(_key(later[0][0], there, facing))
    return _thinned([*earlier, *made, *(key for key in following if key["frame"] > made[-1]["frame"])])


def _check_still(performance: Performance, who: str, start: int, end: int) -> None:
    for begin, stop in moves(performance):
        if begin < end and start < stop:
            raise refuse(f"{who} moves already from frame {begin} to {stop}", "start")


def _key(frame: int, position: Sequence[float], facing: float) -> dict[str, Any]:
    return {
        "frame": frame,
        "position": [round(value, 4) for value in position],
        "facing": round(facing, 4),
    }


def _thinned(keys: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without keys between two that are like them."""
    return [
        key
        for index, key in enumerate(keys)
        if not 0 < index < len(keys) - 1 or _differ(keys[index - 1], key) or _differ(key, keys[index + 1])
    ]


def _ordered(items: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(items, key=lambda item: item["start"])


def _spot(position: Sequence[float]) -> str:
    return f"({position[0]:.2f}, {position[1]:.2f})"
