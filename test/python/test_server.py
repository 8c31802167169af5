"""Who gets in, and that one client cannot harm another: real sockets on loopback."""

from __future__ import annotations

import json
import random
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from photoplay.dispatcher import Dispatcher, Method
from photoplay.pump import Pump
from photoplay.server import Server, new_token
from photoplay.validation import Schemas

TOKEN = new_token()
PING = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "session/ping", "params": {}})


@pytest.fixture
def server() -> Iterator[Server]:
    methods = {"session/ping": Method(lambda params: {"pong": True}, anywhere=True)}
    dispatcher = Dispatcher(Schemas(), Pump(), methods)
    server = Server(TOKEN, dispatcher.receive)
    server.start()
    yield server
    server.stop()


def enter(server: Server, token: str = TOKEN, **options: Any) -> ClientConnection:
    headers = {"Authorization": f"Bearer {token}", **options.pop("headers", {})}
    return connect(f"ws://127.0.0.1:{server.port}/", additional_headers=headers, compression=None, **options)


def ping(client: ClientConnection) -> Any:
    client.send(PING)
    return json.loads(client.recv(timeout=2))


def test_who_has_the_token_is_answered(server: Server) -> None:
    with enter(server) as client:
        assert ping(client)["result"] == {"pong": True}


@pytest.mark.parametrize("token", ["", "wrong", TOKEN[:-1], TOKEN + "0", TOKEN.upper()])
def test_a_wrong_token_is_refused(server: Server, token: str) -> None:
    with pytest.raises(InvalidStatus) as caught:
        enter(server, token)
    assert caught.value.response.status_code == 401


def test_no_token_is_refused(server: Server) -> None:
    with pytest.raises(InvalidStatus) as caught:
        connect(f"ws://127.0.0.1:{server.port}/")
    assert caught.value.response.status_code == 401


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1"])
def test_a_web_page_is_refused_even_with_the_token(server: Server, origin: str) -> None:
    with pytest.raises(InvalidStatus) as caught:
        enter(server, origin=origin)
    assert caught.value.response.status_code == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.evil:{port}"]
)
def test_another_host_is_refused_so_that_dns_rebinding_gains_nothing(server: Server, host: str) -> None:
    request = (
        f"GET / HTTP/1.1\r\nHost: {host.format(port=server.port)}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        f"Authorization: Bearer {TOKEN}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port)) as raw:
        raw.sendall(request.encode())
        assert raw.recv(100).startswith(b"HTTP/1.1 403")


def test_it_listens_on_loopback_alone(server: Server) -> None:
    assert server._server is not None
    assert server._server.socket.getsockname()[0] == "127.0.0.1"


def test_each_server_has_a_port_and_a_token_of_its_own() -> None:
    servers = [Server(new_token(), lambda text, client: None) for _ in range(2)]
    ports = {server.start() for server in servers}
    for server in servers:
        server.stop()
    assert len(ports) == 2
    assert len({new_token() for _ in range(10)}) == 10
    assert len(bytes.fromhex(new_token())) == 32


def test_a_thousand_malformed_messages_harm_nobody(server: Server) -> None:
    chance = random.Random(7)
    with enter(server) as bad, enter(server) as good:
        for _ in range(1000):
            broken = list(PING)
            for _ in range(chance.randint(1, 6)):
                broken[chance.randrange(len(broken))] = chr(chance.randrange(32, 0x3000))
            bad.send("".join(broken))
        assert ping(good)["result"] == {"pong": True}
        answers = 0
        while True:
            try:
                json.loads(bad.recv(timeout=0.2))
                answers += 1
            except TimeoutError:
                break
        assert answers > 900
        assert ping(bad)["result"] == {"pong": True}


def test_broken_frames_end_their_connection_and_no_other(server: Server) -> None:
    chance = random.Random(3)
    with enter(server) as good:
        for _ in range(30):
            client = enter(server)
            client.socket.sendall(chance.randbytes(chance.randint(1, 400)))
            client.socket.close()
        assert ping(good)["result"] == {"pong": True}


def test_a_message_too_large_is_not_taken(server: Server) -> None:
    with enter(server) as client, enter(server) as good:
        with pytest.raises(ConnectionClosed):
            client.send("x" * (64 * 1024 * 1024 + 1))
            client.recv(timeout=10)
        assert ping(good)["result"] == {"pong": True}


def test_a_client_that_does_not_read_holds_up_nobody(server: Server) -> None:
    with enter(server, max_queue=1) as slow, enter(server) as good:
        event = json.dumps({"jsonrpc": "2.0", "method": "render/frame", "params": {"file": "x" * 4000}})
        heard = threading.Semaphore(0)

        def read() -> None:
            for _ in range(5000):
                good.recv(timeout=30)
                heard.release()

        assert ping(good)["result"] and ping(slow)["result"]  # both are taken in
        threading.Thread(target=read, daemon=True).start()
        for _ in range(50):
            began = time.monotonic()
            for _ in range(100):
                server.broadcast(event)
            assert time.monotonic() - began < 2
            assert all(heard.acquire(timeout=30) for _ in range(100))
        slow.socket.close()


def test_a_stopped_server_takes_nobody_in(server: Server) -> None:
    port = server.port
    server.stop()
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=1)


def test_a_message_too_large_is_named_as_the_reason(server: Server) -> None:
    with enter(server) as client:
        with pytest.raises(ConnectionClosed) as caught:
            client.send("x" * (64 * 1024 * 1024 + 1))
            client.recv(timeout=10)
        assert caught.value.rcvd is not None
        assert caught.value.rcvd.code == 1009
