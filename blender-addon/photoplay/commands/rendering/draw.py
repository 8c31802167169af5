"""Draws frames of a scene into files that appear whole or not at all."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import bpy
import numpy as np

Drawn = Callable[[int, float], None]
"""Told of each frame as it is there, with the seconds it took."""


def even_runs(frames: Sequence[int], longest: int) -> list[list[int]]:
    """Cuts ascending frames into runs of at most `longest` that lie equally far apart."""
    runs: list[list[int]] = []
    for frame in frames:
        run = runs[-1] if runs else []
        even = len(run) < 2 or frame - run[-1] == run[1] - run[0]
        if runs and even and len(run) < longest:
            run.append(frame)
        else:
            runs.append([frame])
    return runs


def draw(scene: Any, run: Sequence[int], files: Mapping[int, Path], drawn: Drawn) -> None:
    """Draws an even run of frames as one animation, which saves a third of the time of a call a frame: what
    does not move stays with the graphics driver. Raises what Blender or the disk has to say."""
    first = files[run[0]]
    parts = first.with_name(f".{os.getpid()}.part.")
    problems: list[OSError] = []
    began = time.monotonic()

    def written(at: Any, *_: Any) -> None:
        nonlocal began
        frame, now = at.frame_current, time.monotonic()
        try:
            Path(at.render.frame_path(frame=frame)).replace(files[frame])
            drawn(frame, now - began)
        except OSError as error:
            problems.append(error)
        began = now

    with (
        _range(scene, run, f"{parts}####"),
        _handling("render_write", written),
        _handling("frame_change_post", _keep_shapes),
    ):
        try:
            bpy.ops.render.render(animation=True, scene=scene.name)
        finally:
            for part in first.parent.glob(f"{parts.name}*"):
                part.unlink(missing_ok=True)
    if problems:
        raise problems[0]


@contextmanager
def _range(scene: Any, run: Sequence[int], path: str) -> Iterator[None]:
    before = scene.frame_start, scene.frame_end, scene.frame_step
    scene.frame_start, scene.frame_end = run[0], run[-1]
    scene.frame_step = run[1] - run[0] if len(run) > 1 else 1
    scene.render.filepath = path
    try:
        yield
    finally:
        scene.frame_start, scene.frame_end, scene.frame_step = before


@contextmanager
def _handling(event: str, handler: Callable[..., None]) -> Iterator[None]:
    handlers = getattr(bpy.app.handlers, event)
    handlers.append(handler)
    try:
        yield
    finally:
        handlers.remove(handler)


def _keep_shapes(scene: Any, graph: Any) -> None:
    """A mesh that a handler recolours is copied anew for drawing, together with its shape keys as they are in
    the file, which a render does not animate: so they are brought to the frame."""
    for thing in scene.objects:
        keys = thing.data.shape_keys if thing.type == "MESH" else None
        if keys is not None:
            values = np.empty(len(keys.key_blocks), np.float32)
            keys.evaluated_get(graph).key_blocks.foreach_get("value", values)
            keys.key_blocks.foreach_set("value", values)
