"""The fixed-width records of a CODA file: lines of 128 characters, fields by place.

Source: Febelfin, Coded statement of account (CODA), version 2.6. Places here count from 0.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from customers.parsers.bank.statement import Balance
from customers.parsers.errors import UnreadableFile, quoted

WIDTH = 128
# Where account and currency end, by the code of the account's structure: Belgian number, foreign number, IBANs.
ACCOUNTS = {"0": (12, 13), "1": (34, 34), "2": (31, 34), "3": (34, 34)}
# Amounts totalled by customer or bank, and the details that they total.
TOTALS = {"1": "5", "2": "6"}


@dataclass
class Information:
    """Records 31-33: more about the movement before."""

    text: str


@dataclass
class Movement:
    """Records 21-23. `amount`: positive when money came in. `code`: type, family (2), operation (2), category (3)."""

    sequence: str
    detail: str
    bank_reference: str
    amount: Decimal
    booked_on: date
    code: str
    communication: str
    customer_reference: str = ""
    # R-transaction and its ISO reason, such as 2MD06.
    returned: str = ""
    account: str = ""
    name: str = ""
    details: list[Movement] = field(default_factory=list)
    informations: list[Information] = field(default_factory=list)

    @property
    def family(self) -> str:
        return self.code[1:3]

    @property
    def operation(self) -> str:
        return self.code[3:5]


def read_balance(record: str, *, at: int, currency: str) -> Balance:
    """`at`: place of its sign."""
    return Balance(read_day(record[at + 16 : at + 22]), read_amount(record[at : at + 16]), currency)


def read_account(record: str, *, structure: str) -> tuple[str, str]:
    """Account and currency of record 1."""
    account_end, currency_start = ACCOUNTS[structure if structure in ACCOUNTS else "0"]
    text = record[5:42]
    return "".join(text[:account_end].split()), text[currency_start : currency_start + 3].strip()


def read_movement(record: str) -> Movement:
    """Record 21."""
    return Movement(
        sequence=record[2:6],
        detail=record[6:10],
        bank_reference=" ".join(record[10:31].split()),
        amount=read_amount(record[31:47]),
        booked_on=read_day(record[115:121]),
        code=record[53:61],
        communication=record[61:115],
    )


def add_second(movement: Movement, record: str) -> None:
    """Record 22."""
    movement.communication += record[10:63]
    movement.customer_reference = record[63:98].strip()
    movement.returned = record[112:117].strip()


def add_third(movement: Movement, record: str) -> None:
    """Record 23."""
    movement.account = counterparty_account(record[10:47])
    movement.name = " ".join(record[47:82].split())
    movement.communication += record[82:125]


def counterparty_account(field_text: str) -> str:
    """34 characters of account and three of currency; some banks fill an unknown account with noughts."""
    account = "".join(field_text[:34].split()).upper()
    return "" if not account.strip("0") else account


def read_amount(text: str) -> Decimal:
    """Sign (0 credit, 1 debit), twelve digits and three decimals."""
    if not (text.isascii() and text.isdigit() and text[0] in "01"):
        raise UnreadableFile(f"{quoted(text)} is no amount of a CODA file; ask the bank for the file again.")
    amount = Decimal(text[1:]).scaleb(-3)
    return -amount if text[0] == "1" else amount


def read_day(text: str) -> date:
    try:
        return date(2000 + int(text[4:6]), int(text[2:4]), int(text[:2]))
    except ValueError:
        raise UnreadableFile(f"{quoted(text)} is no date of a CODA file; ask the bank for the file again.") from None
