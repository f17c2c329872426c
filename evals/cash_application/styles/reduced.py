"""Less than the open amounts: discounts, bank fees, deductions."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from evals.cash_application.intents import Intent
from evals.cash_application.ledger import Document, Piece, cents
from evals.cash_application.styles.plain import full
from evals.cash_application.world import World, cites, settles

DISCOUNT = Decimal("0.02")
FEES = ("5.00", "7.50", "8.00", "10.00", "12.00", "12.50", "15.00", "18.00", "20.00", "25.00", "30.00", "45.00")
SHORTFALLS = ("Transportschaden", "price difference", "freight deducted", "Mangel Pos. 3", "damaged goods",
              "less rebate Q4", "Retoure", "quantity short", "deduction per debit memo DM 8812", "minus Bonus 2025",
              "déduction litige", "korting volgens afspraak")  # fmt: skip


def discount_one(world: World) -> Intent | None:
    documents = _early(world)
    return _discounted(world, "discount_one", documents[:1], documents[:1]) if documents else None


def discount_all(world: World) -> Intent | None:
    early = world.pick(_early(world), 2, 5)
    return _discounted(world, "discount_all", early, early) if early else None


def discount_some(world: World) -> Intent | None:
    """Those that are young enough; the others in full."""
    early = world.pick(_early(world), 1, 3)
    if not early:
        return None
    others = [d for d in world.book.untouched(early[0].customer_id, world.day) if not _is_early(world, d)]
    late = world.pick(others, 1, 4)
    return _discounted(world, "discount_some", [*late, *early], early) if late else None


def _early(world: World) -> list[Document]:
    for _ in range(40):
        debtor = world.debtor()
        if debtor:
            found = [d for d in world.book.untouched(debtor.customer_id, world.day) if _is_early(world, d)]
            if found:
                return found
    return []


def _is_early(world: World, document: Document) -> bool:
    return world.book.earns_discount(document, world.day)


def _discounted(world: World, style: str, documents: list[Document], reduced: list[Document]) -> Intent:
    taken = {document.number: cents(document.amount * DISCOUNT) for document in reduced}
    pieces: list[Piece] = []
    citations = []
    for document in documents:
        off = taken.get(document.number, Decimal())
        rest = world.book.rest(document.number)
        pieces.append(settles(document, rest - off))
        pieces += [Piece(document.number, off, "discount")] if off else []
        citations.append(cites(document, rest - off, gross=rest))
    return replace(
        full(world, style, world.customer_of(documents[0]), documents),
        amount=sum((piece.amount for piece in pieces if piece.kind == "invoice"), Decimal()),
        pieces=tuple(pieces), citations=tuple(citations), topic="discount" if world.rng.random() < 0.5 else "invoice",
    )  # fmt: skip


def late_discount(world: World) -> Intent | None:
    """Taken long after the time for it: the rest stays open."""
    document = world.book.any_invoice(world.rng, world.day)
    if not document or (world.day - document.issued).days < 24 or world.book.rest(document.number) != document.amount:
        return None
    paid = document.amount - cents(document.amount * DISCOUNT)
    return _short(world, "late_discount", document, paid, topic="discount")


def bank_fee(world: World) -> Intent | None:
    document = world.book.any_invoice(world.rng, world.day)
    if not document:
        return None
    rest, fee = world.book.rest(document.number), Decimal(world.rng.choice(FEES))
    if fee > (rest - fee) * Decimal("0.045"):
        return None
    said = world.rng.choice(("", "", "", f"CHGS {document.currency} {fee}", "less bank charges", "SHA", "abz. Spesen"))
    return replace(
        _short(world, "bank_fee", document, rest - fee, topic="invoice"),
        pieces=(settles(document, rest - fee), Piece(document.number, fee, "bank_fee")), method="wire", body=said,
    )  # fmt: skip


def short_pay_words(world: World) -> Intent | None:
    """A deduction that the payer explains: still one for a person to judge, but the invoice is plain."""
    intent = _deducted(world, "short_pay_words")
    return replace(intent, topic="short", body=world.rng.choice(SHORTFALLS)) if intent else None


def short_pay(world: World) -> Intent | None:
    return _deducted(world, "short_pay")


def _deducted(world: World, style: str) -> Intent | None:
    """Between six and forty percent less, so that it is neither a discount nor a fee."""
    document = world.book.any_invoice(world.rng, world.day)
    if not document:
        return None
    rest = world.book.rest(document.number)
    paid = cents(rest * Decimal(str(round(world.rng.uniform(0.6, 0.94), 4))))
    return _short(world, style, document, paid, topic="invoice") if rest > 50 else None


def _short(world: World, style: str, document: Document, paid: Decimal, *, topic: str) -> Intent:
    rest = world.book.rest(document.number)
    return replace(
        full(world, style, world.customer_of(document), [document], topic=topic, arithmetic="weak"),
        amount=paid, pieces=(settles(document, paid),), citations=(cites(document, paid, gross=rest),),
    )  # fmt: skip
