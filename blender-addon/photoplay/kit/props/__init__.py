"""Props: things that are picked up, handed over and put down."""

from .build import build_prop, light_prop
from .catalogue import PROP_KINDS, make_prop

__all__ = ["PROP_KINDS", "build_prop", "light_prop", "make_prop"]
