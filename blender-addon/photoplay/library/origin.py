"""Which addresses a library may be read from: its own hosts by https, or one server on this machine."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from ..errors import Code, RpcError

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Origin:
    """`base` is where the library's interface is; `local` when that is a server on this machine."""

    base: str
    hosts: Collection[str]
    local: bool = False

    def check(self, url: str) -> str:
        """The address, if it may be asked; RpcError(GATED)."""
        try:
            parts = urlsplit(url)
            allowed = self._allows(parts)
        except ValueError:
            allowed = False
        if not allowed:
            raise RpcError(Code.GATED, f"{url[:300]!r} is no address of this library: it is not asked")
        return url

    def _allows(self, parts: SplitResult) -> bool:
        if parts.username is not None or parts.password is not None:
            return False
        if self.local:
            own = urlsplit(self.base)
            return (parts.scheme, parts.hostname, parts.port) == (own.scheme, own.hostname, own.port)
        return parts.scheme == "https" and parts.hostname in self.hosts and parts.port in (None, 443)


def origin(base: str, hosts: Collection[str], instead: str | None) -> Origin:
    """The library's own origin, or the one that a setting names: on this machine alone (RpcError GATED)."""
    if not instead:
        return Origin(base, hosts)
    parts = urlsplit(instead)
    if (
        parts.scheme not in ("http", "https")
        or parts.hostname not in _LOOPBACK
        or parts.path not in ("", "/")
    ):
        raise RpcError(
            Code.GATED, f"a library may be replaced by a server on this machine alone, not {instead!r}"
        )
    return Origin(instead.rstrip("/"), (), local=True)
