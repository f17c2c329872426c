"""Weeks and months that a debt is said to have been open, against the dates of the facts."""

from __future__ import annotations

from collections.abc import Iterator

from agent.answers import Violation
from agent.guardrails.examined import Examined
from agent.guardrails.stretch_words import HALF, STRETCHES, VALUES

WEEK, MONTH = 7, 30
# "Two months" may be said of seven weeks, not of four.
SLACK = {WEEK: 6, MONTH: 14}


def check_stretches(examined: Examined) -> Iterator[Violation]:
    """A stretch longer than anything in the facts has been open; shorter ones are said loosely."""
    for match in (match for one in STRETCHES for match in one.finditer(examined.text)):
        longest = _longest(examined, match.start())
        unit = WEEK if match["weeks"] else MONTH
        count = match["count"]
        days = unit * (int(count) if count.isdigit() else VALUES[count.casefold()])
        days += unit // 2 if HALF.search(match.group()) else 0
        if days - SLACK[unit] > longest and not _is_known(examined, days, SLACK[unit]):
            yield examined.violation("wrong_fact", match.start(), f"{match.group()}: nothing has been open so long.")


def _longest(examined: Examined, position: int) -> int:
    """How long what the sentence names has been overdue; all invoices, where it names none."""
    named = set(examined.mentioned_in(*examined.sentence_span(position)))
    invoices = [one for one in examined.facts.invoices if one.number in named] or examined.facts.invoices
    return max((one.days_overdue for one in invoices), default=0)


def _is_known(examined: Examined, days: int, slack: int) -> bool:
    """Counted from the day of issue, as "waiting since the invoice" would be."""
    today = examined.facts.today
    ages = [(today - one.issued).days for one in examined.facts.invoices] if today else []
    said_overdue = any(one.days_overdue > 0 for one in examined.facts.invoices)
    return not said_overdue and any(abs(age - days) <= slack for age in ages)
