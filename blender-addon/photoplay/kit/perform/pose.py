"""One actor's pose at any frame of a scene: a pure function of its performance and the frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import pi, sqrt

from mathutils import Quaternion, Vector

from ..character.rig import EYE_PITCH, EYE_YAW, PoseChannels, Skeleton, lid_keys
from .arms import pose_arms
from .bodywork import play_clip
from .carriage import carriage
from .cues import Held, hand_cues, held_props, hold_end
from .ease import DEGREE, clamp
from .feelings import FeelingTrack
from .figure import AXIS_X, AXIS_Z, Figure, sign_of
from .footwork import Footwork
from .gaze import GazeTrack
from .idle import live
from .path import RootPath
from .score import Score
from .speech import SpeechTrack
from .stance import Foot, Postures, turned

_LONGEST_LEG = 0.9965
_DEEPEST = 0.15
_TOE_FOLLOW = 0.8


@dataclass(frozen=True)
class Pose:
    """`position`, `turn`: of the armature object; `keys`: shape key values, those not named are 0."""

    position: Vector
    turn: float
    channels: PoseChannels
    keys: Mapping[str, float]


class Performer:
    """Plays one score on one skeleton. `tables`: height above the ground of the table before each seated
    posture, by the frame it starts at. The skeleton is left in the last pose asked for."""

    def __init__(
        self, skeleton: Skeleton, score: Score, tables: Mapping[int, float], held: tuple[Held, ...] = ()
    ) -> None:
        self.skeleton, self.score = skeleton, score
        self._path = RootPath(score.root)
        self._postures = Postures(skeleton.body)
        self._footwork = Footwork(self._path, score.postures, score.gaits, self._postures, score.fps)
        self._gaze, self._speech = GazeTrack(score.gaze), SpeechTrack(score.speech)
        self._feelings = FeelingTrack(score.feelings)
        self._tables = tables
        self.held = held_props(score, held)
        self._cues = hand_cues(score, self.held)
        self._clips = [(clip, hold_end(score, clip)) for clip in score.clips]
        self._leg = (self._postures.thigh + self._postures.shin) * _LONGEST_LEG

    @property
    def tables_met(self) -> tuple[float, ...]:
        """Heights of the tables before its seats, in the order they are sat down at."""
        return tuple(self._tables[start] for start in sorted(self._tables))

    def visible(self, frame: int) -> bool:
        """Whether the actor is on stage."""
        return any(first <= frame < end for first, end in self.score.visible)

    def pose(self, frame: int, step: int = 1) -> Pose:
        """The pose of a drawing that is shown for `step` frames from `frame` on."""
        figure = self._figure(frame, step)
        self._layers(figure)
        self._trunk(figure)
        self._legs(figure)
        eyes = self._head(figure)
        figure.table = self._table(frame)
        pose_arms(figure, self._cues, self.held)
        keys = self._face(figure, eyes)
        return Pose(figure.position, figure.facing, self.skeleton.pose_channels(), keys)

    # ---------------------------------------------------------------- layers

    def _figure(self, frame: int, step: int) -> Figure:
        skeleton, score = self.skeleton, self.score
        skeleton.rest()
        carried = carriage(self._path, self._footwork, self._postures, frame, score.fps)
        position, turn = self._path.position(frame), self._path.facing(frame) + pi
        figure = Figure(skeleton, frame, step, score.fps, position, turn, carried)
        figure.add("hips", x=carried.lean)
        figure.add("spine", x=carried.bend)
        self._trunk(figure)
        return figure

    def _layers(self, figure: Figure) -> None:
        for beat in self.score.beats:
            if beat.start <= figure.frame < beat.start + beat.frames:
                live(figure, beat, self.score.actor)
        _carry_body(figure)
        self._speaking = self._speech.play(figure)
        self._feelings.play(figure, self._speaking)
        for clip, end in self._clips:
            play_clip(figure, clip, end)
        figure.add("chest", z=self._gaze.chest(figure))

    def _trunk(self, figure: Figure) -> None:
        """Hips so that the middle between the hip joints is where the figure wants it, then spine and
        chest."""
        skeleton = self.skeleton
        for bone in ("hips", "spine", "chest", "shoulder.L", "shoulder.R"):
            skeleton.set(bone, *figure.turns[bone])
        rest = skeleton.bones["hips"].head
        joint = Vector((rest.x, rest.y, self._postures.hip)) - rest
        target = figure.local(figure.carriage.hips) + figure.shift + Vector((0, 0, figure.hop))
        skeleton.hips_offset = target - skeleton.world_rotation("hips") @ joint - rest

    def _legs(self, figure: Figure) -> None:
        feet = {side: self._footwork.foot(side, figure.frame) for side in (".L", ".R")}
        ankles = {side: figure.local(foot.ankle) + Vector((0, 0, figure.hop)) for side, foot in feet.items()}
        if figure.carriage.lying < 0.5:
            self._bend_knees(ankles)
        for side, foot in feet.items():
            pole = turned(foot.pole, -figure.facing)
            self.skeleton.ik("thigh" + side, "shin" + side, "foot" + side, ankles[side], pole)
            self._plant(figure, side, foot)

    def _bend_knees(self, ankles: Mapping[str, Vector]) -> None:
        """Sink as far as it takes for both feet to be within reach of the legs."""
        sink = 0.0
        for side, ankle in ankles.items():
            way = ankle - self.skeleton.joint("thigh" + side)
            flat = way.x * way.x + way.y * way.y
            reach = sqrt(max(self._leg**2 - flat, 0.0))
            sink = max(sink, -way.z - reach)
        if sink > 0:
            sink = min(sink, _DEEPEST * self._postures.height)
            self.skeleton.hips_offset = self.skeleton.hips_offset - Vector((0, 0, sink))

    def _plant(self, figure: Figure, side: str, foot: Foot) -> None:
        pitch = foot.pitch + 30 * DEGREE * clamp(figure.hop / (0.08 * figure.height))
        turn = Quaternion(AXIS_Z, foot.turn - figure.facing) @ Quaternion(AXIS_X, pitch)
        self.skeleton.hold("foot" + side, turn)
        self.skeleton.set("toe" + side, x=-max(0.0, foot.pitch) * _TOE_FOLLOW)

    def _head(self, figure: Figure) -> tuple[float, float]:
        """Neck, head and eyes; the answer is the eyes' gaze as `Skeleton.gaze` takes it."""
        skeleton = self.skeleton
        yaw, pitch = self._gaze.head(figure)
        yaw, pitch = yaw + figure.aim[0], pitch + figure.aim[1] * 0.7
        neck, head = figure.turns["neck"], figure.turns["head"]
        skeleton.set("neck", neck[0] - pitch * 0.35, neck[1], neck[2] + yaw * 0.35)
        skeleton.set("head", head[0] - pitch * 0.65, head[1], head[2] + yaw * 0.65)
        eye_yaw, eye_pitch = self._gaze.eyes(figure)
        eyes = (
            clamp(eye_yaw / EYE_YAW, -1.1, 1.1),
            clamp((eye_pitch + figure.aim[1] * 0.3) / EYE_PITCH, -1.0, 1.0),
        )
        skeleton.gaze(*eyes)
        return eyes

    def _table(self, frame: int) -> float | None:
        span = self._footwork.posture_at(frame)
        if span.after != "sit":
            before = [other for other in self.score.postures if other.start < span.start]
            span = before[-1] if before else span
        return self._tables.get(span.start)

    # ------------------------------------------------------------------ face

    def _face(self, figure: Figure, eyes: tuple[float, float]) -> dict[str, float]:
        face = figure.face
        blink = self._blink(figure)
        squint = [face.pop("squint" + side, 0.0) for side in (".L", ".R")]
        lids = [max(blink, clamp(value, 0.0, 0.42)) for value in squint]
        keys = {key: clamp(value, 0.0, 1.1) for key, value in face.items()}
        closing = keys.get("MBP", 0.0)
        if closing > 0.5:
            for shape in ("AA", "EE", "OO", "LTH"):
                keys[shape] = keys.get(shape, 0.0) * (1 - closing)
        keys.update(lid_keys(lids[0], lids[1], eyes[1]))
        keys["gaze_up"] = clamp(keys["gaze_up"] + max(0.0, -squint[0]) * (1 - blink))
        keys["skirt_sit"] = self.skeleton.skirt_sit()
        return keys

    def _blink(self, figure: Figure) -> float:
        """How far the lids are down: shut when the blink falls into the drawing's time, half open in the
        next."""
        frame, step = figure.frame, figure.step
        for blink in self.score.blinks:
            if frame <= blink < frame + max(step, 2):
                return 1.0
            if frame - 2 <= blink < frame:
                return 0.5
        return 0.0


def _carry_body(figure: Figure) -> None:
    """Hips and shoulders turn against each other in a walk; standing, the weight is a little on one leg."""
    carried = figure.carriage
    swing = carried.swing * min(carried.vigour, 1.2)
    figure.add("hips", z=-6 * DEGREE * swing)
    figure.add("spine", z=5 * DEGREE * swing)
    figure.add("chest", z=7 * DEGREE * swing)
    figure.add("head", z=-5 * DEGREE * swing)
    still = carried.standing * (1 - min(carried.vigour, 1.0))
    figure.add("hips", y=-1.2 * DEGREE * still)
    figure.add("spine", y=1.6 * DEGREE * still)
    for side in (".L", ".R"):
        figure.add("shoulder" + side, y=5 * DEGREE * sign_of(side))
    if figure.skeleton.body.elder:
        figure.add("spine", x=5 * DEGREE)
        figure.add("chest", x=6 * DEGREE)
        figure.add("head", x=-6 * DEGREE)
