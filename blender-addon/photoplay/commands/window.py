"""Blender's window as a timer has to find it: nothing is said of the context there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import bpy

_EDITS = {"UNDO", "BLOCKING"}
"""Options of operators that hold on to the things they work at until they are through."""


def main_window() -> Any:
    """The first of Blender's own windows; None in a Blender without any."""
    manager: Any = bpy.context.window_manager
    windows = list(manager.windows) if manager else []
    return next((window for window in windows if window.parent is None), windows[0] if windows else None)


@contextmanager
def in_view() -> Iterator[None]:
    """The context of the largest 3D view, of whichever window has one; else of the main window alone."""
    context: Any = bpy.context
    found = [
        (area.width * area.height, window, area)
        for window in context.window_manager.windows
        for area in window.screen.areas
        if area.type == "VIEW_3D"
    ]
    if found:
        _, window, area = max(found, key=lambda entry: entry[0])
        region = next(region for region in area.regions if region.type == "WINDOW")
        with context.temp_override(window=window, area=area, region=region):
            yield
    else:
        with context.temp_override(window=main_window()):
            yield


def running_operators() -> list[str]:
    """The modal operators of all windows, by their identifiers."""
    return [operator.bl_idname for operator in _modal()]


def editing_operator() -> str:
    """A modal operator in the middle of changing something, such as a drag; empty when there is none."""
    return next((o.bl_idname for o in _modal() if _EDITS & set(o.bl_options)), "")


def _modal() -> list[Any]:
    context: Any = bpy.context
    manager = context.window_manager
    return [operator for window in manager.windows for operator in window.modal_operators] if manager else []
