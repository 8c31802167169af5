"""strip.fade: opacity and volume over time, kept on the strip so that they go where it goes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...adapter import drop_curves, keyframe_curves
from ..lookup import scene_of
from ..naming import invalid, one_of
from .strips import crosses, face, find_strip, inputs, kind_of, span

_FADE = "photoplay_fade"


def fade_strip(command: dict[str, Any]) -> None:
    """A picture comes out of what lies below it and goes into it, a sound out of silence."""
    one_of(command, "in", "out", "level")
    scene = scene_of(command)
    strip = find_strip(scene, command["strip"])
    if inputs(strip):
        raise invalid("strip", f"{strip.name!r} is made of others: fade those")
    set_fade(scene, strip, {key: command[key] for key in ("in", "out", "level") if key in command})


def set_fade(scene: Any, strip: Any, asked: dict[str, Any]) -> None:
    """Changes a strip's fade; RpcError(INVALID_PARAMS) for one that is longer, or where a cross is."""
    comes, goes, level = fade_of(strip)
    kept = {"in": comes, "out": goes, "level": level, **asked}
    start, end = span(strip)
    if kept["in"] + kept["out"] > end - start:
        raise invalid("in" if "in" in asked else "out", f"{strip.name!r} has only {end - start} frames")
    if kind_of(strip) != "sound" and kept["level"] > 1:
        raise invalid("level", "nothing is more than opaque: 1")
    for cross in crosses(scene, strip):
        a, b = span(cross)
        if (kept["in"] and a < start + kept["in"]) or (kept["out"] and b > end - kept["out"]):
            raise invalid("in" if "in" in asked else "out", f"{cross.name!r} crosses it then")
    strip[_FADE] = kept
    fade_again(scene, strip)


def fade_again(scene: Any, strip: Any) -> None:
    """Writes a strip's fade to where it is now."""
    if _FADE not in strip:
        return
    drop_fade(scene, strip)
    comes, goes, level = fade_of(strip)
    start, end = span(strip)
    goes, comes = min(goes, end - start), min(comes, end - start)
    shown, name = _value(scene, strip)
    setattr(shown, name, level)
    if not (comes or goes):
        return
    pairs = {start: 0.0, start + comes: level} if comes else {start: level}
    if goes:
        pairs |= {end - goes: level, end: 0.0}
    keyframe_curves(scene, {(shown.path_from_id(name), 0): (list(pairs), list(pairs.values()))}, "LINEAR")


def drop_fade(scene: Any, strip: Any) -> None:
    """Takes the keys of a fade away."""
    for shown in {strip, face(scene, strip)}:
        name = "volume" if kind_of(strip) == "sound" else "blend_alpha"
        drop_curves(scene, {shown.path_from_id(name)})


def _value(scene: Any, strip: Any) -> tuple[Any, str]:
    if kind_of(strip) == "sound":
        return strip, "volume"
    shown = face(scene, strip)
    shown.blend_type = "ALPHA_OVER"
    return shown, "blend_alpha"


def fade_of(strip: Any) -> tuple[int, int, float]:
    """Frames in and out, and the level between; nothing was asked for: (0, 0, 1)."""
    kept: Mapping[str, Any] = strip.get(_FADE, {})
    return int(kept.get("in", 0)), int(kept.get("out", 0)), float(kept.get("level", 1.0))


def level_of(scene: Any, strip: Any) -> float:
    """Opacity or volume, between what comes and goes."""
    if _FADE in strip:
        return fade_of(strip)[2]
    return strip.volume if kind_of(strip) == "sound" else face(scene, strip).blend_alpha
