"""Poly Haven: HDRIs, textures and models under CC0, at https://api.polyhaven.com.

Its terms ask for a User-Agent of one's own, and for the credit to be shown.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

from ..errors import Code, RpcError
from .fetch import Fetcher, Limits
from .names import safe_path
from .origin import origin
from .provider import Asset, Bundle, Details, RemoteFile
from .ranking import ranked

_BASE = "https://api.polyhaven.com"
_HOSTS = ("api.polyhaven.com", "dl.polyhaven.org", "dl.polyhaven.com")
_LICENCE = "CC0 1.0"
_KINDS = {"hdri": "hdris", "texture": "textures", "model": "models"}
_TYPES = dict(enumerate(_KINDS))
_LIST_KEPT = 600.0
"""Seconds for which a list of assets counts as new."""

_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")
_MD5 = re.compile(r"[0-9a-f]{32}")
_RESOLUTION = re.compile(r"([0-9]{1,3})k")
_MAPS = {
    "colour": ("diffuse", "diff", "col", "col_01", "col_1"),
    "roughness": ("rough", "roughness"),
    "normal": ("nor_gl",),
    "metallic": ("metal", "metallic"),
    "displacement": ("displacement", "disp"),
}
"""Names of a texture's maps by what they are; nor_gl is the normal map with Y up, as Blender has it."""
_FORMATS = ("jpg", "png", "exr")


class PolyHaven:
    """The library; `instead` is a server on this machine that speaks its interface."""

    name = "polyhaven"
    credit = "Powered by Poly Haven"

    def __init__(self, instead: str | None = None, limits: Limits | None = None) -> None:
        self.fetcher = Fetcher(origin(_BASE, _HOSTS, instead), limits)
        self._lists: dict[str, tuple[float, list[tuple[int, Asset]]]] = {}
        self._lock = threading.Lock()

    def search(self, kind: str, query: str, categories: Sequence[str]) -> list[Asset]:
        """All assets with every word of the query and every category, best first; of equals the most used."""
        return ranked(self._list(kind, categories), query)

    def details(self, asset_id: str, displacement: bool) -> Details:
        """What there is of an asset, and how large."""
        base = self.fetcher.origin.base
        info, files = (self._object(f"{base}/{what}/{asset_id}") for what in ("info", "files"))
        asset = _asset(asset_id, info)
        if asset is None:
            raise RpcError(Code.NETWORK, f"Poly Haven says of {asset_id!r} what makes no sense")
        bundles = {
            name: _bundle(asset.kind, files, name, displacement) for name in _resolutions(asset.kind, files)
        }
        return Details(asset, {name: bundle for name, bundle in bundles.items() if bundle.roles})

    def _list(self, kind: str, categories: Sequence[str]) -> list[tuple[int, Asset]]:
        query = urlencode(
            {"type": _KINDS[kind], **({"categories": ",".join(categories)} if categories else {})}
        )
        url = f"{self.fetcher.origin.base}/assets?{query}"
        with self._lock:
            kept = self._lists.get(url)
        if kept is not None and time.monotonic() - kept[0] < _LIST_KEPT:
            return kept[1]
        found = [
            (_count(value), asset)
            for name, value in self._object(url).items()
            if isinstance(value, dict) and (asset := _asset(name, value)) is not None and asset.kind == kind
        ]
        with self._lock:
            if len(self._lists) >= 20:
                self._lists.clear()
            self._lists[url] = time.monotonic(), found
        return found

    def _object(self, url: str) -> dict[str, Any]:
        answer = self.fetcher.answer(url)
        if not isinstance(answer, dict):
            raise RpcError(Code.NETWORK, f"{url} answers what makes no sense")
        return answer


def _count(value: dict[str, Any]) -> int:
    count = value.get("download_count")
    return count if isinstance(count, int) else 0


def _asset(asset_id: str, value: dict[str, Any]) -> Asset | None:
    kind = _TYPES.get(value.get("type", -1)) if isinstance(value.get("type"), int) else None
    if kind is None or not _ID.fullmatch(asset_id):
        return None
    authors = value.get("authors")
    return Asset(
        asset_id,
        kind,
        _text(value.get("name")) or asset_id,
        _text(value.get("description")),
        _texts(value.get("tags")),
        _texts(value.get("categories")),
        _texts(list(authors)) if isinstance(authors, dict) else [],
        _text(value.get("thumbnail_url")),
        _LICENCE,
    )


def _text(value: object) -> str:
    return value[:1000] if isinstance(value, str) else ""


def _texts(value: object) -> list[str]:
    return [text[:200] for text in value if isinstance(text, str)][:100] if isinstance(value, list) else []


def _inside(value: object, *names: str) -> dict[str, Any]:
    """The object that names lead to, or an empty one."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def _resolutions(kind: str, files: dict[str, Any]) -> list[str]:
    if kind == "hdri":
        known = _inside(files, "hdri")
    elif kind == "model":
        known = _inside(files, "gltf") or _inside(files, "blend")
    else:
        known = _inside(files, _map(files, "colour"))
    found = [name for name in known if _RESOLUTION.fullmatch(name)]
    return sorted(found, key=lambda name: int(name[:-1]))


def _bundle(kind: str, files: dict[str, Any], resolution: str, displacement: bool) -> Bundle:
    """The files of a resolution. RpcError(NETWORK) for one that cannot be."""
    if kind == "model":
        return _model(files, resolution)
    if kind == "hdri":
        found = [("sky", _first(_inside(files, "hdri", resolution), ("hdr", "exr")))]
    else:
        roles = [role for role in _MAPS if role != "displacement" or displacement]
        found = [
            (role, _first(_inside(files, _map(files, role), resolution), _formats(role))) for role in roles
        ]
    named = {role: _file(entry) for role, entry in found if entry}
    return Bundle(tuple(named.values()), {role: file.path for role, file in named.items()})


def _formats(role: str) -> tuple[str, ...]:
    """Height needs more than 256 steps."""
    return ("png", "exr", "jpg") if role == "displacement" else _FORMATS


def _model(files: dict[str, Any], resolution: str) -> Bundle:
    """glTF rather than .blend: any Blender reads it, and it holds nothing that could run."""
    for form in ("gltf", "blend"):
        main = _inside(files, form, resolution, form)
        if main:
            first = _file(main)
            return Bundle((first, *_included(main)), {form: first.path})
    return Bundle((), {})


def _included(main: dict[str, Any]) -> Iterator[RemoteFile]:
    for path, entry in _inside(main, "include").items():
        yield _file(entry, path)


def _map(files: dict[str, Any], role: str) -> str:
    return next((name for wanted in _MAPS[role] for name in files if name.lower() == wanted), "")


def _first(entry: dict[str, Any], formats: Sequence[str]) -> dict[str, Any]:
    return next((_inside(entry, name) for name in formats if _inside(entry, name)), {})


def _file(entry: object, path: str | None = None) -> RemoteFile:
    """A file's address, place, checksum and size; its own name when no path is given."""
    value = entry if isinstance(entry, dict) else {}
    url, md5, size = value.get("url"), value.get("md5"), value.get("size")
    if not isinstance(url, str) or not isinstance(md5, str) or not isinstance(size, int) or size < 0:
        raise RpcError(Code.NETWORK, "Poly Haven names a file without address, checksum or size")
    if not _MD5.fullmatch(md5):
        raise RpcError(Code.NETWORK, f"Poly Haven names a checksum {md5[:50]!r}")
    own = unquote(urlsplit(url).path).rsplit("/", 1)[-1]
    return RemoteFile(url, safe_path(own if path is None else path), md5, size)
