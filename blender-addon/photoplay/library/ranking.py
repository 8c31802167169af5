"""Which assets a query means, and which of them first."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .provider import Asset

_WORDS = re.compile(r"[^\W_]+")
_IN_NAME, _IN_TAGS, _IN_CATEGORIES, _IN_DESCRIPTION = 8, 4, 2, 1
_WHOLE = 2
"""A whole word counts twice what a part of one does."""


def ranked(assets: Iterable[tuple[int, Asset]], query: str) -> list[Asset]:
    """Of (times used, asset) those in which every word is found: by where, then by use, then by id."""
    words = _WORDS.findall(query.lower())
    found = [(score, used, asset) for used, asset in assets if (score := _score(asset, words)) is not None]
    found.sort(key=lambda entry: (-entry[0], -entry[1], entry[2].id))
    return [asset for _, _, asset in found]


def _score(asset: Asset, words: list[str]) -> int | None:
    places = (
        (_IN_NAME, f"{asset.name} {asset.id}"),
        (_IN_TAGS, " ".join(asset.tags)),
        (_IN_CATEGORIES, " ".join(asset.categories)),
        (_IN_DESCRIPTION, asset.description),
    )
    texts = [(weight, _WORDS.findall(text.lower())) for weight, text in places]
    total = 0
    for word in words:
        best = max((weight * _match(word, text) for weight, text in texts), default=0)
        if best == 0:
            return None
        total += best
    return total


def _match(word: str, text: list[str]) -> int:
    if word in text:
        return _WHOLE
    return 1 if any(word in other for other in text) else 0
