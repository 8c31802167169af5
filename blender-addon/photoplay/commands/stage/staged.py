"""Which of the film's things a scene holds: the hash of each thing's commands, kept in the scene itself, so
that it is undone, saved and appended with it."""

from __future__ import annotations

import json
from typing import Any

import bpy

from ..lookup import find_scene

_KEYS = "photoplay_staged"


def keep(entries: list[dict[str, Any]]) -> None:
    """Writes scenes' keys; an empty record forgets. RpcError(NOT_FOUND) for a scene that is not there."""
    for entry in entries:
        scene = find_scene(entry["scene"])
        if entry["keys"]:
            scene[_KEYS] = json.dumps(entry["keys"], sort_keys=True, separators=(",", ":"))
        elif _KEYS in scene:
            del scene[_KEYS]


def staged() -> dict[str, Any]:
    """The keys of every scene that has some."""
    scenes: Any = bpy.data.scenes
    return {
        "scenes": [{"scene": s.name, "keys": json.loads(s[_KEYS])} for s in scenes if _KEYS in s],
    }
