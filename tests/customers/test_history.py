from __future__ import annotations

from datetime import timedelta

import pytest

from customers.history import PaymentHabit, payment_habits
from tests.factories import TODAY, CustomerFactory, InvoiceFactory, days_ago

pytestmark = pytest.mark.django_db


def test_a_habit_is_median_and_spread_of_the_days_after_due() -> None:
    customer = CustomerFactory.create()
    for late in (2, 3, 4, 5, 6):
        due = days_ago(60)
        InvoiceFactory.create(customer=customer, due_on=due, paid=True, closed_on=due + timedelta(days=late))
    assert payment_habits([customer.pk], on=TODAY) == {customer.pk: PaymentHabit(5, 4.0, 2.0)}
    assert payment_habits([customer.pk], on=TODAY, minimum_settled=6) == {}


def test_only_payments_known_by_the_day_count() -> None:
    customer = CustomerFactory.create()
    InvoiceFactory.create(customer=customer, due_on=days_ago(5), paid=True, closed_on=days_ago(1))
    InvoiceFactory.create(customer=customer, due_on=days_ago(5), paid=True, closed_how="credited")
    assert payment_habits([customer.pk], on=days_ago(2)) == {}
    assert payment_habits([customer.pk], on=days_ago(1)) == {customer.pk: PaymentHabit(1, 4.0, 0.0)}
