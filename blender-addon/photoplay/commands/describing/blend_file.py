"""scene/file: the .blend as a whole: what it holds, what it lacks, what it may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import bpy
import numpy as np

from ...adapter import sequencer_strips
from ...dispatcher import Method
from ...session import Session
from ..lookup import ID, SHOT
from .describe import summary
from .guess import STARTING, Facts, guess

_OF_THE_WINDOW = {"window_managers", "screens", "workspaces", "brushes", "palettes", "paint_curves"}
_MOST_MISSING = 500
_DRAWINGS = {"GPENCIL", "GREASEPENCIL"}
_FROM_FILE = {"FILE", "SEQUENCE", "MOVIE", "TILED"}


def methods(session: Session) -> dict[str, Method]:
    """The part of the wire that tells of the file."""
    return {"scene/file": Method(lambda _: describe_file(session))}


def kinds() -> dict[str, Any]:
    """The collections of data-blocks that a file's contents lie in, by name: objects, meshes …"""
    return {
        prop.identifier: getattr(bpy.data, prop.identifier)
        for prop in bpy.data.bl_rna.properties  # type: ignore[attr-defined]
        if prop.type == "COLLECTION" and prop.identifier not in _OF_THE_WINDOW
    }


def describe_file(session: Session) -> dict[str, Any]:
    """The file's summary."""
    blocks = kinds()
    kind, reasons = guess(facts())
    return {
        "file": session.file,
        "unsaved": bpy.data.is_dirty,
        "savedWith": list(bpy.data.version),
        "blocks": {name: len(found) for name, found in sorted(blocks.items()) if len(found)},
        "scenes": [summary(scene) for scene in bpy.data.scenes],
        "missing": sorted(_missing(), key=lambda m: (m["kind"], m["name"]))[:_MOST_MISSING],
        "libraries": _libraries(blocks.values()),
        "guess": {"kind": kind, "reasons": reasons},
    }


def _libraries(blocks: Iterable[Any]) -> list[dict[str, Any]]:
    linked = Counter(thing.library.name for found in blocks for thing in found if thing.library)
    return [
        {
            "name": library.name,
            "path": library.filepath,
            "missing": not _there(library.filepath, library),
            "linked": linked[library.name],
        }
        for library in bpy.data.libraries
    ]


def _missing() -> Iterator[dict[str, str]]:
    for kind, thing in _needed():
        if not _there(thing.filepath, thing):
            yield {"kind": kind, "name": thing.name, "path": thing.filepath}
    for scene in bpy.data.scenes:
        editor = scene.sequence_editor
        for strip in sequencer_strips(editor) if editor is not None else ():
            for path in _strip_files(strip):
                if not _there(path, scene):
                    yield {"kind": "strip", "name": strip.name, "path": path}


def _needed() -> Iterator[tuple[str, Any]]:
    """Data-blocks that live in a file of their own and are not packed."""
    for image in bpy.data.images:
        if image.source in _FROM_FILE and image.packed_file is None and image.filepath:
            yield "image", image
    for font in bpy.data.fonts:
        if font.filepath != "<builtin>" and font.packed_file is None:
            yield "font", font
    for sound in bpy.data.sounds:
        if sound.packed_file is None:
            yield "sound", sound
    for kind, found in (
        ("movie clip", bpy.data.movieclips),
        ("cache", bpy.data.cache_files),
        ("volume", bpy.data.volumes),
        ("library", bpy.data.libraries),
    ):
        for thing in found:  # type: ignore[attr-defined]
            yield kind, thing


def _strip_files(strip: Any) -> Iterator[str]:
    if strip.type == "IMAGE" and strip.elements:
        yield str(Path(strip.directory) / strip.elements[0].filename)
    elif strip.type == "MOVIE":
        yield strip.filepath


def _there(path: str, owner: Any) -> bool:
    """Whether the file of a data-block is there; // stands for its .blend's folder."""
    library = owner if isinstance(owner, bpy.types.Library) else owner.library
    base = None if owner is library else library
    return Path(bpy.path.abspath(path.replace("<UDIM>", "1001"), library=base)).exists()


def facts() -> Facts:
    """What the guess is made from, counted in the open file."""
    things: list[Any] = [o for o in bpy.data.objects if o.users]
    types = Counter(o.type for o in things)
    animated = Counter(o.type for o in things if o.animation_data and o.animation_data.action)
    scenes = bpy.data.scenes
    editors: list[Any] = [scene.sequence_editor for scene in scenes if scene.sequence_editor]
    return Facts(
        our_scenes=sum(1 for scene in scenes if ID in scene and scene.objects),
        shots=sum(1 for o in things if o.type == "CAMERA" and SHOT in o),
        strips=sum(len(sequencer_strips(editor)) for editor in editors),
        objects=len(things),
        only_starting=bool(things) and {o.name for o in things} <= STARTING,
        meshes=types["MESH"],
        armatures=types["ARMATURE"],
        rigged=sum(1 for o in things if o.type == "MESH" and any(m.type == "ARMATURE" for m in o.modifiers)),
        animated=sum(animated.values()),
        animated_armatures=animated["ARMATURE"],
        cameras=types["CAMERA"],
        camera_marks=sum(1 for scene in scenes for m in scene.timeline_markers if m.camera),
        texts=types["FONT"],
        animated_texts=animated["FONT"],
        drawings=sum(types[kind] for kind in _DRAWINGS),
        lights=types["LIGHT"],
        assets=sum(1 for found in kinds().values() for thing in found if thing.asset_data),
        extent=_extent([o for o in things if o.type == "MESH"]),
    )


def _extent(meshes: list[Any]) -> float:
    """Metres that the meshes span at their widest."""
    if not meshes:
        return 0.0
    corners = np.array([corner[:] for o in meshes for corner in o.bound_box]).reshape(-1, 8, 3)
    turns = np.array([o.matrix_world for o in meshes])
    world = np.einsum("nij,nkj->nki", turns[:, :3, :3], corners) + turns[:, None, :3, 3]
    flat = world.reshape(-1, 3)
    return float((flat.max(0) - flat.min(0)).max())
