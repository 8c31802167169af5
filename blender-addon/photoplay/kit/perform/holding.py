"""What a prop's track says of hands: who has it, from when to when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..props import PROP_KINDS
from .cues import Held

_SIDES = {"left": ".L", "right": ".R"}

Entries = Sequence[Mapping[str, Any]]


def entries_of(track: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """A track in order. Of two entries for one frame the later counts: who gives and who takes both say where
    the prop goes."""
    by_frame = {entry["frame"]: entry for entry in track}
    return [by_frame[frame] for frame in sorted(by_frame)]


def hand_of(entry: Mapping[str, Any]) -> tuple[str, str] | None:
    """(actor, side) of the hand that has it from an entry on."""
    holder = entry.get("holder")
    return (holder["actor"], _SIDES[holder["hand"]]) if holder else None


def holders(entries: Entries) -> list[str]:
    """Whoever holds it at some time, in order."""
    return list(dict.fromkeys(hand[0] for entry in entries if (hand := hand_of(entry))))


def untold(prop: str, kind: str, entries: Entries, actor: str, held: Sequence[Held]) -> list[Held]:
    """When the actor holds a prop though none of its own actions, which make it hold `held`, says so."""
    found: list[Held] = []
    for index, entry in enumerate(entries):
        hand = hand_of(entry)
        if hand is None or hand[0] != actor:
            continue
        start = entry["frame"] if index else float("-inf")
        end = entries[index + 1]["frame"] if index + 1 < len(entries) else float("inf")
        told = any(
            item.start <= entry["frame"] + 2 and item.end >= min(end, entry["frame"] + 3)
            for item in held
            if item.prop == prop and item.side == hand[1]
        )
        if not told:
            found.append(Held(prop, hand[1], start, end, kind))
    return found


def known_kind(kind: str) -> str:
    """The kind of a prop; what the catalogue does not know is held like any thing."""
    return kind if kind in PROP_KINDS else "thing"
