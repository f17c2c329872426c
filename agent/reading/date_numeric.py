"""Whole dates in digits ("15.10.2026", "2026-10-15", "15/10") and what only looks like one: amounts, numbers, times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from agent.reading import calendar_rules as rules
from agent.reading.date_eras import from_other_calendar, gregorian_year

_D, _M = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:1[34]\d\d|20\d\d|25[4-9]\d)"
_BEFORE = r"(?:(?<=[\u05d0-\u05ea]-)|(?<![\d/.,:#-]))(?<![^\W\d_\u05d0-\u05ea][-/_])(?<![a-zα-ωа-я])"
_AFTER = r"(?![-/_:]?\d|[.,]\d|[%€$£]|[a-zα-ωа-я])"
_YMD = rf"(?P<y1>{_YEAR})(?P<s1>[-/.])\s?(?P<m1>{_M})(?P=s1)\s?(?P<d1>{_D}){_AFTER}"
_DMY = rf"(?P<a>{_D})\u200f?(?P<s2>\.\s|[-/.])\s?(?P<b>{_D})(?:\u200f?(?P=s2)\s?(?P<y2>(?:{_YEAR}|\d\d)(?!\d)))?"
# "10.15-ig", "15/10-re": a Hungarian ending; anything else after a date is no date.
_DMY_AFTER = r"(?:-(?=[^\W\d_]{1,4}\b)|(?![-/]?\d|[.,:]\d|[%€$£]|[-_][^\W_]|[a-z]))"
_ROMAN = (
    rf"(?P<d3>{_D})(?P<s3>[. /-])\s?(?P<m3>xii|xi|x|ix|viii|vii|vi|v|iv|iii|ii|i)"
    rf"(?:(?P=s3)|\.)\s?(?P<y3>20\d\d)(?!\d)"
)
DATE = re.compile(f"{_BEFORE}(?:{_YMD}|{_ROMAN}|{_DMY}{_DMY_AFTER})")
# Times, money, percent, mail addresses, phone and other numbers: their digits belong to no date.
_MONEY = r"(?:eur|usd|gbp|chf|pln|czk|sek|nok|dkk|kc|zl|kr|lei|ron|huf|ft|tl|inr|rs|k|円|元|원|บาท|руб|грн)\b"
_CODES = r"(?:eur|usd|gbp|chf|pln|czk|sek|nok|dkk|ron|huf|try|inr|rs|rp|idr|jpy|cny|krw|thb|vnd)"
NOISE = re.compile(
    r"\S+@\S+|https?://\S+|www\.\S+"
    r"|(?<!\d)\d{1,2}\s?[:h]\s?[0-5]\d(?!\d)(?:\s?(?:uhr|h|am|pm)\b)?"
    r"|(?<!\d)\d{1,2}(?:[.:]\d\d)?\s?(?:uhr|am|pm|a\.m\.|p\.m\.|h)(?![^\W_])"
    r"|\+\d[\d ()/.-]{6,}\d|(?<![^\W_])0\d{1,4}[ /-]\d{3}[\d -]*\d"
    rf"|[€$£¥₹]\s?\d[\d.,' ]*|\d(?:[\d.,']*\d)?\s?(?:[€$£¥₹%‰]|{_MONEY})|\b{_CODES}\.?\s?\d[\d.,']*"
    r"|\b[a-z]{1,6}[-/_]?(?!(?:19|20)\d\d(?![\d/-]))\d(?:[a-z/_-]*\d){2,}"
    r"|\d{5,}|(?<![\d/.-])\d{1,4}/20\d\d(?![\d/])|(?<!\d)20\d\d[-/]\d{3,}|\d[\d.,']*,\d{2}(?!\d)"
)
# Countries that write the month first; everybody else writes the day first.
MONTH_FIRST = frozenset({"US", "PH", "FM", "GU", "PR"})
# "ב-26.9", "עד 25.9": on or until.
_HEBREW_ON = re.compile(r"(?:[\u05d1\u05dc\u05de\u05d4]-?|\u05e2\u05d3 |\u05d9\u05d5\u05dd )$")
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


@dataclass(frozen=True)
class NumericDate:
    """A date in digits as written; the account's country tells what comes first, if the numbers do not."""

    start: int
    end: int
    match: re.Match[str]

    @property
    def plain(self) -> bool:
        """Whether it is a date by itself; "12-05" and "2.5" need a weekday or "on" before them."""
        if self.match["y1"] or self.match["y2"] or self.match["y3"]:
            return True
        return self._looks_like_a_date() and not (int(self.match["a"]) > 12 and int(self.match["b"]) > 12)

    @property
    def dashed(self) -> bool:
        return self.match["s2"] == "-"

    def resolve(self, now: rules.Moment) -> date | None:
        match = self.match
        if match["y1"]:
            return _whole(int(match["y1"]), int(match["m1"]), int(match["d1"]))
        if match["y3"]:
            return _whole(int(match["y3"]), _ROMANS.index(match["m3"]) + 1, int(match["d3"]))
        return self._day_month(now)

    def _day_month(self, now: rules.Moment) -> date | None:
        first, second = int(self.match["a"]), int(self.match["b"])
        day, month = (second, first) if now.month_first else (first, second)
        if month > 12:
            day, month = month, day
        if month > 12:
            return None
        if not self.match["y2"]:
            return rules.nearest(day=day, month=month, year=None, now=now)
        year = int(self.match["y2"])
        return _whole(year if year > 100 else year + 2000, month, day)

    def _looks_like_a_date(self) -> bool:
        """Without a year "15.3." and "15.03" are dates, "2.5" is a number; "12-05" is rather a reference."""
        separator = self.match["s2"]
        if _HEBREW_ON.search(self.match.string[max(self.start - 5, 0) : self.start]):
            return True
        if separator[0] == ".":
            following = self.match.string[self.match.end() : self.match.end() + 1]
            whole = len(self.match["a"]) == 2 and len(self.match["b"]) == 2 and len(separator) == 1
            return following in {".", "-"} or whole or self.match[0].endswith("-")
        return separator == "/"


def numeric_dates(folded: str) -> Iterator[NumericDate]:
    for match in DATE.finditer(folded):
        yield NumericDate(match.start(), match.end(), match)


def noise(folded: str) -> list[tuple[int, int]]:
    return [match.span() for match in NOISE.finditer(folded)]


def _whole(year: int, month: int, day: int) -> date | None:
    if 1370 <= year <= 1480:
        return from_other_calendar(year, month, day)
    known = gregorian_year(year)
    try:
        return date(known, month, day) if known is not None else None
    except ValueError:
        return None
