from datetime import date
from decimal import Decimal

import pytest

from customers.parsers.bank.balance import check_balance
from customers.parsers.bank.coda import read_coda
from customers.parsers.bank.statement import Balance, BankEntry
from customers.parsers.errors import UnreadableFile
from tests.customers.parsers.bank.coda_files import (
    CODA,
    header,
    movement,
    new_balance,
    old_balance,
    second,
    third,
    trailer,
)


def entries(*records: str, credit: str = "000000000000000", debit: str = "000000000000000") -> list[BankEntry]:
    lines = [header(), old_balance("0000000000000000"), *records, new_balance("0000000000000000")]
    (statement,) = read_coda("\n".join([*lines, trailer(len(records) + 2, debit=debit, credit=credit)]).encode())
    return list(statement.entries)


def test_a_statement_has_account_balances_and_entries() -> None:
    (statement,) = read_coda(CODA.encode())

    assert (statement.account, statement.currency, statement.number) == ("BE68539007547034", "EUR", "2026/007")
    assert statement.opening == Balance(date(2026, 3, 1), Decimal("10.000"), "EUR")
    assert statement.closing == Balance(date(2026, 3, 2), Decimal("129.000"), "EUR")
    assert statement.entries == (
        BankEntry(
            booked_on=date(2026, 3, 2),
            amount=Decimal("119.000"),
            currency="EUR",
            bank_reference="REF-1-260302-00010000",
            payer_name="JANSSENS BV",
            payer_account="BE71096123456769",
            reference="RE-1041 VAN 1 MAART\nKL-77",
            end_to_end_id="KL-77",
            method="transfer",
        ),
    )
    check_balance(statement)


def test_free_text_runs_on_over_its_fields() -> None:
    first = movement("0000000000005000", text="0" + "INVOICE 2026-".rjust(53, "X"))

    (found,) = entries(first, second("1041".ljust(53)), credit="000000000005000")

    assert found.reference.endswith("XINVOICE 2026-1041")


def test_a_belgian_structured_communication_is_the_reference() -> None:
    (found,) = entries(movement("0000000000005000", text="1101090933755493"), credit="000000000005000")

    assert found.structured_reference == found.reference == "090933755493"


def test_a_creditor_reference_of_iso_11649_is_the_reference() -> None:
    (found,) = entries(movement("0000000000005000", text="1100RF18539007547034"), credit="000000000005000")

    assert found.structured_reference == "RF18539007547034"


def test_a_total_is_given_as_its_details() -> None:
    total = movement("0000000000030000", code="10150000")
    parts = (
        movement("0000000000010000", code="50150000", text="0RE-1", detail="0001"),
        movement("0000000000020000", code="50150000", text="0RE-2", detail="0002"),
    )

    found = entries(total, *parts, credit="000000000030000")

    assert [(item.amount, item.reference) for item in found] == [(Decimal(10), "RE-1"), (Decimal(20), "RE-2")]
    assert {item.batch_reference for item in found} == {"REF-1-260302-00010000"}


def test_how_a_single_amount_came_about_does_not_divide_it() -> None:
    net = movement("0000000000095000", code="34150000", text="0RE-1")
    gross = movement("0000000000100000", code="84150100", text="1105", detail="0001")
    cost = movement("1000000000005000", code="84150013", detail="0002")

    (found,) = entries(net, gross, cost, credit="000000000095000")

    assert (found.amount, found.charges, found.method) == (Decimal(95), Decimal(5), "wire")


@pytest.mark.parametrize(
    ("code", "returned", "is_return"),
    [("00150000", "", False), ("00149000", "", True), ("00503000", "", True), ("00550000", "2MD06", True)],
)
def test_cancelled_unpaid_and_returned_movements_are_returns(code: str, returned: str, is_return: bool) -> None:
    (found,) = entries(movement("1000000000005000", code=code), second(returned=returned), debit="000000000005000")

    assert (found.amount, found.is_return) == (Decimal(-5), is_return)


def test_a_sepa_direct_debit_says_its_text_and_whether_it_was_paid() -> None:
    def debit(outcome: str) -> str:
        return f"112702032611{outcome}" + "BE69ZZZ0123456789".ljust(35) + "MANDATE-1".ljust(35) + "RE-77".ljust(62)

    paid, unpaid = debit("0"), debit("3")

    (in_,) = entries(movement("0000000000005000", text=paid[:54]), second(paid[54:107]), credit="000000000005000")
    (back,) = entries(movement("1000000000005000", text=unpaid[:54]), second(unpaid[54:107]), debit="000000000005000")

    assert (in_.reference, in_.is_return) == ("RE-77", False)
    assert (back.reference, back.is_return) == ("RE-77", True)


def test_accented_names_are_read_in_the_encoding_of_the_bank() -> None:
    lines = CODA.replace("JANSSENS BV", "CAFÉ BELGE ")

    (statement,) = read_coda(lines.encode("cp1252"))

    assert statement.entries[0].payer_name == "CAFÉ BELGE"
    assert read_coda(lines.encode()) == (statement,)


def test_a_day_without_movements_closes_as_it_opened() -> None:
    lines = [header(), old_balance("1000000000010000", account="539007547034 EUR0BE", structure="0"), trailer(1)]

    (statement,) = read_coda("\n".join(lines).encode())

    assert (statement.account, statement.currency) == ("539007547034", "EUR")
    assert statement.opening == statement.closing == Balance(date(2026, 3, 1), Decimal("-10.000"), "EUR")


def test_several_statements_of_a_file_are_read() -> None:
    assert len(read_coda((CODA + CODA).encode())) == 2


def test_a_name_without_account_is_kept() -> None:
    paid = movement("0000000000005000", text="0RE-1")

    (found,) = entries(paid, third("000000000000", "JANSSENS BV"), credit="000000000005000")

    assert (found.payer_name, found.payer_account) == ("JANSSENS BV", "")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "march.cod is empty"),
        (CODA.encode()[:-140], "march.cod breaks off before its last record (9); download it again from the bank."),
        (CODA.replace("0000000000119000", "00000000001X9000").encode(), "line 3: “00000000001X9000” is no amount"),
        (CODA.replace("21000100", "5x000100").encode(), "Line 3 of march.cod is no CODA record"),
        (
            CODA.replace("000000000119000" + " " * 75, "000000000119001" + " " * 75).encode(),
            "Statement 007 of march.cod holds 5 records, 0.00 out and 119.00 in, but its last record says 5, 0.00 and",
        ),
        (b"something else\n", "march.cod does not begin like a CODA file"),
        (b"<?xml version='1.0'?><Document/>", "XML"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_coda(content, name="march.cod")

    assert sentence in str(refused.value)
