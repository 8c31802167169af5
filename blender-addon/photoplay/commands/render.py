"""render/start, render/cancel: a job draws shots frame by frame; other calls are served in between."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from ..disk import explained
from ..dispatcher import Method
from ..errors import Code, RpcError
from ..jsonrpc import coded
from ..pump import Steps
from ..session import Session
from .aim import aimed
from .draw import draw, even_runs
from .guard import alone
from .lookup import find_camera, find_scene, show_scene
from .render_tiers import extension, fit_to_shot, frames_at_once, prepare


def methods(session: Session) -> dict[str, Method]:
    """Rendering blocks: only a session without a window renders by itself."""
    if not session.background:
        return {}
    return {
        "render/start": alone(session, lambda p: start(session, p)),
        "render/cancel": Method(lambda p: cancel(session, p), anywhere=True),
    }


def start(session: Session, params: dict[str, Any]) -> dict[str, Any]:
    """Begins a job; the caller sees to it that there is only one."""
    scene = find_scene(params["scene"])
    for index, shot in enumerate(params["shots"]):
        find_camera(scene, shot["id"])
        if shot["frames"] != sorted(set(shot["frames"])):
            path = f"shots[{index}].frames"
            raise RpcError(Code.INVALID_PARAMS, f"{path}: must ascend", path=path)
    session.jobs += 1
    job = f"{session.id}-{session.jobs}"
    session.rendering = job
    session.pump.add_task(_Rendering(session, job, params).steps())
    return {"job": job}


def cancel(session: Session, params: dict[str, Any]) -> dict[str, Any]:
    """Ends a job after the frames under way; what is drawn stays. Answered on the socket's thread."""
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
        """Draws some frames a step and tells of each; ends with render/done or render/failed."""
        began = time.monotonic()
        try:
            yield from self._shots()
        except Exception as error:
            failure = coded(explained(error, Path(self.params["shots"][0]["directory"])))
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
                    fit_to_shot(scene, self.params["tier"])
                    yield from self._frames(scene, shot)
        finally:
            restore()

    def _frames(self, scene: Any, shot: dict[str, Any]) -> Steps:
        directory, ending = Path(shot["directory"]), extension(self.params["tier"])
        directory.mkdir(parents=True, exist_ok=True)
        files = {frame: directory / f"{i:04d}{ending}" for i, frame in enumerate(shot["frames"], 1)}
        for frame, file in files.items():
            if file.is_file():
                self._tell(frame, file, kept=True, seconds=0.0)
        missing = [frame for frame, file in files.items() if not file.is_file()]
        for run in even_runs(missing, frames_at_once(self.params["tier"])):
            yield
            if self.job in self.session.cancelled:
                raise RpcError(Code.CANCELLED, "cancelled")
            self.frame = run[0]
            draw(scene, run, files, lambda frame, seconds: self._tell(frame, files[frame], False, seconds))

    def _tell(self, frame: int, file: Path, kept: bool, seconds: float) -> None:
        self.kept += kept
        self.rendered += not kept
        self._emit("frame", shot=self.shot, frame=frame, file=str(file), kept=kept, seconds=seconds)
