"""Checks params and commands against the committed JSON Schemas, which are generated from the zod sources."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastjsonschema

from .errors import Code, RpcError

Check = Callable[[Any], Any]


def schema_folder() -> Path:
    """`schemas/` in a packaged add-on, the project's own while it is developed."""
    here = Path(__file__).resolve().parent
    packaged = here / "schemas"
    return packaged if packaged.is_dir() else here.parents[1] / "schemas" / "json"


class Schemas:
    """Compiled schemas of one folder; each is compiled when it is first asked for."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or schema_folder()
        self._checks: dict[str, Check] = {}

    def check_params(self, method: str, params: Any) -> None:
        """Raises RpcError(INVALID_PARAMS) with the path of what is wrong."""
        self._check(f"method.{method.replace('/', '.')}", "params", params, "")

    def check_result(self, method: str, result: Any) -> None:
        """The same for what a method answers."""
        self._check(f"method.{method.replace('/', '.')}", "result", result, "")

    def check_event(self, name: str, params: Any) -> None:
        """The same for an event."""
        self._check(f"event.{name.replace('/', '.')}", None, params, "")

    def check_command(self, command: Any, index: int) -> None:
        """Checks a stage command by the schema of its `type`."""
        prefix = f"commands[{index}]"
        kind = command.get("type") if isinstance(command, dict) else None
        if not isinstance(kind, str) or not self._has(f"command.{kind}"):
            raise RpcError(
                Code.INVALID_PARAMS, f"{prefix}.type: {kind!r} is no command", path=f"{prefix}.type"
            )
        self._check(f"command.{kind}", None, command, prefix)

    def _has(self, name: str) -> bool:
        return name in self._checks or ("/" not in name and (self._folder / f"{name}.json").is_file())

    def _check(self, name: str, part: str | None, value: Any, prefix: str) -> None:
        key = f"{name}#{part}" if part else name
        if key not in self._checks:
            self._checks[key] = self._compile(name, part)
        try:
            self._checks[key](value)
        except fastjsonschema.JsonSchemaValueException as error:
            path = _path_text(prefix, error.path[1:])
            message = error.message.removeprefix(error.name or "").strip()
            raise RpcError(Code.INVALID_PARAMS, f"{path or 'params'}: {message}", path=path) from error

    def _compile(self, name: str, part: str | None) -> Check:
        root = json.loads((self._folder / f"{name}.json").read_text("utf-8"))
        schema = root if part is None else {**_only_definitions(root), **root["properties"][part]}
        return fastjsonschema.compile(schema, use_default=False, use_formats=False)


def _only_definitions(root: dict[str, Any]) -> dict[str, Any]:
    return {key: root[key] for key in ("$schema", "definitions") if key in root}


def _path_text(prefix: str, parts: list[str]) -> str:
    text = prefix
    for part in parts:
        text += f"[{part}]" if str(part).isdigit() else f".{part}" if text else str(part)
    return text
