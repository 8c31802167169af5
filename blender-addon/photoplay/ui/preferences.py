"""The add-on's preferences: what a session may do beyond staging."""

from __future__ import annotations

from typing import Any

import bpy
from bpy.props import BoolProperty

from .current import current

_ADDON = __package__.rpartition(".")[0] if __package__ else "photoplay"


def _update(preferences: Any, _context: Any) -> None:
    session = current()
    if session is not None:
        session.allow_code = preferences.allow_code


class PHOTOPLAY_AP_preferences(bpy.types.AddonPreferences):
    """Shown in Blender's preferences, and in the panel."""

    bl_idname = _ADDON

    allow_code: BoolProperty(  # type: ignore[valid-type]
        name="Allow Code",
        description="Let an editor run Python in this Blender, after asking you each time",
        default=False,
        update=_update,
    )

    def draw(self, context: Any) -> None:
        """The same rows as in the panel."""
        draw_permissions(self.layout)


def preferences() -> Any | None:
    """The add-on's preferences; None while the package runs without being an add-on."""
    context: Any = bpy.context
    addon = context.preferences.addons.get(_ADDON) if context.preferences else None
    return addon.preferences if addon else None


def code_allowed() -> bool:
    """Whether the person lets editors run code here."""
    found = preferences()
    return bool(found and found.allow_code)


def draw_permissions(layout: Any) -> None:
    """Code is this add-on's to allow, the network Blender's own."""
    found = preferences()
    if found is not None:
        layout.prop(found, "allow_code")
    context: Any = bpy.context
    layout.prop(context.preferences.system, "use_online_access", text="Allow Network (Blender's setting)")


CLASSES = (PHOTOPLAY_AP_preferences,)
