"""api/search, api/get: documentation of the running Blender, so that code written for it fits it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

import bpy

from ...dispatcher import Method
from ...errors import Code, RpcError
from ...pump import Steps
from ...session import Session
from .index import NATIVE, Entry, entries, operators, python_members, search
from .text import function_text, operator_text, property_text, python_text

_LIMIT = 20
_LONGEST = 400
"""Characters of a signature or description in a list."""
_ROOTS = {"bpy.data": "BlendData", "bpy.context": "Context", "bpy.app": "", "bpy.types": ""}

_index: tuple[int, list[Entry]] | None = None
"""With the number of types that there were: add-ons bring more."""


def methods(_session: Session) -> dict[str, Method]:
    """The part of the wire that documents Blender."""
    return {"api/search": Method(search_api), "api/get": Method(get_api)}


def _read() -> Steps[list[Entry]]:
    global _index
    known = len(dir(bpy.types))
    if _index is None or _index[0] != known:
        index: list[Entry] = []
        for batch in entries():
            index += batch
            yield
        _index = known, index
    return _index[1]


def search_api(params: dict[str, Any]) -> Steps[dict[str, Any]]:
    """The best entries for some words. The first search reads all that there is, in slices."""
    index = yield from _read()
    total, found = search(index, params["query"])
    best = found[: params.get("limit", _LIMIT)]
    return {"total": total, "entries": [_short(_find(entry.path)["entry"]) for entry in best]}


def _short(entry: dict[str, Any]) -> dict[str, Any]:
    """What is enough to choose from a list."""
    return {key: value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…" for key, value in entry.items()}


def get_api(params: dict[str, Any]) -> Steps[dict[str, Any]]:
    """One entry with its members; RpcError(NOT_FOUND) with the nearest."""
    path = params["path"].strip().removesuffix("()")
    try:
        return _find(path)
    except KeyError as error:
        near = list(error.args[0])
        if not near:
            index = yield from _read()
            near = [entry.path for entry in search(index, path.rpartition(".")[2])[1][:3]]
        raise RpcError(Code.NOT_FOUND, f"Blender has no {path!r}", nearest=near) from None


def _find(path: str) -> dict[str, Any]:
    """What a path names: of types, bpy.ops, bpy.data or bpy.context, through the types of properties. Raises
    KeyError with the nearest paths."""
    if path.startswith("bpy.ops."):
        return _operator(path)
    for root, name in _ROOTS.items():
        if name and (path == root or path.startswith(f"{root}.")):
            path = name + path[len(root) :]
    first, *rest = path.removeprefix("bpy.types.").split(".")
    found = getattr(bpy.types, first, None)
    if found is None or not (hasattr(found, "bl_rna") or first in NATIVE):
        raise KeyError(difflib.get_close_matches(first, dir(bpy.types), 3))
    if not rest:
        return _type(first, found)
    for name in rest[:-1]:
        found = _through(found, name)
    return _member(found, rest[-1])


def _through(found: Any, name: str) -> Any:
    """The type of a property, or of the collection that it is."""
    prop = found.bl_rna.properties.get(name) if hasattr(found, "bl_rna") else None
    target = (prop.srna or prop.fixed_type) if prop is not None and prop.type == "COLLECTION" else None
    if prop is not None and prop.type == "POINTER":
        target = prop.fixed_type
    if target is None:
        raise KeyError(_near(found, name))
    return getattr(bpy.types, target.identifier)


def _near(found: Any, name: str) -> list[str]:
    rna = getattr(found, "bl_rna", None)
    own = [*rna.properties.keys(), *rna.functions.keys()] if rna is not None else []
    close = difflib.get_close_matches(name, sorted({*own, *dir(found)}), 3)
    return [f"{found.__name__}.{near}" for near in close]


def _type(name: str, found: Any) -> dict[str, Any]:
    chain = [
        base.__name__ for base in found.__mro__[1:] if hasattr(base, "bl_rna") or base.__name__ in NATIVE
    ]
    rna = getattr(found, "bl_rna", None)
    signature = f"class {name}({chain[0]})" if chain else f"class {name}"
    description = rna.description if rna is not None else found.__doc__ or ""
    return _answer(name, "type", signature, description, bases=chain, members=list(_members(found)))


def _members(found: Any) -> Iterator[dict[str, Any]]:
    """A type's own members, then those that it inherits, each by the type that brings it."""
    seen: set[str] = set()
    for owner in found.__mro__:
        rna = vars(owner).get("bl_rna")
        if rna is not None:
            for prop in rna.properties:
                if prop.identifier not in seen and not _inherits(rna, "properties", prop.identifier):
                    seen.add(prop.identifier)
                    yield _property(owner.__name__, prop)["entry"]
            for function in rna.functions:
                if function.identifier not in seen and not _inherits(rna, "functions", function.identifier):
                    seen.add(function.identifier)
                    yield _function(owner.__name__, function)["entry"]
        if rna is not None or owner.__name__ in NATIVE:
            for name, kind, attribute in python_members(owner):
                if name not in seen:
                    seen.add(name)
                    yield _python(owner.__name__, name, kind, attribute)["entry"]


def _inherits(rna: Any, members: str, name: str) -> bool:
    return name == "rna_type" or (rna.base is not None and name in getattr(rna.base, members))


def _member(found: Any, name: str) -> dict[str, Any]:
    for owner in found.__mro__:
        rna = vars(owner).get("bl_rna")
        if rna is not None and name in rna.properties and not _inherits(rna, "properties", name):
            return _property(owner.__name__, rna.properties[name])
        if rna is not None and name in rna.functions and not _inherits(rna, "functions", name):
            return _function(owner.__name__, rna.functions[name])
        if rna is not None or owner.__name__ in NATIVE:
            for other, kind, attribute in python_members(owner):
                if other == name:
                    return _python(owner.__name__, name, kind, attribute)
    raise KeyError(_near(found, name))


def _property(owner: str, prop: Any) -> dict[str, Any]:
    path = f"{owner}.{prop.identifier}"
    choices = prop.enum_items if prop.type == "ENUM" else ()
    members = [_line(f"{path}.{c.identifier}", "choice", repr(c.identifier), _told(c)) for c in choices]
    return _answer(path, "property", property_text(prop), _told(prop), members=members)


def _function(owner: str, function: Any) -> dict[str, Any]:
    path = f"{owner}.{function.identifier}"
    members = [
        _line(f"{path}.{p.identifier}", "property", property_text(p), _told(p)) for p in function.parameters
    ]
    signature = function_text(function.identifier, function)
    return _answer(path, "function", signature, function.description, members=members)


def _python(owner: str, name: str, kind: str, attribute: Any) -> dict[str, Any]:
    signature, description = python_text(name, attribute)
    return _answer(f"{owner}.{name}", kind, signature, description)


def _operator(path: str) -> dict[str, Any]:
    module, _, name = path.removeprefix("bpy.ops.").partition(".")
    if module not in dir(bpy.ops) or name not in dir(getattr(bpy.ops, module)):
        close = difflib.get_close_matches(path, [known for known, _ in operators()], 3)
        raise KeyError(close)
    rna = getattr(getattr(bpy.ops, module), name).get_rna_type()
    own = [prop for prop in rna.properties if prop.identifier != "rna_type"]
    members = [_line(f"{path}.{p.identifier}", "property", property_text(p), _told(p)) for p in own]
    return _answer(path, "operator", operator_text(path, rna), _told(rna), members=members)


def _told(thing: Any) -> str:
    """Its description; its name where nothing else is said."""
    return thing.description or thing.name


def _answer(path: str, kind: str, signature: str, description: str, **more: Any) -> dict[str, Any]:
    return {"entry": _line(path, kind, signature, description), "bases": [], "members": [], **more}


def _line(path: str, kind: str, signature: str, description: str) -> dict[str, Any]:
    return {"path": path, "kind": kind, "signature": signature, "description": description}
