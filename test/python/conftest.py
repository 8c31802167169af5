"""Puts the add-on's package on the path."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "blender-addon"))
