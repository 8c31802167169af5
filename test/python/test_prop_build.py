"""Props: every kind is a small lit mesh that stands on its base and can be gripped."""

from __future__ import annotations

from collections.abc import Iterator

import bpy
import numpy as np
import pytest
from mathutils import Matrix

from photoplay.kit.light_rig import Lamp, LightRig
from photoplay.kit.props import PROP_KINDS, build_prop, light_prop


@pytest.fixture(autouse=True)
def fresh_file() -> Iterator[None]:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    yield


def lit(mesh: bpy.types.Mesh) -> np.ndarray:
    values = np.empty(len(mesh.loops) * 4, np.float32)
    mesh.color_attributes["Lit"].data.foreach_get("color", values)
    return values.reshape(-1, 4)[:, :3]


def rig(boxes: list[list[float]]) -> LightRig:
    place = np.array([0, 0, 3], np.float32)
    grey = np.array([0.1, 0.1, 0.1], np.float32)
    lamp = Lamp("POINT", "lamp", place, np.ones(3, np.float32), 9.0, 0.1, place[None])
    return LightRig(
        sky=grey,
        ground=grey,
        sun=None,
        lamps=[lamp],
        boxes=np.array(boxes, np.float32).reshape(-1, 7),
        exposure=0,
        face=(0, 1),
        rim=grey,
        fog=None,
        time="NIGHT",
        key="high",
    )


@pytest.mark.parametrize("kind", PROP_KINDS)
def test_a_prop_stands_on_its_base_and_has_the_size_it_says(kind: str) -> None:
    mesh = build_prop(kind, None)
    points = np.array([vertex.co for vertex in mesh.vertices])
    low, high = points.min(0), points.max(0)
    assert -0.012 < low[2] < 0.012
    assert 0.003 < max(high - low) < 1.1
    assert np.all(high - low < np.array(PROP_KINDS[kind].size) + 0.06)
    assert not mesh.validate()
    assert len(mesh.loops) < 20_000


@pytest.mark.parametrize("kind", PROP_KINDS)
def test_a_prop_is_gripped_within_or_just_beside_it(kind: str) -> None:
    points = np.array([vertex.co for vertex in build_prop(kind, None).vertices])
    grip = np.array(PROP_KINDS[kind].grip)
    assert np.all(grip > points.min(0) - 0.03) and np.all(grip < points.max(0) + 0.03)


def test_a_colour_changes_the_main_part_of_a_prop() -> None:
    plain, red = (
        lit(build_prop("suitcase", None)),
        lit(build_prop("suitcase", "#c02020")),
    )
    assert not np.allclose(plain, red)
    assert red[:, 0].max() > 2 * red[:, 1].max() * 0.4


def test_a_prop_is_lit_where_it_lies() -> None:
    mesh = build_prop("cup", None)
    place = Matrix.Translation((0, 0, 0.75))
    light_prop(mesh, place, rig([]))
    open_air = lit(mesh).mean()
    light_prop(mesh, place, rig([[0, 0, 1.5, 1, 1, 0.1, 0]]))
    assert lit(mesh).mean() < 0.6 * open_air


def test_what_glows_keeps_its_glow_in_the_dark() -> None:
    mesh = build_prop("lantern", None)
    light_prop(mesh, Matrix.Identity(4), rig([[0, 0, 1.5, 5, 5, 0.1, 0]]))
    assert lit(mesh).max() > 0.9
