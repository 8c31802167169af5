"""Names that come from a server: what may become a file's path here."""

from __future__ import annotations

import re

from ..errors import Code, RpcError

_PART = re.compile(r"[A-Za-z0-9_()+@,&'=~ -][A-Za-z0-9_.()+@,&'=~ -]*")
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST = 200


def safe_path(text: object) -> str:
    """A relative path with slashes whose every part is a plain name that no system takes for something else;
    RpcError(NETWORK) for any other."""
    parts = text.split("/") if isinstance(text, str) and len(text) <= _LONGEST else []
    if not parts or not all(_plain(part) for part in parts):
        raise RpcError(
            Code.NETWORK, f"the library names a file {str(text)[:_LONGEST]!r}: that is no safe name"
        )
    return "/".join(parts)


def _plain(part: str) -> bool:
    return bool(_PART.fullmatch(part)) and part[-1] not in " ." and not _DEVICES.fullmatch(part)
