"""The report of what bank and ERP do not agree on."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.models import Allocation, BankTransaction, Customer
from customers.services.allocation import AllocationLine, allocate_payment
from customers.services.bank_differences import (
    Wanted,
    difference_figures,
    difference_rows,
    wanted_now,
    write_differences,
)
from customers.services.reversals import reverse_allocations
from tests.factories import (
    AS_OF,
    AllocationFactory,
    BankTransactionFactory,
    CustomerFactory,
    InvoiceFactory,
    LedgerSourceFactory,
    days_ago,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def erp() -> Customer:
    return CustomerFactory.create(name="Acme GmbH", source=LedgerSourceFactory.create(name="erp", truth="erp"))


@pytest.fixture
def bank() -> Customer:
    return CustomerFactory.create(source=LedgerSourceFactory.create(name="bank"))


def owe(customer: Customer, amount: str = "100.00", **extra):
    return InvoiceFactory.create(customer=customer, amount=Decimal(amount), **extra)


def money(customer: Customer, amount: str, *, ago: int = 1, **extra) -> BankTransaction:
    return BankTransactionFactory.create(
        source=customer.source, amount=Decimal(amount), booked_on=days_ago(ago), **extra
    )


def pay(customer: Customer, amount: str, *, ago: int = 1, invoice=None, **extra) -> Allocation:
    payment = money(customer, amount, ago=ago, **extra)
    invoice = invoice or owe(customer, amount, currency=payment.currency)
    lines = [AllocationLine(invoice.pk, Decimal(amount))]
    return allocate_payment(transaction_id=payment.pk, lines=lines, as_of=AS_OF)[0]


def wanted(**more) -> Wanted:
    return replace(wanted_now(as_of=AS_OF), **more)


def figures(**more) -> list[tuple[str, str, str, str, int, Decimal]]:
    return [
        (one.source, one.currency, one.what, one.part, one.count, one.amount)
        for one in difference_figures(wanted(**more))
    ]


def test_a_ledger_without_money_has_no_differences(erp, bank) -> None:
    owe(erp)
    owe(bank)
    assert figures() == []


def test_expected_money_is_shown_by_age_and_currency(erp) -> None:
    pay(erp, "100.00", ago=0)
    pay(erp, "50.00", ago=7)
    pay(erp, "30.00", ago=8)
    pay(erp, "20.00", ago=30)
    pay(erp, "10.00", ago=31)
    pay(erp, "5.00", ago=400, currency="USD")
    assert figures() == [
        ("erp", "EUR", "expected", "0-7 days", 2, Decimal("150.00")),
        ("erp", "EUR", "expected", "8-14 days", 1, Decimal("30.00")),
        ("erp", "EUR", "expected", "15-30 days", 1, Decimal("20.00")),
        ("erp", "EUR", "expected", "over 30 days", 1, Decimal("10.00")),
        ("erp", "USD", "expected", "over 30 days", 1, Decimal("5.00")),
    ]


def test_what_was_absorbed_or_taken_back_is_expected_no_more(erp) -> None:
    row = pay(erp, "100.00")
    reverse_allocations(allocation_ids=[row.pk], reason="Wrong invoice", as_of=AS_OF)
    assert figures(what="expected") == []


def test_a_discount_beside_expected_money_is_no_money_at_the_bank(erp) -> None:
    invoice, payment = owe(erp), money(erp, "98.00")
    lines = [AllocationLine(invoice.pk, Decimal("98.00")), AllocationLine(invoice.pk, Decimal("2.00"), "discount")]
    allocate_payment(transaction_id=payment.pk, lines=lines, as_of=AS_OF)
    assert figures() == [
        ("erp", "EUR", "expected", "0-7 days", 1, Decimal("98.00")),
        ("erp", "EUR", "expected", "discounts and fees", 1, Decimal("2.00")),
    ]


def test_what_the_erp_closed_or_lowered_alone_is_shown_for_the_period(erp) -> None:
    def word(invoice, amount: str, ago: int, **extra) -> None:
        AllocationFactory.create(
            invoice=invoice, origin="erp", amount=Decimal(amount), booked_on=days_ago(ago), **extra
        )

    closed = {"open_amount": Decimal(0), "closed_on": days_ago(2)}
    word(owe(erp, closed_how="paid", **closed), "100.00", 2)
    word(owe(erp, closed_how="absent", **closed), "100.00", 2, kind="absent")
    word(owe(erp, closed_how="void", **closed), "100.00", 2, kind="void")
    word(owe(erp, open_amount=Decimal("60.00")), "40.00", 30)
    word(owe(erp, closed_how="paid", **closed), "100.00", 31)
    seen = money(erp, "100.00", unallocated_amount=0, state="matched")
    word(owe(erp, closed_how="paid", **closed), "100.00", 2, transaction=seen)
    assert figures() == [
        ("erp", "EUR", "erp_only", "closed", 1, Decimal("100.00")),
        ("erp", "EUR", "erp_only", "lowered", 1, Decimal("40.00")),
        ("erp", "EUR", "erp_only", "gone from its list", 1, Decimal("100.00")),
    ]
    assert figures(since=days_ago(31))[0] == ("erp", "EUR", "erp_only", "closed", 2, Decimal("200.00"))


def test_money_on_account_and_unmatched_is_shown_and_unrelated_money_is_not(erp) -> None:
    money(erp, "30.00", state="on_account", debtor=erp)
    money(erp, "20.00", ago=90)
    money(erp, "900.00", state="unrelated")
    assert figures() == [
        ("erp", "EUR", "unplaced", "on account", 1, Decimal("30.00")),
        ("erp", "EUR", "unplaced", "unmatched", 1, Decimal("20.00")),
    ]


def test_open_amounts_are_compared_where_the_bank_rules(bank, erp) -> None:
    pay(bank, "100.00", invoice=owe(bank, erp_open_amount=Decimal("100.00")))
    owe(bank, erp_open_amount=Decimal("30.00"))
    owe(bank, erp_open_amount=Decimal("100.00"))
    owe(bank)
    owe(erp, erp_open_amount=Decimal("30.00"))
    assert figures() == [
        ("bank", "EUR", "amounts", "more open in the ERP", 1, Decimal("100.00")),
        ("bank", "EUR", "amounts", "less open in the ERP", 1, Decimal("-70.00")),
    ]


def test_returned_payments_are_shown_for_the_period(bank) -> None:
    paid = money(bank, "40.00", unallocated_amount=0, state="matched")
    money(bank, "-40.00", unallocated_amount=0, state="matched", returns=paid)
    money(bank, "-15.00")
    money(bank, "-15.00", ago=60)
    assert figures() == [
        ("bank", "EUR", "returns", "payment found", 1, Decimal("-40.00")),
        ("bank", "EUR", "returns", "payment not found", 1, Decimal("-15.00")),
    ]


def test_one_source_alone_is_reported(bank, erp) -> None:
    money(bank, "10.00")
    money(erp, "20.00")
    assert figures(source_id=erp.source_id) == [("erp", "EUR", "unplaced", "unmatched", 1, Decimal("20.00"))]


def test_every_figure_is_the_sum_of_its_rows(bank, erp) -> None:
    pay(erp, "100.00", ago=9)
    pay(erp, "40.00", ago=3, currency="USD")
    pay(bank, "70.00", invoice=owe(bank, "70.00", erp_open_amount=Decimal("70.00")))
    money(bank, "10.00")
    money(bank, "-10.00")
    found = difference_figures(wanted())
    assert len(found) == 5
    for one in found:
        behind = wanted(source_id=one.source_id, currency=one.currency, what=one.what, part=one.part)
        rows = difference_rows(behind, limit=100)
        assert (len(rows), sum(row.amount for row in rows), rows[0].day) == (one.count, one.amount, one.oldest)


def test_a_row_says_whose_money_of_which_payment_and_invoice_it_is(erp) -> None:
    row = pay(erp, "100.00", ago=9, payer_name="ACME", external_id="T-1")
    (shown,) = difference_rows(wanted(), limit=10)
    assert (shown.customer, shown.invoice, shown.transaction, shown.payer, shown.age) == (
        "Acme GmbH", row.invoice.number, "T-1", "ACME", 9,
    )  # fmt: skip


def test_the_file_has_every_row_and_no_formula(erp) -> None:
    money(erp, "10.00", payer_name="=cmd()", external_id="T-1")
    file = io.StringIO()
    assert write_differences(file, wanted()) == 1
    (row,) = csv.DictReader(io.StringIO(file.getvalue()))
    assert (row["what"], row["amount"], row["transaction"], row["payer"]) == ("unplaced", "10.00", "T-1", "'=cmd()")


def test_the_report_takes_one_query_however_much_differs(erp, bank) -> None:
    for ago in range(12):
        pay(erp, "10.00", ago=ago)
        money(bank, "10.00", ago=ago)
    with CaptureQueriesContext(connection) as seen:
        difference_figures(wanted())
    assert len(seen) == 1


def test_money_known_later_is_not_in_an_earlier_report(erp) -> None:
    money(erp, "10.00", known_at=AS_OF + timedelta(hours=1))
    assert figures() == []
