"""Disputes with their reason: one per set of invoices and reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.answers import DisputeAnswer, PaymentAnswer
from agent.reading.intents import THRESHOLD, Judged


def find_disputes(judged: Sequence[Judged], payments: Sequence[PaymentAnswer] = ()) -> list[DisputeAnswer]:
    """The clause with the clearest reason speaks for its invoices; amounts come from any of their dispute clauses.

    What the same message pays or reports as paid is not what it contests ("4502 repeats 4471, which we paid").
    """
    by_invoices: dict[tuple[str, ...], list[Judged]] = {}
    for one in judged:
        if one.does("dispute"):
            by_invoices.setdefault(_invoices(one, judged), []).append(one)
    found = [_of_clauses(invoices, clauses) for invoices, clauses in by_invoices.items()]
    paid = {number for payment in payments for number in payment.invoices}
    promised = {n for one in judged if one.does("promise_to_pay") for n in one.clause.named}
    return _one_duplicate([_unpaid(dispute, paid) for dispute in _without_vague(found)], paid | promised)


def _invoices(one: Judged, judged: Sequence[Judged]) -> tuple[str, ...]:
    """An unnamed complaint is about what the next one for its reason names, or what the credit note is asked for."""
    if one.clause.named:
        return one.clause.invoices
    reason = max(one.reasons, key=lambda name: one.reasons[name])
    behind = judged[judged.index(one) + 1 :]
    alike = [o.clause.named for o in behind if o.does("dispute") and o.clause.named and o.reasons[reason] >= THRESHOLD]
    if alike:
        return alike[0]
    if len(one.clause.invoices) < 2:
        return one.clause.invoices
    credited = [o.clause.named for o in judged if o.documents.get("credit_note", 0.0) >= THRESHOLD and o.clause.named]
    return credited[0] if credited and set(credited[0]) <= set(one.clause.invoices) else one.clause.invoices


def _one_duplicate(found: list[DisputeAnswer], settled: set[str]) -> list[DisputeAnswer]:
    """Of two invoices said to be the same, the later one is contested, unless it is the one that gets paid."""
    doubled = [dispute for dispute in found if dispute.reason == "duplicate"]
    numbers = list(dict.fromkeys(number for dispute in doubled for number in dispute.invoices))
    if len(numbers) < 2:
        return found
    numbers = [number for number in numbers if number not in settled] or numbers
    latest = max(numbers, key=_counting)
    amount = next((dispute.amount for dispute in doubled if dispute.amount is not None), None)
    rest = [dispute for dispute in found if dispute.reason != "duplicate"]
    return [*rest, replace(doubled[0], invoices=(latest,), amount=amount)]


def _counting(number: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", number)]


def _unpaid(dispute: DisputeAnswer, paid: set[str]) -> DisputeAnswer:
    rest = tuple(number for number in dispute.invoices if number not in paid)
    return replace(dispute, invoices=rest) if rest else dispute


def _of_clauses(invoices: tuple[str, ...], clauses: Sequence[Judged]) -> DisputeAnswer:
    sums: dict[str, float] = {}
    for one in clauses:
        for reason, chance in one.reasons.items():
            sums[reason] = sums.get(reason, 0.0) + chance * one.chances["dispute"]
    clear = {name for one in clauses for name, chance in one.reasons.items() if chance >= THRESHOLD} - {"other"}
    reason = max(clear or sums, key=lambda name: sums[name])
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
