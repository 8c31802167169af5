"""Headwear: a peaked cap, a beanie, a hat with a brim and a headscarf. Head units."""

from __future__ import annotations

from collections.abc import Sequence
from math import radians

import numpy as np
from numpy.typing import ArrayLike

from .draft import Draft
from .maths import Floats, angles, bell, rotation, smooth_path, smoothstep, sweep, unit
from .mouth_poses import jaw_keys
from .palette import shade
from .scalp import AZIMUTH, COLUMNS, FRONT_DEGREES, cap_rows, scalp_point

_SIDES = 40
_PEAK = 0.30
_THETA = angles(_SIDES)
_FRONT = (_THETA - 1.5 * np.pi + np.pi) % (2 * np.pi) - np.pi
"""Angle from the middle of the face."""


def add_hat(draft: Draft) -> None:
    """The look's headwear, carried by the head."""
    match draft.look.hat:
        case "cap":
            _add_cap(draft)
        case "beanie":
            _add_beanie(draft)
        case "brim":
            _add_brimmed(draft)
        case "scarf":
            _add_scarf(draft)


def _oval(z: ArrayLike, half_width: ArrayLike, half_depth: ArrayLike) -> Floats:
    """A level ring round the head."""
    z = np.broadcast_to(np.asarray(z, float), _SIDES)
    return np.stack([half_width * np.cos(_THETA), half_depth * np.sin(_THETA), z], 1)


def _worn(rings: Sequence[Floats] | Floats, tilt: float) -> Floats:
    """Tilted back by degrees, so that the rim clears the brows and sits low on the neck."""
    return np.asarray(rings) @ rotation((1, 0, 0), radians(-tilt)).T + np.array([0, 0.015, 0])


def _add_cap(draft: Draft) -> None:
    """Six panels, a button and a peak."""
    profile = (
        (0.175, 0.400, 0.470), (0.160, 0.425, 0.495), (0.170, 0.432, 0.502), (0.26, 0.430, 0.500),
        (0.36, 0.400, 0.470), (0.45, 0.335, 0.400), (0.52, 0.225, 0.275), (0.550, 0.09, 0.11),
    )  # fmt: skip
    rings = [_oval(z, width, depth) for z, width, depth in profile]
    seams = 1 - 0.22 * np.exp(-((np.sin(_THETA * 3) / 0.16) ** 2))
    tint = np.concatenate([np.full(_SIDES, 0.5), *(seams for _ in profile[1:])])[:, None] * np.ones(3)
    draft.add_to_head(_worn(rings, 13), draft.paints.hat, (False, True), tint)
    button = np.array(
        [np.array([0, 0, z]) + _oval(0, r, r) for z, r in ((0.548, 0.03), (0.568, 0.026), (0.575, 0.01))]
    )
    draft.add_to_head(_worn(button, 13), draft.paints.hat)
    _add_peak(draft)


def _add_peak(draft: Draft) -> None:
    """A curved sheet over the brow, closed underneath."""
    columns = 19
    turn = np.linspace(-1, 1, columns) * radians(62)
    reach = _PEAK * np.cos(turn / radians(62) * np.pi / 2) ** 0.55
    edge = np.stack([0.425 * np.sin(turn), -0.490 * np.cos(turn), np.full(columns, 0.168)], 1)

    def row(share: float, lift: float) -> Floats:
        length = reach / _PEAK
        droop = 0.085 * share**2 + 0.13 * share * np.sin(turn) ** 2
        return edge + np.stack(
            [0.06 * np.sin(turn) * share * length, -reach * share, (lift - droop) * length], 1
        )

    upper = [row(share, 0.012) for share in (0, 0.4, 0.8, 1.0)]
    lower = [row(share, -0.010) for share in (1.0, 0.8, 0.4, 0)]
    rings = _worn(np.array(upper + lower), 13).transpose(1, 0, 2)
    draft.add_to_head(rings, shade(draft.paints.hat, 0.88))


def _add_beanie(draft: Draft) -> None:
    """Knitted ribs and a turned-up band."""
    ribs = 1 + 0.016 * np.cos(_THETA * 20)
    band = (
        (0.165, 0.395, 0.465),
        (0.140, 0.432, 0.502),
        (0.150, 0.452, 0.522),
        (0.27, 0.456, 0.526),
        (0.285, 0.435, 0.505),
    )
    crown = (
        (0.285, 0.425, 0.495),
        (0.38, 0.412, 0.480),
        (0.47, 0.360, 0.425),
        (0.55, 0.265, 0.325),
        (0.605, 0.13, 0.17),
        (0.615, 0.04, 0.06),
    )
    for profile, brightness in ((band, 0.92), (crown, 1.0)):
        rings = [_oval(z, width * ribs, depth * ribs) for z, width, depth in profile]
        tint = np.tile(0.90 + 0.10 * np.cos(_THETA * 20), len(profile))[:, None] * np.ones(3)
        draft.add_to_head(
            _worn(rings, 16), shade(draft.paints.hat, brightness), (False, profile is crown), tint
        )


def _add_brimmed(draft: Draft) -> None:
    """Felt: a pinched crown with a ribbon and a brim that dips in front."""
    front, sides = np.cos(_FRONT), np.abs(np.sin(_FRONT))
    droop = -0.050 * np.clip(front, 0, 1) + 0.045 * np.clip(-front, 0, 1) + 0.030 * sides**2

    def crown(z: float, width: float, depth: float, pinch: float = 0.0) -> Floats:
        narrow = 1 - pinch * np.exp(-(((np.abs(_FRONT) - 0.62) / 0.35) ** 2))
        return _oval(z, width * narrow, depth)

    felt = draft.paints.hat
    rings = [
        crown(0.245, 0.405, 0.475), crown(0.250, 0.421, 0.491), crown(0.36, 0.408, 0.478, 0.05),
        crown(0.49, 0.375, 0.450, 0.14), crown(0.575, 0.330, 0.410, 0.20), crown(0.590, 0.275, 0.355, 0.20),
        _oval(0.555 + 0.02 * sides, 0.15, 0.25), _oval(0.545, 0.04, 0.10),
    ]  # fmt: skip
    draft.add_to_head(_worn(rings, 9), felt, (False, True))
    ribbon = [
        crown(z, 0.424 + bulge, 0.494 + bulge)
        for z, bulge in ((0.160, 0), (0.168, 0.006), (0.240, 0.003), (0.248, -0.006))
    ]
    draft.add_to_head(_worn(ribbon, 9), shade(felt, 0.35), (False, False))
    brim = [
        _oval(0.172, 0.405, 0.475),
        _oval(0.168, 0.430, 0.500),
        _oval(0.163 + droop * 0.5, 0.53, 0.615),
        _oval(0.165 + droop, 0.635, 0.725),
        _oval(0.150 + droop, 0.640, 0.730),
        _oval(0.140 + droop * 0.5, 0.53, 0.615),
        _oval(0.140, 0.405, 0.475),
    ]
    shades = np.repeat([0.9, 1, 1, 1, 0.8, 0.7, 0.55], _SIDES)[:, None] * np.ones(3)
    draft.add_to_head(_worn(brim, 9), felt, (False, False), shades)


def _add_scarf(draft: Draft) -> None:
    """A cloth over the hair and ears, tied below the chin."""
    line = np.interp(
        FRONT_DEGREES,
        [0, 25, 42, 55, 68, 80, 100, 140, 180],
        [61, 63, 74, 102, 126, 136, 140, 140, 142],
    )
    polar, lift, tint = [], [], []
    for share in np.linspace(0, 1, 14):
        creases = 1 + 0.10 * np.sin(AZIMUTH * 9 + share * 4) * smoothstep(0.5, 1, share)
        edge = smoothstep(0.93, 1.0, share) * 0.045
        drape = 0.055 * bell(FRONT_DEGREES, 180, 70) * smoothstep(0.55, 1, share)
        over_ears = 0.022 * bell(FRONT_DEGREES, 92, 30) * bell(share, 0.72, 0.2)
        polar.append(np.radians(line) * share)
        lift.append((0.060 + drape + over_ears) * creases - edge)
        tint.append((0.92 + 0.08 * creases) * np.ones(COLUMNS))
    rings = cap_rows(draft.head, np.array(polar), np.array(lift))
    draft.add_to_head(rings, draft.paints.hat, (True, False), np.concatenate(tint)[:, None] * np.ones(3))
    _add_knot(draft)


def _add_knot(draft: Draft) -> None:
    """Two ends from the jaws meet under the chin; they ride half of the jaw."""
    paint = shade(draft.paints.hat, 0.94)
    knot = scalp_point(draft.head, 0, 1, 174, 0.035)
    for side in (1, -1):
        way = ((62, 98, 0.020), (58, 122, 0.034), (46, 148, 0.030))
        path = [scalp_point(draft.head, front, side, polar, lift) for front, polar, lift in way]
        _add_band(draft, [*path, knot], [0.06, 0.10, 0.12, 0.10, 0.075, 0.045], paint)
        tail = [
            knot,
            knot + np.array([side * 0.05, -0.05, -0.05]),
            knot + np.array([side * 0.09, -0.05, -0.17]),
        ]
        _add_band(draft, tail, [0.030, 0.045, 0.055, 0.060, 0.065, 0.055], paint)
    knob = np.array(
        [
            knot + unit([0, -1, -0.3]) * depth + _small_ring(radius)
            for depth, radius in ((-0.02, 0.045), (0.03, 0.048), (0.055, 0.025))
        ]
    )
    draft.add_to_head(knob, paint, keys=jaw_keys(knob.reshape(-1, 3), 0.5, draft.head_scale))


def _add_band(draft: Draft, path: Sequence[ArrayLike], radii: Sequence[float], paint: Floats) -> None:
    points = smooth_path(np.array(path), len(radii))
    rings = sweep(points, radii, 8, 0.30, up=unit([points[1][0], -0.2, -0.1]))
    draft.add_to_head(rings, paint, keys=jaw_keys(rings.reshape(-1, 3), 0.5, draft.head_scale))


def _small_ring(radius: float) -> Floats:
    theta = angles(10)
    return np.stack([np.cos(theta) * radius, 0 * theta, np.sin(theta) * radius * 0.8], 1)
