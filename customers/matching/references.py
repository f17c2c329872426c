"""Invoice numbers in the text of a payment: whole, wrapped, or without prefix, zeros and spaces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

PIECE = re.compile(r"[A-Z0-9]+")
TOKEN = re.compile(r"[^\s,;:()\"']+")
NOT_KEY = re.compile(r"[^A-Z0-9]")
# Banks wrap at 27 or 35 characters and people write blanks: a number stands in at most so many pieces.
MOST_PIECES = 4
LONGEST_KEY = 40
# Shorter digits are house numbers, days and quantities as often as invoices.
SHORTEST_DIGITS = 4
SURE_DIGITS = 6


@dataclass(frozen=True)
class Mentions:
    """Keys that a text may mean: whole numbers, digits without prefix and zeros, words as they stand."""

    wholes: frozenset[str]
    digits: frozenset[str]
    words: frozenset[str]


def mentions(text: str) -> Mentions:
    """All that could be a number in the text, case and punctuation aside."""
    upper = text.upper()
    pieces = PIECE.findall(upper)
    wholes: set[str] = set()
    for start in range(len(pieces)):
        for end in range(start + 1, min(start + MOST_PIECES, len(pieces)) + 1):
            joined = "".join(pieces[start:end])
            if len(joined) > LONGEST_KEY:
                break
            if any(c.isdigit() for c in joined):
                wholes.add(joined)
    digits = {key for whole in wholes if len(key := digits_key(whole)) >= SHORTEST_DIGITS}
    words = {word.strip(".-/") for word in TOKEN.findall(text)}
    return Mentions(frozenset(wholes), frozenset(digits), frozenset(word for word in words if word))


def whole_key(number: str) -> str:
    return NOT_KEY.sub("", number.upper())


def digits_key(number: str) -> str:
    return re.sub(r"\D", "", number).lstrip("0")


def is_sure(number: str) -> bool:
    """Whether its whole number in a text means this invoice: letters and digits, or many digits that are no date."""
    key = whole_key(number)
    if key.isdigit():
        return len(key) >= SURE_DIGITS and not looks_like_date(key)
    return len(key) >= SHORTEST_DIGITS and sum(c.isdigit() for c in key) >= 2


@lru_cache(maxsize=10_000)
def looks_like_date(digits: str) -> bool:
    """20260115, 15012026, 150126 and the like."""
    formats = {8: ("%Y%m%d", "%d%m%Y", "%m%d%Y"), 6: ("%y%m%d", "%d%m%y", "%m%d%y")}.get(len(digits), ())
    return any(_is_date(digits, form) for form in formats)


def _is_date(digits: str, form: str) -> bool:
    try:
        return 1990 <= datetime.strptime(digits, form).year <= 2060  # noqa: DTZ007 (a spelling, not an instant)
    except ValueError:
        return False
