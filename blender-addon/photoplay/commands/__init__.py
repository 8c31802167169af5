"""What a session can do: methods of the wire, and the commands that `stage/apply` takes."""

from __future__ import annotations

from ..dispatcher import Method
from ..session import Session


def methods(session: Session) -> dict[str, Method]:
    """The methods this session answers; rendering blocks, so only one without a window renders by itself."""
    from . import describe, measure, render, session_calls, stage

    known = {
        "session/hello": Method(lambda p: session_calls.hello(session, sorted(known), p)),
        "session/ping": Method(lambda p: session_calls.ping(session), anywhere=True),
        "session/status": Method(lambda p: session_calls.status(session)),
        "stage/apply": Method(lambda p: stage.apply(session, p)),
        "scene/describe": Method(describe.describe_scene),
        "scene/measure": Method(measure.measure),
        "snapshot/save": Method(session_calls.save),
    }
    if session.background:
        known |= {
            "stage/reset": Method(lambda p: stage.reset(session)),
            "snapshot/open": Method(lambda p: session_calls.open_file(session, p)),
            "render/start": Method(lambda p: render.start(session, p)),
            "render/cancel": Method(lambda p: render.cancel(session, p), anywhere=True),
        }
    return known
