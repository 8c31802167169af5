"""A session without a window: `python -m photoplay.headless` with Blender's module, or
`blender -b --python-expr "…; photoplay.headless.main()"`.

For a program that started it (`main`): the first line on stdin is {"token": "…"}; the one line of JSON on
stdout says where to connect. The token is never on a command line, where others could read it. The session
ends with its parent: when stdin closes. For a person (`stay`): announced like one with a window, until
somebody quits it.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import threading
import time

from .pump import Pump

_GRACE = 5.0
"""Seconds that a call under way gets to end once the parent is gone."""


def main() -> None:
    """Serves until stdin closes. Ends the process."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import bpy

    from .wiring import start_session

    token = json.loads(sys.stdin.readline())["token"]
    bpy.ops.wm.read_factory_settings(use_empty=True)
    session, server = start_session(token, background=True)
    session.pristine = True
    hello = {"photoplay": {"port": server.port, "pid": os.getpid(), "blender": list(bpy.app.version)}}
    print(json.dumps(hello), flush=True)
    threading.Thread(target=_stop_with_parent, args=(session.pump,), daemon=True).start()
    session.pump.run_headless()
    server.stop()
    sys.stdout.flush()
    os._exit(0)  # Blender's module may crash while Python takes it down


def stay(file: str = "") -> None:
    """Serves until session/quit, announced, with `file` open (what Blender has open when none is named).
    Ends the process."""
    import bpy

    from .presence import appear
    from .server import new_token
    from .wiring import start_session

    if file:
        bpy.ops.wm.open_mainfile(filepath=file, load_ui=False, use_scripts=False)
    token = new_token()
    session, server = start_session(token, background=True)
    session.file = bpy.data.filepath
    leave = appear(session, server.port, token)
    signal.signal(signal.SIGTERM, lambda *_: session.pump.stop())
    session.pump.run_headless()
    leave()
    session.end()
    server.stop()
    sys.stdout.flush()
    os._exit(0)


def _stop_with_parent(pump: Pump) -> None:
    with contextlib.suppress(OSError, ValueError):
        while sys.stdin.readline():
            continue
    pump.stop()
    time.sleep(_GRACE)
    os._exit(1)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--stay"]:
        stay(*sys.argv[2:3])
    main()
