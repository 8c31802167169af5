"""The Photoplay panel in the 3D view's sidebar: which film, where in it, and what to do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bpy

from ..commands.lookup import HEADING, cameras
from .current import current, shot_at, shot_id
from .preferences import draw_permissions

if TYPE_CHECKING:
    from ..session import Session


class _Panel:
    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = "Photoplay"


class PHOTOPLAY_PT_film(_Panel, bpy.types.Panel):
    """Which film the session serves."""

    bl_idname = "PHOTOPLAY_PT_film"
    bl_label = "Photoplay"

    def draw(self, context: Any) -> None:
        """The connection and the film."""
        layout: Any = self.layout
        session = current()
        if session is None:
            layout.label(text="No session runs", icon="ERROR")
            return
        _connection(layout, session)
        row = layout.row(align=True)
        row.operator("photoplay.ask", text="Re-apply", icon="FILE_REFRESH").what = "restage"
        row.operator("photoplay.ask", text="Keep My Edits", icon="FREEZE").what = "freeze"


def _connection(layout: Any, session: Session) -> None:
    film = session.shown
    if film is None:
        layout.label(text="No film is shown here", icon="UNLINKED")
        layout.label(text="Run: photoplay live FOLDER")
        return
    layout.label(text=film["title"], icon="LINKED")
    layout.label(text=film["folder"], icon="FILE_FOLDER")


class PHOTOPLAY_PT_shot(_Panel, bpy.types.Panel):
    """Where in the film the person is."""

    bl_idname = "PHOTOPLAY_PT_shot"
    bl_parent_id = "PHOTOPLAY_PT_film"
    bl_label = "Scene and Shot"

    @classmethod
    def poll(cls, context: Any) -> bool:
        return bool(cameras(context.scene))

    def draw(self, context: Any) -> None:
        """Heading, shot, and the way to the others."""
        layout: Any = self.layout
        scene = context.scene
        layout.label(text=f"{scene.name}  {scene.get(HEADING, '')}", icon="SCENE_DATA")
        here = shot_at(scene)
        row = layout.row(align=True)
        row.operator("photoplay.go_to_shot", text="", icon="TRIA_LEFT").step = -1
        row.menu("PHOTOPLAY_MT_shots", text=_shot_text(here), icon="CAMERA_DATA")
        row.operator("photoplay.go_to_shot", text="", icon="TRIA_RIGHT").step = 1
        layout.operator("photoplay.ask", text="Render This Shot", icon="RENDER_ANIMATION").what = "renderShot"


def _shot_text(camera: Any | None) -> str:
    return f"{shot_id(camera)}  {camera.get('photoplay_size', '')}" if camera is not None else "No shot"


class PHOTOPLAY_MT_shots(bpy.types.Menu):
    """The scene's shots in order."""

    bl_idname = "PHOTOPLAY_MT_shots"
    bl_label = "Shots"

    def draw(self, context: Any) -> None:
        """A row a shot."""
        layout: Any = self.layout
        for camera in cameras(context.scene):
            row = layout.operator("photoplay.go_to_shot", text=_shot_text(camera))
            row.shot, row.step = shot_id(camera), 0


class PHOTOPLAY_PT_settings(_Panel, bpy.types.Panel):
    """The film's settings, as the editor has them."""

    bl_idname = "PHOTOPLAY_PT_settings"
    bl_parent_id = "PHOTOPLAY_PT_film"
    bl_label = "Film Settings"

    @classmethod
    def poll(cls, context: Any) -> bool:
        session = current()
        return bool(session and session.shown and session.shown["settings"])

    def draw(self, context: Any) -> None:
        """A menu for each setting that has choices, else its value."""
        layout: Any = self.layout
        session = current()
        for setting in session.shown["settings"] if session and session.shown else ():
            row = layout.split(factor=0.45)
            row.label(text=setting["label"])
            if setting["choices"]:
                row.operator_menu_enum("photoplay.set", "value", text=setting["value"]).key = setting["key"]
            else:
                row.label(text=setting["value"])


class PHOTOPLAY_PT_permissions(_Panel, bpy.types.Panel):
    """What editors may do besides staging."""

    bl_idname = "PHOTOPLAY_PT_permissions"
    bl_parent_id = "PHOTOPLAY_PT_film"
    bl_label = "Permissions"
    bl_options = {"DEFAULT_CLOSED"}  # noqa: RUF012

    def draw(self, context: Any) -> None:
        """The same rows as in the preferences."""
        draw_permissions(self.layout)


CLASSES = (
    PHOTOPLAY_PT_film,
    PHOTOPLAY_PT_shot,
    PHOTOPLAY_MT_shots,
    PHOTOPLAY_PT_settings,
    PHOTOPLAY_PT_permissions,
)
