"""What matching is asked and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Payment:
    """Money that arrived, amount above zero."""

    amount: Decimal
    currency: str
    booked_on: date
    payer_name: str = ""


@dataclass(frozen=True)
class OpenItem:
    """An invoice, or a credit note with negative amounts. `open_amount` is what it can still take, zero when closed.

    `names` are those of its customer and debtor; `closed_by_erp` = paid by the ERP's word, no bank money is on it.
    """

    invoice_id: int
    number: str
    debtor_id: int
    open_amount: Decimal
    amount: Decimal
    currency: str
    issued_on: date
    country: str = ""
    names: tuple[str, ...] = ()
    closed_by_erp: bool = False

    @property
    def is_credit_note(self) -> bool:
        return self.amount < 0


@dataclass(frozen=True)
class Cited:
    """An item that the reference names. `sure` = by its whole number, not by digits that may be something else."""

    item: OpenItem
    sure: bool


@dataclass(frozen=True)
class Question:
    """A payment with all that could explain it.

    `payer_id`: the debtor whom account, customer number or file name for certain; `payer_items` all it owes;
    `same_amount` every open item of the creditor with exactly this amount.
    """

    payment: Payment
    cited: tuple[Cited, ...] = ()
    payer_id: int | None = None
    payer_items: tuple[OpenItem, ...] = ()
    same_amount: tuple[OpenItem, ...] = ()


@dataclass(frozen=True)
class ProposedLine:
    invoice_id: int
    amount: Decimal
    kind: str = "invoice"


@dataclass(frozen=True)
class Proposal:
    """Lines to book, else who paid as far as that is certain. `on_account` = keep what is left for `debtor_id`.

    `replaces_erp`: the invoice whose settlement by the ERP is this very money. `why` is a sentence for a person.
    """

    code: str
    why: str
    lines: tuple[ProposedLine, ...] = ()
    debtor_id: int | None = None
    on_account: bool = False
    replaces_erp: int | None = None
