"""What actors and props were directed to do, kept on them as JSON, and baked again when it changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import bpy

from ...kit.perform import perform, perform_prop, pose_frames
from ...kit.perform.bake import PERFORMANCE_PROPERTY
from ...kit.perform.grip import kind_of
from ...kit.perform.holding import holders
from ..describing.blocks import clear_curves
from ..lookup import ID, actors, cameras
from .doings import extended
from .looks import gaze_keys
from .moves import refuse
from .sight import Sight
from .tracks import kept_track, props

_LOOK, _GAZE, _ADDED = "photoplay_look", "photoplay_gaze", "photoplay_added"
_STEP = 2
"""On twos, as a draft is drawn."""


def keep_look(armature: Any, look: Mapping[str, Any]) -> None:
    """Remembers how an actor looks."""
    armature[_LOOK] = json.dumps(look, sort_keys=True)


def kept_look(armature: Any) -> dict[str, Any]:
    """How an actor looks; empty when nobody remembered."""
    return json.loads(armature.get(_LOOK, "{}"))


def forget_looks(armature: Any) -> None:
    """A performance that is given whole looks where it says, and is there when it says."""
    for name in (_GAZE, _ADDED):
        if name in armature:
            del armature[name]


def begin(
    armature: Any, performance: Mapping[str, Any], looks: Sequence[Mapping[str, Any]], step: int | None
) -> None:
    """Keeps the first performance of one who was added; `bake` shows it."""
    armature[_ADDED] = True
    kept = {"performance": performance, "frames": [], "step": step or _STEP, "held": [], "kinds": {}}
    armature[PERFORMANCE_PROPERTY] = json.dumps(kept)
    keep_looks(armature, [], looks)


def performance_of(armature: Any) -> dict[str, Any]:
    """The performance that is kept on an actor; RpcError(INVALID_PARAMS) for one who was only built."""
    if PERFORMANCE_PROPERTY not in armature:
        raise refuse(f"id: {armature[ID]} was built and is nowhere yet: first actor.perform", "id")
    return json.loads(armature[PERFORMANCE_PROPERTY])["performance"]


def keep_performance(armature: Any, performance: Mapping[str, Any]) -> None:
    """Replaces the performance; `bake` shows it."""
    kept = json.loads(armature[PERFORMANCE_PROPERTY])
    armature[PERFORMANCE_PROPERTY] = json.dumps({**kept, "performance": performance})


def keep_looks(armature: Any, base: Sequence[Mapping[str, Any]], looks: Sequence[Mapping[str, Any]]) -> None:
    """Keeps what an actor looks at; `base` are gaze keys from before anybody directed looks."""
    armature[_GAZE] = json.dumps({"base": base, "looks": looks})


def kept_looks(armature: Any) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The gaze from before, and the looks."""
    if _GAZE not in armature:
        return performance_of(armature)["gaze"], []
    kept = json.loads(armature[_GAZE])
    return kept["base"], kept["looks"]


class _Later:
    """What waits to be shown, by scene: the actors that changed and the props that moved."""

    def __init__(self) -> None:
        self.depth = 0
        self.scenes: dict[int, tuple[Any, set[str], set[str]]] = {}


_later = _Later()


@contextmanager
def together() -> Iterator[None]:
    """What is directed inside is shown once, at the end; not at all when it raises."""
    _later.depth += 1
    try:
        yield
        if _later.depth == 1:
            settle()
    finally:
        _later.depth -= 1
        if not _later.depth:
            _later.scenes = {}


def settle() -> None:
    """Shows what waits, in scenes that are there still."""
    waiting, _later.scenes = _later.scenes, {}
    for scene, changed, moved in waiting.values():
        if scene in list(bpy.data.scenes):
            _bake(scene, changed, moved)


def bake(scene: Any, changed: Iterable[str], moved: Iterable[str] = ()) -> None:
    """Shows what was directed: bakes the actors whose performance changed, those who look at them or at props
    that were `moved`, and the props that any of them holds."""
    if _later.depth:
        _, actors_too, props_too = _later.scenes.setdefault(scene.as_pointer(), (scene, set(), set()))
        actors_too.update(changed)
        props_too.update(moved)
    else:
        _bake(scene, changed, moved)


def _bake(scene: Any, changed: Iterable[str], moved: Iterable[str]) -> None:
    people = {who: armature for who, armature in actors(scene).items() if PERFORMANCE_PROPERTY in armature}
    things = props(scene)
    stale = set(changed) & set(people)
    tracks = {name: kept_track(prop) for name, prop in things.items()}
    gone = set(moved) | {name for name, track in tracks.items() if stale & set(holders(track))}
    with Sight(scene) as sight:
        looking = [who for who in people if _look_again(scene, people[who], sight, who, stale | gone)]
    stale |= set(looking)
    for who in sorted(stale):
        _perform(scene, people[who], tracks, things)
    for name, track in tracks.items():
        if name in gone or stale & set(holders(track)):
            _perform_prop(scene, things[name], track)


def _look_again(scene: Any, armature: Any, sight: Sight, who: str, changed: set[str]) -> bool:
    """Turns the eyes to where others are now; whether that is elsewhere than before."""
    base, looks = kept_looks(armature)
    sees = {value for look in looks for value in look["at"].values() if isinstance(value, str)}
    if not looks or not (who in changed or sees & changed):
        return False
    performance = performance_of(armature)
    end = min(scene.frame_end + 1, performance["visible"][-1]["end"])
    gaze = gaze_keys(base, looks, end, lambda at, frame: sight.point(at, frame, who))
    keep_performance(armature, {**performance, "gaze": gaze})
    return gaze != performance["gaze"]


def _perform(scene: Any, armature: Any, tracks: Mapping[str, Any], things: Mapping[str, Any]) -> None:
    who, kept = str(armature[ID]), json.loads(armature[PERFORMANCE_PROPERTY])
    performance, step = kept["performance"], kept["step"]
    if armature.get(_ADDED):
        performance = extended(performance, who, scene.frame_end + 1, scene.render.fps)
    shots = [(camera["photoplay_in"], camera["photoplay_out"]) for camera in cameras(scene)]
    spans = shots or [(scene.frame_start, scene.frame_end + 1)]
    frames = pose_frames([{"start": a, "end": b, "phase": a} for a, b in spans], step)
    held = [
        {"id": name, "kind": kind_of(things[name]), "track": track}
        for name, track in tracks.items()
        if who in holders(track)
    ]
    perform(scene, armature, performance, frames, step, held)


def _perform_prop(scene: Any, prop: Any, track: Sequence[Mapping[str, Any]]) -> None:
    for constraint in [
        c for c in prop.constraints if c.type == "CHILD_OF" and c.subtarget.startswith("hand.")
    ]:
        prop.constraints.remove(constraint)
    clear_curves(prop)
    perform_prop(scene, prop, track, actors(scene))
