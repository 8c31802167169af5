"""edits/*: what a person changed by hand, and that the film holds it now."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ...disk import explained
from ...dispatcher import Method
from ...session import Session
from ..lookup import ID, find_scene
from .list import OVERRIDES, list_edits, overrides, scene_edits
from .marks import keep_things, mark, things
from .watch import attach


def methods(session: Session) -> dict[str, Method]:
    """The part of the wire that is about edits by hand; with a window they are told as they are made."""
    if not session.background:
        session.at_end.append(attach(session))
    return {"edits/list": Method(_list), "edits/accept": Method(_accept)}


def _list(params: dict[str, Any]) -> dict[str, Any]:
    folder = Path(params["folder"]) if "folder" in params else None
    try:
        found = list_edits(params.get("scene"), folder)
    except (OSError, RuntimeError) as error:
        raise explained(error, folder or Path()) from error
    return {"edits": found, "overrides": overrides()}


def _accept(params: dict[str, Any]) -> dict[str, Any]:
    scene = find_scene(params["scene"])
    named = {entry["id"]: entry for entry in params["edits"]}
    accepted = [edit for edit in scene_edits(scene) if edit["id"] in named]
    for edit in accepted:
        _take(scene, edit, named[edit["id"]].get("as"))
    scene[OVERRIDES] = json.dumps(sorted(params["overrides"]))
    return {"accepted": len(accepted)}


def _take(scene: Any, edit: dict[str, Any], name: str | None) -> None:
    """What was added becomes ours, what was removed is no longer missed. What was changed is staged anew."""
    if edit["change"]["what"] == "removed":
        gone = [edit["kind"], edit["target"]]
        keep_things(scene, [entry for entry in things(scene) if entry[:2] != gone])
    elif edit["change"]["what"] == "added" and name is not None:
        thing = scene.objects[edit["name"]]
        thing[ID], thing["photoplay_kind"] = name, edit["kind"]
        mark(thing)
        keep_things(scene, [*things(scene), [edit["kind"], name, thing.name]])
