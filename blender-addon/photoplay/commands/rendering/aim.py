"""Puts a scene before a shot's camera, and puts it back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ...adapter import find_curves
from ..filming.camera import hidden_walls
from ..lookup import WALL

_HIDES = ("hide_render", "hide_viewport")

_LEAST_BLUR = 0.012
"""Share of the frame's width over which a far point must blur before Workbench spends its time on depth of
field, which doubles the time of a frame in software."""


@contextmanager
def aimed(scene: Any, camera: Any) -> Iterator[None]:
    """The scene through one camera at any frame: no marker switches it, its own walls are gone and no others.

    Shots may overlap on the scene's clock, so the walls' keys and the markers decide only what plays back.
    """
    before, depth = scene.camera, scene.display.shading.use_dof
    bound = [(marker, marker.camera) for marker in scene.timeline_markers]
    walls = [(o, tuple(getattr(o, path) for path in _HIDES)) for o in scene.objects if WALL in o]
    curves = [
        (curve, curve.mute) for wall, _ in walls for curve in find_curves(wall) if curve.data_path in _HIDES
    ]
    for marker, _ in bound:
        marker.camera = None
    for curve, _ in curves:
        curve.mute = True
    hidden = hidden_walls(camera)
    for wall, _ in walls:
        wall.hide_render = wall.hide_viewport = wall[WALL] in hidden
    scene.camera = camera
    scene.display.shading.use_dof = camera.data.dof.use_dof and _blur(camera) > _LEAST_BLUR
    try:
        yield
    finally:
        scene.camera, scene.display.shading.use_dof = before, depth
        for wall, values in walls:
            wall.hide_render, wall.hide_viewport = values
        for curve, muted in curves:
            curve.mute = muted
        for marker, bound_camera in bound:
            marker.camera = bound_camera


def _blur(camera: Any) -> float:
    """Width of the disc that a far point becomes, as a share of the frame's: f² / (N (d − f)) / sensor."""
    data = camera.data
    behind = max(data.dof.focus_distance * 1000 - data.lens, 1.0)
    return float(data.lens**2 / (data.dof.aperture_fstop * behind) / data.sensor_width)
