"""Photoplay in Blender: takes what a screenplay's film is made of, stages, films and renders it.

The package itself imports nothing of Blender's: the server, the dispatcher and the checks run without it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .server import Server
    from .session import Session

_running: tuple[Session, Server, tuple[Callable[[], None], ...]] | None = None


def register() -> None:
    """Blender turns the add-on on: a session that editors find by its file in the user's folder."""
    global _running
    import bpy

    from .commands.handlers import watch
    from .commands.stage.hold import PHOTOPLAY_OT_hold
    from .commands.view.playhead_watch import attach
    from .presence import appear
    from .server import new_token
    from .wiring import start_session

    if bpy.app.background or _running is not None:
        return
    token = new_token()
    session, server = start_session(token, background=False)
    bpy.utils.register_class(PHOTOPLAY_OT_hold)
    session.pump.start_timer()
    leaves = (watch(session), attach(session), appear(session, server.port, token))
    _running = session, server, leaves
    _show(session)


def _show(session: Session | None) -> None:
    """The panel comes with a session and goes with it."""
    from . import ui
    from .commands.film import on_change
    from .ui import current, preferences

    current.attach(session)
    if session is None:
        on_change.clear()
        ui.unregister()
        return
    ui.register()
    session.allow_code = preferences.code_allowed()
    on_change.append(ui.redraw)


def unregister() -> None:
    """Blender turns the add-on off: the port closes, the file goes."""
    global _running
    if _running is None:
        return
    import bpy

    from .commands.stage.hold import PHOTOPLAY_OT_hold

    session, server, leaves = _running
    _running = None
    session.pump.stop_timer()  # takes back what is half done
    _show(None)
    for leave in leaves:
        leave()
    session.end()
    server.stop()
    bpy.utils.unregister_class(PHOTOPLAY_OT_hold)
