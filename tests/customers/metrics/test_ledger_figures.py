"""A ledger of a few invoices, looked at on several days; all figures worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from customers.metrics import LedgerFigures, ledger_figures
from customers.models import Allocation, Rate
from tests.factories import (
    TODAY,
    AllocationFactory,
    CreditNoteFactory,
    CustomerFactory,
    InvoiceFactory,
    days_ago,
)

pytestmark = pytest.mark.django_db


def figures(on: date = TODAY, *, currency: str = "EUR", converted: bool = False, **narrowed) -> LedgerFigures:
    found = ledger_figures(on=on, **narrowed)
    return next(one for one in found if (one.currency, one.converted) == (currency, converted))


def pay(invoice, amount: str, *, on: date, **more) -> None:
    """Book money as the services do: a row, and the invoice's balance."""
    AllocationFactory.create(invoice=invoice, amount=Decimal(amount), booked_on=on, **more)
    if more.get("origin") != Allocation.Origin.EXPECTED:
        invoice.open_amount -= Decimal(amount)
        invoice.closed_how = "" if invoice.open_amount else "paid"
        invoice.save()


@pytest.fixture
def invoice():
    """1,000 EUR issued 40 days ago, due ten days ago."""
    return InvoiceFactory.create(due_on=days_ago(10))


def test_one_late_and_one_open_invoice_make_textbook_figures(invoice, django_assert_num_queries) -> None:
    InvoiceFactory.create(customer=invoice.customer, due_on=TODAY + timedelta(days=20), amount=Decimal("500.00"))
    with django_assert_num_queries(3):
        found = figures()
    assert found.dso == 90  # 1,500 open ÷ 1,500 sold × 90
    assert found.best_possible_dso == 30  # 500 ÷ 1,500 × 90
    assert found.average_days_delinquent == 60
    assert round(found.overdue_share, 2) == Decimal("66.67")
    # Opening 1,000, sold 500, all still open: of the 1,000 that could have come nothing came.
    assert found.collection_effectiveness == 0
    assert found.sums.buckets == {
        "current": Decimal(500),
        "1-30": Decimal(1000),
        "31-60": 0,
        "61-90": 0,
        "90+": 0,
    }


def test_a_part_payment_counts_from_its_booking_day_on(invoice) -> None:
    pay(invoice, "400.00", on=days_ago(5))
    assert figures(days_ago(6)).sums.receivables == 1000
    assert figures(days_ago(5)).sums.receivables == 600
    assert figures().collection_effectiveness == 40


def test_an_invoice_that_was_paid_later_is_open_as_of_the_day_before(invoice) -> None:
    pay(invoice, "1000.00", on=days_ago(2))
    assert figures().sums.receivables == 0
    assert figures().collection_effectiveness == 100
    then = figures(days_ago(3))
    assert (then.sums.receivables, then.sums.overdue, then.sums.open_items) == (1000, 1000, 1)


def test_an_invoice_issued_later_was_not_known_then(invoice) -> None:
    assert ledger_figures(on=days_ago(41)) == []
    assert figures(days_ago(40)).sums.current == 1000


def test_expected_money_is_no_payment_yet(invoice) -> None:
    pay(invoice, "1000.00", on=days_ago(2), origin=Allocation.Origin.EXPECTED)
    assert figures().sums.receivables == 1000


def test_a_reversed_payment_leaves_what_was_open(invoice) -> None:
    pay(invoice, "1000.00", on=days_ago(5))
    pay(invoice, "-1000.00", on=days_ago(2))
    assert figures(days_ago(3)).sums.receivables == 0
    assert figures().sums.receivables == 1000


def test_a_credit_note_lowers_sales_and_what_is_owed(invoice) -> None:
    CreditNoteFactory.create(customer=invoice.customer, amount=Decimal("-250.00"), due_on=TODAY)
    found = figures()
    assert (found.sums.receivables, found.sums.credit, found.sums.sales) == (750, -250, 750)
    assert found.dso == 90
    assert found.sums.overdue == 1000
    assert found.sums.not_due == -250


def test_a_write_off_ends_what_is_owed_and_is_told_apart(invoice) -> None:
    pay(invoice, "1000.00", on=days_ago(1), origin=Allocation.Origin.WRITE_OFF)
    found = figures()
    assert (found.sums.receivables, found.sums.written_off, found.sums.sales) == (0, 1000, 1000)


def test_a_voided_invoice_was_never_sold(invoice) -> None:
    pay(invoice, "1000.00", on=days_ago(1), origin=Allocation.Origin.ERP, kind=Allocation.Kind.VOID)
    assert figures().sums.sales == 0
    assert figures().dso is None
    assert figures(days_ago(2)).sums.sales == 1000


def test_months_without_sales_are_counted_back_over() -> None:
    # TODAY is 4 March: nothing sold in March or February, 1,000 in January.
    InvoiceFactory.create(issued_on=date(2026, 1, 10), due_on=date(2026, 2, 10))
    assert figures().count_back_dso == 4 + 28 + 31


def test_no_sale_in_ninety_days_leaves_dso_untold_but_not_the_count_back() -> None:
    InvoiceFactory.create(issued_on=days_ago(200), due_on=days_ago(170))
    found = figures()
    assert found.dso is None
    assert found.count_back_dso is not None
    assert found.sums.days_over_90 == 1000
    assert found.values()["dso"] is None


def test_currencies_stay_apart_and_are_added_up_at_the_days_rate(invoice) -> None:
    InvoiceFactory.create(customer=invoice.customer, currency="USD", amount=Decimal("200.00"))
    Rate.objects.create(currency="USD", base="EUR", day=days_ago(20), rate=Decimal("0.5"))
    Rate.objects.create(currency="USD", base="EUR", day=days_ago(1), rate=Decimal("0.9"))
    assert figures().sums.receivables == 1000
    assert figures(currency="USD").sums.receivables == 200
    assert figures(converted=True).sums.receivables == 1180
    assert figures(days_ago(2), converted=True).sums.receivables == 1100


def test_a_currency_without_a_rate_is_left_out_and_named(invoice) -> None:
    InvoiceFactory.create(customer=invoice.customer, currency="JPY", amount=Decimal("5000"))
    found = figures(converted=True)
    assert (found.sums.receivables, found.missing) == (1000, ("JPY",))


def test_a_rate_known_the_other_way_round_converts_too(invoice) -> None:
    InvoiceFactory.create(customer=invoice.customer, currency="USD", amount=Decimal("250.00"))
    Rate.objects.create(currency="EUR", base="USD", day=TODAY, rate=Decimal("1.25"))
    assert figures(converted=True).sums.receivables == 1200


def test_creditors_are_told_apart(invoice) -> None:
    other = InvoiceFactory.create(amount=Decimal("70.00"))
    found = {one.creditor_id: one.sums.receivables for one in ledger_figures(on=TODAY) if one.converted}
    assert found == {invoice.source.creditor_id: 1000, other.source.creditor_id: 70}


def test_figures_of_some_debtors_leave_the_others_out(invoice) -> None:
    InvoiceFactory.create(customer=CustomerFactory.create(source=invoice.source), amount=Decimal("70.00"))
    assert figures(debtor_ids=[invoice.debtor_id]).sums.receivables == 1000
    assert ledger_figures(on=TODAY, debtor_ids=[]) == []
