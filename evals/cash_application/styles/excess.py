"""More than is owed: overpaid, paid twice, paid again after years, and citations of what is paid already."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from evals.cash_application.intents import Citation, Intent
from evals.cash_application.ledger import Document, Piece, cents
from evals.cash_application.styles.plain import full
from evals.cash_application.world import World, cites, settles


def overpayment(world: World) -> Intent | None:
    """A slip of the digits, a round-up, or a sum out of the blue on top."""
    document = world.book.any_invoice(world.rng, world.day)
    if not document:
        return None
    rest = world.book.rest(document.number)
    more = world.rng.choice((
        Decimal("0.10"), Decimal("1.00"), Decimal("10.00"), Decimal("100.00"), cents(rest * Decimal("0.19")),
        cents(rest * Decimal("0.05")), (100 - rest % 100) % 100 or Decimal("50.00"),
    ))  # fmt: skip
    if more > rest:
        return None
    return replace(
        full(world, "overpayment", world.customer_of(document), [document], arithmetic="weak"),
        amount=rest + more, pieces=(settles(document, rest), Piece("", more, "on_account")),
    )  # fmt: skip


def duplicate(world: World) -> Intent | None:
    """An earlier payment once more, some days later."""
    for payment in world.rng.sample(world.book.settled, min(80, len(world.book.settled))):
        invoices = [piece.invoice for piece in payment.pieces]
        if (
            payment.style in ("single", "several")
            and timedelta(days=2) <= world.day - payment.booked_on <= timedelta(days=21)
            and invoices
            and not any(world.book.rest(number) for number in invoices)
        ):
            documents = [world.book.document(number) for number in invoices]
            intent = _again(world, "duplicate", documents, [piece.amount for piece in payment.pieces])
            return replace(intent, repeats=payment if world.rng.random() < 0.75 else None)
    return None


def paid_in_history(world: World) -> Intent | None:
    document = _paid_one(world)
    return _again(world, "paid_in_history", [document], [document.amount]) if document else None


def _paid_one(world: World) -> Document | None:
    debtor = world.debtor()
    numbers = world.book.paid_of_customer[debtor.customer_id][-25:] if debtor else []
    return world.book.document(world.rng.choice(numbers)) if numbers else None


def _again(world: World, style: str, documents: list[Document], amounts: list[Decimal]) -> Intent:
    total = sum(amounts, Decimal())
    customer = world.customer_of(documents[0])
    return Intent(
        style=style, payer=world.payer(customer), debtor=customer, currency=documents[0].currency, amount=total,
        pieces=(Piece("", total, "on_account"),), topic="invoice" if len(documents) == 1 else "invoices",
        citations=tuple(cites(d, amount) for d, amount in zip(documents, amounts, strict=True)), arithmetic="paid",
    )  # fmt: skip


def cites_paid_equal_open(world: World) -> Intent | None:
    """Rent of January cited, paid long ago; rent of March is open and costs the same."""
    for _ in range(80):
        debtor = world.debtor()
        if not debtor:
            continue
        rests = {world.book.rest(d.number): d for d in world.book.invoices(debtor.customer_id, world.day)}
        paid = [
            world.book.document(number)
            for number in world.book.paid_of_customer[debtor.customer_id]
            if world.book.document(number).amount in rests
        ]
        if paid:
            document = world.rng.choice(paid[-8:])
            citation = Citation("invoice", document.number, document.amount)
            return Intent(
                style="cites_paid_equal_open", payer=world.payer(debtor), debtor=debtor, currency=document.currency,
                amount=document.amount, pieces=(), topic="invoice", citations=(citation,), plain=True,
                ambiguous="cites a paid invoice while another of the same amount is open",
            )  # fmt: skip
    return None
