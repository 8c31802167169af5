"""Data-blocks of what we made: they go with it, unless somebody else uses them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import bpy


def remove_objects(things: Iterable[Any]) -> None:
    """Removes objects, and of what they are made of what nobody else uses: meshes, bones, lenses, curves."""
    gone = list(things)
    data = {thing.data for thing in gone if thing.data is not None}
    keys = [keys for block in data if (keys := getattr(block, "shape_keys", None))]
    actions = set(_actions(*gone, *data, *keys))
    bpy.data.batch_remove(gone)
    bpy.data.batch_remove({block for block in data if not block.users})
    bpy.data.batch_remove({action for action in actions if not action.users})


def clear_curves(thing: Any) -> None:
    """Takes the animation of an object and of its data away, and its action when nobody else plays it."""
    for block in (thing, thing.data):
        actions = _actions(block)
        if block is not None and block.animation_data is not None:
            block.animation_data_clear()
        bpy.data.batch_remove({action for action in actions if not action.users})


def _actions(*blocks: Any) -> list[Any]:
    animated = [block.animation_data for block in blocks if block is not None and block.animation_data]
    return [animation.action for animation in animated if animation.action]
