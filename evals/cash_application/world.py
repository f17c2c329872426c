"""Everything a style of paying looks at when it makes up a payment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from evals.cash_application.book import Book
from evals.cash_application.identity import Directory
from evals.cash_application.intents import Citation, Payer
from evals.cash_application.kinship import Kinship
from evals.cash_application.learning import LearnedAccounts
from evals.cash_application.ledger import Customer, Document, Ledger, Piece
from evals.cash_application.likeness import NumberIndex
from evals.cash_application.profiles import Profile


@dataclass
class World:
    """`day` moves on while payments are made."""

    rng: Random
    profile: Profile
    ledger: Ledger
    day: date

    def __post_init__(self) -> None:
        self.book = Book(self.ledger)
        self.kin = Kinship(self.ledger.customers)
        self.directory = Directory(self.ledger.customers)
        self.numbers = NumberIndex(self.ledger.documents)
        self.learned = LearnedAccounts()
        # The citations of each payment as they came out.
        self.written: dict[str, tuple[str, ...]] = {}

    def customer_of(self, document: Document) -> Customer:
        return self.ledger.customers[document.customer_id]

    def payer(self, customer: Customer) -> Payer:
        """The customer itself, by a listed account or another, sometimes under its alias."""
        rng = self.rng
        name = rng.choice(customer.aliases) if customer.aliases and rng.random() < 0.25 else customer.name
        listed = [account.replace(" ", "") for account in customer.bank_accounts]
        unlisted = [account for account in customer.pays_from if account not in listed]
        if listed and (not unlisted or rng.random() < self.profile.pays_from_listed):
            return Payer(name, rng.choice(listed), customer)
        return Payer(name, rng.choice(unlisted or list(customer.pays_from)), customer)

    def debtor(self) -> Customer | None:
        """Who owes a random open invoice: customers with many come up often."""
        document = self.book.any_invoice(self.rng, self.day)
        return self.customer_of(document) if document else None

    def pick(self, documents: list[Document], least: int, most: int) -> list[Document]:
        """Some of them, in order; empty when there are too few."""
        count = min(self.rng.randint(least, most), len(documents))
        return sorted(self.rng.sample(documents, count), key=documents.index) if count >= least else []

    def family_rests(self, customer: Customer) -> list[Decimal]:
        """Open amounts of all invoices in the family."""
        return [
            self.book.rest(document.number)
            for member in self.kin.family(customer.customer_id)
            for document in self.book.invoices(member)
        ]


def settles(document: Document, amount: Decimal) -> Piece:
    return Piece(document.number, amount, "invoice")


def cites(document: Document, amount: Decimal, *, gross: Decimal | None = None) -> Citation:
    return Citation("credit_note" if document.amount < 0 else "invoice", document.number, amount, gross)
