"""code/run: Python in this Blender, when the person who sits at it allows it and somebody confirmed this
very run.

No document and no batch reaches this: it is a method of its own, not a command.
"""

from __future__ import annotations

import ast
import contextlib
import io
import linecache
import time
import traceback
from types import TracebackType
from typing import Any

import bpy

from ..dispatcher import Method, Result
from ..errors import Code, RpcError
from ..session import Session
from ..time_limit import TimeIsUp, within
from .describing.describe import state
from .guard import alone
from .stage.undo import transaction

_NAME = "<photoplay code>"
_TIME = 10.0
_MOST_OUTPUT = 100_000
_MOST_VALUE = 10_000


def methods(session: Session) -> dict[str, Method]:
    """The part of the wire that runs code."""
    return {"code/run": alone(session, lambda p: run(session, p))}


def run(session: Session, params: dict[str, Any]) -> Result:
    """Runs code as one undo step; when it raises or its time is up, what it changed is taken back.

    RpcError: GATED while the person has not allowed it, INVALID_PARAMS for what is not Python, TIMEOUT, else
    BLENDER with the code's own traceback, line and output.
    """
    if not session.allow_code:
        raise RpcError(Code.GATED, "code is not allowed here: allow it in the Photoplay add-on's preferences")
    body, last = _parsed(params["code"])
    printed = _Printed()
    began = time.monotonic()
    names: dict[str, Any] = {"__name__": "__main__", "bpy": bpy}
    loads = session.loads
    value = ""
    try:
        with (
            transaction(session, params.get("label", "Code")),
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(printed),
        ):
            value = within(params.get("timeLimit", _TIME), lambda: _carry_out(body, last, names))
    except BaseException as error:
        raise _explained(error, params, printed.getvalue(), session.loads != loads) from error
    return {
        "value": value,
        "output": printed.getvalue(),
        "seconds": time.monotonic() - began,
        "state": state(session),
    }


def _parsed(code: str) -> tuple[Any, Any]:
    """The statements, and the last of them apart where it is an expression."""
    linecache.cache[_NAME] = (len(code), None, code.splitlines(keepends=True), _NAME)
    try:
        tree = ast.parse(code, _NAME)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        value = compile(ast.Expression(last.value), _NAME, "eval") if isinstance(last, ast.Expr) else None
        return compile(tree, _NAME, "exec"), value
    except (SyntaxError, ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        where = {"line": line} if line else {}
        raise RpcError(Code.INVALID_PARAMS, f"this is not Python: {error}", path="code", **where) from error


def _carry_out(body: Any, last: Any, names: dict[str, Any]) -> str:
    exec(body, names)
    return _written(eval(last, names)) if last else ""


def _written(value: Any) -> str:
    return "" if value is None else repr(value)[:_MOST_VALUE]


class _Printed(io.StringIO):
    """What is printed, as far as it is kept."""

    def write(self, text: str) -> int:
        super().write(text[: max(0, _MOST_OUTPUT - self.tell())])
        return len(text)


def _explained(error: BaseException, params: dict[str, Any], output: str, lost: bool) -> RpcError:
    if isinstance(error, RpcError):
        return error
    own = _own_frames(error.__traceback__)
    data: dict[str, Any] = {
        "traceback": "".join(traceback.format_exception(type(error), error, own))[-4000:],
        "output": output,
    }
    lines = [frame.lineno for frame in traceback.extract_tb(own) if frame.filename == _NAME]
    if lines:
        data["line"] = lines[-1]
    kept = "the file that it opened stays" if lost else "nothing was changed"
    if isinstance(error, TimeIsUp):
        limit = params.get("timeLimit", _TIME)
        return RpcError(Code.TIMEOUT, f"the code did not end within {limit:g} s; {kept}", **data)
    return RpcError(Code.BLENDER, f"{type(error).__name__}: {error}; {kept}", **data)


def _own_frames(frames: TracebackType | None) -> TracebackType | None:
    """The traceback from the submitted code's first line on."""
    while frames is not None and frames.tb_frame.f_code.co_filename != _NAME:
        frames = frames.tb_next
    return frames
