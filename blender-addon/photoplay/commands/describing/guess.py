"""What a .blend file may be, told from what lies in it. Knows nothing of Blender."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

STARTING = frozenset({"Cube", "Camera", "Light"})
"""The objects of the file that Blender starts with."""
_WIDE = 12.0
"""Metres: what is wider is a place rather than a thing."""
_MANY = 25
"""Meshes of a place."""


@dataclass(frozen=True)
class Facts:
    """Counts over all scenes; `rigged`: meshes that follow an armature; `extent`: metres across them."""

    our_scenes: int = 0
    shots: int = 0
    strips: int = 0
    objects: int = 0
    only_starting: bool = False
    meshes: int = 0
    armatures: int = 0
    rigged: int = 0
    animated: int = 0
    animated_armatures: int = 0
    cameras: int = 0
    camera_marks: int = 0
    texts: int = 0
    animated_texts: int = 0
    drawings: int = 0
    lights: int = 0
    assets: int = 0
    extent: float = 0.0


def guess(facts: Facts) -> tuple[str, list[str]]:
    """A FileKind and the reasons for it: the first rule that holds."""
    for kind, rule in _RULES:
        reasons = rule(facts)
        if reasons:
            return kind, reasons
    return "other", ["nothing in it says what it is for"]


def _film(f: Facts) -> list[str]:
    if not f.our_scenes or not f.strips:
        return []
    return [f"{_n(f.our_scenes, 'scene')} staged by Photoplay", f"{_n(f.strips, 'strip')} in the sequencer"]


def _scene(f: Facts) -> list[str]:
    return (
        [f"{_n(f.our_scenes, 'scene')} staged by Photoplay with {_n(f.shots, 'shot')}"]
        if f.our_scenes
        else []
    )


def _edit(f: Facts) -> list[str]:
    if f.strips < 2 or (f.strips < f.objects and not f.only_starting):
        return []
    return [f"{_n(f.strips, 'strip')} in the sequencer, {_n(f.objects, 'object')}"]


def _library(f: Facts) -> list[str]:
    return [f"{f.assets} data-blocks are marked as assets"] if f.assets > 2 else []


def _empty(f: Facts) -> list[str]:
    if f.only_starting:
        return ["only the cube, camera and light that Blender starts with"]
    return ["there are no objects and no strips"] if not f.objects and not f.strips else []


def _drawing(f: Facts) -> list[str]:
    return (
        [f"{_n(f.drawings, 'drawing')} beside {_n(f.meshes, 'mesh', 'es')}"]
        if f.drawings > f.meshes / 2
        else []
    )


def _graphics(f: Facts) -> list[str]:
    if not f.animated_texts or f.armatures:
        return []
    return [f"{f.animated_texts} of {_n(f.texts, 'text')} animated", "no armature"]


def _shot(f: Facts) -> list[str]:
    if not f.cameras or not f.animated:
        return []
    acted = f.animated_armatures > 0
    if not acted and f.camera_marks < 2 and f.animated < 3:
        return []
    reasons = [f"{_n(f.animated, 'object')} animated before {_n(f.cameras, 'camera')}"]
    if acted:
        reasons.append(f"{_n(f.animated_armatures, 'armature')} animated")
    if f.camera_marks > 1:
        reasons.append(f"{f.camera_marks} markers switch the camera")
    return reasons


def _character(f: Facts) -> list[str]:
    if not f.rigged or not 0 < f.armatures <= 3:
        return []
    bodies = _n(f.rigged, "mesh", "es")
    return [f"{bodies} bound to {_n(f.armatures, 'armature')}", "no animation before a camera"]


def _environment(f: Facts) -> list[str]:
    reasons = []
    if f.meshes and f.extent > _WIDE:
        reasons.append(f"it is {f.extent:.0f} m wide")
    if f.meshes >= _MANY:
        reasons.append(f"{f.meshes} meshes")
    return reasons


def _model(f: Facts) -> list[str]:
    return [f"{_n(f.meshes, 'mesh', 'es')} without armature, {f.extent:.1f} m wide"] if f.meshes else []


def _n(count: int, noun: str, plural: str = "s") -> str:
    return f"{count} {noun}{'' if count == 1 else plural}"


_RULES: tuple[tuple[str, Callable[[Facts], list[str]]], ...] = (
    ("photoplay film", _film),
    ("photoplay scene", _scene),
    ("video edit", _edit),
    ("library", _library),
    ("empty", _empty),
    ("drawing", _drawing),
    ("motion graphics", _graphics),
    ("animation shot", _shot),
    ("character", _character),
    ("environment", _environment),
    ("model", _model),
)
