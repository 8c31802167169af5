"""Transactions: what a batch changes becomes one undo step, or is taken back whole.

With a window this is Blender's own undo. Blender's undo compares two steps of its history and leaves alone
in memory what is the same in both; so half a batch, of which no step knows, would stay where it is. To take
it back, the step that was current is read again whole: one step back and forth with the comparison off. The
history is then as it was, with what could be redone. A session without a window has no undo: it opens what
it saved before.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import bpy

from ...dispatcher import Result
from ...errors import Code, RpcError
from ...pump import Steps
from ...session import Session
from ..describing.describe import state
from ..handlers import quietly
from ..window import in_view

_ops: Any = bpy.ops
_BASE = "Before Photoplay"
_MARK = "photoplay half done"
_COMPATIBLE_MODES = ("OBJECT", "POSE")
"""Modes whose undo steps hold the whole file."""


@contextmanager
def transaction(session: Session, label: str) -> Iterator[None]:
    """What is done inside is one undo step of that name; when it raises, everything is as it was before."""
    with _snapshot(session) if session.background else _undo_step(session, label):
        yield


@contextmanager
def _undo_step(session: Session, label: str) -> Iterator[None]:
    context: Any = bpy.context
    edit = context.preferences.edit
    if not edit.use_global_undo or edit.undo_steps < 2:
        raise RpcError(
            Code.GATED, "Global Undo is off in Blender's preferences: no batch could be taken back"
        )
    mode = _leave_mode()
    with in_view():
        if not _ops.ed.undo.poll():
            _ops.ed.undo_push(message=_BASE)
    frames = {scene.name: (scene.frame_current, scene.frame_subframe) for scene in bpy.data.scenes}
    loads = session.loads
    try:
        yield
    except BaseException:
        if session.loads == loads:
            with quietly(session):
                _take_back(label)
            _go_to(frames)
            _enter_mode(mode)
        raise
    if session.loads == loads:
        with in_view():
            _ops.ed.undo_push(message=label)
        _enter_mode(mode)
        session.changed = True


def _take_back(label: str) -> None:
    """Reads the current step of the history again. Where that step does not hold the whole file (somebody
    just wrote in the text editor), the mark of the half batch stays: then the half becomes a step, and is
    undone."""
    bpy.data.texts.new(_MARK)
    with in_view(), _whole_steps():
        if _ops.ed.undo.poll():
            _ops.ed.undo()
            _ops.ed.redo()
        elif _ops.ed.redo.poll():
            _ops.ed.redo()
            _ops.ed.undo()
        if _MARK not in bpy.data.texts:
            return
        _ops.ed.undo_push(message=label)
        _ops.ed.undo()
        _ops.ed.undo_push(message=f"{label} (taken back)")  # so that nobody can redo the half


@contextmanager
def _whole_steps() -> Iterator[None]:
    """Undo steps are read whole, as Blender did before it compared them."""
    preferences: Any = bpy.context.preferences
    changed, developer = preferences.is_dirty, preferences.view.show_developer_ui
    legacy = preferences.experimental.use_undo_legacy
    preferences.view.show_developer_ui = preferences.experimental.use_undo_legacy = True
    try:
        yield
    finally:
        preferences.view.show_developer_ui = developer
        preferences.experimental.use_undo_legacy = legacy
        preferences.is_dirty = changed


def _leave_mode() -> str:
    """Leaves the modes whose undo steps hold one mesh only, as its own step; returns the mode, or nothing."""
    with in_view():
        thing: Any = bpy.context.object
        mode = thing.mode if thing else "OBJECT"
        if mode in _COMPATIBLE_MODES:
            return ""
        _ops.object.mode_set(mode="OBJECT")
        _ops.ed.undo_push(message="Object Mode")
        return mode


def _enter_mode(mode: str) -> None:
    with in_view():
        if mode and bpy.context.object and _ops.object.mode_set.poll():
            _ops.object.mode_set(mode=mode)


def _go_to(frames: dict[str, tuple[int, float]]) -> None:
    """Playheads are moved without undo steps: they go back to where they were seen last."""
    for name, (frame, subframe) in frames.items():
        scene = bpy.data.scenes.get(name)
        if scene is not None and (scene.frame_current, scene.frame_subframe) != (frame, subframe):
            scene.frame_set(frame, subframe=subframe)


@contextmanager
def _snapshot(session: Session) -> Iterator[None]:
    with tempfile.TemporaryDirectory(prefix="photoplay-") as folder:
        before = None if session.pristine else Path(folder) / "before.blend"
        if before is not None:
            _ops.wm.save_as_mainfile(filepath=str(before), copy=True, check_existing=False)
        try:
            yield
        except BaseException:
            if before is None:
                empty(session)
            else:
                _ops.wm.open_mainfile(filepath=str(before), load_ui=False, use_scripts=False)
            raise
    session.pristine, session.changed = False, True


def empty(session: Session) -> None:
    """An empty file, in a session without a window."""
    _ops.wm.read_factory_settings(use_empty=True)
    session.file, session.pristine, session.changed = "", True, False


def move(session: Session, direction: str, steps: int) -> Steps[Result]:
    """stage/undo and stage/redo: as many steps as there are, at most those asked for."""
    done = 0
    operator = getattr(_ops.ed, direction)
    with quietly(session):
        while done < steps:
            with in_view():
                if not operator.poll():
                    break
                operator()
            done += 1
            yield
    session.undos += done
    if done:
        session.emit("session/changed", {"file": session.file, "why": "undo"})
    return {"done": done, "state": state(session)}
