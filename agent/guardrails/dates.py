"""Dates in a text, in national formats with the month names of the language, against the dates of the facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from agent.answers import Violation
from agent.guardrails.currency_words import mark_after, mark_before
from agent.guardrails.date_places import misplaced_date, swapped_dates
from agent.guardrails.examined import Examined
from agent.guardrails.normal import normalise, plain_letters

# A digit first, and only then what must not stand before it: so an expression passes quickly over all but digits.
ISO = re.compile(r"([0-9](?<![\w.][0-9])[0-9]{3}) ?[-/.] ?([0-9]{1,2}) ?[-/.] ?([0-9]{1,2})(?![0-9])\.?")
NUMERIC = re.compile(r"([0-9](?<![\w/.-][0-9])[0-9]?)(?: ?([./-]) ?)([0-9]{1,2}) ?\2 ?([0-9]{4}|[0-9]{2})(?![\w/])")
DAY_AND_MONTH = re.compile(r"([0-9](?<![\w/.,-][0-9])[0-9]?)\. ?([0-9]{1,2})\.(?![0-9])")
# "18.11", "18-11": only where it is a day of the facts, as it may be anything else.
SHORT = re.compile(r"([0-9](?<![\w/.,-][0-9])[0-9]?)[.-]([0-9]{1,2})(?![0-9%]|[.,-][0-9]| ?%)")
WITH_SLASH = re.compile(r"([0-9](?<![\w/.-][0-9])[0-9]?)/([0-9]{1,2})(?![\w/]|\.[0-9])")
CJK = re.compile(r"(?:(?:(\d{4})|令和 ?(\d{1,2})) ?[年년] ?)?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일號号]?")
ERA_REIWA, BUDDHIST = 2018, 543
# Only the United States write the month first by default; English elsewhere may mean either.
MONTH_FIRST_LANGUAGES, YEAR_FIRST_LANGUAGES = ("en", "fil", "sw"), ("hu", "lt", "lv", "eu", "mn", "ko")
MONTH_FIRST = frozenset({"US"})
DAY_FIRST_ENGLISH = frozenset({"GB", "IE", "AU", "NZ", "IN", "ZA", "SG"})


@dataclass(frozen=True)
class FoundDate:
    """`year` None: the text gives day and month only. `readings`: the (month, day) pairs that the digits may mean."""

    start: int
    end: int
    year: int | None
    readings: tuple[tuple[int, int], ...]


def check_dates(examined: Examined) -> Iterator[Violation]:
    for found in _find(examined):
        text = examined.text[found.start : found.end].strip()
        if not _is_supported(examined, found):
            yield examined.violation("wrong_fact", found.start, f"The date {text} is not in the facts.")
        else:
            days = tuple((found.year, *reading) for reading in found.readings)
            examined.dates.append((found.start, days))
            yield from misplaced_date(examined, position=found.start, text=text, days=days)
    yield from swapped_dates(examined)


def _is_supported(examined: Examined, found: FoundDate) -> bool:
    days = examined.support.month_days.get(found.year)
    return days is not None and any(reading in days for reading in found.readings)


def _find(examined: Examined) -> Iterator[FoundDate]:
    """Written-out and complete dates first: what each finds, the next no longer sees."""
    readers = [
        (ISO, _iso),
        (NUMERIC, _numeric),
        *((one, _read_named) for one in _named(examined.language).expressions),
        (DAY_AND_MONTH, _day_and_month),
        (WITH_SLASH, _with_slash),
        (SHORT, _short),
    ]
    if "月" in examined.rest or "월" in examined.rest:
        readers.insert(0, (CJK, _cjk))
    for expression, read in readers:
        matches = [read(match, examined) for match in expression.finditer(examined.rest)]
        found = [one for one in matches if one and any(_exists(one.year, *reading) for reading in one.readings)]
        if found:
            examined.take_all([(one.start, one.end) for one in found])
            yield from found


@lru_cache(maxsize=4096)
def _exists(year: int | None, month: int, day: int) -> bool:
    try:
        date(year or 2024, month, day)
    except ValueError:
        return False
    return True


def _cjk(match: re.Match[str], examined: Examined) -> FoundDate:
    year = _full_year(match[1]) if match[1] else ERA_REIWA + int(match[2]) if match[2] else None
    return FoundDate(*match.span(), year, ((int(match[3]), int(match[4])),))


def _iso(match: re.Match[str], examined: Examined) -> FoundDate:
    return FoundDate(*match.span(), _full_year(match[1]), ((int(match[2]), int(match[3])),))


def _numeric(match: re.Match[str], examined: Examined) -> FoundDate:
    return FoundDate(*match.span(), _full_year(match[4]), _either_way(int(match[1]), int(match[3]), match[2], examined))


def _day_and_month(match: re.Match[str], examined: Examined) -> FoundDate:
    first, second = int(match[1]), int(match[2])
    month_first = examined.language.startswith(YEAR_FIRST_LANGUAGES)
    return FoundDate(*match.span(), None, ((first, second),) if month_first else ((second, first),))


def _short(match: re.Match[str], examined: Examined) -> FoundDate | None:
    found = _day_and_month(match, examined)
    priced = mark_before(examined.rest, found.start) or mark_after(examined.rest, found.end)
    return found if not priced and _is_supported(examined, found) else None


def _with_slash(match: re.Match[str], examined: Examined) -> FoundDate:
    return FoundDate(*match.span(), None, _either_way(int(match[1]), int(match[2]), "/", examined))


def _either_way(first: int, second: int, mark: str, examined: Examined) -> tuple[tuple[int, int], ...]:
    """(month, day) readings by the customs of language and country."""
    month_first, day_first = (first, second), (second, first)
    english = examined.language.startswith("en")
    if mark == "." or (not english and examined.facts.country not in MONTH_FIRST):
        return (day_first,)
    if examined.facts.country in MONTH_FIRST:
        # "18/10/2026" can only be read one way, whatever the custom.
        return (month_first,) if english and _exists(None, *month_first) else (month_first, day_first)
    return (day_first,) if examined.facts.country in DAY_FIRST_ENGLISH else (day_first, month_first)


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 2:
        return 2000 + year
    return year - BUDDHIST if year > 2400 else year


@dataclass(frozen=True)
class Named:
    """Month names of a language and the expressions that find dates written with them."""

    months: dict[str, int]
    expressions: tuple[re.Pattern[str], ...]


@lru_cache(maxsize=64)
def _named(language: str) -> Named:
    from babel import Locale, UnknownLocaleError

    months: dict[str, int] = {}
    for code in ("en", language.replace("_", "-").split("-")[0].lower()):
        try:
            tables = Locale.parse(code).months
        except (UnknownLocaleError, ValueError):
            continue
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names = tables[context][width].items()
                # Folding takes some letters apart: "Μαΐου" is also wanted as it is written.
                months |= {
                    form.rstrip("."): number
                    for number, name in names
                    for form in (normalise(name).casefold(), normalise(name).lower())
                }
    # Not the bare numbers that Babel gives where a language counts its months.
    months = {
        name: number for name, number in months.items() if not name.isdigit() and not re.fullmatch(r"\d+[月월]", name)
    }
    months |= {plain_letters(name): number for name, number in list(months.items())}
    # Its first letter alone tells most words from a month.
    first = "".join(sorted({re.escape(month[0]) for month in months}))
    name = rf"(?=[{first}])(?:{'|'.join(re.escape(month) for month in sorted(months, key=len, reverse=True))})"
    # "2026 р.", "2026 г.": the year's own word, not a currency.
    year = r"(?:[ ,./-]*(?:de |del |du |of |năm |พ\.ศ\. )?(?P<year>[0-9]{4})(?![0-9])(?: [гр]\.)?)?"
    day = r"(?P<day>[0-9](?<![\w.,][0-9])[0-9]?)(?:st|nd|rd|th|er|re|º|ª|ème|:?[ae]n?)?\.?"
    day_month = rf"{day}[ -]?(?:de |d'|of |di |ngày |ב)?(?P<month>{name})(?!\w)\.?{year}"
    month_day = (
        rf"(?<!\w)(?P<month>{name})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?(?![\w.,]*\d{{3}}(?!\d)){year}(?![\d])"
    )
    year_month_day = (
        rf"(?P<year>[0-9](?<![0-9]{{2}})[0-9]{{3}})\.?(?: m\.)? (?P<month>{name})\.? (?P<day>\d{{1,2}})(?!\d)\.?"
    )
    orders = [day_month]
    if language.startswith((*MONTH_FIRST_LANGUAGES, *YEAR_FIRST_LANGUAGES)):
        orders.append(month_day)
    if language.startswith(YEAR_FIRST_LANGUAGES):
        orders.insert(0, year_month_day)
    return Named(months, tuple(re.compile(one, re.IGNORECASE) for one in orders))


def begins_named_date(text: str, position: int, *, language: str) -> bool:
    """Whether a day with its month's name stands at a position: "14 May"."""
    return any(expression.match(text, position) for expression in _named(language).expressions)


def _read_named(match: re.Match[str], examined: Examined) -> FoundDate | None:
    months = _named(examined.language).months
    written = match["month"].casefold()
    month = months.get(written) or months.get(plain_letters(written))
    if month is None:
        return None
    return FoundDate(*match.span(), _full_year(match["year"]) if match["year"] else None, ((month, int(match["day"])),))
