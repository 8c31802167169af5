"""What a session can do: methods of the wire, and the commands that `stage/apply` takes."""

from __future__ import annotations

from typing import Any

from ..dispatcher import Handler, Method
from ..errors import Code, RpcError
from ..session import Session


def methods(session: Session) -> dict[str, Method]:
    """The methods this session answers; rendering blocks, so only one without a window renders by itself."""
    from . import describe, measure, render, session_calls, stage

    def alone(handler: Handler) -> Method:
        """A method that would pull the scene from under a render: refused meanwhile."""

        def handle(params: dict[str, Any]) -> dict[str, Any]:
            if session.rendering:
                raise RpcError(Code.BUSY, f"{session.rendering} is being rendered")
            return handler(params)

        return Method(handle)

    known = {
        "session/hello": Method(lambda p: session_calls.hello(session, sorted(known), p)),
        "session/ping": Method(lambda p: session_calls.ping(session), anywhere=True),
        "session/status": Method(lambda p: session_calls.status(session)),
        "stage/apply": alone(lambda p: stage.apply(session, p)),
        "scene/describe": Method(describe.describe_scene),
        "scene/measure": alone(measure.measure),
        "snapshot/save": alone(session_calls.save),
    }
    if session.background:
        known |= {
            "stage/reset": alone(lambda p: stage.reset(session)),
            "snapshot/open": alone(lambda p: session_calls.open_file(session, p)),
            "render/start": alone(lambda p: render.start(session, p)),
            "render/cancel": Method(lambda p: render.cancel(session, p), anywhere=True),
        }
    return known
