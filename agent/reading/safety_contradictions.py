"""Where a message says of the same invoice two things that cannot both be true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from agent.answers import DisputeAnswer, PaymentAnswer, PromiseAnswer

PAID_AND_PROMISED = "The message says of the same invoice that it was paid and that it will be paid."


def contradictions(
    *,
    intents: Sequence[str],
    promises: Sequence[PromiseAnswer],
    payments: Sequence[PaymentAnswer],
    disputes: Sequence[DisputeAnswer] = (),
) -> tuple[str, ...]:
    """What does not go together, a sentence each. An amount None means the whole of the invoices named."""
    found = []
    if contradicts(promises, payments):
        found.append(PAID_AND_PROMISED)
    if _promised_and_disputed(promises, disputes):
        found.append("The message contests an invoice as a whole and promises to pay it as a whole.")
    if _two_dates(promises):
        found.append("The message names two dates for the same payment.")
    if "refusal" in intents and (payments or promises):
        found.append("The message says that it pays and that it does not pay.")
    return tuple(found)


def contradicts(promises: Sequence[PromiseAnswer], payments: Sequence[PaymentAnswer]) -> bool:
    """The same invoice wholly paid and wholly promised; parts beside each other are none."""
    paid = {number for payment in payments if payment.amount is None for number in payment.invoices}
    return any(paid & set(promise.invoices) for promise in promises if promise.amount is None)


def _promised_and_disputed(promises: Sequence[PromiseAnswer], disputes: Sequence[DisputeAnswer]) -> bool:
    disputed = {number for dispute in disputes if dispute.amount is None for number in dispute.invoices}
    return any(disputed & set(promise.invoices) for promise in promises if promise.amount is None)


def _two_dates(promises: Sequence[PromiseAnswer]) -> bool:
    """The same invoices as a whole on two days; instalments name their amounts."""
    return any(one != other and _same_money(a, b) for (a, one), (b, other) in combinations(_dated(promises), 2))


def _same_money(one: PromiseAnswer, other: PromiseAnswer) -> bool:
    return one.amount is None and other.amount is None and bool(set(one.invoices) & set(other.invoices))


def _dated(promises: Sequence[PromiseAnswer]) -> Iterator[tuple[PromiseAnswer, date]]:
    return ((promise, promise.date) for promise in promises if promise.date is not None)
