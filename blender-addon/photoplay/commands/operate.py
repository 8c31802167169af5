"""Operators, called as if a person had: in the scene that is meant, and with the add-ons they come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import addon_utils
import bpy

from ..errors import Code, RpcError
from .naming import invalid
from .window import in_view, main_window


@contextmanager
def shown(scene: Any) -> Iterator[None]:
    """The scene is the one that operators work in, in object mode, its own collection the active one."""
    window = main_window()
    before = window.scene
    window.scene = scene
    layer = window.view_layer
    active = layer.active_layer_collection
    layer.active_layer_collection = layer.layer_collection
    try:
        with in_view():
            yield
    finally:
        layer.active_layer_collection = active
        window.scene = before


@contextmanager
def selected(things: Iterable[Any]) -> Iterator[None]:
    """Those objects alone are selected in the scene that is shown; RpcError for one that is hidden there."""
    layer: Any = main_window().view_layer
    before, active = [thing for thing in layer.objects if thing.select_get()], layer.objects.active
    for thing in before:
        thing.select_set(False)
    try:
        for thing in things:
            if thing.name not in layer.objects:
                raise invalid("objects", f"{thing.name!r} is in no collection that is shown")
            thing.select_set(True)
            if not thing.select_get():
                raise invalid("objects", f"{thing.name!r} is hidden: show it first (object.show)")
        yield
    finally:
        for thing in list(layer.objects):
            thing.select_set(thing in before)
        layer.objects.active = active


def operator(name: str, addon: str | None) -> Callable[..., set[str]]:
    """An operator as `group.name`; the add-on it comes from is enabled. RpcError(BLENDER) that names what
    this Blender lacks."""
    addons: Any = addon_utils
    if addon is not None and not addons.check(addon)[1]:
        if addon not in {module.__name__ for module in addons.modules()}:
            raise RpcError(
                Code.BLENDER, f"this Blender has no add-on {addon}, which reads and writes such files"
            )
        addon_utils.enable(addon)
    group, _, call = name.partition(".")
    found = getattr(getattr(bpy.ops, group), call)
    try:
        found.get_rna_type()
    except KeyError as error:
        raise RpcError(Code.BLENDER, f"this Blender was built without {name}") from error
    return found


def perform(what: str, call: Callable[..., set[str]], **options: Any) -> None:
    """Calls an operator; RpcError(BLENDER) with what it has to say when it fails."""
    try:
        result = call(**options)
    except RuntimeError as error:
        said = str(error).removeprefix("Error: ").strip().splitlines()
        raise RpcError(Code.BLENDER, f"{what}: {said[-1] if said else 'failed'}") from error
    if "FINISHED" not in result:
        raise RpcError(Code.BLENDER, f"{what}: Blender gave up")
