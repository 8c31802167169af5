"""Modifiers, and pieces of the kit, by command."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import bpy
import numpy as np
import pytest
from commanding import do, refused

from photoplay.errors import Code
from photoplay.kit.light_rig import LightRig


@pytest.fixture(autouse=True)
def scene() -> Iterator[Any]:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    do("object.create", name="a", shape="cube", size=2)
    yield bpy.data.scenes[0]


def evaluated(name: str) -> tuple[int, tuple[float, ...]]:
    """Faces and dimensions of what the modifiers make of an object."""
    graph = bpy.context.evaluated_depsgraph_get()
    thing = bpy.data.objects[name].evaluated_get(graph)
    return len(thing.data.polygons), tuple(thing.dimensions)


@pytest.mark.parametrize(
    ("kind", "settings", "faces", "size"),
    [
        ("SUBSURF", {"levels": 2}, 96, None),
        ("SUBSURF", {"levels": 1, "simple": True}, 24, (2, 2, 2)),
        ("BEVEL", {"width": 0.1, "segments": 2, "angle": 0.5}, 6 + 24 + 24, (2, 2, 2)),
        ("MIRROR", {"axes": [True, True, False]}, None, (2, 2, 2)),
        ("ARRAY", {"count": 3, "step": [2, 0, 0]}, 18, (10, 2, 2)),
        ("ARRAY", {"count": 3, "offset": [0, 0, 5]}, 18, (2, 2, 12)),
        ("SOLIDIFY", {"thickness": 0.5, "side": 1}, 12, (3, 3, 3)),
        ("DECIMATE", {"ratio": 0.5}, None, None),
        ("WIREFRAME", {"thickness": 0.1}, 48, None),
    ],
)
def test_a_modifier_makes_what_it_says(
    kind: str, settings: dict[str, Any], faces: int | None, size: tuple[float, ...] | None
) -> None:
    do("mesh.modify", object="a", kind=kind, **settings)
    made, dimensions = evaluated("a")
    assert made == (faces or made)
    assert dimensions == pytest.approx(size or dimensions, abs=1e-4)
    assert bpy.data.objects["a"].modifiers[0].type == kind


def test_one_mesh_cuts_another_and_one_mirrors_another() -> None:
    do("object.create", name="b", shape="cube", position=[1, 1, 1])
    do("mesh.modify", object="a", kind="BOOLEAN", operation="DIFFERENCE", **{"with": "b"})
    assert evaluated("a")[0] == 9
    do("mesh.unmodify", object="a", modifier="Boolean")
    do("object.transform", object="b", position=[5, 0, 0])
    do("mesh.modify", object="a", kind="MIRROR", axes=[True, False, False], about="b")
    assert evaluated("a") == (12, pytest.approx((12, 2, 2)))
    refused(Code.INVALID_PARAMS, "mesh.modify", object="a", kind="BOOLEAN", **{"with": "a"})
    do("object.create", name="e", shape="empty")
    refused(Code.INVALID_PARAMS, "mesh.modify", object="a", kind="BOOLEAN", **{"with": "e"})
    refused(Code.NOT_FOUND, "mesh.modify", object="a", kind="MIRROR", about="bb")


def test_the_modifier_of_a_name_is_changed_not_doubled() -> None:
    do("mesh.modify", object="a", kind="ARRAY", name="row", count=3)
    do("mesh.modify", object="a", kind="ARRAY", name="row", count=5)
    assert [(m.name, m.count) for m in bpy.data.objects["a"].modifiers] == [("row", 5)]
    refused(Code.INVALID_PARAMS, "mesh.modify", object="a", kind="BEVEL", name="row")
    assert refused(Code.NOT_FOUND, "mesh.unmodify", object="a", modifier="rwo").data["nearest"] == ["row"]
    assert do("mesh.unmodify", object="a", modifier="row")[0].modifiers.keys() == []


def test_what_would_fill_the_memory_is_refused() -> None:
    do("mesh.modify", object="a", kind="SUBSURF", levels=6)
    do("mesh.modify", object="a", kind="ARRAY", name="x", count=100)
    error = refused(Code.INVALID_PARAMS, "mesh.modify", object="a", kind="ARRAY", name="y", count=1000)
    assert "faces" in error.message
    refused(Code.INVALID_PARAMS, "mesh.modify", object="a", kind="SUBSURF", levels=11)


def test_settings_of_another_kind_are_refused() -> None:
    error = refused(Code.INVALID_PARAMS, "mesh.modify", object="a", kind="BEVEL", count=3)
    assert error.data["path"] == "count"
    assert "width, segments, angle" in error.message
    do("object.create", name="e", shape="empty")
    refused(Code.INVALID_PARAMS, "mesh.modify", object="e", kind="BEVEL", width=0.1)
    refused(Code.INVALID_PARAMS, "mesh.modify", object="a", kind="CLOTH")


def test_a_set_piece_of_the_kit_stands_where_it_is_placed() -> None:
    made = do(
        "kit.place", **{"from": "set"}, kind="chair", name="my chair", id="c", position=[1, 2, 0], facing=0.5,
        size=[0.5, 0.5, 0.9],
    )[0]  # fmt: skip
    bpy.context.view_layer.update()
    assert tuple(made.location) == (1, 2, 0)
    assert made.rotation_euler.z == 0.5
    assert made["photoplay_id"] == "c"
    heights = [v.co.z for v in made.data.vertices]
    assert min(heights) == pytest.approx(0, abs=0.02)
    assert max(heights) == pytest.approx(0.9, abs=0.1)


def test_a_placed_piece_is_lit_by_the_scenes_lamps(scene: Any) -> None:
    place = {"from": "set", "kind": "crates", "position": [0, 0, 0], "size": [1, 1, 1], "colour": "#808080"}
    unlit = shown_level(do("kit.place", name="unlit", **place)[0])
    rig = LightRig.from_plan(
        {
            "sky": [0.01, 0.01, 0.01],
            "ground": [0, 0, 0],
            "exposure": 0,
            "face": [0.3, 1],
            "rim": [0, 0, 0],
            "time": "NIGHT",
            "key": "low",
        },
        [],
        np.zeros((0, 7), np.float32),
    )
    rig.store(scene)
    dark = do("kit.place", name="dark", facing=1.0, **place)[0]
    assert shown_level(dark) < 0.1 * unlit


def shown_level(thing: Any) -> float:
    colours = np.empty(len(thing.data.loops) * 4, np.float32)
    thing.data.color_attributes["Lit"].data.foreach_get("color", colours)
    return float(colours.reshape(-1, 4)[:, :3].mean())


def test_every_piece_of_the_catalogue_can_be_placed_by_itself() -> None:
    from photoplay.kit.set.catalogue import BUILDERS

    for kind in BUILDERS:
        made = do("kit.place", **{"from": "set"}, kind=kind, name=kind, position=[0, 0, 0], size=[1, 1, 1])
        assert len(made[0].data.polygons) > 0, kind


def test_a_prop_of_the_kit_is_placed() -> None:
    made = do(
        "kit.place", **{"from": "props"}, kind="cup", name="my cup", position=[0, 0, 1], colour="#ff0000"
    )
    assert made[0]["photoplay_prop"] == "cup"
    assert len(made[0].data.vertices) > 20


def test_kinds_and_sizes_that_the_kit_does_not_know_are_refused() -> None:
    at = {"name": "x", "position": [0, 0, 0]}
    error = refused(Code.NOT_FOUND, "kit.place", **{"from": "set"}, kind="chairs", size=[1, 1, 1], **at)
    assert error.data["nearest"][0] == "chair"
    error = refused(Code.NOT_FOUND, "kit.place", **{"from": "props"}, kind="cups", **at)
    assert error.data["nearest"][0] == "cup"
    refused(Code.INVALID_PARAMS, "kit.place", **{"from": "set"}, kind="chair", **at)
    refused(Code.INVALID_PARAMS, "kit.place", **{"from": "set"}, kind="chair", size=[1, 0, 1], **at)
    refused(Code.INVALID_PARAMS, "kit.place", **{"from": "props"}, kind="cup", size=[1, 1, 1], **at)
