"""Calls: checked, run where they belong, answered whatever happens."""

from __future__ import annotations

import errno
import json
import threading
import time
from typing import Any

import pytest

from photoplay.dispatcher import Dispatcher, Method
from photoplay.errors import Code, RpcError
from photoplay.pump import Pump
from photoplay.validation import Schemas


class Client:
    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []

    def send(self, text: str) -> None:
        self.heard.append(json.loads(text))


def raising(error: BaseException) -> Method:
    def handler(_params: dict[str, Any]) -> dict[str, Any]:
        raise error

    return Method(handler, anywhere=True)


def served(methods: dict[str, Method], text: str | bytes, pump: Pump | None = None) -> list[dict[str, Any]]:
    client = Client()
    Dispatcher(Schemas(), pump or Pump(), methods).receive(text, client)
    return client.heard


def request(method: str, params: Any = None, **more: Any) -> str:
    return json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params or {}} | more)


PING = {"session/ping": Method(lambda params: {"pong": True}, anywhere=True)}


def test_a_call_is_answered_under_its_id() -> None:
    assert served(PING, request("session/ping")) == [{"jsonrpc": "2.0", "id": 1, "result": {"pong": True}}]


def test_a_notification_is_carried_out_and_not_answered() -> None:
    assert served(PING, json.dumps({"jsonrpc": "2.0", "method": "session/ping"})) == []


def test_a_call_for_the_main_thread_waits_for_it() -> None:
    pump = Pump()
    methods = {"session/status": Method(lambda params: {"fine": True})}
    client = Client()
    Dispatcher(Schemas(), pump, methods).receive(request("session/status"), client)
    assert client.heard == []
    pump.tick()
    assert client.heard[0]["result"] == {"fine": True}


def test_a_call_that_waits_for_the_network_holds_up_no_other_and_there_are_only_so_many() -> None:
    release = threading.Event()

    def slow(_params: dict[str, Any]) -> dict[str, Any]:
        release.wait(5)
        return {"slow": True}

    client = Client()
    dispatcher = Dispatcher(Schemas(), Pump(), {"session/status": Method(slow, apart=True), **PING})
    for number in range(9):
        dispatcher.receive(request("session/status", id=number), client)
    dispatcher.receive(request("session/ping", id=9), client)
    assert [heard["id"] for heard in client.heard] == [8, 9]
    assert client.heard[0]["error"]["code"] == Code.BUSY
    release.set()
    until = time.monotonic() + 5
    while len(client.heard) < 10 and time.monotonic() < until:
        time.sleep(0.001)
    assert sorted(heard["id"] for heard in client.heard) == list(range(10))


def test_too_many_calls_are_refused_as_busy() -> None:
    pump = Pump(limit=1)
    methods = {"session/status": Method(lambda params: {})}
    client = Client()
    dispatcher = Dispatcher(Schemas(), pump, methods)
    for number in range(2):
        dispatcher.receive(request("session/status", id=number), client)
    assert client.heard[0]["id"] == 1
    assert client.heard[0]["error"]["code"] == Code.BUSY


def test_an_unknown_method_is_told_the_nearest() -> None:
    error = served(PING, request("session/pong"))[0]["error"]
    assert error["code"] == Code.UNKNOWN_METHOD
    assert error["data"]["nearest"] == ["session/ping"]


def test_wrong_params_are_told_where() -> None:
    error = served(PING, request("session/ping", {"x": 1}))[0]["error"]
    assert error["code"] == Code.INVALID_PARAMS
    assert error["data"]["path"] == ""


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (RpcError(Code.NOT_FOUND, "no such scene", nearest=["2"]), Code.NOT_FOUND),
        (OSError(errno.ENOSPC, "No space left on device"), Code.OUT_OF_SPACE),
        (RuntimeError("Error: cannot write: No space left on device"), Code.OUT_OF_SPACE),
        (ZeroDivisionError("division by zero"), Code.BLENDER),
        (SystemExit(3), Code.BLENDER),
        (KeyError("\ud800"), Code.BLENDER),
    ],
)
def test_whatever_a_handler_raises_becomes_a_coded_answer(error: BaseException, code: Code) -> None:
    answer = served({"session/ping": raising(error)}, request("session/ping"))[0]
    assert answer["error"]["code"] == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"\x00\x01", Code.PARSE),
        ("", Code.PARSE),
        ("{", Code.PARSE),
        ("[" * 100_000, Code.PARSE),
        ('{"jsonrpc":"2.0","id":7,"method":"session/ping","params":{"x":NaN}}', Code.PARSE),
        ('{"jsonrpc":"2.0","id":7,"method":"session/ping","params":{"x":1e999}}', Code.PARSE),
        ("9" * 10_000, Code.PARSE),
        ("[]", Code.INVALID_REQUEST),
        ("null", Code.INVALID_REQUEST),
        ('{"id":7,"method":"session/ping"}', Code.INVALID_REQUEST),
        ('{"jsonrpc":"2.0","id":7}', Code.INVALID_REQUEST),
        ('{"jsonrpc":"2.0","id":true,"method":"session/ping"}', Code.INVALID_REQUEST),
        ('{"jsonrpc":"2.0","id":[1],"method":"session/ping"}', Code.INVALID_REQUEST),
        ('{"jsonrpc":"2.0","id":7,"method":"session/ping","params":[1]}', Code.INVALID_PARAMS),
        ('{"jsonrpc":"2.0","id":7,"method":"\\ud800","params":{}}', Code.UNKNOWN_METHOD),
    ],
)
def test_a_malformed_message_is_answered_with_a_code(text: str | bytes, code: Code) -> None:
    assert served(PING, text)[0]["error"]["code"] == code


def test_a_malformed_request_is_answered_under_its_id_where_it_has_one() -> None:
    assert served(PING, '{"id":7,"method":"session/ping"}')[0]["id"] == 7
    assert served(PING, "{")[0]["id"] is None
