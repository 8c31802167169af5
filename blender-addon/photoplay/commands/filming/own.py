"""thing.bring: an object that a person made by hand, from the file in which the film keeps it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bpy

from ..describing.blocks import remove_objects
from ..files.guard import data_alone
from ..lookup import ID, collection, find_scene
from ..naming import invalid
from ..paths import readable

OWN = "object"
"""The kind of such things."""


def own_objects(scene: Any, name: str) -> list[Any]:
    """The objects that were brought under an id."""
    return [o for o in scene.objects if o.get("photoplay_kind") == OWN and o.get(ID) == name]


def bring(command: dict[str, Any]) -> list[Any]:
    """Brings it, or brings it anew, in the scene's light. RpcError(GATED) for a file that holds code."""
    from ...kit.light_rig import LightRig
    from ...kit.set.own_objects import light_object

    scene = find_scene(command["scene"])
    remove_objects(own_objects(scene, command["id"]))
    brought = _load(readable(command["file"]))
    for thing in brought:
        for key in [key for key in list(thing.keys()) if key.startswith("photoplay_")]:
            del thing[key]
        thing[ID], thing["photoplay_kind"] = command["id"], OWN
        collection(scene, "Set").objects.link(thing)
    scene.view_layers[0].update()
    rig = LightRig.load(scene)
    for thing in brought:
        if thing.type == "MESH":
            light_object(thing, rig)
    return brought


def _load(file: Path) -> list[Any]:
    with data_alone(file.name):
        try:
            loader: Any = bpy.data.libraries.load(str(file), link=False)
            with loader as (source, wanted):
                wanted.objects = list(source.objects)
        except OSError as error:
            raise invalid("file", f"{file} is no file of Blender: {error}") from error
    return [thing for thing in wanted.objects if thing is not None]
