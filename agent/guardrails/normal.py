"""Text in one form: one kind of digit, space and apostrophe, so that rules need to know only one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
SPACES = re.compile(r"[^\S\n]")
SAME = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "٫": ".", "٬": ",", "−": "-", "‐": "-", "‑": "-", "\r": "\n"}
)
SENTENCE_END = re.compile(
    r"\n+|(?<=[.!?…])[\"')\]]*\s+(?=[\"'(\[¿¡«„“]*[^\W\d_a-zà-öø-ÿа-яα-ω])|(?<=[。！？!?])(?=\S)|(?<=।)\s*"
)


def normalise(text: str) -> str:
    """NFKC, ASCII digits, plain spaces, no invisible characters. The length may change."""
    if text.isascii():
        return text
    text = INVISIBLE.sub("", unicodedata.normalize("NFKC", text).translate(SAME))
    text = SPACES.sub(" ", text)
    return FOREIGN_DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), text)


@lru_cache(maxsize=8192)
def one_line(name: str) -> str:
    """A short text of the facts as it stands in a normalised text."""
    return " ".join(normalise(name).split())


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each line or sentence. "18.02.2026" and "S.L. de" do not end one."""
    spans, start = [], 0
    for match in SENTENCE_END.finditer(text):
        if match.start() > start:
            spans.append((start, match.start()))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """Letters and digits alone, upper case: for comparing numbers that are written in groups."""
    return "".join(character for character in normalise(text).upper() if character.isalnum())


@lru_cache(maxsize=8192)
def plain_letters(text: str) -> str:
    """Case folded and without accents: for comparing names."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
