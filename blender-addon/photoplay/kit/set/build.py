"""Builds a set in a Blender scene from its floor plan and the scene's light."""

from __future__ import annotations

from typing import Any

import bpy
import numpy as np
from mathutils import Vector

from ..light_rig import LightRig
from .bake import light as bake_light
from .bake import sample, shown
from .catalogue import PIECE_GROUP, build_piece
from .colour import Palette
from .grounds import build_ground
from .lights import build_lights
from .objects import mesh_of
from .openings import DOOR_GROUP, VIEW_GROUP, hinge
from .own_lamps import with_own_lamps
from .parts import Conditions, Floats, Part
from .plan import Opening, Piece
from .shell import SIDES, build_shell, wall_frame
from .sky import sky_dome
from .workshop import Workshop

_SKY_RADIUS = 420.0
COLLECTION = "Set"


def build_set(scene: bpy.types.Scene, plan: dict[str, Any], light: dict[str, Any]) -> LightRig:
    """Builds the set of a FloorPlan under a LightPlan into the scene's collection `Set`, and its lamps into
    `Lights`.

    Objects: `static`, one for each wall that can go (custom property `photoplay_wall`), `sky`, one for each
    piece (origin in the middle of its base, its front +Y; it goes with its wall), and one for each door
    (origin at its hinge; a positive turn about Z opens it into the room). The light is baked into their
    colours; the rig that lights the actors is stored in the scene and returned.
    """
    workshop, openings = assemble(plan, light)
    lamps = with_own_lamps(workshop.lamps, light)
    rig = LightRig.from_plan(light, lamps, np.array(workshop.boxes, np.float32))
    rig.store(scene)  # type: ignore[arg-type]
    samples = sample(workshop.parts)
    level = bake_light(samples, rig)
    lit = [
        shown(part, corners, level, samples, rig.fog)
        for part, corners in zip(workshop.parts, samples.corners, strict=True)
    ]
    collection = bpy.data.collections.new(COLLECTION)
    scene.collection.children.link(collection)
    origins = {group: (place, 0.0) for group, place in _hinges(workshop, plan, openings).items()} | {
        PIECE_GROUP + piece["id"]: (np.array(piece["position"], float), piece["facing"])
        for piece in plan["pieces"]
    }
    for group in dict.fromkeys(part.group for part in workshop.parts):
        chosen = [k for k, part in enumerate(workshop.parts) if part.group == group]
        parts, colours = [workshop.parts[k] for k in chosen], [lit[k] for k in chosen]
        collection.objects.link(_object(plan, group, parts, colours, origins.get(group)))
    build_lights(scene, rig)
    return rig


def assemble(plan: dict[str, Any], light: dict[str, Any]) -> tuple[Workshop, list[Opening]]:
    """The set's parts, boxes and lamps, without Blender."""
    workshop = Workshop(Palette(plan["palette"]), Conditions.of(light), plan["seed"])
    width, depth, height = plan["size"]
    size = (width, depth, height)
    openings = [Opening.read(row) for row in plan["openings"]]
    if plan["exterior"] or plan["style"]["wall"] == "cabin":
        sky_dome(workshop, _SKY_RADIUS)
        build_ground(workshop, plan["style"]["floor"], size)
    else:
        build_shell(workshop, size, plan["style"], openings)
    for row in plan["pieces"]:
        build_piece(workshop, Piece.read(row, plan["seed"]))
    return workshop, openings


def _hinges(w: Workshop, plan: dict[str, Any], openings: list[Opening]) -> dict[str, Floats]:
    """The world place of each door's hinge, by its group."""
    places: dict[str, Floats] = {}
    width, depth, height = plan["size"]
    for opening in openings:
        if opening.type == "door" and opening.side in SIDES:
            with wall_frame(w, opening.side, (width, depth, height)):
                places[DOOR_GROUP + opening.id] = w.world(hinge(opening))
    return places


def _object(
    plan: dict[str, Any],
    group: str,
    parts: list[Part],
    lit: list[Floats],
    origin: tuple[Floats, float] | None,
) -> bpy.types.Object:
    kind, thing, wall = _identity(plan, group)
    name = f"{plan['id']} {thing or group}"
    made = bpy.data.objects.new(name, mesh_of(name, parts, lit, *(origin or ())))  # type: ignore[arg-type]
    if origin is not None:
        made.location = Vector([float(q) for q in origin[0]])
        made.rotation_euler.z = origin[1]
    made["photoplay_id"] = thing or plan["id"]
    made["photoplay_kind"] = kind
    if wall in (*SIDES, "C"):
        made["photoplay_wall"] = wall
    made.display.show_shadows = False
    if kind == "sky":
        # Sun and ambient light come through what only stands for the distance.
        made.visible_shadow = False
        made.visible_diffuse = False
    return made


def _identity(plan: dict[str, Any], group: str) -> tuple[str, str | None, str | None]:
    """What a group's object is: its kind, the id of the door or piece, and the wall that takes it away."""
    if group.startswith(DOOR_GROUP):
        door = group.removeprefix(DOOR_GROUP)
        return "door", door, next((o["side"] for o in plan["openings"] if o["id"] == door), None)
    if group.startswith(PIECE_GROUP):
        piece = group.removeprefix(PIECE_GROUP)
        return "piece", piece, next((p.get("wall") for p in plan["pieces"] if p["id"] == piece), None)
    if group.startswith(VIEW_GROUP):
        return "sky", None, group.removeprefix(VIEW_GROUP)
    return ("sky" if group == "sky" else "set"), None, group
