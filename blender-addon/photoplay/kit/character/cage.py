"""A coarse cage of quads that one Catmull-Clark step turns into a body: weights, tint and masks ride
along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .maths import Floats, Ints, catmull_clark
from .palette import Paint


@dataclass(frozen=True)
class SmoothCage:
    """A subdivided cage: points (n, 3), quads (m, 4), paints (m, 4), weights (n, bones), tint and mask
    (n,)."""

    points: Floats
    faces: Ints
    paints: Floats
    weights: Floats
    tint: Floats
    mask: Floats


class Cage:
    """Vertices in metres, in the order they were added."""

    def __init__(self) -> None:
        self._points: list[Floats] = []
        self._weights: list[Floats] = []
        self._tints: list[Floats] = []
        self._masks: list[Floats] = []
        self._faces: list[Sequence[int]] = []
        self._paints: list[Paint] = []
        self._count = 0

    def add(self, points: Floats, weights: Floats, tint: ArrayLike = 1.0, mask: ArrayLike = 0.0) -> list[int]:
        """Add vertices; the answer is their indices."""
        count = len(points)
        self._points.append(points)
        self._weights.append(weights)
        self._tints.append(np.broadcast_to(np.asarray(tint, float), (count,)))
        self._masks.append(np.broadcast_to(np.asarray(mask, float), (count,)))
        self._count += count
        return list(range(self._count - count, self._count))

    def face(self, corners: Sequence[int], paint: Paint) -> None:
        self._faces.append(corners)
        self._paints.append(paint)

    def bridge(self, lower: Sequence[int], upper: Sequence[int], paint: Paint, flip: bool) -> None:
        """A closed band of quads between two loops of equal size."""
        size = len(lower)
        for i in range(size):
            following = (i + 1) % size
            corners = [lower[i], lower[following], upper[following], upper[i]]
            self.face(corners[::-1] if flip else corners, paint)

    def subdivide(self) -> SmoothCage:
        """The cage after one Catmull-Clark step."""
        rows = np.hstack(
            [
                np.vstack(self._points),
                np.concatenate(self._tints)[:, None],
                np.concatenate(self._masks)[:, None],
                np.vstack(self._weights),
            ]
        )
        used, renumbered = np.unique(np.array(self._faces), return_inverse=True)  # not those inside armholes
        smooth, faces = catmull_clark(rows[used], renumbered.reshape(-1, 4))
        return SmoothCage(
            smooth[:, :3],
            faces,
            np.repeat(np.array(self._paints), 4, 0),
            smooth[:, 5:],
            smooth[:, 3],
            smooth[:, 4],
        )
