"""What a session can do: methods of the wire, and the commands that `stage/apply` takes.

Each module of a group has `methods(session)`, its part of the wire; those that hold commands have `COMMANDS`.
"""

from __future__ import annotations

from ..dispatcher import Method
from ..session import Session


def methods(session: Session) -> dict[str, Method]:
    """The methods this session answers."""
    from . import (
        api_docs,
        blend_file,
        capture,
        code,
        describe,
        details,
        edits,
        film,
        library,
        measure,
        playhead,
        render,
        sequence,
        session_calls,
        snapshot,
        stage,
        view,
    )

    known: dict[str, Method] = {}
    for group in (
        stage,
        describe,
        measure,
        render,
        film,
        library,
        details,
        blend_file,
        edits,
        capture,
        view,
        playhead,
        api_docs,
        snapshot,
        code,
        sequence,
    ):
        known |= group.methods(session)
    return known | session_calls.methods(session, known)
