"""Payments that the customer says were made: when, how much, for what, and the bank's or cheque's reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agent.answers import PaymentAnswer
from agent.reading.clauses import Clause, Context, find_in
from agent.reading.folding import fold
from agent.reading.intents import Judged
from agent.reading.payment_words import KEYWORD, TOKEN
from agent.reading.references import find_mentions


def find_payments(judged: Sequence[Judged], context: Context) -> list[PaymentAnswer]:
    found: list[PaymentAnswer] = []
    for index, one in enumerate(judged):
        if one.does("payment_claimed"):
            payment = _of_clause(one.clause, context)
            if payment.reference is None and index + 1 < len(judged) and not judged[index + 1].labels:
                payment = replace(payment, reference=find_reference(judged[index + 1].clause, context))
            found.append(payment)
    return _merged(found)


def _of_clause(clause: Clause, context: Context) -> PaymentAnswer:
    days = [d.day for d in context.dates(clause.text, past=True) if d.day is not None and d.day <= context.received_on]
    amounts = [a.value for a in clause.amounts]
    return PaymentAnswer(
        date=days[0] if days else None,
        amount=amounts[0] if amounts else None,
        invoices=clause.invoices,
        reference=find_reference(clause, context),
        quote=clause.text,
    )


def find_reference(clause: Clause, context: Context) -> str | None:
    """A token with digits that is no invoice, amount or date, after a word such as "ref", or plainly a bank's."""
    taken = [(d.start, d.end) for d in context.dates(clause.text, past=True)]
    taken += [(m.start, m.end) for m in find_mentions(clause.text, context.account.invoices)]
    taken += [(a.start, a.end) for a in find_in(clause.text, context)[1]]
    folded = fold(clause.text)
    plain: str | None = None
    for match in TOKEN.finditer(clause.text):
        if any(match.start() < end and start < match.end() for start, end in taken):
            continue
        token = match[0].rstrip("-/")
        if KEYWORD.search(folded[: match.start()]) and sum(c.isdigit() for c in token) >= 3:
            return token
        letters, digits = sum(c.isalpha() for c in token), sum(c.isdigit() for c in token)
        if plain is None and ((digits >= 5 and letters >= 1) or digits >= 8):
            plain = token
    return plain


def _merged(found: list[PaymentAnswer]) -> list[PaymentAnswer]:
    """A payment told over several sentences is one, unless dates or amounts differ."""
    kept: list[PaymentAnswer] = []
    for payment in found:
        index = next((i for i, k in enumerate(kept) if _same(k, payment)), None)
        if index is None:
            kept.append(payment)
            continue
        first = kept[index]
        kept[index] = replace(
            first,
            date=first.date or payment.date,
            amount=first.amount if first.amount is not None else payment.amount,
            reference=first.reference or payment.reference,
        )
    return kept


def _same(one: PaymentAnswer, other: PaymentAnswer) -> bool:
    return (
        set(one.invoices) == set(other.invoices)
        and (one.date is None or other.date is None or one.date == other.date)
        and (one.amount is None or other.amount is None or one.amount == other.amount)
    )
