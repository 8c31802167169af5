"""snapshot/keep, list, compare, restore, delete: named states of the file to go back to."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import bpy

from ..differences import compare
from ..disk import explained
from ..dispatcher import Method
from ..errors import Code, RpcError
from ..pump import Steps
from ..session import Session
from ..shelf import Shelf, Snapshot, now_text
from .describing.contents import contents, named
from .describing.describe import state
from .guard import alone
from .preserved import preserved
from .session_calls import save
from .window import in_view

_ops: Any = bpy.ops


def methods(session: Session) -> dict[str, Method]:
    """The part of the wire that keeps states of the file."""
    return {
        "snapshot/keep": alone(session, lambda p: keep(session, p)),
        "snapshot/list": Method(lambda p: _list(_shelf(session, p))),
        "snapshot/compare": alone(session, lambda p: compare_with(session, p)),
        "snapshot/restore": alone(session, lambda p: restore(session, p)),
        "snapshot/delete": Method(lambda p: delete(session, p)),
    }


def _shelf(session: Session, params: dict[str, Any]) -> Shelf:
    return Shelf(session.file, params.get("folder"))


def _list(shelf: Shelf) -> dict[str, Any]:
    return {"snapshots": [asdict(snapshot) for snapshot in shelf.all()]}


def keep(session: Session, params: dict[str, Any]) -> dict[str, Any]:
    """Keeps the file as it is now under a name."""
    shelf, name = _shelf(session, params), params["name"].rstrip(" .")
    if shelf.blend(name).exists() and not params.get("replace", False):
        raise RpcError(Code.INVALID_PARAMS, f"name: there is a snapshot {name!r} already", path="name")
    snapshot, pruned = _keep(shelf, name, {name})
    return {"snapshot": asdict(snapshot), "path": str(shelf.blend(name)), "pruned": pruned}


def _keep(shelf: Shelf, name: str, spared: Collection[str]) -> tuple[Snapshot, list[str]]:
    """What is told and the .blend are both written whole before either takes its place."""
    snapshot = Snapshot(
        name=name,
        made=now_text(),
        blender=".".join(str(part) for part in bpy.app.version),
        scenes=[scene.name for scene in bpy.data.scenes],
        objects=len(bpy.data.objects),
    )
    part: Path | None = None
    try:
        shelf.file.parent.mkdir(parents=True, exist_ok=True)
        part = shelf.tell(snapshot, contents())
        save({"path": str(shelf.blend(name)), "compress": True})
        part.replace(shelf.told(name))
    except OSError as error:
        raise explained(error, shelf.file.parent) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)
    return shelf.find(name), shelf.prune(spared)


def compare_with(session: Session, params: dict[str, Any]) -> dict[str, Any]:
    """What came, went and changed since a snapshot was made."""
    shelf, name = _shelf(session, params), params["name"]
    shelf.find(name)
    before = shelf.contents(name)
    if before is None:
        raise RpcError(Code.NOT_FOUND, f"{shelf.told(name).name}, which tells what {name!r} holds, is gone")
    now, names = contents(), _names_in(shelf.blend(name))
    kinds = {kind: named(names[kind]) for kind in now["blocks"] if kind in names}
    return compare({**before, "blocks": kinds}, now)


def _names_in(file: Path) -> dict[str, list[str]]:
    """Names of the data-blocks in another .blend, by kind; none of them is brought here."""
    libraries: Any = bpy.data.libraries
    with libraries.load(str(file), link=False) as (found, _):
        return {kind: list(getattr(found, kind)) for kind in dir(found) if not kind.startswith("_")}


def restore(session: Session, params: dict[str, Any]) -> Steps[dict[str, Any]]:
    """Goes back to a snapshot. How it is now is kept first, and what is saved on disk stays as it is."""
    shelf, name = _shelf(session, params), params["name"]
    shelf.find(name)
    before, _ = _keep(shelf, shelf.free_name(f"before {name}"), {name})
    _ops.wm.open_mainfile(filepath=str(shelf.blend(name)), load_ui=False, use_scripts=False)
    try:
        with _undisturbed(shelf, name):
            _become(shelf.file)
    except (OSError, RuntimeError) as error:
        raise explained(error, shelf.file.parent) from error
    session.file, session.pristine = str(shelf.file), False
    if not session.background:
        yield "its window"  # which takes note that a file was read, and counts it as saved
        with in_view():
            _ops.ed.undo_push(message=f"Restored {name}")  # now it is something to be saved
    return {"state": state(session), "before": asdict(before)}


def _become(file: Path) -> None:
    """Makes the open file that of a path; Blender has no other way than to save it there."""
    preferences: Any = bpy.context.preferences
    with (
        preserved(preferences.filepaths, save_version=0),
        preserved(preferences, is_dirty=preferences.is_dirty),
    ):
        _ops.wm.save_as_mainfile(filepath=str(file), check_existing=False, relative_remap=False)


@contextmanager
def _undisturbed(shelf: Shelf, name: str) -> Iterator[None]:
    """What a person saved is on disk again afterwards; were we killed in between, it would be a snapshot."""
    aside = shelf.blend(shelf.free_name(f"saved before {name}"))
    saved = shelf.file.exists()
    if saved:
        try:
            os.link(shelf.file, aside)
        except OSError:  # a disk without links
            shutil.copy2(shelf.file, aside)
    try:
        yield
    finally:
        if saved:
            aside.replace(shelf.file)


def delete(session: Session, params: dict[str, Any]) -> dict[str, Any]:
    """Removes a snapshot."""
    shelf = _shelf(session, params)
    shelf.find(params["name"])
    try:
        shelf.remove(params["name"])
    except OSError as error:
        raise explained(error, shelf.file.parent) from error
    return _list(shelf)
