"""What matching is asked about: a payment and the open items, amounts in hundredths of their currency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AdvisedLine:
    """What a remittance advice says of a part of the payment; amount None where it does not say."""

    document: str
    amount: int | None = None
    deduction: int = 0


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that arrived, above zero. `customer_id`: who paid, where a file or a person says so.

    `order`: its place among payments of the same day.
    """

    amount: int
    currency: str
    booked_on: date
    payer_name: str = ""
    payer_account: str = ""
    text: str = ""
    method: str = ""
    customer_id: int | None = None
    advised: tuple[AdvisedLine, ...] = ()
    order: int = 0

    @property
    def position(self) -> tuple[date, int]:
        return (self.booked_on, self.order)


@dataclass(frozen=True, slots=True)
class Item:
    """An invoice, or a credit note with negative amounts. `left` is what it can still take, zero when closed.

    `closed_by_erp` = paid by the ERP's word on `closed_on`, no bank money is on it.
    """

    invoice_id: int
    number: str
    customer_id: int
    debtor_id: int
    left: int
    amount: int
    currency: str
    issued_on: date
    due_on: date
    purchase_order: str = ""
    country: str = ""
    closed_by_erp: bool = False
    closed_on: date | None = None

    @property
    def is_credit_note(self) -> bool:
        return self.amount < 0


@dataclass(frozen=True, slots=True)
class Party:
    """A customer as a payer may show itself. `root` is the head of its family, itself without a parent."""

    customer_id: int
    number: str
    names: tuple[str, ...]
    root: int
    debtor_id: int
    parent_id: int | None = None
    accounts: tuple[str, ...] = ()
    country: str = ""
