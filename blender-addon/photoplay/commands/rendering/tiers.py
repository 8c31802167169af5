"""How each tier renders: the engine, its samples, the size and the kind of file."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import bpy

from ...adapter import eevee_engine, use_image_output

_SUPERSAMPLED = 640
"""Widest draft drawn at twice its size, to be scaled down by area; above that Blender smooths."""
_EEVEE_SAMPLES = {"preview": 16, "final": 64}
_CYCLES_SAMPLES = {"preview": 4, "final": 48}
_BOUNCES = {"preview": 2, "final": 4}


def prepare(scene: Any, tier: str) -> Callable[[], None]:
    """Sets the scene up for a tier; returns what to call when the rendering is over."""
    scene.render.use_sequencer = scene.render.use_compositing = False
    scene.render.use_file_extension = False
    scene.render.film_transparent = False
    scene.render.image_settings.color_mode = "RGB"
    if tier in ("draft", "still"):
        use_image_output(scene, "BMP")
        set_engine(scene, tier)
        return _relight(scene)
    use_image_output(scene, "PNG")
    scene.render.image_settings.compression = 15
    set_engine(scene, tier)
    return lambda: None


def set_engine(scene: Any, tier: str) -> None:
    """The engine of a tier with its samples, and how many pixels it draws for each of the picture's."""
    if tier in ("draft", "still"):
        _workbench(scene)
        return
    scene.render.resolution_percentage = 100
    if _has_gpu():
        _eevee(scene, _EEVEE_SAMPLES[tier])
    else:
        _cycles(scene, tier)


def fit_to_shot(scene: Any, tier: str) -> None:
    """Depth of field costs by the pixel, and its blur hides that a draft has fewer of them."""
    if tier == "draft" and scene.render.resolution_percentage > 100:
        scene.render.resolution_percentage = 150 if scene.display.shading.use_dof else 200


def frames_at_once(tier: str) -> int:
    """Frames drawn between two looks at the clock: about a second's worth."""
    return 8 if tier in ("draft", "still") else 1


def extension(tier: str) -> str:
    """The ending of a frame's file: what is fastest to write for frames that are soon gone."""
    return ".bmp" if tier in ("draft", "still") else ".png"


def _workbench(scene: Any) -> None:
    scene.render.engine = "BLENDER_WORKBENCH"
    twice = scene.render.resolution_x <= _SUPERSAMPLED
    scene.render.resolution_percentage = 200 if twice else 100
    scene.display.render_aa = "OFF" if twice else "5"


def _relight(scene: Any) -> Callable[[], None]:
    from ...kit.light_rig import PROPERTY

    if PROPERTY not in scene:
        return lambda: None

    from ...kit import relight

    relight.prepare(scene)
    return relight.attach(scene)


def _eevee(scene: Any, samples: int) -> None:
    scene.render.engine = eevee_engine()
    scene.eevee.taa_render_samples = samples


def _cycles(scene: Any, tier: str) -> None:
    scene.render.engine = "CYCLES"
    cycles = scene.cycles
    cycles.device = "CPU"
    cycles.samples = _CYCLES_SAMPLES[tier]
    cycles.use_adaptive_sampling = False
    cycles.use_denoising = _has_denoiser()
    if cycles.use_denoising:
        cycles.denoiser = "OPENIMAGEDENOISE"
        cycles.denoising_prefilter = "FAST" if tier == "preview" else "ACCURATE"
    cycles.max_bounces = cycles.diffuse_bounces = _BOUNCES[tier]
    cycles.glossy_bounces = cycles.transmission_bounces = 2
    cycles.sample_clamp_indirect = 3.0
    scene.render.use_persistent_data = True


def _has_denoiser() -> bool:
    """Whether Cycles was built with OpenImageDenoise; some distributions leave it out."""
    return bool(getattr(importlib.import_module("_cycles"), "with_openimagedenoise", False))


def _has_gpu() -> bool:
    """Whether Cycles knows a device other than the processor; EEVEE in software is far too slow."""
    context: Any = bpy.context
    addon = context.preferences.addons.get("cycles")
    if addon is None:
        return False
    preferences: Any = addon.preferences
    preferences.refresh_devices()
    return any(device.type != "CPU" for device in preferences.devices)
