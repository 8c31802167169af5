"""Hair: a grooved cap over the skull, and what each style adds to it."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, sin

import numpy as np

from .draft import Draft
from .hair_clumps import add_bun, add_ponytail
from .hair_curls import add_curls
from .hair_curtain import add_curtain
from .hair_locks import add_fringe, add_quiff
from .maths import Floats, bell, smoothstep
from .scalp import AZIMUTH, COLUMNS, FRONT_DEGREES, cap_rows

# polar degrees of the hairline, by degrees from the face; cut out round the ears
_LINE_AT = [0, 25, 42, 58, 69, 78, 85, 107, 116, 135, 180]
_SHORT_LINE = [66, 64, 62, 73, 93, 97, 79, 82, 117, 124, 126]
_LONG_LINE = [60, 61, 63, 76, 92, 92, 80, 84, 112, 120, 123]


@dataclass(frozen=True)
class Cap:
    """Thickness of the hair on the skull (head units), its hairline, and how deep the strands are cut."""

    thickness: float
    line: list[int]
    grooves: float = 1.0


_CAPS = {
    "short": Cap(0.058, _SHORT_LINE),
    "cropped": Cap(0.030, _SHORT_LINE, 0.25),
    "bald": Cap(0.024, _SHORT_LINE, 0.4),
    "long": Cap(0.062, _LONG_LINE),
    "bob": Cap(0.062, _LONG_LINE),
    "bun": Cap(0.036, _LONG_LINE),
    "ponytail": Cap(0.040, _LONG_LINE),
}
_FRINGES = {"long": 6, "bob": 6, "ponytail": 5}
_UNDER_HAT = 0.034
"""A hat presses hair down to this."""


def add_hair(draft: Draft) -> None:
    """The look's hair style; only elders who are bald keep a ring of hair."""
    style = draft.look.hair_style
    hatted = draft.look.hat != "none"
    if draft.look.hat == "scarf" or (style == "bald" and not draft.look.elder):
        return
    if style == "curly":
        add_curls(draft, pressed=hatted)
        return
    _add_cap(draft)
    if style in _FRINGES and not hatted:
        add_fringe(draft, _FRINGES[style])
    if style == "short" and not hatted:
        add_quiff(draft)
    elif style in ("long", "bob"):
        add_curtain(draft)
    elif style == "ponytail":
        add_ponytail(draft, low=hatted)
    elif style == "bun":
        add_bun(draft, low=hatted)


def _add_cap(draft: Draft) -> None:
    """Rings from the whorl to the hairline: thick above, tucked into the skin at the edge."""
    style = draft.look.hair_style
    cap = _CAPS[style]
    line = np.interp(FRONT_DEGREES, _LINE_AT, cap.line)
    bald = style == "bald"
    if draft.look.hat != "none":
        shares = np.linspace(0.42, 1, 8)
    else:
        shares = np.r_[0, np.linspace(0.38, 1, 10)] if bald else np.linspace(0, 1, 13)
    polar, lift, tint = [], [], []
    for share in shares:
        groove = _groove(share) * cap.grooves
        depth = smoothstep(0.05, 0.4, share)
        edge = 1 - smoothstep(0.80, 1.0, share)
        height = _thickness(draft, share) * (1 + groove * depth) * (edge * 0.92 + 0.08)
        height = height - 0.030 * smoothstep(0.88, 1.0, share)
        if bald:  # a ring round the back that thins out towards temples and crown
            ring = smoothstep(54, 88, FRONT_DEGREES) * smoothstep(0.40, 0.72, share)
            height = (height + 0.035) * ring - 0.035
        polar.append(np.radians(line) * (share**0.85 if share < 1 else 1))
        lift.append(height)
        sheen = (0.34 + 0.9 * groove) * exp(-(((share - 0.50) / 0.13) ** 2))
        tint.append(0.86 + 0.9 * groove * depth - 0.22 * smoothstep(0.75, 1, share) + sheen)
    rings = cap_rows(draft.head, np.array(polar), np.array(lift))
    tints = np.concatenate(tint)[:, None] * np.ones(3)
    draft.add_to_head(rings, draft.paints.hair, (True, False), tints)


def _thickness(draft: Draft, share: float) -> Floats:
    """Thickness round a ring, before grooves and edge."""
    style = draft.look.hair_style
    base = 0.066 if style == "short" and draft.body.child else _CAPS[style].thickness
    if draft.look.hat != "none":
        base = min(base, _UNDER_HAT)
    body = np.full(COLUMNS, base * (0.65 + 0.45 * sin(np.pi * min(share * 0.75 + 0.15, 1))))
    if style == "short" and draft.look.hat == "none":  # volume on top, faded sides
        sides = smoothstep(0.45, 0.95, share) * smoothstep(40, 80, FRONT_DEGREES)
        top = bell(FRONT_DEGREES, 0, 55) * smoothstep(0.2, 0.7, share)
        body = body * (1 - 0.45 * sides) * (1 + 0.55 * top)
    return body


def _groove(share: float) -> Floats:
    """Strands as two waves round the head (17 and 29 cycles)."""
    wide = 0.17 * np.sin(AZIMUTH * 17 + 2.2 * sin(share * 2.6) + 3 * np.sin(AZIMUTH * 2))
    return wide + 0.10 * np.sin(AZIMUTH * 29 + share * 5)
