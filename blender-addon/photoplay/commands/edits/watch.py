"""Notices edits by hand as they are made: marks dirty what may be one, compares when the hands are still."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable
from typing import Any

import bpy
from bpy.app.handlers import persistent

from ...session import Session
from .list import list_edits, overrides
from .marks import THINGS

_PAUSE = 0.34
"""Seconds between two comparisons."""
_DRAGS = ("TRANSFORM_OT", "VIEW3D_OT", "NODE_OT", "GRAPH_OT")


class Watch:
    """Tells a session's clients of edits by hand, once for each that is new."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._told = json.dumps([])
        self._why = "edit"
        self._ticking = False

    def changed(self) -> None:
        """Something may have been edited: it is looked at soon. Cheap, as it comes with every redraw."""
        if not self._ticking and any(THINGS in scene for scene in bpy.data.scenes):
            self._ticking = True
            bpy.app.timers.register(self.tick, first_interval=_PAUSE, persistent=True)

    def undone(self) -> None:
        """A person took a step back, or forth."""
        self._why = "undo"
        self.changed()

    def tick(self) -> float | None:
        """Compares, unless hands are at work or a batch is; then it comes again."""
        session = self._session
        if session.rendering or session.pump.busy or _dragging():
            return _PAUSE
        self._ticking = False
        try:
            self._compare()
        except Exception:
            traceback.print_exc()
        return None

    def stop(self) -> None:
        """Looks no more."""
        if bpy.app.timers.is_registered(self.tick):
            bpy.app.timers.unregister(self.tick)

    def _compare(self) -> None:
        why, self._why = self._why, "edit"
        edits = list_edits(None)
        text = json.dumps(edits, sort_keys=True)
        if text != self._told or why == "undo":
            self._told = text
            self._session.emit("edits/changed", {"edits": edits, "overrides": overrides(), "why": why})


def _dragging() -> bool:
    windows: Any = bpy.context.window_manager
    names = [operator.bl_idname for window in windows.windows for operator in window.modal_operators]
    return any(name.startswith(_DRAGS) for name in names)


def attach(session: Session) -> Callable[[], None]:
    """Watches a session's file from now on; the answer ends that."""
    watch = Watch(session)

    @persistent
    def on_change(*_: Any) -> None:
        watch.changed()

    @persistent
    def on_undo(*_: Any) -> None:
        if not session.quiet:
            watch.undone()

    handlers: Any = bpy.app.handlers
    installed = [
        (handlers.depsgraph_update_post, on_change),
        (handlers.undo_post, on_undo),
        (handlers.redo_post, on_undo),
        (handlers.load_post, on_change),
    ]
    for listening, handler in installed:
        listening.append(handler)

    def detach() -> None:
        for listening, handler in installed:
            if handler in listening:
                listening.remove(handler)
        watch.stop()

    return detach
