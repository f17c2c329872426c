"""Whether statements may be booked: they add up, speak of no day to come, and fit into the ledger's columns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from customers.parsers.bank.balance import check_balance
from customers.parsers.bank.statement import Balance, BankStatement
from customers.parsers.errors import UnreadableFile, quoted, storable

LARGEST = Decimal(10) ** 16
CURRENCY = re.compile(r"[A-Z]{3}")
LONGEST = 60
# Whoever imports may be east of the creditor.
AHEAD = timedelta(days=1)


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
        entries=tuple(entry if entry.currency else replace(entry, currency=own) for entry in statement.entries),
    )
    check_balance(whole)
    _check_currencies({own, *(entry.currency for entry in whole.entries)})
    _check_amounts(entry.amount for entry in whole.entries)
    _check_amounts(balance.amount for balance in (whole.opening, whole.closing) if balance)
    _check_days(whole, today=today)
    return whole


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
    last = max((entry.booked_on for entry in statement.entries), default=today)
    last = max(last, statement.closing.on) if statement.closing else last
    if last > today + AHEAD:
        raise UnreadableFile(
            f"The file has a booking of {last}, a day to come, in the statement of account {statement.account}; "
            "is it a forecast, or a year misread?"
        )
