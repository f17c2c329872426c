"""Dates as files and people write them, and as a reader expects them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from trade.locales import locale_for

LONGEST_DATE = 60
DATE_ORDERS = frozenset({"dmy", "mdy", "ymd"})
# A date outside is a typing error, not business.
YEARS = range(1900, 2200)
# Two digits: POSIX, 69 to 99 are the last century.
LAST_YEAR_OF_THIS_CENTURY = 68

# Names of months are read in these languages; none of their names or abbreviations means two months.
_MONTH_LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "nb", "fi", "pl", "cs")
_ORDER_WORDS = {"dmy": "day/month/year", "mdy": "month/day/year", "ymd": "year-month-day"}

_TIME = re.compile(
    r"(?:T|,?\s+)(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-6][0-9](?:[.,][0-9]+)?)?"
    r"(?:\s*[ap]\.?m\.?)?(?:\s*(?:Z|UTC|GMT|[+-][0-9]{2}:?(?:[0-9]{2})?))?$",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})\.?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})(?:([-/])([0-9]{1,2})\2|\. ?([0-9]{1,2})\. ?)([0-9]{4}|[0-9]{2})")
_DAY_NAME_YEAR = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th|er|\.|º)?[\s/-]*(?:de |of )?([^\W\d_]+)\.?,?[\s/-]*(?:de )?([0-9]{4}|[0-9]{2})"
)
_NAME_DAY_YEAR = re.compile(r"([^\W\d_]+)\.?[\s-]*([0-9]{1,2})(?:st|nd|rd|th)?(?:,\s*|[\s-]+)([0-9]{4})")


def parse_date(text: str, *, order: str = "ymd") -> date:
    """The calendar date as written; a time or zone behind it is dropped, never converted.

    ISO dates, dates with points (always day first) and names of months need no order. With slashes or dashes `order`
    "dmy" or "mdy" decides; under "ymd" they pass only where day and month cannot be mistaken.
    ValueError with a sentence for impossible and unclear dates and for serial numbers of spreadsheets.
    """
    if len(text) == 10 and text[4] == "-":
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return _parse(text, order)
        if day.year in YEARS:
            return day
    if len(text) > LONGEST_DATE:
        raise ValueError(f"“{_shown(text)}” is not a date.")
    return _parse(text, order)


def detect_date_order(samples: Iterable[str], *, default: str = "dmy") -> str:
    """The order of a column, "dmy", "mdy" or "ymd": what most samples prove.

    "13/02/2026" and "5.1.2026" prove "dmy", "02/13/2026" "mdy"; `default` where all are like "02/03/2026".
    """
    votes = {"dmy": 0, "mdy": 0, "ymd": 0}
    unclear = False
    for sample in samples:
        proven = _order_shown(_without_time(sample))
        if proven:
            votes[proven] += 1
        unclear = unclear or proven == ""
    if votes["dmy"] != votes["mdy"]:
        return "dmy" if votes["dmy"] > votes["mdy"] else "mdy"
    return "ymd" if votes["ymd"] and not votes["dmy"] and not unclear else default


def format_date(day: date, *, language: str, country: str = "") -> str:
    """The date with the month's name, so that no reader can mistake it: "5. Januar 2026", "January 5, 2026"."""
    from babel.dates import format_date as babel_format_date

    return babel_format_date(day, format="long", locale=locale_for(language, country))


@lru_cache(maxsize=8192)
def _parse(text: str, order: str) -> date:
    if order not in DATE_ORDERS:
        raise ValueError(f"“{order}” is not an order of day, month and year: dmy, mdy or ymd.")
    clean = _without_time(text)
    if not clean:
        raise ValueError("The date is empty.")
    if match := _YEAR_FIRST.fullmatch(clean):
        return _date(text, match[1], match[3], match[4], "ymd")
    if match := _COMPACT.fullmatch(clean):
        return _date(text, match[1], match[2], match[3], "ymd")
    if match := _YEAR_LAST.fullmatch(clean):
        return _year_last(text, match, order)
    return _named(text, clean)


def _without_time(text: str) -> str:
    if len(text) > LONGEST_DATE:
        return text
    return _TIME.sub("", text.strip()).strip()


def _year_last(text: str, match: re.Match[str], order: str) -> date:
    first, second, year = match[1], match[3] or match[4], match[5]
    if match[4]:
        return _date(text, year, second, first, "dmy")
    if order == "ymd":
        order = _certain_order(first, second) if len(year) == 4 else ""
        if not order:
            raise ValueError(f"“{text.strip()}” is unclear: which number is the day, which the month or the year?")
    day, month = (first, second) if order == "dmy" else (second, first)
    return _date(text, year, month, day, order)


def _certain_order(first: str, second: str) -> str:
    """ "dmy" also where day and month are the same number; "" where both orders make different dates."""
    if int(second) > 12 and int(first) <= 12:
        return "mdy"
    return "dmy" if int(first) > 12 or int(first) == int(second) else ""


def _named(text: str, clean: str) -> date:
    if match := _DAY_NAME_YEAR.fullmatch(clean):
        day, name, year = match.groups()
    elif match := _NAME_DAY_YEAR.fullmatch(clean):
        name, day, year = match.groups()
    else:
        raise ValueError(f"“{_shown(text)}” is not a date.")
    month = _month_names().get(name.casefold())
    if month is None:
        raise ValueError(f"“{_shown(text)}” is not a date: “{name}” is not a month.")
    return _date(text, year, str(month), day, "dmy")


@lru_cache(maxsize=1)
def _month_names() -> dict[str, int]:
    """Full and short names of the months, casefolded, without full stop; CLDR's and a few that it leaves out."""
    names = {"sept": 9, "jänner": 1, "feber": 2}
    for language in _MONTH_LANGUAGES:
        for widths in locale_for(language).months.values():
            for width in ("wide", "abbreviated"):
                names |= {name.casefold().rstrip("."): number for number, name in widths.get(width, {}).items()}
    return {name: number for name, number in names.items() if not name.isdigit()}


def _date(text: str, year: str, month: str, day: str, order: str) -> date:
    full_year = int(year)
    if len(year) == 2:
        full_year += 2000 if full_year <= LAST_YEAR_OF_THIS_CENTURY else 1900
    if full_year not in YEARS:
        raise ValueError(f"“{text.strip()}” is not a date: the year {full_year} is not from {YEARS[0]} to {YEARS[-1]}.")
    if not 1 <= int(month) <= 12:
        raise ValueError(f"“{text.strip()}” is not a date: as {_ORDER_WORDS[order]} it has a month {int(month)}.")
    try:
        return date(full_year, int(month), int(day))
    except ValueError:
        raise ValueError(f"“{text.strip()}” is not a date: that month has no day {int(day)}.") from None


def _order_shown(clean: str) -> str | None:
    """The order that one date proves; "" for a date that proves none, None for what is no date in numbers."""
    if _YEAR_FIRST.fullmatch(clean) or _COMPACT.fullmatch(clean):
        return "ymd"
    match = _YEAR_LAST.fullmatch(clean)
    if match is None:
        return None
    if match[4]:
        return "dmy"
    first, second = int(match[1]), int(match[3])
    if first > 12 and second > 12:
        return None
    return "dmy" if first > 12 else "mdy" if second > 12 else ""


def _shown(text: str) -> str:
    clean = " ".join(text.split())
    return f"{clean[:37]}…" if len(clean) > 40 else clean
