from __future__ import annotations

from decimal import Decimal

import pytest

from customers.aging import aging_by_currency, bucket_of
from tests.factories import TODAY, CreditNoteFactory, InvoiceFactory, days_ago


@pytest.mark.parametrize(
    ("days", "bucket"),
    [(-3, "current"), (0, "current"), (1, "1-30"), (30, "1-30"), (31, "31-60"), (90, "61-90"), (91, "90+")],
)
def test_a_bucket_starts_the_day_after_the_last_one_ends(days: int, bucket: str) -> None:
    assert bucket_of(days) == bucket


@pytest.mark.django_db
def test_currencies_and_credits_are_kept_apart(django_assert_num_queries) -> None:
    first = InvoiceFactory.create(due_on=days_ago(40), amount=Decimal("100.00"))
    InvoiceFactory.create(customer=first.customer, currency="USD", due_on=TODAY, amount=Decimal("30.00"))
    CreditNoteFactory.create(customer=first.customer)
    with django_assert_num_queries(1):
        sums = aging_by_currency(today=TODAY)
    assert sums["EUR"]["31-60"] == Decimal("100.00")
    assert sums["EUR"]["credit"] == Decimal("-100.00")
    assert sums["USD"]["current"] == Decimal("30.00")
