"""What a person does by hand to a staged scene is told in the film's own terms; what we do is not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import bpy
import numpy as np
import pytest
from test_set_build import PLANS, light

from photoplay.commands.edits.list import list_edits
from photoplay.commands.edits.marks import staging
from photoplay.commands.edits.methods import methods
from photoplay.commands.filming.camera import add_camera
from photoplay.commands.filming.kit_calls import (
    build_actor,
    build_prop,
    build_set,
    finish_light,
    perform_actor,
)
from photoplay.commands.filming.own import bring
from photoplay.commands.filming.remove import remove_thing
from photoplay.commands.filming.scene import append_scene, create_scene
from photoplay.commands.lookup import ID

FILM: dict[str, Any] = {
    "scene.create": create_scene,
    "set.build": build_set,
    "actor.build": build_actor,
    "actor.perform": perform_actor,
    "prop.build": build_prop,
    "camera.add": add_camera,
    "light.finish": finish_light,
    "scene.append": append_scene,
    "thing.bring": bring,
    "thing.remove": remove_thing,
}
LOOK = {
    "heightM": 1.7, "build": "average", "age": "adult", "figure": 0.5, "skin": "#d9a07c",
    "hairStyle": "short", "hairColour": "#4a2e1c", "eyeColour": "#4a7a9a", "outfit": "shirt",
    "topColour": "#34405c", "bottomColour": "#2f3a54", "shoesColour": "#3a2418",
    "glasses": False, "beard": "none", "hat": "none",
}  # fmt: skip
STANDS: dict[str, Any] = {
    "root": [
        {"frame": 0, "position": [0, 0, 0], "facing": 0},
        {"frame": 24, "position": [0, 0, 0], "facing": 0},
        {"frame": 48, "position": [1, 0, 0], "facing": 0},
    ],
    "postures": [{"start": 0, "frames": 1, "from": "stand", "to": "stand", "seatHeight": 0}],
    "gaits": [{"start": 24, "frames": 24, "speed": 1, "style": "walk"}],
    "gaze": [], "clips": [], "speech": [], "feelings": [], "blinks": [], "beats": [],
    "visible": [{"start": 0, "end": 96}],
}  # fmt: skip
WHERE = {"scene": "1"}
STILL = [{"frame": 0, "position": [0, -3, 1.5], "target": [0, 0, 1.2], "lens": 50}]
PUSH = [*STILL, {"frame": 40, "position": [0, -2, 1.5], "target": [0, 0, 1.2], "lens": 50}]
KITCHEN = PLANS["kitchen"]
PIECE = next(piece for piece in KITCHEN["pieces"] if "wall" not in piece)


def shot(name: str, keys: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {
        "type": "camera.add", **WHERE, "id": name, "size": "MS", "subjects": ["ada"], "in": 0, "out": 48,
        "keys": keys, "sensor": [36, 20.25], "hides": [], "marker": name, **more,
    }  # fmt: skip


COMMANDS: list[dict[str, Any]] = [
    {"type": "scene.create", "id": "1", "heading": "INT. KITCHEN - DAY", "fps": 24, "frames": 96,
     "size": [480, 270]},
    {"type": "set.build", **WHERE, "plan": KITCHEN, "light": light("NIGHT", False)},
    {"type": "actor.build", **WHERE, "id": "ada", "name": "ADA", "look": LOOK},
    {"type": "actor.perform", **WHERE, "id": "ada", "performance": STANDS, "step": 2,
     "windows": [{"start": 0, "end": 96, "phase": 0}]},
    {"type": "prop.build", **WHERE, "id": "cup", "name": "cup", "kind": "cup", "colour": "#ffffff",
     "track": [{"frame": 0, "position": [0.5, 1, 0.9], "facing": 0}]},
    shot("1.01", STILL),
    shot("1.02", PUSH, handheld={"seed": "1.02", "amount": 0.007}),
    {"type": "light.finish", **WHERE},
]  # fmt: skip


def stage(*commands: dict[str, Any]) -> None:
    with staging({"commands": list(commands)}):
        for command in commands:
            FILM[command["type"]](command)


@pytest.fixture
def scene() -> Iterator[Any]:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    stage(*COMMANDS)
    staged = bpy.data.scenes["1"]
    staged.frame_set(10)
    yield staged


def thing(scene: Any, name: str, kind: str = "") -> Any:
    return next(o for o in scene.objects if o.get(ID) == name and kind in ("", o.type))


def edits() -> dict[str, dict[str, Any]]:
    return {edit["id"].removeprefix("1/"): edit for edit in list_edits(None)}


def change(name: str) -> dict[str, Any]:
    found = edits()
    assert list(found) == [name]
    return found[name]["change"]


def call(name: str) -> Any:
    headless: Any = SimpleNamespace(background=True)
    return methods(headless)[name].handler


def test_a_scene_as_staged_has_no_edits_at_any_frame(scene: Any) -> None:
    for frame in (0, 7, 30, 47, 95):
        scene.frame_set(frame)
        assert edits() == {}


def test_a_scene_brought_from_its_file_has_no_edits(scene: Any, tmp_path: Path) -> None:
    file = tmp_path / "1.blend"
    bpy.ops.wm.save_as_mainfile(filepath=str(file), copy=True)
    bpy.ops.wm.read_factory_settings(use_empty=True)
    stage({"type": "scene.append", "file": str(file), "scene": "1"})
    assert edits() == {}
    thing(bpy.data.scenes["1"], PIECE["id"]).location.x += 1
    assert list(edits()) == [f"piece/{PIECE['id']}/moved"]


def test_an_actor_dragged_without_a_key_is_moved_at_that_frame(scene: Any) -> None:
    ada = thing(scene, "ada", "ARMATURE")
    ada.location.x += 0.5
    ada.rotation_euler.z += 0.3
    told = change("actor/ada/moved")
    assert told["frame"] == 10
    assert told["by"] == pytest.approx([0.5, 0, 0], abs=2e-3)
    assert told["to"] == pytest.approx([0.5, 0, 0], abs=2e-2)
    assert told["turn"] == pytest.approx(0.3, abs=1e-3)
    assert told["facing"] == pytest.approx(0.3, abs=2e-2)


def test_an_actor_moved_with_a_key_is_moved_at_the_key(scene: Any) -> None:
    ada = thing(scene, "ada", "ARMATURE")
    scene.frame_set(60)
    ada.location.y -= 0.4
    ada.keyframe_insert("location", index=1, frame=60)
    scene.frame_set(10)
    told = change("actor/ada/moved")
    assert told["frame"] == 60
    assert told["by"] == pytest.approx([0, -0.4, 0], abs=2e-3)


def test_an_actor_whose_whole_way_is_slid_is_moved_where_the_clock_stands(scene: Any) -> None:
    thing(scene, "ada", "ARMATURE").delta_location.y = 0.6
    told = change("actor/ada/moved")
    assert told["frame"] == 10
    assert told["by"] == pytest.approx([0, 0.6, 0], abs=1e-3)


def test_what_a_scene_that_is_not_shown_has_not_evaluated_is_no_edit(scene: Any) -> None:
    other = bpy.data.scenes.new("other")
    bpy.context.window.scene = other
    scene.frame_current = 40
    assert edits() == {}


def test_a_piece_is_moved_and_turned_to_a_place_of_the_floor_plan(scene: Any) -> None:
    piece = thing(scene, PIECE["id"])
    piece.location.x -= 0.25
    piece.rotation_euler.z += 0.5
    told = change(f"piece/{PIECE['id']}/moved")
    x, y, z = PIECE["position"]
    assert told["to"] == pytest.approx([x - 0.25, y, z], abs=1e-3)
    assert told["turn"] == pytest.approx(0.5, abs=1e-3)
    assert "frame" not in told


def test_walls_are_told_as_what_a_film_cannot_hold(scene: Any) -> None:
    wall = next(o for o in scene.objects if o.get("photoplay_kind") == "set")
    wall.location.z += 1
    (told,) = edits().values()
    assert told["kind"] == "set" and not told["kept"]


def test_a_still_camera_is_told_in_the_terms_of_its_shot(scene: Any) -> None:
    camera = thing(scene, "1.01", "CAMERA")
    camera.location.z += 0.5
    camera.data.lens = 35
    (key,) = change("camera/1.01/camera")["keys"]
    assert key["position"] == pytest.approx([0, -3, 2.0], abs=1e-3)
    assert key["target"] == pytest.approx([0, 0, 1.7], abs=1e-3)
    assert key["lens"] == 35


def test_a_camera_that_is_rolled_tells_its_roll(scene: Any) -> None:
    camera = thing(scene, "1.01", "CAMERA")
    camera.rotation_euler = (camera.rotation_euler.to_matrix() @ _about_z(0.2)).to_euler()
    (key,) = change("camera/1.01/camera")["keys"]
    assert abs(key["roll"]) == pytest.approx(0.2, abs=1e-3)
    assert key["target"] == pytest.approx([0, 0, 1.2], abs=1e-3)


def _about_z(angle: float) -> Any:
    from mathutils import Matrix

    return Matrix.Rotation(angle, 3, "Z")


def test_a_moving_camera_that_is_dragged_takes_its_whole_move_along(scene: Any) -> None:
    thing(scene, "1.02", "CAMERA").location.x += 0.4
    keys = change("camera/1.02/camera")["keys"]
    assert [key["frame"] for key in keys] == [0, 40]
    for key, staged in zip(keys, PUSH, strict=True):
        x, y, z = staged["position"]
        assert key["position"] == pytest.approx([x + 0.4, y, z], abs=2e-3)
        x, y, z = staged["target"]
        assert key["target"] == pytest.approx([x + 0.4, y, z], abs=2e-3)


def test_a_rebuilt_camera_stands_where_the_edit_said(scene: Any) -> None:
    camera = thing(scene, "1.01", "CAMERA")
    camera.location, camera.rotation_euler = (2, -2, 1), (1.2, 0.1, 0.7)
    keys = change("camera/1.01/camera")["keys"]
    before = camera.matrix_basis.copy()
    bpy.data.objects.remove(camera)
    stage(shot("1.01", keys))
    after = thing(scene, "1.01", "CAMERA").matrix_basis
    assert edits() == {}
    assert (
        max(abs(a - b) for x, y in zip(before, after, strict=True) for a, b in zip(x, y, strict=True)) < 1e-3
    )


def test_colours_are_told_by_property_by_object_and_by_material(scene: Any) -> None:
    ada = thing(scene, "ada", "ARMATURE")
    ada["hair"] = (1.0, 0.5, 0.0)
    thing(scene, "cup").color = (1, 0, 0, 1)
    material = bpy.data.materials.new("my trousers")
    material.diffuse_color = (0, 0, 1, 1)
    next(child for child in ada.children if child.type == "MESH").data.materials[0] = material
    found = {name: edit["change"] for name, edit in edits().items()}
    assert found == {
        "actor/ada/coloured.bottom": {"what": "coloured", "part": "bottom", "colour": "#0000ff"},
        "actor/ada/coloured.hair": {"what": "coloured", "part": "hair", "colour": "#ff8000"},
        "prop/cup/coloured": {"what": "coloured", "part": "", "colour": "#ff0000"},
    }


def test_a_lamp_that_was_added_changed_or_deleted_is_told(scene: Any) -> None:
    data = bpy.data.lights.new("Torch", "SPOT")
    data.energy, data.spot_size = 80, 1.0
    torch = bpy.data.objects.new("Torch", data)
    torch.location = (1, 1, 2)
    scene.collection.objects.link(torch)
    lamps = sorted(
        (o for o in scene.objects if str(o.get(ID, "")).startswith("light.")), key=lambda o: o.name
    )
    lamps[0].data.energy = 200
    gone = str(lamps[1][ID])
    bpy.data.objects.remove(lamps[1])
    found = {name: edit["change"] for name, edit in edits().items()}
    assert found[f"light/{lamps[0][ID]}/lit"]["lamp"]["watts"] == 200
    assert found[f"light/{gone}/removed"] == {"what": "removed"}
    lamp = found["light/Torch/added"]["lamp"]
    assert (lamp["type"], lamp["watts"], lamp["position"], lamp["angle"]) == ("SPOT", 80, [1, 1, 2], 1)
    assert lamp["direction"] == pytest.approx([0, 0, -1])


def test_what_is_deleted_is_missed_until_it_is_accepted(scene: Any) -> None:
    bpy.data.objects.remove(thing(scene, "cup"))
    assert change("prop/cup/removed") == {"what": "removed"}
    stage(shot("1.03", STILL))
    assert list(edits()) == ["prop/cup/removed"]
    accept = call("edits/accept")
    assert accept({"scene": "1", "edits": [{"id": "1/prop/cup/removed"}], "overrides": ["x"]}) == {
        "accepted": 1
    }
    assert edits() == {}
    told = call("edits/list")({})
    assert told == {"edits": [], "overrides": [{"scene": "1", "ids": ["x"]}]}


def test_an_added_lamp_becomes_ours_when_it_is_accepted(scene: Any) -> None:
    lamp = bpy.data.objects.new("Lamp", bpy.data.lights.new("Lamp", "POINT"))
    scene.collection.objects.link(lamp)
    accept = call("edits/accept")
    accept({"scene": "1", "edits": [{"id": "1/light/Lamp/added", "as": "light.hand-1"}], "overrides": []})
    assert edits() == {}
    lamp.location.x += 1
    assert list(edits()) == ["light/light.hand-1/lit"]


def test_a_copy_of_a_piece_and_a_mesh_are_saved_into_files(scene: Any, tmp_path: Path) -> None:
    piece = thing(scene, PIECE["id"])
    copy = piece.copy()
    scene.collection.objects.link(copy)
    post = bpy.data.objects.new("Lamp post", bpy.data.meshes.new("post"))
    scene.collection.objects.link(post)
    assert [edit["kept"] for edit in edits().values()] == [False, False]
    told = list_edits("1", tmp_path)
    files = [edit["change"]["file"] for edit in told]
    assert all(edit["kept"] for edit in told)
    assert "1-lamp-post.blend" in files
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(files)


def test_a_batch_that_restages_one_thing_leaves_the_edits_of_others(scene: Any) -> None:
    thing(scene, PIECE["id"]).location.x += 0.5
    ada = thing(scene, "ada", "ARMATURE")
    ada.location.x += 0.5
    stage(COMMANDS[3])
    scene.frame_set(10)
    assert list(edits()) == [f"piece/{PIECE['id']}/moved"]


def test_a_batch_that_is_not_the_films_marks_nothing(scene: Any) -> None:
    with staging({"commands": [{"type": "object.transform"}]}):
        thing(scene, PIECE["id"]).location.x += 0.5
    assert list(edits()) == [f"piece/{PIECE['id']}/moved"]


def test_what_is_told_is_what_the_protocol_says(scene: Any) -> None:
    from photoplay.validation import Schemas

    thing(scene, "ada", "ARMATURE").location.x += 1
    thing(scene, "1.02", "CAMERA").location.x += 1
    bpy.data.objects.remove(thing(scene, "cup"))
    told = call("edits/list")({})
    Schemas().check_params("edits/list", {"scene": "1"})
    assert json.loads(json.dumps(told)) == told
    assert len(told["edits"]) == 3


def test_an_object_from_its_file_is_lit_is_ours_and_told_again_when_it_is_moved(
    scene: Any, tmp_path: Path
) -> None:
    mesh = bpy.data.meshes.new("post")
    mesh.from_pydata([(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)], [], [(0, 1, 2, 3)])
    red = bpy.data.materials.new("red")
    red.diffuse_color = (1, 0, 0, 1)
    mesh.materials.append(red)
    post = bpy.data.objects.new("Lamp post", mesh)
    post.location = (0.5, 0.5, 1.5)
    scene.collection.objects.link(post)
    (told,) = list_edits("1", tmp_path)
    accept = call("edits/accept")
    accept({"scene": "1", "edits": [{"id": told["id"], "as": "own.lamp-post"}], "overrides": []})
    assert edits() == {}
    file = str(tmp_path / told["change"]["file"])
    command = {"type": "thing.bring", **WHERE, "id": "own.lamp-post", "file": file, "hash": "x"}
    stage(command)
    stage(command)
    (brought,) = (o for o in scene.objects if o.get(ID) == "own.lamp-post")
    assert brought.name == "Lamp post"
    assert list(brought.location) == [0.5, 0.5, 1.5]
    lit = np.empty(16, np.float32)
    brought.data.color_attributes["Lit"].data.foreach_get("color", lit)
    red_level, green_level = lit.reshape(4, 4).mean(0)[:2]
    assert red_level > 0.01 and green_level == 0
    assert edits() == {}
    brought.location.z += 1
    (again,) = list_edits("1", tmp_path)
    assert (again["target"], again["change"]["file"]) == ("own.lamp-post", told["change"]["file"])
    stage({"type": "thing.remove", **WHERE, "id": "own.lamp-post", "kind": "object"})
    assert edits() == {}


def test_a_copy_of_a_piece_comes_back_as_an_object_of_its_own(scene: Any, tmp_path: Path) -> None:
    copy = thing(scene, PIECE["id"]).copy()
    copy.location.x += 1
    scene.collection.objects.link(copy)
    (told,) = list_edits("1", tmp_path)
    bpy.data.objects.remove(copy)
    file = str(tmp_path / told["change"]["file"])
    stage({"type": "thing.bring", **WHERE, "id": "own.copy", "file": file, "hash": "x"})
    assert edits() == {}
    assert sum(o.get(ID) == PIECE["id"] for o in scene.objects) == 1


def test_what_is_staged_as_a_person_made_it_is_no_edit_any_more(scene: Any) -> None:
    thing(scene, "ada", "ARMATURE")["top"] = (1.0, 0.0, 0.0)
    assert list(edits()) == ["actor/ada/coloured.top"]
    with staging({"commands": [{**COMMANDS[2], "look": {**LOOK, "topColour": "#ff0000"}}]}):
        pass  # the body is there as it should be: nothing is made anew
    assert edits() == {}
