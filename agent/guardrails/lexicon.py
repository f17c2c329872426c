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
# Articles, prepositions and the mark of the future that are joined to the word after them.
JOINED = {"ar": r"[وف]?(?:س|لل|[بلك]?(?:ال)?)", "he": r"[וש]{0,2}[כבלמה]{0,2}"}


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
    parts = []
    for name in sorted(wanted):
        expressions = "|".join(f"(?:{one})" for one in _topics(name).get(topic, ()))
        if expressions:
            # Trying only where a word begins is several times quicker.
            begin = "" if name in UNSPACED else rf"(?<![\w\u0900-\u097f]){JOINED.get(name, '')}"
            parts.append(f"{begin}(?:{expressions})")
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


# Most sentences come back: wordings are chosen from few, and every text is checked at drafting, approval and sending.
@lru_cache(maxsize=16384)
def said(topic: str, language: str, sentence: str) -> bool:
    """Whether a sentence says something of the topic. Expressions match from the beginning of a word."""
    code = language.replace("_", "-").split("-")[0].lower()
    spoken = {code, "en"} if ENGLISH.search(sentence) else {code}
    return any(expression.search(sentence) for expression in (_pattern(topic, one) for one in spoken) if expression)
