"""Words that were only written, as mouth shapes: English spelling read letter by letter. Knows nothing of
Blender.

Sound files come with their phonemes and are better; this is for lines that nobody has recorded.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, NamedTuple

Viseme = dict[str, Any]

_SYLLABLES_A_SECOND = 5.14
"""English film dialogue."""
_COMMA, _STOP = 0.3, 0.75
"""Seconds of a pause within a sentence, and after one."""
_CLOSURE_FRAMES = 2
_STROKE_LETTERS = 4
_UNSTRESSED = frozenset(
    "that this with from have what when your their there they them then than will would could should "  # noqa: SIM905
    "about into just been were".split()
)

_SOUNDS: dict[str, tuple[str, float, float]] = {
    # shape, how far the jaw drops, length in vowels
    "oo": ("OO", 0.55, 1.2), "ou": ("AA", 0.8, 1.2), "ow": ("OO", 0.7, 1.2), "oa": ("OO", 0.7, 1.2),
    "ee": ("EE", 0.4, 1.2), "ea": ("EE", 0.5, 1.2), "ai": ("EE", 0.5, 1.2), "ay": ("EE", 0.5, 1.2),
    "th": ("LTH", 0.35, 0.5), "sh": ("OO", 0.3, 0.6), "ch": ("OO", 0.3, 0.6), "ph": ("FV", 0.1, 0.6),
    "wh": ("OO", 0.5, 0.5), "qu": ("OO", 0.5, 0.7), "ck": ("AA", 0.22, 0.4), "ng": ("AA", 0.2, 0.5),
    "a": ("AA", 0.85, 1.0), "e": ("EE", 0.55, 1.0), "i": ("EE", 0.35, 1.0), "o": ("OO", 0.7, 1.0),
    "u": ("OO", 0.45, 1.0), "y": ("EE", 0.35, 0.8), "w": ("OO", 0.5, 0.5), "r": ("OO", 0.3, 0.5),
    "m": ("MBP", 0.0, 0.6), "b": ("MBP", 0.0, 0.5), "p": ("MBP", 0.0, 0.5), "f": ("FV", 0.1, 0.6),
    "v": ("FV", 0.1, 0.5), "l": ("LTH", 0.35, 0.5), "n": ("LTH", 0.25, 0.5), "t": ("LTH", 0.22, 0.4),
    "d": ("LTH", 0.25, 0.4), "s": ("EE", 0.18, 0.6), "z": ("EE", 0.18, 0.6), "x": ("EE", 0.18, 0.6),
    "c": ("AA", 0.22, 0.4), "k": ("AA", 0.22, 0.4), "g": ("AA", 0.22, 0.4), "q": ("AA", 0.22, 0.4),
    "h": ("AA", 0.3, 0.4), "j": ("OO", 0.3, 0.5),
}  # fmt: skip
_OTHER = ("AA", 0.5, 1.0)
"""A letter of another alphabet."""


class _Sound(NamedTuple):
    shape: str
    open: float
    length: float
    word: int
    """Number of the word that begins here, or -1."""


def speaking_seconds(text: str) -> float:
    """How long words take to say, with the pauses between them."""
    words = text.split()
    pauses = sum(_pause(word) for word in words[:-1])
    return max(0.2, sum(_syllables(word) for word in words) / _SYLLABLES_A_SECOND + pauses)


def lips(text: str, start: int, frames: int) -> tuple[list[Viseme], list[dict[str, Any]]]:
    """Mouth shapes over `frames` from `start`, at rest at the end, and the strokes: frames of stressed words
    with their strength. What is shorter than a frame is dropped; lips stay closed for two."""
    words = text.split()
    sounds = _sounds(words)
    scale = frames / max(sum(sound.length for sound in sounds), 1e-9)
    visemes: list[Viseme] = []
    begun: dict[int, int] = {}
    free, time = start, 0.0
    for sound in sounds:
        frame = max(start + round(time * scale), free)
        if sound.word >= 0:
            begun[sound.word] = frame
        time += sound.length
        if frame > start + round(time * scale) or frame >= start + frames:
            continue
        if visemes and visemes[-1]["frame"] == frame:
            if visemes[-1]["shape"] == "MBP":
                continue
            visemes.pop()
        visemes.append({"frame": frame, "shape": sound.shape, "open": sound.open})
        free = frame + (_CLOSURE_FRAMES if sound.shape == "MBP" else 0)
    end = max(start + frames, free)
    return [*visemes, {"frame": end, "shape": "rest", "open": 0.0}], _strokes(words, begun)


def _strokes(words: list[str], begun: dict[int, int]) -> list[dict[str, Any]]:
    strokes: list[dict[str, Any]] = []
    for number, word in enumerate(words):
        letters = re.sub(r"[^\w]", "", word)
        if len(letters) < _STROKE_LETTERS or letters.lower() in _UNSTRESSED or number not in begun:
            continue
        strength = 1.0 if "!" in word else min(0.9, round(0.4 + 0.07 * len(letters), 4))
        strokes.append({"frame": begun[number], "strength": strength})
    return strokes


def spaced(strokes: list[dict[str, Any]], fps: float) -> list[dict[str, Any]]:
    """At most one stroke a second."""
    kept: list[dict[str, Any]] = []
    for stroke in strokes:
        if not kept or stroke["frame"] - kept[-1]["frame"] >= fps:
            kept.append(stroke)
    return kept


def _sounds(words: list[str]) -> list[_Sound]:
    sounds: list[_Sound] = []
    for number, word in enumerate(words):
        first = True
        letters = _letters(word)
        index = 0
        while index < len(letters):
            size = 2 if letters[index : index + 2] in _SOUNDS else 1
            shape, opened, length = _SOUNDS.get(letters[index : index + size], _OTHER)
            index += size
            if sounds and sounds[-1].shape == shape and not first and length < 1:
                continue
            sounds.append(_Sound(shape, opened, length, number if first else -1))
            first = False
        pause = _pause(word)
        if pause and number < len(words) - 1:
            sounds.append(_Sound("rest", 0.0, pause * _SYLLABLES_A_SECOND * 1.5, -1))
    return sounds or [_Sound("rest", 0.0, 1.0, -1)]


def _letters(word: str) -> str:
    plain = unicodedata.normalize("NFD", word.lower())
    letters = "".join(letter for letter in plain if letter.isalnum())
    silent = re.search(r"[^aeiouy]e$", letters) and len(re.findall(r"[aeiouy]+", letters)) > 1
    return letters[:-1] if silent else letters


def _syllables(word: str) -> int:
    letters = _letters(word)
    groups = len(re.findall(r"[aeiouy]+", letters)) + len(re.findall(r"\d", letters))
    other = len(re.findall(r"[^a-z0-9]", letters))
    return max(groups + round(other / 2.3), 1 if letters else 0)


def _pause(word: str) -> float:
    if re.search(r"[.!?…]['\"”’»]*$", word):
        return _STOP
    return _COMMA if re.search(r"[,;:—–-]['\"”’»]*$", word) else 0.0
