"""library/*: assets of libraries on the network, found and fetched on threads of their own, and imported."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bpy

from ...disk import explained
from ...dispatcher import Method, Result
from ...errors import Code, RpcError
from ...library.polyhaven import PolyHaven
from ...library.provider import Bundle, Details
from ...library.store import Store, store_folder
from ...relay import on_main_thread
from ...session import Session
from ..describing.describe import state
from ..guard import alone
from ..stage.touched import Touched
from ..stage.undo import transaction
from .importing import bring_in, check_place

_LIMIT = 20


def methods(session: Session) -> dict[str, Method]:
    """The part of the wire that goes online, if Blender may."""
    libraries = _Libraries(session)
    return {
        "library/search": Method(libraries.search, apart=True),
        "library/get": Method(libraries.get, apart=True),
        "library/import": Method(libraries.fetch_and_import, apart=True),
    }


def check_online() -> None:
    """RpcError(GATED) unless Blender's own preferences let it go online: a flag of the program, that any
    thread may read."""
    if bpy.app.online_access:
        return
    if bpy.app.online_access_override:
        raise RpcError(Code.GATED, "Blender was started with --offline-mode: it must not go online")
    raise RpcError(
        Code.GATED,
        "Blender must not go online: switch on Edit > Preferences > System > Network > Allow Online Access",
    )


class _Libraries:
    """PHOTOPLAY_POLYHAVEN names a server on this machine that stands in for the library: it is asked whether
    or not Blender may go online."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._instead = os.environ.get("PHOTOPLAY_POLYHAVEN")
        self._found: PolyHaven | None = None

    def _library(self) -> PolyHaven:
        if self._found is None:
            self._found = PolyHaven(self._instead)
        if not self._found.fetcher.origin.local:
            check_online()
        return self._found

    def search(self, params: dict[str, Any]) -> Result:
        """The best that match, and how many there are."""
        library = self._library()
        found = library.search(params["kind"], params["query"], params.get("categories", ()))
        best = found[: params.get("limit", _LIMIT)]
        assets = [asset.described() for asset in best]
        return {"total": len(found), "assets": assets, "credit": library.credit}

    def get(self, params: dict[str, Any]) -> Result:
        """An asset and how much of it would be fetched."""
        library = self._library()
        details = library.details(params["id"], displacement=False)
        sizes = [{"resolution": name, "bytes": bundle.size} for name, bundle in details.bundles.items()]
        return {"asset": details.asset.described(), "resolutions": sizes, "credit": library.credit}

    def fetch_and_import(self, params: dict[str, Any]) -> Result:
        """Fetches what is not there yet, then brings it in as one undo step."""
        library, session = self._library(), self._session

        def on_main(handler: Callable[[dict[str, Any]], Result]) -> Result:
            return on_main_thread(session.pump, "library/import", alone(session, handler).handler, params)

        on_main(check_place)
        details = library.details(params["id"], params.get("displacement", False))
        bundle = _chosen(details, params)
        named = {"provider": library.name, "id": params["id"]}

        def progress(done: int, total: int) -> None:
            session.emit("library/progress", {**named, "done": done, "total": total})

        folder = store_folder()
        try:
            place, fetched = Store(folder).take(library.name, params["id"], bundle, library.fetcher, progress)
        except OSError as error:
            raise explained(error, folder) from error
        return on_main(lambda _: _bring_in(session, params, details, bundle, place)) | {"fetched": fetched}


def _chosen(details: Details, params: dict[str, Any]) -> Bundle:
    if details.asset.kind != params["kind"]:
        raise RpcError(Code.INVALID_PARAMS, f"kind: {params['id']!r} is a {details.asset.kind}", path="kind")
    if params["resolution"] not in details.bundles:
        known = list(details.bundles)
        message = f"{params['id']!r} comes in {', '.join(known) or 'no resolution'}"
        raise RpcError(Code.NOT_FOUND, message, nearest=known)
    return details.bundles[params["resolution"]]


def _bring_in(
    session: Session, params: dict[str, Any], details: Details, bundle: Bundle, folder: Path
) -> Result:
    touched = Touched()
    with transaction(session, f"Import {details.asset.name}"):
        made, things = bring_in(params, details.asset, bundle.roles, folder)
        touched.add(things)
    return {
        "made": made,
        "objects": touched.described(),
        "folder": str(folder),
        "bytes": bundle.size,
        "state": state(session),
    }
