"""The panel's buttons."""

from __future__ import annotations

from typing import Any

import bpy
from bpy.props import EnumProperty, IntProperty, StringProperty

from ..commands.lookup import SHOT, cameras
from .current import current, neighbour, shot_at, shot_id


class PHOTOPLAY_OT_go_to_shot(bpy.types.Operator):
    """Go to the first frame of a shot and look through its camera"""

    bl_idname = "photoplay.go_to_shot"
    bl_label = "Go to Shot"
    bl_options = {"REGISTER", "UNDO"}  # noqa: RUF012

    shot: StringProperty(name="Shot")  # type: ignore[valid-type]
    step: IntProperty(name="Step", description="Shots onward, or back, from here", default=0)  # type: ignore[valid-type]

    @classmethod
    def poll(cls, context: Any) -> bool:
        return bool(cameras(context.scene))

    def execute(self, context: Any) -> Any:
        """Moves the playhead and every 3D view of the window."""
        scene = context.scene
        camera = (
            neighbour(scene, self.step)
            if self.step
            else next((c for c in cameras(scene) if c[SHOT] == self.shot), None)
        )
        if camera is None:
            self.report(
                {"INFO"}, f"There is no shot {self.shot}" if not self.step else "There is no further shot"
            )
            return {"CANCELLED"}
        scene.camera = camera
        scene.frame_set(camera["photoplay_in"])
        for area in context.screen.areas if context.screen else ():
            if area.type == "VIEW_3D":
                area.spaces.active.region_3d.view_perspective = "CAMERA"
        return {"FINISHED"}


class PHOTOPLAY_OT_ask(bpy.types.Operator):
    """Ask the editor that shows its film here"""

    bl_idname = "photoplay.ask"
    bl_label = "Ask the Editor"

    what: EnumProperty(  # type: ignore[valid-type]
        items=[
            ("restage", "Re-apply", "Stage the whole film again as the documents say"),
            ("freeze", "Keep What I Did by Hand", "Write the changes made by hand into the film's documents"),
            ("renderShot", "Render This Shot", "Render the shot under the playhead; Blender stays usable"),
        ]
    )

    @classmethod
    def description(cls, context: Any, properties: Any) -> str:
        item = cls.bl_rna.properties["what"].enum_items.get(properties.what)  # type: ignore[attr-defined]
        return item.description if item else ""

    @classmethod
    def poll(cls, context: Any) -> bool:
        session = current()
        if session is None or session.shown is None:
            cls.poll_message_set('No editor shows its film here: run "photoplay live" on the film\'s folder')
            return False
        return True

    def execute(self, context: Any) -> Any:
        """Tells every connected editor; the one whose film it is carries it out."""
        session = current()
        camera = shot_at(context.scene)
        asked: dict[str, Any] = {"what": self.what, "scene": context.scene.name}
        if camera is not None:
            asked["shot"] = shot_id(camera)
        if self.what == "renderShot" and camera is None:
            self.report({"WARNING"}, "The playhead is in no shot")
            return {"CANCELLED"}
        if session is not None:
            session.emit("film/asked", asked)
        return {"FINISHED"}


def _choices(self: Any, _context: Any) -> list[tuple[str, str, str]]:
    """A setting's choices; Blender needs the list to live on while its menu is open."""
    session = current()
    settings = session.shown["settings"] if session and session.shown else []
    chosen = next((s["choices"] for s in settings if s["key"] == self.key), [])
    _shown[self.key] = [(choice, choice, "") for choice in chosen]
    return _shown[self.key]


_shown: dict[str, list[tuple[str, str, str]]] = {}


class PHOTOPLAY_OT_set(bpy.types.Operator):
    """Change this setting of the film, in its film.json"""

    bl_idname = "photoplay.set"
    bl_label = "Set"

    key: StringProperty()  # type: ignore[valid-type]
    value: EnumProperty(items=_choices)  # type: ignore[valid-type]

    def execute(self, context: Any) -> Any:
        """Tells the editor, which answers by showing the film anew."""
        session = current()
        if session is not None:
            session.emit("film/asked", {"what": "set", "key": self.key, "value": self.value})
        return {"FINISHED"}


CLASSES = (PHOTOPLAY_OT_go_to_shot, PHOTOPLAY_OT_ask, PHOTOPLAY_OT_set)
