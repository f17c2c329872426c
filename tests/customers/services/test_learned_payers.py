"""What confirmed payments teach of their payers."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from customers.models import BankTransaction, Customer, Invoice, LearnedPayer
from customers.services.allocation import AllocationLine, allocate_payment
from customers.services.learned_payers import learn_payers, payer_keys, unlearn_payers
from customers.services.on_account import put_on_account
from customers.services.reversals import reverse_allocations
from tests.factories import AS_OF, BankTransactionFactory, CustomerFactory, InvoiceFactory, days_ago

pytestmark = pytest.mark.django_db


@pytest.fixture
def head() -> Customer:
    return CustomerFactory.create(name="Alder Holding")


@pytest.fixture
def daughter(head: Customer) -> Customer:
    return CustomerFactory.create(source=head.source, parent=head, debtor=head)


def paid(*customers: Customer, **more: Any) -> BankTransaction:
    """A payment for an invoice of each customer."""
    given = {"payer_name": "Alder Holding Ltd.", "payer_account": "gb33 BUKB 2020", **more}
    payment = BankTransactionFactory.create(source=customers[0].source, **given)
    lines = [AllocationLine(InvoiceFactory.create(customer=each).pk, Decimal("10.00")) for each in customers]
    allocate_payment(transaction_id=payment.pk, lines=lines, as_of=AS_OF)
    return payment


def learned() -> list[tuple[str, str, int, int]]:
    rows = LearnedPayer.objects.order_by("kind", "key", "customer")
    return list(rows.values_list("kind", "key", "customer", "times"))


def test_account_and_name_are_learned_for_the_head_of_the_family(head, daughter):
    payment = paid(daughter, booked_on=days_ago(2))
    assert learn_payers([payment.pk], as_of=AS_OF) == 2
    assert learned() == [("account", "GB33BUKB2020", head.pk, 1), ("name", "alder holding", head.pk, 1)]
    assert set(LearnedPayer.objects.values_list("last_on", flat=True)) == {days_ago(2)}


def test_many_payments_are_counted_together_in_two_queries(head, daughter, django_assert_num_queries):
    payments = [paid(head, booked_on=days_ago(9)), paid(daughter, booked_on=days_ago(4)), paid(head, daughter)]
    with django_assert_num_queries(2):
        learn_payers([payment.pk for payment in payments], as_of=AS_OF)
    assert [times for *_, times in learned()] == [3, 3]
    learn_payers([payments[0].pk], as_of=AS_OF)
    row = LearnedPayer.objects.get(kind="account")
    assert (row.times, row.last_on) == (4, payments[2].booked_on)


def test_a_payment_for_two_families_teaches_nothing(head):
    payment = paid(head, CustomerFactory.create(source=head.source))
    assert learn_payers([payment.pk], as_of=AS_OF) == 0
    assert learned() == []


def test_a_factors_account_is_kept_with_every_family_that_it_paid_for(head):
    other = CustomerFactory.create(source=head.source)
    learn_payers([paid(head, payer_name="").pk, paid(other, payer_name="").pk], as_of=AS_OF)
    assert learned() == [("account", "GB33BUKB2020", head.pk, 1), ("account", "GB33BUKB2020", other.pk, 1)]


def test_money_on_account_teaches_too_and_unmatched_money_does_not(head, daughter):
    kept = BankTransactionFactory.create(source=head.source, payer_account="A1")
    waiting = BankTransactionFactory.create(source=head.source, payer_account="A2", debtor=head)
    put_on_account(transaction_id=kept.pk, debtor_id=daughter.pk, as_of=AS_OF)
    learn_payers([kept.pk, waiting.pk], as_of=AS_OF)
    assert learned() == [("account", "A1", head.pk, 1)]


def test_what_was_reversed_or_is_not_known_yet_teaches_nothing(head):
    payment = paid(head)
    assert learn_payers([payment.pk], as_of=AS_OF - timedelta(days=1)) == 0
    keys = list(payment.allocations.values_list("pk", flat=True))
    reverse_allocations(allocation_ids=keys, reason="wrong", as_of=AS_OF)
    BankTransaction.objects.filter(pk=payment.pk).update(state="unmatched")
    assert learn_payers([payment.pk], as_of=AS_OF) == 0


def test_what_was_learned_is_taken_back_to_the_last_payment(head):
    first, second = paid(head), paid(head)
    learn_payers([first.pk, second.pk], as_of=AS_OF)
    assert unlearn_payers([first.pk], as_of=AS_OF) == 2
    assert [times for *_, times in learned()] == [1, 1]
    assert unlearn_payers([second.pk], as_of=AS_OF) == 2
    assert learned() == []
    assert unlearn_payers([second.pk], as_of=AS_OF) == 0


def test_parents_in_a_circle_teach_nothing_and_end(head):
    other = CustomerFactory.create(source=head.source, parent=head)
    Customer.objects.filter(pk=head.pk).update(parent=other)
    invoice = Invoice.objects.get(pk=InvoiceFactory.create(customer=other).pk)
    payment = BankTransactionFactory.create(source=head.source, payer_account="A1")
    allocate_payment(transaction_id=payment.pk, lines=[AllocationLine(invoice.pk, Decimal(5))], as_of=AS_OF)
    assert learn_payers([payment.pk], as_of=AS_OF) == 0


def test_keys_of_a_payer_without_account_or_with_a_name_of_legal_forms_alone_are_left_out():
    assert payer_keys(account=" ", name="GmbH & Co. KG") == []
    assert payer_keys(account="de89 3704", name="Brückner GmbH") == [("account", "DE893704"), ("name", "brueckner")]
