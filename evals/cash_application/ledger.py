"""What the files hold: customers, documents, payments and the pieces that they are allocated in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class Customer:
    """`bank_accounts` are the listed ones; `pays_from` all that it has, listed or not."""

    customer_id: str
    name: str
    parent_id: str
    country: str
    language: str
    currency: str
    payment_terms_days: int
    email: str
    contact_name: str
    account_manager_email: str
    aliases: tuple[str, ...]
    bank_accounts: tuple[str, ...]
    pays_from: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """An invoice or a credit note; the amount of a credit note is negative."""

    number: str
    customer_id: str
    issued: date
    due: date
    amount: Decimal
    currency: str
    purchase_order: str
    status: str
    paid_on: date | None = None
    subscription: bool = False


@dataclass(frozen=True)
class Piece:
    """One row of the allocations; `invoice` is empty for money on account and unrelated money."""

    invoice: str
    amount: Decimal
    kind: str


@dataclass(frozen=True)
class Payment:
    """A line of the bank file with its truth; `pieces` is empty where only a person with a telephone could tell."""

    transaction_id: str
    booked_on: date
    amount: Decimal
    currency: str
    payer_name: str
    payer_account: str
    reference: str
    method: str
    pieces: tuple[Piece, ...]
    style: str
    noise: tuple[str, ...]
    why: str


@dataclass
class Ledger:
    """Everything that one run makes; `customers` and `documents` by their keys, in the order of the files."""

    customers: dict[str, Customer]
    documents: dict[str, Document]
    payments: list[Payment] = field(default_factory=list)
