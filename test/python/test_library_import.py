"""Assets of a library in a scene: skies, materials and models, from real files of a local server."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bpy
import pytest
from polyhaven_server import PolyHavenServer, send

from photoplay.adapter import node_tree
from photoplay.commands.filming.scene import create_scene
from photoplay.commands.library import methods as library
from photoplay.dispatcher import Result
from photoplay.errors import Code, RpcError
from photoplay.jsonrpc import coded
from photoplay.pump import Job, Pump
from photoplay.relay import on_main_thread
from photoplay.session import Session
from photoplay.validation import Schemas


class Desk:
    """A session whose main thread is the test's; calls that wait for the network are made on threads."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, dict[str, Any]]] = []
        self.session = Session(Pump(), Schemas(), True, self._hear)
        self.methods = library.methods(self.session)

    def _hear(self, text: str) -> None:
        message = json.loads(text)
        self.session.schemas.check_event(message["method"], message["params"])
        self.heard.append((message["method"], message["params"]))

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        params = {"provider": "polyhaven", **params}
        self.session.schemas.check_params(method, params)
        assert self.methods[method].apart
        outcome: list[Any] = []

        def work() -> None:
            try:
                outcome.append(self.methods[method].handler(params))
            except Exception as error:
                outcome.append(coded(error))

        thread = threading.Thread(target=work)
        thread.start()
        while thread.is_alive():
            self.session.pump.tick()
            thread.join(0.001)
        if isinstance(outcome[0], RpcError):
            raise outcome[0]
        self.session.schemas.check_result(method, outcome[0])
        return outcome[0]

    def bring(self, kind: str, name: str, **more: Any) -> dict[str, Any]:
        return self.call("library/import", id=name, kind=kind, resolution="1k", scene="2", **more)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PolyHavenServer]:
    made = PolyHavenServer()
    monkeypatch.setenv("PHOTOPLAY_POLYHAVEN", made.base)
    monkeypatch.setenv("PHOTOPLAY_CACHE", str(tmp_path / "cache"))
    yield made
    made.close()


@pytest.fixture
def desk(server: PolyHavenServer) -> Desk:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    create_scene({"id": "1", "heading": "INT. HALL - DAY", "fps": 24, "frames": 24, "size": [96, 54]})
    create_scene({"id": "2", "heading": "EXT. YARD - DAY", "fps": 24, "frames": 24, "size": [96, 54]})
    return Desk()


def nodes(block: Any, kind: str) -> list[Any]:
    return [node for node in node_tree(block).nodes if node.type == kind]


def refused(desk: Desk, method: str, **params: Any) -> RpcError:
    with pytest.raises(RpcError) as caught:
        desk.call(method, **params)
    return caught.value


def test_a_library_is_searched_and_its_credit_is_told(desk: Desk) -> None:
    found = desk.call("library/search", kind="hdri", query="sky", limit=1)
    assert ([asset["id"] for asset in found["assets"]], found["total"]) == (["noon_sky"], 2)
    assert found["credit"] == "Powered by Poly Haven"
    details = desk.call("library/get", id="dusk_sky")
    assert [entry["resolution"] for entry in details["resolutions"]] == ["1k", "2k"]


def test_an_hdri_becomes_the_scenes_world(desk: Desk, tmp_path: Path) -> None:
    result = desk.bring("hdri", "dusk_sky")
    world = bpy.data.scenes["2"].world
    assert world is not None
    assert result["made"] == world.name
    (surroundings,) = nodes(world, "TEX_ENVIRONMENT")
    assert Path(surroundings.image.filepath).is_relative_to(tmp_path / "cache")
    assert tuple(surroundings.image.size) == (8, 4)
    assert surroundings.image.is_float
    assert bpy.data.scenes["1"].world != world
    assert desk.heard[-1] == (
        "library/progress",
        {"provider": "polyhaven", "id": "dusk_sky", "done": result["bytes"], "total": result["bytes"]},
    )
    again = desk.bring("hdri", "dusk_sky")
    assert (again["fetched"], again["bytes"]) == (0, result["fetched"])


def test_a_texture_becomes_a_material_with_its_maps(desk: Desk) -> None:
    mesh = bpy.data.meshes.new("wall")
    mesh.from_pydata([(0, 0, 0), (1, 0, 0), (0, 0, 1)], [], [(0, 1, 2)])
    wall = bpy.data.objects.new("wall", mesh)
    bpy.data.scenes["2"].collection.objects.link(wall)
    result = desk.bring("texture", "red_bricks", object="wall")
    assert [thing["name"] for thing in result["objects"]] == ["wall"]
    material = wall.material_slots[0].material
    assert material is not None
    assert material.name == result["made"] == "Red Bricks"
    (surface,) = nodes(material, "BSDF_PRINCIPLED")
    colour = surface.inputs["Base Color"].links[0].from_node.image
    rough = surface.inputs["Roughness"].links[0].from_node.image
    bump = surface.inputs["Normal"].links[0].from_node
    normal = bump.inputs["Color"].links[0].from_node.image
    assert [image.colorspace_settings.name for image in (colour, rough, normal)] == [
        "sRGB",
        "Non-Color",
        "Non-Color",
    ]
    assert nodes(material, "DISPLACEMENT") == []
    desk.bring("texture", "red_bricks", displacement=True)
    (height,) = nodes(material, "DISPLACEMENT")
    assert nodes(material, "OUTPUT_MATERIAL")[0].inputs["Displacement"].links[0].from_node == height
    assert len(nodes(material, "TEX_IMAGE")) == 4
    assert material.displacement_method == "BOTH"


def test_a_model_comes_into_the_scene_with_its_material_at_its_place(desk: Desk) -> None:
    window: Any = bpy.context.window_manager.windows[0]
    window.scene = bpy.data.scenes["1"]
    result = desk.bring("model", "Chair_01", position=[1, 2, 0.5])
    assert window.scene.name == "1"
    assert len(bpy.data.scenes["1"].objects) == 0
    (thing,) = result["objects"]
    assert (thing["position"], thing["collection"]) == ([1, 2, 0.5], result["made"])
    chair = bpy.data.objects[thing["name"]]
    assert chair.users_collection[0].name == "Chair 01"
    assert chair.dimensions.z == pytest.approx(1)
    image = nodes(chair.material_slots[0].material, "TEX_IMAGE")[0].image
    assert tuple(image.size) == (4, 4)
    second = desk.bring("model", "Chair_01")["objects"][0]
    assert second["name"] != thing["name"]
    assert chair.location.x == 1


def test_a_model_that_comes_as_a_blend_file_is_appended(
    desk: Desk, server: PolyHavenServer, tmp_path: Path
) -> None:
    stool, seat = bpy.data.objects.new("Stool", None), bpy.data.objects.new("Seat", None)
    seat.parent, seat.location = stool, (0, 0, 1)
    bpy.data.libraries.write(str(tmp_path / "stool.blend"), {stool, seat})
    bpy.data.batch_remove([stool, seat])
    file = server.file("stool_1k.blend", (tmp_path / "stool.blend").read_bytes())
    info = server.assets["Chair_01"][0] | {"name": "Stool"}
    server.assets["stool"] = info, {"blend": {"1k": {"blend": file}}}
    result = desk.bring("model", "stool", position=[3, 0, 0])
    assert {thing["name"]: thing["position"] for thing in result["objects"]} == {
        "Stool": [3, 0, 0],
        "Seat": [3, 0, 1],
    }
    assert bpy.data.objects["Seat"].parent == bpy.data.objects["Stool"]
    assert bpy.data.objects["Stool"].library is None


def test_a_model_that_brings_code_is_refused_and_leaves_nothing(
    desk: Desk, server: PolyHavenServer, tmp_path: Path
) -> None:
    trap = bpy.data.objects.new("Trap", None)
    trap.driver_add("location", 0).driver.expression = "__import__('os').getpid()"
    bpy.data.libraries.write(str(tmp_path / "trap.blend"), {trap})
    bpy.data.objects.remove(trap)
    file = server.file("trap_1k.blend", (tmp_path / "trap.blend").read_bytes())
    info = server.assets["Chair_01"][0] | {"name": "Trap"}
    server.assets["trap"] = info, {"blend": {"1k": {"blend": file}}}
    error = refused(desk, "library/import", id="trap", kind="model", resolution="1k", scene="2")
    assert error.code == Code.GATED
    assert len(bpy.data.objects) == 0


def test_what_blender_cannot_read_is_an_error_and_leaves_nothing(desk: Desk, server: PolyHavenServer) -> None:
    server.assets["Chair_01"][1]["gltf"]["1k"]["gltf"] |= server.file("chair_1k.gltf", b"{}")
    server.assets["dusk_sky"][1]["hdri"]["1k"]["hdr"] = server.file("dusk_1k.hdr", b"no picture")
    before = sorted(bpy.data.objects.keys()), sorted(bpy.data.collections.keys())
    with pytest.raises(RpcError):
        desk.bring("model", "Chair_01")
    with pytest.raises(RpcError):
        desk.bring("hdri", "dusk_sky")
    assert (sorted(bpy.data.objects.keys()), sorted(bpy.data.collections.keys())) == before


def test_what_cannot_be_is_refused_before_anything_is_fetched(desk: Desk, server: PolyHavenServer) -> None:
    chair = {"id": "Chair_01", "kind": "model", "resolution": "1k", "scene": "2"}
    assert refused(desk, "library/import", **{**chair, "scene": "3"}).code == Code.NOT_FOUND
    assert refused(desk, "library/import", **{**chair, "object": "wall"}).code == Code.NOT_FOUND
    assert server.asked == []
    assert refused(desk, "library/import", **{**chair, "kind": "hdri"}).data["path"] == "kind"
    none = refused(desk, "library/import", **{**chair, "resolution": "8k"})
    assert (none.code, none.data["nearest"]) == (Code.NOT_FOUND, ["1k"])
    assert refused(desk, "library/import", **{**chair, "id": "Chair_02"}).code == Code.NOT_FOUND
    assert not [path for path in server.asked if path.startswith("/file/")]


def test_the_network_is_asked_only_when_blender_may_go_online(
    server: PolyHavenServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not bpy.app.online_access
    monkeypatch.delenv("PHOTOPLAY_POLYHAVEN")
    error = refused(Desk(), "library/search", kind="hdri", query="")
    assert error.code == Code.GATED
    assert "Allow Online Access" in error.message or "--offline-mode" in error.message
    monkeypatch.setenv("PHOTOPLAY_POLYHAVEN", "http://polyhaven.example")
    assert refused(Desk(), "library/search", kind="hdri", query="").code == Code.GATED
    assert server.asked == []


def test_the_main_thread_is_free_while_files_are_fetched(desk: Desk, server: PolyHavenServer) -> None:
    release = threading.Event()
    whole = server.files["dusk_1k.hdr"]

    def slow(to: Any) -> None:
        release.wait(10)
        send(to, whole)

    server.faults["/file/dusk_1k.hdr"] = slow
    longest, ticks = 0.0, 0
    tick = desk.session.pump.tick

    def timed() -> float | None:
        nonlocal longest, ticks
        began = time.monotonic()
        result = tick()
        longest, ticks = max(longest, time.monotonic() - began), ticks + 1
        if ticks == 50:
            assert longest < 0.1
            release.set()
        return result

    desk.session.pump.tick = timed  # type: ignore[method-assign]
    assert desk.bring("hdri", "dusk_sky")["made"]
    assert ticks >= 50


def test_a_render_is_not_disturbed_by_an_import(desk: Desk) -> None:
    desk.session.rendering = "a-1"
    with pytest.raises(RpcError) as caught:
        desk.bring("hdri", "dusk_sky")
    assert caught.value.code == Code.BUSY


def test_a_main_thread_that_never_comes_is_given_up_and_does_nothing_later() -> None:
    pump, done = Pump(), []

    def handler(_params: dict[str, Any]) -> Result:
        done.append(1)
        return {}

    with pytest.raises(RpcError) as caught:
        on_main_thread(pump, "library/import", handler, {}, patience=0.05)
    assert caught.value.code == Code.TIMEOUT
    pump.tick()
    assert done == []
    with pytest.raises(RpcError) as full:
        on_main_thread(full_pump(), "library/import", handler, {})
    assert full.value.code == Code.BUSY


def full_pump() -> Pump:
    pump = Pump(limit=1)
    pump.submit(Job("first", lambda: None))
    return pump
