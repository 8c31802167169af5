"""file.import and file.export: glTF, OBJ, FBX, USD, STL and PLY, by whichever operator this Blender has."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import bpy
from mathutils import Vector

from ...disk import explained
from ..lookup import find_object, scene_of
from ..naming import identify, invalid, new_object
from ..operate import operator, perform, selected, shown
from ..paths import absolute, readable
from ..placing import home
from .guard import data_alone


class Format(NamedTuple):
    """Operators to read and write, the add-on they come from, what to tell the writer besides the file; and
    its words for the chosen objects alone, and for animation where it knows any."""

    read: str
    write: str
    addon: str | None = None
    options: dict[str, Any] = {}  # noqa: RUF012 - never changed
    chosen: str = "use_selection"
    animation: str | None = None


_GLTF = Format("import_scene.gltf", "export_scene.gltf", "io_scene_gltf2", animation="export_animations")
_USD = Format("wm.usd_import", "wm.usd_export", None, {}, "selected_objects_only", "export_animation")
_FORMATS = {
    ".glb": _GLTF._replace(options={"export_format": "GLB"}),
    ".gltf": _GLTF._replace(options={"export_format": "GLTF_SEPARATE"}),
    ".fbx": Format(
        "import_scene.fbx",
        "export_scene.fbx",
        "io_scene_fbx",
        {"path_mode": "COPY", "embed_textures": True},
        animation="bake_anim",
    ),
    ".obj": Format("wm.obj_import", "wm.obj_export", None, {"path_mode": "COPY"}, "export_selected_objects"),
    ".stl": Format("wm.stl_import", "wm.stl_export", None, {}, "export_selected_objects"),
    ".ply": Format("wm.ply_import", "wm.ply_export", None, {}, "export_selected_objects"),
    **dict.fromkeys((".usd", ".usda", ".usdc"), _USD),
}
_READ_ALONE = {".usdz": _USD}


def bring_in(command: dict[str, Any]) -> list[Any]:
    """Reads a file into the scene; returns its objects. RpcError(INVALID_PARAMS) when nothing is in it."""
    scene = scene_of(command)
    file = readable(command["file"])
    known = _format(file, {**_FORMATS, **_READ_ALONE})
    if "id" in command and "name" not in command:
        raise invalid("id", "whose? give the name of an empty")
    where = home(scene, command.get("collection"))
    with shown(scene), data_alone(file.name) as came:
        perform(str(file), operator(known.read, known.addon), filepath=str(file))
    things = sorted((b for b in came if isinstance(b, bpy.types.Object)), key=lambda thing: thing.name)
    if not things:
        raise invalid("file", f"{file} holds no objects")
    if "collection" in command:
        for thing in things:
            for other in thing.users_collection:
                other.objects.unlink(thing)
            where.objects.link(thing)
    tops = [thing for thing in things if thing.parent is None]
    if "name" in command:
        top = new_object(command["name"], None)
        identify(top, command.get("id"), scene)
        where.objects.link(top)
        for thing in tops:
            thing.parent = top
        tops, things = [top], [top, *things]
    for thing in tops:
        thing.location = thing.location + Vector(command.get("position", (0, 0, 0)))
    return things


def write_out(command: dict[str, Any]) -> None:
    """Writes chosen objects, or all of the scene, beside the place and moves them there whole."""
    scene = scene_of(command)
    file = absolute(command["file"])
    known = _format(file, _FORMATS)
    if "animation" in command and known.animation is None:
        raise invalid("animation", f"{file.suffix} holds none")
    if file.exists() and not command.get("replace"):
        raise invalid("file", f"{file} is there already; say that it is to be replaced")
    things = _chosen(command, scene)
    options = dict(known.options)
    if known.animation is not None:
        options[known.animation] = command.get("animation", True)
    call = operator(known.write, known.addon)
    with shown(scene), _beside(file) as part:
        if things:
            with selected(things):
                perform(str(file), call, filepath=str(part), **{known.chosen: True}, **options)
        else:
            perform(str(file), call, filepath=str(part), **{known.chosen: False}, **options)


def _format(file: Path, known: dict[str, Format]) -> Format:
    found = known.get(file.suffix.lower())
    if found is None:
        raise invalid("file", f"{file.name}: one of {', '.join(known)} is needed")
    return found


def _chosen(command: dict[str, Any], scene: Any) -> list[Any]:
    named = [find_object(name, scene) for name in command.get("objects", [])]
    return list(dict.fromkeys(thing for top in named for thing in (top, *top.children_recursive)))


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A place to write a file and what comes with it (materials, textures) under its own name; all of it is
    moved when it is whole, the file itself last."""
    folder = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        folder.mkdir(parents=True)
        yield folder / file.name
        written = sorted((p for p in folder.rglob("*") if p.is_file()), key=lambda p: p.name == file.name)
        for part in written:
            place = file.parent / part.relative_to(folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            part.replace(place)
    except OSError as error:
        raise explained(error, file.parent) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
