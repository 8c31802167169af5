"""F-curves as they were staged, packed into text, and their values then and now."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ...adapter import find_curves

Packed = dict[str, str]
"""By "path index": the keys of a curve, float32 (n, 2), deflated, base64."""


def pack(id_block: Any, paths: Sequence[str]) -> Packed:
    """The curves of some data paths; a curve that is not there is left out."""
    return {
        f"{curve.data_path} {curve.array_index}": base64.b64encode(
            zlib.compress(_keys(curve).tobytes())
        ).decode()
        for curve in find_curves(id_block)
        if curve.data_path in paths
    }


def _keys(curve: Any) -> Any:
    flat = np.empty(len(curve.keyframe_points) * 2, np.float32)
    curve.keyframe_points.foreach_get("co", flat)
    return flat


def unpack(text: str) -> Any:
    """Keys (n, 2): frame and value."""
    return np.frombuffer(zlib.decompress(base64.b64decode(text)), np.float32).reshape(-1, 2)


class Values:
    """What curves say at a frame, now or as they were staged; where none is, the value that is given."""

    def __init__(self, packed: Mapping[str, str]) -> None:
        self._keys = {name: unpack(text) for name, text in packed.items()}

    def __contains__(self, name: str) -> bool:
        return name in self._keys

    def frames(self, names: Sequence[str]) -> set[int]:
        """The frames of the keys of some curves."""
        return {round(float(f)) for name in names if name in self._keys for f in self._keys[name][:, 0]}

    def at(self, path: str, width: int, frame: float, otherwise: Sequence[float], held: bool) -> Any:
        """A vector's value at a frame: (width,). `held`: the key before it counts until the next."""
        out = np.array(otherwise, float)
        for index in range(width):
            keys = self._keys.get(f"{path} {index}")
            if keys is None or not len(keys):
                continue
            if held:
                place = max(0, int(np.searchsorted(keys[:, 0], frame + 1e-3, side="right")) - 1)
                out[index] = keys[place, 1]
            else:
                out[index] = np.interp(frame, keys[:, 0], keys[:, 1])
        return out


def is_held(id_block: Any, path: str) -> bool:
    """Whether the keys of a path are held until the next, as drawings on twos are."""
    return any(
        len(curve.keyframe_points) and curve.keyframe_points[0].interpolation == "CONSTANT"
        for curve in find_curves(id_block)
        if curve.data_path == path
    )
