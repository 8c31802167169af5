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


def current_scene() -> Any:
    """The scene that the window shows."""
    context: Any = bpy.context
    return context.window_manager.windows[0].scene if context.window is None else context.window.scene


def scene_of(command: dict[str, Any]) -> Any:
    """The scene that a command names, else the one that is shown; RpcError(NOT_FOUND)."""
    return find_scene(command["scene"]) if "scene" in command else current_scene()


def find_object(name: str, scene: Any = None) -> Any:
    """An object by its document id or its name in Blender; RpcError(NOT_FOUND) with the nearest of both.

    In a scene that is given ids go before names; without one names of the whole file go before ids of the
    shown scene. Where several carry an id, as an actor's parts do, it is the one that the others hang on.
    """
    named = bpy.data.objects.get(name)
    if named is not None and (scene is None or (_is_root(named, name) and named.name in scene.objects)):
        return named
    within = scene or current_scene()
    carriers = [o for o in within.objects if _is_root(o, name)]
    if carriers:
        return min(carriers, key=lambda o: o.name)
    if named is not None and named.name in within.objects:
        return named
    ids = {str(o[ID]) for o in within.objects if ID in o}
    raise missing("object", name, ids | {o.name for o in within.objects})


def _is_root(thing: Any, document_id: str) -> bool:
    return thing.get(ID) == document_id and (thing.parent is None or thing.parent.get(ID) != document_id)


def target(command: dict[str, Any]) -> Any:
    """The object that a command changes; RpcError(NOT_FOUND, or INVALID_PARAMS for one of another file)."""
    return ours(find_object(command["object"], find_scene(command["scene"]) if "scene" in command else None))


def ours(block: Any, path: str = "object") -> Any:
    """A data-block, if it is this file's own; RpcError(INVALID_PARAMS) for one of another file."""
    if block.library is not None:
        raise RpcError(
            Code.INVALID_PARAMS,
            f"{path}: {block.name!r} is linked from {block.library.filepath}: it is changed there",
            path=path,
        )
    return block


def find_collection(name: str, scene: Any) -> Any:
    """A collection by its role in a film's scene or by its name in Blender; RpcError(NOT_FOUND)."""
    roles = {str(child[ROLE]): child for child in scene.collection.children if ROLE in child}
    found = roles.get(name) or bpy.data.collections.get(name)
    if found is None:
        raise missing("collection", name, [*roles, *bpy.data.collections.keys()])
    return found


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


def work_on(scene: Any) -> None:
    """Shows a scene that is staged where nobody looks on; a window goes on showing what its user looks at."""
    if bpy.app.background:
        show_scene(scene)
