"""How a feeling sits in the face and the spine."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from .ease import DEGREE, ramp
from .figure import Figure
from .score import Feeling

_CHANGE_SECONDS = 0.4

# shape keys and squint by feeling at full strength
_FACES: Mapping[str, Mapping[str, float]] = {
    "neutral": {},
    "happy": {"smile": 0.85, "brow_up": 0.25, "squint": 0.12},
    "sad": {"brow_sad": 0.95, "frown": 0.55, "squint": 0.18},
    "angry": {"brow_angry": 1.0, "brow_down": 0.45, "frown": 0.40, "squint": 0.16},
    "afraid": {"brow_sad": 0.7, "brow_up": 0.75, "frown": 0.25, "EE": 0.15, "squint": -0.2},
    "surprised": {"brow_up": 1.0, "AA": 0.25, "squint": -0.25},
    "puzzled": {"brow_down": 0.5, "brow_sad": 0.35, "frown": 0.15},
    "tired": {"brow_sad": 0.35, "squint": 0.34, "frown": 0.15},
    "tender": {"smile": 0.45, "brow_sad": 0.30, "squint": 0.10},
    "disgusted": {"brow_angry": 0.5, "brow_down": 0.5, "frown": 0.6, "squint": 0.25},
    "determined": {"brow_down": 0.65, "brow_angry": 0.35, "MBP": 0.25},
    "bored": {"squint": 0.30, "frown": 0.20, "brow_down": 0.10},
}

# pitch of spine, chest, head (degrees, positive forward), roll of the head, lift of the shoulders
_BODIES: Mapping[str, tuple[float, float, float, float, float]] = {
    "happy": (-1.5, -2.0, -2.0, 0.0, 1.0),
    "sad": (5.0, 5.0, 7.0, 2.0, -2.0),
    "angry": (4.0, -2.0, 3.0, 0.0, 3.0),
    "afraid": (-4.0, 2.0, -2.0, 0.0, 6.0),
    "surprised": (-3.0, -2.0, -4.0, 0.0, 3.0),
    "puzzled": (1.0, 0.0, 1.0, 6.0, 0.0),
    "tired": (6.0, 5.0, 6.0, 2.0, -3.0),
    "tender": (2.0, 1.0, 1.0, 5.0, -1.0),
    "disgusted": (-4.0, -1.0, -3.0, -3.0, 2.0),
    "determined": (1.0, -3.0, 2.0, 0.0, 0.0),
    "bored": (5.0, 3.0, 3.0, 5.0, -2.0),
}


class FeelingTrack:
    """The feelings of a performance, each from its frame on."""

    def __init__(self, feelings: Sequence[Feeling]) -> None:
        self._feelings = feelings
        self._frames = [feeling.frame for feeling in feelings]

    def play(self, figure: Figure, speaking: float) -> None:
        """Add the feeling of a frame, and what is left of the one before. A speaking mouth keeps half of
        it."""
        index = bisect_right(self._frames, figure.frame) - 1
        if index < 0:
            return
        length = _CHANGE_SECONDS * figure.fps
        come = ramp(self._frames[index], self._frames[index] + length, figure.frame)
        # before the first feeling the face was neutral
        _show(figure, self._feelings[index], come if index or self._frames[0] > 0 else 1.0, speaking)
        if index:
            _show(figure, self._feelings[index - 1], 1 - come, speaking)


def _show(figure: Figure, feeling: Feeling, share: float, speaking: float) -> None:
    amount = share * feeling.strength
    if amount <= 0:
        return
    for key, value in _FACES[feeling.name].items():
        if key == "squint":
            for side in (".L", ".R"):
                figure.face["squint" + side] += value * amount
        elif key.startswith("brow"):
            figure.face[key] += value * amount
        else:
            figure.face[key] += value * amount * (1 - (0.45 if key in ("smile", "frown") else 1.0) * speaking)
    spine, chest, head, tilt, lift = _BODIES.get(feeling.name, (0.0, 0.0, 0.0, 0.0, 0.0))
    figure.add("spine", x=spine * DEGREE * amount)
    figure.add("chest", x=chest * DEGREE * amount)
    figure.add("head", x=head * DEGREE * amount, y=tilt * DEGREE * amount)
    for side, sign in ((".L", 1), (".R", -1)):
        figure.add("shoulder" + side, y=-lift * DEGREE * sign * amount)
