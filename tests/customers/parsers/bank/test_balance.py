from datetime import date
from decimal import Decimal

import pytest

from customers.parsers.bank.balance import check_balance
from customers.parsers.bank.statement import Balance, BankEntry, BankStatement
from customers.parsers.errors import UnreadableFile

DAY = date(2026, 3, 2)


def statement(
    *amounts: str, opening: str | None = "100.00", closing: str | None = "100.00", currency: str = "EUR"
) -> BankStatement:
    def balance(amount: str | None) -> Balance | None:
        return None if amount is None else Balance(DAY, Decimal(amount), "EUR")

    return BankStatement(
        account="DE02120300000000202051",
        currency="EUR",
        number="7",
        opening=balance(opening),
        closing=balance(closing),
        entries=tuple(BankEntry(DAY, Decimal(amount), currency) for amount in amounts),
    )


def test_entries_that_lead_from_opening_to_closing_are_accepted() -> None:
    check_balance(statement("50.10", "-20.05", closing="130.05"))


def test_a_missing_cent_is_said_with_both_balances_and_the_difference() -> None:
    with pytest.raises(UnreadableFile) as refused:
        check_balance(statement("50.10", closing="1150.11"))

    assert str(refused.value) == (
        "Statement 7 of account DE02120300000000202051 does not add up: it opens with 100.00 EUR and closes with "
        "1,150.11 EUR, but its 1 entries sum to 50.10 EUR: 1,000.01 EUR is missing; ask the bank for the file again."
    )


@pytest.mark.parametrize("given", [{"opening": None}, {"closing": None}, {"currency": "USD"}])
def test_without_both_balances_in_the_entries_currency_there_is_nothing_to_check(given: dict[str, str | None]) -> None:
    check_balance(statement("1.00", **given))
