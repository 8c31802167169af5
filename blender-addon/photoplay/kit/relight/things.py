"""Props in the light of the set, lit again only where they have gone."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..light_rig import LightRig
from ..props import light_prop


class LitThing:
    """A prop of a scene."""

    def __init__(self, thing: Any) -> None:
        self._object: Any = thing
        self._shown: np.ndarray | None = None

    def light(self, depsgraph: Any, rig: LightRig) -> None:
        """Writes its colours where it is in the evaluated scene."""
        thing = self._object.evaluated_get(depsgraph)
        matrix = np.array(thing.matrix_world)
        if thing.hide_render or (self._shown is not None and (matrix == self._shown).all()):
            return
        self._shown = matrix
        light_prop(self._object.data, thing.matrix_world, rig)


def lit_things(scene: Any) -> list[LitThing]:
    """The props of a scene."""
    return [LitThing(thing) for thing in scene.objects if thing.type == "MESH" and "photoplay_prop" in thing]
