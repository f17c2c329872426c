"""What every bank file becomes, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class BankEntry:
    """One booked movement; pending ones are never given. A batch is given as its parts where the file has them.

    `amount`: in `currency`, positive when money came in. `bank_reference`: the bank's own for this movement, unique in
    the account, empty where the file has none (NONREF, NOTPROVIDED). `reference`: remittance text, lines joined by a
    line break; structured creditor references (RF, QR) and end-to-end ids stand in it as text too. `is_return`: a
    reversed or returned movement, by the file's own indicator or code. `method`: ach, wire, card, check, lockbox,
    direct_debit, transfer or empty. `batch_reference`: the bank's reference of the entry that this is a part of.

    Where the file says them: `ultimate_payer_name` for whom the payer pays, `charges` what banks kept back (positive,
    already missing from `amount`, in its currency), the instructed amount before exchange, `lines` naming documents.
    """

    booked_on: date
    amount: Decimal
    currency: str
    bank_reference: str = ""
    payer_name: str = ""
    payer_account: str = ""
    reference: str = ""
    structured_reference: str = ""
    end_to_end_id: str = ""
    method: str = ""
    is_return: bool = False
    batch_reference: str = ""
    ultimate_payer_name: str = ""
    charges: Decimal = Decimal()
    instructed_amount: Decimal | None = None
    instructed_currency: str = ""
    lines: tuple[RemittanceLine, ...] = ()


@dataclass(frozen=True)
class Balance:
    """`amount` negative when the account is overdrawn."""

    on: date
    amount: Decimal
    currency: str


@dataclass(frozen=True)
class BankStatement:
    """One account's entries in the file's order. `account`: IBAN or number, without blanks.

    Opening and closing are of booked money; None where the file has none (notifications, interim reports).
    """

    account: str
    currency: str
    number: str = ""
    opening: Balance | None = None
    closing: Balance | None = None
    entries: tuple[BankEntry, ...] = ()


@dataclass(frozen=True)
class RemittanceLine:
    """What a payer says that a part of its payment is for. `amount`: paid on it, None when not said.

    `deduction`: what it kept back, positive, with its reason in the payer's words. `document` may be empty where the
    payer names an order of its own alone.
    """

    document: str
    amount: Decimal | None = None
    deduction: Decimal = Decimal()
    reason: str = ""
    purchase_order: str = ""


@dataclass(frozen=True)
class RemittanceAdvice:
    """Announces a payment, is no money. `trace`: the payment's own number (check, ACH trace, wire reference).

    `customer_number`: what the payer says is its number in our books.
    """

    payer_name: str = ""
    payer_account: str = ""
    amount: Decimal | None = None
    currency: str = ""
    paid_on: date | None = None
    trace: str = ""
    method: str = ""
    lines: tuple[RemittanceLine, ...] = ()
    note: str = ""
    customer_number: str = ""
