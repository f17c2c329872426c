"""The words of the customer page, by language: one file each, English where a language has none."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FALLBACK = "en"
FOLDER = Path(__file__).parent
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


@dataclass(frozen=True)
class Words:
    language: str
    texts: Mapping[str, str]

    @property
    def direction(self) -> str:
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    def say(self, key: str, **values: object) -> str:
        """The sentence, filled in. Values are never read as wording; KeyError for an unknown key."""
        text = self.texts[key]
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text


def words_in(language: str) -> Words:
    """The words of a language ("pt-BR" finds "pt"), else English."""
    code = language.lower().replace("_", "-").partition("-")[0]
    return _words(code if code in languages() else FALLBACK)


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@lru_cache
def _words(code: str) -> Words:
    return Words(code, tomllib.loads((FOLDER / f"{code}.toml").read_text("utf-8")))
