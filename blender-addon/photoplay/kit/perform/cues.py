"""Which action has each hand, and when: clips and gestures of speech in order, with how each comes and
goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..props.catalogue import PROP_KINDS
from .ease import chance, ramp
from .gestures import GESTURES, Gesture
from .hand_places import GRASP
from .handwork import HAND_VERBS, HandVerb
from .holds import HOLDS
from .score import Clip, Score

_GESTURE_SECONDS = 1.5
_GESTURE_EVERY = 2.5
_MANY_GESTURES = 0.45
_TAKES, _GIVES = ("pickUp", "take"), ("putDown", "give")
_RELEASE = 10
_USED: dict[str, tuple[str, ...]] = {
    "phoneUp": ("phone",),
    "phoneDown": ("phone",),
    "drink": ("cup", "glass", "wineglass", "bottle"),
    "eat": ("food",),
}
"""What an action is done with when it does not say: the hand that holds it does it."""


@dataclass(frozen=True)
class HandCue:
    """A clip that has a hand until `end`; `gesture` is set for the verb gesture, `verb` for all others."""

    clip: Clip
    verb: HandVerb | None
    gesture: Gesture | None
    end: float
    rise: float
    fall: float

    def weight(self, frame: float) -> float:
        """How much of the arm it has at a frame, 0..1."""
        if not self.clip.start < frame < self.end:
            return 0.0
        rising = ramp(self.clip.start, self.clip.start + self.rise, frame)
        return rising if self.end == float("inf") else min(rising, ramp(0, self.fall, self.end - frame))


@dataclass(frozen=True)
class Held:
    """A prop in a hand from `start` to `end`, frames; `kind` is None while it is not known."""

    prop: str
    side: str
    start: float
    end: float
    kind: str | None = None


def held_props(score: Score, other_holdings: Sequence[Held] = ()) -> list[Held]:
    """From the middle of each pickUp or take to the middle of the putDown or give of the same prop."""
    held: list[Held] = list(other_holdings)
    for clip in score.clips:
        middle = clip.start + clip.frames * GRASP
        if clip.prop is None:
            continue
        if clip.verb in _TAKES:
            held.append(Held(clip.prop, (clip.hands or (".R",))[0], middle, float("inf"), clip.kind))
        elif clip.verb in _GIVES:
            held = [_released(item, clip.prop, middle) for item in held]
            if all(item.prop != clip.prop for item in held):
                held.append(Held(clip.prop, (clip.hands or (".R",))[0], float("-inf"), middle, clip.kind))
    return held


def hand_cues(score: Score, held: Sequence[Held]) -> dict[str, list[HandCue]]:
    """Cues by hand, in order of start. An action with `hold` keeps the hand until the next one, or a new
    posture."""
    clips = sorted([*score.clips, *_speech_gestures(score)], key=lambda clip: clip.start)
    variants = _variants(clips)
    by_side: dict[str, list[HandCue]] = {".L": [], ".R": []}
    for clip, variant in zip(clips, variants, strict=True):
        gesture = None if variant is None else GESTURES[variant]
        verb = HAND_VERBS.get(clip.verb)
        for side in _sides(clip, verb, gesture, held):
            by_side[side].append(_cue(clip, verb, gesture))
    return {side: _end_holds(cues, score) for side, cues in by_side.items()}


def hold_end(score: Score, clip: Clip) -> float:
    """When an action that holds is let go: at the next change of posture, action of the hands, or as told."""
    starts = [span.start for span in score.postures[1:]]
    starts += [other.start for other in score.clips if other is not clip and _uses_hands(other)]
    return min([start for start in starts if start >= clip.end] + [max(clip.until, clip.end)])


def in_both_hands(kind: str | None) -> bool:
    """Whether props of a kind are held between two hands."""
    return kind is not None and HOLDS[PROP_KINDS[kind].hold].both


def _released(item: Held, prop: str, frame: float) -> Held:
    return replace(item, end=frame) if item.prop == prop and item.end == float("inf") else item


def _variants(clips: Sequence[Clip]) -> list[int | None]:
    """The gesture of each clip that is one, by its seed; none twice in a row."""
    chosen: list[int | None] = []
    last = -1
    for clip in clips:
        if clip.verb != "gesture":
            chosen.append(None)
            continue
        variant = int(chance(clip.seed, "gesture") * len(GESTURES))
        last = (variant + 1) % len(GESTURES) if variant == last else variant
        chosen.append(last)
    return chosen


def _sides(
    clip: Clip, verb: HandVerb | None, gesture: Gesture | None, held: Sequence[Held]
) -> tuple[str, ...]:
    holding = [item for item in held if item.start <= clip.start < item.end and item.prop != clip.prop]
    busy = {item.side for item in holding}
    if any(in_both_hands(item.kind) for item in holding):
        busy = {".R", ".L"}
    if gesture is not None:
        lead = clip.hands[:1] or (
            (".L",) if ".R" in busy or (not busy and chance(clip.seed, "hand") < 0.3) else (".R",)
        )
        wanted = (".R", ".L") if gesture.both else lead
        return tuple(side for side in wanted if side not in busy)
    if verb is None:
        return ()
    if verb.hands == 2 or (clip.verb in _TAKES + _GIVES and in_both_hands(clip.kind)):
        return (".R", ".L")
    meant = [
        item.side
        for item in held
        if (item.prop == clip.prop or (clip.prop is None and item.kind in _USED.get(clip.verb, ())))
        and item.start - 1 <= clip.end
        and clip.start <= item.end
    ]
    if meant and not clip.hands:
        return (meant[0],)
    return clip.hands or ((".L",) if ".R" in busy else (".R",))


def _cue(clip: Clip, verb: HandVerb | None, gesture: Gesture | None) -> HandCue:
    rise, fall = (0.30, 0.30) if verb is None else (verb.rise, verb.fall)
    return HandCue(clip, verb, gesture, clip.end, max(2.0, rise * clip.frames), max(2.0, fall * clip.frames))


def _end_holds(cues: list[HandCue], score: Score) -> list[HandCue]:
    ended: list[HandCue] = []
    for cue in cues:
        if cue.clip.hold:
            stop = hold_end(score, cue.clip)
            cue = replace(cue, end=stop + _RELEASE, fall=float(_RELEASE) if stop < float("inf") else 1.0)
        ended.append(cue)
    return ended


def _speech_gestures(score: Score) -> list[Clip]:
    """A gesture on some stressed words, one in two and a half seconds at most, where no action has the
    hands."""
    made: list[Clip] = []
    length = round(_GESTURE_SECONDS * score.fps)
    for speech in score.speech:
        free = -float("inf")
        for index, (frame, strength) in enumerate(speech.strokes):
            start = frame - round(length * 0.35)
            if (
                start < free
                or start < speech.start - 6
                or chance(speech.seed, "stroke", index) > _MANY_GESTURES + 0.3 * strength
            ):
                continue
            if any(
                _uses_hands(clip) and clip.start < start + length and start < _last_frame(clip)
                for clip in score.clips
            ):
                continue
            made.append(
                Clip(
                    "gesture",
                    start,
                    length,
                    f"{speech.seed}:{index}",
                    strength=0.35 + 0.5 * strength * speech.loudness**0.5,
                )
            )
            free = start + _GESTURE_EVERY * score.fps
    return made


def _uses_hands(clip: Clip) -> bool:
    return clip.verb == "gesture" or clip.verb in HAND_VERBS


def _last_frame(clip: Clip) -> float:
    return max(clip.until, clip.end) if clip.hold else clip.end
