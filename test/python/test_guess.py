"""A file's contents say what it is, and why."""

from __future__ import annotations

import json
from typing import Any

import pytest

from photoplay.commands.describing.guess import _RULES, Facts, guess
from photoplay.validation import schema_folder

CASES: list[tuple[str, dict[str, Any]]] = [
    ("photoplay film", {"our_scenes": 3, "shots": 26, "strips": 26, "objects": 90, "meshes": 30}),
    ("photoplay scene", {"our_scenes": 1, "shots": 1, "objects": 30, "meshes": 30, "animated": 9}),
    ("video edit", {"strips": 12}),
    ("video edit", {"strips": 12, "objects": 3, "only_starting": True}),
    ("library", {"assets": 40, "objects": 40, "meshes": 40}),
    ("empty", {}),
    ("empty", {"objects": 3, "meshes": 1, "cameras": 1, "lights": 1, "only_starting": True}),
    ("drawing", {"objects": 2, "drawings": 2, "cameras": 1, "animated": 1}),
    ("motion graphics", {"objects": 5, "texts": 4, "animated_texts": 3, "cameras": 1, "animated": 4}),
    (
        "animation shot",
        {"objects": 9, "meshes": 6, "armatures": 1, "animated": 1, "animated_armatures": 1, "cameras": 1},
    ),
    ("animation shot", {"objects": 9, "meshes": 6, "animated": 1, "cameras": 2, "camera_marks": 2}),
    ("character", {"objects": 4, "meshes": 3, "rigged": 3, "armatures": 1}),
    ("environment", {"objects": 9, "meshes": 9, "extent": 40.0}),
    ("environment", {"objects": 90, "meshes": 90, "extent": 4.0}),
    ("model", {"objects": 1, "meshes": 1, "extent": 2.0}),
    ("model", {"objects": 2, "meshes": 1, "cameras": 1, "animated": 1}),
    ("other", {"objects": 1, "lights": 1}),
]


@pytest.mark.parametrize(("kind", "facts"), CASES)
def test_a_file_is_told_by_its_contents(kind: str, facts: dict[str, Any]) -> None:
    guessed, reasons = guess(Facts(**facts))
    assert guessed == kind
    assert reasons
    assert all(reasons)


def test_one_thing_is_told_as_one() -> None:
    assert guess(Facts(our_scenes=1, shots=1))[1] == ["1 scene staged by Photoplay with 1 shot"]


def test_every_kind_is_one_of_the_wire() -> None:
    schema = json.loads((schema_folder() / "method.scene.file.json").read_text("utf-8"))
    known = set(schema["definitions"]["FileKind"]["enum"])
    assert {kind for kind, _ in _RULES} | {"other"} == known
