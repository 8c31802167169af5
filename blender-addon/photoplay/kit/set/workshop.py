"""Where a set is put together: parts, the boxes that shade them, and lamps, in one pile.

Everything is placed in local frames (`at`): metres, turned about Z, +Y the front. `bake` lights the pile and
`objects` makes Blender meshes of it, one a group.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..light_rig import Lamp
from . import shapes
from .colour import Palette, linear
from .parts import GLOWING, MATTE, CellPaint, Conditions, Floats, Part, VertexPaint
from .shapes import Shape


class Workshop:
    """Parts, shading boxes and lamps; see the module."""

    def __init__(self, palette: Palette, light: Conditions, seed: int = 1) -> None:
        self.palette = palette
        self.light = light
        self.parts: list[Part] = []
        self.boxes: list[tuple[float, ...]] = []
        self.lamps: list[Lamp] = []
        self.group = "static"
        self.random = np.random.default_rng(seed)
        self._frame = np.eye(4)

    @contextlib.contextmanager
    def at(
        self,
        x: float = 0,
        y: float = 0,
        z: float = 0,
        turn: float = 0,
        *,
        group: str | None = None,
        scale: float = 1,
    ) -> Iterator[None]:
        """A local frame; `turn` in radians about Z. `group` names the object the parts go to."""
        frame, outer = self._frame, self.group
        cos, sin = math.cos(turn) * scale, math.sin(turn) * scale
        self._frame = frame @ np.array(
            [[cos, -sin, 0, x], [sin, cos, 0, y], [0, 0, scale, z], [0, 0, 0, 1.0]]
        )
        self.group = group or outer
        try:
            yield
        finally:
            self._frame, self.group = frame, outer

    @contextlib.contextmanager
    def in_world(self) -> Iterator[None]:
        """The world's own frame, for what has been placed already."""
        frame = self._frame
        self._frame = np.eye(4)
        try:
            yield
        finally:
            self._frame = frame

    def world(self, point: ArrayLike) -> Floats:
        """A local point in the world."""
        return self._frame[:3, :3] @ np.asarray(point, float) + self._frame[:3, 3]

    def world_direction(self, vector: ArrayLike) -> Floats:
        """A local direction in the world, length 1."""
        turned = self._frame[:3, :3] @ np.asarray(vector, float)
        return turned / np.linalg.norm(turned)

    def add(
        self,
        shape: Shape,
        colour: str | ArrayLike,
        *,
        at: tuple[float, float, float] = (0, 0, 0),
        material: int = MATTE,
        smooth: bool = False,
        fine: bool = False,
        emission: float = 0.0,
        upward: bool = False,
        light_at: Floats | None = None,
    ) -> Part:
        """A shape with one colour, or one a face, a corner or a vertex.

        Emission above 0 makes it glow, unlit.
        """
        local = shape.vertices + np.asarray(at)
        vertices = (local @ self._frame[:3, :3].T + self._frame[:3, 3]).astype(np.float32)
        faces = len(shape.quads) + len(shape.triangles)
        colours = linear(colour)
        if colours.ndim == 1:
            colours = np.tile(colours, (faces, 1))
        elif len(colours) == len(vertices) and len(colours) != faces:
            colours = np.concatenate([colours[shape.quads.ravel()], colours[shape.triangles.ravel()]])
        part = Part(
            shape=Shape(vertices, shape.quads, shape.triangles),
            colours=colours,
            material=GLOWING if emission > 0 and material == MATTE else material,
            smooth=smooth,
            fine=fine,
            emission=emission,
            group=self.group,
            upward=upward,
            light_at=light_at,
        )
        self.parts.append(part)
        return part

    def occlude(self, x: float, y: float, z: float, width: float, depth: float, height: float) -> None:
        """A box that stops light; (x, y) its middle, z its base."""
        cx, cy, cz = self.world((x, y, z + height / 2))
        scale = float(np.linalg.norm(self._frame[:3, 0]))
        yaw = math.atan2(self._frame[1, 0], self._frame[0, 0])
        self.boxes.append((cx, cy, cz, width * scale / 2, depth * scale / 2, height * scale / 2, yaw))

    def box(
        self,
        at: tuple[float, float, float],
        size: tuple[float, float, float],
        colour: str | ArrayLike,
        *,
        bevel: float | None = None,
        shades: bool | None = None,
        **how: Any,
    ) -> None:
        """A box on its base at `at`; chamfered a little unless `bevel` is 0. Large ones stop light."""
        width, depth, height = size
        if shades is None:
            largest = max(width * depth, width * height, depth * height)
            shades = width * depth * height > 0.004 or largest > 0.15
        if shades:
            self.occlude(*at, *size)
        if bevel is None:
            bevel = min(0.008, min(size) * 0.2) if min(size) > 0.02 else 0
        middle = (at[0], at[1], at[2] + height / 2)
        self.add(shapes.box(size, bevel), colour, at=middle, **{"fine": max(size) > 0.25, **how})

    def cushion(
        self,
        at: tuple[float, float, float],
        size: tuple[float, float, float],
        colour: str | ArrayLike,
        radius: float = 0.05,
        *,
        shades: bool = True,
        **how: Any,
    ) -> None:
        """A soft box on its base at `at`."""
        if shades and size[0] * size[1] * size[2] > 0.004:
            self.occlude(*at, *size)
        middle = (at[0], at[1], at[2] + size[2] / 2)
        self.add(shapes.rounded_box(size, radius), colour, at=middle, **{"smooth": True, **how})

    def lathe(
        self,
        at: tuple[float, float, float],
        profile: Sequence[tuple[float, float]],
        colour: str | ArrayLike,
        sides: int = 14,
        *,
        squash: tuple[float, float] = (1, 1),
        **how: Any,
    ) -> None:
        """A turned profile of (radius, height) on `at`."""
        self.add(shapes.lathe(profile, sides, squash), colour, at=at, **{"smooth": True, **how})

    def cylinder(
        self,
        at: tuple[float, float, float],
        radius: float,
        height: float,
        colour: str | ArrayLike,
        sides: int = 14,
        *,
        top: float | None = None,
        **how: Any,
    ) -> None:
        """An upright cylinder with a lid; `top` is its upper radius."""
        upper = radius if top is None else top
        if radius > 0.08 and height > 0.1:
            self.occlude(*at, max(radius, upper) * 1.7, max(radius, upper) * 1.7, height)
        self.lathe(at, [(radius, 0), (upper, height)], colour, sides, **how)
        if upper > 0.004:
            self.disc((at[0], at[1], at[2] + height), upper, colour, sides, **how)

    def disc(
        self,
        at: tuple[float, float, float],
        radius: float,
        colour: str | ArrayLike,
        sides: int = 14,
        *,
        up: bool = True,
        **how: Any,
    ) -> None:
        """A flat disc."""
        self.add(shapes.disc(radius, sides, up=up), colour, at=at, **how)

    def ball(
        self,
        at: tuple[float, float, float],
        radius: float,
        colour: str | ArrayLike,
        sides: int = 12,
        *,
        squash: tuple[float, float, float] = (1, 1, 1),
        lumps: float = 0,
        **how: Any,
    ) -> None:
        """A ball about `at`; `lumps` is how far it is dented, as a share of its radius."""
        dents = None
        if lumps:
            dents = np.array([self.random.normal(0, 3.2, 3), self.random.normal(0, 5, 3), [lumps, 0, 0]])
        self.add(shapes.ball(radius, sides, squash, dents), colour, at=at, **{"smooth": True, **how})

    def wheel(
        self,
        at: tuple[float, float, float],
        profile: Sequence[tuple[float, float]],
        colour: str | ArrayLike,
        side: int,
        sides: int = 20,
        **how: Any,
    ) -> None:
        """A profile of (radius, distance outwards) turned about X, outwards at +X (`side` 1) or −X (−1)."""
        turned = shapes.lathe(profile, sides)
        x, y, z = turned.vertices.T
        quads = turned.quads if side > 0 else turned.quads[:, ::-1]
        lying = Shape(np.stack([z * side, x, y], 1), quads, turned.triangles)
        self.add(lying, colour, at=at, **{"smooth": False, **how})

    def tube(
        self, points: ArrayLike, radius: ArrayLike, colour: str | ArrayLike, sides: int = 8, **how: Any
    ) -> None:
        """A round tube through points."""
        self.add(shapes.tube(points, radius, sides), colour, **{"smooth": True, **how})

    def sheet(
        self,
        origin: ArrayLike,
        u: ArrayLike,
        v: ArrayLike,
        cells: tuple[int, int],
        colour: str | ArrayLike,
        *,
        cell_paint: CellPaint | None = None,
        vertex_paint: VertexPaint | None = None,
        **how: Any,
    ) -> Part:
        """A rectangle of cells that faces along u × v, painted a cell or a vertex at a time."""
        made = shapes.grid(origin, u, v, max(1, cells[0]), max(1, cells[1]))
        painted: str | ArrayLike = colour
        if cell_paint is not None:
            painted = np.broadcast_to(cell_paint(*made.at_cell, *made.cell), (len(made.shape.quads), 3))
        if vertex_paint is not None:
            painted = vertex_paint(*made.at_vertex)
        return self.add(made.shape, painted, **{"smooth": True, **how})

    def lamp(
        self,
        name: str,
        at: tuple[float, float, float],
        colour: ArrayLike,
        power: float,
        *,
        radius: float = 0.1,
        shadow: bool = True,
    ) -> None:
        """A bulb that shines all round."""
        place = self.world(at).astype(np.float32)
        self.lamps.append(
            Lamp("POINT", name, place, linear(colour), power, radius, place[None], shadow=shadow)
        )

    def area_lamp(
        self,
        name: str,
        at: tuple[float, float, float],
        direction: ArrayLike,
        size: tuple[float, float],
        colour: ArrayLike,
        power: float,
        *,
        radius: float,
        samples: Sequence[tuple[float, float, float]] = (),
        shadow: bool = True,
    ) -> None:
        """A glowing surface that shines to one side; shadow rays go to `samples`, else to its middle."""
        place = self.world(at).astype(np.float32)
        points = np.array([self.world(p) for p in samples or [at]], np.float32)
        way = self.world_direction(direction).astype(np.float32)
        self.lamps.append(
            Lamp("AREA", name, place, linear(colour), power, radius, points, way, size=size, shadow=shadow)
        )

    def spot_lamp(
        self, name: str, at: tuple[float, float, float], colour: ArrayLike, power: float, cone: float
    ) -> None:
        """A lamp that shines down inside the cosine `cone`, without shadow."""
        place = self.world(at).astype(np.float32)
        down = np.array([0, 0, -1], np.float32)
        self.lamps.append(
            Lamp("SPOT", name, place, linear(colour), power, 0.6, place[None], down, cone, shadow=False)
        )
