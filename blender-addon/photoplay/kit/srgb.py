"""Colours of documents, sRGB '#rrggbb', as linear light (IEC 61966-2-1)."""

from __future__ import annotations


def linear_rgb(colour: str) -> tuple[float, float, float]:
    """Linear red, green and blue, 0–1."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return red, green, blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
