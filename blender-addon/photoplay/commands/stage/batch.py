"""stage/apply: a batch of commands as one transaction, in slices when it takes long."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import bpy

from ...dispatcher import Result
from ...errors import Code, RpcError
from ...jsonrpc import coded
from ...pump import Steps
from ...session import Session
from ..actors.keep import together
from ..describing.describe import state
from ..edits.marks import staging
from ..view.playhead import set_playhead
from . import hold, staged
from .touched import Touched
from .undo import transaction

Command = Callable[[dict[str, Any]], Iterable[Any] | None]
"""Carries out a command; returns the objects that it made or changed, to be described to the client."""

_HOLD_AFTER = 0.03
"""Seconds that a batch works before the window takes no more input."""
_PROGRESS_EVERY = 0.1
"""Seconds between two events that tell how far it is."""
_MOST_ANSWERS = 100


def apply(session: Session, known: Mapping[str, Command], params: dict[str, Any]) -> Steps[Result]:
    """Checks all commands, then carries them out in order; on an error everything is as it was before."""
    once = params.get("once", "")
    if once in session.answers:
        return session.answers[once]
    commands = params["commands"]
    for index, command in enumerate(commands):
        session.schemas.check_command(command, index)
        yield
    before = set(bpy.data.objects.keys())
    touched = Touched()
    steps = _carry_out(session, known, params, touched)
    try:
        with transaction(session, params["label"]), staging(params):
            with together():
                yield from steps
            staged.keep(params.get("staged", []))
            if "playhead" in params:
                set_playhead(params["playhead"])
    finally:
        if not session.background:
            hold.release()
    removed = sorted(before - set(bpy.data.objects.keys()))
    answer = {
        "applied": len(commands),
        "state": state(session),
        "objects": touched.described(),
        "removed": removed[:200],
    }
    if once:
        session.answers[once] = answer
        while len(session.answers) > _MOST_ANSWERS:
            session.answers.popitem(last=False)
    return answer


def _carry_out(
    session: Session, known: Mapping[str, Command], params: dict[str, Any], touched: Touched
) -> Steps[None]:
    label, commands = params["label"], params["commands"]
    began = told = time.monotonic()
    loads, undos, held = session.loads, session.undos, False
    for index, command in enumerate(commands):
        try:
            _still_ours(session, loads, undos)
            touched.add(known[command["type"]](command) or ())
        except Exception as error:
            raise _rolled_back(label, index, command, coded(error)) from error
        now = time.monotonic()
        if not (held or session.background) and now - began > _HOLD_AFTER:
            hold.hold()
            held = True
        if now - told > _PROGRESS_EVERY:
            session.emit("stage/progress", {"label": label, "applied": index + 1, "total": len(commands)})
            told = now
        if index + 1 < len(commands):
            yield


def _still_ours(session: Session, loads: int, undos: int) -> None:
    if session.loads != loads:
        raise RpcError(Code.CANCELLED, "another file was opened meanwhile")
    if session.undos != undos:
        raise RpcError(Code.CANCELLED, "something was undone meanwhile")
    if hold.escaped():
        raise RpcError(Code.CANCELLED, "stopped with Esc in Blender")


def _rolled_back(label: str, index: int, command: dict[str, Any], error: RpcError) -> RpcError:
    what = " ".join(str(command[key]) for key in ("type", "scene", "id") if key in command)
    return RpcError(
        Code.ROLLED_BACK,
        f"{label}: command {index} ({what}) failed, nothing was changed: {error.message}",
        **{**error.data, "command": index, "why": int(error.code)},
    )
