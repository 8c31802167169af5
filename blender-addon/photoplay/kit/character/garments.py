"""How each outfit is cut. Lengths and radii are shares of the body's height."""

from __future__ import annotations

from dataclasses import dataclass

from .look import Look
from .proportions import Body


@dataclass(frozen=True)
class Garment:
    """`hem` is the lower edge of the upper garment (None: tucked in, with a belt) and `flare` its width
    there, in hip widths. `under` shrinks what lies below the hem, so that it never shows through. `puff`
    widens jackets. `sleeve` and `trouser` are the cloth's distance from the skin. `scoop` lowers and widens
    the neckline."""

    hem: float | None
    flare: float
    under: float = 1.0
    puff: float = 1.0
    long_sleeves: bool = True
    sleeve: float = 0.003
    trouser: float = 0.006
    shirt_beneath: bool = False
    folds: float = 0.0
    bare_legs: bool = False
    shorts: bool = False
    cuffs: bool = False
    scoop: float = 0.0


def cut_garment(look: Look, body: Body) -> Garment:
    """The cut of a look's outfit for a body."""
    hip, crotch, knee = body.share("hip"), body.share("crotch"), body.share("knee")
    shorts = look.shorts and look.outfit in ("shirt", "tshirt")
    match look.outfit:
        case "suit":
            return Garment(
                crotch + 0.005,
                1.11,
                under=0.95,
                puff=1.04,
                sleeve=0.0050,
                trouser=0.007,
                shirt_beneath=True,
                cuffs=True,
            )
        case "dress":
            return Garment(
                knee + 0.015, 1.55, under=0.90, long_sleeves=False, folds=0.035, bare_legs=True, scoop=0.012
            )
        case "coat":
            return Garment(knee + 0.03, 1.32, under=0.90, puff=1.04, sleeve=0.0075, shirt_beneath=True)
        case "uniform":
            return Garment(None, 1.0, sleeve=0.004, trouser=0.008)
        case "tshirt":
            return Garment(
                hip + 0.004,
                1.08,
                long_sleeves=False,
                sleeve=0.004,
                bare_legs=shorts,
                shorts=shorts,
                scoop=0.016,
            )
        case _:
            long_sleeves = not body.child
            return Garment(hip + 0.012, 1.07, long_sleeves=long_sleeves, bare_legs=shorts, shorts=shorts)
