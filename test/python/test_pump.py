"""The main-thread queue: order, limits, tasks between calls, and that nothing ends it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator

import pytest

from photoplay.pump import Job, Pump


@pytest.fixture
def headless() -> Generator[Pump, None, None]:
    pump = Pump()
    thread = threading.Thread(target=pump.run_headless, daemon=True)
    thread.start()
    yield pump
    pump.stop()
    thread.join(2)
    assert not thread.is_alive()


def wait_for(done: Callable[[], bool]) -> None:
    until = time.monotonic() + 2
    while not done():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.001)


def fail() -> None:
    raise ValueError("on purpose")


def test_calls_run_in_order_on_one_thread(headless: Pump) -> None:
    seen: list[tuple[int, int]] = []
    for number in range(50):
        headless.submit(Job("n", lambda n=number: seen.append((n, threading.get_ident()))))
    wait_for(lambda: len(seen) == 50)
    assert [n for n, _ in seen] == list(range(50))
    assert len({thread for _, thread in seen}) == 1


def test_a_call_that_raises_ends_nothing(headless: Pump) -> None:
    seen: list[str] = []
    headless.submit(Job("bad", fail))
    headless.submit(Job("good", lambda: seen.append("good")))
    wait_for(lambda: seen == ["good"])
    assert headless.busy == ""


def test_calls_are_served_between_the_steps_of_a_task(headless: Pump) -> None:
    seen: list[str] = []

    def steps() -> Generator[None, None, None]:
        while "call" not in seen:
            seen.append("step")
            yield
        seen.append("end")

    headless.submit(Job("start", lambda: headless.add_task(steps())))
    wait_for(lambda: "step" in seen)
    headless.submit(Job("call", lambda: seen.append("call")))
    wait_for(lambda: seen[-1] == "end")


def test_a_task_that_raises_is_dropped(headless: Pump) -> None:
    def steps() -> Generator[None, None, None]:
        yield
        fail()

    seen: list[str] = []
    headless.submit(Job("start", lambda: headless.add_task(steps())))
    headless.submit(Job("after", lambda: seen.append("after")))
    wait_for(lambda: seen == ["after"])


def test_a_full_queue_says_so() -> None:
    pump = Pump(limit=2)
    assert [pump.submit(Job("n", fail)) for _ in range(3)] == [True, True, False]
    assert pump.waiting == 2


def test_the_timer_serves_what_waits_and_comes_back_soon_after_work_and_late_when_idle() -> None:
    pump = Pump()
    seen: list[str] = []
    pump.submit(Job("one", lambda: seen.append("one")))
    pump.submit(Job("bad", fail))
    pump.submit(Job("two", lambda: seen.append("two")))
    assert pump.tick() == 0.0
    assert seen == ["one", "two"]
    pump._last_call -= 10
    assert pump.tick() == 0.015
    pump._last_call -= 100
    assert pump.tick() == 0.05
    pump.stop()
    assert pump.tick() is None


def test_the_timer_lingers_for_the_next_call() -> None:
    pump = Pump()
    seen: list[str] = []

    def answer() -> None:
        seen.append("first")
        threading.Timer(0.003, lambda: pump.submit(Job("second", lambda: seen.append("second")))).start()

    pump.submit(Job("first", answer))
    pump.tick()
    assert seen == ["first", "second"]


def test_a_stream_of_calls_does_not_keep_the_timer_for_ever() -> None:
    pump = Pump()

    def again() -> None:
        pump.submit(Job("again", again))

    again()
    began = time.monotonic()
    pump.tick()
    assert time.monotonic() - began < 1


def test_the_age_of_the_last_tick_grows_while_a_call_runs(headless: Pump) -> None:
    release = threading.Event()
    headless.submit(Job("slow", lambda: release.wait(2) and None))
    wait_for(lambda: headless.busy == "slow")
    time.sleep(0.05)
    assert headless.tick_age() >= 0.05
    release.set()
    wait_for(lambda: headless.busy == "")
    assert headless.tick_age() < 0.05


def test_a_long_call_is_cut_in_slices_and_the_calls_behind_it_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("photoplay.pump.FIRST_SLICE", 0.01)
    monkeypatch.setattr("photoplay.pump.SLICES", (0.01, 0.01))
    pump = Pump()
    seen: list[str] = []

    def steps() -> Generator[None, None, None]:
        for _ in range(6):
            time.sleep(0.004)
            yield
        seen.append("long")

    pump.submit(Job("long", steps))
    pump.submit(Job("short", lambda: seen.append("short")))
    assert pump.tick() == 0.0
    assert (seen, pump.busy) == ([], "long")
    ticks = 1
    while len(seen) < 2:
        pump.tick()
        ticks += 1
    assert seen == ["long", "short"]
    assert ticks > 2
    assert pump.busy == ""


def test_a_call_that_waits_says_for_what_and_lets_the_tick_end_at_once() -> None:
    pump = Pump()
    waiting = [True]

    def steps() -> Generator[str, None, None]:
        while waiting:
            yield "a drag"

    pump.submit(Job("move", steps))
    began = time.monotonic()
    assert pump.tick() == 0.0
    assert time.monotonic() - began < 0.05
    assert pump.busy == "move, which waits for a drag"
    waiting.clear()
    pump.tick()
    assert pump.busy == ""


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, GeneratorExit])
def test_nothing_that_is_raised_escapes_the_timer(error: type[BaseException]) -> None:
    def steps() -> Generator[None, None, None]:
        yield
        raise error

    def broken() -> None:
        raise error

    pump = Pump()
    seen: list[str] = []
    pump.submit(Job("bad", broken))
    pump.submit(Job("bad in the middle", steps))
    pump.add_task(steps())
    pump.submit(Job("good", lambda: seen.append("good")))
    for _ in range(3):
        assert pump.tick() is not None
    assert seen == ["good"]


def test_what_is_half_done_is_closed_when_it_stops() -> None:
    pump = Pump()
    closed: list[str] = []

    def steps() -> Generator[str, None, None]:
        try:
            while True:
                yield "for ever"
        finally:
            closed.append("long")

    pump.submit(Job("long", steps))
    pump.tick()
    pump.stop()
    pump.run_headless()
    assert closed == ["long"]
    assert pump.tick() is None
