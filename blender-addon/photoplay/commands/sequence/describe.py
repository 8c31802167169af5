"""Strips as the wire tells of them."""

from __future__ import annotations

from typing import Any

import bpy

from .fades import fade_of, level_of
from .strips import SPEED, inputs, kind_of, span


def describe_strip(scene: Any, strip: Any) -> dict[str, Any]:
    """A strip as the wire tells of it."""
    kind, (start, end) = kind_of(strip), span(strip)
    camera = getattr(strip, "scene_camera", None)
    return {
        "name": strip.name,
        "kind": kind,
        "channel": strip.channel,
        "start": start,
        "frames": end - start,
        "offset": int(strip.frame_offset_start) if kind in ("scene", "movie", "image", "sound") else 0,
        "source": _source(strip, kind),
        "camera": camera.name if camera is not None else "",
        "muted": bool(strip.mute),
        "level": round(level_of(scene, strip), 4),
        "speed": float(strip.get(SPEED, 1.0)),
        "fade": list(fade_of(strip)[:2]),
    }


def _source(strip: Any, kind: str) -> str:
    if kind == "scene":
        return strip.scene.name if strip.scene is not None else ""
    if kind == "movie":
        return bpy.path.abspath(strip.filepath)
    if kind == "image":
        return bpy.path.abspath(strip.directory) + strip.elements[0].filename
    if kind == "sound":
        return bpy.path.abspath(strip.sound.filepath) if strip.sound is not None else ""
    if kind == "text":
        return strip.text
    return ", ".join(part.name for part in inputs(strip))
