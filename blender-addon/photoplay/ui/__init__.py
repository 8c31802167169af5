"""What a person sees of Photoplay in Blender: a panel in the sidebar, its buttons, the preferences."""

from __future__ import annotations

from typing import Any

import bpy

from . import operators, panel, preferences

_CLASSES = (*preferences.CLASSES, *operators.CLASSES, *panel.CLASSES)


def register() -> None:
    """Makes the classes known to Blender."""
    for kind in _CLASSES:
        bpy.utils.register_class(kind)


def unregister() -> None:
    """Takes them away again, in the opposite order."""
    for kind in reversed(_CLASSES):
        bpy.utils.unregister_class(kind)


def redraw() -> None:
    """Shows the panel anew in every window."""
    context: Any = bpy.context
    manager = context.window_manager
    for window in manager.windows if manager else ():
        for area in window.screen.areas:
            if area.type == "VIEW_3D":
                area.tag_redraw()
