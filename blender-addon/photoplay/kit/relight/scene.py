"""The light on a scene's actors and props, drawn anew for each frame of a Workbench render."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from ..character.rig import BODY_PROPERTY
from ..light_rig import LightRig
from ..perform.bake import PERFORMANCE_PROPERTY, keyed_frames, performer_of
from ..perform.stance import turned
from .body import ActorBody, Stand
from .exposure import Subject, light_actor
from .ground import Ground
from .probe import Doubles, Probe
from .refine import GROUND_PROPERTY, refine
from .shade import Floats, body_shadow, shade
from .things import LitThing, lit_things

_PATH_SAMPLES = 40
_PATH_STEP = 0.2
_PATH_BONES = ("foot.L", "foot.R", "hips", "hand.L", "hand.R")
_SHADOW_DISTANCE = 1.6
_SHADOW_SPHERES = np.array([15, 16, 17, 18, 19, 5, 7, 13])


class Relight:
    """Lights the actors of a scene from its `LightRig`.

    `update` depends on the evaluated scene and the camera alone: frames may be drawn in any order, in any
    process. Raises KeyError for a scene without a set.
    """

    def __init__(self, scene: Any) -> None:
        self._rig = LightRig.load(scene)
        self._probe = Probe(self._rig)
        self._bodies = [ActorBody(armature, mesh) for armature, mesh in actor_meshes(scene)]
        self._things: list[LitThing] = lit_things(scene)
        grounds = [thing for thing in scene.objects if GROUND_PROPERTY in thing]
        self._ground = Ground(grounds[0], self._rig) if grounds else None

    def update(self, depsgraph: Any, camera: Doubles) -> None:
        """Writes the colours of a frame; `camera` (3,) is where it is seen from, in the set."""
        shown = [body for body in self._bodies if not body.object.evaluated_get(depsgraph).hide_render]
        stands = [body.stand(depsgraph) for body in shown]
        for index, (body, stand) in enumerate(zip(shown, stands, strict=True)):
            others = [other for number, other in enumerate(stands) if number != index]
            self._light(depsgraph, body, stand, others, camera)
        for thing in self._things:
            thing.light(depsgraph, self._rig)
        if self._ground is not None:
            self._ground.update([stand.spheres for stand in stands])

    def _light(
        self,
        depsgraph: Any,
        body: ActorBody,
        stand: Stand,
        others: list[Stand],
        camera: Doubles,
    ) -> None:
        subject = Subject(stand.head, stand.hips, _unit(stand.face), _unit(stand.body), body.luminance)
        light = light_actor(self._rig, self._probe, subject, camera)
        points, normals = body.geometry(depsgraph)
        into = stand.axes.T
        key = (into @ light.high.key).astype(np.float32)
        left = _shadow_of_others(stand, others, points, key)
        head = into @ (stand.head - stand.origin)
        view = _unit(into @ (camera - stand.head))
        body.show(shade(body.skin, points, normals, light, stand.axes, head, view, left))


def actor_meshes(scene: Any) -> list[tuple[Any, Any]]:
    """The characters of a scene: armature and mesh, by name."""
    found: list[tuple[Any, Any]] = []
    for thing in sorted(scene.objects, key=lambda item: item.name):
        if thing.type == "ARMATURE" and BODY_PROPERTY in thing:
            found += [
                (thing, child)
                for child in thing.children
                if child.type == "MESH" and "Base" in child.data.attributes
            ]
    return found


def prepare(scene: Any) -> None:
    """Readies a staged scene (set built, actors performed, props placed) for `Relight`: refines the ground
    along the actors' ways, unless that was done since the set was built. What it needs later lies in the
    file. Raises KeyError for a scene without a set."""
    if any(GROUND_PROPERTY in thing for thing in scene.objects):
        return
    rig = LightRig.load(scene)
    path = _paths(scene)
    scene.view_layers[0].update()
    surfaces = [thing for thing in scene.objects if _is_surface(thing)]
    if not len(path) or not surfaces:
        return
    ground = refine(scene, rig, surfaces, path)
    if ground is not None:
        (surfaces[0].users_collection or (scene.collection,))[0].objects.link(ground)


def _is_surface(thing: Any) -> bool:
    """The set's own meshes that always stay: no walls that go, no sky, no doors."""
    lasting = thing.get("photoplay_kind") in ("set", "piece") and "photoplay_wall" not in thing
    return thing.type == "MESH" and lasting


def _paths(scene: Any) -> Floats:
    """Places that bodies come to: feet, hips and hands at some of the keyed frames, thinned out."""
    places: list[np.ndarray] = []
    for armature, _ in actor_meshes(scene):
        if PERFORMANCE_PROPERTY not in armature:
            continue
        performer = performer_of(scene, armature)
        frames = [frame for frame in keyed_frames(armature) if performer.visible(frame)]
        for frame in frames[:: max(1, len(frames) // _PATH_SAMPLES)]:
            pose = performer.pose(frame)
            places += [
                np.array(pose.position + turned(performer.skeleton.joint(bone), pose.turn))
                for bone in _PATH_BONES
            ]
    if not places:
        return np.zeros((0, 3), np.float32)
    cells = {tuple(np.round(place / _PATH_STEP).astype(int).tolist()): place for place in places}
    return np.array(list(cells.values()), np.float32)


def _shadow_of_others(stand: Stand, others: Iterable[Stand], points: Floats, key: Floats) -> Floats | None:
    """What close others leave of the key."""
    left: Floats | None = None
    for other in others:
        if float(np.linalg.norm((other.head - stand.head)[:2])) > _SHADOW_DISTANCE:
            continue
        spheres = other.spheres[_SHADOW_SPHERES].copy()
        spheres[:, :3] = (spheres[:, :3] - stand.origin) @ stand.axes
        if float(((spheres[:, :3] - points.mean(1)) @ key).max()) < 0:
            continue
        shadow = body_shadow(points, key, spheres)
        left = shadow if left is None else left * shadow
    return left


def _unit(vector: Doubles) -> Doubles:
    return vector / max(float(np.linalg.norm(vector)), 1e-9)
