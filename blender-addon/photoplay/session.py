"""A running session: what the parts that serve it share. Knows nothing of Blender."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .jsonrpc import event_text
from .pump import Pump
from .validation import Schemas

PROTOCOL = 1
"""The protocol's version, as in schemas/source/blenderProtocol.ts."""
VERSION = "0.1.0"
"""The add-on's version, as in blender_manifest.toml."""


@dataclass
class Session:
    """`file` is the .blend that was opened; `pristine` while nothing has been made since it was emptied;
    `changed` once something was made that is not saved. `loads` and `undos` count the files and the
    undo steps that came from elsewhere, `quiet` is above 0 while an undo step is no news; `answers` are
    those of batches that had a key. `film` is what an editor shows here (params of film/show); `at_end` is
    called when the session ends."""

    pump: Pump
    schemas: Schemas
    background: bool
    broadcast: Callable[[str], None]
    clients: Callable[[], int] = lambda: 0
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    file: str = ""
    pristine: bool = False
    changed: bool = False
    rendering: str = ""
    film: dict[str, Any] | None = None
    allow_code: bool = False
    loads: int = 0
    undos: int = 0
    quiet: int = 0
    answers: OrderedDict[str, dict[str, Any]] = field(default_factory=OrderedDict)
    at_end: list[Callable[[], None]] = field(default_factory=list)

    @property
    def shown(self) -> dict[str, Any] | None:
        """The film that an editor shows here; one whose editor has gone is shown by nobody."""
        return self.film if self.clients() else None

    def emit(self, event: str, params: dict[str, Any]) -> None:
        """Tells every client; from any thread."""
        self.broadcast(event_text(event, params))

    def end(self) -> None:
        """Lets go of what the session holds besides its server."""
        for release in self.at_end:
            release()
        self.at_end.clear()
