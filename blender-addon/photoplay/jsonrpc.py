"""JSON-RPC 2.0: texts in, requests out, and answers back to text. Knows nothing of Blender or sockets."""

from __future__ import annotations

import errno
import json
import math
import traceback
from dataclasses import dataclass
from typing import Any, NoReturn

from .errors import Code, RpcError

Id = str | int | None


@dataclass(frozen=True)
class Request:
    """A call; `id` is None and `answered` False for a notification, which gets no answer."""

    method: str
    params: dict[str, Any]
    id: Id
    answered: bool


def _refuse_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is too large")
    return number


def read_request(text: str | bytes) -> Request:
    """The request in a message. Raises RpcError(PARSE or INVALID_REQUEST or INVALID_PARAMS)."""
    if isinstance(text, bytes):
        raise RpcError(Code.PARSE, "a binary message; requests are text")
    try:
        value = json.loads(text, parse_constant=_refuse_constant, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise RpcError(Code.PARSE, f"not JSON: {error}") from error
    if not isinstance(value, dict) or value.get("jsonrpc") != "2.0":
        raise RpcError(Code.INVALID_REQUEST, "not a JSON-RPC 2.0 request object (batches are not spoken)")
    method, request_id, params = value.get("method"), value.get("id"), value.get("params", {})
    if not isinstance(method, str):
        raise RpcError(Code.INVALID_REQUEST, "the request names no method")
    if isinstance(request_id, bool) or not isinstance(request_id, str | int | None):
        raise RpcError(Code.INVALID_REQUEST, "the id is neither a text nor an integer")
    if not isinstance(params, dict):
        raise RpcError(Code.INVALID_PARAMS, "params are an object by name", path="")
    return Request(method, params, request_id, "id" in value)


def request_id_of(text: str | bytes) -> Id:
    """The id of a message that may be malformed, so that even then its sender is answered; else None."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    found = value.get("id") if isinstance(value, dict) else None
    return found if isinstance(found, str | int) and not isinstance(found, bool) else None


def result_text(request_id: Id, result: dict[str, Any]) -> str:
    """The answer to a call that went well."""
    return _text({"jsonrpc": "2.0", "id": request_id, "result": result})


def error_text(request_id: Id, error: RpcError) -> str:
    """The answer to a call that failed."""
    body = {"code": int(error.code), "message": error.message, "data": error.data}
    return _text({"jsonrpc": "2.0", "id": request_id, "error": body})


def event_text(name: str, params: dict[str, Any]) -> str:
    """A notification."""
    return _text({"jsonrpc": "2.0", "method": name, "params": params})


def coded(error: BaseException) -> RpcError:
    """Any exception as a coded error; what nobody foresaw becomes a Blender error with its traceback."""
    if isinstance(error, RpcError):
        return error
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return RpcError(Code.OUT_OF_SPACE, str(error))
    if "No space left" in str(error):
        return RpcError(Code.OUT_OF_SPACE, str(error).strip())
    text = "".join(traceback.format_exception(error))[-4000:]
    return RpcError(Code.BLENDER, f"{type(error).__name__}: {error}", traceback=text)


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, separators=(",", ":"), allow_nan=False)
