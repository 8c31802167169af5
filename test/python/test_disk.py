"""A full disk is told as one; every other error stays as it is."""

from __future__ import annotations

from collections import namedtuple
from pathlib import Path

import pytest

from photoplay import disk
from photoplay.errors import Code, RpcError

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def nearly_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk.shutil, "disk_usage", lambda _: Usage(10**9, 10**9 - 1_500_000, 1_500_000))


def test_an_error_on_a_disk_with_room_is_what_it_was(tmp_path: Path) -> None:
    error = RuntimeError("cannot be built")
    assert disk.explained(error, tmp_path) is error


@pytest.mark.usefixtures("nearly_full")
def test_what_fails_on_a_full_disk_says_so(tmp_path: Path) -> None:
    told = disk.explained(RuntimeError("No such file or directory"), tmp_path / "not" / "there")
    assert isinstance(told, RpcError)
    assert told.code == Code.OUT_OF_SPACE
    assert "1.5 MB are free" in told.message


@pytest.mark.usefixtures("nearly_full")
def test_an_error_with_a_code_of_its_own_keeps_it(tmp_path: Path) -> None:
    error = RpcError(Code.CANCELLED, "cancelled")
    assert disk.explained(error, tmp_path) is error
