"""A server on this machine that speaks Poly Haven's interface, with small real files and faults on demand."""

from __future__ import annotations

import hashlib
import json
import struct
import threading
import time
import zlib
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Answer = Callable[[BaseHTTPRequestHandler], None]


def picture(size: int = 4, colour: tuple[int, int, int] = (200, 120, 60)) -> bytes:
    """A PNG of one colour."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = (b"\0" + bytes(colour) * size) * size
    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def radiance(width: int = 8, height: int = 4) -> bytes:
    """A .hdr (Radiance RGBE, not compressed)."""
    head = f"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y {height} +X {width}\n"
    return head.encode() + bytes((128, 96, 64, 130)) * (width * height)


def triangle() -> tuple[bytes, bytes]:
    """A glTF of one triangle, a metre high (Y is up there), and its buffer."""
    corners = struct.pack("<9f", 0, 0, 0, 1, 0, 0, 0, 1, 0)
    buffer = corners + struct.pack("<6f", 0, 0, 1, 0, 0, 1) + struct.pack("<3H", 0, 1, 2)
    scene = {
        "asset": {"version": "2.0"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0, "name": "Chair"}],
        "meshes": [
            {
                "name": "Chair",
                "primitives": [{"attributes": {"POSITION": 0, "TEXCOORD_0": 1}, "indices": 2, "material": 0}],
            }
        ],
        "materials": [{"name": "Wood", "pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}}],
        "textures": [{"source": 0}],
        "images": [{"uri": "textures/chair_diff_1k.png"}],
        "buffers": [{"uri": "chair.bin", "byteLength": len(buffer)}],
        "bufferViews": [
            {"buffer": 0, "byteOffset": 0, "byteLength": 36},
            {"buffer": 0, "byteOffset": 36, "byteLength": 24},
            {"buffer": 0, "byteOffset": 60, "byteLength": 6},
        ],
        "accessors": [
            {
                "bufferView": 0,
                "componentType": 5126,
                "count": 3,
                "type": "VEC3",
                "min": [0, 0, 0],
                "max": [1, 1, 0],
            },
            {"bufferView": 1, "componentType": 5126, "count": 3, "type": "VEC2"},
            {"bufferView": 2, "componentType": 5123, "count": 3, "type": "SCALAR"},
        ],
    }
    return json.dumps(scene).encode(), buffer


class PolyHavenServer:
    """`files` are served under /file/; `assets` are by id: what /info and what /files say. `faults` answer in
    place of an address's own answer. `asked` and `agents` are what was asked for and by whom."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.assets: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}
        self.faults: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.agents: set[str] = set()
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                owner._answer(self)

            def log_message(self, format: str, *args: Any) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        self._stock()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def file(self, path: str, data: bytes, **more: Any) -> dict[str, Any]:
        """Serves a file; what /files says of it."""
        self.files[path] = data
        md5 = hashlib.md5(data, usedforsecurity=False).hexdigest()
        return {"url": f"{self.base}/file/{path}", "md5": md5, "size": len(data), **more}

    def _stock(self) -> None:
        sky = {
            "hdri": {
                "1k": {"hdr": self.file("dusk_1k.hdr", radiance()), "exr": self.file("dusk_1k.exr", b"exr")},
                "2k": {"hdr": self.file("dusk_2k.hdr", radiance(16, 8))},
            },
            "tonemapped": self.file("dusk.jpg", b"jpg"),
        }
        self.assets["dusk_sky"] = _info("Dusk Sky", 0, ["sunset"], ["outdoor", "skies"], 50), sky
        self.assets["noon_sky"] = _info("Noon Sky", 0, ["bright"], ["outdoor", "skies"], 90), sky
        maps = {
            name: {"1k": {"png": self.file(f"bricks_{name.lower()}_1k.png", picture(4, colour))}}
            for name, colour in {
                "Diffuse": (180, 80, 60),
                "Rough": (200, 200, 200),
                "nor_gl": (128, 128, 255),
                "Displacement": (90, 90, 90),
                "AO": (255, 255, 255),
            }.items()
        }
        self.assets["red_bricks"] = _info("Red Bricks", 1, ["wall"], ["brick", "outdoor"], 10), maps
        gltf, buffer = triangle()
        include = {
            "chair.bin": self.file("chair.bin", buffer),
            "textures/chair_diff_1k.png": self.file("chair_diff_1k.png", picture()),
        }
        chair = {"gltf": {"1k": {"gltf": self.file("chair_1k.gltf", gltf, include=include)}}}
        self.assets["Chair_01"] = _info("Chair 01", 2, ["seat", "wood"], ["furniture"], 5), chair

    def _answer(self, to: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(to.path)
        self.asked.append(to.path)
        self.agents.add(str(to.headers["User-Agent"]))
        fault = self.faults.get(parts.path)
        if fault is not None:
            fault(to)
            return
        _, what, *rest = parts.path.split("/", 2)
        name = rest[0] if rest else ""
        if what == "types":
            send_json(to, ["hdris", "textures", "models"])
        elif what == "assets":
            send_json(to, self._list(parse_qs(parts.query)))
        elif what in ("info", "files") and name in self.assets:
            send_json(to, self.assets[name][what == "files"])
        elif what == "file" and name in self.files:
            send(to, self.files[name])
        else:
            send(to, b"Not found", 404)

    def _list(self, query: dict[str, list[str]]) -> dict[str, Any]:
        kind = ["hdris", "textures", "models"].index(query["type"][0])
        wanted = set(query.get("categories", [""])[0].split(",")) - {""}
        return {
            name: info
            for name, (info, _) in self.assets.items()
            if info["type"] == kind and wanted <= set(info["categories"])
        }


def _info(name: str, kind: int, tags: list[str], categories: list[str], used: int) -> dict[str, Any]:
    return {
        "name": name,
        "type": kind,
        "tags": tags,
        "categories": categories,
        "authors": {"Ann": "All"},
        "download_count": used,
        "date_published": 1_600_000_000,
        "thumbnail_url": "https://cdn.polyhaven.com/asset_img/thumbs/x.png",
    }


def send(to: BaseHTTPRequestHandler, body: bytes, code: int = 200, length: int | None = None) -> None:
    """An answer; with another `length` than its own it lies."""
    to.send_response(code)
    to.send_header("Content-Length", str(len(body) if length is None else length))
    to.end_headers()
    to.wfile.write(body)


def send_json(to: BaseHTTPRequestHandler, value: Any) -> None:
    send(to, json.dumps(value).encode())


def redirect(target: str) -> Answer:
    """Sends the client elsewhere."""

    def answer(to: BaseHTTPRequestHandler) -> None:
        to.send_response(302)
        to.send_header("Location", target)
        to.send_header("Content-Length", "0")
        to.end_headers()

    return answer


def trickle(pause: float) -> Answer:
    """Byte for byte, for ever."""

    def answer(to: BaseHTTPRequestHandler) -> None:
        to.send_response(200)
        to.end_headers()
        try:
            while True:
                to.wfile.write(b" ")
                time.sleep(pause)
        except OSError:
            return

    return answer


def flood(to: BaseHTTPRequestHandler) -> None:
    """More than anybody wants."""
    to.send_response(200)
    to.end_headers()
    try:
        while True:
            to.wfile.write(b" " * 65536)
    except OSError:
        return
