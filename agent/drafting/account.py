"""What a message shows of an account: its main items, what is taken off, what is only mentioned."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from agent.facts import AccountFacts, InvoiceFact, PaymentFact, PromiseFact


def main_items(facts: AccountFacts, items: str) -> tuple[InvoiceFact, ...]:
    """The invoices of the main table, oldest due date first. `items` as in `purposes.Layout`."""
    chosen: Iterable[InvoiceFact]
    if items == "asked":
        chosen = facts.asked()
    elif items == "upcoming":
        chosen = upcoming(facts)
    elif items == "promised":
        chosen = named_by(
            facts, latest_promise(facts, kind="promise", outcomes=frozenset({"open"})), standing="promised"
        )
    elif items == "due_promise":
        chosen = named_by(facts, due_promise(facts), standing="promised")
    elif items == "disputed":
        chosen = disputed(facts)
    elif items == "claimed":
        chosen = named_by(facts, latest_promise(facts, kind="claim"), standing="claimed")
    elif items == "part_paid":
        chosen = part_paid(facts)
    else:
        chosen = ()
    return tuple(sorted(chosen, key=lambda invoice: (invoice.due, invoice.number)))


def upcoming(facts: AccountFacts) -> tuple[InvoiceFact, ...]:
    """Not due yet and nothing else said about them."""
    return tuple(i for i in facts.invoices if i.days_overdue <= 0 and i.standing in {"ask", "not_due"})


def named_by(facts: AccountFacts, promise: PromiseFact | None, *, standing: str) -> tuple[InvoiceFact, ...]:
    """The invoices that a promise names; without names those that stand as promised or claimed."""
    named = promise.invoices if promise else ()
    return tuple(i for i in facts.invoices if (i.number in named if named else i.standing == standing))


def disputed(facts: AccountFacts) -> tuple[InvoiceFact, ...]:
    """The invoices that the newest dispute names; without names all that stand as disputed."""
    named = facts.disputes[-1].invoices if facts.disputes else ()
    return tuple(i for i in facts.invoices if (i.number in named if named else i.standing == "disputed"))


def part_paid(facts: AccountFacts) -> tuple[InvoiceFact, ...]:
    """What the newest payment left open: of the invoices it was booked to, else of all below their amount."""
    payment, asked = latest_payment(facts), facts.asked()
    named = tuple(i for i in asked if payment and i.number in payment.invoices)
    return named or tuple(i for i in asked if i.amount is not None and i.balance < i.amount) or asked


def latest_promise(facts: AccountFacts, *, kind: str, outcomes: frozenset[str] | None = None) -> PromiseFact | None:
    """The newest promise of a kind: by the day it was given, else the last in the facts."""
    found = [p for p in facts.promises if p.kind == kind and (outcomes is None or p.outcome in outcomes)]
    return max(enumerate(found), key=lambda item: (str(item[1].given_on or ""), item[0]))[1] if found else None


def due_promise(facts: AccountFacts) -> PromiseFact | None:
    """The open promise that is due next, today included."""
    ahead = [
        p
        for p in facts.promises
        if p.kind == "promise" and p.outcome == "open" and p.date and (not facts.today or p.date >= facts.today)
    ]
    return min(ahead, key=lambda promise: str(promise.date), default=None)


def latest_payment(facts: AccountFacts) -> PaymentFact | None:
    return max(facts.payments, key=lambda payment: payment.booked_on, default=None)


def sums(items: Iterable[InvoiceFact]) -> dict[str, Decimal]:
    """Balances by currency."""
    totals: dict[str, Decimal] = {}
    for invoice in items:
        totals[invoice.currency] = totals.get(invoice.currency, Decimal()) + invoice.balance
    return totals


def standing(facts: AccountFacts, *names: str) -> tuple[InvoiceFact, ...]:
    return tuple(i for i in facts.invoices if i.standing in names)
