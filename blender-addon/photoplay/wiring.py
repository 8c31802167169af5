"""Puts a session together: schemas, pump, dispatcher, server, and the methods that Blender answers."""

from __future__ import annotations

from .dispatcher import Dispatcher
from .pump import Pump
from .server import Connection, Server
from .session import Session
from .validation import Schemas


def start_session(token: str, background: bool) -> tuple[Session, Server]:
    """A server that listens, and its session; the caller keeps the pump going on the main thread."""
    from .commands import methods

    schemas, pump = Schemas(), Pump()

    def receive(text: str | bytes, connection: Connection) -> None:
        dispatcher.receive(text, connection)

    server = Server(token, receive)
    session = Session(
        pump=pump,
        schemas=schemas,
        background=background,
        broadcast=server.broadcast,
        clients=server.clients,
    )
    dispatcher = Dispatcher(schemas, pump, methods(session))
    server.start()
    return session, server
