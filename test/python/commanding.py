"""Stage commands as a batch carries them out: checked by their schema, then done."""

from __future__ import annotations

from typing import Any

import pytest

from photoplay.commands.stage.methods import COMMANDS
from photoplay.errors import Code, RpcError
from photoplay.validation import Schemas

_SCHEMAS = Schemas()


def do(kind: str, /, **fields: Any) -> list[Any]:
    """Carries a command out; returns the objects it made or changed."""
    command = {"type": kind, **fields}
    _SCHEMAS.check_command(command, 0)
    return list(COMMANDS[kind](command) or [])


def refused(code: Code, kind: str, /, **fields: Any) -> RpcError:
    """The error with which a command is refused, which must have this code."""
    with pytest.raises(RpcError) as caught:
        do(kind, **fields)
    assert caught.value.code == code, caught.value.message
    return caught.value
