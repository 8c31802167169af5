"""A session that editors find: announced while it runs, with the file that is open in it."""

from __future__ import annotations

import atexit
import os
from collections.abc import Callable
from typing import Any

import bpy
from bpy.app.handlers import persistent

from .discovery import announce, prune, withdraw
from .session import VERSION, Session

_HANDLERS = ("load_post", "save_post")


def appear(session: Session, port: int, token: str) -> Callable[[], None]:
    """Announces the session, anew whenever another file is opened or saved. Returns what ends that."""
    details: dict[str, Any] = {
        "pid": os.getpid(),
        "port": port,
        "token": token,
        "session": session.id,
        "addon": VERSION,
        "blender": list(bpy.app.version),
        "file": getattr(bpy.data, "filepath", ""),  # not there yet while Blender starts
        "background": session.background,
    }
    mark = os.environ.get("PHOTOPLAY_LAUNCH")
    if mark:
        details["launch"] = mark
    path = announce(details)
    prune(path.parent)
    atexit.register(withdraw, path)

    @persistent
    def follow(*_: Any) -> None:
        if details["file"] != bpy.data.filepath:
            details["file"] = bpy.data.filepath
            announce(details)

    for name in _HANDLERS:
        getattr(bpy.app.handlers, name).append(follow)

    def leave() -> None:
        for name in _HANDLERS:
            handlers = getattr(bpy.app.handlers, name)
            if follow in handlers:
                handlers.remove(follow)
        atexit.unregister(withdraw)
        withdraw(path)

    return leave
