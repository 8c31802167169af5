"""Trimmings of each outfit: lapels, ties, plackets, pockets, buttons and stripes."""

from __future__ import annotations

from .cage import SmoothCage
from .draft import Draft
from .palette import Paint, cloth, shade
from .tailoring import Collar, Tailor
from .torso import Girth

_SHIRT_COLLAR = Collar(gap=8, back=0.016, front=0.034)
_INNER_COLLAR = Collar(gap=5, back=0.006, front=0.022, grow=0.97, raise_by=0.002, spread=(1.36, 0.22))
_JACKET_COLLAR = Collar(gap=38, back=0.022, front=0.040, grow=1.20, raise_by=-0.006)


def add_details(draft: Draft, body: SmoothCage, girth: Girth) -> None:
    """All trimmings of the look's outfit."""
    tailor = Tailor(draft, body, girth.neck)
    outfit = draft.look.outfit
    if outfit in ("suit", "coat"):
        _jacket(tailor, draft, girth.neck)
    elif outfit == "uniform" or (outfit == "shirt" and draft.look.collar):
        _shirt_front(tailor, draft)
        if outfit == "uniform":
            _badges(tailor, draft)
    if draft.look.stripe and outfit in ("shirt", "tshirt", "dress") and not _has_placket(draft):
        chest = draft.body.share("chest")
        stripe = cloth(draft.look.stripe)
        tailor.patch(
            (-0.06, chest + 0.03), (0.06, chest + 0.03), (0.06, chest + 0.005), (-0.06, chest + 0.005),
            stripe, 0.0022, columns=9,
        )  # fmt: skip


def _has_placket(draft: Draft) -> bool:
    return draft.look.outfit == "shirt" and draft.look.collar


def _rectangle(
    tailor: Tailor, x: float, z: float, half: float, half_height: float, paint: Paint, lift: float
) -> None:
    tailor.patch(
        (x - half, z + half_height), (x + half, z + half_height),
        (x + half, z - half_height), (x - half, z - half_height), paint, lift,
    )  # fmt: skip


def _jacket(tailor: Tailor, draft: Draft, neck_radius: float) -> None:
    """Shirt front, tie (suits), lapels and buttons. The lapels meet at `closing`."""
    paints, suit = draft.paints, draft.look.outfit == "suit"
    neck, chest = draft.body.share("neck"), draft.body.share("chest")
    closing = chest - 0.035 if suit else chest + 0.035
    lapel = shade(paints.top, 1.18)
    tailor.collar(_INNER_COLLAR, paints.shirt)
    tailor.collar(_JACKET_COLLAR, shade(paints.top, 1.16))
    tailor.patch(
        (-neck_radius * 1.05, neck - 0.004), (neck_radius * 1.05, neck - 0.004),
        (0.004, closing), (-0.004, closing), paints.shirt, 0.0022, 9, 5,
    )  # fmt: skip
    if suit and draft.look.tie:
        _tie(tailor, draft, closing)
    for side in (1, -1):  # the upper notch, then the long blade
        tailor.patch(
            (side * neck_radius * 0.95, neck - 0.002), (side * neck_radius * 1.5, neck - 0.012),
            (side * 0.006, closing - 0.004), (side * -0.004, closing - 0.002), lapel, 0.0050, 9, 4,
        )  # fmt: skip
        outer = side * (neck_radius * 1.4 + 0.022)
        middle = (neck + closing) / 2
        tailor.patch(
            (side * neck_radius * 1.40, neck - 0.018), (outer, neck - 0.036),
            (side * 0.024, middle - 0.010), (side * 0.016, middle), lapel, 0.0052, 5, 3,
        )  # fmt: skip
    for i in range(2 if suit else 4):
        z = closing - 0.022 - 0.045 * i
        _rectangle(tailor, 0, z, 0.0045, 0.0045, shade(paints.top, 0.35), 0.004)


def _tie(tailor: Tailor, draft: Draft, closing: float) -> None:
    tie, neck = draft.paints.tie, draft.body.share("neck")
    tailor.patch(
        (-0.0085, neck - 0.006), (0.0085, neck - 0.006), (0.006, neck - 0.022), (-0.006, neck - 0.022),
        shade(tie, 0.9), 0.006,
    )  # fmt: skip
    tailor.patch(
        (-0.006, neck - 0.022), (0.006, neck - 0.022), (0.011, closing + 0.006), (-0.011, closing + 0.006),
        tie, 0.0042, 7,
    )  # fmt: skip


def _shirt_front(tailor: Tailor, draft: Draft) -> None:
    """A folded collar and a buttoned placket."""
    body, top, uniform = draft.body, draft.paints.top, draft.look.outfit == "uniform"
    neck = body.share("neck")
    bottom = body.share("spine") + (0.02 if uniform else -0.03)
    tailor.collar(_SHIRT_COLLAR, shade(top, 1.12))
    tailor.patch(
        (-0.0075, neck - 0.014), (0.0075, neck - 0.014), (0.0075, bottom), (-0.0075, bottom),
        shade(top, 1.08), 0.0022, 12,
    )  # fmt: skip
    button = draft.paints.brass if uniform else cloth("#f0ece0")
    for i in range(5):
        z = neck - 0.03 - i * (neck - 0.03 - bottom) / 5
        _rectangle(tailor, 0, z, 0.003, 0.003, button, 0.0045)


def _badges(tailor: Tailor, draft: Draft) -> None:
    """Breast pockets with flaps, a badge and a belt buckle."""
    top, brass = draft.paints.top, draft.paints.brass
    chest, waist = draft.body.share("chest"), draft.body.share("spine")
    for side in (1, -1):
        tailor.patch(
            (side * 0.024, chest + 0.045), (side * 0.058, chest + 0.045),
            (side * 0.056, chest + 0.006), (side * 0.026, chest + 0.006), shade(top, 0.88), 0.0030, 4, 4,
        )  # fmt: skip
        tailor.patch(
            (side * 0.023, chest + 0.047), (side * 0.059, chest + 0.047),
            (side * 0.059, chest + 0.036), (side * 0.023, chest + 0.036), shade(top, 0.80), 0.0045, 3, 4,
        )  # fmt: skip
    tailor.patch(
        (0.033, chest + 0.064), (0.049, chest + 0.064), (0.045, chest + 0.050), (0.037, chest + 0.050),
        brass, 0.0045,
    )  # fmt: skip
    _rectangle(tailor, 0, waist - 0.002, 0.012, 0.014, brass, 0.0035)
