"""Objects of any kind: made, changed, deleted, parented, collected, shown and hidden."""

from __future__ import annotations

from ..stage.batch import Command
from . import copy as objects_copy
from . import create as objects_create
from . import edit as objects_edit
from . import group as objects_group
from . import kit as objects_kit
from . import modifiers as objects_modifiers

COMMANDS: dict[str, Command] = {
    "object.create": objects_create.create,
    "object.transform": objects_edit.transform,
    "object.rename": objects_edit.rename,
    "object.duplicate": objects_copy.duplicate,
    "object.delete": objects_edit.delete,
    "object.parent": objects_group.parent,
    "object.show": objects_edit.show,
    "object.colour": objects_edit.colour,
    "collection.create": objects_group.create_collection,
    "collection.place": objects_group.place,
    "kit.place": objects_kit.place,
    "mesh.modify": objects_modifiers.modify,
    "mesh.unmodify": objects_modifiers.unmodify,
}
