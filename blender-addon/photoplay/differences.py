"""What differs between two states of a file, told by `commands/contents.py`. Knows nothing of Blender."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

_TOLD = 500
"""Names of a kind that are told."""


def compare(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """Result of snapshot/compare: what came, went and changed from `before` to `now`."""
    objects_before, objects_now = _by_scene(before), _by_scene(now)
    changed = [
        {"scene": scene, "name": name, "what": what}
        for (scene, name), thing in sorted(objects_now.items())
        if (scene, name) in objects_before and (what := _differing(objects_before[scene, name], thing))
    ]
    came, went = set(objects_now) - set(objects_before), set(objects_before) - set(objects_now)
    answer = {
        "scenes": _with_changed(_settings(before), _settings(now)),
        "objects": {
            **_told((name for _, name in came), (name for _, name in went)),
            "changed": changed[:_TOLD],
        },
        "materials": _with_changed(before["materials"], now["materials"]),
        "blocks": _blocks(before["blocks"], now["blocks"]),
    }
    return {"same": not any(_any(part) for part in answer.values()), **answer}


def _by_scene(state: Mapping[str, Any]) -> dict[tuple[str, str], Any]:
    return {
        (scene, name): thing
        for scene, contents in state["scenes"].items()
        for name, thing in contents["objects"].items()
    }


def _settings(state: Mapping[str, Any]) -> dict[str, Any]:
    return {scene: contents["settings"] for scene, contents in state["scenes"].items()}


def _differing(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    return sorted(key for key in {*before, *now} if before.get(key) != now.get(key))


def _with_changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    changed = sorted(name for name in now if name in before and before[name] != now[name])
    return {**_told(set(now) - set(before), set(before) - set(now)), "changed": changed[:_TOLD]}


def _blocks(before: Mapping[str, list[str]], now: Mapping[str, list[str]]) -> dict[str, Any]:
    told = {
        kind: _told(set(now[kind]) - set(before[kind]), set(before[kind]) - set(now[kind]))
        for kind in sorted({*before} & {*now})
    }
    return {kind: names for kind, names in told.items() if _any(names)}


def _told(came: Iterable[str], went: Iterable[str]) -> dict[str, list[str]]:
    return {"added": sorted(came)[:_TOLD], "removed": sorted(went)[:_TOLD]}


def _any(part: Mapping[str, Any]) -> bool:
    return any(part.values())
