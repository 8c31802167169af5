"""Everything below the head, in one subdivided cage, with shoes, hands and trimmings."""

from __future__ import annotations

import numpy as np

from .arms import add_arms
from .cage import Cage
from .details import add_details
from .draft import Draft
from .garments import cut_garment
from .hands import add_hands
from .legs import add_legs
from .shoes import add_shoes
from .torso import add_torso, measure_girth

_WARMTH = np.array([1, 0.97, 0.97])
_LAP = np.array([0.80, 0.60, 1.0])
"""Seated, a stiff skirt is a bell; this scale lays it on the lap."""


def add_body(draft: Draft) -> None:
    """Trunk, arms and legs in their clothes."""
    garment = cut_garment(draft.look, draft.body)
    girth = measure_girth(draft.body, draft.look.build)
    cage = Cage()
    torso = add_torso(cage, draft, garment, girth)
    add_arms(cage, draft, garment, torso)
    add_legs(cage, draft, garment, girth, torso)
    body = cage.subdivide()
    keys = {}
    if draft.body.skirt:
        keys["skirt_sit"] = body.mask[:, None] * (body.points * _LAP - body.points)
    draft.sink.add(body.points, body.faces, body.paints, body.weights, body.tint[:, None] * _WARMTH, keys)
    add_shoes(draft)
    add_hands(draft)
    add_details(draft, body, girth)
