"""stage/apply: a batch of commands as one transaction, and stage/reset."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import bpy

from ..dispatcher import Method
from ..errors import Code, RpcError
from ..jsonrpc import coded
from ..session import Session
from .camera import add_camera
from .describe import state
from .edit import create_edit
from .guard import alone
from .kit_calls import build_actor, build_prop, build_set, finish_light, perform_actor, swing_door
from .scene import append_scene, create_scene

Command = Callable[[dict[str, Any]], Iterable[Any] | None]
"""Carries out a command; returns the objects that it made or changed, to be described to the client."""

COMMANDS: dict[str, Command] = {
    "scene.create": create_scene,
    "set.build": build_set,
    "actor.build": build_actor,
    "actor.perform": perform_actor,
    "prop.build": build_prop,
    "door.swing": swing_door,
    "camera.add": add_camera,
    "light.finish": finish_light,
    "scene.append": append_scene,
    "edit.create": create_edit,
}


def methods(session: Session) -> dict[str, Method]:
    """The stage's part of the wire; only a session without a window is emptied."""
    known = {"stage/apply": alone(session, lambda p: apply(session, p))}
    if session.background:
        known["stage/reset"] = alone(session, lambda p: reset(session))
    return known


def reset(session: Session) -> dict[str, Any]:
    """An empty file."""
    _empty(session)
    return {"state": state(session)}


def apply(session: Session, params: dict[str, Any]) -> dict[str, Any]:
    """Checks all commands, then carries them out in order; on an error everything is as it was before."""
    commands = params["commands"]
    for index, command in enumerate(commands):
        session.schemas.check_command(command, index)
    with tempfile.TemporaryDirectory(prefix="photoplay-") as folder:
        before = None if session.pristine else Path(folder) / "before.blend"
        if before is not None:
            bpy.ops.wm.save_as_mainfile(filepath=str(before), copy=True, check_existing=False)
        for index, command in enumerate(commands):
            try:
                COMMANDS[command["type"]](command)
            except Exception as error:
                _restore(session, before)
                raise _rolled_back(params["label"], index, command, coded(error)) from error
    session.pristine = session.pristine and not commands
    return {"applied": len(commands), "state": state(session), "objects": [], "removed": []}


def _restore(session: Session, before: Path | None) -> None:
    """A session without a window has no undo: what was there is opened again."""
    if before is None:
        _empty(session)
    else:
        bpy.ops.wm.open_mainfile(filepath=str(before), load_ui=False, use_scripts=False)


def _empty(session: Session) -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    session.file, session.pristine = "", True


def _rolled_back(label: str, index: int, command: dict[str, Any], error: RpcError) -> RpcError:
    what = " ".join(str(command[key]) for key in ("type", "scene", "id") if key in command)
    return RpcError(
        Code.ROLLED_BACK,
        f"{label}: command {index} ({what}) failed, nothing was changed: {error.message}",
        **{**error.data, "command": index, "why": int(error.code)},
    )
