"""A time limit for Python code that runs on this thread. Knows nothing of Blender."""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
_AGAIN = 0.1
"""Seconds after which code that caught the end of its time is told again."""


class TimeIsUp(BaseException):
    """Raised in the code whose time is up; no `except Exception` of its own keeps it."""


def within(seconds: float, work: Callable[[], T]) -> T:
    """Does some work; raises TimeIsUp in it once it took that long, between two of Python's own
    instructions, so that one long call into Blender is waited for. It costs the work nothing until then."""
    watch = _Watch(threading.get_ident(), time.monotonic() + seconds)
    try:
        try:
            threading.Thread(target=watch.run, name="photoplay time limit", daemon=True).start()
            return work()
        finally:
            watch.call_off()
    finally:
        watch.call_off()  # should the first have been struck on its first step


class _Watch:
    """Strikes a thread from its own. There are no locks: the strike could fall while one is being taken."""

    def __init__(self, thread: int, until: float) -> None:
        self._thread = thread
        self._until = until
        self._over = self._striking = False

    def run(self) -> None:
        while not self._over:
            rest = self._until - time.monotonic()
            if rest > 0:
                time.sleep(min(rest, _AGAIN))
                continue
            self._striking = True
            if not self._over:
                _raise_in(self._thread, TimeIsUp)
            self._striking = False
            time.sleep(_AGAIN)

    def call_off(self) -> None:
        """From here on nothing strikes any more; in the watched thread."""
        while True:
            try:
                self._over = True
                while self._striking:
                    time.sleep(0)
                _raise_in(self._thread, None)
                return
            except TimeIsUp:
                continue


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Python's way to interrupt a thread; None takes back what was not raised yet."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread), ctypes.py_object(error) if error else None
    )
