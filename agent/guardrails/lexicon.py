"""What things are called and said in each language: one TOML file per language, lists of regular expressions by topic.

English holds for every text: letters mix it in.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "lexicons"


@lru_cache
def languages() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@lru_cache
def _topics(language: str) -> dict[str, tuple[str, ...]]:
    with (FOLDER / f"{language}.toml").open("rb") as file:
        return {topic: tuple(patterns) for topic, patterns in tomllib.load(file).items()}


@lru_cache(maxsize=2048)
def pattern(topic: str, language: str) -> re.Pattern[str] | None:
    """All expressions of a topic in the language and in English, None if there are none. A language without a file gets every file."""
    code = language.replace("_", "-").split("-")[0].lower()
    wanted = {code, "en"} if code in languages() else set(languages())
    patterns = [expression for name in sorted(wanted) for expression in _topics(name).get(topic, ())]
    return re.compile("|".join(f"(?:{expression})" for expression in patterns), re.IGNORECASE) if patterns else None


def said(topic: str, language: str, text: str) -> re.Match[str] | None:
    expression = pattern(topic, language)
    return expression.search(text) if expression else None
