"""strip.cross and strip.speed: strips that are made of others."""

from __future__ import annotations

from typing import Any

from ...adapter import new_effect, sequencer_strips
from ..lookup import scene_of
from ..naming import invalid, sound, taken
from .fades import drop_fade, fade_again, set_fade
from .strips import SPEED, all_strips, crosses, face, find_strip, free_channel, inputs, kind_of, place, span

_MOVING = ("scene", "movie")


def cross_strips(command: dict[str, Any]) -> None:
    """One picture turns into the next, one sound into the next."""
    scene = scene_of(command)
    first, second = (find_strip(scene, command[key], key) for key in ("from", "to"))
    sounds = [kind_of(strip) == "sound" for strip in (first, second)]
    if first == second or any(sounds) != all(sounds) or inputs(first) or inputs(second):
        raise invalid("to", "two pictures cross, or two sounds")
    if any(second in inputs(e) or face(scene, second) in inputs(e) for e in crosses(scene, first)):
        raise invalid("to", f"{first.name!r} and {second.name!r} cross already")
    _overlap(scene, first, second, command.get("frames"))
    start, end = span(second)[0], span(first)[1]
    if all(sounds):
        set_fade(scene, first, {"out": end - start})
        set_fade(scene, second, {"in": end - start})
        return
    faces = [face(scene, strip) for strip in (first, second)]
    name = command.get("name", f"{first.name} × {second.name}")
    if any(strip.name == sound(name) for strip in all_strips(scene)):
        raise taken("strip", name, "name")
    channel = free_channel(scene, max(one.channel for one in faces) + 1, (start, end))
    strips = sequencer_strips(scene.sequence_editor)
    new_effect(strips, name, "CROSS", channel, start, end - start, faces)


def _overlap(scene: Any, first: Any, second: Any, frames: int | None) -> None:
    """Lengthens both over the cut between them, until they share so many frames."""
    a, b = span(first), span(second)
    if not (a[0] < b[0] <= a[1] < b[1]):
        raise invalid(
            "to", f"{second.name!r} must begin before {first.name!r} ends, or right then, and end later"
        )
    shared = a[1] - b[0]
    if frames is None or frames == shared:
        if shared < 1:
            raise invalid("frames", f"{first.name!r} and {second.name!r} share none: say how many")
        return
    cut = (a[1] + b[0]) // 2
    start, end = cut - frames // 2, cut + frames - frames // 2
    if start <= a[0] or end >= b[1]:
        raise invalid("frames", f"{frames} frames are longer than one of the strips")
    if first.channel == second.channel:
        high = free_channel(scene, second.channel + 1, (start, b[1]))
        place(scene, second, high, b)
    place(scene, first, first.channel, (a[0], end))
    place(scene, second, second.channel, (start, b[1]))


def speed_strip(command: dict[str, Any]) -> None:
    """A picture's source goes by faster or slower; 1 is its own speed."""
    scene = scene_of(command)
    strip = find_strip(scene, command["strip"])
    factor, kind = command["factor"], kind_of(strip)
    if kind not in _MOVING:
        why = "Blender's sequencer plays sound at its own speed" if kind == "sound" else "nothing moves in it"
        raise invalid("strip", f"{strip.name!r} is a {kind} strip: {why}")
    if crosses(scene, strip):
        raise invalid("strip", f"{crosses(scene, strip)[0].name!r} crosses it: first strip.delete that")
    start, end = span(strip)
    frames = max(1, round((end - start) * float(strip.get(SPEED, 1.0)) / factor))
    place(scene, strip, strip.channel, (start, start + frames))
    effect = face(scene, strip)
    if effect != strip:
        drop_fade(scene, strip)
        sequencer_strips(scene.sequence_editor).remove(effect)
        forget_speed(strip)
    if factor != 1:
        strips = sequencer_strips(scene.sequence_editor)
        channel = free_channel(scene, strip.channel + 1, (start, start + frames))
        made = new_effect(strips, f"{strip.name} speed", "SPEED", channel, start, frames, [strip])
        made.speed_control, made.speed_factor = "MULTIPLY", factor
        strip[SPEED] = factor
    fade_again(scene, strip)


def forget_speed(strip: Any) -> None:
    """A strip goes as fast as its source."""
    if SPEED in strip:
        del strip[SPEED]
