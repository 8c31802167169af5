"""A time limit for Python code that runs on this thread. Knows nothing of Blender."""

from __future__ import annotations

import contextlib
import ctypes
import threading
from collections.abc import Iterator

_AGAIN = 0.1
"""Seconds after which code that caught the end of its time is told again."""


class TimeIsUp(BaseException):
    """Raised in the code whose time is up; no `except Exception` of its own keeps it."""


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raises TimeIsUp in what is done inside once it took that long: between two of Python's own
    instructions, so that one long call into Blender is waited for. It costs the code nothing until then."""
    thread = threading.get_ident()
    lock, over = threading.Lock(), threading.Event()

    def watch() -> None:
        wait = seconds
        while not over.wait(wait):
            wait = _AGAIN
            with lock:
                if not over.is_set():
                    _raise_in(thread, TimeIsUp)

    threading.Thread(target=watch, name="photoplay time limit", daemon=True).start()
    try:
        yield
    finally:
        while not over.is_set():  # the watch may strike once more while it is called off
            with contextlib.suppress(TimeIsUp), lock:
                over.set()
        with contextlib.suppress(TimeIsUp):
            _raise_in(thread, None)


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Python's way to interrupt a thread; None takes back what was not raised yet."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread), ctypes.py_object(error) if error else None
    )
