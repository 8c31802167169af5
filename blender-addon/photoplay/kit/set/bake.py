"""Light on a workshop's parts: ambient with occlusion, sun and lamps with shadow rays, all in numpy.

Each part is lit at its vertices, corners or faces (see Part); the result is a colour a corner, as it will be
shown.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..boxes import to_local, turn_to_local
from ..light_rig import Fog, LightRig
from .parts import Part
from .shapes import cross

Floats = NDArray[np.float32]

_SMALL = 0.4
"""Parts below this size in metres get one shadow ray for each lamp instead of one for each of its points."""
_AO_STRENGTH = 0.78
_AO_LIFT = 0.006
_AO_FAR = 9.0
_AO_CHUNK = 1024
_LAMP_UNDER_AO = 0.35
"""Share of a lamp's light that ambient occlusion leaves alone."""


@dataclass
class Samples:
    """Where light is computed, and which sample each corner of each part shows."""

    points: Floats
    normals: Floats
    glowing: NDArray[np.bool_]
    small: NDArray[np.bool_]
    corners: list[NDArray[np.integer]]


def corner_sizes(part: Part) -> NDArray[np.integer]:
    """How many corners each face of a part has: quads first, then triangles."""
    return np.repeat([4, 3], [len(part.shape.quads), len(part.shape.triangles)])


def _face_normals(vertices: Floats, faces: NDArray[np.integer]) -> Floats:
    last = (
        vertices[faces[:, 3]] - vertices[faces[:, 1]]
        if faces.shape[1] == 4
        else vertices[faces[:, 2]] - vertices[faces[:, 1]]
    )
    normals = cross(vertices[faces[:, 2]] - vertices[faces[:, 0]], last)
    return normals / (np.sqrt((normals * normals).sum(1, keepdims=True)) + 1e-12)


def _part_samples(part: Part) -> tuple[Floats, Floats, NDArray[np.integer]]:
    """Points and normals to light a part at, and the sample of each corner."""
    vertices, quads, triangles = part.shape
    faces = [f for f in (quads, triangles) if len(f)]
    normals = np.concatenate([_face_normals(vertices, f) for f in faces])
    loops = np.concatenate([f.ravel() for f in faces])
    per_corner = np.repeat(np.arange(len(normals)), corner_sizes(part))
    if part.smooth:
        places = vertices if part.light_at is None else part.light_at
        summed = np.zeros_like(vertices)
        np.add.at(summed, loops, normals[per_corner])
        return places, summed / (np.linalg.norm(summed, axis=1, keepdims=True) + 1e-9), loops
    centres = np.concatenate([vertices[f].mean(1) for f in faces])
    if part.fine:
        inset = vertices[loops] * 0.97 + centres[per_corner] * 0.03
        return inset, normals[per_corner], np.arange(len(loops))
    return centres, normals, per_corner


def sample(parts: list[Part]) -> Samples:
    """All samples of all parts in a row."""
    points, normals, glowing, small, corners = [], [], [], [], []
    base = 0
    for part in parts:
        place, normal, index = _part_samples(part)
        if part.upward:
            normal = np.tile(np.array([[0, 0, 1.0]]), (len(place), 1))
        extent = part.shape.vertices.max(0) - part.shape.vertices.min(0)
        points.append(place)
        normals.append(normal)
        glowing.append(np.full(len(place), part.emission > 0))
        small.append(np.full(len(place), extent.max() < _SMALL))
        corners.append(index + base)
        base += len(place)
    return Samples(
        np.concatenate(points).astype(np.float32),
        np.concatenate(normals).astype(np.float32),
        np.concatenate(glowing),
        np.concatenate(small),
        corners,
    )


def occlusion(points: Floats, normals: Floats, boxes: Floats) -> Floats:
    """How open each point is to ambient light, 0–1: boxes stand for discs of their middle face."""
    open_sky = np.ones(len(points), np.float32)
    if len(boxes) == 0:
        return open_sky
    sizes = np.sort(boxes[:, 3:6], 1)
    areas = np.minimum(4 * sizes[:, 1] * sizes[:, 2], 2.0)
    reach = np.linalg.norm(boxes[:, 3:6], axis=1) + 1.6 * np.sqrt(areas)
    for start in range(0, len(points), _AO_CHUNK):
        part = slice(start, start + _AO_CHUNK)
        low, high = points[part].min(0), points[part].max(0)
        near = ((boxes[:, :3] > low - reach[:, None]) & (boxes[:, :3] < high + reach[:, None])).all(1)
        if near.any():
            open_sky[part] = _open(points[part], normals[part], boxes[near], areas[near])
    return open_sky**0.8


def _open(points: Floats, normals: Floats, boxes: Floats, areas: Floats) -> Floats:
    half = boxes[:, 3:6]
    local = to_local((points + normals * _AO_LIFT).astype(np.float32), boxes)
    towards = np.clip(local, -half, half) - local
    squared = (towards * towards).sum(-1)
    facing = (towards * turn_to_local(normals[:, None, :], boxes)).sum(-1) / np.sqrt(squared + 1e-6)
    hidden = _AO_STRENGTH * np.clip(facing + 0.15, 0, 1) * areas / (areas + 14 * squared)
    hidden[(squared < 1e-6) | (squared > _AO_FAR)] = 0
    return np.prod(1 - np.minimum(hidden, 0.75), 1)


def light(samples: Samples, rig: LightRig) -> Floats:
    """The level (n, 3) at every sample; glowing ones read 1."""
    lit = ~samples.glowing
    points, normals, small = samples.points[lit], samples.normals[lit], samples.small[lit]
    sky = occlusion(points, normals, rig.boxes)[:, None]
    level = rig.ambient(normals) * sky + rig.sunlight(points, normals)
    under = _LAMP_UNDER_AO + (1 - _LAMP_UNDER_AO) * sky
    for lamp in rig.lamps:
        if len(lamp.points) == 1:
            level += rig.lamplight(lamp, points, normals) * under
            continue
        for group, soft in ((small, False), (~small, True)):
            level[group] += rig.lamplight(lamp, points[group], normals[group], soft=soft) * under[group]
    result = np.ones((len(samples.points), 3), np.float32)
    result[lit] = level
    return result


def corner_albedo(part: Part) -> Floats:
    """A part's own colour a corner (k, 3)."""
    sizes = corner_sizes(part)
    colours = part.colours if len(part.colours) == sizes.sum() else np.repeat(part.colours, sizes, 0)
    return colours.astype(np.float32)


def shown(
    part: Part, corners: NDArray[np.integer], level: Floats, samples: Samples, fog: Fog | None
) -> Floats:
    """What a part shows at each corner (k, 3): its colour under the light, in the haze.

    The sky has no haze.
    """
    albedo = corner_albedo(part)
    colour = albedo * (part.emission if part.emission > 0 else level[corners])
    if fog is None or part.group == "sky":
        return colour
    distance = np.linalg.norm(samples.points[corners][:, :2], axis=1)
    thick = np.clip((distance - fog.near) / max(fog.far - fog.near, 1e-3), 0, 1) ** 0.7 * fog.strength
    if part.emission > 0:
        thick = thick * 0.35
    return colour * (1 - thick[:, None]) + fog.colour * thick[:, None]
