"""Text as the word tables compare it: lower case, accents off, every digit 0-9; the length never changes."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from agent.reading.cleaning import latin_digits

_OWN = {"ı": "i", "ł": "l", "đ": "d", "ø": "o", "і": "i", "ς": "σ", "ð": "d", "İ": "i", "’": "'", "ʼ": "'"}


def fold(text: str) -> str:
    """Same length as `text`, so that a place found in one is the place in the other."""
    return "".join(map(_fold_character, latin_digits(text)))


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in _OWN:
        return _OWN[character]
    lowered = character.lower()
    if len(lowered) != 1:
        lowered = character
    lowered = _OWN.get(lowered, lowered)
    parts = unicodedata.normalize("NFKD", lowered)
    if len(parts) > 1 and parts[0].isalpha() and all(unicodedata.category(p) == "Mn" for p in parts[1:]):
        return _OWN.get(parts[0], parts[0])
    return lowered
