"""session/*, snapshot/*: who we are, how we are, and the file."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import bpy

from ..disk import explained
from ..dispatcher import Method
from ..errors import Code, RpcError
from ..pump import Steps
from ..session import PROTOCOL, VERSION, Session
from .describing.describe import state
from .guard import alone, rendering
from .lookup import current_scene
from .window import in_view, running_operators

_BLENDER = list(bpy.app.version)
_AWAY = 1.0
"""Seconds without a tick after which something else must keep Blender's main thread."""
_LAST_WORDS = 0.2
"""Seconds that the answer to session/quit gets to reach its client."""


def methods(session: Session, others: dict[str, Method]) -> dict[str, Method]:
    """Who we are, and the file; `others` are the methods that are served besides."""
    known = {
        "session/hello": Method(lambda p: hello(session, _offered(known | others), p), anywhere=True),
        "session/ping": Method(lambda p: ping(session), anywhere=True),
        "session/status": Method(lambda p: status(session)),
        "session/quit": alone(session, lambda p: quit_session(session, p)),
        "snapshot/save": alone(session, save),
    }
    if session.background:
        known["snapshot/open"] = alone(session, lambda p: open_file(session, p))
    return known


def _offered(methods: dict[str, Method]) -> list[str]:
    return sorted(name for name, method in methods.items() if method.offered)


def hello(session: Session, methods: list[str], params: dict[str, Any]) -> dict[str, Any]:
    """Versions and capabilities, whatever Blender is busy with. A partner of another protocol is refused
    with what to do about it."""
    from .stage.methods import COMMANDS

    if params["protocol"] != PROTOCOL:
        older = "add-on" if params["protocol"] > PROTOCOL else "editor"
        raise RpcError(
            Code.VERSION,
            f"the {older} is older: protocol {PROTOCOL} here, {params['protocol']} there; update the {older}",
        )
    return {
        "protocol": PROTOCOL,
        "addon": VERSION,
        "session": session.id,
        "blender": _BLENDER,
        "background": session.background,
        "capabilities": methods + sorted(COMMANDS),
    }


def ping(session: Session) -> dict[str, Any]:
    """Answered off the main thread."""
    pump = session.pump
    age = pump.tick_age()
    busy = pump.busy or session.rendering
    if not busy and age > _AWAY:
        busy = "Blender itself: a dialog, a render or another add-on"
    return {"tickAge": age, "busy": busy, "waiting": pump.waiting}


def status(session: Session) -> dict[str, Any]:
    """The whole state."""
    scene = current_scene()
    return {
        "state": state(session),
        "pid": os.getpid(),
        "scene": scene.name,
        "frame": scene.frame_current,
        "unsaved": _unsaved(session),
        "rendering": rendering(session),
        "modal": running_operators(),
        "clients": session.clients(),
        "codeAllowed": session.allow_code,
    }


def _unsaved(session: Session) -> bool:
    """What Blender notes by itself is too little right after a file was opened, and too much without a
    window: there even a new file counts as changed."""
    return session.changed or (not session.background and bpy.data.is_dirty)


def quit_session(session: Session, params: dict[str, Any]) -> dict[str, Any]:
    """Ends Blender, once this is answered. RpcError(GATED) when something unsaved would be lost."""
    if _unsaved(session) and not params["discard"]:
        raise RpcError(Code.GATED, "the file has changes that were not saved: save it, or quit with discard")
    session.pump.add_task(_quit(session))
    return {}


def _quit(session: Session) -> Steps[None]:
    until = time.monotonic() + _LAST_WORDS
    while time.monotonic() < until:
        yield
    if session.background:
        session.pump.stop()
        return
    operators: Any = bpy.ops
    with in_view():
        operators.wm.quit_blender()


def save(params: dict[str, Any]) -> dict[str, Any]:
    """Writes a copy of the file beside its place and moves it there whole; compressed it takes a quarter of
    the space and some more time."""
    path = Path(params["path"])
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        bpy.ops.wm.save_as_mainfile(
            filepath=str(part), copy=True, check_existing=False, compress=params.get("compress", False)
        )
        size = part.stat().st_size
        part.replace(path)
    except (RuntimeError, OSError) as error:
        raise explained(error, path.parent) from error
    finally:
        part.unlink(missing_ok=True)
    return {"path": str(path), "bytes": size}


def open_file(session: Session, params: dict[str, Any]) -> dict[str, Any]:
    """Opens a .blend in place of what is there."""
    path = Path(params["path"])
    if not path.is_file():
        raise RpcError(Code.NOT_FOUND, f"there is no file {path}")
    bpy.ops.wm.open_mainfile(filepath=str(path), load_ui=False, use_scripts=False)
    session.file, session.pristine, session.changed = str(path), False, False
    return {"state": state(session)}
