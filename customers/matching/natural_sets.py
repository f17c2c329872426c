"""Sets of items that people pay at once: all, all as of a day that the text names, all that is due, a month's."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import log2

from customers.matching.items import Item
from customers.matching.month_words import months_in
from customers.matching.scene import Scene
from customers.matching.statement_words import speaks_of_statement
from customers.matching.weights import ALL_COST, MONTH_COST, PART_OF_ALL_COST, STATEMENT


@dataclass(frozen=True, slots=True)
class NaturalSet:
    """`cost` in bits for choosing this one, below zero where the text speaks of a statement; `what` for people."""

    items: list[Item]
    cost: float
    what: str


def natural_sets(scene: Scene, owed: Sequence[Item]) -> Iterator[NaturalSet]:
    """Of what was issued when the payment came. None of equal items: which of them are meant cannot be seen."""
    booked = scene.payment.booked_on
    items = [item for item in owed if item.issued_on <= booked]
    amounts = {scene.left(item) for item in items}
    later = {scene.left(item) for item in owed if item.issued_on > booked}
    if len(items) < 2 or (len(amounts) == 1 and amounts & later):
        return
    said = STATEMENT if speaks_of_statement(scene.text.plain) else 0.0
    invoices = [item for item in items if not item.is_credit_note]
    yield NaturalSet(items, ALL_COST - said, "all that is open")
    if len(invoices) != len(items):
        yield NaturalSet(invoices, PART_OF_ALL_COST - said, "all open invoices")
    for day in _closing_days(scene):
        for listed in (items, invoices):
            chosen = [item for item in listed if item.issued_on <= day]
            if 1 < len(chosen) < len(items):
                yield NaturalSet(chosen, PART_OF_ALL_COST - said, f"all that was issued by {day}")
    due = [item for item in invoices if item.due_on <= booked]
    if 1 < len(due) < len(invoices):
        yield NaturalSet(due, PART_OF_ALL_COST - said, "all that is due")
    yield from _by_month(invoices)


def _by_month(invoices: Sequence[Item]) -> Iterator[NaturalSet]:
    """The invoices of each of several months."""
    months = {(item.issued_on.year, item.issued_on.month) for item in invoices}
    for year, month in months if len(months) > 1 else ():
        chosen = [item for item in invoices if (item.issued_on.year, item.issued_on.month) == (year, month)]
        if len(chosen) > 1:
            yield NaturalSet(chosen, MONTH_COST + log2(len(months)), f"all of {year}-{month:02d}")


def _closing_days(scene: Scene) -> set[date]:
    """Days as of which a statement in the text may be: days as they stand, and the ends of months."""
    booked = scene.payment.booked_on
    months = months_in(scene.text.plain, booked_on=booked)
    ends = {date(year, month, monthrange(year, month)[1]) for year, month in months}
    return {day for day in (*scene.text.dates, *ends) if day < booked}
