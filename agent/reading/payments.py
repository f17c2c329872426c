"""Payments that the customer says were made: when, how much, for what, and the bank's or cheque's reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from agent.answers import PaymentAnswer
from agent.reading.clause_invoices import invoices_of_sum
from agent.reading.clauses import Clause, Context
from agent.reading.intents import Judged
from agent.reading.payment_references import find_reference
from agent.reading.references import in_account_order
from agent.reading.stated_amounts import per_invoice, stated_amount

# How many unlabelled clauses behind a payment may still carry its reference.
_BEHIND = 3


def find_payments(judged: Sequence[Judged], context: Context) -> list[PaymentAnswer]:
    found: list[PaymentAnswer] = []
    for index, one in enumerate(judged):
        if one.does("payment_claimed"):
            payments = _of_clause(one, context)
            if len(payments) == 1:
                payments = [_completed(payments[0], judged, index, context)]
            found += payments
    return _merged(found)


def _of_clause(one: Judged, context: Context) -> list[PaymentAnswer]:
    clause = one.clause
    days = _days(clause, context)
    day = days[0] if days else None
    reference = find_reference(clause, context)
    parts = per_invoice(clause, context)
    if parts:
        return [PaymentAnswer(day, amount, (number,), reference, clause.text) for number, amount in parts]
    amount = stated_amount(clause, context)
    balances = {i.balance for i in context.account.invoices if i.number in clause.invoices}
    if one.does("dispute") and amount not in balances:
        amount = None
    invoices = clause.invoices
    for value in (a.value for a in clause.amounts):
        total = invoices_of_sum(value, context, among=invoices)
        if len(total) > len(invoices):
            invoices, amount = in_account_order(total, context.account), value
    return [PaymentAnswer(day, amount, invoices, reference, clause.text)]


def _days(clause: Clause, context: Context) -> list[date]:
    """Days gone by; one that names an invoice ("the invoice of 12 May") is none."""
    taken = [(m.start, m.end) for m in clause.mentions]
    return [
        found.day
        for found in context.dates(clause.text, past=True)
        if found.day is not None
        and found.day <= context.received_on
        and not any(found.start < end and start < found.end for start, end in taken)
    ]


def _completed(payment: PaymentAnswer, judged: Sequence[Judged], index: int, context: Context) -> PaymentAnswer:
    """Reference and day out of the lines around it that say nothing else, as advices have them."""
    behind = []
    for one in judged[index + 1 : index + 1 + _BEHIND]:
        if one.labels:
            break
        behind.append(one.clause)
    before = [judged[index - 1].clause] if index and not judged[index - 1].labels else []
    for clause in (*behind, *before):
        if payment.reference is None:
            payment = replace(payment, reference=find_reference(clause, context, keyword=True))
    beside = [c for c in (*behind[:1], *before) if len(c.text.split()) <= 6]
    days = [day for clause in beside for day in _days(clause, context)]
    return replace(payment, date=days[0]) if payment.date is None and days else payment


def _merged(found: list[PaymentAnswer]) -> list[PaymentAnswer]:
    """A payment told over several sentences is one, unless dates or amounts differ."""
    kept: list[PaymentAnswer] = []
    for payment in found:
        index = next((i for i, k in enumerate(kept) if _same(k, payment) or _details(k, payment)), None)
        if index is None:
            kept.append(payment)
            continue
        first = kept[index]
        kept[index] = replace(
            first,
            date=first.date or payment.date,
            amount=first.amount if first.amount is not None or len(first.invoices) > 1 else payment.amount,
            reference=first.reference or payment.reference,
        )
    return kept


def _same(one: PaymentAnswer, other: PaymentAnswer) -> bool:
    return (
        set(one.invoices) == set(other.invoices)
        and (one.date is None or other.date is None or one.date == other.date)
        and (one.amount is None or other.amount is None or one.amount == other.amount)
    )


def _details(total: PaymentAnswer, line: PaymentAnswer) -> bool:
    """A line of an advice below its total: some of the same invoices, and no day of its own."""
    return line.date is None and len(total.invoices) > 1 and set(line.invoices) < set(total.invoices)
