"""What is kept of render jobs: how they stand, what they told, and how much of it."""

from __future__ import annotations

from typing import Any

from photoplay.errors import Code
from photoplay.jobs_ledger import Ledger
from photoplay.validation import Schemas

PLAN = {
    "scene": "2",
    "tier": "draft",
    "shots": [
        {"id": "2.01", "frames": [0, 2], "directory": "/frames/1"},
        {"id": "2.02", "frames": [9], "directory": "/frames/2"},
    ],
}


def frame(number: int, kept: bool = False) -> dict[str, Any]:
    return {"shot": "2.01", "frame": number, "file": f"/frames/1/{number}.bmp", "kept": kept, "seconds": 0.1}


def book() -> tuple[Ledger, list[tuple[str, dict[str, Any]]]]:
    told: list[tuple[str, dict[str, Any]]] = []
    return Ledger("abc", lambda event, params: told.append((event, params))), told


def stands(ledger: Ledger) -> list[dict[str, Any]]:
    answer = ledger.list(None)
    Schemas().check_result("render/list", answer)
    return answer["jobs"]


def test_a_job_is_followed_from_the_queue_to_its_end() -> None:
    ledger, told = book()
    job = ledger.add(PLAN).job
    (waits,) = stands(ledger)
    assert waits == {
        "job": "abc-1",
        "scene": "2",
        "tier": "draft",
        "shots": ["2.01", "2.02"],
        "state": "queued",
        "done": 0,
        "total": 3,
        "seconds": 0.0,
    }
    ledger.begin(job)
    ledger.tell(job, "progress", {"shot": "2.01", "done": 0, "total": 3})
    ledger.tell(job, "frame", frame(0, kept=True))
    ledger.tell(job, "frame", frame(2))
    (runs,) = stands(ledger)
    assert (runs["state"], runs["done"]) == ("running", 2)
    assert runs["seconds"] > 0
    ledger.tell(job, "done", {"rendered": 1, "kept": 1, "seconds": 0.2})
    (ended,) = stands(ledger)
    assert ended["state"] == "done"
    assert "error" not in ended
    assert [event for event, _ in told] == ["render/progress", "render/frame", "render/frame", "render/done"]
    assert [params["sequence"] for _, params in told] == [1, 2, 3, 4]
    for event, params in told:
        Schemas().check_event(event, params)


def test_a_failure_says_where_and_a_cancel_is_told_apart() -> None:
    ledger, told = book()
    first, second = ledger.add(PLAN).job, ledger.add(PLAN).job
    ledger.begin(first)
    ledger.tell(first, "frame", frame(2))
    ledger.fail(first, Code.BLENDER, "it burned")
    ledger.fail(second, Code.CANCELLED, "cancelled")
    failed, cancelled = stands(ledger)
    assert (failed["state"], cancelled["state"]) == ("failed", "cancelled")
    assert failed["error"] == {"code": int(Code.BLENDER), "message": "it burned"}
    assert (told[1][1]["shot"], told[1][1]["frame"]) == ("2.01", 2)


def test_of_a_job_that_ended_nothing_more_is_told() -> None:
    ledger, told = book()
    job = ledger.add(PLAN).job
    ledger.fail(job, Code.CANCELLED, "cancelled")
    ledger.tell(job, "frame", frame(0))
    ledger.fail(job, Code.BLENDER, "late")
    ledger.tell("nobody", "frame", frame(0))
    assert len(told) == 1


def test_who_comes_back_is_told_what_was_missed_and_no_more() -> None:
    ledger, told = book()
    job = ledger.add(PLAN).job
    for number in range(5):
        ledger.tell(job, "frame", frame(number))
    answer = ledger.list(3)
    Schemas().check_result("render/list", answer)
    assert [(one["event"], one["params"]) for one in answer["events"]] == told[3:]
    assert (answer["last"], answer["missed"]) == (5, False)
    assert ledger.list(5)["events"] == ledger.list(None)["events"] == []


def test_what_is_kept_has_an_end_and_whoever_was_away_too_long_is_told() -> None:
    ledger, _ = book()
    job = ledger.add(PLAN).job
    for number in range(10_050):
        ledger.tell(job, "frame", frame(number))
    assert ledger.list(50)["missed"] is False
    assert ledger.list(49)["missed"] is True
    assert len(ledger.list(0)["events"]) == 10_000


def test_the_last_hundred_jobs_that_ended_are_listed_and_all_that_have_not() -> None:
    ledger, _ = book()
    waits = ledger.add(PLAN).job
    for _ in range(120):
        ledger.fail(ledger.add(PLAN).job, Code.CANCELLED, "cancelled")
    jobs = [job["job"] for job in ledger.list(None)["jobs"]]
    assert len(jobs) == 101
    assert jobs[0] == waits
    assert jobs[-1] == "abc-121"
