"""Commands that cut: strips of a scene's sequencer, and what they are."""

from __future__ import annotations

from typing import Any

from ...adapter import sequencer_strips
from ...dispatcher import Method
from ...session import Session
from ..lookup import find_scene, scene_of
from ..naming import invalid, one_of, sound, taken
from .describe import describe_strip
from .effects import cross_strips, forget_speed, speed_strip
from .fades import drop_fade, fade_again, fade_strip
from .sources import TITLE, new_strip, set_title
from .strips import (
    SPEED,
    all_strips,
    check_free,
    crosses,
    effects_of,
    empty_channels,
    find_strip,
    inputs,
    kind_of,
    move_to,
    place,
    slip,
    span,
)

_LIMIT = 500


def methods(_session: Session) -> dict[str, Method]:
    """The sequencer's part of the wire."""
    return {"edit/describe": Method(describe_edit)}


def describe_edit(params: dict[str, Any]) -> dict[str, Any]:
    """A page of a scene's strips."""
    scene = find_scene(params["scene"])
    strips = all_strips(scene)
    offset = params.get("offset", 0)
    page = strips[offset : offset + params.get("limit", _LIMIT)]
    return {
        "scene": scene.name,
        "fps": scene.render.fps / scene.render.fps_base,
        "start": scene.frame_start,
        "end": scene.frame_end + 1,
        "total": len(strips),
        "strips": [describe_strip(scene, strip) for strip in page],
    }


def add_strip(command: dict[str, Any]) -> None:
    """A new strip, in a free place. What a movie or sound is long is known only when it is there."""
    scene = scene_of(command)
    known = {strip.name: strip for strip in all_strips(scene)}
    if sound(command["name"]) in known:
        raise taken("strip", command["name"], "name")
    wanted = command["start"], command["start"] + command.get("frames", 1)
    check_free(scene, command["channel"], wanted)
    made = new_strip(scene, {**command, "channel": empty_channels(scene, 1)[0]})
    try:
        place(scene, made, command["channel"], span(made))
    except Exception:
        sequencer_strips(scene.sequence_editor).remove(made)
        raise


def move_strip(command: dict[str, Any]) -> None:
    """Elsewhere in time or to another channel, with what is made of it."""
    one_of(command, "start", "channel")
    scene, strip = _own(command)
    start, _ = span(strip)
    by = command.get("start", start) - start
    channel = command.get("channel", strip.channel)
    if inputs(strip) and by:
        raise invalid("start", f"{strip.name!r} is where the strips are that it is made of")
    crossed = crosses(scene, strip)
    if crossed and by:
        raise invalid("start", f"{crossed[0].name!r} crosses it with another: first strip.delete that")
    move_to(scene, strip, channel, by)
    fade_again(scene, strip)


def trim_strip(command: dict[str, Any]) -> None:
    """Another first frame or end; what is seen when stays."""
    one_of(command, "start", "end")
    scene, strip = _own(command)
    if inputs(strip):
        raise invalid("strip", f"{strip.name!r} is as long as the strips that it is made of")
    before = span(strip)
    wanted = command.get("start", before[0]), command.get("end", before[1])
    if wanted[0] >= wanted[1]:
        raise invalid(
            "end" if "end" in command else "start", f"nothing is left from {wanted[0]} to {wanted[1]}"
        )
    place(scene, strip, strip.channel, wanted)
    slip(scene, strip, round((wanted[0] - before[0]) * (float(strip.get(SPEED, 1.0)) - 1)))
    fade_again(scene, strip)


def delete_strip(command: dict[str, Any]) -> None:
    """Gone, with what is made of it."""
    scene, strip = _own(command)
    for gone in (*reversed(effects_of(scene, strip)), strip):
        if kind_of(gone) == "speed":
            for part in inputs(gone):
                forget_speed(part)
        drop_fade(scene, gone)
        sequencer_strips(scene.sequence_editor).remove(gone)


def change_text(command: dict[str, Any]) -> None:
    """A title's words, size, place or colour."""
    one_of(command, *TITLE)
    _, strip = _own(command)
    if kind_of(strip) != "text":
        raise invalid("strip", f"{strip.name!r} is a {kind_of(strip)} strip and has no words")
    set_title(strip, command)


def mute_strip(command: dict[str, Any]) -> None:
    """Neither seen nor heard, or again."""
    _, strip = _own(command)
    strip.mute = command["muted"]


def _own(command: dict[str, Any]) -> tuple[Any, Any]:
    scene = scene_of(command)
    return scene, find_strip(scene, command["strip"])


COMMANDS = {
    "strip.add": add_strip,
    "strip.move": move_strip,
    "strip.trim": trim_strip,
    "strip.delete": delete_strip,
    "strip.cross": cross_strips,
    "strip.fade": fade_strip,
    "strip.speed": speed_strip,
    "strip.text": change_text,
    "strip.mute": mute_strip,
}
