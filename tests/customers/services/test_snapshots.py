from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from customers.models import Allocation, Invoice
from customers.services.allocation import AllocationLine, allocate_payment
from customers.services.ledger_check import find_differences
from tests.factories import AS_OF, TODAY, BankTransactionFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def lines(*numbers: int, amount: str = "100.00") -> list[str]:
    return [f"INV-{n},C1,2026-01-10,2026-02-09,{amount},EUR,,open,,{amount}" for n in numbers]


def how(number: int) -> str:
    return Invoice.objects.get(number=f"INV-{number}").closed_how


def test_a_missing_invoice_is_closed_as_absent(land, acme) -> None:
    land("invoices", *lines(*range(10)), kind="snapshot", as_of=TODAY - DAY)
    report = land("invoices", *lines(*range(9)), kind="snapshot")
    assert (report.counts.closed, report.counts.unchanged, report.counts.updated) == (1, 9, 0)
    assert how(9) == "absent"
    booked = Allocation.objects.get()
    assert (booked.origin, booked.kind, booked.amount) == ("erp", "absent", Decimal("100.00"))


def test_an_absent_invoice_that_comes_back_is_open_again(land, acme) -> None:
    land("invoices", *lines(*range(10)), kind="snapshot", as_of=TODAY - 2 * DAY)
    land("invoices", *lines(*range(9)), kind="snapshot", as_of=TODAY - DAY)
    land("invoices", *lines(*range(10)), kind="snapshot")
    assert how(9) == ""
    assert Allocation.objects.get(amount__lt=0).reverses.kind == "absent"
    assert find_differences() == []


def test_a_rejected_row_is_never_missing(land, acme) -> None:
    land("invoices", *lines(*range(10)), kind="snapshot", as_of=TODAY - DAY)
    report = land("invoices", *lines(*range(9)), *lines(9, amount="many"), kind="snapshot")
    assert (report.counts.closed, report.counts.rejected, how(9)) == (0, 1, "")


def test_closing_more_than_the_share_lands_nothing_and_says_so(land, acme) -> None:
    land("invoices", *lines(*range(10)), kind="snapshot", as_of=TODAY - DAY)
    report = land("invoices", *lines(*range(7)), *lines(77), kind="snapshot")
    assert report.refused
    assert report.run.problem == (
        "This list lacks 3 of the 10 invoices that are open, 300.00 of 1000.00 EUR; more than 20% would be closed, so"
        " nothing landed. Is the file complete? If it is, import it again and accept the"
        " closing (--accept-closing)."
    )
    assert not Invoice.objects.filter(number="INV-77").exists()
    assert not Allocation.objects.exists()


def test_a_person_may_accept_the_closing(land, acme) -> None:
    land("invoices", *lines(*range(10)), kind="snapshot", as_of=TODAY - DAY)
    assert land("invoices", *lines(0), kind="snapshot", accept_closing=True).counts.closed == 9


def test_an_older_snapshot_is_refused(land, acme) -> None:
    land("invoices", *lines(*range(10)), kind="snapshot")
    report = land("invoices", *lines(*range(9)), kind="snapshot", as_of=TODAY - DAY)
    assert report.refused
    assert Invoice.objects.filter(closed_how="").count() == 10


def test_credit_notes_stay_when_the_list_has_none_at_all(land, acme) -> None:
    note = "CN-1,C1,2026-01-10,,-50.00,EUR,,credit_note,,-50.00"
    land("invoices", *lines(*range(10)), note, kind="snapshot", as_of=TODAY - DAY)
    assert land("invoices", *lines(*range(10)), kind="snapshot").counts.closed == 0


def test_a_delta_closes_nothing(land, acme) -> None:
    land("invoices", *lines(*range(10)))
    assert land("invoices", *lines(1)).counts.closed == 0


@pytest.fixture
def erp(source):
    source.truth = "erp"
    source.save()
    return source


def pay(number: int, amount: str, source) -> None:
    payment = BankTransactionFactory.create(source=source, amount=Decimal(amount), booked_on=TODAY - DAY)
    invoice = Invoice.objects.get(number=f"INV-{number}")
    allocate_payment(transaction_id=payment.pk, lines=[AllocationLine(invoice.pk, Decimal(amount))], as_of=AS_OF - DAY)


def test_expected_money_closes_nothing_until_the_erp_has_it(land, acme, erp) -> None:
    land("invoices", *lines(*range(10)), kind="snapshot", as_of=TODAY - DAY)
    pay(9, "100.00", erp)
    assert how(9) == ""
    land("invoices", *lines(*range(9)), kind="snapshot")
    invoice = Invoice.objects.get(number="INV-9")
    assert (invoice.closed_how, invoice.closed_on, invoice.open_amount) == ("paid", TODAY - DAY, Decimal(0))
    assert sorted(Allocation.objects.values_list("origin", "amount")) == [
        ("erp", Decimal("100.00")),
        ("expected", Decimal("-100.00")),
        ("expected", Decimal("100.00")),
    ]
    assert find_differences() == []


def test_the_erps_balance_rules_and_absorbs_what_was_expected_in_part(land, acme, erp) -> None:
    land("invoices", *lines(1))
    pay(1, "80.00", erp)
    land("invoices", "INV-1,C1,2026-01-10,2026-02-09,100.00,EUR,,open,,70.00")
    assert Invoice.objects.get().open_amount == Decimal("70.00")
    expected = Allocation.objects.filter(origin="expected")
    assert sum(row.amount for row in expected) == Decimal("50.00")
    assert find_differences() == []


def test_a_drop_beyond_what_was_expected_is_the_erps_own(land, acme, erp) -> None:
    land("invoices", *lines(1))
    pay(1, "30.00", erp)
    land("invoices", "INV-1,C1,2026-01-10,2026-02-09,100.00,EUR,,open,,20.00")
    booked = Allocation.objects.filter(origin="erp").order_by("pk")
    assert [(row.amount, row.transaction_id is not None) for row in booked] == [
        (Decimal("30.00"), True),
        (Decimal("50.00"), False),
    ]
    assert find_differences() == []
