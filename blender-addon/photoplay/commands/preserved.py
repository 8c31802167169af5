"""Settings that are changed for a moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def preserved(thing: Any, **values: Any) -> Iterator[None]:
    """Sets attributes in the order given and puts back in the reverse order what was there. Those that the
    running Blender does not know are left out."""
    known = {name: value for name, value in values.items() if hasattr(thing, name)}
    before = {name: getattr(thing, name) for name in known}
    try:
        for name, value in known.items():
            setattr(thing, name, value)
        yield
    finally:
        for name, value in reversed(before.items()):
            setattr(thing, name, value)
