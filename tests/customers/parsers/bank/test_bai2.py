from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from customers.parsers.bank.bai2 import read_bai2
from customers.parsers.bank.balance import check_balance
from customers.parsers.bank.statement import Balance
from customers.parsers.errors import UnreadableFile


def bai2(*details: str, summary: str = "", currency: str = "USD", status: str = "1") -> bytes:
    """A file of one account with right counts and totals; summary amounts count into the total."""
    head = f"03,9876543,{currency}{summary}/"
    records = [head, *details]
    amounts = [int(part) for part in summary.split(",")[2::4]] if summary else []
    amounts += [int(record.split(",")[2]) for record in details if record.startswith("16,")]
    total, count = sum(amounts), len(records) + 1
    return "\n".join(
        [
            "01,BANK,US,260302,0700,1,,,2/",
            f"02,US,BANK,{status},260301,,{currency},2/",
            *records,
            f"49,{total},{count}/",
            f"98,{total},1,{count + 2}/",
            f"99,{total},1,{count + 4}/",
        ]
    ).encode()


def only_entry(*details: str, **kwargs):
    (statement,) = read_bai2(bai2(*details, **kwargs))
    (entry,) = statement.entries
    return entry


def test_credits_and_debits_are_read_in_cents_with_their_signs():
    (statement,) = read_bai2(
        bai2(
            "16,142,150000,0,B1,C1,ACME PAYMENT/",
            "16,475,50000,0,B2,1001/",
            summary=",010,100000,,,015,200000,,,100,150000,1,,400,50000,1,",
        )
    )
    assert (statement.account, statement.currency) == ("9876543", "USD")
    assert statement.opening == Balance(date(2026, 3, 1), Decimal("1000.00"), "USD")
    assert statement.closing == Balance(date(2026, 3, 1), Decimal("2000.00"), "USD")
    check_balance(statement)
    received, paid = statement.entries
    assert (received.amount, received.method, received.bank_reference) == (Decimal("1500.00"), "ach", "B1")
    assert received.reference == "ACME PAYMENT\nC1"
    assert (paid.amount, paid.method, paid.reference) == (Decimal("-500.00"), "check", "1001")


def test_yen_have_no_minor_unit():
    assert only_entry("16,195,150000,,,/", currency="JPY").amount == Decimal("150000")


def test_continuation_records_are_lines_of_the_text():
    entry = only_entry(
        "16,165,12345,,B9,,ORIG CO NAME:ACME CORP             ORIG ID:1234567890",
        "88,IND NAME:OUR COMPANY",
        "88,RMR*IV*INV-10530**123.45\\",
    )
    assert entry.payer_name == "ACME CORP"
    assert entry.reference.split("\n")[1:] == ["IND NAME:OUR COMPANY", "RMR*IV*INV-10530**123.45\\"]


@pytest.mark.parametrize(
    ("text", "name", "account"),
    [
        ("ACME SUPPLY CO   DES:PAYMENTS   ID:00123 INDN:US INC  CO ID:1234 CCD", "ACME SUPPLY CO", ""),
        (
            "WIRE TYPE:WIRE IN DATE:260301 TIME:0910 ET TRN:20260301 ORIG:ACME CORP ID:0123 SND BK:X",
            "ACME CORP",
            "",
        ),
        ("BI:22222222 OB:111111 HIGH ST BO:11111111 BO1:DOE JO", "DOE JO", "11111111"),
        ("FED ID=0301 ORG=/123456789 ACME GMBH OGB=BANK OBI=INV 7", "ACME GMBH", "123456789"),
        ("TRANSFER", "", ""),
    ],
)
def test_the_payer_is_found_in_the_texts_of_several_banks(text, name, account):
    entry = only_entry(f"16,195,1,,,,{text}/")
    assert (entry.payer_name, entry.payer_account) == (name, account)


@pytest.mark.parametrize(("code", "amount"), [("555", "-5.00"), ("557", "-5.00"), ("257", "5.00"), ("552", "-5.00")])
def test_returned_items_are_returns(code, amount):
    entry = only_entry(f"16,{code},500,,,/")
    assert (entry.amount, entry.is_return) == (Decimal(amount), True)


def test_a_bank_s_own_codes_have_the_sign_of_their_range():
    (statement,) = read_bai2(bai2("16,921,100,,,/", "16,961,100,,,/", "16,890,0,,,/"))
    assert [entry.amount for entry in statement.entries] == [Decimal("1.00"), Decimal("-1.00")]


def test_a_lockbox_deposit_is_given_as_its_items():
    (statement,) = read_bai2(bai2("16,115,300,,,/", "16,116,100,,,A/", "16,116,200,,,B/", "16,115,50,,,/"))
    assert [(entry.amount, entry.method) for entry in statement.entries] == [
        (Decimal("1.00"), "lockbox"),
        (Decimal("2.00"), "lockbox"),
        (Decimal("0.50"), "lockbox"),
    ]


def test_a_file_that_details_only_some_movements_has_no_opening_balance_to_check():
    (statement,) = read_bai2(
        bai2("16,142,100,,,/", summary=",010,0,,,015,900,,,100,1000,2,,400,100,1,"),
    )
    assert (statement.opening, statement.closing.amount) == (None, Decimal("9.00"))


def test_records_without_their_empty_last_fields_are_read():
    text = bai2("16,142,100").decode().replace("02,US,BANK,1,260301,,USD,2/", "02,US,BANK,1,260301/")
    assert read_bai2(text.encode())[0].entries[0].amount == Decimal("1.00")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b":20:X\n:25:1", "is no BAI2"),
        (b"<html><body>Login</body></html>", "web page"),
        (bai2("16,142,100,,,/")[:60], "ends without its file trailer"),
        (bai2("16,142,100,,,/").replace(b"16,142,100", b"16,142,999"), "control totals"),
        (bai2("16,142,100,,,/", "88,TEXT").replace(b"88,TEXT\n", b""), "control totals"),
        (bai2("16,142,100,,,/").replace(b",142,", b",ABC,"), "cannot be read"),
        (bai2("16,142,100,,,/").replace(b"260301", b"269901"), "cannot be read"),
        (bai2("16,142,100,,,/").replace(b",,,2/", b",,,3/"), "cannot be read"),
        (bai2("16,142,100,,,/", currency="XX1"), "is no currency"),
        (bai2("16,142,100,,,/", status="4"), "test or deletion"),
        (b"01,A,B,260302,0700,1,,,2/\n99,0,0,2/", "cannot be read"),
    ],
)
def test_what_is_no_whole_file_is_refused_with_a_sentence(data, says):
    with pytest.raises(UnreadableFile, match=says):
        read_bai2(data)
