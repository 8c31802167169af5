"""Libraries on the network: what is asked, what is believed, what is kept, and what every fault becomes."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from polyhaven_server import PolyHavenServer, flood, redirect, send, send_json, trickle

from photoplay.errors import Code, RpcError
from photoplay.library import store
from photoplay.library.fetch import Limits
from photoplay.library.names import safe_path
from photoplay.library.origin import origin
from photoplay.library.polyhaven import PolyHaven
from photoplay.library.store import Store, store_folder

QUICK = Limits(stall=0.3, answer=0.6, answer_bytes=1_000_000, slowest=1e9)


@pytest.fixture
def server() -> Iterator[PolyHavenServer]:
    made = PolyHavenServer()
    yield made
    made.close()


@pytest.fixture
def library(server: PolyHavenServer) -> PolyHaven:
    return PolyHaven(server.base, QUICK)


def refused(act: Callable[[], object]) -> RpcError:
    with pytest.raises(RpcError) as caught:
        act()
    return caught.value


def fetch(
    library: PolyHaven, folder: Path, asset: str = "dusk_sky", **more: Any
) -> tuple[Path, int, list[int]]:
    details = library.details(asset, more.get("displacement", False))
    told: list[int] = []
    bundle = details.bundles[more.get("resolution", "1k")]
    place, fetched = Store(folder).take(
        library.name, asset, bundle, library.fetcher, lambda done, total: told.append(done)
    )
    return place, fetched, told


def ids(library: PolyHaven, kind: str, query: str, *categories: str) -> list[str]:
    return [asset.id for asset in library.search(kind, query, categories)]


def test_a_search_finds_every_word_somewhere_and_the_best_first(library: PolyHaven) -> None:
    assert ids(library, "hdri", "") == ["noon_sky", "dusk_sky"]
    assert ids(library, "hdri", "sky dusk") == ["dusk_sky"]
    assert ids(library, "hdri", "SUNSET") == ["dusk_sky"]
    assert ids(library, "hdri", "outdoor") == ["noon_sky", "dusk_sky"]
    assert ids(library, "hdri", "brigh") == ["noon_sky"]
    assert ids(library, "hdri", "bricks") == []
    assert ids(library, "texture", "red_bricks") == ["red_bricks"]
    assert ids(library, "texture", "", "brick", "outdoor") == ["red_bricks"]
    assert ids(library, "texture", "", "wood") == []


def test_a_list_is_asked_for_once_and_under_our_name(library: PolyHaven, server: PolyHavenServer) -> None:
    library.search("model", "chair", ())
    library.search("model", "wood", ())
    assert server.asked == ["/assets?type=models"]
    assert server.agents == {"Photoplay-Blender-Addon"}


def test_an_asset_is_described_with_its_resolutions_and_their_sizes(library: PolyHaven) -> None:
    details = library.details("dusk_sky", False)
    assert (details.asset.name, details.asset.kind, details.asset.licence) == ("Dusk Sky", "hdri", "CC0 1.0")
    assert details.asset.authors == ["Ann"]
    assert list(details.bundles) == ["1k", "2k"]
    assert details.bundles["1k"].roles == {"sky": "dusk_1k.hdr"}


def test_a_texture_comes_with_its_maps_and_with_displacement_when_asked_for(library: PolyHaven) -> None:
    roles = library.details("red_bricks", False).bundles["1k"].roles
    assert roles == {
        "colour": "bricks_diffuse_1k.png",
        "roughness": "bricks_rough_1k.png",
        "normal": "bricks_nor_gl_1k.png",
    }
    more = library.details("red_bricks", True).bundles["1k"].roles
    assert more == {**roles, "displacement": "bricks_displacement_1k.png"}


def test_what_was_fetched_is_kept_and_checked_before_it_is_used_again(
    library: PolyHaven, server: PolyHavenServer, tmp_path: Path
) -> None:
    place, fetched, told = fetch(library, tmp_path, "Chair_01")
    names = ["chair.bin", "chair_1k.gltf", "textures/chair_diff_1k.png"]
    assert sorted(str(file.relative_to(place)) for file in place.rglob("*") if file.is_file()) == names
    assert fetched == told[-1] == sum(len(server.files[name.split("/")[-1]]) for name in names)
    assert place.is_relative_to(tmp_path / "polyhaven" / "Chair_01")
    server.asked.clear()
    assert fetch(library, tmp_path, "Chair_01")[:2] == (place, 0)
    assert not [path for path in server.asked if path.startswith("/file/")]
    (place / "chair.bin").write_bytes(b"\0" * len(server.files["chair.bin"]))
    assert fetch(library, tmp_path, "Chair_01")[1] == len(server.files["chair.bin"])
    assert (place / "chair.bin").read_bytes() == server.files["chair.bin"]


def test_an_asset_that_changed_gets_a_folder_of_its_own(
    library: PolyHaven, server: PolyHavenServer, tmp_path: Path
) -> None:
    old, _, _ = fetch(library, tmp_path)
    server.assets["dusk_sky"][1]["hdri"]["1k"]["hdr"] = server.file("dusk_1k.hdr", b"another sky")
    new, _, _ = fetch(library, tmp_path)
    assert old != new
    assert (old / "dusk_1k.hdr").is_file()
    assert (new / "dusk_1k.hdr").read_bytes() == b"another sky"


def leftovers(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


FILE = "/file/dusk_1k.hdr"


def test_a_file_that_is_not_what_the_library_says_is_not_kept(
    library: PolyHaven, server: PolyHavenServer, tmp_path: Path
) -> None:
    whole = server.files["dusk_1k.hdr"]
    faults = {
        "md5": lambda to: send(to, b"x" * len(whole)),
        "ended after": lambda to: send(to, whole[:-5]),
        "broke off|ended after": lambda to: send(to, whole[:20], length=len(whole)),
        "larger": flood,
        "answers 500": lambda to: send(to, b"", 500),
    }
    for words, fault in faults.items():
        server.faults[FILE] = fault
        error = refused(lambda: fetch(library, tmp_path))
        assert error.code == Code.NETWORK
        assert any(word in error.message for word in words.split("|")), error.message
        assert leftovers(tmp_path) == []
    server.faults.clear()
    assert fetch(library, tmp_path)[1] == len(whole)


def test_what_is_not_there_or_not_now_is_told_so(
    library: PolyHaven, server: PolyHavenServer, tmp_path: Path
) -> None:
    assert refused(lambda: library.details("nothing", False)).code == Code.NOT_FOUND
    server.faults[FILE] = lambda to: send(to, b"", 404)
    assert refused(lambda: fetch(library, tmp_path)).code == Code.NOT_FOUND
    server.faults[FILE] = lambda to: send(to, b"", 429)
    assert refused(lambda: fetch(library, tmp_path)).code == Code.BUSY


def test_a_server_that_stalls_or_trickles_is_not_waited_for(
    library: PolyHaven, server: PolyHavenServer, tmp_path: Path
) -> None:
    for pause in (0.05, 5.0):
        server.faults["/info/dusk_sky"] = trickle(pause)
        began = time.monotonic()
        assert refused(lambda: library.details("dusk_sky", False)).code == Code.TIMEOUT
        assert time.monotonic() - began < 2
    server.faults.clear()
    server.faults[FILE] = trickle(0.05)
    assert refused(lambda: fetch(library, tmp_path)).code == Code.TIMEOUT
    assert leftovers(tmp_path) == []


def test_an_answer_that_is_no_json_or_no_sense_or_too_long_is_refused(
    library: PolyHaven, server: PolyHavenServer
) -> None:
    answers: list[Callable[[Any], None]] = [
        lambda to: send(to, b"<html>Hello</html>"),
        lambda to: send(to, b"[" * 100_000),
        lambda to: send_json(to, ["a list"]),
        lambda to: send_json(to, {"name": "No type"}),
        lambda to: send_json(to, {"type": 7}),
        flood,
    ]
    for answer in answers:
        server.faults["/info/dusk_sky"] = answer
        assert refused(lambda: library.details("dusk_sky", False)).code == Code.NETWORK


def test_what_makes_no_sense_in_a_list_is_left_out(library: PolyHaven, server: PolyHavenServer) -> None:
    good = server.assets["dusk_sky"][0]
    odd = {"../up": good, "a b": good, "text": "text", "kind": {"type": "0"}, "other": {**good, "type": 2}}
    fine = {"fine": {**good, "tags": ["a", 7], "authors": None, "name": 5, "download_count": "many"}}
    server.faults["/assets"] = lambda to: send_json(to, {**odd, **fine})
    (found,) = library.search("hdri", "", ())
    assert (found.id, found.name, found.tags, found.authors) == ("fine", "fine", ["a"], [])


@pytest.mark.parametrize(
    "entry",
    [
        {"url": 5},
        {"md5": "../../x"},
        {"md5": None},
        {"size": "big"},
        {"size": -1},
        {"url": "https://dl.polyhaven.org/file/.."},
    ],
    ids=str,
)
def test_a_file_without_address_checksum_or_size_is_refused(
    library: PolyHaven, server: PolyHavenServer, entry: dict[str, Any]
) -> None:
    server.assets["dusk_sky"][1]["hdri"]["1k"]["hdr"] |= entry
    assert refused(lambda: library.details("dusk_sky", False)).code == Code.NETWORK


BAD_PATHS = [
    "../x",
    "a/../../x",
    "/etc/passwd",
    "C:/x",
    "a\\..\\b",
    "",
    "a//b",
    ".hidden",
    "a/.",
    "x\0y",
    "nul",
    "COM1.png",
    "a ",
    "b.",
    "a\nb",
    "ü.png",
]


@pytest.mark.parametrize("path", [*BAD_PATHS, "x" * 300])
def test_a_path_that_leads_out_of_its_folder_or_means_something_to_a_system_is_refused(path: str) -> None:
    assert refused(lambda: safe_path(path)).code == Code.NETWORK


def test_plain_paths_stay_as_they_are() -> None:
    for path in ("chair.bin", "textures/chair_diff_1k.jpg", "a b (1)/x-y+z.png"):
        assert safe_path(path) == path


def test_a_path_in_what_belongs_to_a_model_is_refused(
    library: PolyHaven, server: PolyHavenServer, tmp_path: Path
) -> None:
    include = server.assets["Chair_01"][1]["gltf"]["1k"]["gltf"]["include"]
    include["../../../evil.py"] = include["chair.bin"]
    assert refused(lambda: fetch(library, tmp_path, "Chair_01")).code == Code.NETWORK
    assert leftovers(tmp_path) == []


def test_only_the_librarys_own_hosts_are_asked_and_only_by_https() -> None:
    own = origin("https://api.polyhaven.com", ("api.polyhaven.com", "dl.polyhaven.org"), None)
    assert own.check("https://dl.polyhaven.org/file/x.hdr")
    for url in (
        "http://dl.polyhaven.org/x",
        "https://dl.polyhaven.org.evil.com/x",
        "https://evil.com/dl.polyhaven.org",
        "https://dl.polyhaven.org:8443/x",
        "https://dl.polyhaven.org@evil.com/x",
        "https://user:word@dl.polyhaven.org/x",
        "https://127.0.0.1/x",
        "https://dl.polyhaven.org:x/",
        "file:///etc/passwd",
        "ftp://dl.polyhaven.org/x",
        "//dl.polyhaven.org/x",
        "",
    ):
        assert refused(lambda url=url: own.check(url)).code == Code.GATED


def test_a_server_that_stands_in_is_on_this_machine_alone() -> None:
    for base in ("http://127.0.0.1:81", "http://localhost:81/", "http://[::1]:81"):
        local = origin("https://api.polyhaven.com", (), base)
        assert local.local
        assert local.check(f"{local.base}/info/x")
        assert refused(lambda local=local: local.check("http://127.0.0.1:82/x")).code == Code.GATED
        assert refused(lambda local=local: local.check("https://api.polyhaven.com/x")).code == Code.GATED
    for base in (
        "http://evil.com",
        "http://127.0.0.1.evil.com",
        "ftp://127.0.0.1",
        "http://127.0.0.1/x",
        "127.0.0.1",
    ):
        assert refused(lambda base=base: origin("https://api.polyhaven.com", (), base)).code == Code.GATED


def test_a_redirect_is_followed_to_the_same_host_and_to_no_other(
    library: PolyHaven, server: PolyHavenServer, tmp_path: Path
) -> None:
    server.faults[FILE] = redirect(f"{server.base}/file/dusk.jpg")
    error = refused(lambda: fetch(library, tmp_path))
    assert (error.code, "/file/dusk.jpg" in server.asked) == (Code.NETWORK, True)
    other = PolyHavenServer()
    for target in (f"{other.base}/file/dusk_1k.hdr", "file:///etc/passwd", "https://polyhaven.com/x"):
        server.faults[FILE] = redirect(target)
        assert refused(lambda: fetch(library, tmp_path)).code in (Code.GATED, Code.NETWORK)
    assert other.asked == []
    other.close()
    server.faults[FILE] = redirect(f"{server.base}{FILE}")
    assert refused(lambda: fetch(library, tmp_path)).code == Code.NETWORK
    assert leftovers(tmp_path) == []


def test_a_file_on_another_host_than_the_librarys_is_not_asked_for(
    library: PolyHaven, server: PolyHavenServer, tmp_path: Path
) -> None:
    server.assets["dusk_sky"][1]["hdri"]["1k"]["hdr"]["url"] = "http://127.0.0.1:1/dusk_1k.hdr"
    assert refused(lambda: fetch(library, tmp_path)).code == Code.GATED


def test_nobody_there_is_told_so(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        library = PolyHaven(f"http://127.0.0.1:{taken.getsockname()[1]}", QUICK)
        assert refused(lambda: library.details("dusk_sky", False)).code == Code.NETWORK


def test_what_is_too_large_or_has_no_room_is_not_begun(
    library: PolyHaven, server: PolyHavenServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = server.assets["dusk_sky"][1]["hdri"]["1k"]["hdr"]
    size, entry["size"] = entry["size"], 5_000_000_000
    assert refused(lambda: fetch(library, tmp_path)).code == Code.NETWORK
    entry["size"] = size
    usage = store.shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr(store.shutil, "disk_usage", lambda _: usage)
    assert refused(lambda: fetch(library, tmp_path)).code == Code.OUT_OF_SPACE
    assert not [path for path in server.asked if path.startswith("/file/")]


def test_the_store_lies_in_the_users_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PHOTOPLAY_CACHE", str(tmp_path))
    assert store_folder() == tmp_path / "library"
    monkeypatch.delenv("PHOTOPLAY_CACHE")
    assert "photoplay" in store_folder().parts
