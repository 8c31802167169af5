"""Methods that would pull the scene from under a render of this process."""

from __future__ import annotations

from typing import Any

from ..dispatcher import Handler, Method
from ..errors import Code, RpcError
from ..session import Session


def alone(session: Session, handler: Handler) -> Method:
    """A method that is refused while this process renders."""

    def handle(params: dict[str, Any]) -> dict[str, Any]:
        if session.rendering:
            raise RpcError(Code.BUSY, f"{session.rendering} is being rendered")
        return handler(params)

    return Method(handle)
