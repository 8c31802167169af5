"""An actor's mesh as the light needs it: what it is made of, where it is now, and the colours it shows."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from mathutils import Vector

from ..character.palette import Surface
from ..character.proportions import Body, body_from_json
from ..character.rig import BODY_PROPERTY
from .probe import Doubles
from .shade import Floats, Shaded, Skin

_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
_HIGH_FROM, _HIGH_OVER = 0.45, 0.4
_HEAD_RADIUS = 0.40
_HEAD_MIDDLE = 0.085

# bones, share of the way to the next bone, radius as a share of the height, whether girth widens it
_LIMBS: tuple[tuple[str, str | None, float, float], ...] = (
    ("foot", None, 0.0, 0.036),
    ("toe", None, 0.0, 0.030),
    ("thigh", "shin", 0.5, 0.052),
    ("shin", None, 0.0, 0.042),
    ("shin", "foot", 0.5, 0.036),
    ("upper_arm", "forearm", 0.6, 0.034),
    ("forearm", "hand", 0.6, 0.028),
    ("hand", None, 0.0, 0.026),
)
_TRUNK: tuple[tuple[str, float], ...] = (("hips", 0.080), ("spine", 0.078), ("chest", 0.080))


@dataclass(frozen=True)
class Stand:
    """Where an actor is at a frame, in the set: `axes` columns of the mesh's own axes, `spheres` (m, 4) its
    body."""

    origin: Doubles
    axes: Doubles
    head: Doubles
    hips: Doubles
    face: Doubles
    body: Doubles
    spheres: Floats


class ActorBody:
    """The mesh of one character and all about it that never changes."""

    def __init__(self, armature: Any, mesh_object: Any) -> None:
        self.armature, self.object = armature, mesh_object
        self.measures: Body = body_from_json(armature[BODY_PROPERTY])
        mesh = mesh_object.data
        count, corners = len(mesh.vertices), len(mesh.loops)
        self._vertex = np.empty(corners, np.int32)
        mesh.loops.foreach_get("vertex_index", self._vertex)
        base = np.empty(corners * 4, np.float32)
        mesh.color_attributes["Base"].data.foreach_get("color", base)
        self._base = np.ascontiguousarray(base.reshape(-1, 4)[:, :3])
        surface = np.empty(count, np.int32)
        mesh.attributes["surface"].data.foreach_get("value", surface)
        gloss = np.empty(count, np.float32)
        mesh.attributes["gloss"].data.foreach_get("value", gloss)
        rest = np.empty(count * 3, np.float32)
        mesh.vertices.foreach_get("co", rest)
        self.skin = self._skin(rest.reshape(-1, 3), surface, gloss)
        self._glint = np.flatnonzero(surface[self._vertex] == Surface.GLINT)
        self.luminance = self._skin_luminance(surface)
        self._out = np.ones((corners, 4), np.float32)

    def stand(self, depsgraph: Any) -> Stand:
        """Where the actor is in an evaluated scene."""
        armature = self.armature.evaluated_get(depsgraph)
        world, pose = armature.matrix_world, armature.pose.bones
        height, girth = self.measures.height, sqrt(self.measures.width)
        head = pose["head"]
        middle = head.matrix @ Vector((0, _HEAD_MIDDLE * height, 0))
        turn = head.matrix.to_3x3() @ head.bone.matrix_local.to_3x3().inverted()
        rows: list[tuple[Vector, float]] = []
        for side in (".L", ".R"):
            for bone, towards, share, radius in _LIMBS:
                place = pose[bone + side].head
                rows.append((place.lerp(pose[towards + side].head, share) if towards else place, radius))
        rows += [(pose[bone].head, radius * girth) for bone, radius in _TRUNK]
        rows.append((middle, 0.082))
        spheres = np.array([(*(world @ place), radius * height) for place, radius in rows], np.float32)
        axes: Doubles = np.array(world.to_3x3(), np.float64)
        return Stand(
            origin=np.array(world.translation),
            axes=axes,
            head=np.array(world @ middle),
            hips=_array(world @ pose["hips"].head) + np.array([0.0, 0.0, 0.15]),
            face=axes @ _array(turn @ Vector((0, -1, 0.1)).normalized()),
            body=axes @ np.array((0.0, -1.0, 0.0)),
            spheres=spheres,
        )

    def geometry(self, depsgraph: Any) -> tuple[Floats, Floats]:
        """Points and normals (3, n) as deformed, in the object's own space."""
        mesh = self.object.evaluated_get(depsgraph).data
        count = len(mesh.vertices)
        points, normals = np.empty(count * 3, np.float32), np.empty(count * 3, np.float32)
        mesh.vertices.foreach_get("co", points)
        mesh.vertex_normals.foreach_get("vector", normals)
        return np.ascontiguousarray(points.reshape(-1, 3).T), np.ascontiguousarray(normals.reshape(-1, 3).T)

    def show(self, shaded: Shaded) -> None:
        """Write the colours that are drawn."""
        out = self._out[:, :3]
        np.multiply(self._base, shaded.level[self._vertex], out=out)
        out += shaded.shine[self._vertex]
        out[self._glint] = np.maximum(out[self._glint], shaded.glint)
        mesh = self.object.data
        mesh.attributes["Lit"].data.foreach_set("color", self._out.ravel())
        mesh.update_tag()

    def _skin(self, rest: Floats, surface: np.ndarray, gloss: Floats) -> Skin:
        height, head = self.measures.height, self.measures.head_height
        level = rest[:, 2] / height
        chin = height - head * 1.04
        return Skin(
            high=np.clip((level - _HIGH_FROM) / _HIGH_OVER, 0, 1).astype(np.float32),
            under=np.clip((chin - rest[:, 2]) / (0.06 * head), 0, 1).astype(np.float32),
            gloss=gloss,
            is_skin=(surface == Surface.SKIN).astype(np.float32),
            glint=surface == Surface.GLINT,
            head=head * _HEAD_RADIUS,
        )

    def _skin_luminance(self, surface: np.ndarray) -> float:
        lit = self._base[surface[self._vertex] == Surface.SKIN] @ _LUMINANCE
        return float(np.percentile(lit, 75)) if len(lit) else 0.3


def _array(vector: Vector) -> Doubles:
    return np.array(vector, np.float64)
