"""A process that renders for an open session, as the session sees it: started, told, heard, ended.

It speaks JSON lines: a request is {job, file, scene, tier, shots}; each line back is {event, …} of that job.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_WORDS = 8
"""Lines of what it said last that are kept for when it dies."""
_OURS = b'{"event":'
"""How our lines begin; Blender prints some of its own before it can be told not to."""
_NOISE = ("EGL", "Warning: region type", "libEGL")


def worker_command(blender: str) -> list[str]:
    """How to start one: by Blender's program, or by this Python where Blender is a module (`blender` empty).

    It gets this process's path, since an installed add-on's libraries are not on a fresh Blender's.
    """
    package = Path(__file__).resolve().parent
    folders = [str(package.parent), *filter(None, sys.path)]
    script = (
        f"import sys; sys.path.extend(p for p in {folders!r} if p not in sys.path); "
        f"from {package.name} import jobs_child; jobs_child.main()"
    )
    if not blender:
        return [sys.executable, "-c", script]
    return [blender, "--background", "--factory-startup", "--python-exit-code", "1", "--python-expr", script]


class Worker:
    """One process. `perform` is called by one thread, the rest by any."""

    def __init__(self, command: list[str]) -> None:
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._killed = False
        self._words: deque[str] = deque(maxlen=_WORDS)
        self._listener = threading.Thread(target=self._listen, name="photoplay-worker-words", daemon=True)
        self._listener.start()

    @property
    def pid(self) -> int:
        """Its process id, by which its half-written files are named."""
        return self._process.pid

    @property
    def ended(self) -> bool:
        """Whether it can draw no more."""
        return self._killed or self._process.poll() is not None

    def perform(self, request: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
        """Sends a job; yields (event, params) until its process or the caller ends it."""
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            return
        with contextlib.suppress(OSError):
            stdin.write(json.dumps(request).encode() + b"\n")
            stdin.flush()
        for line in stdout:
            if line.startswith(_OURS):
                params = json.loads(line)
                yield params.pop("event"), params
            else:
                self._note(line)

    def kill(self) -> None:
        """Ends it at once; files appear whole or not at all, so nothing is lost but the frames under way."""
        self._killed = True
        self._process.kill()

    def close(self) -> None:
        """Lets an idle worker go: it ends when nobody can tell it more."""
        with contextlib.suppress(OSError):
            if self._process.stdin is not None:
                self._process.stdin.close()
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            self.kill()
        self._release()

    def farewell(self) -> str:
        """Once it has ended: how, and what it said last."""
        code = self._process.wait()
        self._listener.join(1)
        self._release()
        how = f"with code {code}"
        if code < 0:
            with contextlib.suppress(ValueError):
                how = f"by {signal.Signals(-code).name}"
        words = "; ".join(self._words)
        return f"{how}: {words}" if words else how

    def _release(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()

    def _listen(self) -> None:
        if self._process.stderr is None:
            return
        for line in self._process.stderr:
            self._note(line)
        self._process.stderr.close()

    def _note(self, line: bytes) -> None:
        text = line.decode("utf-8", "replace").strip()
        if text and not text.startswith(_NOISE):
            self._words.append(text[:300])
