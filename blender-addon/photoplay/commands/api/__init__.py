"""Blender's documentation of itself, for code that is written for the running version."""
