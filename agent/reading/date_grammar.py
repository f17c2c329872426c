"""The words of time of one language as regular expressions: month and weekday names from CLDR, the rest hand-kept.

The hand-kept part is agent/data/date_words.json: what CLDR lacks ("end of the month", "KW 49", "within 10 days").
All patterns match folded text (`folding.fold`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources
from typing import Any

from agent.reading import calendar_rules as rules
from agent.reading.folding import fold

Resolver = Callable[[re.Match[str], rules.Moment], date | None]
_LEFT, _RIGHT = r"(?<![^\W_])", r"(?![^\W\d_])"
# Scripts written without spaces, or with endings glued on: a word may begin or end anywhere.
_UNSPACED = frozenset({"zh", "ja", "ko", "th"})
_GLUED = frozenset({"ar", "he", "fa", "hi"})
_DAY = r"(?P<d>0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?P<y>20\d\d)"
_ORDINAL = r"(?:\.|st|nd|rd|th|er|º|ª|°|:e|-?го|-га|-a)?"
# Between day and month, and month and year: "15 de marzo de 2027", "15th of March", "15. März".
_OF = r"[\s,.\u00a0-]*(?:de|del|of|d'|di|ta|tou|του|do|da|de la|dari|thang|শে)?[\s]*"


@dataclass(frozen=True)
class Rule:
    pattern: re.Pattern[str]
    resolve: Resolver
    # Among overlapping finds of equal length the higher one wins.
    rank: int = 0
    # "weekday" and "week" join where they stand together ("Friday next week"); anything else is a date by itself.
    kind: str = ""


@lru_cache(maxsize=64)
def rules_for(language: str) -> tuple[Rule, ...]:
    """All rules of a language, its CLDR names included; a language without hand-kept words has those only."""
    words = _tables().get(language, {})
    months, weekdays = _names(language, "months", 1, 12), _weekday_names(language, words)
    builder = _Builder(language, words)
    return (
        *builder.offsets(),
        *builder.periods(),
        *builder.spans(),
        *builder.months(months),
        *builder.weekdays(weekdays),
        *builder.numbered(),
    )


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, Any]]:
    text = (resources.files("agent") / "data" / "date_words.json").read_text("utf-8")
    loaded: dict[str, dict[str, Any]] = json.loads(text)
    return loaded


def _names(language: str, kind: str, first: int, last: int) -> dict[str, int]:
    """Every CLDR spelling (wide and short, in a date and alone), folded, to its number."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return {}
    found: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in getattr(locale, kind)[context][width].items():
                folded = fold(str(name)).strip(". ")
                if first <= number <= last and len(folded) > 1 and not folded.isdigit():
                    found.setdefault(folded, number)
    return found


def _weekday_names(language: str, words: dict[str, Any]) -> dict[str, int]:
    names = _names(language, "days", 0, 6)
    for number, stems in words.get("weekdays", {}).items():
        names |= {fold(stem): int(number) for stem in stems}
    return names


class _Builder:
    """Turns one language's table into rules."""

    def __init__(self, language: str, words: dict[str, Any]) -> None:
        self.language = language
        self.words = words
        self.numbers = {fold(word): number for word, number in words.get("numbers", {}).items()}
        self.open = language in _UNSPACED
        self.left = "" if self.open or language in _GLUED else _LEFT
        self.right = "" if self.open else _RIGHT

    def phrases(self, key: str) -> list[str]:
        return [fold_pattern(phrase) for phrase in self.words.get(key, ())]

    def rule(self, body: str, resolve: Resolver, rank: int = 0, kind: str = "") -> Rule:
        return Rule(re.compile(f"{self.left}(?:{body}){self.right}"), resolve, rank, kind)

    def offsets(self) -> Iterable[Rule]:
        steps = {"today": 0, "tomorrow": 1, "overmorrow": 2, "yesterday": -1, "ereyesterday": -2}
        for key, step in steps.items():
            for phrase in self.phrases(key):
                yield self.rule(phrase, _offset(step, both_ways=self.language == "hi"))

    def periods(self) -> Iterable[Rule]:
        periods: dict[str, Resolver] = {
            "this_week": lambda m, now: rules.this_week(now.day),
            "next_week": lambda m, now: rules.week_friday(now.day, weeks=1),
            "early_next_week": lambda m, now: rules.week_friday(now.day, weeks=1) - timedelta(days=3),
            "last_week": lambda m, now: rules.week_friday(now.day, weeks=-1),
            "this_month": lambda m, now: rules.month_end(now.day),
            "next_month": lambda m, now: rules.month_end(now.day, months=1),
        }
        for key, resolve in periods.items():
            for phrase in self.phrases(key):
                yield self.rule(phrase, resolve, rank=1, kind=_WEEK_KINDS.get(key, ""))

    def spans(self) -> Iterable[Rule]:
        counts: dict[str, Callable[[date, int], date]] = {
            "days": lambda day, n: day + timedelta(days=n),
            "business_days": rules.add_weekdays,
            "weeks": lambda day, n: day + timedelta(days=7 * n),
            "months": rules.add_months,
            "days_ago": lambda day, n: day - timedelta(days=n),
            "weeks_ago": lambda day, n: day - timedelta(days=7 * n),
        }
        spelled = "|".join(sorted(map(re.escape, self.numbers), key=len, reverse=True))
        number = rf"(?P<n>\d{{1,3}}{'|' + spelled if spelled else ''})"
        for key, count in counts.items():
            for phrase in self.phrases(key):
                # A phrase without a number counts one, or what the table says for it ("sous quinzaine").
                named = phrase if "{n}" in phrase else f"(?P<n>{phrase})"
                yield self.rule(named.replace("{n}", number), self._span(count), rank=2)

    def _span(self, count: Callable[[date, int], date]) -> Resolver:
        def resolve(match: re.Match[str], now: rules.Moment) -> date | None:
            text = match["n"]
            number = int(text) if text.isdigit() else self.numbers.get(text, _FORTNIGHTS.get(text, 1))
            return count(now.day, number) if number <= 400 else None

        return resolve

    def months(self, names: dict[str, int]) -> Iterable[Rule]:
        if not names:
            return
        # Longer names may carry an ending (inflection); short forms may carry a point.
        month = "(?P<m>" + "|".join(sorted((_inflected(n) for n in names), key=len, reverse=True)) + r")\.?"
        number = _lookup(names)
        if not self.open:
            yield self.rule(rf"{_DAY}{_ORDINAL}{_OF}{month}(?:{_OF}{_YEAR})?", _day_month(number), rank=3)
            yield self.rule(
                rf"{month}\s+(?:the )?{_DAY}{_ORDINAL}(?!\d|[.:]\d)(?:,?\s+{_YEAR})?", _day_month(number), rank=3
            )
        for key, day in (("end", 0), ("mid", 15), ("early", 5)):
            for phrase in self.phrases(key):
                between = r"\s*" if self.open else r"[\s-]*(?:\w{1,3}\s+)?"
                yield self.rule(rf"{phrase}{between}{month}(?:\s+{_YEAR})?", _part_of_month(number, day), rank=3)
                yield self.rule(rf"{month}(?:\s+{_YEAR})?['\s]*{phrase}", _part_of_month(number, day), rank=3)

    def weekdays(self, names: dict[str, int]) -> Iterable[Rule]:
        if not names:
            return
        weekday = "(?P<w>" + "|".join(sorted((_inflected(n) for n in names), key=len, reverse=True)) + ")"
        number = _lookup(names)
        gap = r"\s*" if self.open else r"\s+(?:\w{1,3}\s+)?"
        nexts, lasts = "|".join(self.phrases("next")), "|".join(self.phrases("last"))
        yield self.rule(weekday, _weekday(number, "plain"), rank=-1, kind="weekday")
        for words, which in ((nexts, "next"), (lasts, "last")):
            if words:
                yield self.rule(rf"(?:{words}){gap}{weekday}", _weekday(number, which), rank=2)
                if not self.open:
                    yield self.rule(rf"{weekday}\s+(?:{words})", _weekday(number, which), rank=2)
        for phrase in self.phrases("past_weekday"):
            yield self.rule(phrase.replace("{weekday}", weekday), _weekday(number, "last"), rank=2)

    def numbered(self) -> Iterable[Rule]:
        for phrase in self.phrases("week_no"):
            yield self.rule(phrase.replace("{n}", r"(?P<n>[1-5]?\d)(?!\d)"), _week_number, rank=2)
        for phrase in self.phrases("day"):
            yield self.rule(phrase.replace("{d}", _DAY + r"(?![./-]?\s?\d)"), _day_of_month, rank=0)


# The last week as a whole is no day; with a weekday beside it, it is.
_WEEK_KINDS = {"this_week": "week", "next_week": "week", "last_week": "last_week"}
_FORTNIGHTS = {"sous huitaine": 8, "sous quinzaine": 15, "d'ici quinzaine": 15, "a fortnight": 2, "fortnight": 2}


def fold_pattern(phrase: str) -> str:
    """A hand-written pattern folded like the text it meets; its escapes stay."""
    return re.sub(r"\\.|[^\\]+", lambda m: m[0] if m[0].startswith("\\") else fold(m[0]), phrase)


def _inflected(name: str) -> str:
    # "březen" → "března" is in CLDR, "marcu", "marca", "Ocak'ta", "tammikuussa" are not: a stem and a short ending.
    if len(name) >= 4 and name.isalpha() and name.isascii() is False or len(name) >= 5:
        stem = re.escape(name[:-1] if len(name) >= 6 else name)
        return stem + r"[^\W\d_]{0,4}"
    return re.escape(name)


def _lookup(names: dict[str, int]) -> Callable[[str], int]:
    ordered = sorted(names, key=len, reverse=True)

    def number(text: str) -> int:
        text = text.strip(". ")
        if text in names:
            return names[text]
        return next(names[n] for n in ordered if text.startswith(n[:-1] if len(n) >= 6 else n))

    return number


def _offset(step: int, *, both_ways: bool) -> Resolver:
    # Hindi says tomorrow and yesterday with one word; the tense tells.
    def resolve(match: re.Match[str], now: rules.Moment) -> date | None:
        turned = -step if both_ways and (step > 0) == now.past else step
        return now.day + timedelta(days=turned)

    return resolve


def _day_month(number: Callable[[str], int]) -> Resolver:
    def resolve(match: re.Match[str], now: rules.Moment) -> date | None:
        year = int(match["y"]) if match["y"] else None
        return rules.nearest(day=int(match["d"]), month=number(match["m"]), year=year, now=now)

    return resolve


def _part_of_month(number: Callable[[str], int], day: int) -> Resolver:
    def resolve(match: re.Match[str], now: rules.Moment) -> date | None:
        year = int(match["y"]) if match["y"] else None
        month = number(match["m"])
        if day:
            return rules.nearest(day=day, month=month, year=year, now=now)
        return rules.nearest_month_end(month=month, year=year, now=now)

    return resolve


def _weekday(number: Callable[[str], int], which: str) -> Resolver:
    def resolve(match: re.Match[str], now: rules.Moment) -> date | None:
        return rules.weekday(number(match["w"]), which=which, now=now)

    return resolve


def _week_number(match: re.Match[str], now: rules.Moment) -> date | None:
    return rules.iso_week_friday(int(match["n"]), now=now)


def _day_of_month(match: re.Match[str], now: rules.Moment) -> date | None:
    return rules.nearest_day(int(match["d"]), now=now)
