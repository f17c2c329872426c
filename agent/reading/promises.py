"""Promises: what is paid, how much and when, from the clauses that commit to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from agent.answers import PromiseAnswer
from agent.reading.clauses import Context
from agent.reading.intents import Judged

# A clause next to a promise may carry its date ("We will pay. By Friday."); this much chance makes it one.
_HELPING = 0.25


def find_promises(judged: Sequence[Judged], context: Context) -> list[PromiseAnswer]:
    found: list[PromiseAnswer] = []
    for one in judged:
        if one.does("promise_to_pay"):
            found += _of_clause(one, context)
    return _merged(found)


def _of_clause(one: Judged, context: Context) -> list[PromiseAnswer]:
    clause = one.clause
    days = [d.day for d in context.dates(clause.text) if d.day is not None and d.day >= context.received_on]
    amounts = [a.value for a in clause.amounts]
    if len(days) == len(amounts) >= 2:
        return [PromiseAnswer(d, a, clause.invoices, clause.text) for d, a in zip(days, amounts, strict=True)]
    day = max(days) if days else None
    return [PromiseAnswer(day, amounts[0] if len(amounts) == 1 else None, clause.invoices, clause.text)]


def _merged(found: list[PromiseAnswer]) -> list[PromiseAnswer]:
    """One promise said in two sentences is one: an undated or unsized repetition for the same invoices adds nothing."""
    kept: list[PromiseAnswer] = []
    for promise in found:
        match = next(
            (i for i, k in enumerate(kept) if set(k.invoices) == set(promise.invoices) and _same(k, promise)), None
        )
        if match is None:
            kept.append(promise)
        else:
            kept[match] = replace(
                kept[match], date=_either(kept[match].date, promise.date), amount=kept[match].amount or promise.amount
            )
    return kept


def _same(one: PromiseAnswer, other: PromiseAnswer) -> bool:
    days = one.date is None or other.date is None or one.date == other.date
    amounts: tuple[Decimal | None, Decimal | None] = (one.amount, other.amount)
    return days and (None in amounts or one.amount == other.amount)


def _either(one: date | None, other: date | None) -> date | None:
    return one if one is not None else other
