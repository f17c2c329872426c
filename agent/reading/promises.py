"""Promises: what is paid, how much and when, from the clauses that commit to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from agent.answers import PromiseAnswer
from agent.reading.clauses import Clause, Context
from agent.reading.dates import FoundDate
from agent.reading.detail_words import SAME_DAY, halves, is_of_paper
from agent.reading.folding import fold
from agent.reading.intents import Judged
from agent.reading.reference_words import PLACED, word_pattern
from agent.reading.stated_amounts import balance_of, half_of, per_invoice, stated_amount, stated_parts
from agent.reading.tense import FAR_DAYS, NEAR_DAYS

# A clause of so few words beside a promise is the rest of it ("We will pay. By Friday.").
_SHORT = 6


def find_promises(judged: Sequence[Judged], context: Context) -> list[PromiseAnswer]:
    found: list[PromiseAnswer] = []
    for index, one in enumerate(judged):
        if one.does("promise_to_pay"):
            promised = _of_clause(one, context)
            if all(promise.date is None for promise in promised):
                day = _same_day(judged, index, context) or _day_beside(judged, index, context)
                promised = [replace(promise, date=day) for promise in promised]
            found += [_of_the_rest(promise, one, found, context) for promise in promised]
    return _merged(found, context)


def _of_clause(one: Judged, context: Context) -> list[PromiseAnswer]:
    clause = one.clause
    days = _days(clause, context)
    amounts = stated_parts(clause, context)
    pairs = list(zip(days, amounts, strict=True)) if len(days) == len(amounts) >= 2 else _each_dated(clause, context)
    if pairs:
        own: list[tuple[str, ...]] = [(number,) for number, _ in per_invoice(clause, context)]
        if len(own) != len(pairs):
            own = [clause.invoices] * len(pairs)
        return [PromiseAnswer(d, a, n, clause.text) for (d, a), n in zip(pairs, own, strict=True)]
    half = _twice_half(clause, amounts, context) if len(days) == 2 else None
    if half is not None:
        return [PromiseAnswer(day, half, clause.invoices, clause.text) for day in days]
    if len(days) == len(clause.invoices) == 2 and not amounts and _tells_apart(clause, context):
        return [PromiseAnswer(d, None, (n,), clause.text) for d, n in zip(days, clause.invoices, strict=True)]
    day = max(days) if days else None
    parts = per_invoice(clause, context)
    if parts:
        return [PromiseAnswer(day, amount, (number,), clause.text) for number, amount in parts]
    amount = stated_amount(clause, context)
    if one.does("dispute") and len(amounts) > 1 and amount == amounts[0]:
        amount = _beside_day(clause, context)
    return [PromiseAnswer(day, amount, clause.invoices, clause.text)]


def _each_dated(clause: Clause, context: Context) -> list[tuple[date, Decimal]]:
    """ "118,000 on 25 May and 118,000 on 10 June, cheques sent today": each amount with the day right behind it."""
    days = _free_days(clause, context)
    amounts = sorted(clause.amounts, key=lambda a: a.start)
    pairs = []
    for amount, end in zip(amounts, [*(a.start for a in amounts), len(clause.text)][1:], strict=True):
        between = [d.day for d in days if amount.end <= d.start < end and d.day is not None]
        pairs += [(between[0], amount.value)] if between else []
    return pairs if len(pairs) == len(amounts) >= 2 and len({day for day, _ in pairs}) == len(pairs) else []


def _twice_half(clause: Clause, amounts: Sequence[Decimal], context: Context) -> Decimal | None:
    """ "1,000 on the 5th and again on the 20th", "half now on the 5th, half on the 20th"."""
    if len(amounts) == 1 and amounts[0] * 2 == balance_of(clause.invoices, context):
        return amounts[0]
    return half_of(clause, context) if not amounts and len(halves(clause.text)) == 2 else None


def _tells_apart(clause: Clause, context: Context) -> bool:
    """ "On the 19th, and the second follows on 2 April": the days belong to the two invoices one by one."""
    first, second = _free_days(clause, context)
    between = fold(clause.text)[first.end : second.start]
    patterns = [word_pattern(kind, language) for kind in ("second", "other") for language in context.languages]
    return any(pattern.search(between) for pattern in patterns if pattern)


def _beside_day(clause: Clause, context: Context) -> Decimal:
    """ "580.80 is missing, the other 2,323.20 I pay on Friday": the amount that stands nearest to the day."""
    days = _free_days(clause, context)
    if not days:
        return clause.amounts[-1].value
    return min(clause.amounts, key=lambda a: min(max(d.start - a.end, a.start - d.end) for d in days)).value


def _same_day(judged: Sequence[Judged], index: int, context: Context) -> date | None:
    """ "That day": the latest that was spoken of before."""
    if not SAME_DAY.search(fold(judged[index].clause.text)):
        return None
    for one in reversed(judged[:index]):
        days = _days(one.clause, context)
        if days:
            return days[-1]
    return None


def _of_the_rest(
    promise: PromiseAnswer, one: Judged, before: Sequence[PromiseAnswer], context: Context
) -> PromiseAnswer:
    """ "The other half on the 20th", after a part of the same invoices: what that part leaves."""
    parts = [p.amount for p in before if set(p.invoices) == set(promise.invoices)]
    left = balance_of(promise.invoices, context) - sum((amount or Decimal() for amount in parts), Decimal())
    if not parts or None in parts or left <= 0 or one.clause.amounts or not halves(one.clause.text):
        return promise
    return replace(promise, amount=left)


def _days(clause: Clause, context: Context) -> list[date]:
    return [d.day for d in _free_days(clause, context) if d.day is not None]


def _free_days(clause: Clause, context: Context) -> list[FoundDate]:
    """Days to come; one that names an invoice ("the invoice of 12 May") is none."""
    taken = [(m.start, m.end) for m in clause.mentions]
    ordinals = [(p.start, p.end) for p in clause.pointers if p.kind in PLACED]
    found = [d for d in context.dates(clause.text) if d.day is not None and d.day >= context.received_on]
    free = [d for d in found if not any(d.start < end and start < d.end for start, end in taken)]
    free = [d for d in free if not is_of_paper(clause.text, d.start)]
    plain = [d for d in free if not any(d.start < end and start < d.end for start, end in ordinals)]
    return _without_far(plain or free, context)


def _without_far(found: list[FoundDate], context: Context) -> list[FoundDate]:
    """Beside a near day one without a year that comes round only next year is past ("the delivery of 3 May")."""
    near = [d for d in found if d.day is not None and (d.day - context.received_on).days <= NEAR_DAYS]
    far = [d for d in found if d.day is not None and (d.day - context.received_on).days > FAR_DAYS]
    return [d for d in found if d not in far] if near else found


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
