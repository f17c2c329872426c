"""Disputes with their reason: one per set of invoices and reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agent.answers import DisputeAnswer, PaymentAnswer
from agent.reading.intents import Judged


def find_disputes(judged: Sequence[Judged], payments: Sequence[PaymentAnswer] = ()) -> list[DisputeAnswer]:
    """The clause with the clearest reason speaks for its invoices; amounts come from any of their dispute clauses.

    What the same message reports as paid is not what it contests ("4502 repeats 4471, which we paid").
    """
    by_invoices: dict[tuple[str, ...], list[Judged]] = {}
    for one in judged:
        if one.does("dispute"):
            by_invoices.setdefault(one.clause.invoices, []).append(one)
    found = [_of_clauses(invoices, clauses) for invoices, clauses in by_invoices.items()]
    paid = {number for payment in payments for number in payment.invoices}
    return [_unpaid(dispute, paid) for dispute in _without_vague(found)]


def _unpaid(dispute: DisputeAnswer, paid: set[str]) -> DisputeAnswer:
    rest = tuple(number for number in dispute.invoices if number not in paid)
    return replace(dispute, invoices=rest) if rest else dispute


def _of_clauses(invoices: tuple[str, ...], clauses: Sequence[Judged]) -> DisputeAnswer:
    sums: dict[str, float] = {}
    for one in clauses:
        for reason, chance in one.reasons.items():
            sums[reason] = sums.get(reason, 0.0) + chance * one.chances["dispute"]
    reason = max(sums, key=lambda name: sums[name])
    amounts = [amount.value for one in clauses for amount in one.clause.amounts]
    speaker = max(clauses, key=lambda one: one.reasons[reason])
    return DisputeAnswer(reason, invoices, amounts[-1] if amounts else None, speaker.clause.text)


def _without_vague(found: list[DisputeAnswer]) -> list[DisputeAnswer]:
    """A reasonless dispute beside one with a reason repeats it where their invoices overlap."""
    clear = [d for d in found if d.reason != "other"]
    vague = [d for d in found if d.reason == "other" and not any(set(d.invoices) & set(c.invoices) for c in clear)]
    merged: dict[tuple[str, tuple[str, ...]], DisputeAnswer] = {}
    for dispute in clear + vague:
        key = (dispute.reason, dispute.invoices)
        merged[key] = replace(merged[key], amount=merged[key].amount or dispute.amount) if key in merged else dispute
    return list(merged.values())
