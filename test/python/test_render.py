"""Frames: drawn in runs, each file whole, the same whether drawn in a run or alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bpy
import pytest

from photoplay.adapter import keyframe_curves
from photoplay.commands.filming.camera import add_camera
from photoplay.commands.filming.scene import create_scene
from photoplay.commands.lookup import find_camera
from photoplay.commands.rendering.aim import aimed
from photoplay.commands.rendering.draw import draw, even_runs
from photoplay.commands.rendering.tiers import fit_to_shot, prepare


@pytest.fixture
def scene() -> Iterator[Any]:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    create_scene({"id": "2", "heading": "INT. HALL - DAY", "fps": 24, "frames": 48, "size": [96, 54]})
    add_camera(
        {
            "scene": "2",
            "id": "2.01",
            "size": "WS",
            "subjects": [],
            "in": 0,
            "out": 48,
            "keys": [{"frame": 0, "position": [0, -6, 0], "target": [0, 0, 0], "lens": 35}],
            "sensor": [36, 20.25],
            "focus": {"at": [0, 0, 0], "fstop": 8},
            "hides": [],
            "marker": "2.01 WS",
        }
    )
    yield bpy.data.scenes["2"]


def face(scene: Any) -> Any:
    """A square whose shape key and place move, recoloured at every frame as lit actors are."""
    mesh = bpy.data.meshes.new("face")
    mesh.from_pydata([(-1, 0, -1), (1, 0, -1), (1, 0, 1), (-1, 0, 1)], [], [(0, 1, 2, 3)])
    thing = bpy.data.objects.new("face", mesh)
    scene.collection.objects.link(thing)
    thing.shape_key_add(name="rest")
    thing.shape_key_add(name="open").data[2].co.z = 3
    keyframe_curves(mesh.shape_keys, {('key_blocks["open"].value', 0): ([0, 40], [0, 1])})
    keyframe_curves(thing, {("location", 0): ([0, 40], [-1, 1])})
    return mesh


def paint(folder: Path, scene: Any, runs: list[list[int]]) -> dict[int, bytes]:
    folder.mkdir()
    files = {frame: folder / f"{frame:04d}.bmp" for run in runs for frame in run}
    told: list[int] = []
    with aimed(scene, find_camera(scene, "2.01")):
        for run in runs:
            draw(scene, run, files, lambda frame, seconds: told.append(frame))
    assert told == list(files)
    assert sorted(folder.iterdir()) == sorted(files.values())
    return {frame: file.read_bytes() for frame, file in files.items()}


def test_runs_are_even_and_short() -> None:
    assert even_runs([], 4) == []
    assert even_runs([5], 4) == [[5]]
    assert even_runs([0, 2, 4, 6, 8, 10], 4) == [[0, 2, 4, 6], [8, 10]]
    assert even_runs([0, 2, 4, 5, 6, 9], 4) == [[0, 2, 4], [5, 6], [9]]
    assert even_runs([3, 4, 5], 1) == [[3], [4], [5]]


def test_a_frame_is_the_same_in_a_run_and_alone(scene: Any, tmp_path: Path) -> None:
    mesh = face(scene)
    prepare(scene, "draft")

    def recolour(*_: Any) -> None:
        mesh.update_tag()

    bpy.app.handlers.frame_change_post.append(recolour)
    frames = [4, 12, 20, 28]
    together = paint(tmp_path / "together", scene, [frames])
    alone = paint(tmp_path / "alone", scene, [[frame] for frame in reversed(frames)])
    assert together == alone
    assert len(set(together.values())) == 4


def test_a_draft_is_drawn_at_twice_its_size_and_a_large_one_is_not(scene: Any) -> None:
    prepare(scene, "draft")
    assert (scene.render.resolution_percentage, scene.display.render_aa) == (200, "OFF")
    scene.render.resolution_x = 1280
    prepare(scene, "draft")
    assert (scene.render.resolution_percentage, scene.display.render_aa) == (100, "5")


def test_depth_of_field_is_drawn_where_it_shows(scene: Any) -> None:
    camera = find_camera(scene, "2.01")
    prepare(scene, "draft")
    with aimed(scene, camera):
        assert not scene.display.shading.use_dof
        fit_to_shot(scene, "draft")
        assert scene.render.resolution_percentage == 200
    camera.data.lens, camera.data.dof.aperture_fstop = 85, 2
    camera.data.dof.focus_distance = 1.5
    with aimed(scene, camera):
        assert scene.display.shading.use_dof
        fit_to_shot(scene, "draft")
        assert scene.render.resolution_percentage == 150


def test_a_preview_is_lit_by_lamps_and_drawn_by_cycles_where_there_is_no_gpu(
    scene: Any, tmp_path: Path
) -> None:
    face(scene)
    prepare(scene, "preview")
    assert scene.render.engine in ("CYCLES", "BLENDER_EEVEE", "BLENDER_EEVEE_NEXT")
    scene.render.resolution_percentage = 20
    if scene.render.engine == "CYCLES":
        scene.cycles.samples = 1
    pictures = paint(tmp_path / "preview", scene, [[4]])
    assert pictures[4].startswith(b"\x89PNG")


def test_a_folder_that_is_gone_is_an_error(scene: Any, tmp_path: Path) -> None:
    prepare(scene, "draft")
    (tmp_path / "file").write_text("in the way")
    with pytest.raises((RuntimeError, OSError)):
        draw(scene, [0], {0: tmp_path / "file" / "0001.bmp"}, lambda frame, seconds: None)
