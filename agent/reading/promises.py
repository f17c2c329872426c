"""Promises: what is paid, how much and when, from the clauses that commit to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from agent.answers import PromiseAnswer
from agent.reading.clauses import Clause, Context
from agent.reading.intents import Judged
from agent.reading.reference_words import PLACED
from agent.reading.stated_amounts import balance_of, per_invoice, stated_amount

# A clause of so few words beside a promise is the rest of it ("We will pay. By Friday.").
_SHORT = 6


def find_promises(judged: Sequence[Judged], context: Context) -> list[PromiseAnswer]:
    found: list[PromiseAnswer] = []
    for index, one in enumerate(judged):
        if one.does("promise_to_pay"):
            promised = _of_clause(one, context)
            if all(promise.date is None for promise in promised):
                day = _day_beside(judged, index, context)
                promised = [replace(promise, date=day) for promise in promised]
            found += promised
    return _merged(found, context)


def _of_clause(one: Judged, context: Context) -> list[PromiseAnswer]:
    clause = one.clause
    days = _days(clause, context)
    amounts = [a.value for a in clause.amounts]
    if len(days) == len(amounts) >= 2:
        return [PromiseAnswer(d, a, clause.invoices, clause.text) for d, a in zip(days, amounts, strict=True)]
    if len(days) == 2 and len(amounts) == 1 and amounts[0] * 2 == balance_of(clause.invoices, context):
        return [PromiseAnswer(day, amounts[0], clause.invoices, clause.text) for day in days]
    day = max(days) if days else None
    parts = per_invoice(clause, context)
    if parts:
        return [PromiseAnswer(day, amount, (number,), clause.text) for number, amount in parts]
    amount = stated_amount(clause, context)
    if one.does("dispute") and len(amounts) > 1 and amount == amounts[0]:
        # "580.80 is missing, the other 2,323.20 I pay on Friday."
        amount = amounts[-1]
    return [PromiseAnswer(day, amount, clause.invoices, clause.text)]


def _days(clause: Clause, context: Context) -> list[date]:
    """Days to come; one that names an invoice ("the invoice of 12 May") is none."""
    taken = [(m.start, m.end) for m in clause.mentions]
    ordinals = [(p.start, p.end) for p in clause.pointers if p.kind in PLACED]
    found = [d for d in context.dates(clause.text) if d.day is not None and d.day >= context.received_on]
    free = [d for d in found if not any(d.start < end and start < d.end for start, end in taken)]
    plain = [d for d in free if not any(d.start < end and start < d.end for start, end in ordinals)]
    return [d.day for d in plain or free if d.day is not None]


def _day_beside(judged: Sequence[Judged], index: int, context: Context) -> date | None:
    """The day in a neighbour that says nothing else: what follows is looked at first."""
    for neighbour in (*judged[index + 1 : index + 2], *judged[max(index - 1, 0) : index]):
        alone = not neighbour.labels and neighbour.clause.paragraph == judged[index].clause.paragraph
        days = _days(neighbour.clause, context) if alone and len(neighbour.clause.text.split()) <= _SHORT else []
        if len(days) == 1:
            return days[0]
    return None


def _merged(found: list[PromiseAnswer], context: Context) -> list[PromiseAnswer]:
    """One promise said in two sentences is one: an undated or unsized repetition for the same invoices adds nothing."""
    kept: list[PromiseAnswer] = []
    for promise in found:
        match = next((i for i, k in enumerate(kept) if _same(k, promise)), None)
        if match is None:
            kept.append(promise)
        else:
            kept[match] = replace(
                kept[match], date=_either(kept[match].date, promise.date), amount=kept[match].amount or promise.amount
            )
    return [promise for promise in kept if not _repeats(promise, kept)]


def _same(one: PromiseAnswer, other: PromiseAnswer) -> bool:
    days = one.date is None or other.date is None or one.date == other.date
    amounts: tuple[Decimal | None, Decimal | None] = (one.amount, other.amount)
    return set(one.invoices) == set(other.invoices) and days and (None in amounts or one.amount == other.amount)


def _repeats(promise: PromiseAnswer, kept: Sequence[PromiseAnswer]) -> bool:
    """Undated and unsized, and all of its invoices are promised elsewhere with a day."""
    dated = {n for other in kept if other is not promise and other.date is not None for n in other.invoices}
    return promise.date is None and promise.amount is None and len(kept) > 1 and set(promise.invoices) <= dated


def _either(one: date | None, other: date | None) -> date | None:
    return one if one is not None else other
