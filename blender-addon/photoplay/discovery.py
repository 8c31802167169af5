"""One small file a session in the user's own folder, so that an editor finds the running Blenders."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import socket
import sys
from pathlib import Path
from typing import Any

_QUERY = 0x1000
"""Windows: the right to ask about a process."""


def sessions_folder() -> Path:
    """Where sessions are announced; PHOTOPLAY_SESSIONS names another place."""
    named = os.environ.get("PHOTOPLAY_SESSIONS")
    if named:
        return Path(named)
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local")) / "photoplay" / "sessions"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "photoplay" / "sessions"
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return (Path(runtime) if runtime else home / ".cache") / "photoplay" / "sessions"


def announce(session: dict[str, Any], folder: Path | None = None) -> Path:
    """Writes the session's file, shaped as schemas/source/sessionFile.ts, in place of an older one.

    Returns its path. It holds the token: nobody else may read it. Whoever watches the folder finds the file
    whole or not at all.
    """
    folder = folder or sessions_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with contextlib.suppress(OSError):
        folder.chmod(0o700)  # it may have been there, open to others
    path = folder / f"{session['pid']}.json"
    part = folder / f"{session['pid']}.part"
    with contextlib.suppress(FileNotFoundError):
        part.unlink()
    with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        json.dump(session, file)
    part.replace(path)
    return path


def prune(folder: Path | None = None) -> None:
    """Takes away what sessions left that were killed: files whose process is gone, and whose port is dead
    (the process may be of another container)."""
    for path in (folder or sessions_folder()).glob("*.json"):
        if path.stem.isdigit() and not _alive(int(path.stem)) and not _answers(path):
            withdraw(path)


def _answers(path: Path) -> bool:
    try:
        port = json.loads(path.read_text("utf-8"))["port"]
        socket.create_connection(("127.0.0.1", port), timeout=0.5).close()
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        return False
    return True


def _alive(pid: int) -> bool:
    if sys.platform == "win32":
        return _alive_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _alive_on_windows(pid: int) -> bool:
    """There, signal 0 would end the process: a handle to it says whether it is there."""
    kernel: Any = getattr(ctypes, "windll").kernel32  # noqa: B009 - unknown on other systems
    handle = kernel.OpenProcess(_QUERY, False, pid)
    if handle:
        kernel.CloseHandle(handle)
    return bool(handle)


def withdraw(path: Path) -> None:
    """Takes the file away."""
    with contextlib.suppress(OSError):
        path.unlink()
