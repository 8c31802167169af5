"""Strips of the sequencer, by command."""
