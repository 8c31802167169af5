"""How a 3D view, or Workbench, shows a scene."""

from __future__ import annotations

from typing import Any

from ..lookup import ID

DRAFT = {
    "type": "SOLID",
    "light": "FLAT",
    "color_type": "VERTEX",
    "background_type": "WORLD",
    "show_object_outline": False,
    "show_shadows": False,
    "show_cavity": False,
    "show_specular_highlight": False,
    "show_xray": False,
}
"""The colours baked by us, as they are: what a draft looks like."""
_SOLID = {
    "type": "SOLID",
    "light": "STUDIO",
    "color_type": "MATERIAL",
    "background_type": "THEME",
    "show_object_outline": True,
    "show_specular_highlight": True,
}
_TYPES = {"wireframe": "WIREFRAME", "material": "MATERIAL", "rendered": "RENDERED"}


def values(shading: str) -> dict[str, Any]:
    """Attributes of a View3DShading for a Shading of the wire, in the order in which they are set."""
    if shading == "draft":
        return DRAFT
    return _SOLID if shading == "solid" else {"type": _TYPES[shading]}


def fitting(scene: Any) -> str:
    """The shading that shows a scene as it is meant: ours carry their colours in their vertices."""
    return "draft" if ID in scene else "solid"


def shown(shading: Any) -> str:
    """The Shading of a View3DShading."""
    if shading.type == "SOLID":
        return "draft" if (shading.light, shading.color_type) == ("FLAT", "VERTEX") else "solid"
    return next(name for name, kind in _TYPES.items() if kind == shading.type)
