"""Sets: shell, pieces, light baked into their colours, and lamps for engines that light for themselves."""

from .build import build_set

__all__ = ["build_set"]
