"""Words that point at invoices ("both", "the other one", "the oldest"), by language, from agent/data."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib import resources

from agent.reading.folding import fold

# No spaces between words, so that a word may begin and end anywhere.
_UNSPACED = frozenset({"zh", "ja", "th", "km", "lo", "my", "ko"})
# Articles and prepositions are written together with the word.
_PREFIXES = {"he": "[ובלהשמכ]{0,3}", "ar": "(?:[وفبلك]{0,2}(?:ال|لل|ل)?)", "fa": "", "ur": ""}
_LEFT, _RIGHT = r"(?<![^\W_])", r"(?![^\W_])"
# Words that point only together with a noun ("the first invoice"), or where nothing else follows ("die grosse, …").
PLACED = ("first", "second", "third", "last", "big", "small")
_ARTICLE = r"(?:the|die|der|den|das|la|le|el|a|o|de|det|l'|az?|η|το|την|una|un)\s?"
_BARE_END = r"(?=\s*(?:[(,:;.?!–-]|$)|\s+[\d€$£(])"


@lru_cache(maxsize=2048)
def word_pattern(kind: str, language: str) -> re.Pattern[str] | None:
    """Any of the language's words of a kind, None if it has none. To be matched on folded text."""
    words = _table().get(language, {})
    return re.compile(_edged(words[kind], language)) if kind in words else None


@lru_cache(maxsize=2048)
def placed_pattern(kind: str, language: str) -> re.Pattern[str] | None:
    """ "first", "big" and the like beside the language's word for an invoice, or with an article alone."""
    words = _table().get(language, {})
    if kind not in words:
        return None
    word, noun = _edged(words[kind], language), _edged(words["invoice"], language)
    gap = r"\s?" if language in _UNSPACED else r"\s+"
    parts = [f"{word}{gap}{noun}", f"{noun}{gap}{word}"]
    if language not in _UNSPACED:
        parts.append(f"{_LEFT}{_ARTICLE}{word}{_BARE_END}")
    return re.compile("|".join(parts))


def _edged(pattern: str, language: str) -> str:
    body = _folded(pattern)
    if language in _UNSPACED:
        return f"(?:{body})"
    return f"{_LEFT}{_PREFIXES.get(language, '')}(?:{body}){_RIGHT}"


def _folded(pattern: str) -> str:
    """The pattern as `fold` leaves the text, its backslashed classes kept."""
    return re.sub(r"(\\.)|([^\\]+)", lambda match: match[1] or fold(match[2]), pattern)


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    text = (resources.files("agent") / "data" / "reference_words.json").read_text("utf-8")
    loaded: dict[str, dict[str, str]] = json.loads(text)
    return loaded
