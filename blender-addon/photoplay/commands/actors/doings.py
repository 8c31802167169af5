"""Actions, speech, feelings and the small life of a body in a `Performance`: each function gives a new one.
Knows nothing of Blender."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from .lips import lips, spaced
from .moves import Performance, refuse

_BLINKS_A_SECOND = 16 / 60
_BLINK_FRAMES = 6
_FEELS = 0.6
"""How strongly, when nobody says."""


def new_performance(
    who: str,
    position: Sequence[float],
    facing: float,
    posture: str,
    seat: float,
    span: tuple[int, int],
    fps: float,
) -> dict[str, Any]:
    """One who is there, lives and blinks, and does nothing, from the first to before the second frame."""
    first: dict[str, Any] = {"start": 0, "frames": 1, "from": posture, "to": posture, "seatHeight": seat}
    if posture in ("sit", "lie"):
        first["seat"] = list(position)
    blank: dict[str, Any] = {
        "root": [{"frame": 0, "position": list(position), "facing": facing}],
        "postures": [first],
        "beats": [],
        "blinks": [],
        "visible": [{"start": span[0], "end": span[0]}],
    }
    for name in ("gaits", "gaze", "clips", "speech", "feelings"):
        blank[name] = []
    return extended(blank, who, span[1], fps)


def extended(performance: Performance, who: str, end: int, fps: float) -> dict[str, Any]:
    """There and alive until a later frame than before."""
    *others, last = performance["visible"]
    if last["end"] >= end:
        return dict(performance)
    beats = list(performance["beats"])
    if beats and beats[-1]["role"] == "idle":
        beat = beats.pop()
        start, seed = beat["start"], beat["seed"]
    else:
        start, seed = last["end"], f"{who}:{len(beats)}"
    beats.append({"start": start, "frames": max(end - start, 1), "seed": seed, "role": "idle"})
    return {
        **performance,
        "visible": [*others, {**last, "end": end}],
        "beats": beats,
        "blinks": _blinks(who, last["start"], end, fps),
    }


def _blinks(who: str, start: int, end: int, fps: float) -> list[int]:
    random, blinks = Random(f"{who}:blink"), []
    frame = start + random.random() / _BLINKS_A_SECOND * fps
    while frame < end:
        blinks.append(round(frame))
        frame += (0.55 + 0.9 * random.random()) / _BLINKS_A_SECOND * fps
    return blinks


def act(performance: Performance, who: str, clip: Mapping[str, Any]) -> dict[str, Any]:
    """One does an action: `do`, `start`, `frames`, and what else a clip has but its seed. RpcError when the
    same is done already."""
    verb, start, end = clip["do"], clip["start"], clip["start"] + clip["frames"]
    same = [other for other in performance["clips"] if other["do"] == verb]
    for other in same:
        if other["start"] < end and start < other["start"] + other["frames"]:
            until = other["start"] + other["frames"]
            raise refuse(f"{who} does {verb} already from frame {other['start']} to {until}", "start")
    number = max(
        (int(seed) for other in same if (seed := other["seed"].rpartition(":")[2]).isdigit()), default=-1
    )
    made = {**clip, "seed": f"{who}:{verb}:{number + 1}"}
    return {**performance, "clips": sorted([*performance["clips"], made], key=lambda other: other["start"])}


def relax(performance: Performance, who: str, start: int) -> dict[str, Any]:
    """What is held is let go from a frame on. RpcError when nothing is."""
    held = [
        clip
        for clip in performance["clips"]
        if clip.get("hold") and clip["start"] < start < clip.get("until", start + 1)
    ]
    if not held:
        raise refuse(f"{who} holds no pose at frame {start}", "pose")
    clips = [{**clip, "until": start} if clip in held else clip for clip in performance["clips"]]
    return {**performance, "clips": clips}


def feel(performance: Performance, start: int, feeling: str, strength: float | None) -> dict[str, Any]:
    """A feeling from a frame on."""
    others = [item for item in performance["feelings"] if item["frame"] != start]
    made = {"frame": start, "feeling": feeling, "strength": _FEELS if strength is None else strength}
    return {**performance, "feelings": sorted([*others, made], key=lambda item: item["frame"])}


def say(
    performance: Performance,
    who: str,
    start: int,
    frames: int,
    fps: float,
    text: str | None,
    visemes: Sequence[Mapping[str, Any]] | None,
    strokes: Sequence[Mapping[str, Any]] | None,
    loudness: float,
) -> dict[str, Any]:
    """One speaks: with the mouth shapes given, or with those of the words. RpcError while speaking."""
    end = start + frames
    for line in performance["speech"]:
        until = line["start"] + line["frames"]
        if line["start"] < end and start < until:
            raise refuse(f"{who} speaks already from frame {line['start']} to {until}", "start")
    read, stressed = lips(text, start, frames) if text else ([], [])
    line = {
        "start": start,
        "frames": frames,
        "seed": f"{who}:says:{text or len(performance['speech'])}",
        "loudness": loudness,
        "visemes": [dict(viseme) for viseme in visemes or read],
        "strokes": [dict(stroke) for stroke in (spaced(stressed, fps) if strokes is None else strokes)],
    }
    far = all(abs(blink - end - 1) > _BLINK_FRAMES for blink in performance["blinks"])
    return {
        **performance,
        "speech": sorted([*performance["speech"], line], key=lambda item: item["start"]),
        "beats": _with_beat(
            performance["beats"], {"start": start, "frames": frames, "seed": line["seed"], "role": "speaks"}
        ),
        "blinks": sorted([*performance["blinks"], *([end + 1] if far else [])]),
    }


def _with_beat(beats: Sequence[Mapping[str, Any]], made: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The beats with one more, those that it covers cut short."""
    start, end = made["start"], made["start"] + made["frames"]
    kept = [dict(made)]
    for beat in beats:
        until = beat["start"] + beat["frames"]
        if min(until, start) > beat["start"]:
            kept.append({**beat, "frames": min(until, start) - beat["start"]})
        if max(beat["start"], end) < until:
            begin = max(beat["start"], end)
            kept.append({**beat, "start": begin, "frames": until - begin})
    return sorted(kept, key=lambda beat: beat["start"])


def clear(performance: Performance, start: int, what: Sequence[str]) -> dict[str, Any]:
    """Without actions, speech or expressions that begin at a frame or later."""
    cleared = dict(performance)
    for part, name, key in (
        ("acts", "clips", "start"),
        ("expressions", "feelings", "frame"),
        ("speech", "speech", "start"),
    ):
        if part in what:
            cleared[name] = [item for item in performance[name] if item[key] < start]
    if "speech" in what:
        cleared["beats"] = [
            {**beat, "role": "idle"} if beat["role"] == "speaks" and beat["start"] >= start else beat
            for beat in performance["beats"]
        ]
    return cleared
