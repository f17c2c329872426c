"""Months that a text names: February 2026, lutego, 02/2026. Which of equal invoices is meant by “rent for May”."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache

LANGUAGES = (
    "en", "de", "fr", "es", "it", "nl", "pt", "pl", "cs", "sk", "sv", "da", "nb", "fi", "hu", "ro", "hr", "sl", "et",
    "lv", "lt", "tr",
)  # fmt: skip
NUMERIC = re.compile(
    r"(?<![0-9./-])(?<![0-9.] )(?:(0?[1-9]|1[0-2])[./-](20[0-9]{2})|(20[0-9]{2})[./-](0[1-9]|1[0-2]))(?![0-9./-])"
)
WORD = re.compile(r"([A-Z]{3,})\.?(?:[ /-]{1,3}((?:20)?[0-9]{2})(?![0-9]))?")
# Shorter forms are words of their own in some language.
SHORTEST = 3


def months_in(plain: str, *, booked_on: date) -> frozenset[tuple[int, int]]:
    """(year, month) of each; without a year the latest such month that is not after the booking's next month.

    `plain` in capitals without accents.
    """
    found = set()
    for match in NUMERIC.finditer(plain):
        month, year = (match[1], match[2]) if match[1] else (match[4], match[3])
        found.add((int(year), int(month)))
    words = _words()
    for match in WORD.finditer(plain):
        month = words.get(match[1])
        if month is None or (match[1] in NOT_MONTHS and not match[2]):
            continue
        if match[2]:
            year = int(match[2])
            found.add((year + 2000 if year < 100 else year, month))
        else:
            ahead = month > booked_on.month + 1
            found.add((booked_on.year - 1 if ahead else booked_on.year, month))
    return frozenset(found)


@cache
def _words() -> dict[str, int]:
    from babel import Locale

    months: dict[str, set[int]] = {}
    for language in LANGUAGES:
        forms = Locale(language).months
        for usage in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for month, name in forms[usage][width].items():
                    plain = _plain(name)
                    if len(plain) >= SHORTEST and plain.isalpha():
                        months.setdefault(plain, set()).add(month)
    return {word: next(iter(listed)) for word, listed in months.items() if len(listed) == 1}


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.upper().strip(". "))
    return "".join(c for c in folded if not unicodedata.combining(c))


# Abbreviations that are everyday words or legal forms somewhere.
NOT_MONTHS = frozenset({"MAR", "MAG", "SET", "OUT", "ABO", "DES", "LIS", "STY", "CZE", "GRU", "SIE", "AGO", "LUT"})
