"""What a batch's commands made or changed, for the answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import bpy

from ..describing.describe import describe_objects

_MOST = 200


class Touched:
    """Objects in the order in which they were named first. Some may be deleted by a later command."""

    def __init__(self) -> None:
        self._things: dict[int, Any] = {}

    def add(self, things: Iterable[Any]) -> None:
        """Notes what a command returned."""
        for thing in things:
            if isinstance(thing, bpy.types.Object):
                self._things[thing.as_pointer()] = thing

    def described(self) -> list[dict[str, Any]]:
        """Those that are there still, as they are now; the first 200."""
        alive = [thing for thing in self._things.values() if _alive(thing)][:_MOST]
        found: dict[str, dict[str, Any]] = {}
        for scene in bpy.data.scenes:
            there = {thing.as_pointer() for thing in scene.objects}
            inside = [thing for thing in alive if thing.as_pointer() in there and thing.name not in found]
            if inside:
                for layer in scene.view_layers:
                    layer.update()
                found |= {entry["name"]: entry for entry in describe_objects(scene, inside)}
        return [found[thing.name] for thing in alive if thing.name in found]


def _alive(thing: Any) -> bool:
    try:
        return bool(thing.name)
    except ReferenceError:
        return False
