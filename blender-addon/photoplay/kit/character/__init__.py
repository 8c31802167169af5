"""Characters made by code alone: one mesh, one armature, colours instead of textures."""

from .build import build_character

__all__ = ["build_character"]
