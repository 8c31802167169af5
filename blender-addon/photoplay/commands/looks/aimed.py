"""light.set, camera.set and camera.activate: what is aimed."""

from __future__ import annotations

from typing import Any

import bpy

from ...errors import Code, RpcError
from ...kit.srgb import linear_rgb
from ..lookup import find_object, ours, scene_of
from ..naming import identify, invalid, new_object, sound
from ..placing import home, put

_LIGHT_OPTIONS = {
    "POINT": {"radius": "shadow_soft_size"},
    "SUN": {"spread": "angle"},
    "SPOT": {"radius": "shadow_soft_size", "cone": "spot_size", "blend": "spot_blend"},
    "AREA": {"size": "size"},
}
"""What each kind of lamp has besides energy, colour and shadow, and Blender's names for it."""


def set_light(command: dict[str, Any]) -> list[Any]:
    """Makes a lamp or changes one; RpcError for an option that its kind does not have."""
    thing = _there(command, "LIGHT")
    if thing is None:
        data: Any = bpy.data.lights.new(sound(command["object"], "object"), command["kind"])
        thing = _make(command, data, "Lights")
    elif "kind" in command:
        thing.data.type = command["kind"]
    light = ours(thing.data)
    known = _LIGHT_OPTIONS[light.type]
    for key in ("radius", "spread", "size", "cone", "blend"):
        if key not in command:
            continue
        if key not in known:
            raise invalid(key, f"a {light.type} lamp has no {key}; it has {', '.join(known)}")
        if key == "size":
            light.shape = "RECTANGLE"
            light.size, light.size_y = command["size"]
        else:
            setattr(light, known[key], command[key])
    if "energy" in command:
        light.energy = command["energy"]
    if "colour" in command:
        light.color = linear_rgb(command["colour"])
    if "shadow" in command:
        light.use_shadow = command["shadow"]
    put(thing, command)
    return [thing]


def set_camera(command: dict[str, Any]) -> list[Any]:
    """Makes a camera or changes one. The first camera of a scene becomes the active one."""
    thing = _there(command, "CAMERA")
    if thing is None:
        data: Any = bpy.data.cameras.new(sound(command["object"], "object"))
        thing = _make(command, data, "Cameras")
        scene = scene_of(command)
        scene.camera = scene.camera or thing
    camera = ours(thing.data)
    if "kind" in command:
        camera.type = command["kind"]
    for key, kind, name in (("lens", "PERSP", "lens"), ("width", "ORTHO", "ortho_scale")):
        if key in command:
            if camera.type != kind:
                raise invalid(key, f"a camera of the kind {camera.type} has no {key}")
            setattr(camera, name, command[key])
    if "sensor" in command:
        camera.sensor_fit = "HORIZONTAL"
        camera.sensor_width, camera.sensor_height = command["sensor"]
    if "clip" in command:
        if command["clip"][0] >= command["clip"][1]:
            raise invalid("clip", "the nearest is not nearer than the farthest")
        camera.clip_start, camera.clip_end = command["clip"]
    if "focus" in command:
        _focus(camera.dof, command["focus"], scene_of(command))
    put(thing, command)
    return [thing]


def activate(command: dict[str, Any]) -> list[Any]:
    """camera.activate: the scene is seen through it, until a marker that a camera is bound to comes."""
    scene = scene_of(command)
    thing = find_object(command["object"], scene)
    if thing.type != "CAMERA":
        raise invalid("object", f"{thing.name!r} is a {thing.type}, no camera")
    scene.camera = thing
    return [thing]


def _focus(depth: Any, focus: dict[str, Any], scene: Any) -> None:
    if "distance" in focus and "object" in focus:
        raise invalid("focus.object", "a distance is given already")
    depth.use_dof = focus.get("on", True)
    if "distance" in focus:
        depth.focus_object, depth.focus_distance = None, focus["distance"]
    if "object" in focus:
        depth.focus_object = find_object(focus["object"], scene)
    if "fstop" in focus:
        depth.aperture_fstop = focus["fstop"]


def _there(command: dict[str, Any], kind: str) -> Any:
    """The object to change; None where it is to be made. RpcError(NOT_FOUND) where nothing says as what."""
    scene = scene_of(command)
    try:
        thing = ours(find_object(command["object"], scene if "scene" in command else None))
    except RpcError as error:
        if error.code != Code.NOT_FOUND or "kind" not in command:
            raise
        return None
    if thing.type != kind:
        raise invalid("object", f"{thing.name!r} is a {thing.type}, no {kind.lower()}")
    if "collection" in command:
        raise invalid("collection", f"{thing.name!r} is there already: collection.place moves it")
    if "id" in command:
        raise invalid("id", f"{thing.name!r} is there already")
    return thing


def _make(command: dict[str, Any], data: Any, role: str) -> Any:
    scene = scene_of(command)
    thing = new_object(command["object"], data, "object")
    identify(thing, command.get("id"), scene)
    home(scene, command.get("collection"), role).objects.link(thing)
    return thing
