"""The commands that the kit carries out: set, actors, props, doors, light."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ..adapter import keyframe_curves
from .lookup import ID, actors, collection, find_actor, find_by, find_scene, show_scene

OPENING = "photoplay_opening"


@contextmanager
def _made_for(scene: Any, role: str) -> Iterator[Any]:
    """Shows the scene, and files whatever the kit leaves outside of our collections under a role."""
    show_scene(scene)
    home = collection(scene, role)
    before = {thing.name for thing in scene.collection.objects}
    yield home
    for thing in [o for o in scene.collection.objects if o.name not in before]:
        target = collection(scene, "Lights") if thing.type == "LIGHT" else home
        if target not in thing.users_collection:
            target.objects.link(thing)
        scene.collection.objects.unlink(thing)


def build_set(command: dict[str, Any]) -> None:
    """The set from its floor plan, lit, and the picture's look."""
    from ..kit.look import set_up_scene
    from ..kit.set import build_set as build

    scene = find_scene(command["scene"])
    with _made_for(scene, "Set"):
        build(scene, command["plan"], command["light"])
        set_up_scene(scene, command["light"])


def build_actor(command: dict[str, Any]) -> None:
    """An actor's body."""
    from ..kit.character import build_character

    scene = find_scene(command["scene"])
    with _made_for(scene, "Cast") as home:
        build_character(command["id"], command["look"], home)
        find_actor(scene, command["id"]).name = command["name"]


def perform_actor(command: dict[str, Any]) -> None:
    """All that an actor does in the scene, on the frames that the shots show."""
    from ..kit.perform import perform, pose_frames

    scene = find_scene(command["scene"])
    show_scene(scene)
    step = command["step"]
    frames = pose_frames(command["windows"], step)
    perform(scene, find_actor(scene, command["id"]), command["performance"], frames, step)


def build_prop(command: dict[str, Any]) -> None:
    """A prop, and where it is through the scene."""
    from ..kit.perform import perform_prop
    from ..kit.props import build_prop as build

    scene = find_scene(command["scene"])
    with _made_for(scene, "Props") as home:
        prop = build(command["id"], command["kind"], command.get("colour"), home)
        prop.name = command["name"]
        prop[ID] = command["id"]
        perform_prop(scene, prop, command["track"], actors(scene))


def swing_door(command: dict[str, Any]) -> None:
    """The leaf of a door turns about its hinge."""
    scene = find_scene(command["scene"])
    leaf = find_by(scene, "opening", OPENING, command["opening"])
    rest = leaf.rotation_euler.z
    frames = [key["frame"] for key in command["keys"]]
    angles = [rest + key["angle"] for key in command["keys"]]
    keyframe_curves(leaf, {("rotation_euler", 2): (frames, angles)}, "EASE")


def finish_light(command: dict[str, Any]) -> None:
    """What the light needs to know of the finished scene, kept in the file."""
    from ..kit.relight import prepare

    scene = find_scene(command["scene"])
    with _made_for(scene, "Lights"):
        prepare(scene)
