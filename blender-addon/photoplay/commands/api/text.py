"""What Blender's own description of a property, function or operator (RNA) says, in a line."""

from __future__ import annotations

import inspect
import re
from typing import Any

_CHOICES = 40
_HUGE = 1e9
"""Limits beyond it are those of the number's storage and say nothing."""


def property_text(prop: Any) -> str:
    """Type, range, default and choices: `float[3], 0 to 1, default (1, 1, 1)`."""
    parts = [_type(prop), *_limits(prop)]
    default = default_text(prop)
    if default:
        parts.append(f"default {default}")
    if prop.is_readonly:
        parts.append("read-only")
    return ", ".join(parts)


def _type(prop: Any) -> str:
    kind = prop.type
    if kind == "ENUM":
        names = [repr(item.identifier) for item in prop.enum_items]
        shown = ", ".join(names[:_CHOICES]) + (", …" if len(names) > _CHOICES else "")
        return f"set of {{{shown}}}" if prop.is_enum_flag else f"one of {{{shown}}}"
    if kind == "POINTER":
        return f"{prop.fixed_type.identifier}"
    if kind == "COLLECTION":
        owner = f" ({prop.srna.identifier})" if prop.srna is not None else ""
        return f"collection of {prop.fixed_type.identifier}{owner}"
    name = {"BOOLEAN": "bool", "STRING": "str", "INT": "int"}.get(kind, "float")
    length = getattr(prop, "array_length", 0)
    unit = getattr(prop, "unit", "NONE")
    text = f"{name}[{length}]" if length else name
    return text if unit == "NONE" else f"{text} {unit.lower().replace('_', ' ')}"


def _limits(prop: Any) -> list[str]:
    if prop.type == "STRING":
        return [f"at most {prop.length_max} bytes"] if prop.length_max else []
    if prop.type not in ("INT", "FLOAT"):
        return []
    low, high = prop.hard_min, prop.hard_max
    if abs(low) < _HUGE and abs(high) < _HUGE:
        return [f"{low:g} to {high:g}"]
    return [f"at least {low:g}"] if abs(low) < _HUGE else [f"at most {high:g}"] if abs(high) < _HUGE else []


def default_text(prop: Any) -> str:
    """A property's default as Python writes it; empty where it has none."""
    if prop.type in ("POINTER", "COLLECTION"):
        return ""
    if prop.type == "ENUM":
        if not prop.enum_items:  # they come and go with the scene, and so does the default
            return ""
        return repr(prop.default_flag if prop.is_enum_flag else prop.default) if prop.default else ""
    if getattr(prop, "is_array", False):
        return f"({', '.join(_number(value) for value in prop.default_array)})"
    return _number(prop.default)


def _number(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else repr(value)


def function_text(name: str, function: Any) -> str:
    """A function's call: `frame_set(frame: int, subframe: float = 0) -> …`."""
    inputs = [p for p in function.parameters if not p.is_output]
    outputs = [_brief(p) for p in function.parameters if p.is_output]
    arguments = [_argument(p, required=p.is_required) for p in inputs]
    answer = outputs[0] if len(outputs) == 1 else f"({', '.join(outputs)})" if outputs else ""
    return f"{name}({', '.join(arguments)})" + (f" -> {answer}" if answer else "")


def operator_text(path: str, rna: Any) -> str:
    """An operator's call."""
    own = [prop for prop in rna.properties if prop.identifier != "rna_type"]
    return f"{path}({', '.join(_argument(prop, required=False) for prop in own)})"


def _argument(prop: Any, required: bool) -> str:
    default = "" if required else default_text(prop)
    return f"{prop.identifier}: {_brief(prop)}" + (f" = {default}" if default else "" if required else " = …")


def _brief(prop: Any) -> str:
    if prop.type == "ENUM":
        return "set" if prop.is_enum_flag else "str"
    return _type(prop).split(" ")[0] if prop.type != "COLLECTION" else _type(prop)


def python_text(name: str, attribute: Any) -> tuple[str, str]:
    """Signature and description of what is written in Python or C beside the RNA."""
    text = inspect.getdoc(attribute) or ""
    call = re.match(r"\.\. (?:class)?(?:method|function):: (.*)", text)
    if call is not None:
        return call.group(1).strip(), " ".join(text[call.end() :].split())
    if isinstance(attribute, property):
        return "property, read-only" if attribute.fset is None else "property", " ".join(text.split())
    try:
        signature = str(inspect.signature(attribute)).replace("(self, ", "(").replace("(self)", "()")
        return f"{name}{signature}", " ".join(text.split())
    except (TypeError, ValueError):
        return f"{name}(…)", " ".join(text.split())
