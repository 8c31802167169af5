"""Runs a handler on Blender's main thread for a thread that waits for its answer."""

from __future__ import annotations

import threading
from collections.abc import Generator
from typing import Any

from .dispatcher import Handler, Result
from .errors import Code, RpcError
from .pump import Job, Pump, Steps

_PATIENCE = 60.0
"""Seconds that Blender gets to take up the call."""


def on_main_thread(
    pump: Pump, name: str, handler: Handler, params: dict[str, Any], patience: float = _PATIENCE
) -> Result:
    """What the handler answers or raises. RpcError(BUSY or TIMEOUT) when it was never begun."""
    call = _Call(handler, params)
    if not pump.submit(Job(name, call.run)):
        raise RpcError(Code.BUSY, f"{pump.waiting} calls wait already")
    return call.wait(patience)


class _Call:
    def __init__(self, handler: Handler, params: dict[str, Any]) -> None:
        self._handler, self._params = handler, params
        self._lock = threading.Lock()
        self._begun = self._left = False
        self._ended = threading.Event()
        self._result: Result | None = None
        self._error: BaseException | None = None

    def run(self) -> Steps[None] | None:
        with self._lock:
            if self._left:
                return None
            self._begun = True
        return self._steps()

    def _steps(self) -> Steps[None]:
        try:
            outcome = self._handler(self._params)
            self._result = (yield from outcome) if isinstance(outcome, Generator) else outcome
        except GeneratorExit:
            self._error = RpcError(Code.CANCELLED, "the session ended")
            raise
        except BaseException as error:
            self._error = error
        finally:
            self._ended.set()

    def wait(self, patience: float) -> Result:
        if not self._ended.wait(patience):
            with self._lock:
                self._left = not self._begun
            if self._left:
                raise RpcError(Code.TIMEOUT, f"Blender was busy for {patience:.0f} s: nothing was changed")
            self._ended.wait()
        if self._error is not None:
            raise self._error
        return self._result or {}
