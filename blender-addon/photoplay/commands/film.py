"""film/*: which film the session serves, as the panel shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..dispatcher import Method
from ..session import Session


def methods(session: Session) -> dict[str, Method]:
    """The part of the wire by which an editor shows its film."""
    return {
        "film/show": Method(lambda p: _show(session, p)),
        "film/leave": Method(lambda _: _show(session, None)),
    }


def _show(session: Session, film: dict[str, Any] | None) -> dict[str, Any]:
    session.film = film
    for redraw in on_change:
        redraw()
    return {}


on_change: list[Callable[[], None]] = []
"""What the panel registers, to be drawn anew."""
