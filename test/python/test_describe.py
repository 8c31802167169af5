"""What is there is told in full, quickly, and in the same words for the same scene."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import bpy
import pytest

from photoplay.commands.describing.blend_file import describe_file, facts
from photoplay.commands.describing.describe import describe_scene, list_scenes
from photoplay.commands.describing.details import describe_object
from photoplay.commands.lookup import ID
from photoplay.errors import Code, RpcError
from photoplay.pump import Pump
from photoplay.session import Session
from photoplay.validation import Schemas

SCHEMAS = Schemas()


@pytest.fixture
def scene() -> Any:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    made = bpy.data.scenes[0]
    made.name = "2"
    return made


def add(scene: Any, name: str, data: Any = None, **place: Any) -> Any:
    thing = bpy.data.objects.new(name, data)
    (place.pop("collection", None) or scene.collection).objects.link(thing)
    for key, value in place.items():
        setattr(thing, key, value)
    return thing


def box(name: str) -> Any:
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata([(0, 0, 0), (1, 0, 0), (1, 2, 0), (0, 2, 0)], [], [(0, 1, 2, 3)])
    return mesh


def names(**filters: Any) -> list[str]:
    answer = describe_scene({"scene": "2", **filters})
    SCHEMAS.check_result("scene/describe", answer)
    return [thing["name"] for thing in answer["objects"]]


def session() -> Session:
    return Session(pump=Pump(), schemas=SCHEMAS, background=True, broadcast=lambda _: None)


def test_filters_leave_what_fits_all_of_them(scene: Any) -> None:
    props = bpy.data.collections.new("2 Props")
    inner = bpy.data.collections.new("2 Shelf")
    scene.collection.children.link(props)
    props.children.link(inner)
    add(scene, "Chair.001", box("chair"))
    add(scene, "chair.002", None, location=(0, 3, 0))
    add(scene, "Cup", box("cup"), collection=inner)[ID] = "cup"
    assert names() == ["Chair.001", "Cup", "chair.002"]
    assert names(name="chair*") == ["Chair.001", "chair.002"]
    assert names(name="chair.00?", type="mesh") == ["Chair.001"]
    assert names(collection="2 Props") == ["Cup"]
    assert names(ours=True) == ["Cup"]
    assert names(near={"point": [0, 2.5, 0], "radius": 1}) == ["chair.002"]
    assert names(near={"point": [0, 2.5, 0], "radius": 9}) == ["chair.002", "Chair.001", "Cup"]


def test_brackets_in_a_pattern_are_brackets(scene: Any) -> None:
    add(scene, "Wall [N]")
    assert names(name="*[N]") == ["Wall [N]"]


def test_a_page_says_how_many_fit_in_all(scene: Any) -> None:
    for index in range(7):
        add(scene, f"Thing {index}")
    page = describe_scene({"scene": "2", "offset": 5, "limit": 5})
    assert (page["total"], [thing["name"] for thing in page["objects"]]) == (7, ["Thing 5", "Thing 6"])


@pytest.mark.parametrize(
    ("filters", "code"),
    [({"type": "CAMRA"}, Code.INVALID_PARAMS), ({"collection": "2 Porps"}, Code.NOT_FOUND)],
)
def test_a_filter_that_can_fit_nothing_is_an_error(scene: Any, filters: Any, code: Code) -> None:
    scene.collection.children.link(bpy.data.collections.new("2 Props"))
    with pytest.raises(RpcError) as caught:
        describe_scene({"scene": "2", **filters})
    assert caught.value.code == code


def test_the_same_scene_is_told_in_the_same_bytes_in_whatever_order_it_was_made(scene: Any) -> None:
    told = []
    for order in (range(20), reversed(range(20))):
        bpy.ops.wm.read_factory_settings(use_empty=True)
        bpy.data.scenes[0].name = "2"
        for index in order:
            add(bpy.data.scenes[0], f"Thing {index}", location=(-0.00001, index / 3, 0))
        told.append(json.dumps(describe_scene({"scene": "2"})))
    assert told[0] == told[1]
    assert "-0.0," not in told[0]


def test_ten_thousand_objects_are_told_in_a_fifth_of_a_second(scene: Any) -> None:
    for index in range(10_000):
        add(scene, f"Thing {index}")
    describe_scene({"scene": "2", "limit": 1})
    began = time.thread_time()
    assert describe_scene({"scene": "2", "limit": 2000})["total"] == 10_000
    assert time.thread_time() - began < 0.2


def test_scenes_are_listed_with_the_one_that_is_shown(scene: Any) -> None:
    bpy.data.scenes.new("3")
    listed = list_scenes()
    SCHEMAS.check_result("scene/list", listed)
    assert (listed["current"], [s["name"] for s in listed["scenes"]]) == ("2", ["2", "3"])


def detail(name: str) -> dict[str, Any]:
    answer = describe_object({"object": name})
    SCHEMAS.check_result("scene/object", answer)
    json.dumps(answer, allow_nan=False)
    return answer["object"]


def test_an_object_is_told_with_where_it_stands_and_what_it_is_made_of(scene: Any) -> None:
    red = bpy.data.materials.new("Red")
    if bpy.app.version < (5, 0, 0):
        red.use_nodes = True
    red.node_tree.nodes["Principled BSDF"].inputs["Base Color"].default_value = (1, 0, 0, 1)
    root = add(scene, "Root", location=(0, 0, 1))
    mesh = box("Table")
    mesh.materials.append(red)
    table = add(scene, "Table", mesh, location=(1, 0, 0), scale=(2, 1, 1), parent=root)
    table.modifiers.new("Round", "BEVEL")
    table.constraints.new("COPY_LOCATION").target = root
    table[ID], table["story"], table["deep"] = "table", "x" * 600, {"a": [1.5, 2.5]}
    table.keyframe_insert("location", frame=3)
    table.keyframe_insert("location", frame=9)
    told = detail("table")
    assert (told["name"], told["parent"], detail("Root")["children"]) == ("Table", "Root", ["Table"])
    assert told["materials"] == [{"name": "Red", "colour": [1, 0, 0, 1], "nodes": True}]
    assert told["mesh"] == {
        "vertices": 4,
        "edges": 4,
        "faces": 1,
        "triangles": 2,
        "uvs": [],
        "colours": [],
        "shapes": [],
    }
    assert told["dimensions"] == [2, 2, 0]
    assert told["modifiers"] == [{"name": "Round", "type": "BEVEL", "shown": True}]
    assert [(c["type"], c["target"]) for c in told["constraints"]] == [("COPY_LOCATION", "Root")]
    assert {k: told["animation"][k] for k in ("first", "last", "total")} == {
        "first": 3,
        "last": 9,
        "total": 3,
    }
    assert told["properties"]["deep"] == {"a": [1.5, 2.5]}
    assert told["properties"]["story"].endswith("… (600 characters)")


def test_what_no_json_can_say_is_left_out_of_the_numbers(scene: Any) -> None:
    thing = add(scene, "Broken")
    thing.location.x = float("nan")
    thing["odd"] = float("inf")
    told = detail("Broken")
    assert told["location"] == [0, 0, 0]
    assert told["properties"]["odd"] is None


def test_lamps_cameras_texts_and_bones_are_told_by_what_counts_for_them(scene: Any) -> None:
    lamp, sun = bpy.data.lights.new("Lamp", "AREA"), bpy.data.lights.new("Sun", "SUN")
    lamp.energy, lamp.size = 60, 2
    add(scene, "Lamp", lamp)
    add(scene, "Sun", sun)
    camera = bpy.data.cameras.new("Lens")
    camera.lens, camera.dof.use_dof, camera.dof.focus_distance = 35, True, 4
    add(scene, "Lens", camera)
    text = bpy.data.curves.new("Sign", "FONT")
    text.body = "BAR"
    add(scene, "Sign", text)
    add(scene, "Rig", bpy.data.armatures.new("Rig"))
    assert detail("Lamp")["light"] == {"kind": "AREA", "colour": [1, 1, 1], "power": 60, "size": 2}
    assert detail("Sun")["light"]["kind"] == "SUN"
    assert (detail("Lens")["camera"]["lens"], detail("Lens")["camera"]["focus"]) == (35, 4)
    assert detail("Sign")["text"] == "BAR"
    assert detail("Rig")["bones"] == []


def test_an_object_that_is_not_there_is_named_with_the_nearest(scene: Any) -> None:
    add(scene, "Table")
    with pytest.raises(RpcError) as caught:
        describe_object({"object": "Tabel"})
    assert (caught.value.code, caught.value.data["nearest"]) == (Code.NOT_FOUND, ["Table"])


def test_the_file_is_told_with_what_it_lacks_and_what_it_links(scene: Any, tmp_path: Path) -> None:
    library = tmp_path / "library.blend"
    bpy.data.libraries.write(str(library), {bpy.data.objects.new("Tree", box("tree"))})
    bpy.ops.wm.read_factory_settings(use_empty=True)
    libraries: Any = bpy.data.libraries
    with libraries.load(str(library), link=True) as (_, target):
        target.objects = ["Tree"]
    image = bpy.data.images.new("Wood", 8, 8)
    image.source, image.filepath = "FILE", str(tmp_path / "wood.png")
    told = describe_file(session())
    SCHEMAS.check_result("scene/file", told)
    assert told["missing"] == [{"kind": "image", "name": "Wood", "path": str(tmp_path / "wood.png")}]
    assert [(lib["missing"], lib["linked"]) for lib in told["libraries"]] == [(False, 2)]
    assert told["blocks"]["images"] == 1
    assert told["guess"]["kind"] == "empty"
    library.unlink()
    assert [m["kind"] for m in describe_file(session())["missing"]] == ["image", "library"]


def test_what_the_guess_is_made_from_is_counted_in_the_file(scene: Any) -> None:
    rig = add(scene, "Rig", bpy.data.armatures.new("Rig"))
    add(scene, "Body", box("body"), location=(0, 8, 0)).modifiers.new("Rig", "ARMATURE").object = rig
    add(scene, "Floor", box("floor"))
    bpy.context.view_layer.update()
    counted = facts()
    assert (counted.meshes, counted.rigged, counted.armatures, counted.our_scenes) == (2, 1, 1, 0)
    assert counted.extent == pytest.approx(10)
