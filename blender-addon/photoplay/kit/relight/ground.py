"""What actors do to the light of the set: contact shade and shadows on the refined ground, before each
drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..light_rig import LightRig
from .refine import GROUND_PROPERTY

Floats = NDArray[np.float32]

_NEAR = 1.15
_CONTACT, _CONTACT_LIMIT = 0.62, 0.80
_SHARE_SEEN = 0.08
# spheres that throw shadows worth drawing: legs, arms, trunk, head
_CASTING = np.array([2, 3, 4, 5, 7, 10, 11, 12, 13, 15, 16, 17, 18, 19])


@dataclass(frozen=True)
class _ShadowLamp:
    """A lamp at a position, or the sun in a direction; its share (3, n) of the light; `soft`: half shadow per
    metre."""

    position: Floats | None
    direction: Floats | None
    share: Floats
    soft: float

    def shadow(self, points: Floats, squared: Floats, centres: Floats, radii: Floats) -> Floats:
        """How much of the lamp spheres (centres (m, 3), radii (m, 1)) hide from points (3, k), 0..1;
        `squared` (m, k) are the distances between them."""
        if self.position is not None:
            towards = self.position[:, None] - points
            length = np.sqrt((towards * towards).sum(0))
            towards = towards / length
        else:
            assert self.direction is not None
            towards = np.broadcast_to(self.direction[:, None], points.shape)
            length = np.full(points.shape[1], 1e9, np.float32)
        along = centres @ towards - (points * towards).sum(0)
        aside = np.sqrt(np.maximum(squared - along * along, 0))
        penumbra = radii * np.float32(0.55) + np.float32(self.soft) * np.clip(along, 0, 3)
        hidden = np.clip((radii + penumbra * np.float32(0.5) - aside) / penumbra, 0, 1)
        hidden *= np.clip(along / (radii * np.float32(0.8)), 0, 1) * (along < length)
        hidden *= np.minimum(np.float32(1), np.float32(2.2) * radii / penumbra)
        return 1 - np.prod(1 - hidden, 0)


class Ground:
    """The refined ground of a scene, ready to be shaded."""

    def __init__(self, ground: Any, rig: LightRig) -> None:
        mesh = ground.data
        self._mesh, count = mesh, len(mesh.vertices)
        self._points = _vectors(mesh.vertices, "co", count)
        self._normals = _vectors(mesh.attributes["Facing"].data, "vector", count)
        self._still = _point_colours(mesh, "Still")
        self._rgba = np.ones((count, 4), np.float32)
        self._shown: Floats | None = None
        self._lamps: list[_ShadowLamp] = []
        for index, lamp in enumerate(ground[GROUND_PROPERTY]):
            share = _point_colours(mesh, f"Share{index}")
            if lamp < 0 and rig.sun is not None:
                self._lamps.append(_ShadowLamp(None, rig.sun.direction, share, 0.05))
            elif lamp >= 0:
                source = rig.lamps[lamp]
                soft = 0.35 if source.kind == "AREA" else 0.14
                self._lamps.append(_ShadowLamp(source.position, None, share, soft))

    def update(self, bodies: list[Floats]) -> None:
        """Shade under bodies, each as spheres (m, 4) in the set in the order of `ActorBody.stand`."""
        key = np.concatenate(bodies) if bodies else np.zeros((0, 4), np.float32)
        if self._shown is not None and self._shown.shape == key.shape and (self._shown == key).all():
            return
        self._shown = key
        factor = np.ones_like(self._still)
        for spheres in bodies:
            self._darken(factor, spheres)
        self._rgba[:, :3] = (self._still * factor).T
        self._mesh.attributes["Lit"].data.foreach_set("color", self._rgba.ravel())
        self._mesh.update_tag()

    def _darken(self, factor: Floats, spheres: Floats) -> None:
        middle = spheres[:, :3].mean(0)
        aside = (self._points[0] - middle[0]) ** 2 + (self._points[1] - middle[1]) ** 2
        near = np.flatnonzero(aside < _NEAR**2)
        if not len(near):
            return
        points, normals = self._points[:, near], self._normals[:, near]
        centres, radii = spheres[:, :3], spheres[:, 3:]
        # squared distances and heights of all pairs are matrix products
        squared = (centres * centres).sum(1)[:, None] - 2 * (centres @ points) + (points * points).sum(0)
        above = centres @ normals - (points * normals).sum(0)
        distance = np.maximum(squared, radii**2 * np.float32(0.6))
        contact = np.clip(above / np.sqrt(distance) + np.float32(0.20), 0, 1) * (radii**2 / distance)
        open_share = np.prod(1 - np.minimum(contact * np.float32(_CONTACT), np.float32(_CONTACT_LIMIT)), 0)
        left = np.repeat(open_share[None], 3, 0)
        casting = _CASTING[len(spheres) > _CASTING]
        for lamp in self._lamps:
            mine = lamp.share[:, near]
            lit = np.flatnonzero(mine.max(0) > _SHARE_SEEN)
            if len(lit):
                shadow = lamp.shadow(
                    points[:, lit], squared[casting][:, lit], centres[casting], radii[casting]
                )
                left[:, lit] *= 1 - mine[:, lit] * shadow
        factor[:, near] *= left


def _vectors(data: Any, name: str, count: int) -> Floats:
    values = np.empty(count * 3, np.float32)
    data.foreach_get(name, values)
    return np.ascontiguousarray(values.reshape(-1, 3).T)


def _point_colours(mesh: Any, name: str) -> Floats:
    values = np.empty(len(mesh.vertices) * 4, np.float32)
    mesh.color_attributes[name].data.foreach_get("color", values)
    return np.ascontiguousarray(values.reshape(-1, 4)[:, :3].T)
