"""Open amounts paid as they stand, with numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from evals.cash_application.intents import Intent
from evals.cash_application.ledger import Customer, Document, cents
from evals.cash_application.world import World, cites, settles


def full(world: World, style: str, payer: Customer, documents: list[Document], **more: object) -> Intent:
    """All of them in full, each cited."""
    rests = [world.book.rest(document.number) for document in documents]
    intent = Intent(
        style=style,
        payer=world.payer(payer),
        debtor=world.customer_of(documents[0]),
        currency=documents[0].currency,
        amount=sum(rests, Decimal()),
        pieces=tuple(settles(document, rest) for document, rest in zip(documents, rests, strict=True)),
        citations=tuple(cites(document, rest) for document, rest in zip(documents, rests, strict=True)),
        topic="invoice" if len(documents) == 1 else "invoices",
    )
    return replace(intent, **more)  # type: ignore[arg-type]


def single(world: World) -> Intent | None:
    document = world.book.any_invoice(world.rng, world.day)
    return full(world, "single", world.customer_of(document), [document]) if document else None


def several(world: World) -> Intent | None:
    debtor = world.debtor()
    if not debtor:
        return None
    most = world.rng.choice((3, 4, 5, 6, 9, 14))
    documents = world.pick(world.book.invoices(debtor.customer_id, world.day), 2, most)
    return full(world, "several", debtor, documents) if documents else None


def enumeration(world: World) -> Intent | None:
    """INV-100 to 104, 100-102, RE 10023,24,27."""
    debtor = world.debtor()
    documents = _run(world, world.book.invoices(debtor.customer_id, world.day)) if debtor else []
    if not debtor or len(documents) < 2:
        return None
    tails = [_tail(document.number) for document in documents]
    if len({tail[0] for tail in tails}) > 1 or len({len(tail[1]) for tail in tails}) > 1:
        return None
    head = tails[0][0] if world.rng.random() < 0.75 else ""
    written = _enumerated(world, head, [tail[1] for tail in tails])
    return full(world, "enumeration", debtor, documents, body=written, plain=True)


def _run(world: World, documents: list[Document]) -> list[Document]:
    """Neighbours by number, two to six; most of them without a gap."""
    starts = [place for place in range(len(documents) - 1) if _follows(documents[place], documents[place + 1])]
    if not starts:
        return []
    first = last = world.rng.choice(starts)
    while last + 1 < len(documents) and last - first < 5 and _follows(documents[last], documents[last + 1]):
        last += 1
    return documents[first : last + 1]


def _follows(one: Document, other: Document) -> bool:
    here, there = _tail(one.number), _tail(other.number)
    return here[0] == there[0] and here[1].isdigit() and there[1].isdigit() and int(there[1]) == int(here[1]) + 1


def _tail(number: str) -> tuple[str, str]:
    """What stands before the last digits, and those."""
    found = re.fullmatch(r"(.*?)(\d+)", number)
    return (found[1], found[2]) if found else (number, "")


def _enumerated(world: World, head: str, tails: list[str]) -> str:
    rng, first, last = world.rng, tails[0], tails[-1]
    differ = next(place for place in range(len(first)) if len({tail[place] for tail in tails}) > 1)
    short = min(differ, len(first) - 2)
    ends = [tail[short:] for tail in tails[1:]]
    lead = rng.choice((head, head.rstrip("-/ ") + " ", head))
    if len(tails) > 2 and rng.random() < 0.5:
        bridge = rng.choice((" to ", "-", " - ", " bis ", "..", " thru "))
        return f"{lead}{first}{bridge}{rng.choice((last, last[short:], head + last))}"
    comma = rng.choice((",", "/", ", ", "+", " & ", " / "))
    return f"{lead}{first}{comma}{comma.join(rng.choice((ends, tails[1:])))}"


def part_payment(world: World) -> Intent | None:
    """An instalment: a round share, or a round sum."""
    document = world.book.any_invoice(world.rng, world.day)
    if not document or (rest := world.book.rest(document.number)) < 200:
        return None
    share = world.rng.choice(("0.5", "0.25", "0.3", "0.333", "0.6", "0.4"))
    amount = cents(rest * Decimal(share))
    if world.rng.random() < 0.5:
        amount = Decimal(int(amount / 100) * 100 or 100).quantize(Decimal("0.01"))
    if amount > rest * Decimal("0.8"):
        return None
    return replace(
        full(world, "part_payment", world.customer_of(document), [document], topic="part", arithmetic="weak"),
        amount=amount, pieces=(settles(document, amount),), citations=(cites(document, amount),),
    )  # fmt: skip


def rest_payment(world: World) -> Intent | None:
    """What an earlier payment left of an invoice."""
    for payment in world.rng.sample(world.book.settled, min(200, len(world.book.settled))):
        for piece in payment.pieces:
            rest = world.book.rest(piece.invoice) if piece.kind == "invoice" else 0
            if rest > 0 and payment.style in ("part_payment", "short_pay") and payment.booked_on < world.day:
                document = world.book.document(piece.invoice)
                return full(world, "rest_payment", world.customer_of(document), [document], topic="rest")
    return None


def cut_list(world: World) -> Intent | None:
    """So many numbers that the bank cut them off; the last one or two are not there."""
    debtor = world.debtor()
    if not debtor:
        return None
    documents = world.pick(world.book.untouched(debtor.customer_id, world.day), 5, 14)
    if not documents:
        return None
    return full(world, "cut_list", debtor, documents, plain=True, arithmetic="cut", cut_off=world.rng.choice((1, 1, 2)))
