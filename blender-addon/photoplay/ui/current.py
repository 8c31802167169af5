"""The running session as the panel sees it, and where on the film the person is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..commands.lookup import SHOT, cameras

if TYPE_CHECKING:
    from ..session import Session

_session: Session | None = None


def attach(session: Session | None) -> None:
    """The session to show from now on; None when there is none."""
    global _session
    _session = session


def current() -> Session | None:
    """The session that runs in this Blender."""
    return _session


def shot_at(scene: Any) -> Any | None:
    """The camera of the shot whose window holds the scene's frame; between shots the one that came last."""
    passed = [camera for camera in cameras(scene) if camera["photoplay_in"] <= scene.frame_current]
    return passed[-1] if passed else None


def neighbour(scene: Any, step: int) -> Any | None:
    """The camera of the shot before (-1) or after (1) the one that is shown."""
    shots = cameras(scene)
    here = shot_at(scene)
    index = shots.index(here) + step if here in shots else 0
    return shots[index] if 0 <= index < len(shots) else None


def shot_id(camera: Any) -> str:
    """A shot's id, as in the shot list."""
    return str(camera[SHOT])
