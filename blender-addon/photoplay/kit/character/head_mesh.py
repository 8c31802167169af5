"""The mesh of a head: a sphere whose pole is the mouth, so that loops of edges circle the lips and one set of
coordinates serves face, beard and mouth. Head units (see head_shape)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import pi

import numpy as np
from mathutils import Vector
from mathutils.bvhtree import BVHTree

from .bvh import tree_of
from .head_shape import Face, skull_surface
from .maths import Floats, Ints, angles, grid_faces, smoothstep
from .mouth_poses import LipRings, MouthPose, move_mouth

RING_SIZE = 48
_LIP_ANGLES = [0.003, 0.040, 0.078, 0.118]
_LIP_BULGE = [-0.004, 0.017, 0.008, -0.004]


@dataclass(frozen=True)
class HeadMesh:
    """`rings` holds the points round the mouth, ring by ring from the lips outwards; `vertices` adds the
    pole."""

    face: Face
    rings: LipRings
    ring_count: int
    vertices: Floats
    faces: Ints
    eye: Floats
    tree: BVHTree

    def surface(self, directions: Floats) -> Floats:
        return skull_surface(self.face, directions)

    def front(self, x: float, z: float, lift: float = 0.0) -> Floats:
        """The point of the face seen from the front at (x, z), `lift` above its skin."""
        return _front(self.tree, x, z, lift)

    def move(self, pose: MouthPose) -> Floats:
        """Offsets of `rings.points` for a pose of the mouth."""
        return move_mouth(self.face, self.rings, pose)

    def eye_at(self, sign: int) -> Floats:
        """Centre of the left (1) or right (-1) eye."""
        return self.eye * np.array([sign, 1, 1])


def build_head(face: Face, scalp_shows: bool) -> HeadMesh:
    """The bare head of a face; a scalp that shows gets more rings behind."""
    rings, ring_count = _lattice(face, growth=1.2 if scalp_shows else 1.32)
    pole = skull_surface(face, -face.mouth_pole[None])
    vertices = np.vstack([rings.points, pole])
    last = np.arange(RING_SIZE) + (ring_count - 1) * RING_SIZE
    fan = np.stack(
        [last, np.roll(last, -1), np.full(RING_SIZE, len(rings.points)), np.full(RING_SIZE, -1)], 1
    )
    faces = np.vstack([grid_faces(ring_count, RING_SIZE), fan])
    tree = tree_of(vertices, faces)
    # a bit under half of the eyeball stands proud of the socket
    socket = _front(tree, face.eye_x, face.eye_z, 0.0)[1]
    eye = np.array([face.eye_x, socket + face.eye_radius * 0.67, face.eye_z])
    return HeadMesh(face, rings, ring_count, vertices, faces, eye, tree)


def viseme_keys(head: HeadMesh, poses: Mapping[str, MouthPose], scale: float) -> dict[str, Floats]:
    """Offsets of all ring points by shape key, times `scale` (metres a head unit)."""
    return {name: head.move(pose) * scale for name, pose in poses.items()}


def _front(tree: BVHTree, x: float, z: float, lift: float) -> Floats:
    point, normal, _, _ = tree.ray_cast(Vector((x, -3, z)), Vector((0, 1, 0)))
    if point is None or normal is None:
        return np.array([x, -0.2, z])
    return np.array(point) + lift * np.array(normal if normal.y < 0 else -normal)


def _lattice(face: Face, growth: float) -> tuple[LipRings, int]:
    """Rings that start as a slit of the mouth's width and end as circles round the back of the head."""
    outward = _ring_angles(growth)
    half = face.mouth_half_width
    across = np.r_[
        half, half + 0.012, half + 0.03, half + 0.058,
        outward[4:] + (half - 0.05) * (1 - smoothstep(0.1, 0.95, outward[4:])),
    ]  # fmt: skip
    theta = angles(RING_SIZE)
    u = across[:, None] * np.cos(theta)
    v = outward[:, None] * np.sin(theta)
    near = np.exp(-((np.hypot(u, v) / 0.45) ** 2))
    v = v + 0.28 * u**2 * near * (0.6 if face.elder else 1.0)  # the corners rest slightly up
    height = np.broadcast_to(np.sin(theta), u.shape).ravel()
    u, v = u.ravel(), v.ravel()
    ring = np.repeat(np.arange(len(outward)), RING_SIZE)

    points = skull_surface(face, _around_mouth(face, u, v))
    bulge = np.array(_LIP_BULGE + [0.0] * (len(outward) - len(_LIP_BULGE)))[ring]
    fullness = np.where(height > 0, 0.75 + 0.25 * face.figure, 1.15) * np.sqrt(np.abs(height))
    points = points + (bulge * fullness * (0.55 if face.elder else 1.0))[:, None] * face.mouth_pole
    rings = LipRings(
        points=points,
        u=u,
        v=v,
        height=height,
        ring=ring,
        round_u=(across - across[0]) * 0.25,
        round_v=(outward - outward[0]) * 0.45,
        centre=points[:RING_SIZE].mean(0),
    )
    return rings, len(outward)


def _ring_angles(growth: float) -> Floats:
    """Angles of the rings from the mouth: dense over the face, ever wider apart behind."""
    outward = list(np.arange(0.165, 1.10, 0.047))
    step = 0.06
    while outward[-1] + step < pi - 0.06:
        outward.append(outward[-1] + step)
        step *= growth
    return np.array(_LIP_ANGLES + outward)


def _around_mouth(face: Face, u: Floats, v: Floats) -> Floats:
    """Directions of the azimuthal equidistant map round the mouth's pole."""
    angle = np.hypot(u, v)
    scale = np.where(angle > 1e-6, np.sin(angle) / np.maximum(angle, 1e-6), 1)
    sideways = np.array([1.0, 0, 0])
    return (
        np.cos(angle)[:, None] * face.mouth_pole
        + (scale * u)[:, None] * sideways
        + (scale * v)[:, None] * face.mouth_up
    )
