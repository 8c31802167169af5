"""Render jobs of an open session, one after the other, each drawn by another process from a copy of the file.

A thread of the queue's own hears the worker, so that Blender's main thread is free. Knows nothing of Blender.
"""

from __future__ import annotations

import contextlib
import shutil
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .disk import explained
from .errors import Code, RpcError
from .jobs_ledger import Entry, Ledger
from .jobs_worker import Worker
from .jsonrpc import coded

_MOST_WAITING = 100
_IDLE = 60.0
"""Seconds that a worker is kept warm for the next job."""


@dataclass
class _Task:
    entry: Entry
    plan: dict[str, Any]
    copy: Path
    cancelled: bool = False


class RenderQueue:
    """`start` makes a worker; a job's copy lies in a folder of its own, which goes when the job has ended."""

    def __init__(self, ledger: Ledger, start: Callable[[], Worker], idle: float = _IDLE) -> None:
        self._ledger, self._start, self._idle = ledger, start, idle
        self._change = threading.Condition()
        self._waiting: deque[_Task] = deque()
        self._running: _Task | None = None
        self._worker: Worker | None = None
        self._thread: threading.Thread | None = None
        self._stopped = False

    def check_room(self) -> None:
        """Raises RpcError(BUSY) when too many jobs wait."""
        if len(self._waiting) >= _MOST_WAITING:
            raise RpcError(Code.BUSY, f"{_MOST_WAITING} jobs wait already")

    def add(self, plan: dict[str, Any], copy: Path) -> Entry:
        """Queues a job that draws from `copy`, a .blend in a folder that is the job's from now on."""
        with self._change:
            entry = self._ledger.add(plan)
            self._waiting.append(_Task(entry, plan, copy))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="photoplay-jobs", daemon=True)
                self._thread.start()
            self._change.notify()
            return entry

    def cancel(self, job: str) -> bool:
        """Ends a job that waits or runs; False when there is none."""
        with self._change:
            if self._running is not None and self._running.entry.job == job:
                if self._running.entry.ended:
                    return False
                self._running.cancelled = True
                if self._worker is not None:
                    self._worker.kill()
                return True
            task = next((task for task in self._waiting if task.entry.job == job), None)
            if task is None:
                return False
            self._waiting.remove(task)
        self._end_unstarted(task)
        return True

    def stop(self) -> None:
        """Cancels all there is and ends the worker; waits for that, a few seconds at most."""
        with self._change:
            self._stopped = True
            waiting, running = list(self._waiting), self._running
            self._waiting.clear()
            self._change.notify()
        for task in waiting:
            self._end_unstarted(task)
        if running is not None:
            self.cancel(running.entry.job)
        if self._thread is not None:
            self._thread.join(5)

    def _end_unstarted(self, task: _Task) -> None:
        self._ledger.fail(task.entry.job, Code.CANCELLED, "cancelled before it began")
        shutil.rmtree(task.copy.parent, ignore_errors=True)

    def _run(self) -> None:
        while (task := self._next()) is not None:
            try:
                self._perform(task)
            except Exception as error:
                failure = coded(explained(error, _directory(task)))
                self._ledger.fail(task.entry.job, failure.code, failure.message)
            shutil.rmtree(task.copy.parent, ignore_errors=True)
        self._let_go()

    def _next(self) -> _Task | None:
        """The next job; lets a worker go that was idle for long. None when the queue was stopped."""
        with self._change:
            self._running = None
            while not self._waiting:
                if self._stopped:
                    return None
                if not self._change.wait(self._idle if self._worker is not None else None):
                    self._let_go()
            self._running = self._waiting.popleft()
            return self._running

    def _let_go(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.close()

    def _perform(self, task: _Task) -> None:
        job, ledger = task.entry.job, self._ledger
        worker = self._engage(task)
        ledger.begin(job)
        for event, params in worker.perform({**task.plan, "job": job, "file": str(task.copy)}):
            ledger.tell(job, event, params)
            if event in ("done", "failed"):
                return
        self._worker = None
        farewell = worker.farewell()
        _clear(task, worker.pid)
        if task.cancelled:
            ledger.fail(job, Code.CANCELLED, "cancelled")
        else:
            ledger.fail(
                job,
                Code.BLENDER,
                f"the process that renders ended {farewell}; started again with the same folders, the job "
                "goes on from the frames that are there",
            )

    def _engage(self, task: _Task) -> Worker:
        """The warm worker, or a new one."""
        if self._worker is not None and self._worker.ended:
            self._let_go()
        if self._worker is None:
            self._worker = self._start()
        with self._change:
            if task.cancelled:
                self._worker.kill()
        return self._worker


def _directory(task: _Task) -> Path:
    return Path(task.plan["shots"][0]["directory"])


def _clear(task: _Task, pid: int) -> None:
    """Takes away what a worker that was ended had half written."""
    for shot in task.plan["shots"]:
        with contextlib.suppress(OSError):
            for part in Path(shot["directory"]).glob(f".{pid}.part.*"):
                part.unlink(missing_ok=True)
