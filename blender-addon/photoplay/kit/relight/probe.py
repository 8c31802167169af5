"""The lamps of a set as they reach a point: direction, colour and how soft they are.

What is seen of each lamp is traced at the nodes of a lattice and interpolated in between, so that the light
on someone who walks changes smoothly and depends on the place alone, never on what was drawn before.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from ..boxes import segments_clear
from ..light_rig import LightRig

Doubles = NDArray[np.float64]

LATTICE = 0.22
"""Metres between the nodes at which visibility is traced."""

_EYES = np.array([(0.06, 0.06, 0.03), (-0.06, -0.06, 0.03), (0.0, 0.0, -0.06)], np.float32)
_FAINT = 0.006
_SKY = 40.0
_SUN_ON_ACTORS = 0.8
_WRAP, _AREA_WRAP, _SUN_WRAP = 0.12, 0.28, 0.06
_STRONGEST = 7
_SECOND_LAMPS = 0.62


@dataclass(frozen=True)
class PointLight:
    """Light at a point: unit directions (k, 3) towards the lamps, colours (k, 3), wrap (k,), and what the
    strongest stand for together: `key` the direction they come from, `weight` (k,) how much of the key each
    one is."""

    directions: Doubles
    colours: Doubles
    wraps: Doubles
    key: Doubles
    weight: Doubles

    @property
    def key_colour(self) -> Doubles:
        return self.weight @ self.colours

    def level(self, normal: Doubles) -> Doubles:
        """The light (3,) on a surface that faces `normal`."""
        facing = np.clip((self.directions @ normal + self.wraps) / (1 + self.wraps), 0, 1)
        return facing @ self.colours


class Probe:
    """Asks a rig for the light at points; remembers what it traced."""

    def __init__(self, rig: LightRig) -> None:
        self._rig = rig
        owners = [index for index, lamp in enumerate(rig.lamps) for _ in lamp.points]
        self._owner = np.array(owners, int)
        rows = [lamp.points for lamp in rig.lamps]
        self._sources = np.concatenate(rows).astype(np.float32) if rows else np.zeros((0, 3), np.float32)
        self._shadowed = np.array([rig.lamps[index].shadow for index in owners], bool)
        self._seen: dict[tuple[int, int, int], NDArray[np.float32]] = {}

    def at(self, point: Doubles) -> PointLight:
        """The strongest lamps (and the sun) at a point."""
        rig = self._rig
        seen = self._visibility(point)
        rows: list[tuple[Doubles, Doubles, float]] = []
        here = np.asarray(point, np.float32)[None]
        for index, lamp in enumerate(rig.lamps):
            mine = np.flatnonzero(self._owner == index)
            levels = np.array([float(lamp.level(here, None, self._sources[i])[0]) for i in mine]) / max(
                len(mine), 1
            )
            levels = levels * seen[mine]
            strength = float(levels.sum())
            if strength <= _FAINT:
                continue
            direction = _unit(((self._sources[mine] - point) * levels[:, None]).sum(0))
            rows.append(
                (
                    direction,
                    strength * lamp.colour.astype(float),
                    _AREA_WRAP if lamp.kind == "AREA" else _WRAP,
                )
            )
        if rig.sun is not None and seen[-1] > 0:
            colour = rig.sun.colour.astype(float) * float(seen[-1]) * _SUN_ON_ACTORS
            rows.append((rig.sun.direction.astype(float), colour, _SUN_WRAP))
        rows.sort(key=lambda row: -row[1].sum())
        return _point_light(rows[:_STRONGEST])

    def _visibility(self, point: Doubles) -> NDArray[np.float32]:
        """How much of each lamp's points, and last of the sun, is seen: 0..1, between the lattice's nodes."""
        place = np.asarray(point, float) / LATTICE
        low = np.floor(place).astype(int)
        share = place - low
        corners = list(product((0, 1), repeat=3))
        nodes = [(int(low[0]) + x, int(low[1]) + y, int(low[2]) + z) for x, y, z in corners]
        self._trace([node for node in nodes if node not in self._seen])
        total = np.zeros(len(self._sources) + 1, np.float32)
        for corner, node in zip(corners, nodes, strict=True):
            weight = np.prod([share[axis] if corner[axis] else 1 - share[axis] for axis in range(3)])
            total += np.float32(weight) * self._seen[node]
        return total

    def _trace(self, nodes: list[tuple[int, int, int]]) -> None:
        if not nodes:
            return
        rig, lamps = self._rig, len(self._sources)
        eyes = (np.array(nodes, np.float32)[:, None] * np.float32(LATTICE) + _EYES).reshape(-1, 3)
        seen = np.ones((len(eyes), lamps + 1), np.float32)
        if len(rig.major):
            starts = np.repeat(eyes, lamps, 0)
            ends = np.tile(self._sources, (len(eyes), 1))
            if lamps:
                clear = segments_clear(starts, ends, rig.major).reshape(len(eyes), lamps)
                seen[:, :lamps] = clear | ~self._shadowed
            if rig.sun is not None:
                seen[:, lamps] = segments_clear(eyes, eyes + rig.sun.direction * np.float32(_SKY), rig.major)
        means = seen.reshape(len(nodes), len(_EYES), -1).mean(1)
        for node, row in zip(nodes, means, strict=True):
            self._seen[node] = row


def _point_light(rows: list[tuple[Doubles, Doubles, float]]) -> PointLight:
    if not rows:
        rows = [(np.array([0.0, 0.0, 1.0]), np.zeros(3), 0.3)]
    directions = np.array([row[0] for row in rows])
    colours = np.array([row[1] for row in rows])
    sums = colours.sum(1)
    strongest = max(float(sums.max()), 1e-6)
    # one key: a room full of equal lamps is a flat face
    colours = colours * (_SECOND_LAMPS + (1 - _SECOND_LAMPS) * (sums / strongest) ** 4)[:, None]
    weight = (sums / strongest) ** 6
    weight = weight / max(float(weight.sum()), 1e-9)
    return PointLight(
        directions, colours, np.array([row[2] for row in rows]), _unit(weight @ directions), weight
    )


def _unit(vector: Doubles) -> Doubles:
    return vector / max(float(np.linalg.norm(vector)), 1e-9)
