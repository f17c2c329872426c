from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from customers.models import LedgerSource, RemittanceAdvice
from customers.parsers.bank.statement import RemittanceAdvice as Advice
from customers.parsers.bank.statement import RemittanceLine
from customers.services.remittances import attach_advices, record_advice, record_advices
from tests.factories import AS_OF, BankTransactionFactory, CustomerFactory

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 3, 2)
ADVICE = Advice(
    payer_name="Acme GmbH",
    amount=Decimal("950.00"),
    currency="EUR",
    paid_on=MONDAY,
    trace="0021000021",
    lines=(RemittanceLine("INV-1", Decimal("950.00"), Decimal("50.00"), "damaged"),),
)


def pay(source: LedgerSource, **given: object):
    row = {"source": source, "amount": Decimal("950.00"), "booked_on": MONDAY, "payer_name": "ACME GMBH", **given}
    return BankTransactionFactory.create(**row)


def tell(source: LedgerSource, advice: Advice = ADVICE, **given: object) -> RemittanceAdvice | None:
    return record_advice(advice, source=source, as_of=AS_OF, **{"origin": "file", **given})  # type: ignore[arg-type]


def tied(source: LedgerSource) -> list[int | None]:
    attach_advices([source.pk], AS_OF)
    return list(RemittanceAdvice.objects.order_by("id").values_list("transaction_id", flat=True))


def test_an_advice_is_kept_with_its_lines_once(source) -> None:
    row = tell(source)
    line = row.lines.get()
    assert (line.document, line.amount, line.deduction, line.reason) == (
        "INV-1", Decimal("950.00"), Decimal("50.00"), "damaged",
    )  # fmt: skip
    assert tell(source) is None
    assert RemittanceAdvice.objects.count() == 1


def test_the_customer_number_in_an_advice_names_the_customer(source) -> None:
    customer = CustomerFactory.create(source=source, external_id="C7")
    assert tell(source, replace(ADVICE, customer_number="C7")).customer == customer


def test_an_order_alone_stands_for_the_document(source) -> None:
    row = tell(source, replace(ADVICE, lines=(RemittanceLine("", purchase_order="PO-9"),)))
    assert row.lines.get().document == "PO-9"


def test_the_trace_in_the_reference_ties_whatever_the_payer_is_called(source) -> None:
    payment = pay(source, payer_name="TREASURY CENTER", reference="ACH TRN*1*21000021*", amount=Decimal("940.00"))
    tell(source)
    assert tied(source) == [payment.pk]


def test_a_short_trace_needs_the_amount_beside_it(source) -> None:
    pay(source, payer_name="", reference="check 1001", amount=Decimal("10.00"))
    paid = pay(source, payer_name="", reference="check 1001")
    tell(source, replace(ADVICE, trace="1001"))
    assert tied(source) == [paid.pk]


def test_amount_and_payer_tie_within_ten_days(source) -> None:
    payment = pay(source, booked_on=MONDAY + timedelta(days=10))
    tell(source, replace(ADVICE, trace=""))
    assert tied(source) == [payment.pk]


@pytest.mark.parametrize(
    "given",
    [
        {"booked_on": MONDAY + timedelta(days=11)},
        {"currency": "USD"},
        {"amount": Decimal("950.01")},
        {"payer_name": "Somebody"},
        {"state": "matched"},
        {"known_at": AS_OF + timedelta(hours=1)},
    ],
)
def test_another_day_currency_amount_payer_or_state_does_not_tie(source, given) -> None:
    pay(source, **given)
    tell(source, replace(ADVICE, trace=""))
    assert tied(source) == [None]


def test_two_payments_that_could_be_meant_are_neither(source) -> None:
    pay(source)
    pay(source)
    tell(source, replace(ADVICE, trace=""))
    assert tied(source) == [None]


def test_two_advices_for_one_payment_are_neither(source) -> None:
    pay(source)
    tell(source, replace(ADVICE, trace=""))
    tell(source, replace(ADVICE, trace="", note="second"))
    assert tied(source) == [None, None]


def test_of_a_file_and_a_mail_that_announce_the_same_payment_the_file_counts(source) -> None:
    payment = pay(source)
    customer = CustomerFactory.create(source=source, name="Acme GmbH")
    tell(source)
    tell(source, replace(ADVICE, payer_name="", trace=""), origin="mail", customer_id=customer.pk)
    assert tied(source) == [payment.pk, None]
    assert tied(source) == [payment.pk, None]


def test_a_customers_account_and_alias_are_its_payers(source) -> None:
    customer = CustomerFactory.create(
        source=source, name="Acme Holding", aliases=["Acme Süd"], bank_accounts=["DE89 3704 0044 0532 0130 00"]
    )
    first = pay(source, payer_name="", payer_account="DE89370400440532013000", amount=Decimal("1.00"))
    second = pay(source, payer_name="ACME SÜD", amount=Decimal("2.00"))
    bare = replace(ADVICE, payer_name="", trace="")
    tell(source, replace(bare, amount=Decimal("1.00")), customer_id=customer.pk)
    tell(source, replace(bare, amount=Decimal("2.00")), customer_id=customer.pk)
    assert tied(source) == [first.pk, second.pk]


def test_a_thousand_advices_take_no_more_queries_than_one(source, django_assert_num_queries) -> None:
    advices = [replace(ADVICE, trace=f"TRACE{n}", amount=Decimal(n)) for n in range(1, 1001)]
    for n in range(1, 1001):
        pay(source, amount=Decimal(n), reference=f"TRACE{n}")
    with django_assert_num_queries(6):
        record_advices(advices, source=source, origin="file", as_of=AS_OF)
    with django_assert_num_queries(9):
        assert attach_advices([source.pk], AS_OF) == 1000
