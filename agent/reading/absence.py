"""Absence: until when, as the first day back at work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from agent.answers import AbsenceAnswer
from agent.reading.clauses import Context
from agent.reading.intents import Judged


def find_absence(judged: Sequence[Judged], context: Context, *, intents: Sequence[str]) -> AbsenceAnswer | None:
    """The latest date that an absence clause names, None as date if it names none."""
    if "out_of_office" not in intents:
        return None
    dated: list[tuple[date, str]] = []
    for one in judged:
        if one.chances["out_of_office"] >= 0.2:
            dated += [
                (d.day, one.clause.text)
                for d in context.dates(one.clause.text)
                if d.day and d.day >= context.received_on
            ]
    if dated:
        until, quote = max(dated)
        return AbsenceAnswer(until, quote)
    quotes = [one.clause.text for one in judged if one.does("out_of_office")]
    return AbsenceAnswer(None, quotes[0] if quotes else "")
