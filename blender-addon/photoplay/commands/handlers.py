"""What happens to the file without our doing: another one is opened, it is saved, a person undoes."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import bpy
from bpy.app.handlers import persistent

from ..session import Session


def watch(session: Session) -> Callable[[], None]:
    """Follows the file of a session with a window, and tells its clients. Returns what ends that."""

    def loaded(path: str) -> None:
        session.loads += 1
        session.pristine = session.changed = False
        _tell(session, "loaded" if path else "new")

    def saved(path: str) -> None:
        if path == bpy.data.filepath:  # else a copy was written
            session.changed = False
            _tell(session, "saved")

    def undone(_scene: Any) -> None:
        if not session.quiet:
            session.undos += 1
            _tell(session, "undo")

    reactions = {"load_post": loaded, "save_post": saved, "undo_post": undone, "redo_post": undone}
    installed = [(getattr(bpy.app.handlers, name), _safe(session, act)) for name, act in reactions.items()]
    for handlers, handler in installed:
        handlers.append(handler)
    session.file = getattr(bpy.data, "filepath", "")  # not there yet while Blender starts

    def leave() -> None:
        for handlers, handler in installed:
            if handler in handlers:
                handlers.remove(handler)

    return leave


@contextmanager
def quietly(session: Session) -> Iterator[None]:
    """Undo steps inside are no news."""
    session.quiet += 1
    try:
        yield
    finally:
        session.quiet -= 1


def _safe(session: Session, act: Callable[[Any], None]) -> Callable[..., None]:
    """A handler that outlives a file, raises nothing, and sees to it that the pump's timer is there."""

    @persistent
    def handler(first: Any = None, *_: Any) -> None:
        try:
            session.pump.start_timer()
            act(first)
        except Exception:
            traceback.print_exc()

    return handler


def _tell(session: Session, why: str) -> None:
    session.file = bpy.data.filepath
    session.emit("session/changed", {"file": session.file, "why": why})
