"""stage/apply without a window: whole or not at all, once for a key, and what it answers."""

from __future__ import annotations

import errno
from collections.abc import Generator
from typing import Any

import bpy
import pytest

from photoplay.commands import methods
from photoplay.commands.code import run
from photoplay.commands.stage import batch
from photoplay.commands.stage import methods as stage
from photoplay.errors import Code, RpcError
from photoplay.jsonrpc import coded
from photoplay.pump import Pump
from photoplay.session import Session
from photoplay.validation import Schemas

SCENE = {"type": "scene.create", "id": "1", "heading": "", "fps": 24, "frames": 10, "size": [96, 54]}
WRONG = {"type": "light.finish", "scene": "nowhere"}


@pytest.fixture
def session() -> Session:
    told: list[str] = []
    session = Session(Pump(), Schemas(), background=True, broadcast=told.append)
    stage.reset(session)
    return session


def through(steps: Any) -> Any:
    if not isinstance(steps, Generator):
        return steps
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def apply(session: Session, commands: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return through(batch.apply(session, stage.COMMANDS, {"label": "Test", "commands": commands, **more}))


def names() -> list[str]:
    return sorted(scene.name for scene in bpy.data.scenes)


def test_a_batch_that_fails_leaves_what_an_earlier_one_made(session: Session) -> None:
    apply(session, [SCENE])
    with pytest.raises(RpcError) as caught:
        apply(session, [{**SCENE, "id": "2"}, WRONG])
    assert caught.value.code == Code.ROLLED_BACK
    assert caught.value.data["command"] == 1
    assert names() == ["1"]


def test_a_batch_whose_staged_scene_is_missing_is_taken_back_whole(session: Session) -> None:
    with pytest.raises(RpcError) as caught:
        apply(session, [SCENE], staged=[{"scene": "7", "keys": {"set": "a"}}])
    assert caught.value.code == Code.NOT_FOUND
    assert names() == ["Scene"]


def test_a_key_is_remembered_for_the_last_hundred_batches(session: Session) -> None:
    first = apply(session, [SCENE], once="first")
    assert apply(session, [SCENE], once="first") is first
    for number in range(100):
        apply(session, [], once=f"later {number}")
    assert apply(session, [], once="later 0")["applied"] == 0
    assert apply(session, [], once="first") is not first


def test_a_failed_batch_is_not_remembered(session: Session) -> None:
    with pytest.raises(RpcError):
        apply(session, [SCENE, WRONG], once="again")
    assert apply(session, [SCENE], once="again")["applied"] == 1


def test_staged_keys_are_kept_in_the_scenes(session: Session) -> None:
    apply(session, [SCENE], staged=[{"scene": "1", "keys": {"b": "2", "a": "1"}}])
    staged = methods(session)["stage/staged"].handler({})
    assert staged == {"scenes": [{"scene": "1", "keys": {"a": "1", "b": "2"}}]}
    apply(session, [], staged=[{"scene": "1", "keys": {}}])
    assert methods(session)["stage/staged"].handler({}) == {"scenes": []}


def test_the_answer_tells_what_is_there_and_what_is_gone(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply(session, [SCENE])

    def make(_command: dict[str, Any]) -> list[Any]:
        made = [bpy.data.objects.new(f"thing {number}", None) for number in range(3)]
        for thing in made:
            bpy.data.scenes["1"].collection.objects.link(thing)
        return made

    def remove(_command: dict[str, Any]) -> None:
        bpy.data.objects.remove(bpy.data.objects["thing 1"])

    monkeypatch.setitem(stage.COMMANDS, "light.finish", make)
    finish = {"type": "light.finish", "scene": "1"}
    assert [o["name"] for o in apply(session, [finish])["objects"]] == ["thing 0", "thing 1", "thing 2"]
    monkeypatch.setitem(stage.COMMANDS, "light.finish", remove)
    answer = apply(session, [finish])
    assert (answer["objects"], answer["removed"]) == ([], ["thing 1"])


def test_a_full_disk_under_the_snapshot_is_told_and_changes_nothing(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply(session, [SCENE])

    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("tempfile.TemporaryDirectory.__enter__", full)
        with pytest.raises(OSError) as caught:
            apply(session, [{**SCENE, "id": "2"}])
    assert coded(caught.value).code == Code.OUT_OF_SPACE
    assert names() == ["1"]
    assert apply(session, [{**SCENE, "id": "2"}])["applied"] == 1


def test_undo_says_why_it_is_not_there_and_is_not_offered(session: Session) -> None:
    known = methods(session)
    with pytest.raises(RpcError, match="snapshot"):
        known["stage/undo"].handler({"steps": 1})
    hello = known["session/hello"].handler({"protocol": 1, "client": "test"})
    assert isinstance(hello, dict)
    assert "stage/undo" not in hello["capabilities"]
    assert "stage/apply" in hello["capabilities"]


def test_code_runs_only_when_it_is_allowed_and_is_taken_back_when_it_raises(session: Session) -> None:
    apply(session, [SCENE])
    code = {"code": "bpy.data.scenes.new('made')\n1 / 0", "confirmed": True}
    with pytest.raises(RpcError) as refused:
        run(session, code)
    assert refused.value.code == Code.GATED
    session.allow_code = True
    with pytest.raises(RpcError) as caught:
        run(session, code)
    assert (caught.value.code, caught.value.data["line"]) == (Code.BLENDER, 2)
    assert names() == ["1"]
    answer = run(session, {"code": "print('x' * 200_000)\nlen(bpy.data.scenes)", "confirmed": True})
    assert (answer["value"], len(answer["output"])) == ("1", 100_000)


@pytest.mark.parametrize("code", ["def", "1 +", "\x00"])
def test_what_is_not_python_is_refused_before_anything_is_done(session: Session, code: str) -> None:
    session.allow_code = True
    with pytest.raises(RpcError) as caught:
        run(session, {"code": code, "confirmed": True})
    assert caught.value.code == Code.INVALID_PARAMS


def test_quitting_is_refused_while_something_would_be_lost(session: Session) -> None:
    quit_session = methods(session)["session/quit"].handler
    apply(session, [SCENE])
    with pytest.raises(RpcError) as caught:
        quit_session({"discard": False})
    assert caught.value.code == Code.GATED
    assert quit_session({"discard": True}) == {}
    session.pump.run_headless()


def test_the_playhead_goes_with_a_batch(session: Session) -> None:
    session.schemas.check_params("stage/apply", {"label": "a", "commands": [], "playhead": {"scene": "1"}})
    apply(session, [SCENE], playhead={"scene": "1", "frame": 7})
    assert bpy.context.window_manager.windows[0].scene.name == "1"
    assert bpy.data.scenes["1"].frame_current == 7


def test_a_batch_whose_playhead_has_nowhere_to_go_is_taken_back_whole(session: Session) -> None:
    with pytest.raises(RpcError) as caught:
        apply(session, [SCENE], playhead={"scene": "1", "shot": "1.07"})
    assert caught.value.code == Code.NOT_FOUND
    assert names() == ["Scene"]
