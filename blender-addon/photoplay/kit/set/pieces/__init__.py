"""Builders of set pieces, one function a type; each builds in the piece's own frame."""
