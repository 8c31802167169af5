"""Keys, curves, constraints and markers, by command."""
