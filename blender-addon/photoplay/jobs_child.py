"""The process that renders for an open session: takes jobs as JSON lines, draws them, tells as JSON lines.

It draws as a session without a window does. It ends when its parent lets go of stdin, or dies.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any

_GRACE = 5.0
"""Seconds that frames under way get once the parent is gone."""
_GONE = threading.Event()


def main() -> None:
    """Serves until stdin closes. Ends the process by itself: Python's own way out waits for who reads stdin,
    and Blender's module may crash on it."""
    try:
        _serve(_voice())
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _serve(tell: Callable[[dict[str, Any]], None]) -> None:
    if hasattr(os, "nice"):
        os.nice(5)  # whoever works in the window comes first
    requests: queue.Queue[dict[str, Any] | None] = queue.Queue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()

    import bpy

    from .commands.rendering.shots import render_shots

    bpy.ops.wm.read_factory_settings(use_empty=True)
    while (request := requests.get()) is not None:

        def told(event: str, params: dict[str, Any]) -> None:
            tell({"event": event, **params})

        for _ in render_shots(request, told, _GONE.is_set, request["file"]):
            pass


def _voice() -> Callable[[dict[str, Any]], None]:
    """Writes lines to the pipe that stdout was; what Blender itself prints goes to stderr from now on."""
    sys.stdout.flush()
    pipe = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def tell(message: dict[str, Any]) -> None:
        with contextlib.suppress(OSError):
            pipe.write(json.dumps(message) + "\n")
            pipe.flush()

    return tell


def _listen(requests: queue.Queue[dict[str, Any] | None]) -> None:
    with contextlib.suppress(OSError, ValueError):
        for line in sys.stdin:
            requests.put(json.loads(line))
    _GONE.set()
    requests.put(None)
    time.sleep(_GRACE)
    os._exit(1)
