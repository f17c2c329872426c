"""What is open at the moment: documents by customer, and what earlier payments settled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from evals.cash_application.ledger import ZERO, Document, Ledger, Payment
from evals.cash_application.places import discount_days

SETTLING = frozenset({"invoice", "discount", "bank_fee", "credit_note"})


class Book:
    """`open` holds signed rests: a credit note's is negative."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.open: dict[str, Decimal] = {}
        self.of_customer: dict[str, list[str]] = defaultdict(list)
        self.paid_of_customer: dict[str, list[str]] = defaultdict(list)
        self.of_order: dict[str, list[str]] = defaultdict(list)
        for document in ledger.documents.values():
            if document.status in ("open", "credit_note"):
                self.open[document.number] = document.amount
                self.of_customer[document.customer_id].append(document.number)
            elif document.status == "paid":
                self.paid_of_customer[document.customer_id].append(document.number)
            if document.purchase_order and document.status == "open":
                self.of_order[document.purchase_order].append(document.number)
        self.pool = [number for number, rest in self.open.items() if rest > 0]
        self.settled: list[Payment] = []

    def document(self, number: str) -> Document:
        return self.ledger.documents[number]

    def rest(self, number: str) -> Decimal:
        return self.open.get(number, ZERO)

    def any_invoice(self, rng: Random, day: date) -> Document | None:
        """A random open one that the customer has had for two days or more."""
        for _ in range(60):
            place = rng.randrange(len(self.pool))
            number = self.pool[place]
            if not self.rest(number):
                self.pool[place] = self.pool[-1]
                self.pool.pop()
            elif self.document(number).issued <= day - timedelta(days=2):
                return self.document(number)
            if not self.pool:
                return None
        return None

    def invoices(self, customer_id: str, day: date | None = None) -> list[Document]:
        """Open ones of a customer, oldest first; with a day, those issued by then."""
        return [d for d in self._open(customer_id) if d.amount > 0 and (day is None or d.issued < day)]

    def untouched(self, customer_id: str, day: date) -> list[Document]:
        """Open in full."""
        return [d for d in self.invoices(customer_id, day) if self.rest(d.number) == d.amount]

    def credit_notes(self, customer_id: str, day: date | None = None) -> list[Document]:
        return [d for d in self._open(customer_id) if d.amount < 0 and (day is None or d.issued < day)]

    def _open(self, customer_id: str) -> Iterable[Document]:
        return (self.document(number) for number in self.of_customer[customer_id] if self.rest(number))

    def earns_discount(self, document: Document, day: date) -> bool:
        country = self.ledger.customers[document.customer_id].country
        return (day - document.issued).days <= discount_days(country)

    def record(self, payment: Payment) -> None:
        for piece in payment.pieces:
            if piece.kind in SETTLING:
                self.open[piece.invoice] -= piece.amount
                if self.open[piece.invoice] * self.document(piece.invoice).amount < 0:
                    raise ValueError(f"{payment.transaction_id} settles more of {piece.invoice} than is open.")
        self.settled.append(payment)
