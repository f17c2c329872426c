"""Whether a text speaks of a statement, or of all that is open, in the languages that payers write."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

WORDS = Path(__file__).with_name("statement_words.toml")


def speaks_of_statement(plain: str) -> bool:
    """`plain` in capitals without accents."""
    return _pattern().search(plain) is not None


@cache
def _pattern() -> re.Pattern[str]:
    words = tomllib.loads(WORDS.read_text("utf-8"))["words"]
    return re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in words)})\b")
