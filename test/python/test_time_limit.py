"""Code that takes too long is ended, whatever it catches, and nothing is left over."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from photoplay.time_limit import TimeIsUp, within


def for_ever() -> None:
    while True:
        pass


def deaf() -> None:
    while True:
        try:
            while True:
                pass
        except Exception:
            pass


def stubborn() -> None:
    heard = 0
    while heard < 3:
        try:
            while True:
                pass
        except BaseException:
            heard += 1
    raise ValueError("heard")


@pytest.mark.parametrize("code", [for_ever, deaf])
def test_what_does_not_end_is_ended(code: Callable[[], None]) -> None:
    began = time.monotonic()
    with pytest.raises(TimeIsUp):
        within(0.1, code)
    assert 0.1 <= time.monotonic() - began < 2


def test_what_catches_the_end_of_its_time_is_told_again() -> None:
    with pytest.raises(ValueError, match="heard"):
        within(0.05, stubborn)


def test_what_ends_in_time_is_let_alone_afterwards() -> None:
    for _ in range(200):
        try:
            assert within(0.002, lambda: time.sleep(0.0019)) is None
        except TimeIsUp:
            continue
    time.sleep(0.3)
    assert not [thread for thread in threading.enumerate() if thread.name == "photoplay time limit"]


def test_its_own_error_comes_through() -> None:
    with pytest.raises(ZeroDivisionError):
        within(5, lambda: 1 // 0)
