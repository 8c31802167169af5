"""From a message to a handler and back: checks each call, runs it on its thread, answers in any case."""

from __future__ import annotations

import difflib
import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any, Protocol

from .errors import Code, RpcError
from .jsonrpc import Request, coded, error_text, read_request, request_id_of, result_text
from .pump import Job, Pump, Steps
from .validation import Schemas

Result = dict[str, Any]
Handler = Callable[[dict[str, Any]], Result | Steps[Result]]
"""Answers, or returns steps that do: those are carried out in slices on the main thread."""
_MOST_APART = 8
"""Calls that may wait for the network at the same time."""


class Client(Protocol):
    """Whoever asked."""

    def send(self, text: str) -> None:
        """Queues a message."""


@dataclass(frozen=True)
class Method:
    """`anywhere`: answered on the socket's thread, whatever the main thread does; must not touch Blender.
    `apart`: so too, but on a thread of its own, since it waits for the network. `offered`: among the
    capabilities; a method that is not only says why."""

    handler: Handler
    anywhere: bool = False
    apart: bool = False
    offered: bool = True


class Dispatcher:
    """Knows the methods of a session."""

    def __init__(self, schemas: Schemas, pump: Pump, methods: dict[str, Method]) -> None:
        self._schemas = schemas
        self._pump = pump
        self._methods = methods
        self._apart = threading.Semaphore(_MOST_APART)

    def receive(self, text: str | bytes, client: Client) -> None:
        """Takes a message of a client; its answer is sent now or from the main thread. Never raises."""
        try:
            request = read_request(text)
        except RpcError as error:
            client.send(error_text(request_id_of(text), error))
            return
        try:
            method = self._find(request)
        except RpcError as error:
            _answer(request, client, error_text(request.id, error))
            return

        def run() -> Steps[None] | None:
            return _call(method.handler, request, client)

        if method.anywhere:
            run()
        elif method.apart:
            self._run_apart(request, client, run)
        elif not self._pump.submit(Job(request.method, run)):
            busy = RpcError(Code.BUSY, f"{self._pump.waiting} calls wait already")
            _answer(request, client, error_text(request.id, busy))

    def _run_apart(self, request: Request, client: Client, run: Callable[[], object]) -> None:
        if not self._apart.acquire(blocking=False):
            busy = RpcError(Code.BUSY, f"{_MOST_APART} calls like {request.method} are under way already")
            _answer(request, client, error_text(request.id, busy))
            return

        def run_and_leave() -> None:
            try:
                run()
            finally:
                self._apart.release()

        threading.Thread(target=run_and_leave, name=f"photoplay {request.method}", daemon=True).start()

    def _find(self, request: Request) -> Method:
        method = self._methods.get(request.method)
        if method is None:
            near = difflib.get_close_matches(request.method, list(self._methods), 3)
            raise RpcError(Code.UNKNOWN_METHOD, f"there is no method {request.method!r}", nearest=near)
        self._schemas.check_params(request.method, request.params)
        return method


def _call(handler: Handler, request: Request, client: Client) -> Steps[None] | None:
    """Answers the client, whatever the handler raises: the session outlives it."""
    try:
        outcome = handler(request.params)
        if isinstance(outcome, Generator):
            return _answer_later(outcome, request, client)
        text = result_text(request.id, outcome)
    except BaseException as error:
        text = error_text(request.id, coded(error))
    _answer(request, client, text)
    return None


def _answer_later(steps: Steps[Result], request: Request, client: Client) -> Steps[None]:
    try:
        text = result_text(request.id, (yield from steps))
    except GeneratorExit:
        ended = RpcError(Code.CANCELLED, f"the session ended in the middle of {request.method}")
        _answer(request, client, error_text(request.id, ended))
        raise
    except BaseException as error:
        text = error_text(request.id, coded(error))
    _answer(request, client, text)


def _answer(request: Request, client: Client, text: str) -> None:
    if request.answered:
        client.send(text)
