"""What every part of a character is built from and added to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .head_mesh import HeadMesh
from .joints import Bone
from .look import Look
from .maths import Floats
from .mesh import Keys, MeshSink, Occlusion
from .palette import Paint, Palette
from .proportions import Body


@dataclass(frozen=True)
class Draft:
    """A character under construction."""

    look: Look
    body: Body
    bones: dict[str, Bone]
    head: HeadMesh
    paints: Palette
    sink: MeshSink

    @property
    def head_scale(self) -> float:
        """Metres a head unit."""
        return self.body.head_height

    def place(self, points: Floats) -> Floats:
        """Points from head units to metres."""
        return points * self.body.head_height + np.array(self.body.head_centre)

    def joint(self, bone: str) -> Floats:
        """A bone's head at rest."""
        return np.array(self.bones[bone].head)

    def add_to_head(
        self,
        rings: Floats,
        paints: Paint,
        caps: tuple[bool, bool] = (True, True),
        tint: Floats | float = 1.0,
        keys: Keys | None = None,
        occlusion: Occlusion = Occlusion.FULL,
        bone: str = "head",
    ) -> None:
        """A loft through rings in head units, carried by the head (or by an eye)."""
        count = rings.shape[0] * rings.shape[1]
        weights = self.sink.rigid(count, bone)
        self.sink.tube(self.place(rings), paints, weights, caps, tint, keys, occlusion)
