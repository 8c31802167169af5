"""Directing actors one thing at a time."""
