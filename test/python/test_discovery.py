"""A session makes itself known to its own user, and to nobody else."""

from __future__ import annotations

import json
import os
import socket
import stat
import sys
from pathlib import Path

import pytest

from photoplay.discovery import announce, prune, sessions_folder, withdraw

SESSION = {"pid": 42, "port": 1, "token": "0" * 64}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "sessions"
    monkeypatch.setenv("PHOTOPLAY_SESSIONS", str(folder))
    return folder


def test_its_file_is_for_its_user_alone(folder: Path) -> None:
    path = announce(SESSION)
    assert path == folder / "42.json"
    assert json.loads(path.read_text()) == SESSION
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_file_of_the_same_process_is_replaced_and_never_half_written(folder: Path) -> None:
    folder.mkdir()
    for name in ("42.json", "42.part"):
        (folder / name).write_text("left by a process that was killed")
        (folder / name).chmod(0o666)
    path = announce({**SESSION, "port": 2})
    assert json.loads(path.read_text())["port"] == 2
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in folder.iterdir()] == ["42.json"]


def test_a_link_that_lies_in_the_way_is_not_followed(folder: Path, tmp_path: Path) -> None:
    folder.mkdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("mine")
    for name in ("42.json", "42.part"):
        (folder / name).symlink_to(elsewhere)
    assert not announce(SESSION).is_symlink()
    assert elsewhere.read_text() == "mine"


def test_it_is_taken_away_once_and_for_all(folder: Path) -> None:
    path = announce(SESSION)
    withdraw(path)
    withdraw(path)
    assert not path.exists()


@pytest.mark.parametrize(
    ("platform", "environment", "wanted"),
    [
        ("linux", {"XDG_RUNTIME_DIR": "/run/user/7"}, "/run/user/7/photoplay/sessions"),
        ("linux", {"XDG_RUNTIME_DIR": ""}, "/films/ada/.cache/photoplay/sessions"),
        ("darwin", {}, "/films/ada/Library/Application Support/photoplay/sessions"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/photoplay/sessions"),
    ],
)
def test_each_system_has_its_own_place(
    platform: str, environment: dict[str, str], wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PHOTOPLAY_SESSIONS", "XDG_RUNTIME_DIR", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/films/ada")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert sessions_folder() == Path(wanted)


def test_the_files_of_killed_sessions_are_taken_away_and_those_that_run_stay(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    own = announce({"pid": os.getpid(), "port": 1, "token": "x"}, tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
    assert stat.S_IMODE(own.stat().st_mode) == 0o600
    gone = announce({"pid": 2**22 + 1, "port": 1, "token": "x"}, tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        elsewhere = announce({"pid": 2**22 + 2, "port": listening.getsockname()[1]}, tmp_path)
        (tmp_path / "notes.json").write_text("{}")
        prune(tmp_path)
        assert own.exists() and elsewhere.exists() and (tmp_path / "notes.json").exists()
    assert not gone.exists()
