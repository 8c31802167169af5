"""Colours: sRGB hex in documents, linear float32 arrays of three in geometry."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..srgb import linear_rgb

Colour = NDArray[np.float32]


def linear(colour: str | ArrayLike) -> Colour:
    """'#rrggbb' as linear red, green, blue; what is linear already passes through."""
    if not isinstance(colour, str):
        return np.asarray(colour, np.float32)
    return np.array(linear_rgb(colour), np.float32)


def shade(colour: str | ArrayLike, factor: float) -> Colour:
    """A colour made darker or lighter, within 0–1."""
    return np.clip(linear(colour) * factor, 0, 1).astype(np.float32)


def noise(i: NDArray[Any], j: NDArray[Any] | float = 0) -> NDArray[np.floating]:
    """A repeatable scatter in [0, 1) over whole numbers, for planks, tiles and slabs."""
    return (np.sin(i * 12.9898 + j * 78.233) * 43758.5453) % 1


class Palette:
    """A set's colours by name, linear."""

    def __init__(self, colours: dict[str, Any]) -> None:
        self._single = {name: linear(value) for name, value in colours.items() if isinstance(value, str)}
        self._lists = {
            name: [linear(item) for item in value]
            for name, value in colours.items()
            if not isinstance(value, str)
        }

    def __getitem__(self, name: str) -> Colour:
        return self._single[name]

    def __contains__(self, name: str) -> bool:
        return name in self._single or name in self._lists

    def get(self, name: str, otherwise: str) -> Colour:
        """The named colour, or another one of the palette where the place does not have it."""
        return self._single.get(name, self._single[otherwise])

    def many(self, name: str) -> list[Colour]:
        """A list of colours: books, leaf, facades …; the accents where the place has none."""
        return self._lists.get(name) or [self._single["accent"], self._single["accent2"]]

    def named(self, name: object, otherwise: str) -> Colour:
        """A palette name or a hex colour from a document's option."""
        if isinstance(name, str):
            return linear(name) if name.startswith("#") else self._single.get(name, self._single[otherwise])
        return self._single[otherwise]
