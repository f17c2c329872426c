"""Dates that the facts hold, but not for what they stand beside: another invoice's, or an issue date as a due date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from agent.answers import Violation
from agent.facts import InvoiceFact
from agent.guardrails.due_words import DUE_BEFORE
from agent.guardrails.examined import Examined

Day = tuple[int | None, int, int]
BEFORE = 40
DUE = re.compile(DUE_BEFORE, re.IGNORECASE)


def misplaced_date(examined: Examined, *, position: int, text: str, days: tuple[Day, ...]) -> Iterator[Violation]:
    """A known date in a sentence that names one invoice, or in a text about one only."""
    named = _named(examined, position)
    if not named:
        return
    if not any(_is(day, days) for day in _own(examined, named)):
        why = f"{text} is the date of another invoice than {', '.join(one.number for one in named)}."
        yield examined.violation("wrong_fact", position, why)
    elif _only_issued(named, days, _others(examined)) and _said_due(examined, position):
        yield examined.violation("wrong_fact", position, f"{text} is the day of issue, not the due date.")


def swapped_dates(examined: Examined) -> Iterator[Violation]:
    """A sentence with as many dates as invoices, each date being another's due date: "A on B's day, B on A's"."""
    invoices = {invoice.number: invoice for invoice in examined.facts.invoices}
    for start, end in examined.sentences:
        named = list(dict.fromkeys(examined.mentioned_in(start, end)))
        dates = sorted(found for found in examined.dates if start <= found[0] < end)
        if len(named) < 2 or len(named) != len(dates) or not all(number in invoices for number in named):
            continue
        dues = [invoices[number].due for number in named]
        pairs = list(zip(dues, (days for _, days in dates), strict=True))
        if all(not _is(due, days) and any(_is(other, days) for other in dues) for due, days in pairs):
            yield examined.violation("wrong_fact", dates[0][0], f"The due dates of {' and '.join(named)} are swapped.")


def _named(examined: Examined, position: int) -> list[InvoiceFact]:
    """The invoices of the sentence; without any, the only one of the account."""
    invoices = {invoice.number: invoice for invoice in examined.facts.invoices}
    numbers = set(examined.mentioned_in(*examined.sentence_span(position)))
    if not numbers and len(invoices) == 1:
        numbers = set(invoices)
    return [invoices[number] for number in sorted(numbers) if number in invoices]


def _own(examined: Examined, named: list[InvoiceFact]) -> list[date]:
    return [day for one in named for day in (one.issued, one.due)] + _others(examined)


def _others(examined: Examined) -> list[date]:
    """Dates that may stand beside any invoice."""
    facts = examined.facts
    days = [day for promise in facts.promises for day in (promise.date, promise.given_on)]
    days += [payment.booked_on for payment in facts.payments] + [quote.said_on for quote in facts.quotes]
    return [day for day in (*days, facts.today, facts.new_due) if day]


def _only_issued(named: list[InvoiceFact], days: tuple[Day, ...], others: list[date]) -> bool:
    due = [one.due for one in named] + others
    return not any(_is(day, days) for day in due) and any(_is(one.issued, days) for one in named)


def _said_due(examined: Examined, position: int) -> bool:
    line = examined.text.rfind("\n", 0, position) + 1
    return DUE.search(examined.text[max(line, position - BEFORE) : position]) is not None


def _is(day: date, days: tuple[Day, ...]) -> bool:
    return any(year in (None, day.year) and (day.month, day.day) == (month, number) for year, month, number in days)
