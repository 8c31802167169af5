"""What Blender is told to do can be looked up in the Blender that is to do it."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import bpy
import pytest

from photoplay.commands.api import docs as api_docs
from photoplay.commands.api.docs import get_api, search_api
from photoplay.commands.api.index import entries
from photoplay.errors import Code, RpcError
from photoplay.validation import Schemas

SCHEMAS = Schemas()


def run(steps: Generator[Any, None, dict[str, Any]]) -> tuple[dict[str, Any], int]:
    """The answer, and in how many steps it was found."""
    taken = 1
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value, taken
        taken += 1


def search(query: str, limit: int = 5) -> list[str]:
    answer, _ = run(search_api({"query": query, "limit": limit}))
    SCHEMAS.check_result("api/search", answer)
    return [entry["path"] for entry in answer["entries"]]


def get(path: str) -> dict[str, Any]:
    answer, _ = run(get_api({"path": path}))
    SCHEMAS.check_result("api/get", answer)
    return answer


@pytest.mark.parametrize(
    ("query", "wanted", "within"),
    [
        ("Object.location", "Object.location", 1),
        ("bpy.types.Object.location", "Object.location", 1),
        ("location", "Object.location", 1),
        ("add cube", "bpy.ops.mesh.primitive_cube_add", 1),
        ("camera lens", "Camera.lens", 1),
        ("insert keyframes", "bpy_struct.keyframe_insert", 2),
        ("new material", "BlendDataMaterials.new", 2),
        ("render engine", "RenderSettings.engine", 3),
        ("frame_set", "Scene.frame_set", 1),
        ("depth of field focus distance", "CameraDOFSettings.focus_distance", 1),
        ("children of an object recursive", "Object.children_recursive", 3),
    ],
)
def test_what_is_looked_for_comes_first(query: str, wanted: str, within: int) -> None:
    assert wanted in search(query)[:within]


def test_where_no_entry_has_all_the_words_those_with_most_of_them_are_told() -> None:
    assert "Camera.lens" in search("camera lens xyzzy")
    assert search("xyzzy") == []
    assert search("...") == []


def test_all_is_read_in_many_steps_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api_docs, "_index", None)
    _, reading = run(search_api({"query": "object"}))
    _, again = run(search_api({"query": "object"}))
    assert again == 1 < 5 < reading


def test_a_class_that_came_with_an_addon_is_found() -> None:
    search("warm")

    class Probe(bpy.types.Operator):
        """Measure the depth"""

        bl_idname = "photoplay.probe"
        bl_label = "Probe"
        depth: bpy.props.FloatProperty(min=0, max=2, default=1)  # type: ignore[valid-type]

    bpy.utils.register_class(Probe)
    try:
        assert search("photoplay probe") == ["bpy.ops.photoplay.probe"]
        assert get("bpy.ops.photoplay.probe")["members"][0]["signature"] == "float, 0 to 2, default 1"
    finally:
        bpy.utils.unregister_class(Probe)
    assert search("photoplay probe") != ["bpy.ops.photoplay.probe"]


@pytest.mark.parametrize(
    ("path", "found", "signature"),
    [
        ("Object", "Object", "class Object(ID)"),
        ("Object.location", "Object.location", "float[3] length, default (0, 0, 0)"),
        ("Scene.frame_set", "Scene.frame_set", "frame_set(frame: int, subframe: float = 0)"),
        ("bpy.data.objects.new", "BlendDataObjects.new", "new(name: str, object_data: ID) -> Object"),
        ("bpy.context.scene.camera", "Scene.camera", "Object"),
        ("bpy.data.objects.new()", "BlendDataObjects.new", "new(name: str, object_data: ID) -> Object"),
        ("Scene.objects", "Scene.objects", "collection of Object (SceneObjects), read-only"),
        ("Object.children_recursive", "Object.children_recursive", "property, read-only"),
    ],
)
def test_a_path_is_answered_with_what_to_write(path: str, found: str, signature: str) -> None:
    entry = get(path)["entry"]
    assert (entry["path"], entry["signature"]) == (found, signature)
    assert entry["description"]


def test_a_type_is_told_with_all_that_it_has_and_inherits() -> None:
    answer = get("Camera")
    paths = [member["path"] for member in answer["members"]]
    assert answer["bases"] == ["ID", "bpy_struct"]
    assert {"Camera.lens", "Camera.view_frame", "ID.name", "bpy_struct.keyframe_insert"} <= set(paths)
    assert len(paths) == len(set(paths))
    assert get("Camera.name")["entry"]["path"] == "ID.name"


def test_an_enumeration_is_told_with_its_choices_and_an_operator_with_its_arguments() -> None:
    choices = get("Object.rotation_mode")["members"]
    assert {"QUATERNION", "XYZ"} <= {choice["path"].rpartition(".")[2] for choice in choices}
    subdivide = get("bpy.ops.mesh.subdivide")
    assert subdivide["entry"]["signature"].startswith("bpy.ops.mesh.subdivide(number_cuts: int = 1, ")
    assert subdivide["members"][0]["signature"].startswith("int, 1 to ")


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("Objct", "Object"),
        ("Object.locaton", "Object.location"),
        ("bpy.ops.mesh.subdivid", "bpy.ops.mesh.subdivide"),
        ("bpy.data.objcts.new", "BlendData.objects"),
        ("frame_set", "Scene.frame_set"),
    ],
)
def test_a_path_that_is_not_there_is_answered_with_the_nearest(path: str, near: str) -> None:
    with pytest.raises(RpcError) as caught:
        get(path)
    assert caught.value.code == Code.NOT_FOUND
    assert near in caught.value.data["nearest"]


def test_every_entry_can_be_got_by_its_path() -> None:
    listed = [entry for batch in entries() for entry in batch]
    assert len(listed) > 10_000
    for entry in listed[::23]:
        found = get(entry.path)["entry"]
        assert (found["path"], found["kind"]) == (entry.path, entry.kind)
