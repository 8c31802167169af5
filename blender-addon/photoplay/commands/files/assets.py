"""asset.append and asset.link: data-blocks of another .blend file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bpy
from mathutils import Vector

from ...adapter import assign_action
from ..looks.material import assign
from ..lookup import find_object, missing, ours, scene_of
from ..naming import invalid, new_object
from ..paths import readable
from ..placing import home
from .guard import data_alone

_KINDS = {
    "object": "objects",
    "collection": "collections",
    "material": "materials",
    "nodeGroup": "node_groups",
    "world": "worlds",
    "action": "actions",
}


def append(command: dict[str, Any]) -> list[Any]:
    """Copies of data-blocks; RpcError(NOT_FOUND) for a name that is not there, GATED for what holds code."""
    return _bring(command, link=False)


def link(command: dict[str, Any]) -> list[Any]:
    """Data-blocks that stay in the other file; a collection is shown by an instance."""
    return _bring(command, link=True)


def _bring(command: dict[str, Any], link: bool) -> list[Any]:
    scene, kind = scene_of(command), command["kind"]
    _check(command, kind, link)
    where = home(scene, command.get("collection"))
    blocks = _load(readable(command["file"]), kind, command["names"], link)
    if kind == "object":
        for thing in blocks:
            where.objects.link(thing)
            if "position" in command and (thing.parent is None or thing.parent not in blocks):
                thing.location = thing.location + Vector(command["position"])
        return blocks
    if kind == "collection":
        if link or command.get("instance"):
            return [_instance(block, where, command.get("position", (0, 0, 0))) for block in blocks]
        for block in blocks:
            where.children.link(block)
        return [thing for block in blocks for thing in block.all_objects]
    if kind == "world":
        scene.world = blocks[-1]
    return _give(command, scene, blocks[0]) if "object" in command else _keep(blocks)


def _check(command: dict[str, Any], kind: str, link: bool) -> None:
    if "object" in command and (kind not in ("material", "action") or len(command["names"]) > 1):
        raise invalid("object", "gets one material or action")
    placed = not link if kind == "object" else kind == "collection" and (link or command.get("instance"))
    if "position" in command and not placed:
        raise invalid("position", "is for appended objects and for instances of collections")
    if "instance" in command and kind != "collection":
        raise invalid("instance", f"of a {kind}? only a collection has instances")
    if "collection" in command and kind not in ("object", "collection"):
        raise invalid("collection", f"holds no {kind}")


def _load(file: Path, kind: str, names: list[str], link: bool) -> list[Any]:
    with data_alone(file.name):
        try:
            loader: Any = bpy.data.libraries.load(str(file), link=link)
            with loader as (source, wanted):
                known = getattr(source, _KINDS[kind])
                for name in names:
                    if name not in known:
                        raise missing(f"{kind} in {file}", name, known)
                setattr(wanted, _KINDS[kind], list(dict.fromkeys(names)))
        except OSError as error:
            raise invalid("file", f"{file} is no file of Blender: {error}") from error
    return list(getattr(wanted, _KINDS[kind]))


def _instance(block: Any, where: Any, position: Any) -> Any:
    names, number = bpy.data.objects.keys(), 2
    name = block.name
    while name in names:
        name, number = f"{block.name} {number}", number + 1
    made = new_object(name, None)
    made.instance_type, made.instance_collection = "COLLECTION", block
    made.location = position
    where.objects.link(made)
    return made


def _give(command: dict[str, Any], scene: Any, block: Any) -> list[Any]:
    thing = ours(find_object(command["object"], scene if "scene" in command else None))
    if command["kind"] == "material":
        assign(thing, block, 0)
    else:
        assign_action(thing, block)
    return [thing]


def _keep(blocks: list[Any]) -> list[Any]:
    """What nothing uses yet would be gone when the file is saved."""
    for block in blocks:
        block.use_fake_user = True
    return []
