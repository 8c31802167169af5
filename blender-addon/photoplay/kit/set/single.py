"""One piece by itself, put into a set that stands already or where there is none."""

from __future__ import annotations

import json
from typing import Any

import bpy
import numpy as np

from ..light_rig import PROPERTY, LightRig
from .bake import corner_albedo, sample, shown
from .bake import light as bake_light
from .catalogue import BUILDERS, build_piece
from .colour import Palette
from .objects import mesh_of
from .parts import UNLIT
from .plan import Piece
from .workshop import Workshop

PALETTE = "photoplay_palette"
"""A scene's custom property: the palette of its set, as JSON."""

_PLAIN: dict[str, Any] = {
    "wall": "#b8b3a8",
    "wall2": "#8b867b",
    "trim": "#e4dfd4",
    "wood": "#70503a",
    "fabric": "#4a6670",
    "fabric2": "#b9955a",
    "accent": "#b8644a",
    "accent2": "#3f6b69",
    "rug": "#8f5648",
    "metal": "#8f9497",
    "dark": "#2b2826",
    "plant": "#557a4d",
    "pot": "#bd9c80",
    "linen": "#e2dccf",
    "cabinet": "#52685f",
    "top": "#dfd8ca",
    "books": ["#75403a", "#3d5561", "#b3925c", "#5d6851", "#d9d0be"],
    "facades": ["#9a6a5b", "#c4ab8b", "#83939a", "#b3aea2"],
    "cars": ["#86403c", "#3f5568", "#d2cdc2"],
    "leaf": ["#54703f", "#6c8248", "#848c50"],
    "skyline": ["#6f7780", "#8a9097"],
    "trunk": "#5c4a3b",
    "rock": "#83827b",
    "grass": "#748045",
    "earth": "#6a603f",
    "asphalt": "#45474b",
    "pavement": "#97928a",
}
"""What pieces are painted with where no set has said better; sRGB."""


def single_piece(scene: Any, row: dict[str, Any]) -> bpy.types.Mesh:
    """The mesh of one piece (as in a FloorPlan), its base about the origin and its front +Y; where the scene
    has a set, in its palette and under its light as it falls on the piece's place. KeyError for a type that
    the kit does not know."""
    if row["type"] not in BUILDERS:
        raise KeyError(row["type"])
    palette = Palette({**_PLAIN, **(json.loads(scene[PALETTE]) if PALETTE in scene else {})})
    here = _built(palette, {**row, "position": [0, 0, 0], "facing": 0})
    if PROPERTY not in scene:
        lit = [corner_albedo(part) * (part.emission or 1) for part in here.parts]
        return mesh_of(row["id"], here.parts, lit)
    there, rig = _built(palette, row), LightRig.load(scene)
    rig.boxes = np.concatenate([rig.boxes, np.array(there.boxes, np.float32).reshape(-1, 7)])
    samples = sample(there.parts)
    level = bake_light(samples, rig)
    lit = [
        shown(part, corners, level, samples, rig.fog)
        for part, corners in zip(there.parts, samples.corners, strict=True)
    ]
    return mesh_of(row["id"], here.parts, lit)


def _built(palette: Palette, row: dict[str, Any]) -> Workshop:
    workshop = Workshop(palette, UNLIT)
    build_piece(workshop, Piece.read(row, 1))
    return workshop
