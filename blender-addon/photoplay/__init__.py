"""Photoplay in Blender: takes what a screenplay's film is made of, stages, films and renders it.

The package itself imports nothing of Blender's: the server, the dispatcher and the checks run without it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .server import Server
    from .session import Session

_running: tuple[Session, Server, Path] | None = None


def register() -> None:
    """Blender turns the add-on on: a session that editors find by its file in the user's folder."""
    global _running
    import os

    import bpy

    from .discovery import announce
    from .server import new_token
    from .session import VERSION
    from .wiring import start_session

    if bpy.app.background or _running is not None:
        return
    token = new_token()
    session, server = start_session(token, background=False)
    session.pump.start_timer()
    path = announce(
        {
            "pid": os.getpid(),
            "port": server.port,
            "token": token,
            "session": session.id,
            "addon": VERSION,
            "blender": list(bpy.app.version),
            "file": bpy.data.filepath if hasattr(bpy.data, "filepath") else "",
            "background": False,
        }
    )
    _running = session, server, path


def unregister() -> None:
    """Blender turns the add-on off: the port closes, the file goes."""
    global _running
    from .discovery import withdraw

    if _running is None:
        return
    session, server, path = _running
    _running = None
    withdraw(path)
    session.pump.stop_timer()
    server.stop()
