"""What differs between Blender 4.2, 4.5, 5.0 and 5.2: no other module asks for a version."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Literal

import bpy
import numpy as np
from numpy.typing import NDArray

Interpolation = Literal["CONSTANT", "LINEAR", "EASE"]
"""EASE is the smoothstep 3t²−2t³ between keys: flat handles a third of the way give exactly it."""

Values = Sequence[float] | NDArray[Any]
Curves = Mapping[tuple[str, int], tuple[Values, Values]]

_CODES = {"CONSTANT": 0, "LINEAR": 1, "EASE": 2}
_FREE_HANDLE = 0


def keyframe_curves(id_block: Any, curves: Curves, interpolation: Interpolation = "LINEAR") -> None:
    """Writes whole F-curves at once; a curve that is there already is replaced, others stay.

    `id_block` is what is animated: an object, a camera, a mesh's `shape_keys`. Keys of `curves` are (data
    path, array index; 0 for a single value), values are (frames, values) of length n, frames ascending.
    """
    for (data_path, index), (frames, values) in curves.items():
        _write(ensure_curve(id_block, data_path, index), frames, values, interpolation)


def ease_through(id_block: Any, curves: Mapping[tuple[str, int], tuple[Values, Values, Values]]) -> None:
    """As `keyframe_curves`, with the curve's slope at each key (value a frame): cubics through the keys."""
    keyframe_curves(id_block, {key: (frames, values) for key, (frames, values, _) in curves.items()}, "EASE")
    for curve in find_curves(id_block):
        if (curve.data_path, curve.array_index) in curves:
            _set_handles(curve, *curves[curve.data_path, curve.array_index])


def find_curves(id_block: Any) -> list[Any]:
    """The F-curves of what is animated, in the action's order."""
    animation = id_block.animation_data
    if animation is None or animation.action is None:
        return []
    action = animation.action
    if not hasattr(action, "layers"):
        return list(action.fcurves)
    slot = animation.action_slot
    return [
        curve
        for layer in action.layers
        for strip in layer.strips
        for bag in strip.channelbags
        if slot is not None and bag.slot_handle == slot.handle
        for curve in bag.fcurves
    ]


def drop_curves(id_block: Any, paths: Collection[str], index: int | None = None) -> int:
    """Takes the F-curves of some data paths away, or of one component; returns how many. Others stay."""
    chosen = [c for c in find_curves(id_block) if c.data_path in paths and index in (None, c.array_index)]
    for curve in chosen:
        _curves_holding(id_block, curve).remove(curve)
    return len(chosen)


def _curves_holding(id_block: Any, curve: Any) -> Any:
    action = id_block.animation_data.action
    if not hasattr(action, "layers"):
        return action.fcurves
    bags = [bag for layer in action.layers for strip in layer.strips for bag in strip.channelbags]
    return next(bag.fcurves for bag in bags if curve in list(bag.fcurves))


def ensure_curve(id_block: Any, data_path: str, index: int) -> Any:
    """The F-curve of a value (index 0 for a single one); it and its action are made where there are none."""
    animation = id_block.animation_data or id_block.animation_data_create()
    if animation.action is None:
        animation.action = bpy.data.actions.new(id_block.name)
    action: Any = animation.action
    if hasattr(action, "fcurve_ensure_for_datablock"):
        return action.fcurve_ensure_for_datablock(id_block, data_path, index=index)
    return action.fcurves.find(data_path, index=index) or action.fcurves.new(data_path, index=index)


def _write(curve: Any, frames: Values, values: Values, interpolation: Interpolation) -> None:
    x = np.asarray(frames, np.float32)
    y = np.asarray(values, np.float32)
    points = curve.keyframe_points
    points.clear()
    points.add(len(x))
    points.foreach_set("co", np.stack([x, y], 1).ravel())
    points.foreach_set("interpolation", np.full(len(x), _CODES[interpolation], np.int32))
    curve.update()
    if interpolation == "EASE":
        _set_handles(curve, x, y, np.zeros(len(x)))


def _set_handles(curve: Any, frames: Values, values: Values, slopes: Values) -> None:
    """Handles a third of the way to the neighbours make Blender's curve the Hermite cubic of the slopes."""
    x, y, slope = (np.asarray(row, np.float64) for row in (frames, values, slopes))
    gaps = np.diff(x) / 3
    points = curve.keyframe_points
    for side, reach in (("left", -np.concatenate([[1.0], gaps])), ("right", np.concatenate([gaps, [1.0]]))):
        points.foreach_set(f"handle_{side}_type", np.full(len(x), _FREE_HANDLE, np.int32))
        ends = np.stack([x + reach, y + slope * reach], 1)
        points.foreach_set(f"handle_{side}", ends.astype(np.float32).ravel())
    curve.update()


def eevee_engine() -> str:
    """EEVEE's identifier: BLENDER_EEVEE, except in 4.2 to 4.5."""
    return "BLENDER_EEVEE" if bpy.app.version >= (5, 0, 0) else "BLENDER_EEVEE_NEXT"


def sequencer_strips(editor: Any) -> Any:
    """The collection of a sequence editor's strips (`sequences` before 4.4)."""
    return editor.strips if hasattr(editor, "strips") else editor.sequences


def new_effect(
    strips: Any, name: str, kind: str, channel: int, start: int, frames: int, inputs: Sequence[Any] = ()
) -> Any:
    """A strip that is made and not read: a colour, a title, what becomes of one or two strips.

    Before 4.5 inputs are called `seq1`, before 5.0 an end is given for a length.
    """
    known = strips.bl_rna.functions["new_effect"].parameters
    length = {"length": frames} if "length" in known else {"frame_end": start + frames}
    prefix = "input" if "input1" in known else "seq"
    given = {f"{prefix}{number}": strip for number, strip in enumerate(inputs, 1)}
    return strips.new_effect(name=name, type=kind, channel=channel, frame_start=start, **length, **given)


def centre_title(strip: Any) -> None:
    """A title's place is its middle; before 4.4 it was not anchored, only aligned."""
    for names in (("alignment_x", "anchor_x", "anchor_y"), ("align_x", "align_y")):
        if hasattr(strip, names[0]):
            for name in names:
                setattr(strip, name, "CENTER")


def use_image_output(scene: Any, file_format: str) -> None:
    """Makes a scene write still pictures of a format; from 5.0 the kind of media comes before the format."""
    settings = scene.render.image_settings
    if hasattr(settings, "media_type"):
        settings.media_type = "IMAGE"
    settings.file_format = file_format


@contextmanager
def writing_png(scene: Any) -> Iterator[None]:
    """A scene that writes plain PNG files for a moment; what hangs on the format comes after it."""
    settings = scene.render.image_settings
    names = ("media_type", "file_format", "color_mode", "color_depth", "compression")
    before = {name: getattr(settings, name) for name in names if hasattr(settings, name)}
    use_image_output(scene, "PNG")
    settings.color_mode, settings.color_depth, settings.compression = "RGB", "8", 15
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(settings, name, value)


def show_in_sequencer(scene: Any) -> None:
    """From 5.0 on the sequencer shows a scene of its own choice; before, the window's."""
    workspaces: Any = bpy.data.workspaces
    for workspace in workspaces:
        if hasattr(workspace, "sequencer_scene"):
            workspace.sequencer_scene = scene


NAME_BYTES = 255 if bpy.app.version >= (5, 0, 0) else 63
"""How many bytes of UTF-8 a data-block's name may have."""


def own_action(id_block: Any) -> None:
    """Gives what is animated an action of its own, with the same keys; from 4.4 on it plays the same slot."""
    animation = id_block.animation_data
    if animation is None or animation.action is None:
        return
    slot = getattr(animation, "action_slot", None)
    handle = slot.handle if slot is not None else None
    animation.action = animation.action.copy()
    if handle is not None:
        animation.action_slot = next(s for s in animation.action.slots if s.handle == handle)


def shader_tree(material: Any) -> Any:
    """The nodes that colour a material; None where it has none (from 5.0 on what has a tree uses it)."""
    if bpy.app.version >= (5, 0, 0) or material.use_nodes:
        return material.node_tree
    return None


def node_tree(block: Any) -> Any:
    """The nodes of a material or world; before 5.0 they have to be switched on."""
    if bpy.app.version < (5, 0, 0):
        block.use_nodes = True
    return block.node_tree


def assign_action(id_block: Any, action: Any) -> None:
    """Plays an action on what is animated; from 4.4 on in the first of its slots that fits."""
    animation = id_block.animation_data or id_block.animation_data_create()
    animation.action = action
    if getattr(animation, "action_slot", True) is None and animation.action_suitable_slots:
        animation.action_slot = animation.action_suitable_slots[0]
