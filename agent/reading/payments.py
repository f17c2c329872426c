"""Payments that the customer says were made: when, how much, for what, and the bank's or cheque's reference."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from agent.answers import PaymentAnswer
from agent.reading.clause_invoices import invoices_of_sum
from agent.reading.clauses import Clause, Context
from agent.reading.detail_words import TOTAL, is_of_paper
from agent.reading.folding import fold
from agent.reading.intents import Judged
from agent.reading.payment_references import find_reference
from agent.reading.references import in_account_order
from agent.reading.stated_amounts import balance_of, per_invoice, stated_amount, stated_parts

# How many lines an advice may have below its sentence.
_ADVICE = 40
# How many unlabelled clauses behind a payment may still carry its reference.
_BEHIND = 3


def find_payments(judged: Sequence[Judged], context: Context) -> list[PaymentAnswer]:
    found: list[PaymentAnswer] = []
    for index, one in enumerate(judged):
        if one.does("payment_claimed"):
            payments = _of_clause(one, context)
            if len(payments) == 1:
                payments = [_totalled(_completed(payments[0], judged, index, context), judged, index, context)]
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
    amounts = stated_parts(clause, context)
    if len(days) == len(amounts) >= 2:
        pairs = zip(days, amounts, strict=True)
        return [PaymentAnswer(d, a, clause.invoices, reference, clause.text) for d, a in pairs]
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
        and not is_of_paper(clause.text, found.start)
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
    near = (*behind[:1], *(clause for clause in behind[1:] if _is_line(clause)), *before)
    beside = [clause for clause in near if len(clause.text.split()) <= 6]
    days = [day for clause in beside for day in _days(clause, context)]
    return replace(payment, date=days[0]) if payment.date is None and days else payment


def _is_line(clause: Clause) -> bool:
    """ "Payment date: 07/14/2027": a line of an advice that says what it gives."""
    return bool(re.match(r"[^\d:：]{2,40}[:：]", clause.text))


def _totalled(payment: PaymentAnswer, judged: Sequence[Judged], index: int, context: Context) -> PaymentAnswer:
    """With the invoices that the lines of an advice list below it, and their total where it is not what is open."""
    if judged[index].clause.named or judged[index].clause.amounts:
        return payment
    lines = []
    for one in judged[index + 1 : index + 1 + _ADVICE]:
        if set(one.labels) - {"dispute"}:
            break
        lines.append(one.clause)
    listed = in_account_order((n for line in lines if line.amounts for n in line.named), context.account)
    totals = [line.amounts[-1].value for line in lines if line.amounts and TOTAL.search(fold(line.text))]
    invoices = listed or payment.invoices
    if not totals or totals[-1] == balance_of(invoices, context):
        return replace(payment, invoices=invoices)
    return replace(payment, invoices=invoices, amount=totals[-1])


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
