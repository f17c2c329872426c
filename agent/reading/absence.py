"""Absence: until when, as the first day back at work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from agent.answers import AbsenceAnswer
from agent.reading.absence_words import BACK, UNTIL, UNTIL_AFTER
from agent.reading.clauses import Context
from agent.reading.folding import fold
from agent.reading.intents import Judged

# Friday and Saturday are the weekend there.
_FRIDAY_WEEKENDS = frozenset({"IL", "SA", "EG", "QA", "KW", "BH", "OM", "JO", "DZ", "IQ", "SD", "LY", "YE", "SY", "BD"})
# Words between "until" or "back" and their date.
_NEAR = 34
# A clause that may well speak of the absence.
_AWAY = 0.2
_RANGE = re.compile(r"\d{1,2}\.?\s?[-–—]\s?(?=\d)")


def find_absence(judged: Sequence[Judged], context: Context, *, intents: Sequence[str]) -> AbsenceAnswer | None:
    """The latest day back that an absence clause or the one behind it names, None as date if none does."""
    if "out_of_office" not in intents:
        return None
    dated: list[tuple[bool, date, str]] = []
    quotes: list[str] = []
    only = set(intents) == {"out_of_office"}
    follows = only
    for one in judged:
        away = one.chances["out_of_office"] >= _AWAY
        if away or (follows and not one.labels and BACK.search(fold(one.clause.text))):
            said, days = _days_back(one.clause.text, context)
            dated += [(said == "back", day, one.clause.text) for day in days]
        quotes += [one.clause.text] * one.does("out_of_office")
        follows = follows or away or only
    if dated:
        # "Back on the 7th" is surer than "until the 7th".
        _, until, quote = max(dated)
        return AbsenceAnswer(until, quote)
    return AbsenceAnswer(None, quotes[0] if quotes else "")


def _days_back(text: str, context: Context) -> tuple[str, list[date]]:
    """The days after "back on", else the next working day after "until", else any day named."""
    folded = fold(text)
    said: dict[str, list[date]] = {}
    for offset in (0, *(match.end() for match in _RANGE.finditer(text))):
        read = offset
        for found in context.dates(text[offset:]):
            start, end = offset + found.start, offset + found.end
            if found.day is not None and found.day >= context.received_on:
                kind = _kind(folded, read, start, end)
                said.setdefault(kind, []).append(_next_workday(found.day, context) if kind == "until" else found.day)
            read = end
    kind = next((kind for kind in ("back", "until") if kind in said), "")
    return kind, said.get(kind, [])


def _kind(folded: str, read: int, start: int, end: int) -> str:
    """ "back", "until" or nothing, by the words between the date before and this one, or right behind it."""
    before = folded[max(start - _NEAR, read, 0) : start]
    if UNTIL_AFTER.match(folded, end):
        return "until"
    if BACK.search(before) or BACK.search(folded[end : end + 16]):
        return "back"
    until = UNTIL.match(folded, start) or UNTIL.search(folded[max(start - _NEAR, 0) : start])
    return "until" if until else ""


def _next_workday(day: date, context: Context) -> date:
    weekend = {4, 5} if context.account.country.upper() in _FRIDAY_WEEKENDS else {5, 6}
    day += timedelta(days=1)
    while day.weekday() in weekend:
        day += timedelta(days=1)
    return day
