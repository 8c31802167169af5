"""The add-on's checks agree with zod: the same fixtures, the same verdicts, the same places."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from photoplay.errors import Code, RpcError
from photoplay.session import PROTOCOL
from photoplay.validation import Schemas, schema_folder

FIXTURES = Path(__file__).parents[1] / "fixtures" / "protocol"
CASES = [
    pytest.param(file.stem, case, id=f"{file.stem}: {case['name']}")
    for file in sorted(FIXTURES.glob("*.json"))
    for case in json.loads(file.read_text("utf-8"))
]


@pytest.fixture(scope="module")
def schemas() -> Schemas:
    return Schemas()


def check(schemas: Schemas, name: str, value: Any) -> None:
    kind, _, rest = name.partition(".")
    if kind == "command":
        schemas.check_command(value, 3)
    elif kind == "event":
        schemas.check_event(rest.replace(".", "/"), value)
    elif rest.endswith(".params"):
        schemas.check_params(rest.removesuffix(".params").replace(".", "/"), value)
    else:
        schemas.check_result(rest.removesuffix(".result").replace(".", "/"), value)


@pytest.mark.parametrize(("name", "case"), CASES)
def test_a_fixture_is_judged_as_zod_judges_it(schemas: Schemas, name: str, case: dict[str, Any]) -> None:
    if case["valid"]:
        check(schemas, name, case["value"])
        return
    with pytest.raises(RpcError) as caught:
        check(schemas, name, case["value"])
    assert caught.value.code == Code.INVALID_PARAMS
    path = caught.value.data["path"]
    prefix = "commands[3]" if name.startswith("command.") else ""
    wanted = f"{prefix}.{case['path']}" if prefix and case.get("path") else prefix + case.get("path", "")
    assert path.startswith(wanted)


def test_a_command_is_found_by_its_type_alone(schemas: Schemas) -> None:
    for command in ({"type": "code.run"}, {"type": "../film"}, {"type": 7}, {}, "scene.create", None):
        with pytest.raises(RpcError) as caught:
            schemas.check_command(command, 0)
        assert caught.value.data["path"] == "commands[0].type"


def test_the_error_codes_are_those_of_the_schema() -> None:
    constants = json.loads((schema_folder() / "protocol.json").read_text("utf-8"))["properties"]
    codes = {name: body["const"] for name, body in constants["errors"]["properties"].items()}
    spelled = {"".join(part.title() for part in code.name.split("_")): int(code) for code in Code}
    assert {name[0].upper() + name[1:]: code for name, code in codes.items()} == spelled
    assert constants["version"]["const"] == PROTOCOL
