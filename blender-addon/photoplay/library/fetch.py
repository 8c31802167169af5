"""Reads from a library's server: within limits of size and time, from its own hosts alone, whole or not."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import importlib
import json
import os
import secrets
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import Code, RpcError
from .origin import Origin
from .provider import RemoteFile

USER_AGENT = "Photoplay-Blender-Addon"
_CHUNK = 1 << 16


@dataclass(frozen=True)
class Limits:
    """`stall`: seconds without a byte; `answer`: seconds and `answer_bytes` for a list or a description;
    `slowest`: bytes a second that a file must keep to on the whole, after a first `answer` seconds."""

    stall: float = 20.0
    answer: float = 30.0
    answer_bytes: int = 32_000_000
    slowest: float = 20_000.0


class Fetcher:
    """One library's way to its server."""

    def __init__(self, where: Origin, limits: Limits | None = None) -> None:
        self.origin, self._limits = where, limits or Limits()
        self._opener = _opener(where)

    def answer(self, url: str) -> Any:
        """What the interface says, read as JSON. RpcError: NOT_FOUND, TIMEOUT, BUSY, GATED, NETWORK."""
        limit, parts, length = self._limits.answer_bytes, [], 0
        for chunk in self._read(url, self._limits.answer):
            parts.append(chunk)
            length += len(chunk)
            if length > limit:
                raise RpcError(Code.NETWORK, f"{url} answers more than {limit / 1e6:.0f} MB")
        try:
            return json.loads(b"".join(parts))
        except (ValueError, RecursionError) as error:
            raise RpcError(Code.NETWORK, f"{url} did not answer with JSON") from error

    def file(self, remote: RemoteFile, target: Path, progress: Callable[[int], None]) -> None:
        """Fetches a file, checks length and md5, and moves it to its place; `progress` hears of each piece's
        bytes. RpcError as above; OSError when the disk is full."""
        digest, length = hashlib.md5(usedforsecurity=False), 0
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{secrets.token_hex(6)}.part")
        try:
            with part.open("wb") as file:
                allowed = self._limits.answer + remote.size / self._limits.slowest
                for chunk in self._read(remote.url, allowed):
                    length += len(chunk)
                    if length > remote.size:
                        raise RpcError(Code.NETWORK, f"{remote.url} is larger than it should be")
                    digest.update(chunk)
                    file.write(chunk)
                    progress(len(chunk))
            if length < remote.size:
                raise RpcError(Code.NETWORK, f"{remote.url} ended after {length} of {remote.size} bytes")
            if digest.hexdigest() != remote.md5:
                raise RpcError(Code.NETWORK, f"{remote.url} is not what the library says: its md5 is wrong")
            os.replace(part, target)
        finally:
            part.unlink(missing_ok=True)

    def _read(self, url: str, seconds: float) -> Iterator[bytes]:
        until = time.monotonic() + seconds
        request = urllib.request.Request(self.origin.check(url), headers={"User-Agent": USER_AGENT})
        with _explained(url), self._opener.open(request, timeout=self._limits.stall) as response:
            while chunk := response.read1(_CHUNK):
                yield chunk
                if time.monotonic() > until:
                    raise RpcError(
                        Code.TIMEOUT, f"{url} is too slow: not all of it came within {seconds:.0f} s"
                    )


@contextmanager
def _explained(url: str) -> Iterator[None]:
    """What goes wrong on the network as a coded error."""
    try:
        yield
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == 404:
            raise RpcError(Code.NOT_FOUND, f"there is no {url}") from error
        if error.code in (429, 503):
            raise RpcError(
                Code.BUSY, f"{url} takes no more requests now ({error.code}); try again later"
            ) from error
        raise RpcError(Code.NETWORK, f"{url} answers {error.code} {error.reason}") from error
    except TimeoutError as error:
        raise RpcError(Code.TIMEOUT, f"{url} does not answer") from error
    except urllib.error.URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise RpcError(Code.TIMEOUT, f"{url} does not answer") from error
        raise RpcError(Code.NETWORK, f"{url} cannot be reached: {error.reason}") from error
    except (http.client.HTTPException, ConnectionError, ssl.SSLError) as error:
        raise RpcError(Code.NETWORK, f"{url} broke off: {error}") from error


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect to where a library may send us, and nowhere else."""

    max_redirections = 4

    def __init__(self, where: Origin) -> None:
        self._origin = where

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        """RpcError(GATED) for an address that is not the library's."""
        self._origin.check(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener(where: Origin) -> urllib.request.OpenerDirector:
    """https, and http to this machine; no other scheme, no cookies, no passwords."""
    opener = urllib.request.OpenerDirector()
    handlers: list[urllib.request.BaseHandler] = [
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPSHandler(context=_trust()),
        _Redirects(where),
    ]
    handlers.append(urllib.request.HTTPHandler() if where.local else urllib.request.ProxyHandler())
    for handler in handlers:
        opener.add_handler(handler)
    return opener


def _trust() -> ssl.SSLContext:
    """The system's certificates, and those that Blender brings where the system's are not found."""
    context = ssl.create_default_context()
    with contextlib.suppress(ImportError):
        brought: Any = importlib.import_module("certifi")
        context.load_verify_locations(cafile=brought.where())
    return context
