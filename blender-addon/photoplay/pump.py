"""Blender's main thread: takes up the calls that the socket threads leave, one after the other.

Headless it blocks on the queue. With a window it is a timer that, once it has served something, lingers a
little for the next call, which is thirty times faster than any interval. Nothing that a call raises ends it.

A call that takes long is a generator: it is carried out in slices, so that the window stays alive, and the
calls behind it wait until it is through. So none ever sees or changes what another has half done.
"""

from __future__ import annotations

import queue
import threading
import time
import traceback
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TypeVar

LINGER = 0.010
"""Seconds to wait for the next call after one was served."""
FIRST_SLICE = 0.4
"""Seconds that a call works before Blender's interface gets its first turn: shorter ones, as a changed line
of a film, are not cut at all; a turn costs what drawing the window costs."""
SLICES = 0.05, 0.5
"""Seconds of the shortest and the longest slice after that."""
_SHARE = 3.0
"""A slice is this many times as long as Blender's turn before it, which without a graphics card is long
itself."""
_LONGEST_TICK = 0.1
"""Seconds after which a stream of calls gives Blender's interface a turn."""
_PAUSES = ((2.0, 0.0), (60.0, 0.015), (float("inf"), 0.05))
"""(seconds since the last call, seconds until the next tick)."""

T = TypeVar("T")
Steps = Generator[str | None, None, T]
"""Work in pieces: it yields None where it may be interrupted, and what it waits for where it has to wait."""


@dataclass(frozen=True)
class Job:
    """A call to make on the main thread; `run` answers its client itself, or returns the steps that do."""

    name: str
    run: Callable[[], Steps[None] | None]


class Pump:
    """The queue and what empties it. `submit` and `stop` may be called from any thread."""

    def __init__(self, limit: int = 1000) -> None:
        self._queue: queue.SimpleQueue[Job | None] = (
            queue.SimpleQueue()
        )  # one with a limit takes twice as long
        self._limit = limit
        self._long: Steps[None] | None = None
        self._turn_began = 0.0
        self._tasks: list[Steps[None]] = []
        self._stopped = threading.Event()
        self._resting = False
        self._last_call = self.last_tick = time.monotonic()
        self._job = self._waits_for = ""
        self._timer = self.tick  # Blender knows a timer by this very object; each `self.tick` is another

    @property
    def waiting(self) -> int:
        """Calls not yet taken up."""
        return self._queue.qsize()

    @property
    def busy(self) -> str:
        """The call that is worked on and, if so, what it waits for; empty when there is none."""
        return f"{self._job}, which waits for {self._waits_for}" if self._waits_for else self._job

    def tick_age(self) -> float:
        """Seconds since the main thread was last here, or began what it works on."""
        return 0.0 if self._resting else time.monotonic() - self.last_tick

    def submit(self, job: Job) -> bool:
        """Leaves a call for the main thread; False when too many wait already."""
        if self._queue.qsize() >= self._limit:
            return False
        self._queue.put(job)
        return True

    def add_task(self, steps: Steps[None]) -> None:
        """Main thread: runs a long task step by step, with calls served in between."""
        self._tasks.append(steps)

    def stop(self) -> None:
        """Ends the headless loop, or the timer at its next tick."""
        self._stopped.set()
        self._queue.put(None)

    def run_headless(self) -> None:
        """Serves until stopped; sleeps while there is nothing to do."""
        while not self._stopped.is_set():
            self._advance(None if not self._tasks else 0.0)
            self._step()
        self._give_up()

    def tick(self) -> float | None:
        """The timer: serves what waits and says when to come again (seconds), or None when stopped."""
        if self._stopped.is_set():
            return None
        try:
            return self._tick()
        except BaseException:  # an exception that escapes a timer would unregister it
            traceback.print_exc()
            return 0.05

    def _tick(self) -> float | None:
        through = self._advance(0.0)
        began = time.monotonic()  # what follows upon a long call is served before the window draws
        while through and time.monotonic() - began < _LONGEST_TICK:
            through = self._advance(LINGER)
        self._step()
        self.last_tick = time.monotonic()
        if self._stopped.is_set():
            return None
        if self._tasks or self._long:
            return 0.0
        idle = self.last_tick - self._last_call
        return next(pause for within, pause in _PAUSES if idle <= within)

    def start_timer(self) -> None:
        """Registers the timer with Blender if it is not there; it lives on when another file is opened."""
        import bpy

        if not self._stopped.is_set() and not bpy.app.timers.is_registered(self._timer):
            bpy.app.timers.register(self._timer, persistent=True)

    def stop_timer(self) -> None:
        """Takes the timer away; what is half done is given up."""
        import bpy

        self.stop()
        if bpy.app.timers.is_registered(self._timer):
            bpy.app.timers.unregister(self._timer)
        self._give_up()

    def _give_up(self) -> None:
        long, self._long = self._long, None
        for steps in (*([long] if long else []), *self._tasks):
            try:
                steps.close()
            except BaseException:
                traceback.print_exc()
        self._tasks.clear()

    def _advance(self, wait: float | None) -> bool:
        """Works on the call under way, else takes up the next; whether a call was brought to its end."""
        if self._long is None:
            return self._take(wait)
        self._slice(self._long)
        return self._long is None

    def _take(self, wait: float | None) -> bool:
        """Takes up a call; waits that many seconds for it, for ever when None."""
        try:
            self._resting = wait is None
            job = self._queue.get(timeout=wait) if wait != 0.0 else self._queue.get_nowait()
        except queue.Empty:
            return False
        finally:
            self._resting = False
        self._last_call = self.last_tick = time.monotonic()
        if job is None:
            return False
        self._job = job.name
        try:
            self._long = job.run()
        except BaseException:
            traceback.print_exc()
        if self._long is None:
            self._finished()
            return True
        return self._advance(0.0)

    def _slice(self, steps: Steps[None]) -> None:
        """Works for a slice of time, or until the call has to wait."""
        began = time.monotonic()
        shortest, longest = SLICES
        turn = began - self._turn_began
        until = began + (min(max(shortest, _SHARE * turn), longest) if self._turn_began else FIRST_SLICE)
        try:
            while (waits_for := next(steps)) is None and time.monotonic() < until:
                continue
            self._waits_for = waits_for or ""
            self._turn_began = time.monotonic()
        except StopIteration:
            self._finished()
        except BaseException:
            self._finished()
            traceback.print_exc()
        self.last_tick = time.monotonic()

    def _finished(self) -> None:
        self._long, self._turn_began = None, 0.0
        self._job = self._waits_for = ""
        self._last_call = self.last_tick = time.monotonic()

    def _step(self) -> None:
        for steps in list(self._tasks):
            try:
                next(steps)
            except StopIteration:
                self._tasks.remove(steps)
            except BaseException:
                self._tasks.remove(steps)
                traceback.print_exc()
            self.last_tick = time.monotonic()
