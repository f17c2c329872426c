"""Whether statements may be booked: they add up, speak of no day to come, and fit into the ledger's columns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from customers.parsers.bank.balance import check_balance
from customers.parsers.bank.statement import Balance, BankEntry, BankStatement
from customers.parsers.errors import UnreadableFile, quoted, storable

LARGEST = Decimal(10) ** 16
CURRENCY = re.compile(r"[A-Z]{3}")
LONGEST = 60
# Whoever imports may be east of the creditor.
AHEAD = timedelta(days=1)
# Value dates of checks and cards lie ahead of the booking by days.
VALUE_AHEAD = timedelta(days=14)


def account_of(statement: BankStatement) -> str:
    return storable("".join(statement.account.split())).upper()[:LONGEST]


def checked(statement: BankStatement, *, currency: str, today: date) -> BankStatement:
    """The statement with its account's key and a currency everywhere, `currency` where the file says none.

    Raises UnreadableFile with one sentence when it may not be booked.
    """
    own = statement.currency or next((entry.currency for entry in statement.entries if entry.currency), currency)
    whole = replace(
        statement,
        account=account_of(statement),
        number=storable(statement.number)[:LONGEST],
        currency=own,
        opening=_in(own, statement.opening),
        closing=_in(own, statement.closing),
        entries=tuple(_settled(entry, currency=own, last=_last_day(statement)) for entry in statement.entries),
    )
    check_balance(whole)
    _check_currencies({own, *(entry.currency for entry in whole.entries)})
    _check_amounts(entry.amount for entry in whole.entries)
    _check_amounts(balance.amount for balance in (whole.opening, whole.closing) if balance)
    _check_days(whole, today=today)
    return whole


def _last_day(statement: BankStatement) -> date | None:
    """None where there is no closing balance, or where it is older than the opening one, which proves nothing."""
    opening, closing = statement.opening, statement.closing
    return None if closing is None or (opening and closing.on < opening.on) else closing.on


def _settled(entry: BankEntry, *, currency: str, last: date | None) -> BankEntry:
    """Where a format gives the value date alone, it may be days after the statement by which the entry was booked."""
    if last is not None and last < entry.booked_on <= last + VALUE_AHEAD:
        entry = replace(entry, booked_on=last)
    return entry if entry.currency else replace(entry, currency=currency)


def _in(currency: str, balance: Balance | None) -> Balance | None:
    return replace(balance, currency=currency) if balance and not balance.currency else balance


def _check_currencies(currencies: Iterable[str]) -> None:
    for currency in currencies:
        if not CURRENCY.fullmatch(currency):
            raise UnreadableFile(f"The file has an amount in {quoted(currency)}, which is no currency such as EUR.")


def _check_amounts(amounts: Iterable[Decimal]) -> None:
    for amount in amounts:
        if not amount.is_finite() or abs(amount) >= LARGEST:
            raise UnreadableFile(f"The file has an amount of {str(amount)[:30]}, which is more than can be booked.")


def _check_days(statement: BankStatement, *, today: date) -> None:
    closing = [statement.closing.on] if statement.closing else []
    late = [day for day in closing if day > today + AHEAD]
    late += [entry.booked_on for entry in statement.entries if entry.booked_on > today + VALUE_AHEAD]
    if late:
        raise UnreadableFile(
            f"The file has a booking of {max(late)}, a day to come, in the statement of account {statement.account}; "
            "is it a forecast, or a year misread?"
        )
