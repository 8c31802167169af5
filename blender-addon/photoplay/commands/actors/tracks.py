"""Where props are through a scene, kept on them as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ..lookup import ID

_TRACK = "photoplay_track"


def keep_track(prop: Any, track: Sequence[Mapping[str, Any]]) -> None:
    """Remembers where a prop is through the scene."""
    prop[_TRACK] = json.dumps(track)


def has_track(prop: Any) -> bool:
    """Whether it is known where the prop is."""
    return _TRACK in prop


def kept_track(prop: Any) -> list[dict[str, Any]]:
    """A prop's track, by frame; what has none lies where it is."""
    if _TRACK in prop:
        return sorted(json.loads(prop[_TRACK]), key=lambda entry: entry["frame"])
    place = prop.matrix_basis
    return [{"frame": 0, "position": list(place.translation), "facing": place.to_euler().z}]


def props(scene: Any) -> dict[str, Any]:
    """The scene's props by id."""
    return {str(o[ID]): o for o in scene.objects if _TRACK in o and ID in o}


def entry_at(track: Sequence[Mapping[str, Any]], frame: int) -> Mapping[str, Any]:
    """What a track says of a frame; before it begins, what it begins with."""
    return next((entry for entry in reversed(track) if entry["frame"] <= frame), track[0])
