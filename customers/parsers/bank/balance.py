"""Whether a statement's entries explain the way from its opening to its closing balance."""

from __future__ import annotations

from decimal import Decimal

from customers.parsers.bank.statement import BankStatement
from customers.parsers.errors import UnreadableFile


def check_balance(statement: BankStatement) -> None:
    """Raise UnreadableFile unless opening + entries = closing, to the last digit.

    A statement without one of the balances, or with amounts in several currencies, has nothing to check.
    """
    opening, closing = statement.opening, statement.closing
    if opening is None or closing is None:
        return
    if len({opening.currency, closing.currency, *(entry.currency for entry in statement.entries)}) > 1:
        return
    booked = sum((entry.amount for entry in statement.entries), Decimal())
    missing = closing.amount - opening.amount - booked
    if missing:
        raise UnreadableFile(
            f"{_named(statement)} does not add up: it opens with {_money(opening.amount, opening.currency)} and closes "
            f"with {_money(closing.amount, closing.currency)}, but its {len(statement.entries)} entries sum to "
            f"{_money(booked, closing.currency)}: {_money(missing, closing.currency)} is missing; "
            "ask the bank for the file again."
        )


def _named(statement: BankStatement) -> str:
    number = f" {statement.number}" if statement.number else ""
    account = f" of account {statement.account}" if statement.account else ""
    return f"Statement{number}{account}"


def _money(amount: Decimal, currency: str) -> str:
    return f"{amount:,.2f} {currency}" if amount == round(amount, 2) else f"{amount:,f} {currency}"
