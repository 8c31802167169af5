"""Blender's main thread: takes up the calls that the socket threads leave, one after the other.

Headless it blocks on the queue. With a window it is a timer that, once it has served something, lingers a
little for the next call, which is thirty times faster than any interval. Nothing that a call raises ends it.
"""

from __future__ import annotations

import queue
import threading
import time
import traceback
from collections.abc import Callable, Generator
from dataclasses import dataclass

LINGER = 0.010
"""Seconds to wait for the next call after one was served."""
_LONGEST_TICK = 0.1
"""Seconds after which a stream of calls gives Blender's interface a turn."""
_PAUSES = ((2.0, 0.0), (60.0, 0.015), (float("inf"), 0.05))
"""(seconds since the last call, seconds until the next tick)."""

Steps = Generator[None, None, None]


@dataclass(frozen=True)
class Job:
    """A call to make on the main thread; `run` answers its client itself."""

    name: str
    run: Callable[[], None]


class Pump:
    """The queue and what empties it. `submit` and `stop` may be called from any thread."""

    def __init__(self, limit: int = 1000) -> None:
        self._queue: queue.Queue[Job | None] = queue.Queue(limit)
        self._tasks: list[Steps] = []
        self._stopped = threading.Event()
        self._last_call = self.last_tick = time.monotonic()
        self.busy = ""

    @property
    def waiting(self) -> int:
        """Calls not yet taken up."""
        return self._queue.qsize()

    def tick_age(self) -> float:
        """Seconds since the main thread was last here, or began what it works on."""
        return time.monotonic() - self.last_tick

    def submit(self, job: Job) -> bool:
        """Leaves a call for the main thread; False when too many wait already."""
        try:
            self._queue.put_nowait(job)
        except queue.Full:
            return False
        return True

    def add_task(self, steps: Steps) -> None:
        """Main thread: runs a long task step by step, with calls served in between."""
        self._tasks.append(steps)

    def stop(self) -> None:
        """Ends the headless loop, or the timer at its next tick."""
        self._stopped.set()
        try:
            self._queue.put_nowait(None)
        except queue.Full:
            return

    def run_headless(self) -> None:
        """Serves until stopped; sleeps while there is nothing to do."""
        while not self._stopped.is_set():
            self._take(block=None if not self._tasks else 0.0)
            self._step()

    def tick(self) -> float | None:
        """The timer: serves what waits and says when to come again (seconds), or None when stopped."""
        began = time.monotonic()
        served = self._take(block=0.0)
        while served and time.monotonic() - began < _LONGEST_TICK:
            served = self._take(block=LINGER)
        self._step()
        self.last_tick = time.monotonic()
        if self._stopped.is_set():
            return None
        if self._tasks:
            return 0.0
        idle = self.last_tick - self._last_call
        return next(pause for within, pause in _PAUSES if idle <= within)

    def start_timer(self) -> None:
        """Registers the timer with Blender; it lives on when another file is opened."""
        import bpy

        bpy.app.timers.register(self.tick, persistent=True)

    def stop_timer(self) -> None:
        """Takes the timer away."""
        import bpy

        self.stop()
        if bpy.app.timers.is_registered(self.tick):
            bpy.app.timers.unregister(self.tick)

    def _take(self, block: float | None) -> bool:
        """Serves one call; waits `block` seconds for it, for ever when None."""
        try:
            job = self._queue.get(timeout=block) if block != 0.0 else self._queue.get_nowait()
        except queue.Empty:
            return False
        self._last_call = self.last_tick = time.monotonic()
        if job is None:
            return False
        self.busy = job.name
        try:
            job.run()
        except Exception:
            traceback.print_exc()
        self.busy = ""
        self.last_tick = time.monotonic()
        return True

    def _step(self) -> None:
        for steps in list(self._tasks):
            try:
                next(steps)
            except StopIteration:
                self._tasks.remove(steps)
            except Exception:
                self._tasks.remove(steps)
                traceback.print_exc()
            self.last_tick = time.monotonic()
