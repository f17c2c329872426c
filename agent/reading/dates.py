"""Dates in a sentence, by the contract's rules, in the sentence's language, the account's and English."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from agent.reading import calendar_rules as rules
from agent.reading.date_grammar import Rule, rules_for
from agent.reading.folding import fold

_ISO = re.compile(r"(?<![\d/.-])(?P<y>20\d\d)[-/.](?P<m>0?[1-9]|1[0-2])[-/.](?P<d>0?[1-9]|[12]\d|3[01])(?![\d/-]|\.\d)")
_NUMERIC = re.compile(
    r"(?<![\d/.,-])(?P<a>0?[1-9]|[12]\d|3[01])(?P<sep>[-/.])\s?(?P<b>0?[1-9]|[12]\d|3[01])"
    r"(?:(?P=sep)\s?(?P<y>(?:20)?\d\d)(?!\d))?(?![/-]?\d|,\d|[%€$£])"
)
_CJK = re.compile(
    r"(?:(?P<y>20\d\d)\s?[年년]\s?)?(?P<m>0?[1-9]|1[0-2])\s?[月월]\s?(?P<d>0?[1-9]|[12]\d|3[01])\s?[日号號일]"
)
_CJK_MONTH = re.compile(
    r"(?:(?P<y>20\d\d)\s?[年년]\s?)?(?P<m>0?[1-9]|1[0-2])\s?[月월]\s?"
    r"(?P<part>末|底|말|中旬|中|중순|初|上旬|초|下旬)"
)
# Countries that write the month first; everybody else writes the day first.
MONTH_FIRST = frozenset({"US", "PH", "FM", "GU", "PR"})


@dataclass(frozen=True)
class FoundDate:
    """A date and the place of its words in the sentence; `day` None where they name no single day ("last week")."""

    start: int
    end: int
    day: date | None
    kind: str = ""


def find_dates(text: str, *, languages: Iterable[str], now: rules.Moment) -> list[FoundDate]:
    """Dates in order of appearance, longest reading first where two overlap."""
    folded = fold(text)
    hits = [hit for rule in _GENERAL for hit in _matches(rule, folded, now)]
    for language in dict.fromkeys(languages):
        hits += [hit for rule in rules_for(language) for hit in _matches(rule, folded, now)]
    hits.sort(key=lambda hit: (hit[1].start - hit[1].end, -hit[0], hit[1].start))
    chosen: list[FoundDate] = []
    for _, found in hits:
        if all(found.end <= other.start or found.start >= other.end for other in chosen):
            chosen.append(found)
    return _joined(sorted(chosen, key=lambda found: found.start), folded)


def _matches(rule: Rule, folded: str, now: rules.Moment) -> Iterable[tuple[int, FoundDate]]:
    for match in rule.pattern.finditer(folded):
        day = rule.resolve(match, now)
        if day is not None:
            yield rule.rank, FoundDate(match.start(), match.end(), day, rule.kind)


def _full(match: re.Match[str], now: rules.Moment) -> date | None:
    year = int(match["y"]) if match["y"] else None
    return rules.nearest(day=int(match["d"]), month=int(match["m"]), year=year, now=now)


def _numeric(match: re.Match[str], now: rules.Moment) -> date | None:
    first, second = int(match["a"]), int(match["b"])
    day, month = (second, first) if now.month_first else (first, second)
    if month > 12:
        day, month = month, day
    if month > 12 or (not match["y"] and not _looks_like_day_month(match)):
        return None
    year = int(match["y"]) if match["y"] else None
    return rules.nearest(day=day, month=month, year=year + 2000 if year and year < 100 else year, now=now)


def _looks_like_day_month(match: re.Match[str]) -> bool:
    """Without a year "15.3." and "15.03" are dates, "2.5" is a number; "12-05" is rather a reference."""
    if match["sep"] == ".":
        closed = match.string[match.end() : match.end() + 1] == "."
        return closed or (len(match["a"]) == 2 and len(match["b"]) == 2)
    return match["sep"] == "/"


def _cjk_part(match: re.Match[str], now: rules.Moment) -> date | None:
    year, month = int(match["y"]) if match["y"] else None, int(match["m"])
    day = {"末": 0, "底": 0, "말": 0, "下旬": 0, "初": 5, "上旬": 5, "초": 5}.get(match["part"], 15)
    if not day:
        return rules.nearest_month_end(month=month, year=year, now=now)
    return rules.nearest(day=day, month=month, year=year, now=now)


def _joined(found: list[FoundDate], folded: str) -> list[FoundDate]:
    """A weekday beside another date only decorates it ("Tuesday, 11 August"); beside a week it picks the day of it."""
    joined: list[FoundDate] = []
    for later in found:
        earlier = joined[-1] if joined else None
        near = earlier is not None and len(folded[earlier.end : later.start].strip(" ,.(")) <= 4
        if earlier is not None and near and "weekday" in (earlier.kind, later.kind):
            joined[-1] = _together(earlier, later)
        else:
            joined.append(later)
    return [replace(f, day=None) if f.kind == "last_week" else f for f in joined]


def _together(earlier: FoundDate, later: FoundDate) -> FoundDate:
    weekday, other = (earlier, later) if earlier.kind == "weekday" else (later, earlier)
    day = other.day
    if other.kind.endswith("week") and weekday.day is not None and other.day is not None:
        day = other.day + timedelta(days=weekday.day.weekday() - other.day.weekday())
    return FoundDate(earlier.start, later.end, day)


_GENERAL = (Rule(_ISO, _full, 5), Rule(_NUMERIC, _numeric, 4), Rule(_CJK, _full, 5), Rule(_CJK_MONTH, _cjk_part, 4))
