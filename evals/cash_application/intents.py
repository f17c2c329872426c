"""What a payer means, before the bank and bad printers had their say."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from evals.cash_application.ledger import Customer, Payment, Piece


@dataclass(frozen=True)
class Citation:
    """Something that the payer writes down. `kind` is invoice, credit_note, order, customer or code; `amount` the part
    of the payment that it speaks of; `words` replaces the value where it is written in a form of its own."""

    kind: str
    value: str
    amount: Decimal
    gross: Decimal | None = None
    words: str = ""

    @property
    def text(self) -> str:
        return self.words or self.value


@dataclass(frozen=True)
class Payer:
    """`customer` is None for factors, strangers and banks. `account` is what the bank names, perhaps nothing."""

    name: str
    account: str
    customer: Customer | None = None


@dataclass(frozen=True)
class Intent:
    """`debtor` owes the first document. `arithmetic` says how the amount speaks: `exact` (open amounts, less what was
    earned), `weak` (more or less than that), `unique` (the amount is all there is), `none`. `ambiguous` is the reason
    why nobody could tell, empty if one can. `topic` chooses the words; `plain` keeps noise away from the citations,
    `repeats` is the payment whose order went out once more, `cut_off` how many citations the bank had no room for."""

    style: str
    payer: Payer
    debtor: Customer | None
    currency: str
    amount: Decimal
    pieces: tuple[Piece, ...]
    topic: str
    citations: tuple[Citation, ...] = ()
    arithmetic: str = "exact"
    method: str = ""
    ambiguous: str = ""
    plain: bool = False
    body: str = ""
    repeats: Payment | None = None
    cut_off: int = 0
