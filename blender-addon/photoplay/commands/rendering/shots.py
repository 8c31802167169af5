"""Draws the shots of a job frame by frame; the same in a session without a window and in a worker."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bpy

from ...disk import explained
from ...errors import Code, RpcError
from ...jsonrpc import coded
from ...pictures import is_whole
from ...pump import Steps
from ..lookup import SHOT, cameras, find_camera, find_scene, show_scene
from .aim import aimed
from .draw import draw, even_runs
from .tiers import extension, fit_to_shot, frames_at_once, prepare

Tell = Callable[[str, dict[str, Any]], None]
"""Told (event, params): progress, frame, and at the end done or failed, as in the schema but for the job."""


def planned(params: dict[str, Any]) -> dict[str, Any]:
    """A render/start in full: every shot with its frames and its folder. RpcError(NOT_FOUND or
    INVALID_PARAMS)."""
    scene = find_scene(params["scene"])
    asked = params.get("shots") or [{"id": str(camera[SHOT])} for camera in cameras(scene)]
    if not asked:
        raise RpcError(Code.NOT_FOUND, f"scene {scene.name!r} has no shots")
    shots = [_planned_shot(scene, params, index, shot) for index, shot in enumerate(asked)]
    return {"scene": params["scene"], "tier": params["tier"], "shots": shots}


def _planned_shot(scene: Any, params: dict[str, Any], index: int, shot: dict[str, Any]) -> dict[str, Any]:
    camera = find_camera(scene, shot["id"])
    step = params.get("step", 1)
    frames = shot.get("frames") or list(range(camera["photoplay_in"], camera["photoplay_out"], step))
    if frames != sorted(set(frames)):
        path = f"shots[{index}].frames"
        raise RpcError(Code.INVALID_PARAMS, f"{path}: must ascend", path=path)
    return {"id": shot["id"], "frames": frames, "directory": _directory(params, index, shot)}


def _directory(params: dict[str, Any], index: int, shot: dict[str, Any]) -> str:
    if "directory" in shot:
        return str(shot["directory"])
    if "directory" not in params:
        path = f"shots[{index}].directory" if "shots" in params else "directory"
        raise RpcError(Code.INVALID_PARAMS, f"{path}: says where frames go", path=path)
    name = str(shot["id"])
    if name in (".", "..") or any(mark in name for mark in '/\\:*?"<>|\0'):
        path = f"shots[{index}].directory"
        raise RpcError(Code.INVALID_PARAMS, f"{path}: {name!r} can name no folder", path=path)
    return str(Path(params["directory"]) / name)


def render_shots(
    plan: dict[str, Any], tell: Tell, stopped: Callable[[], bool], file: str = ""
) -> Steps[None]:
    """Draws some frames a step, of `file` when it is named; ends with done or failed and raises nothing."""
    rendering = _Rendering(plan, tell, stopped)
    began = time.monotonic()
    try:
        if file:
            bpy.ops.wm.open_mainfile(filepath=file, load_ui=False, use_scripts=False)
        yield from rendering.steps()
    except Exception as error:
        failure = coded(explained(error, Path(plan["shots"][0]["directory"])))
        where = {"shot": rendering.shot, "frame": rendering.frame}
        tell("failed", {"code": int(failure.code), "message": failure.message, **where})
    else:
        counts = {"rendered": rendering.rendered, "kept": rendering.kept}
        tell("done", {**counts, "seconds": time.monotonic() - began})


class _Rendering:
    """How far a job is."""

    def __init__(self, plan: dict[str, Any], tell: Tell, stopped: Callable[[], bool]) -> None:
        self.plan, self.tell, self.stopped = plan, tell, stopped
        self.total = sum(len(shot["frames"]) for shot in plan["shots"])
        self.rendered = self.kept = 0
        self.shot, self.frame = plan["shots"][0]["id"], plan["shots"][0]["frames"][0]

    def steps(self) -> Steps[None]:
        """Raises what Blender or the disk has to say, and RpcError(CANCELLED) once stopped."""
        scene = find_scene(self.plan["scene"])
        show_scene(scene)
        restore = prepare(scene, self.plan["tier"])
        try:
            for shot in self.plan["shots"]:
                self.shot = shot["id"]
                done = self.rendered + self.kept
                self.tell("progress", {"shot": self.shot, "done": done, "total": self.total})
                with aimed(scene, find_camera(scene, self.shot)):
                    fit_to_shot(scene, self.plan["tier"])
                    yield from self._frames(scene, shot)
        finally:
            restore()

    def _frames(self, scene: Any, shot: dict[str, Any]) -> Steps[None]:
        directory, ending = Path(shot["directory"]), extension(self.plan["tier"])
        directory.mkdir(parents=True, exist_ok=True)
        files = {frame: directory / f"{i:04d}{ending}" for i, frame in enumerate(shot["frames"], 1)}
        there = [frame for frame, file in files.items() if is_whole(file)]
        for frame in there:
            self._tell(frame, files[frame], True, 0.0)
        missing = sorted(files.keys() - there)
        for run in even_runs(missing, frames_at_once(self.plan["tier"])):
            yield
            if self.stopped():
                raise RpcError(Code.CANCELLED, "cancelled")
            self.frame = run[0]
            draw(scene, run, files, lambda frame, seconds: self._tell(frame, files[frame], False, seconds))

    def _tell(self, frame: int, file: Path, kept: bool, seconds: float) -> None:
        self.kept += kept
        self.rendered += not kept
        told = {"shot": self.shot, "frame": frame, "file": str(file), "kept": kept, "seconds": seconds}
        self.tell("frame", told)
