"""What a session can do: methods of the wire, and the commands that `stage/apply` takes.

Each module of a group has `methods(session)`, its part of the wire; those that hold commands have `COMMANDS`.
"""

from __future__ import annotations

from ..dispatcher import Method
from ..session import Session


def methods(session: Session) -> dict[str, Method]:
    """The methods this session answers."""
    from . import code, film, session_calls, snapshot
    from .api import docs as api_docs
    from .describing import blend_file, describe, details, measure
    from .edits import methods as edits
    from .library import methods as library
    from .rendering import methods as render
    from .sequence import commands as sequence
    from .stage import methods as stage
    from .view import capture, playhead
    from .view import methods as view

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
