"""Builds a character from its look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import bpy
import numpy as np

from .armature import ID_PROPERTY, build_armature
from .body import add_body
from .draft import Draft
from .eyes import add_eyes
from .face import add_face
from .facial_hair import add_beard, add_brows
from .glasses import add_glasses
from .hair import add_hair
from .hats import add_hat
from .head_mesh import build_head
from .head_shape import measure_face
from .joints import rest_bones
from .look import read_look
from .mesh import MeshSink
from .mesh_object import make_mesh_object
from .mouth import add_mouth
from .palette import mix_paints
from .proportions import head_centre, head_height, measure

_OCCLUSION_REACH = 0.075
"""How far ambient occlusion looks, as a share of the height."""


def build_character(
    actor_id: str, look: Mapping[str, Any], collection: bpy.types.Collection
) -> bpy.types.Object:
    """A rigged, talking character standing at the origin and facing -Y, as an armature object named
    `actor_id` whose child `<actor_id>.body` is the mesh; both are linked to `collection` and tagged
    `photoplay_id`. `look` is the breakdown's JSON; see `read_look` for how gaps are filled. The same look
    gives the same mesh."""
    wanted = read_look(look)
    head = build_head(measure_face(wanted), wanted.hair_style == "bald")
    eye = head.eye * head_height(wanted) + np.array(head_centre(wanted))
    body = measure(wanted, (float(eye[0]), float(eye[1]), float(eye[2])))
    bones = rest_bones(body)
    sink = MeshSink([bone for bone in bones if bone != "root"])
    draft = Draft(wanted, body, bones, head, mix_paints(wanted), sink)
    _add_parts(draft)

    armature = build_armature(actor_id, body, bones, collection)
    mesh = make_mesh_object(f"{actor_id}.body", sink, armature, _OCCLUSION_REACH * body.height)
    mesh[ID_PROPERTY] = actor_id
    collection.objects.link(mesh)
    return armature


def _add_parts(draft: Draft) -> None:
    add_body(draft)
    add_face(draft)
    add_mouth(draft)
    add_eyes(draft)
    add_brows(draft)
    add_beard(draft)
    if draft.look.glasses:
        add_glasses(draft)
    add_hair(draft)
    add_hat(draft)
