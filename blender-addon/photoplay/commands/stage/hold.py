"""Keeps a person's hands off while a long batch is half done: the window draws, and takes no input but Esc.

An undo, or a drag, in the middle of a batch would make the half of it part of the history, and Blender's
undo may crash over changes that no step knows.
"""

from __future__ import annotations

from typing import Any

import bpy

_state = {"held": False, "escaped": False}


class PHOTOPLAY_OT_hold(bpy.types.Operator):
    """Wait for Photoplay (Esc stops it)"""

    bl_idname = "photoplay.hold"
    bl_label = "Wait for Photoplay"

    def invoke(self, context: Any, event: Any) -> set[Any]:
        """Takes all of the window's events from now on."""
        context.window_manager.modal_handler_add(self)
        return {"RUNNING_MODAL"}

    def modal(self, context: Any, event: Any) -> set[Any]:
        """Swallows an event, until hands may be on again."""
        if not _state["held"]:
            return {"FINISHED", "PASS_THROUGH"}
        _state["escaped"] |= event.type == "ESC" and event.value == "PRESS"
        return {"RUNNING_MODAL"}


def hold() -> None:
    """From now on no window takes input."""
    context: Any = bpy.context
    _state.update(held=True, escaped=False)
    for window in context.window_manager.windows:
        with context.temp_override(window=window):
            window.cursor_modal_set("WAIT")
            bpy.ops.photoplay.hold("INVOKE_DEFAULT")  # type: ignore[attr-defined]


def release() -> None:
    """Input is taken again."""
    context: Any = bpy.context
    if _state["held"]:
        _state["held"] = False
        for window in context.window_manager.windows:
            window.cursor_modal_restore()


def escaped() -> bool:
    """Whether a person pressed Esc since."""
    return _state["held"] and _state["escaped"]
