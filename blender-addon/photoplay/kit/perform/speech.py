"""A speaking face: mouth shapes, jaw by loudness, and the head's nods on stressed words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from .ease import DEGREE, bump, chance, clamp, window
from .figure import Figure
from .score import Speech

CLOSURES = ("MBP", "FV")
_SHAPES = frozenset(("MBP", "AA", "EE", "OO", "FV", "LTH"))
_BLUR = 1.5
_JAW_UNDER = {"EE": 0.22, "OO": 0.16, "LTH": 0.30, "FV": 0.0, "MBP": 0.0, "AA": 0.0}


class SpeechTrack:
    """The spoken lines of a performance, in order."""

    def __init__(self, speeches: Sequence[Speech]) -> None:
        self._speeches = speeches
        self._frames = [[viseme.frame for viseme in speech.visemes] for speech in speeches]

    def play(self, figure: Figure) -> float:
        """Add mouth and head to the figure; the answer is how much of a speaker it is now, 0..1."""
        frame, speaking = figure.frame, 0.0
        for speech, frames in zip(self._speeches, self._frames, strict=True):
            if not speech.start - 12 <= frame < speech.end + 12:
                continue
            share = window(frame, speech.start - 6, speech.end + 8, 6, 8)
            speaking = max(speaking, share)
            _mouth(figure, speech, frames)
            _nods(figure, speech, share)
        return speaking


def _mouth(figure: Figure, speech: Speech, frames: list[int]) -> None:
    if not frames:
        return
    # a closure that falls into the time this drawing is shown is what the eye must see
    for index in range(max(0, bisect_right(frames, figure.frame) - 1), len(frames)):
        viseme = speech.visemes[index]
        if viseme.frame >= figure.frame + figure.step:
            break
        if viseme.shape in CLOSURES and viseme.frame >= figure.frame - 1:
            figure.face[viseme.shape] += 1.0 if viseme.shape == "MBP" else 0.85
            return
    size = clamp(0.55 + 0.45 * speech.loudness, 0.5, 1.25)
    middle = figure.frame + (figure.step - 1) / 2
    begin, end = middle - _BLUR, middle + _BLUR
    index = max(0, bisect_right(frames, begin) - 1)
    while index < len(frames) and frames[index] < end:
        viseme = speech.visemes[index]
        until = frames[index + 1] if index + 1 < len(frames) else float("inf")
        overlap = (min(until, end) - max(viseme.frame, begin)) / (2 * _BLUR)
        index += 1
        if overlap <= 0 or viseme.shape not in _SHAPES:
            continue
        amount = overlap * (0.35 + 0.65 * viseme.open) * size
        figure.face[viseme.shape] += overlap if viseme.shape in CLOSURES else amount
        figure.face["AA"] += amount * _JAW_UNDER[viseme.shape]


def _nods(figure: Figure, speech: Speech, share: float) -> None:
    """The head dips on stressed words, a little to one side, and lifts between them."""
    for index, (frame, strength) in enumerate(speech.strokes):
        reach = 0.28 * figure.fps
        time = (figure.frame - frame + reach * 0.6) / (2 * reach)
        if not 0 < time < 1:
            continue
        amount = bump(time) * strength * share
        side = 2 * chance(speech.seed, "nod", index) - 1
        figure.add(
            "head", x=4.5 * DEGREE * amount, z=3.5 * DEGREE * side * amount, y=2.5 * DEGREE * side * amount
        )
        figure.add("chest", x=1.2 * DEGREE * amount)
        figure.face["brow_up"] += 0.35 * amount * (0.4 + chance(speech.seed, "brow", index))
    figure.add("head", x=-1.5 * DEGREE * share)
