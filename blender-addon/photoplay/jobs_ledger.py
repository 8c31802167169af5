"""What render jobs there are and what they told: kept for clients that ask, or come back from elsewhere.

Knows nothing of Blender; any thread may ask and tell.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .errors import Code

_ENDED_JOBS = 100
_EVENTS = 10_000
"""Kept of those that ended, and of what was told: some megabytes."""

Emit = Callable[[str, dict[str, Any]], None]


@dataclass
class Entry:
    """A job as it stands; `shot` and `frame` are where it is."""

    job: str
    scene: str
    tier: str
    shots: list[str]
    total: int
    state: str = "queued"
    done: int = 0
    began: float = 0.0
    seconds: float = 0.0
    error: dict[str, Any] | None = None
    shot: str = ""
    frame: int = 0

    @property
    def ended(self) -> bool:
        """Whether nothing more will be told of it."""
        return self.state not in ("queued", "running")

    def described(self) -> dict[str, Any]:
        """RenderJob of the schema."""
        known = {
            key: getattr(self, key) for key in ("job", "scene", "tier", "shots", "state", "done", "total")
        }
        known["seconds"] = time.monotonic() - self.began if self.state == "running" else self.seconds
        return known if self.error is None else {**known, "error": self.error}


class Ledger:
    """The jobs of a session; `emit(event, params)` tells its clients."""

    def __init__(self, session: str, emit: Emit) -> None:
        self._session, self._emit = session, emit
        self._lock = threading.Lock()
        self._entries: dict[str, Entry] = {}
        self._events: deque[dict[str, Any]] = deque(maxlen=_EVENTS)
        self._jobs = self._sequence = 0

    def add(self, plan: dict[str, Any]) -> Entry:
        """Enters a job that waits; `plan` is a whole render/start: scene, tier, shots with frames."""
        with self._lock:
            self._jobs += 1
            shots = plan["shots"]
            entry = Entry(
                f"{self._session}-{self._jobs}",
                plan["scene"],
                plan["tier"],
                [shot["id"] for shot in shots],
                sum(len(shot["frames"]) for shot in shots),
                shot=shots[0]["id"],
                frame=shots[0]["frames"][0],
            )
            self._entries[entry.job] = entry
            return entry

    def begin(self, job: str) -> None:
        """The job runs from now on."""
        with self._lock:
            entry = self._entries[job]
            entry.state, entry.began = "running", time.monotonic()

    def tell(self, job: str, event: str, params: dict[str, Any]) -> None:
        """Notes what a job has to say and tells it to all; `event` is progress, frame, done or failed. Once a
        job has ended nothing more is told of it."""
        with self._lock:
            entry = self._entries.get(job)
            if entry is None or entry.ended:
                return
            _note(entry, event, params)
            self._sequence += 1
            numbered = {"job": job, "sequence": self._sequence, **params}
            told = {"event": f"render/{event}", "params": numbered}
            self._events.append(told)
            self._emit(told["event"], told["params"])
            if entry.ended:
                self._forget()

    def fail(self, job: str, code: Code, message: str) -> None:
        """Ends a job where it is."""
        with self._lock:
            entry = self._entries[job]
        at = {"shot": entry.shot, "frame": entry.frame}
        self.tell(job, "failed", {"code": int(code), "message": message, **at})

    def list(self, since: int | None) -> dict[str, Any]:
        """The answer to render/list; no events when `since` is None."""
        with self._lock:
            first = self._events[0]["params"]["sequence"] if self._events else self._sequence + 1
            after = self._sequence if since is None else since
            return {
                "jobs": [entry.described() for entry in self._entries.values()],
                "last": self._sequence,
                "missed": after + 1 < first,
                "events": [told for told in self._events if told["params"]["sequence"] > after],
            }

    def _forget(self) -> None:
        ended = [entry.job for entry in self._entries.values() if entry.ended]
        for job in ended[:-_ENDED_JOBS]:
            del self._entries[job]


def _note(entry: Entry, event: str, params: dict[str, Any]) -> None:
    if event == "progress":
        entry.shot = params["shot"]
    elif event == "frame":
        entry.frame, entry.done = params["frame"], entry.done + 1
    else:
        entry.seconds = time.monotonic() - entry.began if entry.state == "running" else 0.0
        entry.state = "done"
        if event == "failed":
            entry.state = "cancelled" if params["code"] == Code.CANCELLED else "failed"
            entry.error = {"code": params["code"], "message": params["message"]}
