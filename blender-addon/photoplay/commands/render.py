"""render/start, render/cancel: a job draws shots frame by frame; other calls are served in between."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import bpy

from ..errors import Code, RpcError
from ..jsonrpc import coded
from ..pump import Steps
from ..session import Session
from .aim import aimed
from .lookup import find_camera, find_scene, show_scene
from .render_tiers import extension, prepare


def start(session: Session, params: dict[str, Any]) -> dict[str, Any]:
    """Begins a job. One at a time: RpcError(BUSY) while another runs."""
    if session.rendering:
        raise RpcError(Code.BUSY, f"{session.rendering} is being rendered")
    scene = find_scene(params["scene"])
    for shot in params["shots"]:
        find_camera(scene, shot["id"])
    session.jobs += 1
    job = f"{session.id}-{session.jobs}"
    session.rendering = job
    session.pump.add_task(_Rendering(session, job, params).steps())
    return {"job": job}


def cancel(session: Session, params: dict[str, Any]) -> dict[str, Any]:
    """Ends a job after the frame under way; its frames stay. Answered on the socket's thread."""
    running = session.rendering == params["job"]
    if running:
        session.cancelled.add(params["job"])
    return {"cancelled": running}


class _Rendering:
    """One job's progress."""

    def __init__(self, session: Session, job: str, params: dict[str, Any]) -> None:
        self.session, self.job, self.params = session, job, params
        self.total = sum(len(shot["frames"]) for shot in params["shots"])
        self.rendered = self.kept = 0
        self.shot, self.frame = params["shots"][0]["id"], params["shots"][0]["frames"][0]

    def steps(self) -> Steps:
        """Draws a frame a step and tells of each; ends with render/done or render/failed."""
        began = time.monotonic()
        try:
            yield from self._shots()
        except Exception as error:
            failure = coded(error)
            self._emit(
                "failed", code=int(failure.code), message=failure.message, shot=self.shot, frame=self.frame
            )
        else:
            seconds = time.monotonic() - began
            self._emit("done", rendered=self.rendered, kept=self.kept, seconds=seconds)

    def _emit(self, event: str, **params: Any) -> None:
        if event in ("done", "failed"):
            self.session.rendering = ""
            self.session.cancelled.discard(self.job)
        self.session.emit(f"render/{event}", {"job": self.job, **params})

    def _shots(self) -> Steps:
        scene = find_scene(self.params["scene"])
        show_scene(scene)
        restore = prepare(scene, self.params["tier"])
        try:
            for shot in self.params["shots"]:
                self.shot = shot["id"]
                done = self.rendered + self.kept
                self._emit("progress", shot=self.shot, done=done, total=self.total)
                with aimed(scene, find_camera(scene, self.shot)):
                    yield from self._frames(scene, shot)
        finally:
            restore()

    def _frames(self, scene: Any, shot: dict[str, Any]) -> Steps:
        directory = Path(shot["directory"])
        directory.mkdir(parents=True, exist_ok=True)
        ending = extension(self.params["tier"])
        for index, frame in enumerate(shot["frames"], 1):
            yield
            if self.job in self.session.cancelled:
                raise RpcError(Code.CANCELLED, "cancelled")
            self.frame = frame
            began = time.monotonic()
            file = directory / f"{index:04d}{ending}"
            kept = file.is_file()
            if not kept:
                scene.frame_set(frame)
                _draw(scene, file)
            self.kept += kept
            self.rendered += not kept
            seconds = time.monotonic() - began
            self._emit("frame", shot=self.shot, frame=frame, file=str(file), kept=kept, seconds=seconds)


def _draw(scene: Any, file: Path) -> None:
    """Draws the scene's frame; the file appears whole or not at all."""
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    scene.render.filepath = str(part)
    try:
        bpy.ops.render.render(write_still=True, scene=scene.name)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
