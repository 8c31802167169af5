"""Hands: a box of a palm whose end quads grow four fingers and a thumb, subdivided once. Lengths are hand
lengths: along the arm, across (the index finger lies at -y) and up (the back of the hand)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from .arms import arm_girth
from .draft import Draft
from .joints import ARM_DIRECTION, ARM_UP, SIDES
from .maths import catmull_clark, unit

_COLUMNS = np.array([-0.40, -0.20, 0.0, 0.20, 0.38])
# along, width, thickness, bone
_PALM = (
    (-0.10, 0.48, 0.155, "forearm"),
    (0.12, 0.56, 0.15, "hand"),
    (0.42, 0.92, 0.165, "hand"),
    (0.78, 1.06, 0.15, "hand"),
    (1.0, 1.0, 0.125, "hand"),
)
_FINGER_LENGTHS = (0.86, 0.97, 0.92, 0.74)
_KNUCKLES = ((0.10, 1.0, 1), (0.42, 0.98, 1), (0.50, 0.98, 2), (0.80, 0.92, 2), (1.0, 0.66, 2))
_THUMB_ROW = 1
_THUMB = ((0.30, 1.1), (0.62, 1.0), (0.92, 0.9), (1.05, 0.6))


class _HandCage:
    """The left hand before subdivision."""

    def __init__(self) -> None:
        self.points: list[ArrayLike] = []
        self.bones: list[str] = []
        self.faces: list[Sequence[int]] = []
        self._upper: list[list[int]] = []
        self._lower: list[list[int]] = []
        self._add_palm()
        for finger, length in enumerate(_FINGER_LENGTHS):
            self._add_finger(finger, length)
        self._add_thumb()

    def _vertex(self, point: ArrayLike, bone: str) -> int:
        self.points.append(point)
        self.bones.append(bone)
        return len(self.points) - 1

    def _add_palm(self) -> None:
        for along, width, thickness, bone in _PALM:
            arch = thickness * (1 - 0.9 * _COLUMNS**2)
            # knuckles lie on an arc
            reach = along - (0.10 * np.abs(_COLUMNS) if along > 0.9 else 0 * _COLUMNS)
            across = _COLUMNS * width
            self._upper.append(
                [self._vertex((a, y, z + 0.02), bone) for a, y, z in zip(reach, across, arch, strict=True)]
            )
            self._lower.append(
                [self._vertex((a, y, -z), bone) for a, y, z in zip(reach, across, arch, strict=True)]
            )
        upper, lower = self._upper, self._lower
        for row in range(len(_PALM) - 1):
            for j in range(4):
                self.faces.append(
                    [upper[row][j], upper[row][j + 1], upper[row + 1][j + 1], upper[row + 1][j]]
                )
                self.faces.append(
                    [lower[row][j + 1], lower[row][j], lower[row + 1][j], lower[row + 1][j + 1]]
                )
            if row != _THUMB_ROW:
                self.faces.append([lower[row][0], upper[row][0], upper[row + 1][0], lower[row + 1][0]])
            self.faces.append([upper[row][4], lower[row][4], lower[row + 1][4], upper[row + 1][4]])

    def _grow(self, base: list[int], loops: list[list[int]]) -> None:
        before = base
        for loop in loops:
            for i in range(4):
                following = (i + 1) % 4
                self.faces.append([before[i], before[following], loop[following], loop[i]])
            before = loop
        self.faces.append(before)

    def _add_finger(self, finger: int, length: float) -> None:
        upper, lower = self._upper[-1], self._lower[-1]
        base = [upper[finger], upper[finger + 1], lower[finger + 1], lower[finger]]
        across = (_COLUMNS[finger] + _COLUMNS[finger + 1]) / 2 * 1.04
        radius = 0.112 if finger < 3 else 0.098
        name = "index" if finger == 0 else "fingers"
        loops = []
        for share, size, joint in _KNUCKLES:
            along = 1.0 + length * share - (0.05 if finger in (0, 3) else 0)
            r, drop, bone = radius * size, -0.03 * share, name if joint == 1 else f"{name}2"
            corners = ((-r, r), (r, r), (r, -r), (-r, -r))
            loops.append([self._vertex((along, across + y, drop + z), bone) for y, z in corners])
        self._grow(base, loops)

    def _add_thumb(self) -> None:
        row, upper, lower = _THUMB_ROW, self._upper, self._lower
        base = [upper[row][0], upper[row + 1][0], lower[row + 1][0], lower[row][0]]
        across = unit([0.50, 0.60, 0])
        loops = []
        for share, size in _THUMB:
            centre = np.array([0.24, -0.36, -0.02]) + np.array([0.60, -0.50, -0.10]) * share
            radius = 0.125 * size
            up = np.array([0, 0, radius])
            bone = "thumb" if share > 0.3 else "hand"
            corners = (
                centre - across * radius + up, centre + across * radius + up,
                centre + across * radius - up, centre - across * radius - up,
            )  # fmt: skip
            loops.append([self._vertex(corner, bone) for corner in corners])
        self._grow(base, loops)


def add_hands(draft: Draft) -> None:
    """Both hands; each overlaps the end of its arm."""
    hand, cage = draft.body.hand, _HandCage()
    thickness = 0.5 + 0.5 * arm_girth(draft.body)
    local = np.array(cage.points, float) * np.array([1, thickness, thickness]) * hand
    axes = np.array([ARM_DIRECTION, (0, 1, 0), ARM_UP])
    left = draft.joint("hand.L") + local @ axes
    for sign, side in SIDES:
        weights = draft.sink.weights(len(left))
        for row, bone in enumerate(cage.bones):
            weights[row, draft.sink.bones[bone + side]] = 1
        rows = np.hstack([left * np.array([sign, 1, 1]), weights])
        smooth, faces = catmull_clark(rows, np.array(cage.faces))
        draft.sink.add(smooth[:, :3], faces, draft.paints.skin, smooth[:, 3:], np.array([1, 0.95, 0.93]))
