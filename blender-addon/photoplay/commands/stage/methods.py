"""stage/*: the commands that a batch may hold, and undo."""

from __future__ import annotations

from typing import Any

from ...dispatcher import Method, Result
from ...errors import Code, RpcError
from ...session import Session
from ..actors import commands as actors
from ..animation import commands as animation
from ..describing.describe import state
from ..files import commands as files
from ..filming.camera import add_camera
from ..filming.edit import create_edit
from ..filming.kit_calls import build_actor, build_prop, build_set, finish_light, perform_actor, swing_door
from ..filming.own import bring
from ..filming.remove import remove_scene, remove_thing
from ..filming.scene import append_scene, create_scene, rename_scene
from ..guard import alone
from ..looks import commands as looks
from ..objects import commands as objects
from ..sequence import commands as sequence
from .batch import Command, apply
from .staged import staged
from .undo import empty, move

COMMANDS: dict[str, Command] = {
    "scene.create": create_scene,
    "set.build": build_set,
    "actor.build": build_actor,
    "actor.perform": perform_actor,
    "prop.build": build_prop,
    "door.swing": swing_door,
    "camera.add": add_camera,
    "light.finish": finish_light,
    "thing.remove": remove_thing,
    "thing.bring": bring,
    "scene.rename": rename_scene,
    "scene.remove": remove_scene,
    "scene.append": append_scene,
    "edit.create": create_edit,
    **objects.COMMANDS,
    **looks.COMMANDS,
    **animation.COMMANDS,
    **files.COMMANDS,
    **actors.COMMANDS,
    **sequence.COMMANDS,
}


def methods(session: Session) -> dict[str, Method]:
    """The stage's part of the wire; only a session without a window is emptied, only one with a window
    undoes."""
    known = {
        "stage/apply": alone(session, lambda p: apply(session, COMMANDS, p)),
        "stage/staged": Method(lambda _: staged()),
    }
    if session.background:
        return known | {
            "stage/reset": alone(session, lambda _: reset(session)),
            "stage/undo": Method(_no_undo, offered=False),
            "stage/redo": Method(_no_undo, offered=False),
        }
    return known | {
        "stage/undo": alone(session, lambda p: move(session, "undo", p["steps"])),
        "stage/redo": alone(session, lambda p: move(session, "redo", p["steps"])),
    }


def reset(session: Session) -> Result:
    """An empty file."""
    empty(session)
    return {"state": state(session)}


def _no_undo(_params: dict[str, Any]) -> Result:
    raise RpcError(
        Code.GATED, "Blender without a window has no undo: keep a snapshot, and restore that (snapshot/*)"
    )
