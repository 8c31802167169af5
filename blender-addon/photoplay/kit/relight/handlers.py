"""Lights a scene while it is rendered or played."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import bpy
import numpy as np

from .scene import Relight

_attached: dict[str, Callable[[Any, Any], None]] = {}


def attach(scene: Any) -> Callable[[], None]:
    """From now on each frame change of the scene lights its actors; the answer ends that. What is on stage
    must not be changed in between. Raises KeyError for a scene without a set."""
    relight, name = Relight(scene), scene.name
    handlers: Any = bpy.app.handlers.frame_change_post

    last: list[object] = [None]

    def on_frame(changed: Any, depsgraph: Any) -> None:
        # a frame is evaluated: poses are known, and what is written here is evaluated again for drawing
        if changed.name != name or changed.camera is None:
            return
        camera = changed.camera.evaluated_get(depsgraph).matrix_world.translation
        # a render changes to the frame again, twice, after `frame_set` has been there
        seen = (changed.frame_current, changed.frame_subframe, tuple(camera))
        if seen != last[0]:
            last[0] = seen
            relight.update(depsgraph, np.array(camera))

    def detach() -> None:
        if on_frame in handlers:
            handlers.remove(on_frame)
        if _attached.get(name) is on_frame:
            del _attached[name]

    if name in _attached:
        handlers.remove(_attached[name])
    _attached[name] = on_frame
    handlers.append(on_frame)
    return detach
