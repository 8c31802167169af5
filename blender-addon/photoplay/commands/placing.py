"""Where things are: transforms of objects, whether or not Blender has evaluated them yet."""

from __future__ import annotations

from typing import Any

from mathutils import Euler, Matrix, Vector

from ..adapter import find_curves
from .lookup import ID, collection, find_collection
from .naming import invalid

_FLAT = 1e-7


_PATHS = {
    "position": ("location",),
    "rotation": ("rotation_euler", "rotation_quaternion", "rotation_axis_angle"),
    "target": ("rotation_euler", "rotation_quaternion", "rotation_axis_angle"),
    "scale": ("scale",),
}


def put(thing: Any, command: dict[str, Any]) -> None:
    """Sets position, rotation (Euler XYZ, radians) and scale as far as the command has them; `target` turns
    a lamp or camera to look at a point of the world. RpcError(INVALID_PARAMS) for what is animated."""
    still(thing, command)
    if "position" in command:
        thing.location = command["position"]
    if "rotation" in command:
        turn_to(thing, Euler(command["rotation"]))
    if "scale" in command:
        thing.scale = solid(command["scale"])
    if "target" in command:
        if "rotation" in command:
            raise invalid("target", "a rotation is given already")
        here = world(thing)
        turn = _looking(here.translation, command["target"])
        put_in_world(thing, Matrix.LocRotScale(here.translation, turn, here.to_scale()))


def still(thing: Any, command: dict[str, Any]) -> None:
    """RpcError(INVALID_PARAMS) where a value of the command is animated: it would be gone a frame later."""
    if thing.animation_data is None:
        return
    curves = {curve.data_path for curve in find_curves(thing)}
    for key, paths in _PATHS.items():
        if key in command and curves.intersection(paths):
            raise invalid(
                key,
                f"{thing.name!r} is animated here: change its keys (key.insert, curve.set) or delete them"
                " (curve.delete)",
            )


def move(thing: Any, command: dict[str, Any]) -> None:
    """Moves and turns by what the command has, and multiplies the scale."""
    still(thing, command)
    if "position" in command:
        thing.location = thing.location + Vector(command["position"])
    if "rotation" in command:
        turn_to(thing, (Euler(command["rotation"]).to_matrix() @ rotation(thing).to_matrix()).to_euler())
    if "scale" in command:
        thing.scale = thing.scale * Vector(solid(command["scale"]))


def solid(scale: list[float]) -> list[float]:
    """The scale, if it leaves a body; RpcError(INVALID_PARAMS)."""
    if min(abs(part) for part in scale) < _FLAT:
        raise invalid("scale", "a scale of 0 leaves nothing; hide it with object.show instead")
    return scale


def rotation(thing: Any) -> Any:
    """An object's own turn as a quaternion, whatever mode it is kept in."""
    if thing.rotation_mode == "QUATERNION":
        return thing.rotation_quaternion.copy()
    if thing.rotation_mode == "AXIS_ANGLE":
        angle, *axis = thing.rotation_axis_angle
        return Matrix.Rotation(angle, 3, Vector(axis)).to_quaternion()
    return thing.rotation_euler.to_quaternion()


def turn_to(thing: Any, turn: Any) -> None:
    """Sets an object's own turn in the mode it is kept in; Euler angles of the same order as they are."""
    if thing.rotation_mode == "QUATERNION":
        thing.rotation_quaternion = turn.to_quaternion()
    elif thing.rotation_mode == "AXIS_ANGLE":
        axis, angle = turn.to_quaternion().to_axis_angle()
        thing.rotation_axis_angle = (angle, *axis)
    elif thing.rotation_mode == turn.order:
        thing.rotation_euler = turn
    else:
        thing.rotation_euler = turn.to_matrix().to_euler(thing.rotation_mode)


def world(thing: Any) -> Any:
    """An object's matrix in the world from its own values and its parents': constraints are left out.

    What hangs on bones or vertices has Blender's own figure, as of the last evaluation.
    """
    if thing.parent is None:
        return thing.matrix_basis.copy()
    if thing.parent_type != "OBJECT":
        return thing.matrix_world.copy()
    return world(thing.parent) @ thing.matrix_parent_inverse @ thing.matrix_basis


def evaluate(thing: Any) -> None:
    """Makes Blender work out where an object and all around it are."""
    for scene in thing.users_scene:
        scene.view_layers[0].update()


def put_in_world(thing: Any, matrix: Any) -> None:
    """Sets an object's own values so that it has a matrix in the world."""
    if thing.parent is not None:
        above = world(thing) @ thing.matrix_basis.inverted_safe()
        matrix = above.inverted_safe() @ matrix
    thing.matrix_basis = matrix


def _looking(position: Any, at: Any) -> Any:
    """The turn of a lamp or camera (they look along -Z) at a position that looks at a point, its top up."""
    way = Vector(at) - Vector(position)
    if way.length < 1e-6:
        raise invalid("target", "the target is where it stands itself")
    return way.to_track_quat("-Z", "Y")


def home(scene: Any, name: str | None, role: str | None = None) -> Any:
    """The collection of a name; without one, a film scene's collection for a role; else the scene's own."""
    if name is not None:
        return find_collection(name, scene)
    if role is not None and ID in scene:
        return collection(scene, role)
    return scene.collection
