"""Props in the light of the set: simpler than actors, and lit again only where they have gone."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..light_rig import LightRig
from .probe import Doubles, Probe

_MOVED = 1e-5


class LitThing:
    """The mesh of a prop: its albedo and normals by corner, in its own space."""

    def __init__(self, thing: Any) -> None:
        self._object = thing
        mesh = thing.data
        corners = len(mesh.loops)
        albedo = np.empty(corners * 4, np.float32)
        mesh.color_attributes["Albedo"].data.foreach_get("color", albedo)
        self._albedo = albedo.reshape(-1, 4)[:, :3].copy()
        normals = np.empty(corners * 3, np.float32)
        mesh.corner_normals.foreach_get("vector", normals)
        self._normals = normals.reshape(-1, 3)
        self._glow = np.zeros(corners, np.float32)
        if "Emit" in mesh.attributes:
            mesh.attributes["Emit"].data.foreach_get("value", self._glow)
        self._middle: Doubles = np.array(thing.bound_box, float).reshape(-1, 3).mean(0)
        self._shown: np.ndarray | None = None

    def light(self, depsgraph: Any, rig: LightRig, probe: Probe) -> None:
        """Writes its colours where it is in the evaluated scene."""
        thing = self._object.evaluated_get(depsgraph)
        matrix = np.array(thing.matrix_world, float)
        if thing.hide_render or (self._shown is not None and np.abs(matrix - self._shown).max() < _MOVED):
            return
        self._shown = matrix
        normals = (self._normals @ matrix[:3, :3].T).astype(np.float32)
        place: Doubles = matrix[:3, :3] @ self._middle + matrix[:3, 3]
        light = probe.at(place)
        facing = np.clip((normals @ light.directions.T + light.wraps) / (1 + light.wraps), 0, 1)
        level = rig.ambient(normals) * 0.85 + facing @ light.colours
        out = np.ones((len(normals), 4), np.float32)
        out[:, :3] = self._albedo * np.where(self._glow[:, None] > 0, self._glow[:, None], level)
        mesh = self._object.data
        mesh.attributes["Lit"].data.foreach_set("color", out.ravel())
        mesh.update_tag()


def lit_things(scene: Any) -> list[LitThing]:
    """The props of a scene."""
    return [LitThing(thing) for thing in scene.objects if _is_prop(thing)]


def _is_prop(thing: Any) -> bool:
    owner = thing.parent or thing
    return thing.type == "MESH" and "photoplay_prop" in owner and "Albedo" in thing.data.attributes
