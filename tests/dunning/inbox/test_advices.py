"""A remittance advice by mail: kept, tied to its payment, taken back with its reading."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from agent.answers import PaymentAnswer
from customers.models import BankTransaction, Contact, Customer, Invoice, RemittanceAdvice
from customers.services.remittances import attach_advices
from dunning.models import Case, Reading
from dunning.services.inbox.stages import drain_inbox, store_mail
from dunning.services.readings.effects import undo_effects
from tests.dunning.inbox.conftest import eml
from tests.factories import AS_OF, BankTransactionFactory, InvoiceFactory

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)


@pytest.fixture
def advise(
    case: Case, contact: Contact, invoice: Invoice, debtor: Customer, says: Callable[..., None]
) -> Callable[..., None]:
    """A mail that claims these payments arrives and is booked."""
    InvoiceFactory.create(customer=debtor, number="INV-5522", amount=Decimal("140.00"))

    def arrive(*payments: PaymentAnswer, message_id: str = "<reply-1@aldercreek.example>") -> None:
        says("payment_claimed", payments=payments)
        store_mail(eml("Remittance advice", Message_ID=message_id), as_of=AS_OF)
        drain_inbox(as_of=AS_OF)

    return arrive


def test_lines_of_one_payment_become_one_advice(advise, debtor) -> None:
    advise(
        PaymentAnswer(MONDAY, Decimal("1860.00"), ("INV-5521",)),
        PaymentAnswer(MONDAY, Decimal("140.00"), ("INV-5522",)),
    )
    advice = RemittanceAdvice.objects.get()
    assert (advice.origin, advice.customer, advice.amount, advice.currency, advice.paid_on) == (
        "mail", debtor, Decimal("2000.00"), "EUR", MONDAY,
    )  # fmt: skip
    assert [(line.document, line.amount) for line in advice.lines.order_by("id")] == [
        ("INV-5521", Decimal("1860.00")),
        ("INV-5522", Decimal("140.00")),
    ]


def test_the_amount_of_several_invoices_together_is_of_none_alone(advise) -> None:
    advise(PaymentAnswer(MONDAY, Decimal("2000.00"), ("INV-5521", "INV-5522")))
    assert list(RemittanceAdvice.objects.get().lines.values_list("amount", flat=True)) == [None, None]


def test_the_same_advice_in_two_mails_is_one(advise) -> None:
    payment = PaymentAnswer(MONDAY, Decimal("2000.00"), ("INV-5521", "INV-5522"))
    advise(payment)
    advise(payment, message_id="<reply-2@aldercreek.example>")
    assert RemittanceAdvice.objects.count() == 1


@pytest.mark.parametrize(
    "payment",
    [
        PaymentAnswer(MONDAY, None, ("INV-5521",)),
        PaymentAnswer(MONDAY, Decimal("1860.00"), ()),
        PaymentAnswer(MONDAY, Decimal("1860.00"), ("INV-OF-ANOTHER",)),
        PaymentAnswer(MONDAY, Decimal("-1.00"), ("INV-5521",)),
    ],
)
def test_words_that_tie_nothing_to_anything_are_no_advice(advise, payment) -> None:
    advise(payment)
    assert not RemittanceAdvice.objects.exists()


def test_an_advice_by_mail_is_tied_to_its_payment_by_the_customers_name(advise, debtor) -> None:
    payment = BankTransactionFactory.create(
        source=debtor.source, amount=Decimal("2000.00"), payer_name="ALDER CREEK BREWING", booked_on=MONDAY
    )
    advise(PaymentAnswer(MONDAY, Decimal("2000.00"), ("INV-5521", "INV-5522")))
    assert attach_advices([debtor.source_id], AS_OF) == 1
    assert RemittanceAdvice.objects.get().transaction == payment


def test_undoing_the_reading_takes_the_advice_back(advise, debtor) -> None:
    advise(PaymentAnswer(MONDAY, Decimal("1860.00"), ("INV-5521",)))
    report = undo_effects(reading_id=Reading.objects.get().pk, by=None, as_of=AS_OF)
    assert report.kept == ()
    assert not RemittanceAdvice.objects.exists()


def test_an_advice_whose_payment_was_matched_stays_and_says_so(advise, debtor) -> None:
    payment = BankTransactionFactory.create(source=debtor.source, amount=Decimal("1860.00"), external_id="T-1")
    advise(PaymentAnswer(MONDAY, Decimal("1860.00"), ("INV-5521",)))
    RemittanceAdvice.objects.update(transaction=payment)
    BankTransaction.objects.update(state="matched")
    report = undo_effects(reading_id=Reading.objects.get().pk, by=None, as_of=AS_OF)
    assert report.kept == ("The remittance advice stays: its payment T-1 was matched already.",)
    assert RemittanceAdvice.objects.exists()
