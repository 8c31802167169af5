"""playhead/changed: told when somebody scrubs or plays."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import bpy
from bpy.app.handlers import persistent

from ...adapter import sequencer_strips
from ...pump import Steps
from ...session import Session
from ..lookup import SHOT, cameras
from ..window import main_window

_APART = 0.05
"""Seconds between two events at the least."""

_hushed = 0


@contextmanager
def unheard() -> Iterator[None]:
    """Changes of frame inside are our own: whoever asked for them need not be told, and no echo can arise."""
    global _hushed
    _hushed += 1
    try:
        yield
    finally:
        _hushed -= 1


def playhead(scene: Any) -> dict[str, Any]:
    """Where Blender is on a scene's clock (Playhead)."""
    return {
        "scene": scene.name,
        "frame": scene.frame_current,
        "shot": shot_at(scene, scene.frame_current),
        "playing": playing(),
    }


def playing() -> bool:
    """Whether a window plays."""
    manager: Any = bpy.context.window_manager
    return any(window.screen.is_animation_playing for window in (manager.windows if manager else ()))


def shot_at(scene: Any, frame: int) -> str:
    """The shot whose window holds the frame, or empty. Of several it is the one whose camera films, else the
    one that began last; in the cut it is the one whose strip lies there."""
    holding = [c for c in cameras(scene) if c["photoplay_in"] <= frame < c["photoplay_out"]]
    if holding:
        return str((scene.camera if scene.camera in holding else holding[-1])[SHOT])
    editor = scene.sequence_editor
    strips = [s for s in sequencer_strips(editor) if s.type == "SCENE"] if editor is not None else []
    cut = [
        s for s in strips if s.frame_final_start <= frame < s.frame_final_end and s.scene_camera is not None
    ]
    return str(cut[0].scene_camera.get(SHOT, "")) if cut else ""


class Watch:
    """Follows the window's playhead for a session. What is told last is where the playhead is."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._last: dict[str, Any] | None = None
        self._told = 0.0
        self._waiting = self._rendering = False

    def renders(self, begun: bool) -> None:
        """A render goes from frame to frame by itself, here or on a thread of its own."""
        self._rendering = begun

    def moved(self, scene: Any) -> None:
        """Takes note of a change; a render's own changes of frame, and those of other scenes, are none."""
        if _hushed or self._waiting or self._rendering:
            return
        window = main_window()
        if window is None or window.scene != scene:
            return
        if time.monotonic() - self._told >= _APART:
            self._tell()
        else:
            self._waiting = True
            self._session.pump.add_task(self._tell_later())

    def settle(self, now: dict[str, Any] | None = None) -> None:
        """A client knows where the playhead is: what waited to be told is overtaken."""
        self._waiting, self._last = False, now

    def _tell_later(self) -> Steps[None]:
        while self._waiting and time.monotonic() - self._told < _APART:
            yield
        if self._waiting:
            self._waiting = False
            self._tell()

    def _tell(self) -> None:
        window = main_window()
        if window is None:
            return
        now = playhead(window.scene)
        if now != self._last:
            self._last, self._told = now, time.monotonic()
            self._session.emit("playhead/changed", now)


_watch: Watch | None = None


def settle(scene: Any) -> dict[str, Any]:
    """The playhead after a client moved it; what was about to be told before is not any more."""
    now = playhead(scene)
    if _watch is not None:
        _watch.settle(now)
    return now


def attach(session: Session) -> Callable[[], None]:
    """Begins to tell a session's clients. Returns what ends that."""
    global _watch
    watch = _watch = Watch(session)
    reactions: dict[str, Callable[[Any], None]] = {
        "frame_change_post": watch.moved,
        "animation_playback_pre": watch.moved,
        "animation_playback_post": watch.moved,
        "render_init": lambda _: watch.renders(True),
        "render_complete": lambda _: watch.renders(False),
        "render_cancel": lambda _: watch.renders(False),
    }
    installed = [(getattr(bpy.app.handlers, name), _safe(act)) for name, act in reactions.items()]
    for handlers, handler in installed:
        handlers.append(handler)

    def detach() -> None:
        global _watch
        watch.settle()
        if _watch is watch:
            _watch = None
        for handlers, handler in installed:
            if handler in handlers:
                handlers.remove(handler)

    return detach


def _safe(act: Callable[[Any], None]) -> Callable[..., None]:
    @persistent
    def handler(scene: Any = None, *_: Any) -> None:
        try:
            act(scene)
        except Exception:
            traceback.print_exc()

    return handler
