"""The words of mails to our own people, and of the pages that these lead to, in their language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).parent
LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pl", "pt")


def known_language(*wished: str) -> str:
    """The first of these that there are words in, by its main tag; English when there is none."""
    tags = (tag.replace("_", "-").partition("-")[0].lower() for tag in wished if tag)
    return next((tag for tag in tags if tag in LANGUAGES), "en")


@lru_cache(maxsize=len(LANGUAGES))
def words_in(language: str) -> Mapping[str, str]:
    """All words in a language of `LANGUAGES`."""
    return tomllib.loads((HERE / f"{language}.toml").read_text(encoding="utf-8"))
