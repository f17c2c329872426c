"""BAI2, the format of American and some British banks → statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bai2.constants import GroupStatus, TypeCodeLevel
from bai2.models import Account, Group, TransactionDetail

from customers.parsers.bank.bai_codes import ITEMS_OF, bai_method, is_return, sign
from customers.parsers.bank.bai_records import read_records
from customers.parsers.bank.bai_text import read_payer
from customers.parsers.bank.details import joined_reference, stated
from customers.parsers.bank.statement import Balance, BankEntry, BankStatement
from customers.parsers.bank.text_files import bank_text
from customers.parsers.errors import UnreadableFile, quoted
from trade.money import CURRENCIES, minor_units

OPENING, CLOSING = "010", "015"
TOTAL_CREDITS, TOTAL_DEBITS = "100", "400"


def read_bai2(data: bytes) -> tuple[BankStatement, ...]:
    """One statement for each account and day. Groups marked as test or deletion are left out.

    Record counts and control totals are checked. Raises UnreadableFile.
    """
    file = read_records(bank_text(data, format_name="BAI2"))
    groups = [group for group in file.children if group.header.group_status not in _NOT_BOOKED]
    if not groups:
        raise UnreadableFile("The BAI2 file holds test or deletion groups alone; there is nothing to book.")
    return tuple(_statement(account, group) for group in groups for account in group.children)


_NOT_BOOKED = (GroupStatus.test_only, GroupStatus.deletion)


def _statement(account: Account, group: Group) -> BankStatement:
    currency = (account.header.currency or group.header.currency).upper()
    on = group.header.as_of_date
    if on is None:
        raise UnreadableFile("A group of the BAI2 file has no as-of date; ask the bank for the file again.")
    if currency not in CURRENCIES:
        raise UnreadableFile(f"{quoted(currency)} is no currency; ask the bank for the BAI2 file again.")
    unit = Decimal(1).scaleb(-minor_units(currency))
    entries = tuple(_entry(item, on, currency, unit) for item in _booked(account.children))
    opening, closing = (_balance(account, code, on, currency, unit) for code in (OPENING, CLOSING))
    if opening and closing and not _all_detailed(account, entries, unit):
        opening = None
    return BankStatement(
        account="".join((account.header.customer_account_number or "").split()),
        currency=currency,
        opening=opening,
        closing=closing,
        entries=entries,
    )


def _amount(account: Account, code: str) -> int | None:
    return next(
        (item.amount for item in account.header.summary_items if item.type_code and item.type_code.code == code), None
    )


def _balance(account: Account, code: str, on: date, currency: str, unit: Decimal) -> Balance | None:
    amount = _amount(account, code)
    return None if amount is None else Balance(on, amount * unit, currency)


def _all_detailed(account: Account, entries: Sequence[BankEntry], unit: Decimal) -> bool:
    """Whether the file means to list every movement: banks may give totals and the detail of some kinds only."""
    if not entries:
        return False
    credits, debits = _amount(account, TOTAL_CREDITS), _amount(account, TOTAL_DEBITS)
    if credits is None or debits is None:
        return True
    received = sum((entry.amount for entry in entries if entry.amount > 0), Decimal())
    paid = -sum((entry.amount for entry in entries if entry.amount < 0), Decimal())
    return (received, paid) == (credits * unit, debits * unit)


def _booked(items: Sequence[TransactionDetail]) -> list[TransactionDetail]:
    """Movements of money; a deposit that its items follow is given as its items."""
    moving = [
        item
        for item in items
        if item.type_code and item.type_code.level is TypeCodeLevel.detail and sign(item.type_code) and item.amount
    ]
    return [item for index, item in enumerate(moving) if not _follows_as_items(moving, index)]


def _follows_as_items(moving: Sequence[TransactionDetail], index: int) -> bool:
    """Whether the items right behind a deposit sum up to it."""
    deposit = moving[index]
    wanted = ITEMS_OF.get(deposit.type_code.code)
    if not wanted:
        return False
    total = 0
    for place in range(index + 1, len(moving)):
        item = moving[place]
        if item.type_code.code not in wanted or total >= deposit.amount:
            break
        total += item.amount
    return total == deposit.amount


def _entry(item: TransactionDetail, on: date, currency: str, unit: Decimal) -> BankEntry:
    lines = _lines(item)
    payer = read_payer("\n".join(lines))
    return BankEntry(
        booked_on=on,
        amount=sign(item.type_code) * item.amount * unit,
        currency=currency,
        bank_reference=stated(item.bank_reference or ""),
        payer_name=payer.name,
        payer_account=payer.account,
        reference=joined_reference(*lines, stated(item.customer_reference or "")),
        end_to_end_id=payer.end_to_end_id,
        method=bai_method(item.type_code),
        is_return=is_return(item.type_code),
    )


def _lines(item: TransactionDetail) -> list[str]:
    """The text line by line: bai2 gives it as one, its continuation records (88) are lines."""
    text, lines = item.text or "", []
    for _, row in reversed(item.rows[1:]):
        line = row.removesuffix("/")
        if not line or not text.endswith(line):
            break
        lines.append(line.strip())
        text = text[: len(text) - len(line)].removesuffix(",").rstrip()
    return [line for line in [text.strip(), *reversed(lines)] if line]
