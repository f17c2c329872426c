"""No number of a document: the amount, a month, a customer number or the word balance has to do."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal

from evals.cash_application.intents import Citation, Intent
from evals.cash_application.ledger import Customer, Document, Piece
from evals.cash_application.styles.plain import full
from evals.cash_application.world import World, settles


def silent(world: World, style: str, documents: list[Document], **more: object) -> Intent:
    intent = full(world, style, world.customer_of(documents[0]), documents, topic="nothing", arithmetic="unique")
    return replace(intent, citations=(), **more)  # type: ignore[arg-type]


def unique_amount(world: World) -> Intent | None:
    document = world.book.any_invoice(world.rng, world.day)
    return silent(world, "unique_amount", [document]) if document else None


def unique_sum(world: World) -> Intent | None:
    """Two or three of a few open items, and no other choice gives the sum."""
    debtor = world.debtor()
    documents = world.book.invoices(debtor.customer_id, world.day) if debtor else []
    if not 3 <= len(documents) <= 8:
        return None
    chosen = world.pick(documents, 2, 3)
    return silent(world, "unique_sum", chosen)


def several_sums(world: World) -> Intent | None:
    """A sum over many open items without a word: nobody could say which."""
    debtor = world.debtor()
    documents = world.book.invoices(debtor.customer_id, world.day) if debtor else []
    if len(documents) < 25:
        return None
    chosen = world.pick(documents, 4, 6)
    reason = "a sum without reference over many open items"
    return replace(silent(world, "several_sums", chosen), pieces=(), ambiguous=reason, arithmetic="none")


def equal_amounts(world: World) -> Intent | None:
    document = _one_of_equals(world)
    if not document:
        return None
    reason = "several open invoices of this amount and no reference"
    return replace(silent(world, "equal_amounts", [document]), pieces=(), ambiguous=reason, arithmetic="none")


def _one_of_equals(world: World) -> Document | None:
    for _ in range(60):
        debtor = world.debtor()
        documents = world.book.invoices(debtor.customer_id, world.day) if debtor else []
        counts = Counter(world.book.rest(document.number) for document in documents)
        equal = [document for document in documents if counts[world.book.rest(document.number)] > 1]
        if equal:
            return world.rng.choice(equal)
    return None


def customer_number(world: World) -> Intent | None:
    intent = unique_amount(world)
    return _by_customer_number(intent, "customer_number") if intent else None


def equal_by_customer_number(world: World) -> Intent | None:
    intent = equal_amounts(world)
    return _by_customer_number(intent, "equal_by_customer_number") if intent else None


def _by_customer_number(intent: Intent, style: str) -> Intent:
    assert intent.debtor
    citation = Citation("customer", intent.debtor.customer_id, intent.amount)
    return replace(intent, style=style, citations=(citation,), topic="customer", plain=True)


def statement(world: World) -> Intent | None:
    """Everything that is open, credit notes taken off."""
    for _ in range(40):
        debtor = world.debtor()
        documents = world.book.invoices(debtor.customer_id, world.day) if debtor else []
        if debtor and 2 <= len(documents) <= 40 and len(documents) == len(world.book.invoices(debtor.customer_id)):
            notes = world.book.credit_notes(debtor.customer_id)
            total = sum((world.book.rest(d.number) for d in [*documents, *notes]), Decimal())
            if total > 0:
                return _balance(world, debtor, documents, notes, total)
    return None


def _balance(
    world: World, debtor: Customer, documents: list[Document], notes: list[Document], total: Decimal
) -> Intent:
    pieces = [settles(document, world.book.rest(document.number)) for document in documents]
    pieces += [Piece(note.number, world.book.rest(note.number), "credit_note") for note in notes]
    intent = silent(world, "statement", documents)
    return replace(intent, amount=total, pieces=tuple(pieces), topic="statement", arithmetic="balance")


def month_words(world: World) -> Intent | None:
    """Rent March: equal amounts, told apart by the month of issue."""
    for _ in range(80):
        debtor = world.debtor()
        open_ones = world.book.invoices(debtor.customer_id, world.day) if debtor else []
        documents = [document for document in open_ones if document.subscription]
        if documents:
            document = world.rng.choice(documents)
            return replace(silent(world, "month_words", [document]), topic="month", arithmetic="month")
    return None


def unknown_payer(world: World) -> Intent | None:
    """The right amount of somebody, from nobody that is known, without a word."""
    document = world.book.any_invoice(world.rng, world.day)
    if not document:
        return None
    from evals.cash_application.styles.kin import stranger

    intent = silent(world, "unknown_payer", [document])
    reason = "an unknown payer and no reference"
    return replace(intent, payer=stranger(world), pieces=(), ambiguous=reason, arithmetic="none")


def other_currency(world: World) -> Intent | None:
    """The number is right and so is the figure, but the money is of another kind."""
    document = world.book.any_invoice(world.rng, world.day)
    if not document:
        return None
    currency = world.rng.choice([code for code in ("EUR", "USD", "GBP", "CHF") if code != document.currency])
    intent = full(world, "other_currency", world.customer_of(document), [document], arithmetic="none", plain=True)
    return replace(intent, currency=currency, pieces=(), ambiguous="paid in another currency than the invoice's")
