"""Small worlds for cross-examining the truth."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

from evals.cash_application.intents import Citation, Intent, Payer
from evals.cash_application.ledger import Customer, Document, Ledger, Piece
from evals.cash_application.profiles import PROFILES
from evals.cash_application.rulings import Ruling
from evals.cash_application.showing import Shown
from evals.cash_application.truth import rule
from evals.cash_application.world import World

DAY = date(2026, 3, 2)


def customer(key: str, name: str, *, parent: str = "", accounts: tuple[str, ...] = ()) -> Customer:
    return Customer(key, name, parent, "DE", "de", "EUR", 30, "", "", "", (), accounts, accounts or ("DE99",))


def document(number: str, owner: str, amount: str, *, status: str = "open") -> Document:
    return Document(number, owner, date(2026, 1, 5), date(2026, 2, 4), Decimal(amount), "EUR", "", status)


def world(customers: list[Customer], documents: list[Document]) -> World:
    ledger = Ledger({one.customer_id: one for one in customers}, {one.number: one for one in documents})
    return World(Random(1), PROFILES["standard"], ledger, DAY)


def pays(here: World, *numbers: str, payer: Customer | None, cited: bool = True, **more: str) -> Intent:
    """In full; `payer` is None for a stranger."""
    documents = [here.book.document(number) for number in numbers]
    rests = [here.book.rest(number) for number in numbers]
    return Intent(
        style="single" if cited else "unique_amount",
        payer=Payer(payer.name if payer else "Stranger", "", payer),
        debtor=here.customer_of(documents[0]),
        currency="EUR",
        amount=sum(rests, Decimal()),
        pieces=tuple(Piece(number, rest, "invoice") for number, rest in zip(numbers, rests, strict=True)),
        citations=tuple(Citation("invoice", n, rest) for n, rest in zip(numbers, rests, strict=True)) if cited else (),
        arithmetic="exact" if cited else "unique",
        topic="invoice",
        **more,  # type: ignore[arg-type]
    )


def shown(*written: str, name: str = "", account: str = "") -> Shown:
    return Shown(name, account, " ".join(written), "wire", written, ())


def ruled(here: World, intent: Intent, *written: str, name: str = "", account: str = "") -> Ruling:
    return rule(here, intent, shown(*written, name=name, account=account))
