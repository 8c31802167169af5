"""A performance as the performer reads it: the `Performance` of the stage commands, typed and in order.

Points are metres in the set, angles radians, times frames on the scene clock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mathutils import Vector


@dataclass(frozen=True)
class PostureSpan:
    """A change of posture; `seat` is on the floor below the middle of the seat, `height` metres above it."""

    start: int
    frames: int
    before: str
    after: str
    height: float
    seat: Vector | None

    @property
    def end(self) -> int:
        return self.start + self.frames


@dataclass(frozen=True)
class Gait:
    start: int
    frames: int
    style: str


@dataclass(frozen=True)
class Gaze:
    frame: int
    point: Vector
    glance: bool


@dataclass(frozen=True)
class Clip:
    """One action. `hands` are the bone suffixes asked for, empty when it is left to the verb; `kind` is its
    prop's, None while it is not known. One that holds does so no longer than `until`."""

    verb: str
    start: int
    frames: int
    seed: str
    point: Vector | None = None
    hands: tuple[str, ...] = ()
    prop: str | None = None
    kind: str | None = None
    strength: float = 1.0
    hold: bool = False
    until: float = float("inf")

    @property
    def end(self) -> int:
        return self.start + self.frames

    def share(self, frame: float) -> float:
        """How much of it is over at a frame, not clamped."""
        return (frame - self.start) / self.frames


@dataclass(frozen=True)
class Viseme:
    frame: int
    shape: str
    open: float


@dataclass(frozen=True)
class Speech:
    start: int
    frames: int
    seed: str
    loudness: float
    visemes: tuple[Viseme, ...]
    strokes: tuple[tuple[int, float], ...]

    @property
    def end(self) -> int:
        return self.start + self.frames


@dataclass(frozen=True)
class Feeling:
    frame: int
    name: str
    strength: float


@dataclass(frozen=True)
class Beat:
    start: int
    frames: int
    seed: str
    role: str


@dataclass(frozen=True)
class RootKey:
    frame: int
    position: Vector
    facing: float


@dataclass(frozen=True)
class Score:
    """All that one actor does in a scene. `visible` spans are (first, end exclusive)."""

    actor: str
    fps: int
    root: tuple[RootKey, ...]
    postures: tuple[PostureSpan, ...]
    gaits: tuple[Gait, ...]
    gaze: tuple[Gaze, ...]
    clips: tuple[Clip, ...]
    speech: tuple[Speech, ...]
    feelings: tuple[Feeling, ...]
    blinks: tuple[int, ...]
    beats: tuple[Beat, ...]
    visible: tuple[tuple[int, int], ...]


_HANDS = {"left": (".L",), "right": (".R",), "both": (".R", ".L")}


def read_score(
    source: Mapping[str, Any], actor: str, fps: int, kinds: Mapping[str, str] | None = None
) -> Score:
    """The score of a valid `Performance` document; `kinds` of props by id."""

    def ordered(name: str, key: str = "start") -> Sequence[Mapping[str, Any]]:
        return sorted(source[name], key=lambda item: item[key])

    return Score(
        actor=actor,
        fps=fps,
        root=tuple(
            RootKey(item["frame"], Vector(item["position"]), item["facing"])
            for item in ordered("root", "frame")
        ),
        postures=tuple(_posture(item) for item in ordered("postures")),
        gaits=tuple(Gait(item["start"], item["frames"], item["style"]) for item in ordered("gaits")),
        gaze=tuple(
            Gaze(item["frame"], Vector(item["point"]), item["glance"]) for item in ordered("gaze", "frame")
        ),
        clips=tuple(_clip(item, kinds or {}) for item in ordered("clips")),
        speech=tuple(_speech(item) for item in ordered("speech")),
        feelings=tuple(
            Feeling(item["frame"], item["feeling"], item["strength"]) for item in ordered("feelings", "frame")
        ),
        blinks=tuple(sorted(source["blinks"])),
        beats=tuple(
            Beat(item["start"], item["frames"], item["seed"], item["role"]) for item in ordered("beats")
        ),
        visible=tuple((item["start"], item["end"]) for item in ordered("visible")),
    )


def _posture(item: Mapping[str, Any]) -> PostureSpan:
    seat = item.get("seat")
    return PostureSpan(
        item["start"],
        item["frames"],
        item["from"],
        item["to"],
        item["seatHeight"],
        None if seat is None else Vector(seat),
    )


def _clip(item: Mapping[str, Any], kinds: Mapping[str, str]) -> Clip:
    point = item.get("point")
    return Clip(
        verb=item["do"],
        start=item["start"],
        frames=item["frames"],
        seed=item["seed"],
        point=None if point is None else Vector(point),
        hands=_HANDS.get(item.get("hand", ""), ()),
        prop=item.get("prop"),
        kind=kinds.get(item.get("prop", "")),
        strength=item.get("strength", 1.0),
        hold=item.get("hold", False),
        until=item.get("until", float("inf")),
    )


def _speech(item: Mapping[str, Any]) -> Speech:
    visemes = sorted(item["visemes"], key=lambda viseme: viseme["frame"])
    return Speech(
        start=item["start"],
        frames=item["frames"],
        seed=item["seed"],
        loudness=item["loudness"],
        visemes=tuple(Viseme(viseme["frame"], viseme["shape"], viseme["open"]) for viseme in visemes),
        strokes=tuple(sorted((stroke["frame"], stroke["strength"]) for stroke in item["strokes"])),
    )
