"""One small file a session in the user's own folder, so that an editor finds the running Blenders."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from pathlib import Path
from typing import Any


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
    path = folder / f"{session['pid']}.json"
    part = folder / f"{session['pid']}.part"
    with contextlib.suppress(FileNotFoundError):
        part.unlink()
    with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        json.dump(session, file)
    part.replace(path)
    return path


def withdraw(path: Path) -> None:
    """Takes the file away."""
    with contextlib.suppress(OSError):
        path.unlink()
