"""The words of a statement in a language; English where a language has none."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

FALLBACK = "en"


def words_in(language: str) -> tuple[str, Mapping[str, str]]:
    """(language used, words by key); "de-AT" is German."""
    found = language.lower().replace("_", "-").partition("-")[0]
    used = found if found in _words() else FALLBACK
    return used, _words()[used]


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
