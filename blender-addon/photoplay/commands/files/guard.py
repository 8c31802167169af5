"""What comes from other files is data: what could run by itself is refused before it does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import bpy

from ...errors import Code, RpcError


@contextmanager
def data_alone(what: str) -> Iterator[list[Any]]:
    """Fills the list with the data-blocks that came. RpcError(GATED), with all of them removed again, when
    among them are texts that Blender would run by itself or drivers with Python in them."""
    before = _blocks().keys()
    came: list[Any] = []
    yield came
    came += [block for key, block in _blocks().items() if key not in before]
    problem = next(filter(None, (_runs(block) for block in came)), None)
    if problem:
        bpy.data.batch_remove(came)
        raise RpcError(Code.GATED, f"{what} holds code: {problem}; nothing was taken from it")


def _blocks() -> dict[int, Any]:
    """All data-blocks by where they are in memory: newer Blenders list some of them twice."""
    lists = [getattr(bpy.data, p.identifier) for p in bpy.data.bl_rna.properties if p.type == "COLLECTION"]
    return {block.as_pointer(): block for blocks in lists for block in blocks}


def _runs(block: Any) -> str:
    """What of a data-block would run by itself; empty when nothing would."""
    if isinstance(block, bpy.types.Text) and block.use_module:
        return f"the text {block.name!r} registers itself"
    for holder in (block, getattr(block, "node_tree", None)):
        animation = getattr(holder, "animation_data", None)
        for curve in animation.drivers if animation else ():
            driver = curve.driver
            if driver.type == "SCRIPTED" and not driver.is_simple_expression:
                return f"the driver of {curve.data_path} of {block.name!r} is Python"
    return ""
