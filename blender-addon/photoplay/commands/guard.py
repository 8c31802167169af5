"""Methods that would pull the scene from under somebody: a render, or a person in the middle of a change."""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import Any

import bpy

from ..dispatcher import Handler, Method, Result
from ..errors import Code, RpcError
from ..pump import Steps
from ..session import Session
from .window import editing_operator

PATIENCE = 10.0
"""Seconds to wait for a person to end a drag or the like."""


def alone(session: Session, handler: Handler) -> Method:
    """A method that changes the file: it is refused while this Blender renders, and waits, with all calls
    behind it, while a person is in the middle of a change (RpcError BUSY when that takes too long)."""

    def handle(params: dict[str, Any]) -> Result | Steps[Result]:
        _refuse_while_rendering(session)
        if session.background or not editing_operator():
            return handler(params)
        return _when_free(session, handler, params)

    return Method(handle)


def rendering(session: Session) -> str:
    """What is being rendered here, by a call or by a person; empty when nothing is."""
    return session.rendering or ("a picture" if bpy.app.is_job_running("RENDER") else "")


def _refuse_while_rendering(session: Session) -> None:
    what = rendering(session)
    if what:
        raise RpcError(Code.BUSY, f"{what} is being rendered")


def _when_free(session: Session, handler: Handler, params: dict[str, Any]) -> Steps[Result]:
    until = time.monotonic() + PATIENCE
    while operator := editing_operator():
        if time.monotonic() > until:
            raise RpcError(Code.BUSY, f"a person is in the middle of {operator}")
        yield operator
    _refuse_while_rendering(session)
    outcome = handler(params)
    return (yield from outcome) if isinstance(outcome, Generator) else outcome
