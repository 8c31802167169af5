"""The commands that the kit carries out: set, actors, props, doors, light."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import bpy

from ...adapter import keyframe_curves
from ...kit.character.rig import BODY_PROPERTY
from ..actors.keep import forget_looks, keep_look, settle
from ..actors.tracks import keep_track
from ..describing.blocks import clear_curves, remove_objects
from ..lookup import ID, ROLE, actors, collection, find_actor, find_scene, missing, work_on
from .camera import key_walls
from .remove import set_things


@contextmanager
def _made_for(scene: Any, role: str) -> Iterator[Any]:
    """Files whatever the kit leaves outside of our collections under a role, lamps under
    Lights."""
    work_on(scene)
    home = collection(scene, role)
    before = {thing.name for thing in scene.objects}
    yield home
    ours = {c for c in scene.collection.children if ROLE in c}
    for thing in [o for o in scene.objects if o.name not in before and not ours & set(o.users_collection)]:
        for other in thing.users_collection:
            other.objects.unlink(thing)
        (collection(scene, "Lights") if thing.type == "LIGHT" else home).objects.link(thing)
    for child in [c for c in scene.collection.children if ROLE not in c and not c.all_objects]:
        bpy.data.collections.remove(child)


def build_set(command: dict[str, Any]) -> None:
    """The set from its floor plan, lit, and the picture's look."""
    from ...kit.look import set_up_scene
    from ...kit.set import build_set as build
    from ...kit.set.single import PALETTE

    scene = find_scene(command["scene"])
    remove_objects(set_things(scene))
    with _made_for(scene, "Set"):
        build(scene, command["plan"], command["light"])
        scene[PALETTE] = json.dumps(command["plan"]["palette"])
        set_up_scene(scene, command["light"])
    key_walls(scene)


def build_actor(command: dict[str, Any]) -> None:
    """An actor's body. One that is there gets the new body and stays the same object, with whatever a person
    hung on it."""
    from ...kit.character import build_character

    scene = find_scene(command["scene"])
    there = actors(scene).get(command["id"])
    with _made_for(scene, "Cast") as home:
        made: Any = build_character(command["id"], command["look"], home)
        if there is None:
            made.name = command["name"]
        else:
            _give_body(there, made, command["id"])
    keep_look(there or made, command["look"])


def _give_body(there: Any, made: Any, actor: str) -> None:
    old, new = ([c for c in one.children if c.get(ID) == actor] for one in (there, made))
    there[BODY_PROPERTY] = made[BODY_PROPERTY]
    for before, after in ((there, made), *zip(old, new, strict=True)):
        before.data, after.data = after.data, before.data
    remove_objects([*new, made])


def perform_actor(command: dict[str, Any]) -> None:
    """All that an actor does in the scene, on the frames that the shots show."""
    from ...kit.perform import Window, perform, pose_frames

    scene = find_scene(command["scene"])
    work_on(scene)
    step, windows, armature = command["step"], command["windows"], find_actor(scene, command["id"])
    forget_looks(armature)
    perform(
        scene,
        armature,
        command["performance"],
        pose_frames(windows, step),
        step,
        command.get("props", ()),
        [Window(pose_frames([window], step), window["key"]) for window in windows if "key" in window],
    )


def build_prop(command: dict[str, Any]) -> None:
    """A prop, and where it is through the scene; one that is there stays the same object."""
    from ...kit.perform import perform_prop
    from ...kit.props import build_prop as build

    scene = find_scene(command["scene"])
    work_on(scene)
    mesh = build(command["kind"], command.get("colour"))
    prop = {str(o[ID]): o for o in scene.objects if "photoplay_prop" in o}.get(command["id"])
    if prop is None:
        prop = bpy.data.objects.new(command["name"], mesh)
        prop[ID] = command["id"]
        collection(scene, "Props").objects.link(prop)
    else:
        clear_curves(prop)
        before, prop.data = prop.data, mesh
        bpy.data.batch_remove({before} if not before.users else ())
    prop["photoplay_prop"] = command["kind"]
    keep_track(prop, command["track"])
    perform_prop(scene, prop, command["track"], actors(scene))


def swing_door(command: dict[str, Any]) -> None:
    """The leaf of a door turns about its hinge; a positive angle opens it into the room."""
    scene = find_scene(command["scene"])
    doors = {str(o[ID]): o for o in scene.objects if o.get("photoplay_kind") == "door"}
    if command["opening"] not in doors:
        raise missing("door", command["opening"], doors)
    frames = [key["frame"] for key in command["keys"]]
    angles = [key["angle"] for key in command["keys"]]
    keyframe_curves(doors[command["opening"]], {("rotation_euler", 2): (frames, angles)}, "EASE")


def finish_light(command: dict[str, Any]) -> None:
    """What the light needs to know of the finished scene, kept in the file."""
    from ...kit.relight import prepare

    scene = find_scene(command["scene"])
    settle()
    with _made_for(scene, "Lights"):
        prepare(scene)
