"""The measures of a body, from its look: every length in metres, the character standing on z = 0, facing -Y,
its left at +X. Stylised: a head is 1/5.7 of an adult's height and 1/4.2 of a child's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from .look import Look

# shares of the body's height
_ADULT_LEVELS = {
    "neck": 0.80, "shoulder": 0.765, "chest": 0.665, "spine": 0.575, "hips": 0.52,
    "hip": 0.500, "crotch": 0.462, "knee": 0.265, "ankle": 0.048,
}  # fmt: skip
_CHILD_LEVELS = {
    "neck": 0.735, "shoulder": 0.700, "chest": 0.62, "spine": 0.525, "hips": 0.455,
    "hip": 0.445, "crotch": 0.405, "knee": 0.235, "ankle": 0.055,
}  # fmt: skip
_WIDTH = {"slim": 0.90, "average": 1.0, "stocky": 1.22}


@dataclass(frozen=True)
class Body:
    """`levels` are the heights (m) of the joints: neck, shoulder, chest, spine, hips, hip, crotch, knee,
    ankle. `width` is the girth factor of the build; `eye` is the left eye's centre."""

    height: float
    head_height: float
    width: float
    figure: float
    youth: float
    elder: bool
    skirt: bool
    levels: Mapping[str, float]
    shoulder_x: float
    hip_x: float
    upper_arm: float
    forearm: float
    hand: float
    head_centre: tuple[float, float, float]
    eye: tuple[float, float, float]

    @property
    def child(self) -> bool:
        return self.youth > 0.5

    def share(self, level: str) -> float:
        """A level as a share of the body's height."""
        return self.levels[level] / self.height

    def to_json(self) -> str:
        return json.dumps(asdict(self), sort_keys=True)


def body_from_json(text: str) -> Body:
    """The inverse of `Body.to_json`."""
    values = json.loads(text)
    values["head_centre"] = tuple(values["head_centre"])
    values["eye"] = tuple(values["eye"])
    return Body(**values)


def head_height(look: Look) -> float:
    """Chin to crown, metres."""
    return look.height * _mix(0.176, 0.235, look.youth)


def head_centre(look: Look) -> tuple[float, float, float]:
    """The middle of the head: the origin of head units."""
    return (0.0, -0.012 * look.height, look.height - 0.5 * head_height(look))


def measure(look: Look, eye: tuple[float, float, float]) -> Body:
    """All proportions of a look; `eye` (left, metres) comes from the head, whose face decides where it
    sits."""
    height, youth, width = look.height, look.youth, _WIDTH[look.build]
    shoulder = _mix(0.102 - 0.014 * look.figure, 0.088 - 0.014 * look.figure, youth) * (0.75 + 0.25 * width)
    return Body(
        height=height,
        head_height=head_height(look),
        width=width,
        figure=look.figure,
        youth=youth,
        elder=look.elder,
        skirt=look.skirted,
        levels={
            name: _mix(share, _CHILD_LEVELS[name], youth) * height for name, share in _ADULT_LEVELS.items()
        },
        shoulder_x=shoulder * height,
        hip_x=(0.043 + 0.004 * look.figure) * height * (0.6 + 0.4 * width),
        upper_arm=_mix(0.152, 0.132, youth) * height,
        forearm=_mix(0.136, 0.117, youth) * height,
        hand=_mix(0.083, 0.082, youth) * height,
        head_centre=head_centre(look),
        eye=eye,
    )


def _mix(adult: float, child: float, youth: float) -> float:
    return adult + (child - adult) * youth
