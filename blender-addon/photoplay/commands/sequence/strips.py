"""Strips of a sequencer: found, described, and put where nothing else is.

Two strips must never overlap in a channel, not even for a moment: Blender then moves one of them, or never
comes back. So each change is checked here before Blender is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from ...adapter import sequencer_strips
from ..lookup import missing
from ..naming import invalid

_KINDS = {
    "SCENE": "scene",
    "MOVIE": "movie",
    "IMAGE": "image",
    "SOUND": "sound",
    "TEXT": "text",
    "COLOR": "colour",
    "CROSS": "cross",
    "GAMMA_CROSS": "cross",
    "SPEED": "speed",
}
_CHANNELS = 128
SPEED = "photoplay_speed"
"""On a strip: how much faster than its source it goes."""
Span = tuple[int, int]


def all_strips(scene: Any) -> list[Any]:
    """The scene's strips by start, then channel."""
    if scene.sequence_editor is None:
        return []
    found = sequencer_strips(scene.sequence_editor)
    return sorted(found, key=lambda strip: (strip.frame_final_start, strip.channel))


def find_strip(scene: Any, name: str, path: str = "strip") -> Any:
    """The strip of a name; RpcError(NOT_FOUND) with the nearest."""
    known = {strip.name: strip for strip in all_strips(scene)}
    if name not in known:
        error = missing("strip", name, known)
        error.data["path"] = path
        raise error
    return known[name]


def kind_of(strip: Any) -> str:
    """What a strip is, in our words."""
    return _KINDS.get(strip.type, "other")


def span(strip: Any) -> Span:
    """First frame, and the one after the last."""
    return int(strip.frame_final_start), int(strip.frame_final_end)


def inputs(strip: Any) -> list[Any]:
    """What an effect is made of."""
    return [part for name in ("input_1", "input_2") if (part := getattr(strip, name, None)) is not None]


def effects_of(scene: Any, strip: Any) -> list[Any]:
    """What is made of a strip, and of that, the nearest first."""
    direct = [other for other in all_strips(scene) if strip in inputs(other)]
    return [*direct, *(further for effect in direct for further in effects_of(scene, effect))]


def face(scene: Any, strip: Any) -> Any:
    """What is seen of a strip: itself, or what its speed was changed by."""
    return next((effect for effect in effects_of(scene, strip) if kind_of(effect) == "speed"), strip)


def check_free(
    scene: Any, channel: int, wanted: Span, but: Iterable[Any] = (), path: str = "channel"
) -> None:
    """RpcError(INVALID_PARAMS) where another strip is."""
    others = {strip.name for strip in but}
    for strip in all_strips(scene):
        start, end = span(strip)
        if strip.channel == channel and strip.name not in others and start < wanted[1] and wanted[0] < end:
            raise invalid(path, f"channel {channel} is taken from frame {start} to {end} by {strip.name!r}")


def free_channel(scene: Any, lowest: int, wanted: Span) -> int:
    """The first channel from one on that is free; RpcError(INVALID_PARAMS) when none is."""
    for channel in range(lowest, _CHANNELS + 1):
        taken = (span(strip) for strip in all_strips(scene) if strip.channel == channel)
        if not any(start < wanted[1] and wanted[0] < end for start, end in taken):
            return channel
    raise invalid("channel", f"no channel is free from {lowest} on")


def place(scene: Any, strip: Any, channel: int, wanted: Span) -> None:
    """Puts a strip into a channel, with a span: what it shows at its first frame stays only if that does.

    RpcError(INVALID_PARAMS) where it, or what is made of it, would meet another strip.
    """
    made = effects_of(scene, strip)
    spans = {strip.name: wanted}
    for effect in made:
        parts = [spans.get(part.name, span(part)) for part in inputs(effect)]
        spans[effect.name] = max(start for start, _ in parts), min(end for _, end in parts)
        if spans[effect.name][0] >= spans[effect.name][1]:
            raise invalid("start", f"{effect.name!r} would have nothing left to cross: first strip.delete it")
        check_free(scene, effect.channel, spans[effect.name], [strip, *made], "start")
    check_free(scene, channel, wanted, [strip, *made])
    with parked(scene, [strip, *made]):
        _stretch(strip, wanted)
        strip.channel = channel


@contextmanager
def parked(scene: Any, strips: list[Any]) -> Iterator[None]:
    """Strips in channels where nothing is, so that no moment has two in one place; then back where they were,
    but for the first, which is put by who uses this."""
    homes = [strip.channel for strip in strips]
    for strip, channel in zip(strips, empty_channels(scene, len(strips)), strict=True):
        strip.channel = channel
    yield
    for strip, home in list(zip(strips, homes, strict=True))[1:]:
        strip.channel = home


def empty_channels(scene: Any, count: int) -> list[int]:
    """Channels that hold nothing at all; RpcError(INVALID_PARAMS) when there are not so many."""
    used = {strip.channel for strip in all_strips(scene)}
    empty = [channel for channel in range(1, _CHANNELS + 1) if channel not in used]
    if len(empty) < count:
        raise invalid("channel", f"all {_CHANNELS} channels are in use")
    return empty[:count]


def _stretch(strip: Any, wanted: Span) -> None:
    """Both ends; the end that goes outwards first, so that none passes the other."""
    if wanted[0] < strip.frame_final_start:
        strip.frame_final_start = wanted[0]
        strip.frame_final_end = wanted[1]
    else:
        strip.frame_final_end = wanted[1]
        strip.frame_final_start = wanted[0]


def move_to(scene: Any, strip: Any, channel: int, by: int) -> None:
    """Shifts a strip and what is made of it by frames, and puts the strip into a channel.

    RpcError(INVALID_PARAMS) where any of them would meet another strip.
    """
    made = effects_of(scene, strip)
    start, end = span(strip)
    check_free(scene, channel, (start + by, end + by), [strip, *made])
    for effect in made:
        start, end = span(effect)
        check_free(scene, effect.channel, (start + by, end + by), [strip, *made], "start")
    with parked(scene, [strip, *made]):
        if by:
            strip.frame_start += by
        strip.channel = channel


def slip(scene: Any, strip: Any, frames: int) -> None:
    """Shows what comes so many frames later in the source, in the same place."""
    if frames:
        home, ends = strip.channel, span(strip)
        with parked(scene, [strip, *effects_of(scene, strip)]):
            strip.frame_start -= frames
            strip.frame_final_start, strip.frame_final_end = ends
            strip.channel = home


def crosses(scene: Any, strip: Any) -> list[Any]:
    """The crosses that a strip is part of."""
    return [effect for effect in effects_of(scene, strip) if kind_of(effect) == "cross"]
