"""New strips: scenes, movies, pictures, sounds, titles and colours, whole as they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import bpy

from ...adapter import centre_title, new_effect, sequencer_strips
from ...errors import Code, RpcError
from ..lookup import SHOT, cameras, find_scene, missing
from ..naming import invalid
from ..paths import load_picture, readable

Spec = Mapping[str, Any]
"""kind, name, channel, start, frames?, offset? and what the kind needs, as in the command strip.add."""

_STILL = ("image", "text", "colour")
TITLE = ("words", "size", "place", "colour")


def new_strip(scene: Any, spec: Spec) -> Any:
    """Makes a strip; its place must be free. RpcError for what is not there or cannot be read."""
    kind = spec["kind"]
    if kind in _STILL:
        needed(spec, "frames")
    strips = sequencer_strips(scene.sequence_editor_create())
    start = spec["start"] - spec.get("offset", 0)
    made = _MAKERS[kind](scene, strips, spec, start)
    if made.name != spec["name"]:
        name = made.name
        strips.remove(made)
        raise invalid("name", f"Blender would call it {name!r}")
    if kind not in ("text", "colour"):
        made.frame_offset_start = spec.get("offset", 0)
        made.frame_final_duration = spec.get("frames") or max(1, made.frame_final_duration)
    return made


def needed(spec: Spec, key: str) -> Any:
    """A value that strips of the kind need; RpcError(INVALID_PARAMS)."""
    if key not in spec:
        raise invalid(key, f"a {spec['kind']} strip needs it")
    return spec[key]


def set_title(strip: Any, words: Spec) -> None:
    """What a title says, how large (pixels), where (0 to 1) and in which colour (sRGB hex)."""
    if "words" in words:
        strip.text = words["words"]
    if "size" in words:
        strip.font_size = words["size"]
    if "place" in words:
        strip.location = words["place"]
    if "colour" in words:
        strip.color = (*_colour(words["colour"]), 1.0)


def _scene(scene: Any, strips: Any, spec: Spec, start: int) -> Any:
    source = find_scene(needed(spec, "source"))
    if scene in _shown(source):
        raise invalid("source", f"scene {source.name!r} shows {scene.name!r} itself")
    camera = _camera(source, spec["camera"]) if "camera" in spec else None
    made = strips.new_scene(spec["name"], source, spec["channel"], start)
    if camera is not None:
        made.scene_camera = camera
    return made


def _shown(scene: Any, seen: frozenset[str] = frozenset()) -> set[Any]:
    """A scene with all that its strips show."""
    found = {scene}
    for strip in sequencer_strips(scene.sequence_editor) if scene.sequence_editor else ():
        source = getattr(strip, "scene", None)
        if source is not None and source.name not in seen:
            found |= _shown(source, seen | {scene.name})
    return found


def _camera(source: Any, name: str) -> Any:
    known = {str(camera[SHOT]): camera for camera in cameras(source)}
    known |= {o.name: o for o in source.objects if o.type == "CAMERA" and o.name not in known}
    if name not in known:
        error = missing(f"camera in scene {source.name!r}", name, known)
        error.data["path"] = "camera"
        raise error
    return known[name]


def _movie(_scene: Any, strips: Any, spec: Spec, start: int) -> Any:
    file = str(readable(needed(spec, "file")))
    made = strips.new_movie(spec["name"], file, spec["channel"], start)
    if made.frame_duration <= 1 and not made.elements[0].orig_width:
        strips.remove(made)
        raise invalid("file", f"{file} is no movie that Blender can read")
    return made


def _image(_scene: Any, strips: Any, spec: Spec, start: int) -> Any:
    file = str(readable(needed(spec, "file")))
    picture = load_picture(file, "file")
    if not picture.users:
        bpy.data.images.remove(picture)
    return strips.new_image(spec["name"], file, spec["channel"], start)


def _sound(_scene: Any, strips: Any, spec: Spec, start: int) -> Any:
    file = str(readable(needed(spec, "file")))
    if not bpy.app.build_options.audaspace:
        raise RpcError(
            Code.BLENDER, f"this Blender ({bpy.app.version_string}) was built without sound", path="kind"
        )
    made = strips.new_sound(spec["name"], file, spec["channel"], start)
    if made.sound is None or made.sound.channels == "INVALID":
        strips.remove(made)
        raise invalid("file", f"{file} is no sound that Blender can read")
    return made


def _title(_scene: Any, strips: Any, spec: Spec, start: int) -> Any:
    words = needed(spec, "words")
    made = new_effect(strips, spec["name"], "TEXT", spec["channel"], start, spec["frames"])
    centre_title(made)
    made.location = (0.5, 0.5)
    set_title(made, {**spec, "words": words})
    return made


def _plain(_scene: Any, strips: Any, spec: Spec, start: int) -> Any:
    made = new_effect(strips, spec["name"], "COLOR", spec["channel"], start, spec["frames"])
    made.color = _colour(spec.get("colour", "#000000"))
    return made


def _colour(text: str) -> tuple[float, float, float]:
    """The sequencer's colours are sRGB, as they are shown."""
    red, green, blue = (int(text[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


_MAKERS: dict[str, Callable[[Any, Any, Spec, int], Any]] = {
    "scene": _scene,
    "movie": _movie,
    "image": _image,
    "sound": _sound,
    "text": _title,
    "colour": _plain,
}
