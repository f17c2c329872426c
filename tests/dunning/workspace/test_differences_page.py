"""The page of what bank and ERP do not agree on."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from customers.models import BankTransaction, Customer
from customers.services.allocation import AllocationLine, allocate_payment
from dunning.models import Review
from dunning.services.money.expected_reviews import ask_about_expected_money
from tests import factories as make
from tests.dunning.admin.conftest import clerk, page
from tests.factories import AS_OF, days_ago

PAGE = reverse("admin:customers_ledgersource_differences")


@pytest.fixture
def erp(db: None) -> Customer:
    source = make.LedgerSourceFactory.create(name="erp", truth="erp")
    return make.CustomerFactory.create(source=source, name="Alder Brewing Ltd")


def money(customer: Customer, amount: str = "100.00", *, ago: int = 1, **more: Any) -> BankTransaction:
    return make.BankTransactionFactory.create(
        source=customer.source, amount=Decimal(amount), booked_on=days_ago(ago), **more
    )


def expect(customer: Customer, amount: str = "100.00", *, ago: int = 1, **more: Any) -> BankTransaction:
    payment, invoice = money(customer, amount, ago=ago), make.InvoiceFactory.create(customer=customer, **more)
    lines = [AllocationLine(invoice.pk, Decimal(amount))]
    allocate_payment(transaction_id=payment.pk, lines=lines, as_of=AS_OF)
    return payment


def test_figures_stand_by_source_and_lead_to_their_rows(office: Client, erp: Customer) -> None:
    payment = expect(erp, "100.00", ago=9, number="INV-1")
    money(erp, "40.00")
    shown = office.get(PAGE)
    (ledger,) = shown.context["ledgers"]
    assert (ledger.source, ledger.truth, ledger.currency) == ("erp", "erp", "EUR")
    assert [(one.row.what, one.row.part, one.row.count, one.amount) for one in ledger.figures] == [
        ("expected", "8-14 days", 1, "€100.00"),
        ("unplaced", "unmatched", 1, "€40.00"),
    ]
    assert shown.context["rows"] == []
    link = f"?source={erp.source_id}&amp;currency=EUR&amp;what=expected&amp;part=8-14+days#rows"
    assert link in shown.content.decode()
    behind = office.get(PAGE, {"source": erp.source_id, "currency": "EUR", "what": "expected", "part": "8-14 days"})
    (row,) = behind.context["rows"]
    assert (row.row.customer, row.row.invoice, row.amount, row.open_amount) == (
        "Alder Brewing Ltd", "INV-1", "€100.00", "€1,000.00",
    )  # fmt: skip
    assert page(payment) in behind.content.decode()


def test_agreement_is_said(office: Client, erp: Customer) -> None:
    assert "Bank and ERP agree." in office.get(PAGE).content.decode()


def test_what_makes_no_sense_in_the_address_is_left_out(office: Client, erp: Customer) -> None:
    money(erp)
    shown = office.get(
        PAGE, {"source": "x", "what": "'; --", "part": "%s", "currency": "\x00", "since": "soon", "page": "-1"}
    )
    assert (shown.status_code, len(shown.context["ledgers"]), shown.context["rows"]) == (200, 1, [])


def test_many_rows_are_shown_by_pages(office: Client, erp: Customer) -> None:
    for _ in range(53):
        money(erp)
    first = office.get(PAGE, {"what": "unplaced"})
    assert (len(first.context["rows"]), first.context["following"]) == (50, 2)
    second = office.get(PAGE, {"what": "unplaced", "page": 2})
    assert (len(second.context["rows"]), second.context["following"]) == (3, None)


def test_the_period_bounds_what_was_returned(office: Client, erp: Customer) -> None:
    money(erp, "-10.00", ago=40)
    assert office.get(PAGE).context["ledgers"] == []
    assert len(office.get(PAGE, {"since": days_ago(40).isoformat()}).context["ledgers"]) == 1


def test_the_chosen_rows_come_as_a_file(office: Client, erp: Customer) -> None:
    money(erp, external_id="T-1", payer_name="Müller")
    expect(erp)
    answer = office.get(PAGE, {"what": "unplaced", "csv": "1"})
    assert answer["Content-Disposition"] == 'attachment; filename="differences-2026-03-04.csv"'
    (row,) = csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode()))
    assert (row["transaction"], row["payer"], row["amount"]) == ("T-1", "Müller", "100.00")


def test_only_who_may_see_transactions_and_invoices_sees_it(erp: Customer) -> None:
    both = ("customers.view_banktransaction", "customers.view_invoice")
    assert clerk(both[0]).get(PAGE).status_code == 403
    assert clerk(both[1]).get(PAGE).status_code == 403
    assert clerk(both[0]).get(PAGE, {"csv": "1"}).status_code == 403
    allowed = clerk(*both).get(PAGE)
    assert allowed.status_code == 200
    assert f'href="{PAGE}"' in allowed.content.decode()
    assert f'href="{PAGE}"' not in clerk(both[0]).get(reverse("admin:index")).content.decode()


def test_the_page_takes_as_many_queries_for_much_as_for_little(office: Client, erp: Customer) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            office.get(PAGE, {"what": "unplaced"})
        return len(seen)

    money(erp)
    few = queries()
    for ago in range(20):
        money(erp, ago=ago)
        expect(erp, ago=ago)
    assert queries() == few


def test_the_review_of_old_expected_money_leads_here(office: Client, erp: Customer) -> None:
    expect(erp, ago=30)
    ask_about_expected_money(as_of=AS_OF)
    shown = office.get(page(Review.objects.get())).content.decode()
    assert f"{PAGE}?source={erp.source_id}&amp;what=expected" in shown
