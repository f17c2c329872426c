"""Where a text says what was looked for: marked in a title, or cut out of a long text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString

BEFORE, AFTER = 60, 140
# The marks that mail programs put before each line they quote.
_QUOTING = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_WORD = re.compile(r"[^\W_]+")
# What accents alone don't explain, as the database folds it.
_SPELLED = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "þ": "th"})


@lru_cache(maxsize=4_096)
def folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_SPELLED))
    return "".join(c for c in plain if not unicodedata.combining(c))


def marked(text: str, words: tuple[str, ...]) -> SafeString:
    """The text, escaped, with `<mark>` around each word that begins with one looked for."""
    pieces, done = [], 0
    for match in _WORD.finditer(text):
        length = _length(match[0], words)
        if length:
            start = match.start()
            pieces.append((text[done:start], text[start : start + length]))
            done = start + length
    return format_html_join("", "{}<mark>{}</mark>", pieces) + conditional_escape(text[done:])


def excerpt(text: str, words: tuple[str, ...]) -> SafeString:
    """The place where most of the words stand close together, on one line; empty if none does."""
    flat = " ".join(_QUOTING.sub("", text).split())
    hits = [match.start() for match in _WORD.finditer(flat) if _length(match[0], words)]
    if not hits:
        return SafeString("")
    best = max(hits, key=lambda start: (sum(start <= other < start + AFTER for other in hits), -start))
    start = max(0, best - BEFORE)
    if start:
        start = flat.find(" ", start) + 1
    cut = flat[start : best + AFTER]
    around = f"{'… ' if start else ''}{cut}{' …' if best + AFTER < len(flat) else ''}"
    return marked(around, words)


def _length(word: str, words: tuple[str, ...]) -> int:
    """How much of the word to mark: 0 if it was not looked for, all of it where folding changes its length."""
    plain = folded(word)
    if not plain.startswith(words):
        return 0
    sought = max(len(one) for one in words if plain.startswith(one))
    return min(sought, len(word)) if len(plain) == len(word) else len(word) * bool(sought)
