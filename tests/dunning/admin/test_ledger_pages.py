from __future__ import annotations

from decimal import Decimal

import pytest

from customers.models import Allocation
from tests import factories as make
from tests.dunning.admin.conftest import clerk, do, said


@pytest.fixture
def case(db):
    return make.CaseFactory.create()


@pytest.fixture
def invoice(case):
    return make.InvoiceFactory.create(customer=case.debtor, number="INV-77001")


@pytest.fixture
def payment(case):
    return make.BankTransactionFactory.create(source=case.debtor.source, amount=Decimal("600.00"))


def test_an_invoice_is_written_off_and_its_reminder_taken_back(case, invoice, office):
    message = make.MessageFactory.create(case=case, status="approved")
    response = do(office, invoice, "write-off", reason="Bankrupt")
    invoice.refresh_from_db()
    message.refresh_from_db()
    assert (invoice.open_amount, invoice.closed_how, message.status) == (0, "written_off", "superseded")
    assert said(response) == ["€1,000.00 of INV-77001 is written off."]


def test_more_than_is_open_cannot_be_written_off(invoice, office):
    response = do(office, invoice, "write-off", reason="Gone", amount="2000")
    assert said(response) == ["2000 of INV-77001 cannot be written off; 1000.00 is open."]
    invoice.refresh_from_db()
    assert invoice.open_amount == 1000


def test_a_payment_is_put_on_its_invoice_and_taken_back(invoice, payment, office):
    response = do(office, payment, "allocate", lines="INV-77001")
    invoice.refresh_from_db()
    payment.refresh_from_db()
    assert (invoice.open_amount, payment.unallocated_amount) == (Decimal("400.00"), 0)
    assert said(response) == ["€600.00 is on its invoices now."]
    row = Allocation.objects.get()
    do(office, row, "take-back", reason="Wrong customer")
    invoice.refresh_from_db()
    assert (invoice.open_amount, Allocation.objects.count()) == (1000, 2)
    assert said(do(office, row, "take-back", reason="Again"))[-1] == "“Take back” is not possible any more."


@pytest.mark.parametrize("line", ["INV-99999", "INV-77001 much", "INV-77001 -5"])
def test_a_line_that_makes_no_sense_books_nothing(invoice, payment, office, line):
    do(office, payment, "allocate", lines=line)
    assert not Allocation.objects.exists()


def test_a_payment_is_kept_on_account_or_set_aside(case, payment, office):
    other = make.BankTransactionFactory.create(source=payment.source)
    do(office, payment, "keep", customer=case.debtor_id)
    do(office, other, "set-aside")
    payment.refresh_from_db()
    other.refresh_from_db()
    assert (payment.state, payment.debtor) == ("on_account", case.debtor)
    assert (other.state, other.debtor) == ("unrelated", None)


def test_booking_needs_its_right(invoice, payment):
    client = clerk("customers.view_invoice", "customers.view_banktransaction")
    assert do(client, invoice, "write-off", reason="x").status_code == 403
    assert do(client, payment, "allocate", lines="INV-77001").status_code == 403
