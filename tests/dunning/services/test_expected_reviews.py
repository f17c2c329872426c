"""Bank money that the ERP has not booked for too long."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from customers.models import Allocation, Customer
from customers.services.allocation import AllocationLine, allocate_payment
from customers.services.reversals import reverse_allocations
from dunning.models import Review
from dunning.services.money.expected_reviews import ask_about_expected_money
from dunning.services.money.ledger_reviews import ask_about_ledger
from dunning.services.reviews.outcomes import resolve_review
from tests.factories import (
    AS_OF,
    TODAY,
    BankTransactionFactory,
    CustomerFactory,
    InvoiceFactory,
    LedgerSourceFactory,
    UserFactory,
    days_ago,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer() -> Customer:
    """AS_OF is a Wednesday: five business days before it lies Wednesday, seven days ago."""
    return CustomerFactory.create(source=LedgerSourceFactory.create(name="erp", truth="erp"))


def expect(customer: Customer, amount: str, *, ago: int, currency: str = "EUR") -> Allocation:
    invoice = InvoiceFactory.create(customer=customer, amount=Decimal(amount), currency=currency)
    payment = BankTransactionFactory.create(
        source=customer.source, amount=Decimal(amount), currency=currency, booked_on=days_ago(ago),
        known_at=AS_OF - timedelta(days=ago),
    )  # fmt: skip
    lines = [AllocationLine(invoice.pk, Decimal(amount))]
    return allocate_payment(transaction_id=payment.pk, lines=lines, as_of=payment.known_at)[0]


def asked() -> list[str]:
    return list(Review.objects.filter(closed_at__isnull=True).values_list("why", flat=True))


def test_money_within_the_days_is_waited_for(customer) -> None:
    expect(customer, "100.00", ago=7)
    assert ask_about_expected_money(as_of=AS_OF) == 0


def test_older_money_is_asked_about_once_for_a_source(customer) -> None:
    expect(customer, "100.00", ago=8)
    expect(customer, "50.00", ago=20)
    expect(customer, "30.00", ago=9, currency="USD")
    expect(customer, "7.00", ago=1)
    assert ask_about_ledger(as_of=AS_OF) == 1
    assert ask_about_ledger(as_of=AS_OF) == 0
    review = Review.objects.get()
    assert (review.kind, review.source, review.deadline) == (
        "expected_money", customer.source, TODAY + timedelta(days=2),
    )  # fmt: skip
    assert review.why == (
        "3 payments of 150.00 EUR and 30.00 USD, the oldest of 2026-02-12: at the bank for more than 5 business days,"
        " and not in the balance of “erp”."
    )


def test_data_older_than_the_money_cannot_have_it(customer) -> None:
    expect(customer, "100.00", ago=8)
    customer.source.invoices_as_of = days_ago(5)
    customer.source.save()
    assert ask_about_expected_money(as_of=AS_OF) == 0


def test_a_source_whose_truth_is_the_bank_expects_nothing(customer) -> None:
    customer.source.truth = "bank"
    customer.source.save()
    expect(customer, "100.00", ago=30)
    assert ask_about_expected_money(as_of=AS_OF) == 0


def test_the_question_closes_when_the_erp_has_it_or_it_was_taken_back(customer) -> None:
    row = expect(customer, "100.00", ago=8)
    ask_about_expected_money(as_of=AS_OF)
    reverse_allocations(allocation_ids=[row.pk], reason="Wrong invoice", as_of=AS_OF)
    ask_about_expected_money(as_of=AS_OF)
    assert Review.objects.get().outcome == "booked"


def test_what_a_person_answered_is_not_asked_again_and_newer_money_is(customer) -> None:
    expect(customer, "100.00", ago=8)
    expect(customer, "50.00", ago=7)
    ask_about_expected_money(as_of=AS_OF)
    resolve_review(
        review_id=Review.objects.get().pk, outcome="clarified", note="Booked tomorrow", by=UserFactory.create(),
        as_of=AS_OF,
    )  # fmt: skip
    assert ask_about_expected_money(as_of=AS_OF) == 0
    later = AS_OF + timedelta(days=1)
    customer.source.invoices_as_of = later.date()
    customer.source.save()
    assert ask_about_expected_money(as_of=later) == 1
    assert asked()[0].startswith("2 payments of 150.00 EUR")


def test_the_source_says_how_long(customer) -> None:
    expect(customer, "100.00", ago=3)
    customer.source.expected_after_business_days = 1
    customer.source.save()
    assert ask_about_expected_money(as_of=AS_OF) == 1
