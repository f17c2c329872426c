"""Dates in a sentence, by the contract's rules, in the sentence's language, the account's and English."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from agent.reading import calendar_rules as rules
from agent.reading.date_atoms import atoms_of
from agent.reading.date_grammar import Found, readings
from agent.reading.date_lexicon import lexicon, normal
from agent.reading.date_numeric import MONTH_FIRST as MONTH_FIRST
from agent.reading.date_spans import published_spans
from agent.reading.date_tokens import Atom

# A weekday or "close of business" this near to a date belongs to it ("Tuesday, 11 August", "EOD Friday").
_NEAR = {"weekday": 4, "close": 8}


@dataclass(frozen=True)
class FoundDate:
    """A date and the place of its words in the sentence; `day` None where they name no single day ("last week")."""

    start: int
    end: int
    day: date | None
    kind: str = ""


def find_dates(text: str, *, languages: Iterable[str], now: rules.Moment) -> list[FoundDate]:
    """Dates in order of appearance, longest reading first where two overlap."""
    folded = normal(text)
    hits: list[Found] = []
    for language in dict.fromkeys([*languages] or ["en"]):
        words = lexicon(language)
        hits += readings(_atoms(folded, words.language), now, language=words.language)
        hits += published_spans(folded, words, now)
    hits.sort(key=lambda hit: (hit.start - hit.end, -hit.rank, hit.start))
    chosen: list[FoundDate] = []
    for hit in hits:
        if all(hit.end <= other.start or hit.start >= other.end for other in chosen):
            chosen.append(FoundDate(hit.start, hit.end, hit.day, hit.kind))
    return _joined(sorted(chosen, key=lambda found: found.start), folded)


@lru_cache(maxsize=512)
def _atoms(folded: str, language: str) -> list[Atom]:
    """A sentence is read as of the past and as of the future; its words are the same. Not to be changed."""
    return atoms_of(folded, lexicon(language))


def _joined(found: list[FoundDate], folded: str) -> list[FoundDate]:
    """A weekday beside another date only decorates it ("Tuesday, 11 August"); beside a week it picks the day of it."""
    joined: list[FoundDate] = []
    for later in found:
        earlier = joined[-1] if joined else None
        if earlier is not None and _beside(earlier, later, folded):
            joined[-1] = _together(earlier, later)
        else:
            joined.append(later)
    return joined


def _beside(earlier: FoundDate, later: FoundDate, folded: str) -> bool:
    gap = len(folded[earlier.end : later.start].strip(" ,.("))
    kinds = (earlier.kind, later.kind)
    # Two weekdays are two days ("Tuesday or Thursday").
    return kinds != ("weekday", "weekday") and any(gap <= _NEAR[kind] for kind in kinds if kind in _NEAR)


def _together(earlier: FoundDate, later: FoundDate) -> FoundDate:
    side, other = (earlier, later) if earlier.kind in _order(later.kind) else (later, earlier)
    day = other.day
    if side.kind == "weekday" and other.kind == "week" and side.day is not None and other.day is not None:
        day = other.day + timedelta(days=side.day.weekday() - other.day.weekday())
    return replace(other, start=earlier.start, end=later.end, day=day)


def _order(kind: str) -> tuple[str, ...]:
    """What gives way to a find of this kind."""
    return ("close",) if kind == "weekday" else () if kind == "close" else ("close", "weekday")
