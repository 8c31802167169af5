"""Eyeballs, catchlights and eyelids."""

from __future__ import annotations

from math import pi, radians

import numpy as np

from .draft import Draft
from .joints import SIDES
from .maths import Floats, angles, grid_faces, rotation, smoothstep, unit
from .mesh import Occlusion
from .palette import shade

REST_GAZE = radians(5.5)
"""Eyes rest a little outward, or they read as crossed."""

_RINGS = np.radians([0.02, 10, 14.5, 27, 30, 31.5, 50, 75, 105])
_LID_COLUMNS = 17
_OUTER_CORNER, _INNER_CORNER = 41, 12
_UPPER_SLANT = 5.0


def add_eyes(draft: Draft) -> None:
    """Both eyes with their lids. They neither cast nor receive ambient occlusion."""
    for sign, side in SIDES:
        centre = draft.head.eye_at(sign)
        _add_ball(draft, centre, sign, side)
        _add_catchlight(draft, centre, sign)
        for upper in (True, False):
            _add_lid(draft, centre, Lid(sign, upper, draft), side)


def _add_ball(draft: Draft, centre: Floats, sign: int, side: str) -> None:
    """Rings round the gaze: pupil, iris, its dark rim, the white."""
    paints, radius, sides = draft.paints, draft.head.face.eye_radius, 20
    theta = angles(sides)
    rings = np.array(
        [
            np.stack([np.cos(theta) * np.sin(a), np.full(sides, -np.cos(a)), np.sin(theta) * np.sin(a)], 1)
            for a in _RINGS
        ]
    )
    rings = rings @ rotation((0, 0, 1), REST_GAZE * sign).T
    white = paints.eye_white
    bands = [
        paints.pupil, paints.pupil, shade(paints.iris, 0.75), shade(paints.iris, 1.1),
        shade(paints.iris, 0.35), white, white, shade(white, [0.88, 0.82, 0.78]),
    ]  # fmt: skip
    lid_shadow = 1 - 0.38 * smoothstep(0.10, 0.62, rings.reshape(-1, 3)[:, 2])
    draft.add_to_head(
        centre + rings * radius,
        np.array(bands),
        (True, False),
        lid_shadow[:, None] * np.ones(3),
        occlusion=Occlusion.NONE,
        bone=f"eye{side}",
    )


def _add_catchlight(draft: Draft, centre: Floats, sign: int) -> None:
    """A small bright disc, fixed to the head and on the same side of both eyes, as a lamp's mirror image
    is."""
    radius = draft.head.face.eye_radius
    towards = unit([0.19 + 0.09 * sign, -1, 0.27])
    across = unit(np.cross(towards, [0, 0, 1.0]))
    up = np.cross(across, towards)
    theta = angles(10)[:, None]
    spokes = (np.cos(theta) * across + np.sin(theta) * up) * radius * 0.105
    rings = np.stack(
        [centre + towards * radius * lift + spokes * size for lift, size in ((1.012, 1), (1.0, 1.05))]
    )
    draft.add_to_head(rings, draft.paints.glint, (True, False), occlusion=Occlusion.NONE)


class Lid:
    """A strip of a sphere slightly larger than the eye. The edges of both lids meet in real corners, inside
    the sphere's poles: that is what makes an eye look like one in profile."""

    def __init__(self, sign: int, upper: bool, draft: Draft) -> None:
        face = draft.head.face
        self.upper = upper
        self.edge = face.upper_lid if upper else face.lower_lid
        self.radius = face.eye_radius
        self.lash = 4.2 + 2.4 * face.figure - 1.0 * face.youth if upper else 1.8
        self.longitude = np.linspace(0, pi, _LID_COLUMNS)
        outward = np.degrees(self.longitude if sign > 0 else pi - self.longitude)
        opening = (outward - _OUTER_CORNER) / (180 - _OUTER_CORNER - _INNER_CORNER)
        self.opening = np.sin(pi * np.clip(opening, 0, 1)) ** 0.60
        # the outer corner sits a touch higher
        self.corner = np.radians(2 + 4.2 * np.cos(np.radians(outward)))
        # an upper lid that is highest towards the nose looks worried
        self.slant = np.radians(_UPPER_SLANT * np.cos(np.radians(outward))) if upper else 0.0

    def rows(self, raised: float = 0.0, shut: float = 0.0) -> Floats:
        """Points (8 * columns, 3) about the eye's centre; `raised` in degrees away from the eye's middle,
        `shut` from 0 to 1."""
        direction = 1 if self.upper else -1
        edge = self.corner + self.opening * (
            radians((self.edge + raised) * direction) + self.slant - self.corner
        )
        edge = edge * (1 - shut) + (self.corner - self.opening * radians(9)) * shut
        crease = edge + direction * radians(self.lash + 3 if self.upper else 5)
        far = radians(118 if self.upper else -100)
        lash = edge + direction * radians(self.lash) * (0.35 + 0.65 * self.opening)
        latitudes = [edge, lash, *(crease + (far - crease) * share for share in (0, 0.25, 0.5, 0.75, 1.0))]
        heights = (
            (1.087, 1.102, 1.092, 1.082, 1.077, 1.072, 1.062)
            if self.upper
            else (1.075, 1.070, 1.065, 1.070, 1.065, 1.060, 1.050)
        )
        inner = self._strip(edge, 1.002 if self.upper else 0.99)
        return np.vstack([inner, *map(self._strip, latitudes, heights)])

    def _strip(self, latitude: Floats, height: float) -> Floats:
        lon = self.longitude
        # corners sink into the face
        lift = self.radius * (1 + (height - 1) * (0.62 + 0.38 * self.opening))
        points = [np.cos(lon), -np.sin(lon) * np.cos(latitude), np.sin(lon) * np.sin(latitude)]
        return np.stack(points, 1) * lift[:, None]

    def keys(self, side: str) -> dict[str, Floats]:
        """Offsets by shape key. A turn is not a straight line: the halfway key keeps the lid off the
        eyeball."""
        rest, upper = self.rows(), self.upper
        return {
            f"blink_half{side}": self.rows(shut=0.5) - rest,
            f"blink{side}": self.rows(shut=1) - rest,
            "gaze_down": self.rows(-14 if upper else 5) - rest,
            "gaze_up": self.rows(9 if upper else -4) - rest,
            "squint": self.rows(-8 if upper else -14) - rest,
            "wide_eyes": self.rows(12 if upper else 6) - rest,
        }


def _lid_colours(draft: Draft, upper: bool) -> tuple[Floats, Floats]:
    """Paints and tint: a band of lashes along the edge, then skin that darkens a little in the crease."""
    skin, columns = draft.paints.skin, _LID_COLUMNS
    if not upper:
        lash = shade(skin, [0.80, 0.62, 0.60])
        edge, crease, warmth = 1.0, 1.0, [1, 0.985, 0.98]
    else:
        lash = shade(skin, 0.25) if draft.look.elder else shade(draft.paints.hair, 0.12)
        lash = np.append(lash[:3], skin[3])  # lashes are lit as the lid is
        edge, crease, warmth = 0.95, 0.90, [1, 0.94, 0.93]
    shades = np.concatenate([[0.95, 0.95, edge], np.linspace(crease, 1, 5)])
    paints = np.repeat(np.array([lash, lash] + [skin] * 5), columns - 1, 0)
    return paints, np.multiply(np.repeat(shades, columns)[:, None], warmth)


def _add_lid(draft: Draft, centre: Floats, lid: Lid, side: str) -> None:
    rest = lid.rows()
    paints, tint = _lid_colours(draft, lid.upper)
    draft.sink.add(
        draft.place(centre + rest),
        grid_faces(8, _LID_COLUMNS, closed=False),
        paints,
        draft.sink.rigid(len(rest), "head"),
        tint,
        {name: offsets * draft.head_scale for name, offsets in lid.keys(side).items()},
        Occlusion.NONE,
    )
