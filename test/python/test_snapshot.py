"""Named states of a file are kept, told apart, gone back to, and never lost."""

from __future__ import annotations

import os
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

import bpy
import pytest

from photoplay import disk, shelf
from photoplay.adapter import shader_tree
from photoplay.commands import session_calls, snapshot
from photoplay.commands.lookup import ID
from photoplay.commands.snapshot import compare_with, delete, keep, restore
from photoplay.errors import Code, RpcError
from photoplay.pump import Pump
from photoplay.session import Session
from photoplay.shelf import Shelf
from photoplay.validation import Schemas

SCHEMAS = Schemas()


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A file with a cup and a lamp, saved."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.data.scenes[0]
    scene.name = "2"
    mesh = bpy.data.meshes.new("Cup")
    mesh.from_pydata([(0, 0, 0), (1, 0, 0), (1, 1, 0)], [], [(0, 1, 2)])
    mesh.materials.append(bpy.data.materials.new("Clay"))
    for name, data in (("Cup", mesh), ("Lamp", bpy.data.lights.new("Lamp", "POINT"))):
        scene.collection.objects.link(bpy.data.objects.new(name, data))
    bpy.data.objects["Cup"][ID] = "cup"
    film = tmp_path / "film.blend"
    bpy.ops.wm.save_as_mainfile(filepath=str(film))
    made = Session(pump=Pump(), schemas=SCHEMAS, background=True, broadcast=lambda _: None)
    made.file = str(film)
    return made


def call(session: Session, what: str, **params: Any) -> dict[str, Any]:
    SCHEMAS.check_params(f"snapshot/{what}", params)
    handlers = {"keep": keep, "compare": compare_with, "restore": restore, "delete": delete}
    if what == "list":
        answer = snapshot._list(snapshot._shelf(session, params))
    else:
        answer = handlers[what](session, params)
        if isinstance(answer, Generator):
            answer = through(answer)
    SCHEMAS.check_result(f"snapshot/{what}", answer)
    return answer


def through(steps: Generator[Any, None, dict[str, Any]]) -> dict[str, Any]:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def paint(material: Any, colour: tuple[float, ...]) -> None:
    material.diffuse_color = colour
    tree = shader_tree(material)
    if tree is not None:
        tree.nodes["Principled BSDF"].inputs["Base Color"].default_value = colour


def names(session: Session) -> list[str]:
    return [kept["name"] for kept in call(session, "list")["snapshots"]]


def test_a_snapshot_lies_beside_the_file_and_says_what_it_is(session: Session, tmp_path: Path) -> None:
    kept = call(session, "keep", name="before lights")
    assert kept["path"] == str(tmp_path / "film~before lights.blend")
    assert (kept["snapshot"]["scenes"], kept["snapshot"]["objects"]) == (["2"], 2)
    assert kept["snapshot"]["bytes"] == Path(kept["path"]).stat().st_size
    assert call(session, "list")["snapshots"] == [kept["snapshot"]]
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "film.blend",
        "film~before lights.blend",
        "film~before lights.jsonl",
    ]
    assert bpy.data.filepath == session.file


def test_a_name_is_taken_once_unless_it_is_to_be_replaced(session: Session) -> None:
    call(session, "keep", name="a")
    with pytest.raises(RpcError) as caught:
        call(session, "keep", name="a")
    assert (caught.value.code, caught.value.data["path"]) == (Code.INVALID_PARAMS, "name")
    bpy.data.objects.remove(bpy.data.objects["Lamp"])
    assert call(session, "keep", name="a", replace=True)["snapshot"]["objects"] == 1
    assert names(session) == ["a"]


def test_what_differs_is_told_by_kind(session: Session) -> None:
    call(session, "keep", name="a")
    assert call(session, "compare", name="a")["same"]
    cup = bpy.data.objects["Cup"]
    cup.location.x, cup["story"] = 2, "chipped"
    cup.data.vertices[0].co.z = 3
    paint(bpy.data.materials["Clay"], (1, 0, 0, 1))
    bpy.data.lights["Lamp"].energy = 77
    bpy.data.objects.remove(bpy.data.objects["Lamp"])
    scene = bpy.data.scenes["2"]
    scene.render.fps = 30
    scene.collection.objects.link(bpy.data.objects.new("Sun", bpy.data.lights.new("Sun", "SUN")))
    bpy.data.scenes.new("3")
    told = call(session, "compare", name="a")
    assert not told["same"]
    assert told["scenes"] == {"added": ["3"], "removed": [], "changed": ["2"]}
    assert (told["objects"]["added"], told["objects"]["removed"]) == (["Sun"], ["Lamp"])
    changed = {thing["name"]: thing["what"] for thing in told["objects"]["changed"]}
    assert changed == {"Cup": ["location", "properties", "shape"]}
    assert told["materials"] == {"added": [], "removed": [], "changed": ["Clay"]}
    assert told["blocks"] == {"lights": {"added": ["Sun"], "removed": ["Lamp"]}}


def test_the_frame_that_is_looked_at_makes_no_difference(session: Session) -> None:
    cup = bpy.data.objects["Cup"]
    for frame, x in ((1, 0.0), (20, 5.0)):
        cup.location.x = x
        cup.keyframe_insert("location", frame=frame)
        cup.keyframe_insert("hide_render", frame=frame)
    call(session, "keep", name="a")
    bpy.data.scenes["2"].frame_set(11)
    assert call(session, "compare", name="a")["same"]
    cup.keyframe_insert("location", frame=11)
    assert [c["what"] for c in call(session, "compare", name="a")["objects"]["changed"]] == [["animation"]]


def test_going_back_keeps_what_was_and_can_be_taken_back(session: Session) -> None:
    call(session, "keep", name="a")
    saved = Path(session.file).read_bytes()
    bpy.data.objects["Cup"].location.x = 7
    answer = call(session, "restore", name="a")
    assert bpy.data.objects["Cup"].location.x == 0
    assert answer["before"]["name"] == "before a"
    assert answer["state"]["file"] == bpy.data.filepath == session.file
    again = call(session, "restore", name="before a")
    assert bpy.data.objects["Cup"].location.x == 7
    assert again["before"]["name"] == "before before a"
    assert names(session) == ["before before a", "before a", "a"]
    assert Path(session.file).read_bytes() == saved


def test_going_back_leaves_nothing_else_behind(session: Session, tmp_path: Path) -> None:
    call(session, "keep", name="a")
    call(session, "restore", name="a")
    call(session, "restore", name="a")
    assert names(session) == ["before a 2", "before a", "a"]
    assert {p.suffix for p in tmp_path.iterdir()} == {".blend", ".jsonl"}
    assert len(list(tmp_path.iterdir())) == 7


def test_relative_paths_lead_where_they_led(session: Session, tmp_path: Path) -> None:
    image = bpy.data.images.new("Wood", 4, 4)
    image.filepath_raw, image.file_format = str(tmp_path / "wood.png"), "PNG"
    image.save()
    image.filepath, image.use_fake_user = "//wood.png", True
    call(session, "keep", name="a")
    call(session, "restore", name="a")
    assert bpy.data.images["Wood"].filepath == "//wood.png"
    assert Path(bpy.path.abspath(bpy.data.images["Wood"].filepath)).is_file()


def test_a_file_that_was_never_saved_has_its_snapshots_in_the_folder_given(tmp_path: Path) -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    fresh = Session(pump=Pump(), schemas=SCHEMAS, background=True, broadcast=lambda _: None)
    with pytest.raises(RpcError) as caught:
        call(fresh, "keep", name="a")
    assert (caught.value.code, caught.value.data["path"]) == (Code.INVALID_PARAMS, "folder")
    folder = str(tmp_path / "new")
    call(fresh, "keep", name="a", folder=folder)
    call(fresh, "restore", name="a", folder=folder)
    assert fresh.file == str(tmp_path / "new" / "untitled.blend")
    assert [s["name"] for s in call(fresh, "list")["snapshots"]] == ["before a", "a"]


def test_the_newest_twenty_are_kept_and_never_the_one_that_is_gone_back_to(session: Session) -> None:
    for index in range(21):
        last = call(session, "keep", name=f"s{index:02d}")
        os.utime(Shelf(session.file, None).blend(f"s{index:02d}"))
        time.sleep(0.002)
    assert last["pruned"] == ["s00"]
    assert len(names(session)) == 20
    call(session, "restore", name="s01")
    assert {"s01", "before s01"} <= set(names(session))


def test_a_snapshot_that_is_not_there_is_named_with_the_nearest(session: Session) -> None:
    call(session, "keep", name="sunset")
    for what in ("compare", "restore", "delete"):
        with pytest.raises(RpcError) as caught:
            call(session, what, name="sunst")
        assert (caught.value.code, caught.value.data["nearest"]) == (Code.NOT_FOUND, ["sunset"])
    assert call(session, "delete", name="sunset") == {"snapshots": []}
    assert not list(Path(session.file).parent.glob("*.jsonl"))


def test_a_snapshot_of_which_nothing_is_told_can_still_be_gone_back_to(session: Session) -> None:
    call(session, "keep", name="a")
    Shelf(session.file, None).told("a").unlink()
    assert names(session) == ["a"]
    with pytest.raises(RpcError) as caught:
        call(session, "compare", name="a")
    assert caught.value.code == Code.NOT_FOUND
    call(session, "restore", name="a")


@pytest.mark.parametrize("fails", ["told", "blend"])
def test_a_full_disk_is_told_and_leaves_the_old_ones(
    session: Session, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    call(session, "keep", name="a")
    before = {p.name: p.read_bytes() for p in Path(session.file).parent.iterdir()}

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 1000}))
    if fails == "told":
        monkeypatch.setattr(shelf.Path, "write_text", full)
    else:
        monkeypatch.setattr(session_calls.Path, "replace", full)
    bpy.data.objects["Cup"].location.x = 9
    for what, params in (("keep", {"name": "a", "replace": True}), ("restore", {"name": "a"})):
        with pytest.raises(RpcError) as caught:
            call(session, what, **params)
        assert caught.value.code == Code.OUT_OF_SPACE
    assert bpy.data.objects["Cup"].location.x == 9
    assert {p.name: p.read_bytes() for p in Path(session.file).parent.iterdir()} == before
