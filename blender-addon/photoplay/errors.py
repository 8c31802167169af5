"""Coded errors of the wire: the table of schemas/source/blenderProtocol.ts, held together by a test."""

from __future__ import annotations

from enum import IntEnum
from typing import Any


class Code(IntEnum):
    """JSON-RPC error codes."""

    PARSE = -32700
    INVALID_REQUEST = -32600
    UNKNOWN_METHOD = -32601
    INVALID_PARAMS = -32602
    NOT_FOUND = -32001
    VERSION = -32002
    BUSY = -32003
    TIMEOUT = -32004
    CANCELLED = -32005
    GATED = -32006
    ROLLED_BACK = -32007
    BLENDER = -32008
    OUT_OF_SPACE = -32009
    NETWORK = -32010


class RpcError(Exception):
    """An error that the client is told as it is; `data` has the shape ErrorData of the schema."""

    def __init__(self, code: Code, message: str, **data: Any) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.data = data
