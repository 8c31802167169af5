"""kit.place: one set piece or prop of the kit, by itself."""

from __future__ import annotations

from typing import Any

from ..lookup import missing, scene_of
from ..naming import identify, invalid, new_object
from ..placing import home


def place(command: dict[str, Any]) -> list[Any]:
    """Places a piece of the set's catalogue or a prop; RpcError(NOT_FOUND) for a kind that is in neither."""
    scene = scene_of(command)
    props = command["from"] == "props"
    where = home(scene, command.get("collection"), "Props" if props else "Set")
    made = new_object(command["name"], _prop(command) if props else _piece(scene, command))
    identify(made, command.get("id"), scene)
    if props:
        made["photoplay_prop"] = command["kind"]
    made.location = command["position"]
    made.rotation_euler[2] = command.get("facing", 0.0)
    where.objects.link(made)
    return [made]


def _prop(command: dict[str, Any]) -> Any:
    from ...kit.props import PROP_KINDS, build_prop

    if command["kind"] not in PROP_KINDS:
        raise missing("prop", command["kind"], PROP_KINDS)
    for key in ("size", "options"):
        if key in command:
            raise invalid(key, f"a prop has no {key}: each kind is as large as it is")
    return build_prop(command["kind"], command.get("colour"))


def _piece(scene: Any, command: dict[str, Any]) -> Any:
    from ...kit.set.catalogue import BUILDERS
    from ...kit.set.single import single_piece

    if command["kind"] not in BUILDERS:
        raise missing("set piece", command["kind"], BUILDERS)
    if "size" not in command:
        raise invalid("size", "a set piece needs its width, depth and height")
    row = {
        "id": command["name"],
        "type": command["kind"],
        "position": command["position"],
        "facing": command.get("facing", 0.0),
        "size": command["size"],
        "options": command.get("options", {}),
    }
    if "colour" in command:
        row["colour"] = command["colour"]
    return single_piece(scene, row)
