"""What things are called and said in each language: one TOML file per language, lists of regular expressions by topic.

English holds for every sentence that has English words in it: letters mix it in, and labels can be wrong.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "lexicons"
ENGLISH = re.compile(r"\b(?:the|your|our|this)\b", re.IGNORECASE)
# Written without spaces between words, so that an expression may match anywhere.
UNSPACED = frozenset({"ja", "zh", "ko", "th"})


@lru_cache
def languages() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@lru_cache
def _topics(language: str) -> dict[str, tuple[str, ...]]:
    with (FOLDER / f"{language}.toml").open("rb") as file:
        return {topic: tuple(patterns) for topic, patterns in tomllib.load(file).items()}


@lru_cache(maxsize=2048)
def _pattern(topic: str, language: str) -> re.Pattern[str] | None:
    """All expressions of a topic in a language, None if there are none. A language without a file gets every file."""
    wanted = {language} if language in languages() else set(languages())
    unspaced = "|".join(one for name in sorted(wanted & UNSPACED) for one in _grouped(_topics(name).get(topic, ())))
    spaced = "|".join(one for name in sorted(wanted - UNSPACED) for one in _grouped(_topics(name).get(topic, ())))
    # Trying only where a word begins is several times quicker.
    parts = [part for part in (unspaced, rf"(?<!\w)(?:{spaced})" if spaced else "") if part]
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


def _grouped(expressions: tuple[str, ...]) -> list[str]:
    return [f"(?:{expression})" for expression in expressions]


# Most sentences come back: wordings are chosen from few, and every text is checked at drafting, approval and sending.
@lru_cache(maxsize=16384)
def said(topic: str, language: str, sentence: str) -> bool:
    """Whether a sentence says something of the topic. Expressions match from the beginning of a word."""
    code = language.replace("_", "-").split("-")[0].lower()
    spoken = {code, "en"} if ENGLISH.search(sentence) else {code}
    return any(expression.search(sentence) for expression in (_pattern(topic, one) for one in spoken) if expression)
