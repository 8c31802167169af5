"""Keys, curves, constraints and markers."""

from __future__ import annotations

from typing import Any

from ..lookup import find_object, missing, scene_of
from ..naming import PART_BYTES, invalid, sound
from ..stage.batch import Command
from . import constraints as animation_constraints
from . import curves as animation_curves


def set_marker(command: dict[str, Any]) -> None:
    """marker.set: made, or moved when it is there; a camera is bound to it when one is given."""
    scene = scene_of(command)
    name = sound(command["name"], most=PART_BYTES)
    camera = find_object(command["camera"], scene) if "camera" in command else None
    if camera is not None and camera.type != "CAMERA":
        raise invalid("camera", f"{camera.name!r} is a {camera.type}, no camera")
    marker = scene.timeline_markers.get(name) or scene.timeline_markers.new(name)
    marker.frame = command["frame"]
    if camera is not None:
        marker.camera = camera


def remove_marker(command: dict[str, Any]) -> None:
    """marker.remove."""
    markers = scene_of(command).timeline_markers
    marker = markers.get(command["name"])
    if marker is None:
        raise missing("marker", command["name"], markers.keys())
    markers.remove(marker)


COMMANDS: dict[str, Command] = {
    "key.insert": animation_curves.insert_key,
    "curve.set": animation_curves.set_curve,
    "curve.delete": animation_curves.delete_curve,
    "constraint.add": animation_constraints.add,
    "constraint.remove": animation_constraints.remove,
    "marker.set": set_marker,
    "marker.remove": remove_marker,
}
