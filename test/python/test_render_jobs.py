"""Render jobs as a session with a window does them: in another process, from a copy, one after the other."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import bpy
import pytest

from photoplay import disk
from photoplay.commands.filming.camera import add_camera
from photoplay.commands.filming.scene import create_scene
from photoplay.commands.rendering import methods as render
from photoplay.errors import Code, RpcError
from photoplay.jobs_ledger import Ledger
from photoplay.jobs_queue import RenderQueue
from photoplay.jobs_worker import Worker, worker_command
from photoplay.pictures import is_whole
from photoplay.pump import Pump
from photoplay.session import Session
from photoplay.validation import Schemas


class Desk:
    """A session that believes it has a window, and what its clients hear."""

    def __init__(self, background: bool = False) -> None:
        self.heard: list[tuple[str, dict[str, Any]]] = []
        self.session = Session(Pump(), Schemas(), background, self._hear)
        self.methods = render.methods(self.session)

    def _hear(self, text: str) -> None:
        message = json.loads(text)
        self.session.schemas.check_event(message["method"], message["params"])
        self.heard.append((message["method"], message["params"]))

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        self.session.schemas.check_params(method, params)
        result = self.methods[method].handler(params)
        self.session.schemas.check_result(method, result)
        return result

    def jobs(self) -> dict[str, dict[str, Any]]:
        return {job["job"]: job for job in self.call("render/list")["jobs"]}

    def frames(self, job: str) -> list[tuple[int, bool]]:
        return [(p["frame"], p["kept"]) for e, p in self.heard if e == "render/frame" and p["job"] == job]

    def wait(self, done: Callable[[], bool], seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < until, f"it did not happen: {self.heard} {self.jobs()}"
            time.sleep(0.005)

    def end(self, job: str) -> dict[str, Any]:
        self.wait(lambda: self.jobs()[job]["state"] not in ("queued", "running"))
        return self.jobs()[job]


def camera(shot: str, first: int, after: int) -> dict[str, Any]:
    return {
        "scene": "2",
        "id": shot,
        "size": "WS",
        "subjects": [],
        "in": first,
        "out": after,
        "keys": [{"frame": first, "position": [0, -6, 0], "target": [0, 0, 0], "lens": 35}],
        "sensor": [36, 20.25],
        "hides": [],
        "marker": shot,
    }


@pytest.fixture
def desk() -> Iterator[Desk]:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    create_scene({"id": "2", "heading": "INT. HALL - DAY", "fps": 24, "frames": 960, "size": [96, 54]})
    add_camera(camera("2.01", 0, 6))
    add_camera(camera("2.02", 6, 900))
    at_the = Desk()
    yield at_the
    at_the.session.end()


def long(directory: Path) -> dict[str, Any]:
    shot = {"id": "2.02", "frames": list(range(6, 900)), "directory": str(directory)}
    return {"scene": "2", "tier": "draft", "shots": [shot]}


def the_worker(desk: Desk) -> Worker:
    queue = desk.session.at_end[0].__self__  # type: ignore[attr-defined]
    worker = queue._worker
    assert isinstance(worker, Worker)
    return worker


def test_a_job_is_drawn_by_another_process_from_the_file_as_it_was(desk: Desk, tmp_path: Path) -> None:
    started = desk.call("render/start", scene="2", tier="draft", directory=str(tmp_path), step=2)
    bpy.data.objects.remove(bpy.data.objects["2.01"])
    assert started["total"] == 3 + 447
    desk.wait(lambda: len(desk.frames(started["job"])) >= 3)
    assert sorted(file.name for file in (tmp_path / "2.01").iterdir()) == ["0001.bmp", "0002.bmp", "0003.bmp"]
    assert desk.frames(started["job"])[:3] == [(0, False), (2, False), (4, False)]
    assert desk.call("render/cancel", job=started["job"]) == {"cancelled": True}
    assert desk.end(started["job"])["state"] == "cancelled"


def test_the_pictures_are_those_of_a_session_without_a_window(desk: Desk, tmp_path: Path) -> None:
    def job(name: str) -> dict[str, Any]:
        shot = {"id": "2.01", "directory": str(tmp_path / name)}
        return {"scene": "2", "tier": "draft", "shots": [shot]}

    mesh = bpy.data.meshes.new("square")
    mesh.from_pydata([(-1, 0, -1), (1, 0, -1), (1, 0, 1)], [], [(0, 1, 2)])
    bpy.data.scenes["2"].collection.objects.link(bpy.data.objects.new("square", mesh))
    apart = desk.call("render/start", **job("apart"))["job"]
    assert desk.end(apart)["state"] == "done"
    own = Desk(background=True)
    mine = own.call("render/start", **job("mine"))["job"]
    while own.session.rendering:
        own.session.pump.tick()
    assert own.jobs()[mine]["state"] == "done"
    for number in range(1, 7):
        name = f"{number:04d}.bmp"
        assert (tmp_path / "apart" / name).read_bytes() == (tmp_path / "mine" / name).read_bytes()
    told = [event for event, _ in own.heard]
    assert (
        told
        == [event for event, _ in desk.heard]
        == ["render/progress", *["render/frame"] * 6, "render/done"]
    )


def test_a_cancelled_job_ends_within_a_second_keeps_its_frames_and_goes_on_from_them(
    desk: Desk, tmp_path: Path
) -> None:
    job = desk.call("render/start", **long(tmp_path))["job"]
    desk.wait(lambda: len(desk.frames(job)) >= 3)
    began = time.monotonic()
    assert desk.call("render/cancel", job=job) == {"cancelled": True}
    ended = desk.end(job)
    assert time.monotonic() - began < 1
    assert (ended["state"], ended["error"]["code"]) == ("cancelled", Code.CANCELLED)
    there = sorted(tmp_path.iterdir())
    assert len(there) >= 3
    assert all(is_whole(file) for file in there)
    assert desk.call("render/cancel", job=job) == {"cancelled": False}

    there[0].write_bytes(there[0].read_bytes()[:-1])
    there[1].write_bytes(b"")
    again = desk.call("render/start", **long(tmp_path))["job"]
    desk.wait(lambda: len(desk.frames(again)) >= len(there))
    desk.call("render/cancel", job=again)
    told = dict(desk.frames(again))
    assert sum(told.values()) == len(there) - 2
    assert [told[6], told[7], told[8]] == [False, False, True]
    desk.end(again)
    assert is_whole(there[0])
    assert is_whole(there[1])


def test_a_worker_that_is_killed_fails_its_job_and_the_next_goes_on(desk: Desk, tmp_path: Path) -> None:
    job = desk.call("render/start", **long(tmp_path))["job"]
    then = desk.call("render/start", scene="2", tier="draft", shots=[{"id": "2.01"}], directory=str(tmp_path))
    desk.wait(lambda: len(desk.frames(job)) >= 2)
    assert desk.jobs()[then["job"]]["state"] == "queued"
    os.kill(the_worker(desk).pid, signal.SIGKILL)
    failed = desk.end(job)
    assert (failed["state"], failed["error"]["code"]) == ("failed", Code.BLENDER)
    assert "SIGKILL" in failed["error"]["message"]
    assert desk.end(then["job"])["state"] == "done"
    assert not [file for file in tmp_path.iterdir() if file.name.startswith(".")]
    assert (tmp_path / "2.01" / "0006.bmp").is_file()


def test_jobs_wait_for_each_other_and_the_worker_stays_warm(desk: Desk, tmp_path: Path) -> None:
    ids = []
    for number in range(3):
        shots = [{"id": "2.01", "directory": str(tmp_path / str(number))}]
        ids.append(desk.call("render/start", scene="2", tier="draft", shots=shots)["job"])
    assert desk.call("render/cancel", job=ids[1]) == {"cancelled": True}
    assert desk.end(ids[2])["state"] == "done"
    assert [job["state"] for job in desk.jobs().values()] == ["done", "cancelled", "done"]
    assert not (tmp_path / "1").exists()
    order = [params["job"] for event, params in desk.heard if event in ("render/done", "render/failed")]
    assert order == [ids[1], ids[0], ids[2]]
    pid = the_worker(desk).pid
    shots = [{"id": "2.01", "directory": str(tmp_path / "warm")}]
    desk.end(desk.call("render/start", scene="2", tier="draft", shots=shots)["job"])
    assert the_worker(desk).pid == pid


def test_what_cannot_be_drawn_is_refused_at_once_with_the_place(desk: Desk, tmp_path: Path) -> None:
    def refused(**params: Any) -> RpcError:
        with pytest.raises(RpcError) as caught:
            desk.call("render/start", **{"scene": "2", "tier": "draft", **params})
        return caught.value

    assert refused(scene="3", directory="/x").code == Code.NOT_FOUND
    assert refused(shots=[{"id": "2.1"}], directory="/x").data["nearest"] == ["2.01"]
    assert refused().data["path"] == "directory"
    assert refused(shots=[{"id": "2.01"}]).data["path"] == "shots[0].directory"
    assert (
        refused(shots=[{"id": "2.01", "frames": [3, 1], "directory": "/x"}]).data["path"] == "shots[0].frames"
    )
    assert desk.jobs() == {}
    add_camera(camera("../up", 900, 901))
    assert refused(directory=str(tmp_path)).data["path"] == "shots[2].directory"


def test_a_folder_that_cannot_be_is_a_failed_job_and_the_worker_lives(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    shots = [{"id": "2.01", "directory": str(tmp_path / "file" / "frames")}]
    failed = desk.end(desk.call("render/start", scene="2", tier="draft", shots=shots)["job"])
    assert failed["state"] == "failed"
    shots = [{"id": "2.01", "directory": str(tmp_path / "frames")}]
    assert desk.end(desk.call("render/start", scene="2", tier="draft", shots=shots)["job"])["state"] == "done"


def test_a_full_disk_is_told_as_one_at_the_start_and_while_it_is_drawn(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr(disk.shutil, "disk_usage", lambda _: usage)
    (tmp_path / "file").write_text("in the way")
    own = Desk(background=True)
    shots = [{"id": "2.01", "directory": str(tmp_path / "file" / "frames")}]
    job = own.call("render/start", scene="2", tier="draft", shots=shots)["job"]
    while own.session.rendering:
        own.session.pump.tick()
    assert own.jobs()[job]["error"]["code"] == Code.OUT_OF_SPACE
    monkeypatch.setattr(render.tempfile, "mkdtemp", lambda prefix: str(tmp_path / "file" / "copy"))
    with pytest.raises(RpcError) as caught:
        desk.call("render/start", **long(tmp_path))
    assert caught.value.code == Code.OUT_OF_SPACE
    assert desk.jobs() == {}


def test_jobs_and_their_worker_end_with_the_session(desk: Desk, tmp_path: Path) -> None:
    runs = desk.call("render/start", **long(tmp_path / "a"))["job"]
    waits = desk.call("render/start", **long(tmp_path / "b"))["job"]
    desk.wait(lambda: len(desk.frames(runs)) >= 1)
    worker = the_worker(desk)
    desk.session.end()
    assert worker.ended
    assert [desk.jobs()[job]["state"] for job in (runs, waits)] == ["cancelled", "cancelled"]


def test_an_idle_worker_is_let_go(tmp_path: Path) -> None:
    ledger = Ledger("abc", lambda event, params: None)
    workers: list[Worker] = []

    def start() -> Worker:
        workers.append(Worker([sys.executable, "-c", ECHO]))
        return workers[-1]

    jobs = RenderQueue(ledger, start, idle=0.1)
    plan = {"scene": "2", "tier": "draft", "shots": [{"id": "1", "frames": [0], "directory": str(tmp_path)}]}
    for number in range(2):
        folder = tmp_path / f"copy{number}"
        folder.mkdir()
        jobs.add(plan, folder / "copy.blend")
        until = time.monotonic() + 10
        while not (len(workers) > number and workers[number].ended) and time.monotonic() < until:
            time.sleep(0.01)
        assert workers[number].ended
        assert not folder.exists()
    assert [job["state"] for job in ledger.list(None)["jobs"]] == ["done", "done"]
    jobs.stop()


ECHO = """
import json, sys
for line in sys.stdin:
    print(json.dumps({"event": "done", "rendered": 0, "kept": 0, "seconds": 0}), flush=True)
"""


def test_a_worker_that_says_nothing_sensible_or_cannot_start_fails_the_job(tmp_path: Path) -> None:
    for command in ([sys.executable, "-c", "print('hello')"], [str(tmp_path / "no such program")]):
        ledger = Ledger("abc", lambda event, params: None)
        jobs = RenderQueue(ledger, lambda command=command: Worker(command))
        plan = {
            "scene": "2",
            "tier": "draft",
            "shots": [{"id": "1", "frames": [0], "directory": str(tmp_path)}],
        }
        folder = tmp_path / "copy"
        folder.mkdir()
        jobs.add(plan, folder / "copy.blend")
        until = time.monotonic() + 10
        while ledger.list(None)["jobs"][0]["state"] in ("queued", "running"):
            assert time.monotonic() < until
            time.sleep(0.01)
        assert ledger.list(None)["jobs"][0]["state"] == "failed"
        jobs.stop()


def test_a_worker_ends_with_its_parent() -> None:
    process = subprocess.Popen(worker_command(""), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(20) == 0
