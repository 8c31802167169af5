"""The WebSocket server: on its own thread, on loopback alone, for those who have the token.

A page in a browser must not reach it: whoever sends an Origin is refused, and so is a Host that is not ours
(DNS rebinding). Each connection has a writer thread of its own, so that a slow client holds up nobody.
"""

from __future__ import annotations

import contextlib
import hmac
import queue
import secrets
import socket
import threading
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import Server as SocketServer
from websockets.sync.server import ServerConnection, serve

MAX_MESSAGE = 64 * 1024 * 1024
"""Bytes of the longest message taken: a scene of ten minutes with all its performances is a tenth of it."""
MAX_WAITING = 20_000
"""Messages that may wait for a slow client before its connection is closed."""


def new_token() -> str:
    """256 random bits."""
    return secrets.token_hex(32)


class Connection:
    """One client; `send` never blocks."""

    def __init__(self, socket_connection: ServerConnection) -> None:
        self._socket = socket_connection
        self._waiting: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._writer = threading.Thread(target=self._write, name="photoplay-writer", daemon=True)
        self._writer.start()

    def send(self, text: str) -> None:
        """Queues a message; a client that lets too many wait is cut off."""
        if self._waiting.qsize() >= MAX_WAITING:
            self._drop()
        else:
            self._waiting.put(text)

    def finish(self) -> None:
        """Lets the writer send what waits, then ends it."""
        self._waiting.put(None)

    def _drop(self) -> None:
        with contextlib.suppress(OSError):
            self._socket.socket.shutdown(socket.SHUT_RDWR)

    def _write(self) -> None:
        while (text := self._waiting.get()) is not None:
            try:
                self._socket.send(text)
            except (ConnectionClosed, OSError):
                return


class Server:
    """Accepts clients and hands each message to `receive(text, connection)` on the connection's thread."""

    def __init__(self, token: str, receive: Callable[[str | bytes, Connection], None]) -> None:
        self._token = token
        self._receive = receive
        self._connections: set[Connection] = set()
        self._lock = threading.Lock()
        self._server: SocketServer | None = None

    @property
    def port(self) -> int:
        """The port, once started."""
        if self._server is None:
            raise RuntimeError("the server has not been started")
        return int(self._server.socket.getsockname()[1])

    def start(self) -> int:
        """Listens on a free port of 127.0.0.1 and returns it."""
        self._server = serve(
            self._serve, "127.0.0.1", 0, process_request=self._admit, max_size=MAX_MESSAGE, compression=None
        )
        threading.Thread(target=self._server.serve_forever, name="photoplay-server", daemon=True).start()
        return self.port

    def stop(self) -> None:
        """Closes every connection and the port."""
        if self._server is not None:
            self._server.shutdown()

    def clients(self) -> int:
        """How many are connected."""
        with self._lock:
            return len(self._connections)

    def broadcast(self, text: str) -> None:
        """Sends to every client."""
        with self._lock:
            connections = list(self._connections)
        for connection in connections:
            connection.send(text)

    def _admit(self, connection: ServerConnection, request: Request) -> Response | None:
        headers = request.headers
        if headers.get_all("Origin"):
            return connection.respond(HTTPStatus.FORBIDDEN, "Requests from web pages are refused.\n")
        if headers.get_all("Host") not in ([f"{name}:{self.port}"] for name in ("127.0.0.1", "localhost")):
            return connection.respond(HTTPStatus.FORBIDDEN, "This host is not served here.\n")
        given = headers.get_all("Authorization")
        wanted = f"Bearer {self._token}".encode()
        if len(given) != 1 or not hmac.compare_digest(given[0].encode("utf-8", "replace"), wanted):
            return connection.respond(HTTPStatus.UNAUTHORIZED, "The token is missing or wrong.\n")
        return None

    def _serve(self, socket_connection: ServerConnection) -> None:
        socket_connection.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection = Connection(socket_connection)
        with self._lock:
            self._connections.add(connection)
        try:
            for message in _messages(socket_connection):
                self._receive(message, connection)
        finally:
            with self._lock:
                self._connections.discard(connection)
            connection.finish()


def _messages(connection: ServerConnection) -> Any:
    while True:
        try:
            yield connection.recv()
        except (ConnectionClosed, OSError):
            return
