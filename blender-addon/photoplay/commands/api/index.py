"""All that can be looked up in Blender's documentation of itself, and how a search ranks it."""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import bpy

_SLICE = 25
"""Types or operators that are read between two looks at the clock."""
_OF_THE_WINDOW = ("Panel", "Menu", "Header", "UIList", "Operator", "KeyingSetInfo", "AssetShelf")
"""Classes whose kinds are parts of Blender's interface, each a type of its own."""
NATIVE = ("bpy_struct", "bpy_prop_collection", "bpy_prop_array")
"""What every type, collection and array can do; written in C, beside the RNA."""

_RANKED = 500
"""Entries that are compared word by word; more than these no query means."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`text` is what is searched: path and description in lower case."""

    path: str
    kind: str
    text: str


def entries() -> Iterator[list[Entry]]:
    """Reads everything, some at a time."""
    batch: list[Entry] = []
    window = tuple(getattr(bpy.types, name) for name in _OF_THE_WINDOW if hasattr(bpy.types, name))
    for count, name in enumerate(dir(bpy.types)):
        found = getattr(bpy.types, name)
        if inspect.isclass(found) and (found in window or not issubclass(found, window)):
            batch += _type_entries(name, found)
        if count % _SLICE == 0:
            yield batch
            batch = []
    for count, (path, operator) in enumerate(operators()):
        rna = operator.get_rna_type()
        batch.append(_entry(path, "operator", f"{rna.name} {rna.description}"))
        if count % _SLICE == 0:
            yield batch
            batch = []
    yield batch


def operators() -> Iterator[tuple[str, Any]]:
    """Every operator with its path."""
    for module in dir(bpy.ops):
        for name in dir(getattr(bpy.ops, module)):
            yield f"bpy.ops.{module}.{name}", getattr(getattr(bpy.ops, module), name)


def _type_entries(name: str, found: Any) -> Iterator[Entry]:
    rna = getattr(found, "bl_rna", None)
    if rna is None:
        if name in NATIVE:
            yield _entry(name, "type", found.__doc__ or "")
            yield from (_entry(f"{name}.{n}", k, a.__doc__ or "") for n, k, a in python_members(found))
        return
    yield _entry(name, "type", rna.description)
    inherited = set(rna.base.properties.keys()) if rna.base else set()
    for prop in rna.properties:
        if prop.identifier not in inherited and prop.identifier != "rna_type":
            yield _entry(f"{name}.{prop.identifier}", "property", f"{prop.name} {prop.description}")
    taken = set(rna.base.functions.keys()) if rna.base else set()
    for function in rna.functions:
        if function.identifier not in taken and function.identifier not in rna.properties:
            yield _entry(f"{name}.{function.identifier}", "function", function.description)
    yield from (_entry(f"{name}.{n}", k, a.__doc__ or "") for n, k, a in python_members(found))


def python_members(found: Any) -> Iterator[tuple[str, str, Any]]:
    """Name, kind and attribute of what a class has beside its RNA."""
    rna = getattr(found, "bl_rna", None)
    known = {*rna.properties.keys(), *rna.functions.keys()} if rna is not None else set()
    for name, attribute in vars(found).items():
        if name.startswith("_") or name in known or name in ("bl_rna", "id_data", "bl_rna_get_subclass"):
            continue
        if isinstance(attribute, property):
            yield name, "property", attribute
        elif callable(attribute) or isinstance(attribute, classmethod | staticmethod):
            yield name, "function", getattr(found, name)


def _entry(path: str, kind: str, description: str) -> Entry:
    return Entry(path, kind, f"{path} {description}".lower())


def search(index: list[Entry], query: str) -> tuple[int, list[Entry]]:
    """How many entries have all words of the query, and the best of them, best first. When none has all of
    them, those that have most."""
    words = [_stem(word) for word in re.findall(r"[a-z0-9]+", query.lower().replace("bpy.types.", ""))]
    if not words:
        return 0, []
    found = index
    for word in sorted(words, key=len, reverse=True):  # the longest is the rarest
        found = [entry for entry in found if word in entry.text]
    if not found and len(words) > 1:
        counts = [sum(word in entry.text for word in words) for entry in index]
        most = max(counts)
        found = [entry for entry, count in zip(index, counts, strict=True) if most and count == most]
    wanted = query.lower().removeprefix("bpy.types.")
    ranked = found if len(found) <= _RANKED else _named(found, words)
    return len(found), sorted(ranked, key=lambda e: (-_score(e, words, wanted), len(e.path), e.path))


def _named(found: list[Entry], words: list[str]) -> list[Entry]:
    """Of very many those that have a word in their name, the shortest."""
    named = [entry for entry in found if any(word in entry.path.lower() for word in words)]
    return sorted(named, key=lambda entry: len(entry.path))[:_RANKED]


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


_WORTH = {"type": 0.6, "function": 0.5, "operator": 0.4, "property": 0.3}
_MUCH_USED = {
    "object",
    "scene",
    "mesh",
    "camera",
    "light",
    "material",
    "rendersettings",
    "bpy_struct",
    "posebone",
}


def _score(entry: Entry, words: list[str], wanted: str) -> float:
    """Whole words of the name, of its owner's, beginnings, parts, then the description."""
    path = entry.path.lower()
    owner, _, name = path.rpartition(".")
    parts, owners = _parts(entry.path.rpartition(".")[2]), _parts(entry.path.rpartition(".")[0])
    score = _WORTH[entry.kind] + (10.0 if wanted in (path, name) else 0.0) + (owner in _MUCH_USED)
    for word in words:
        if any(_stem(part) == word for part in parts):
            score += 4.0
        elif any(_stem(part) == word for part in owners):
            score += 3.6
        elif any(part.startswith(word) for part in parts):
            score += 3.0
        elif word in name:
            score += 2.0
        elif word in owner:
            score += 1.5
        else:
            score += 0.5
    return score - 0.3 * max(len(parts) - len(words), 0)


@functools.cache
def _parts(name: str) -> tuple[str, ...]:
    """A name's words: frame_set, NodeTree."""
    return tuple(part.lower() for part in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", name))
