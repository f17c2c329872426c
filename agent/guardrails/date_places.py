"""Dates that the facts hold, but not for what they stand beside: another invoice's, or an issue date as a due date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from agent.answers import Violation
from agent.facts import InvoiceFact
from agent.guardrails.due_words import DUE_AFTER, DUE_BEFORE, ISSUED_AFTER, ISSUED_BEFORE
from agent.guardrails.examined import Examined

Day = tuple[int | None, int, int]
BEFORE = 40
DUE = (re.compile(DUE_BEFORE, re.IGNORECASE), re.compile(DUE_AFTER, re.IGNORECASE))
ISSUED = (re.compile(ISSUED_BEFORE, re.IGNORECASE), re.compile(ISSUED_AFTER, re.IGNORECASE))


def misplaced_date(examined: Examined, *, position: int, text: str, days: tuple[Day, ...]) -> Iterator[Violation]:
    """A known date in a sentence that names one invoice, or in a text about one only."""
    named = _named(examined, position)
    if not named:
        return
    if not any(_is(day, days) for day in _own(examined, named)):
        why = f"{text} is the date of another invoice than {', '.join(one.number for one in named)}."
        yield examined.violation("wrong_fact", position, why)
        return
    others, end = _others(examined), position + len(text)
    issued, due = [one.issued for one in named], [one.due for one in named]
    if _is_only(days, issued, [*due, *others]) and _said(DUE, examined, position, end):
        yield examined.violation("wrong_fact", position, f"{text} is the day of issue, not the due date.")
    elif _is_only(days, due, [*issued, *others]) and _said(ISSUED, examined, position, end):
        yield examined.violation("wrong_fact", position, f"{text} is the due date, not the day of issue.")


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


def _is_only(days: tuple[Day, ...], these: list[date], not_these: list[date]) -> bool:
    return any(_is(day, days) for day in these) and not any(_is(day, days) for day in not_these)


def _said(words: tuple[re.Pattern[str], re.Pattern[str]], examined: Examined, position: int, end: int) -> bool:
    """Whether the words stand right before or right behind a date."""
    line = examined.text.rfind("\n", 0, position) + 1
    before, behind = words
    return bool(before.search(examined.text[max(line, position - BEFORE) : position])) or bool(
        behind.match(examined.text[end : end + BEFORE])
    )


def _is(day: date, days: tuple[Day, ...]) -> bool:
    return any(year in (None, day.year) and (day.month, day.day) == (month, number) for year, month, number in days)
