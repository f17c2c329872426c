"""Spellings of one number that mean the same: with and without separators, zeros, prefix."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

NOT_KEY = re.compile(r"[^A-Z0-9]")
# Zeros that begin a group of digits: 00123 in INV-2026-00123.
LEADING_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")
GROUP = re.compile(r"[0-9]+")
YEAR = re.compile(r"20[0-4][0-9]")
# What scanners and typists take for one another.
ALIKE = str.maketrans("OQDILSBZGT", "0001158267")


def whole_key(number: str) -> str:
    return NOT_KEY.sub("", number.upper())


def squeezed_key(number: str) -> str:
    """Without the zeros that begin each group of digits."""
    return NOT_KEY.sub("", LEADING_ZEROS.sub("", number.upper()))


def digits_key(number: str) -> str:
    return re.sub(r"[^0-9]", "", number).lstrip("0")


def squeezed_digits(number: str) -> str:
    return re.sub(r"[^0-9]", "", LEADING_ZEROS.sub("", number))


def group_keys(number: str) -> set[str]:
    """Groups of digits without their zeros, years apart: 123 of INV-2026-00123, 1661 of 1661/2026."""
    groups = GROUP.findall(number)
    telling = [group for group in groups if not YEAR.fullmatch(group)] or groups[-1:]
    return {group.lstrip("0") for group in telling}


def alike_key(key: str) -> str:
    """The key with characters that scanners mix up made one."""
    return key.translate(ALIKE)


@lru_cache(maxsize=10_000)
def looks_like_date(digits: str, year: int) -> bool:
    """20260115, 15012026, 150126 and the like, within a year of the year given."""
    formats = {8: ("%Y%m%d", "%d%m%Y", "%m%d%Y"), 6: ("%y%m%d", "%d%m%y", "%m%d%y")}.get(len(digits), ())
    return any(_is_date(digits, form, year) for form in formats)


def _is_date(digits: str, form: str, year: int) -> bool:
    try:
        return abs(datetime.strptime(digits, form).year - year) <= 1  # noqa: DTZ007 (a spelling, not an instant)
    except ValueError:
        return False
