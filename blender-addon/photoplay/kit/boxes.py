"""Oriented boxes that stop light: what a ray between two points meets.

A box is a row (cx, cy, cz, hx, hy, hz, yaw): centre, half sizes and turn about Z. Everything is float32 numpy
and free of Blender.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

RAY_START = 0.02
"""Metres along the normal at which a shadow ray starts, so that a surface does not shade itself."""
_CHUNK = 4096
_FAR = np.float32(1e9)


def to_local(points: Floats, boxes: Floats) -> Floats:
    """World points (m, 3) in the frame of each box (b, 7): (m, b, 3)."""
    offset = points[:, None, :] - boxes[None, :, :3]
    return turn_to_local(offset, boxes)


def turn_to_local(vectors: Floats, boxes: Floats) -> Floats:
    """World vectors (m, b or 1, 3) turned into the frame of each box (b, 7): (m, b, 3)."""
    cos, sin = np.cos(boxes[:, 6]), np.sin(boxes[:, 6])
    x, y = vectors[..., 0], vectors[..., 1]
    z = np.broadcast_to(vectors[..., 2], np.broadcast_shapes(x.shape, cos.shape))
    return np.stack([x * cos + y * sin, y * cos - x * sin, z], -1).astype(np.float32)


def blocked(origin: Floats, half: Floats, ray: Floats, reach: float | np.float32) -> NDArray[np.bool_]:
    """Whether any box lies on origin … origin + ray * reach; all local to the boxes, (m, b, 3) → (m,).

    The slab test. A box that contains the origin never blocks: surfaces sit slightly inside their own box.
    """
    near: Floats | None = None
    far: Floats | None = None
    for axis in range(3):
        along = ray[..., axis]
        inverse = 1 / np.where(np.abs(along) < 1e-6, np.float32(1e-6), along)
        middle = origin[..., axis] * -inverse
        width = np.abs(half[:, axis] * inverse)
        enter, leave = middle - width, middle + width
        near = enter if near is None else np.maximum(near, enter, out=near)
        far = leave if far is None else np.minimum(far, leave, out=far)
    assert near is not None and far is not None
    hit = (far > near) & (near > 1e-4) & (near < reach)
    return hit.any(1)


def visible(
    points: Floats,
    normals: Floats,
    boxes: Floats,
    *,
    target: NDArray[np.floating] | None = None,
    direction: NDArray[np.floating] | None = None,
) -> NDArray[np.bool_]:
    """Whether each point (m, 3) sees `target` (3,), or the sky along `direction` (3,): (m,)."""
    result = np.ones(len(points), bool)
    if len(boxes) == 0:
        return result
    half = boxes[:, 3:6]
    towards: Floats | None = None
    local_target: Floats | None = None
    if target is not None:
        local_target = to_local(np.asarray(target, np.float32)[None], boxes)
    elif direction is not None:
        towards = turn_to_local(np.asarray(direction, np.float32)[None, None], boxes)
    else:
        raise ValueError("visible() needs a target or a direction")
    for start in range(0, len(points), _CHUNK):
        part = slice(start, start + _CHUNK)
        origin = to_local((points[part] + normals[part] * RAY_START).astype(np.float32), boxes)
        if local_target is not None:
            result[part] = ~blocked(origin, half, local_target - origin, 1.0)
        elif towards is not None:
            result[part] = ~blocked(origin, half, np.broadcast_to(towards, origin.shape), _FAR)
    return result


def segments_clear(starts: Floats, ends: Floats, boxes: Floats) -> NDArray[np.bool_]:
    """Whether each segment starts[i] → ends[i] (m, 3) misses every box; its last 3% do not count: (m,)."""
    if len(boxes) == 0:
        return np.ones(len(starts), bool)
    origin = to_local(starts.astype(np.float32), boxes)
    return ~blocked(origin, boxes[:, 3:6], to_local(ends.astype(np.float32), boxes) - origin, 0.97)
