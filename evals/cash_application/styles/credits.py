"""Credit notes taken off."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from evals.cash_application.intents import Intent
from evals.cash_application.ledger import Document, Piece
from evals.cash_application.styles.plain import full
from evals.cash_application.world import World, cites


def credit_cited(world: World) -> Intent | None:
    return _netted(world, "credit_cited", cited=True)


def credit_uncited(world: World) -> Intent | None:
    """Only the invoices are named; the difference is a credit note to the cent, and no other."""
    intent = _netted(world, "credit_uncited", cited=False)
    return replace(intent, arithmetic="credit") if intent else None


def _netted(world: World, style: str, *, cited: bool) -> Intent | None:
    invoices, notes = _pair(world)
    if not invoices or not notes:
        return None
    intent = full(world, style, world.customer_of(invoices[0]), invoices, topic="credit" if cited else "invoices")
    credit = sum((note.amount for note in notes), Decimal())
    if intent.amount + credit < Decimal("5"):
        return None
    return replace(
        intent,
        amount=intent.amount + credit,
        pieces=(*intent.pieces, *(Piece(note.number, note.amount, "credit_note") for note in notes)),
        citations=(*intent.citations, *(cites(note, note.amount) for note in notes if cited)),
    )


def _pair(world: World) -> tuple[list[Document], list[Document]]:
    """Open invoices and credit notes of one customer, in one currency."""
    for _ in range(60):
        debtor = world.debtor()
        notes = world.book.credit_notes(debtor.customer_id, world.day) if debtor else []
        if debtor and notes:
            invoices = world.pick(world.book.invoices(debtor.customer_id, world.day), 1, 4)
            return invoices, world.pick(notes, 1, world.rng.choice((1, 1, 1, 2)))
    return [], []
