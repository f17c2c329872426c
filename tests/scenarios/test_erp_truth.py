"""A ledger whose truth is the ERP: what the bank saw first counts at once, and closes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from customers.models import Customer, Invoice
from customers.services.bank_differences import difference_figures, wanted_now
from customers.services.importing import import_file
from dunning.models import Case, Promise
from dunning.services.money.cash import follow_payments
from dunning.services.money.ledger_reviews import ask_about_ledger
from tests.factories import InvoiceFactory, PromiseFactory
from tests.scenarios.world import World

pytestmark = pytest.mark.django_db

HEADER = "number,customer_id,issued,due,amount,currency,purchase_order,status,paid_on,open_amount\n"


@pytest.fixture
def erp_world(world: World) -> World:
    world.source.truth = "erp"
    world.source.save()
    return world


@pytest.fixture
def balance(erp_world: World, tmp_path: Path) -> Callable[[Invoice, str], None]:
    """The ERP's file of today says what is open of an invoice."""

    def told(invoice: Invoice, open_amount: str) -> None:
        path = tmp_path / "open.csv"
        status = "open" if Decimal(open_amount) else "paid"
        path.write_text(
            f"{HEADER}{invoice.number},{invoice.customer.external_id},{invoice.issued_on},{invoice.due_on},"
            f"{invoice.amount},EUR,,{status},,{open_amount}\n"
        )
        erp_world.source.refresh_from_db()
        report = import_file(
            path=path, layout="invoices", source=erp_world.source, as_of=erp_world.today, known_at=erp_world.now
        )
        follow_payments(report.debtor_ids, as_of=erp_world.now)

    return told


def promised(world: World, customer: Customer, invoice: Invoice, *, days: int = 2) -> Promise:
    promise: Promise = PromiseFactory.create(
        case=world.case(customer), promised_on=world.day(days), quiet_until=world.day(days + 5), given_on=world.today,
        recorded_at=world.now, invoices=[invoice],
    )  # fmt: skip
    return promise


def test_the_erps_next_balance_closes_what_was_expected_and_the_case(erp_world: World, balance) -> None:
    world, customer = erp_world, erp_world.customer()
    invoice = world.invoice(customer)
    world.round()
    world.advance()
    world.pay("1000.00", invoice)
    world.live(5)
    balance(invoice, "0.00")
    world.live(3)

    invoice.refresh_from_db()
    assert (invoice.open_amount, invoice.closed_how) == (Decimal(0), "paid")
    assert world.case(customer).status == Case.Status.CLOSED
    assert world.purposes(customer)[0] == "first_reminder"
    assert "follow_up" not in world.purposes(customer)


def test_expected_money_keeps_a_promise_at_once_and_its_absorption_changes_nothing(erp_world: World, balance) -> None:
    world, customer = erp_world, erp_world.customer()
    invoice = world.invoice(customer)
    world.round()
    world.advance()
    promise = promised(world, customer, invoice)
    world.advance()
    world.pay("1000.00", invoice)
    promise.refresh_from_db()
    assert (promise.status, promise.paid_amount) == ("kept", Decimal("1000.00"))

    world.live(3)
    balance(invoice, "0.00")
    world.live(10)
    promise.refresh_from_db()
    assert (promise.status, promise.paid_amount) == ("kept", Decimal("1000.00"))


def test_expected_money_for_a_part_keeps_the_promise_partly_and_the_rest_is_asked_for(erp_world: World) -> None:
    world, customer = erp_world, erp_world.customer()
    invoice = world.invoice(customer)
    world.round()
    world.advance()
    promise = promised(world, customer, invoice)
    world.advance()
    world.pay("400.00", invoice)
    world.live(20)

    promise.refresh_from_db()
    assert (promise.status, promise.paid_amount) == ("partly_kept", Decimal("400.00"))
    assert "600.00" in world.sent(customer)[-1].body_text


def test_an_invoice_that_the_erp_opens_again_is_not_asked_for_while_its_money_is_at_the_bank(
    erp_world: World, balance
) -> None:
    world, customer = erp_world, erp_world.customer()
    invoice = world.invoice(customer)
    world.round()
    world.advance()
    world.pay("1000.00", invoice)
    balance(invoice, "0.00")
    world.live(4)
    sent = len(world.sent(customer))
    balance(invoice, "1000.00")
    world.live(15)

    invoice.refresh_from_db()
    assert (invoice.open_amount, invoice.closed_how) == (Decimal("1000.00"), "")
    assert len(world.sent(customer)) == sent


def test_money_that_the_erp_never_books_is_old_in_the_report_and_asks_a_person_once(erp_world: World) -> None:
    world, customer = erp_world, erp_world.customer()
    invoice = world.invoice(customer)
    other = InvoiceFactory.create(customer=customer, amount=Decimal("200.00"), due_on=world.day(-5))
    world.pay("1000.00", invoice)
    world.pay("200.00", other)
    for _ in range(40):
        world.advance()
        ask_about_ledger(as_of=world.now)

    assert world.reviews() == ["expected_money"]
    (figure,) = difference_figures(wanted_now(as_of=world.now))
    assert (figure.what, figure.part, figure.count, figure.amount, figure.oldest) == (
        "expected", "over 30 days", 2, Decimal("1200.00"), world.today - timedelta(days=40),
    )  # fmt: skip
    invoice.refresh_from_db()
    assert invoice.open_amount == Decimal("1000.00")
