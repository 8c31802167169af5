"""Light on moving actors in sets whose light is baked, for Workbench: `prepare` when a scene is staged,
`attach` before it is rendered."""

from .handlers import attach
from .scene import prepare

__all__ = ["attach", "prepare"]
