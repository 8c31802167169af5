"""What a library is to the rest: assets are found, looked at, and come as bundles of files with roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True)
class Asset:
    """What a library says of an asset; `kind` is hdri, texture or model. LibraryAsset of the schema."""

    id: str
    kind: str
    name: str
    description: str
    tags: list[str]
    categories: list[str]
    authors: list[str]
    thumbnail: str
    licence: str

    def described(self) -> dict[str, Any]:
        """As on the wire."""
        return dict(self.__dict__)


@dataclass(frozen=True)
class RemoteFile:
    """A file to fetch; `path` is its place in its bundle's folder, `md5` hexadecimal, `size` in bytes."""

    url: str
    path: str
    md5: str
    size: int


@dataclass(frozen=True)
class Bundle:
    """The files of an asset in one resolution.

    `roles` names the paths that are to be brought in: `sky` of an HDRI; `colour`, `roughness`, `normal`,
    `metallic`, `displacement` of a texture; `gltf` or `blend` of a model. The other files go with them.
    """

    files: tuple[RemoteFile, ...]
    roles: dict[str, str]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)


@dataclass(frozen=True)
class Details:
    """An asset and its bundles by resolution ("1k"), from the smallest up."""

    asset: Asset
    bundles: dict[str, Bundle] = field(default_factory=dict)


class Provider(Protocol):
    """A library. Its methods wait for the network, and raise RpcError."""

    name: str
    credit: str
    """To be shown where its assets are."""

    def search(self, kind: str, query: str, categories: Sequence[str]) -> list[Asset]:
        """All assets that match, best first."""
        ...

    def details(self, asset_id: str, displacement: bool) -> Details:
        """One asset; its texture bundles with displacement when asked for."""
        ...
