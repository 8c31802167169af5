"""The steps of an actor through a scene: which foot leaves the ground when, and where it comes down.

Feet are planted, not slid: a foot stands exactly still from one of its steps to the next. Steps are laid out
along the root's way, one a step length (or a sixth of a turn), starting and ending with both feet side by
side.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import pi, sin, sqrt

import numpy as np
from mathutils import Vector

from .ease import DEGREE, clamp, mix, ramp, smooth
from .path import Doubles, Moves, RootPath
from .score import Gait, PostureSpan
from .stance import Foot, Postures, Sole, Stance

_WALK_STEP = 0.36
_REFERENCE_SPEED, _REFERENCE_HEIGHT = 1.3, 1.72
_STEP_BY_STYLE = {"walk": 1.0, "stroll": 0.95, "hurry": 1.04, "run": 1.15}
_SWING = {"run": 0.30}
_WALK_SWING = 0.19
_TOE_OFF, _HEEL_STRIKE = 30 * DEGREE, 14 * DEGREE
_STILL_FOOT = 0.03
_HANGING_FOOT = 0.04


@dataclass(frozen=True)
class Step:
    """A foot leaves `before` at `start` and stands on `after` at `end`; `vigour` 1 is a full walking step."""

    start: float
    end: float
    before: Foot
    after: Foot
    vigour: float


@dataclass(frozen=True)
class Walk:
    """A move on foot. `steps` counts at each of `frames`; `lead` is the sign of the foot that goes first."""

    start: float
    end: float
    frames: Doubles
    steps: Doubles
    lead: int
    style: str

    def phase(self, frame: float) -> float:
        """Steps taken: whole numbers when one leg passes the other."""
        return float(np.interp(frame, self.frames, self.steps))


class Footwork:
    """All steps of a performance, and where both feet are at any frame."""

    def __init__(
        self,
        path: RootPath,
        spans: Sequence[PostureSpan],
        gaits: Sequence[Gait],
        postures: Postures,
        fps: int,
    ):
        self._path, self._spans, self._gaits, self._fps = path, spans, gaits, fps
        self._postures, self._sole = postures, Sole(postures.body)
        self._planted: dict[str, Foot] = dict(self.anchor(min(path.first, 0)).feet)
        self._steps: dict[str, list[Step]] = {".L": [], ".R": []}
        self.walks: list[Walk] = []
        self._lay_out()
        self._starts = {side: [step.start for step in steps] for side, steps in self._steps.items()}
        self._first = {
            side: steps[0].before if steps else self._planted[side] for side, steps in self._steps.items()
        }

    # ------------------------------------------------------------- questions

    def posture_at(self, frame: float) -> PostureSpan:
        """The last change of posture that has begun."""
        index = bisect_right([span.start for span in self._spans], frame) - 1
        return self._spans[max(index, 0)]

    def anchor(self, frame: float) -> Stance:
        """The stance that the last change of posture leads to, at the root of a frame."""
        span = self.posture_at(frame)
        return self._stance(span, span.after, frame)

    def ends(self, span: PostureSpan) -> tuple[Stance, Stance]:
        """The stances between which a change of posture goes."""
        return self._stance(span, span.before, span.start), self._stance(span, span.after, span.end)

    def _stance(self, span: PostureSpan, posture: str, frame: float) -> Stance:
        position, facing = self._path.position(frame), self._path.facing(frame)
        if posture in ("sit", "lie") and span.seat is not None:
            position = span.seat
        return self._postures.of(posture, position, facing, span.height)

    def walk_at(self, frame: float) -> Walk | None:
        for walk in self.walks:
            if walk.start <= frame <= walk.end:
                return walk
        return None

    def foot(self, side: str, frame: float) -> Foot:
        """The foot at a frame: standing, rolling off its ball, or swinging."""
        steps = self._steps[side]
        index = bisect_right(self._starts[side], frame) - 1
        following = steps[index + 1] if index + 1 < len(steps) else None
        if index < 0:
            return self._standing(self._first[side], None, following, frame)
        step = steps[index]
        if frame >= step.end:
            return self._standing(step.after, step, following, frame)
        return self._swinging(step, (frame - step.start) / (step.end - step.start))

    # ---------------------------------------------------------------- motion

    def _standing(self, foot: Foot, last: Step | None, following: Step | None, frame: float) -> Foot:
        pitch = 0.0
        if following is not None:
            length = following.end - following.start
            pitch = (
                _TOE_OFF * following.vigour * ramp(following.start - 0.45 * length, following.start, frame)
            )
        if last is not None and not pitch:
            length = 0.25 * (last.end - last.start)
            pitch = -_HEEL_STRIKE * last.vigour * (1 - ramp(last.end, last.end + length, frame))
        if not pitch:
            return foot
        return Foot(self._sole.rolled(foot, pitch), foot.turn, foot.pitch + pitch, foot.pole)

    def _swinging(self, step: Step, share: float) -> Foot:
        raised, struck = _TOE_OFF * step.vigour, -_HEEL_STRIKE * step.vigour
        going, coming = step.before, step.after
        eased = smooth(share)
        lift = self._postures.height * mix(0.018, 0.052, step.vigour) * sin(pi * share)
        start, end = self._sole.rolled(going, raised), self._sole.rolled(coming, struck)
        roll = raised * (1 - share) ** 1.5 + struck * share**2
        return Foot(
            start.lerp(end, eased) + Vector((0, 0, lift)),
            mix(going.turn, _near(coming.turn, going.turn), eased),
            mix(going.pitch, coming.pitch, eased) + roll,
            going.pole.lerp(coming.pole, eased),
        )

    # ---------------------------------------------------------------- layout

    def _lay_out(self) -> None:
        changes = self._spans[1:]
        events: list[tuple[float, PostureSpan | Moves]] = [(span.start, span) for span in changes]
        events += [(move.start, move) for move in self._path.moves()]
        for _, event in sorted(events, key=lambda pair: pair[0]):
            if isinstance(event, PostureSpan):
                self._change(event)
            else:
                self._move(event)

    def _change(self, span: PostureSpan) -> None:
        """Feet go one after the other to their places in the new posture."""
        _, target = self.ends(span)
        floating = "lie" in (span.before, span.after)
        windows = {".L": (0.10, 0.48), ".R": (0.42, 0.80)}
        if floating:
            windows = {".L": (0.30, 0.92), ".R": (0.34, 0.96)}
        elif span.after == "stand":
            # rising, the weight comes over the feet first and they close up afterwards
            windows = {".L": (0.55, 0.80), ".R": (0.74, 0.99)}
            if self._planted[".L"].ankle.z > target.feet[".L"].ankle.z + _HANGING_FOOT:
                windows = {".L": (0.05, 0.38), ".R": (0.10, 0.44)}
        for side, (begin, end) in windows.items():
            after = target.feet[side]
            if (after.ankle - self._planted[side].ankle).length > _STILL_FOOT or floating:
                self._add(side, span.start + begin * span.frames, span.start + end * span.frames, after, 0.0)

    def _move(self, move: Moves) -> None:
        start = max(
            move.start,
            self.posture_at(move.start).end if self.posture_at(move.start).start > 0 else move.start,
        )
        posture = self.posture_at(start)
        if start >= move.end:
            return
        if posture.after != "stand":
            for side, foot in self.anchor(move.end).feet.items():
                if (foot.ankle - self._planted[side].ankle).length > _STILL_FOOT:
                    self._add(side, start, move.end, foot, 0.0)
            return
        self._walk(Moves(start, move.end))

    def _walk(self, move: Moves) -> None:
        style = self._style(move)
        speed = self._path.top_speed(move) * self._fps
        length = self._step_length(speed, style)
        frames, effort = self._path.effort(move, length)
        total = float(effort[-1])
        if total < 0.02:
            return
        count = max(1, round(total))
        steps = effort * (count / total)
        lead = 1 if self._path.turn_of(move) > 0.2 else -1 if self._path.turn_of(move) < -0.2 else 1
        vigour = clamp(self._path.travelled(move.end) - self._path.travelled(move.start), 0, length) / length
        self.walks.append(Walk(move.start, move.end, frames, steps, lead, style))
        swing = _SWING.get(style, _WALK_SWING)
        times = _Clock(frames, steps)
        order = (".L", ".R") if lead > 0 else (".R", ".L")
        for number in range(1, count + 2):
            side = order[(number + 1) % 2]
            target = min(number, count)
            begin, end = _swing_window(number, count, swing)
            start, stop = times.at(begin), times.at(end)
            if stop - start < 4:
                stop = min(start + 4, stop + 2)
            after = self._footprint(side, times.at(target), target == count)
            self._add(side, start, stop, after, vigour if number <= count else vigour * 0.6)

    def _footprint(self, side: str, frame: float, last: bool) -> Foot:
        """Where a foot stands when the body is above it; walking feet come closer together than standing
        ones."""
        position, facing = self._path.position(frame), self._path.facing(frame)
        foot = self._postures.stand(position, facing).feet[side]
        if last:
            return foot
        narrow = foot.ankle.lerp(position, 0.3)
        return Foot(
            Vector((narrow.x, narrow.y, foot.ankle.z)),
            facing + pi + (foot.turn - facing - pi) * 0.5,
            0.0,
            foot.pole,
        )

    def _add(self, side: str, start: float, end: float, after: Foot, vigour: float) -> None:
        steps = self._steps[side]
        if steps and start < steps[-1].end:
            start = steps[-1].end
        self._steps[side].append(Step(start, max(end, start + 1), self._planted[side], after, vigour))
        self._planted[side] = after

    def _style(self, move: Moves) -> str:
        for gait in self._gaits:
            if gait.start < move.end and move.start < gait.start + gait.frames:
                return gait.style
        return "walk"

    def _step_length(self, speed: float, style: str) -> float:
        """Metres: human step length grows with the square root of speed; skirts and age shorten it."""
        body = self._postures.body
        pace = speed / (_REFERENCE_SPEED * body.height / _REFERENCE_HEIGHT)
        length = _WALK_STEP * body.height * sqrt(clamp(pace, 0.3, 4.0)) * _STEP_BY_STYLE.get(style, 1.0)
        return length * (0.84 if body.skirt else 1.0) * (0.88 if body.elder else 1.0)


class _Clock:
    """When a move has taken so many steps."""

    def __init__(self, frames: Doubles, steps: Doubles) -> None:
        growing = np.concatenate([[True], np.diff(steps) > 1e-9])
        self._frames, self._steps = frames[growing], steps[growing]

    def at(self, steps: float) -> float:
        return float(np.interp(steps, self._steps, self._frames))


def _swing_window(number: int, count: int, swing: float) -> tuple[float, float]:
    """When (in steps of the body) the foot of the `number`-th step is in the air; number count + 1 closes
    up."""
    if count == 1:
        return (0.05, 0.52) if number == 1 else (0.48, 0.97)
    if number == 1:
        return 0.06, 0.60
    if number > count:
        return count - 0.60, count - 0.04
    middle = number - 1
    return middle - 2 * swing, middle + 2 * swing


def _near(angle: float, other: float) -> float:
    """The angle, whole turns away, that is nearest to the other."""
    return angle + 2 * pi * round((other - angle) / (2 * pi))
