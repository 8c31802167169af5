"""render/start, render/cancel, render/list: jobs that draw shots.

A session with a window renders a copy of its file in a process of its own, so that it stays free to work
with; a session without one draws by itself, and serves other calls between frames.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import bpy

from ...disk import explained
from ...dispatcher import Method
from ...jobs_ledger import Ledger
from ...jobs_queue import RenderQueue
from ...jobs_worker import Worker, worker_command
from ...pump import Steps
from ...session import Session
from ..guard import alone
from .shots import planned, render_shots


def methods(session: Session) -> dict[str, Method]:
    """The part of the wire that renders; it ends with the session."""
    ledger = Ledger(session.id, session.emit)
    if session.background:
        jobs = _OwnJobs(session, ledger)
        start, cancel = alone(session, jobs.start), jobs.cancel
    else:
        command = worker_command(bpy.app.binary_path)
        jobs = RenderQueue(ledger, lambda: Worker(command))
        session.at_end.append(jobs.stop)
        start, cancel = alone(session, lambda params: _queue(jobs, params)), jobs.cancel
    return {
        "render/start": start,
        "render/cancel": Method(lambda p: {"cancelled": cancel(p["job"])}, anywhere=True),
        "render/list": Method(lambda p: ledger.list(p.get("since")), anywhere=True),
    }


def _queue(jobs: RenderQueue, params: dict[str, Any]) -> dict[str, Any]:
    """Queues a job that draws the file as it is now, whatever is done to it later."""
    plan = planned(params)
    jobs.check_room()
    folder = Path(tempfile.mkdtemp(prefix="photoplay-render-"))
    copy = folder / "copy.blend"
    try:
        bpy.ops.wm.save_as_mainfile(filepath=str(copy), copy=True, check_existing=False)
    except (RuntimeError, OSError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise explained(error, folder.parent) from error
    entry = jobs.add(plan, copy)
    return {"job": entry.job, "total": entry.total}


class _OwnJobs:
    """Jobs that this process draws itself, one at a time."""

    def __init__(self, session: Session, ledger: Ledger) -> None:
        self._session, self._ledger = session, ledger
        self._cancelled: set[str] = set()

    def start(self, params: dict[str, Any]) -> dict[str, Any]:
        """Begins a job; the caller sees to it that there is only one."""
        plan = planned(params)
        entry = self._ledger.add(plan)
        self._session.rendering = entry.job
        self._session.pump.add_task(self._steps(entry.job, plan))
        return {"job": entry.job, "total": entry.total}

    def cancel(self, job: str) -> bool:
        """Ends a job after the frames under way; what is drawn stays."""
        running = self._session.rendering == job
        if running:
            self._cancelled.add(job)
        return running

    def _steps(self, job: str, plan: dict[str, Any]) -> Steps[None]:
        self._ledger.begin(job)

        def tell(event: str, params: dict[str, Any]) -> None:
            if event in ("done", "failed"):
                self._session.rendering = ""
                self._cancelled.discard(job)
            self._ledger.tell(job, event, params)

        yield from render_shots(plan, tell, lambda: job in self._cancelled)
