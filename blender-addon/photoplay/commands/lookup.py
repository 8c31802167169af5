"""Finds what a command names. Held references die with an undo or another file: so each call looks up."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

import bpy

from ..errors import Code, RpcError

ID = "photoplay_id"
SHOT = "photoplay_shot"
WALL = "photoplay_wall"
ROLE = "photoplay_role"
HEADING = "photoplay_heading"


def missing(what: str, name: str, known: Iterable[str]) -> RpcError:
    """The error for a name that is not there, with the nearest that are."""
    return RpcError(
        Code.NOT_FOUND,
        f"there is no {what} {name!r}",
        nearest=difflib.get_close_matches(name, list(known), 3),
    )


def find_scene(name: str) -> Any:
    """The scene of a name; RpcError(NOT_FOUND)."""
    scene = bpy.data.scenes.get(name)
    if scene is None:
        raise missing("scene", name, bpy.data.scenes.keys())
    return scene


def find_by(scene: Any, what: str, prop: str, value: str, kind: str | None = None) -> Any:
    """The object of a scene whose custom property has a value; RpcError(NOT_FOUND)."""
    candidates = {str(o[prop]): o for o in scene.objects if prop in o and kind in (None, o.type)}
    if value not in candidates:
        raise missing(what, value, candidates)
    return candidates[value]


def find_actor(scene: Any, actor_id: str) -> Any:
    """An actor's armature."""
    return find_by(scene, "actor", ID, actor_id, "ARMATURE")


def actors(scene: Any) -> dict[str, Any]:
    """The actors' armatures by document id."""
    return {str(o[ID]): o for o in scene.objects if o.type == "ARMATURE" and ID in o}


def find_camera(scene: Any, shot: str) -> Any:
    """A shot's camera."""
    return find_by(scene, "shot", SHOT, shot, "CAMERA")


def cameras(scene: Any) -> list[Any]:
    """The shots' cameras in the order of the scene's clock."""
    found = [o for o in scene.objects if o.type == "CAMERA" and SHOT in o]
    return sorted(found, key=lambda o: (o["photoplay_in"], o.name))


def owner_id(thing: Any) -> str:
    """The document id of an object or of the nearest parent that has one; empty when none has."""
    while thing is not None:
        if ID in thing:
            return str(thing[ID])
        thing = thing.parent
    return ""


def collection(scene: Any, role: str) -> Any:
    """A scene's collection for a role (Set, Cast, Props, Cameras, Lights), made when it is missing."""
    for child in scene.collection.children:
        if child.get(ROLE) == role:
            return child
    made = bpy.data.collections.new(f"{scene.name} {role}")
    made[ROLE] = role
    scene.collection.children.link(made)
    return made


def show_scene(scene: Any) -> None:
    """Makes a scene the one that operators and the context speak of."""
    context: Any = bpy.context
    window = context.window or context.window_manager.windows[0]
    window.scene = scene
