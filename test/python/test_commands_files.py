"""Data-blocks of other .blend files, and files of other programs, by command."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bpy
import pytest
from commanding import do, refused

from photoplay.commands import operate
from photoplay.errors import Code

USD = [".usd", ".usda", ".usdc"] if bpy.app.build_options.usd else []
FORMATS = [".glb", ".gltf", ".obj", ".fbx", ".stl", ".ply", *USD]


@pytest.fixture(autouse=True)
def scene() -> Iterator[Any]:
    fresh()
    yield bpy.data.scenes[0]


def fresh() -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)


def library(folder: Path) -> str:
    """A file with a lamp, a collection of a table and its cup, a material, a world, nodes and an action."""
    do("collection.create", name="Furniture")
    do("object.create", name="Table", shape="cube", collection="Furniture")
    do(
        "object.create",
        name="Cup",
        shape="cylinder",
        collection="Furniture",
        parent="Table",
        position=[0, 0, 1],
    )
    do("light.set", object="Lamp", kind="POINT", position=[1, 0, 0])
    do("material.set", name="Oak", object="Table", colour="#a07040")
    do("world.set", colour="#203040")
    bpy.context.scene.world.name = "Dusk"
    do("curve.set", object="Lamp", path="location", index=2, frames=[0, 10], values=[0, 5])
    bpy.data.objects["Lamp"].animation_data.action.name = "Rise"
    bpy.data.node_groups.new("Grain", "ShaderNodeTree").use_fake_user = True
    file = str(folder / "library.blend")
    bpy.ops.wm.save_as_mainfile(filepath=file, copy=True)
    fresh()
    return file


def bring(command: str = "asset.append", **fields: Any) -> list[str]:
    return sorted(thing.name for thing in do(command, **fields))


def test_objects_are_appended_with_all_they_need_where_they_are_wanted(tmp_path: Path, scene: Any) -> None:
    file = library(tmp_path)
    assert bring(file=file, kind="object", names=["Table", "Cup"], position=[10, 0, 0]) == ["Cup", "Table"]
    bpy.context.view_layer.update()
    assert tuple(bpy.data.objects["Cup"].matrix_world.translation) == (10, 0, 1)
    assert bpy.data.objects["Table"].library is None
    assert bpy.data.objects["Table"].active_material.name == "Oak"
    assert {"Table", "Cup"} <= set(bpy.context.scene.objects.keys())


def test_a_collection_is_appended_or_shown_by_an_instance(tmp_path: Path) -> None:
    file = library(tmp_path)
    assert bring(file=file, kind="collection", names=["Furniture"]) == ["Cup", "Table"]
    (name,) = bring(file=file, kind="collection", names=["Furniture"], instance=True, position=[0, 5, 0])
    made = bpy.data.objects[name]
    assert made.instance_collection.name.startswith("Furniture")
    assert tuple(made.location) == (0, 5, 0)


def test_what_is_linked_stays_in_its_file(tmp_path: Path) -> None:
    file = library(tmp_path)
    (name,) = bring("asset.link", file=file, kind="collection", names=["Furniture"], position=[1, 2, 3])
    assert bpy.data.objects[name].instance_collection.library.filepath == file
    assert bring("asset.link", file=file, kind="object", names=["Lamp"]) == ["Lamp"]
    assert bpy.data.objects["Lamp"].library is not None
    (second,) = bring("asset.link", file=file, kind="collection", names=["Furniture"])
    assert second != name


def test_materials_worlds_nodes_and_actions_are_brought_and_given(tmp_path: Path) -> None:
    file = library(tmp_path)
    do("object.create", name="Box", shape="cube")
    assert bring(file=file, kind="material", names=["Oak"], object="Box") == ["Box"]
    assert bpy.data.objects["Box"].active_material.name == "Oak"
    bring(file=file, kind="world", names=["Dusk"])
    assert bpy.context.scene.world.name == "Dusk"
    bring(file=file, kind="nodeGroup", names=["Grain"])
    assert bpy.data.node_groups["Grain"].use_fake_user
    bring(file=file, kind="action", names=["Rise"], object="Box")
    bpy.context.scene.frame_set(10)
    assert bpy.data.objects["Box"].location.z == pytest.approx(5)
    do("object.create", name="Other", shape="cube")
    bring("asset.link", file=file, kind="material", names=["Oak"], object="Other")
    assert bpy.data.objects["Other"].active_material.library is not None
    refused(Code.NOT_FOUND, "asset.append", file=file, kind="material", names=["Oak"], object="Bux")


def test_what_cannot_be_brought_is_refused(tmp_path: Path) -> None:
    file = library(tmp_path)

    def wrong(code: Code = Code.INVALID_PARAMS, kind: str = "object", **fields: Any) -> Any:
        return refused(code, "asset.append", **{"file": file, "kind": kind, "names": ["Lamp"], **fields})

    assert wrong(Code.NOT_FOUND, names=["Lampe"]).data["nearest"] == ["Lamp"]
    wrong(Code.NOT_FOUND, file=str(tmp_path / "none.blend"))
    wrong(file="library.blend")
    wrong(file="//library.blend\0")
    (tmp_path / "text.blend").write_text("no blend")
    wrong(file=str(tmp_path / "text.blend"))
    wrong(kind="text", names=["script.py"])
    wrong(names=[])
    wrong(kind="material", names=["Oak"], position=[0, 0, 0])
    wrong(instance=True)
    wrong(object="Lamp")
    wrong(kind="world", names=["Dusk"], collection="Furniture")
    wrong(Code.NOT_FOUND, collection="None")
    assert len(bpy.data.objects) == 0


def test_drivers_with_code_are_refused_and_plain_ones_come_along(tmp_path: Path) -> None:
    for name, expression in (("Plain", "frame * 2"), ("Code", "__import__('os').getpid()")):
        do("object.create", name=name, shape="empty")
        bpy.data.objects[name].driver_add("location", 0).driver.expression = expression
    file = str(tmp_path / "drivers.blend")
    bpy.ops.wm.save_as_mainfile(filepath=file, copy=True)
    fresh()
    assert bring(file=file, kind="object", names=["Plain"]) == ["Plain"]
    for command in ("asset.append", "asset.link"):
        error = refused(Code.GATED, command, file=file, kind="object", names=["Code"])
        assert "'Code'" in error.message
        assert "Code" not in bpy.data.objects


def test_a_driver_with_code_is_found_in_nodes_and_shapes(tmp_path: Path) -> None:
    do("object.create", name="Shaped", shape="mesh", vertices=[[0, 0, 0]])
    shaped = bpy.data.objects["Shaped"]
    shaped.shape_key_add(name="Basis")
    shaped.shape_key_add(name="up")
    shaped.data.shape_keys.key_blocks["up"].driver_add("value").driver.expression = "open('/dev/null')"
    do("material.set", name="Noded")
    nodes = bpy.data.materials["Noded"].node_tree
    roughness = nodes.nodes["Principled BSDF"].inputs["Roughness"]
    roughness.driver_add("default_value").driver.expression = "eval('1')"
    bpy.data.materials["Noded"].use_fake_user = True
    file = str(tmp_path / "deep.blend")
    bpy.ops.wm.save_as_mainfile(filepath=file, copy=True)
    fresh()
    refused(Code.GATED, "asset.append", file=file, kind="object", names=["Shaped"])
    refused(Code.GATED, "asset.append", file=file, kind="material", names=["Noded"])
    assert len(bpy.data.materials) == len(bpy.data.objects) == len(bpy.data.shape_keys) == 0


def test_texts_that_register_themselves_are_refused(tmp_path: Path) -> None:
    do("object.create", name="Rig", shape="empty")
    text = bpy.data.texts.new("rig_ui.py")
    text.write("raise SystemExit")
    text.use_module = True
    bpy.data.objects["Rig"]["ui"] = text
    file = str(tmp_path / "rig.blend")
    bpy.ops.wm.save_as_mainfile(filepath=file, copy=True)
    fresh()
    error = refused(Code.GATED, "asset.append", file=file, kind="object", names=["Rig"])
    assert "rig_ui.py" in error.message
    assert len(bpy.data.texts) == len(bpy.data.objects) == 0


@pytest.mark.parametrize("ending", FORMATS)
def test_what_is_written_comes_back(ending: str, tmp_path: Path, scene: Any) -> None:
    do("object.create", name="Box", shape="cube", size=2)
    do("object.create", name="Lid", shape="cube", parent="Box", position=[0, 0, 3])
    do("object.create", name="Elsewhere", shape="cube", position=[50, 0, 0])
    file = tmp_path / "made" / f"scene{ending}"
    assert do("file.export", file=str(file), objects=["Box"]) == []
    assert file.is_file()
    assert not [path for path in file.parent.iterdir() if path.name.startswith(".")]
    assert len(scene.objects) == 3
    fresh()
    things = do("file.import", file=str(file), name="Brought", id="b", position=[0, 0, 7])
    assert (things[0].name, things[0]["photoplay_id"]) == ("Brought", "b")
    bpy.context.view_layer.update()
    corners = [
        thing.matrix_world @ vertex.co
        for thing in things
        if thing.type == "MESH"
        for vertex in thing.data.vertices
    ]
    assert len(corners) >= 16
    for low, high, axis in ((-1, 1, 0), (-1, 1, 1), (6, 11, 2)):
        assert min(c[axis] for c in corners) == pytest.approx(low, abs=1e-3)
        assert max(c[axis] for c in corners) == pytest.approx(high, abs=1e-3)


def test_a_scene_that_is_not_shown_is_written_and_read_without_being_shown(tmp_path: Path) -> None:
    other = bpy.data.scenes.new("other")
    do("object.create", scene="other", name="Box", shape="cube")
    do("object.create", name="Here", shape="cube")
    file = str(tmp_path / "other.obj")
    do("file.export", scene="other", file=file)
    assert "o Box" in Path(file).read_text()
    assert "o Here" not in Path(file).read_text()
    assert [thing.name for thing in do("file.import", scene="other", file=file)] == ["Box.001"]
    assert bpy.data.objects["Box.001"].name in other.objects
    assert bpy.context.window_manager.windows[0].scene.name == "Scene"


def test_what_was_selected_stays_so(tmp_path: Path) -> None:
    for name in ("a", "b"):
        do("object.create", name=name, shape="cube")
    bpy.context.view_layer.update()
    bpy.data.objects["b"].select_set(True)
    bpy.context.view_layer.objects.active = bpy.data.objects["b"]
    do("file.export", file=str(tmp_path / "a.ply"), objects=["a"])
    assert [thing.name for thing in bpy.context.selected_objects] == ["b"]
    assert bpy.context.view_layer.objects.active.name == "b"


def test_animation_is_written_where_the_format_knows_it(tmp_path: Path) -> None:
    do("object.create", name="Box", shape="cube")
    do("curve.set", object="Box", path="location", index=0, frames=[1, 20], values=[0, 5])
    lengths = []
    for animation in (True, False):
        file = tmp_path / f"{animation}.glb"
        do("file.export", file=str(file), animation=animation)
        lengths.append(b'"animations"' in file.read_bytes())
    assert lengths == [True, False]
    refused(Code.INVALID_PARAMS, "file.export", file=str(tmp_path / "x.obj"), animation=True)


def test_imported_objects_lie_in_the_collection_that_is_asked_for(tmp_path: Path) -> None:
    do("object.create", name="Box", shape="cube")
    do("file.export", file=str(tmp_path / "box.glb"))
    do("collection.create", name="Shelf")
    (made,) = do("file.import", file=str(tmp_path / "box.glb"), collection="Shelf")
    assert [c.name for c in made.users_collection] == ["Shelf"]


def test_exchange_that_cannot_be_is_refused(tmp_path: Path) -> None:
    do("object.create", name="Box", shape="cube")
    there = tmp_path / "there.obj"
    there.write_text("kept")
    assert refused(Code.INVALID_PARAMS, "file.export", file=str(there)).data["path"] == "file"
    assert there.read_text() == "kept"
    do("file.export", file=str(there), replace=True)
    assert there.read_text() != "kept"
    for name in ("x.blend", "x", "x.py", ".bashrc", "x.usdz"):
        refused(Code.INVALID_PARAMS, "file.export", file=str(tmp_path / name))
    refused(Code.INVALID_PARAMS, "file.export", file="x.obj")
    refused(Code.NOT_FOUND, "file.export", file=str(tmp_path / "x.obj"), objects=["Bux"])
    do("object.show", object="Box", viewport=False)
    error = refused(Code.INVALID_PARAMS, "file.export", file=str(tmp_path / "x.obj"), objects=["Box"])
    assert "hidden" in error.message
    refused(Code.NOT_FOUND, "file.import", file=str(tmp_path / "none.obj"))
    (tmp_path / "words.txt").write_text("words")
    refused(Code.INVALID_PARAMS, "file.import", file=str(tmp_path / "words.txt"))
    (tmp_path / "empty.obj").write_text("# nothing\n")
    refused(Code.INVALID_PARAMS, "file.import", file=str(tmp_path / "empty.obj"))
    refused(Code.INVALID_PARAMS, "file.import", file=str(there), id="x")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "empty.obj",
        "there.mtl",
        "there.obj",
        "words.txt",
    ]


def test_a_broken_file_is_told_as_one(tmp_path: Path) -> None:
    broken = tmp_path / "broken.glb"
    broken.write_bytes(struct.pack("<4sII", b"glTF", 2, 5000) + b"\0" * 50)
    error = refused(Code.BLENDER, "file.import", file=str(broken))
    assert "broken.glb" in error.message


def test_what_this_blender_lacks_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    do("object.create", name="Box", shape="cube")
    monkeypatch.setattr(operate.addon_utils, "check", lambda _name: (False, False))
    monkeypatch.setattr(operate.addon_utils, "modules", list)
    error = refused(Code.BLENDER, "file.export", file=str(tmp_path / "x.glb"))
    assert "io_scene_gltf2" in error.message


def test_an_add_on_that_is_there_and_off_is_switched_on(tmp_path: Path) -> None:
    import addon_utils

    addon_utils.disable("io_scene_gltf2")
    do("object.create", name="Box", shape="cube")
    do("file.export", file=str(tmp_path / "x.glb"))
    assert (tmp_path / "x.glb").stat().st_size > 100
