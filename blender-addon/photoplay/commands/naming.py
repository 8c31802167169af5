"""Names of new things: Blender changes a taken or overlong name without a word; here it is an error."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import bpy

from ..adapter import NAME_BYTES
from ..errors import Code, RpcError
from .lookup import ID


def invalid(path: str, message: str, nearest: Iterable[str] = ()) -> RpcError:
    """The error for a value of a command that cannot be; `path` is its place in the command."""
    near = list(nearest)
    return RpcError(
        Code.INVALID_PARAMS, f"{path}: {message}", path=path, **({"nearest": near} if near else {})
    )


PART_BYTES = 63
"""How long the names of an object's parts may be (modifiers, constraints) and those of markers, in bytes."""


def sound(name: str, path: str = "name", most: int = NAME_BYTES) -> str:
    """The name, if Blender can keep it in `most` bytes; RpcError(INVALID_PARAMS)."""
    try:
        size = len(name.encode())
    except UnicodeEncodeError as error:
        raise invalid(path, "not well-formed Unicode") from error
    if size > most:
        raise invalid(path, f"{size} bytes long; this Blender keeps {most}")
    return name


def free(known: Any, name: str, what: str, path: str = "name") -> str:
    """The name, if it is sound and no data-block of the kind has it; RpcError(INVALID_PARAMS)."""
    if known.get(sound(name, path)) is not None:
        raise taken(what, name, path)
    return name


def new_object(name: str, data: Any, path: str = "name") -> Any:
    """A new object, in no collection yet; RpcError(INVALID_PARAMS) for a name in use."""
    made = bpy.data.objects.new(sound(name, path), data)
    if made.name != name:
        raise taken("object", name, path)
    return made


def taken(what: str, name: str, path: str) -> RpcError:
    """The error for a name in use."""
    return invalid(path, f"there is {'an' if what[0] in 'aeiou' else 'a'} {what} {name!r} already")


def discard(thing: Any) -> None:
    """Removes an object, and its data when nothing else uses it."""
    data = thing.data
    bpy.data.objects.remove(thing, do_unlink=True)
    if data is not None and data.users == 0:
        bpy.data.batch_remove([data])


def identify(thing: Any, document_id: str | None, scene: Any) -> None:
    """Gives a new object its document id, which must be free in the scene; RpcError(INVALID_PARAMS)."""
    if document_id is None:
        return
    if any(other.get(ID) == document_id for other in scene.objects if other != thing):
        raise taken("thing with the id", document_id, "id")
    thing[ID] = document_id


def one_of(command: dict[str, Any], *keys: str) -> None:
    """RpcError(INVALID_PARAMS) unless the command has at least one of the keys."""
    if not any(key in command for key in keys):
        raise invalid(keys[0], f"nothing is asked for: give {' or '.join(keys)}")
