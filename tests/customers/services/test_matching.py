from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from customers.models import Allocation, BankTransaction, Customer, Invoice
from customers.services.ledger_check import find_differences
from customers.services.matching import match_payments
from tests.factories import AS_OF, TODAY, BankTransactionFactory, CreditNoteFactory, CustomerFactory, InvoiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer() -> Customer:
    return CustomerFactory.create(
        external_id="K1001", name="Acme Handels GmbH", aliases=["Acme"], bank_accounts=["DE89 3704 0044 0532 0130 00"]
    )


def owe(customer: Customer, number: str, amount: str = "1000.00", **extra) -> Invoice:
    return InvoiceFactory.create(customer=customer, number=number, amount=Decimal(amount), **extra)


def pay(customer: Customer, amount: str, reference: str = "", **extra) -> BankTransaction:
    payment = BankTransactionFactory.create(
        source=customer.source, amount=Decimal(amount), reference=reference, **extra
    )
    match_payments(as_of=AS_OF)
    payment.refresh_from_db()
    assert find_differences() == []
    return payment


def paid(payment: BankTransaction) -> list[tuple[str, Decimal]]:
    return list(payment.allocations.order_by("pk").values_list("invoice__number", "amount"))


@pytest.mark.parametrize(
    "reference",
    [
        "INV-2026-00417",
        "Rechnung inv 2026 00417 danke",
        "payment of invoice INV2026\n00417",
        "2026-417x INV-2026-\n00417",
        "Ref 202600417",
    ],
)
def test_a_cited_number_with_the_exact_amount_is_paid(customer, reference) -> None:
    owe(customer, "INV-2026-00417")
    owe(customer, "INV-2026-00418")
    assert paid(pay(customer, "1000.00", reference)) == [("INV-2026-00417", Decimal("1000.00"))]


def test_several_cited_invoices_are_paid_by_their_sum_net_of_a_cited_credit_note(customer) -> None:
    owe(customer, "INV-20001", "700.00")
    owe(customer, "INV-20002", "300.00")
    CreditNoteFactory.create(customer=customer, number="CN-30001", amount=Decimal("-50.00"))
    payment = pay(customer, "950.00", "INV-20001, INV-20002 less CN-30001")
    assert paid(payment) == [
        ("INV-20001", Decimal("700.00")),
        ("INV-20002", Decimal("300.00")),
        ("CN-30001", Decimal("-50.00")),
    ]
    assert payment.state == "matched"


def test_less_than_one_cited_invoice_is_a_part_payment(customer) -> None:
    invoice = owe(customer, "INV-20001")
    pay(customer, "250.00", "INV-20001")
    invoice.refresh_from_db()
    assert (invoice.open_amount, invoice.closed_how) == (Decimal("750.00"), "")


def test_more_than_cited_leaves_the_rest_on_account(customer) -> None:
    owe(customer, "INV-20001")
    payment = pay(customer, "1100.00", "INV-20001", payer_name="Acme Handels GmbH")
    assert (payment.unallocated_amount, payment.state, payment.debtor) == (Decimal("100.00"), "on_account", customer)


def test_an_early_payment_may_take_its_discount(customer) -> None:
    invoice = owe(customer, "INV-20001", issued_on=TODAY - timedelta(days=9), due_on=TODAY + timedelta(days=21))
    payment = pay(customer, "980.00", "INV-20001")
    invoice.refresh_from_db()
    assert sorted(payment.allocations.values_list("kind", "amount")) == [
        ("discount", Decimal("20.00")),
        ("invoice", Decimal("980.00")),
    ]
    assert invoice.closed_how == "paid"


def test_less_than_several_cited_invoices_waits_for_a_person_with_its_payer(customer) -> None:
    owe(customer, "INV-20001")
    owe(customer, "INV-20002")
    payment = pay(customer, "1500.00", "INV-20001 INV-20002")
    assert (paid(payment), payment.state, payment.debtor) == ([], "unmatched", customer)


def test_a_customer_number_with_one_invoice_of_the_amount_is_paid(customer) -> None:
    owe(customer, "INV-20001", "410.00")
    owe(customer, "INV-20002", "420.00")
    assert paid(pay(customer, "420.00", "customer K1001")) == [("INV-20002", Decimal("420.00"))]


def test_a_known_account_with_one_invoice_of_the_amount_is_paid(customer) -> None:
    owe(customer, "INV-20001", "410.00")
    payment = pay(customer, "410.00", "thanks", payer_account="DE89370400440532013000")
    assert paid(payment) == [("INV-20001", Decimal("410.00"))]


def test_a_known_payer_pays_its_whole_balance(customer) -> None:
    owe(customer, "INV-20001", "410.00")
    owe(customer, "INV-20002", "420.00")
    assert len(paid(pay(customer, "830.00", "K1001"))) == 2


def test_equal_amounts_without_a_reference_are_never_taken_oldest_first(customer) -> None:
    owe(customer, "INV-20001")
    owe(customer, "INV-20002", due_on=TODAY)
    payment = pay(customer, "1000.00", payer_account="DE89370400440532013000")
    assert (paid(payment), payment.state, payment.debtor) == ([], "unmatched", customer)


def test_a_name_counts_only_with_one_single_item_of_the_amount(customer) -> None:
    owe(customer, "INV-20001", "333.00")
    owe(CustomerFactory.create(source=customer.source, name="Bolt Ltd"), "INV-20009", "333.00")
    assert paid(pay(customer, "333.00", payer_name="ACME HANDELSGES. GMBH")) == []
    assert paid(pay(customer, "333.00", payer_name="ACME HANDELS")) == [("INV-20001", Decimal("333.00"))]


def test_a_similar_name_with_the_same_amount_leaves_it_to_a_person(customer) -> None:
    owe(customer, "INV-20001", "333.00")
    owe(CustomerFactory.create(source=customer.source, name="Acme Handels AG"), "INV-20009", "333.00")
    assert paid(pay(customer, "333.00", payer_name="Acme Handels")) == []


def test_another_currency_is_never_matched(customer) -> None:
    owe(customer, "INV-20001")
    assert paid(pay(customer, "1000.00", "INV-20001", currency="USD")) == []


def test_digits_that_two_invoices_share_say_nothing(customer) -> None:
    owe(customer, "A-55512")
    owe(customer, "B-55512")
    assert paid(pay(customer, "1000.00", "55512")) == []


def test_a_second_payment_of_a_paid_invoice_is_a_duplicate_on_account(customer) -> None:
    owe(customer, "INV-20001")
    pay(customer, "1000.00", "INV-20001")
    payment = pay(customer, "1000.00", "INV-20001")
    assert (paid(payment), payment.state, payment.debtor) == ([], "on_account", customer)


def test_a_paid_invoice_cited_while_another_of_the_amount_is_open_waits_for_a_person(customer) -> None:
    owe(customer, "INV-20001", paid=True)
    owe(customer, "INV-20002")
    Allocation.objects.create(
        invoice=Invoice.objects.get(number="INV-20001"), origin="bank", amount=1000, booked_on=TODAY, known_at=AS_OF
    )
    payment = pay(customer, "1000.00", "INV-20001")
    assert (paid(payment), payment.state) == ([], "unmatched")


def test_bank_money_takes_the_place_of_the_erps_word_for_it(customer) -> None:
    invoice = owe(customer, "INV-20001", paid=True)
    Allocation.objects.create(invoice=invoice, origin="erp", amount=1000, booked_on=invoice.due_on, known_at=AS_OF)
    payment = pay(customer, "1000.00", "INV-20001", booked_on=invoice.closed_on)
    invoice.refresh_from_db()
    assert (payment.state, invoice.closed_how, invoice.open_amount) == ("matched", "paid", Decimal(0))


def test_two_payments_of_one_invoice_in_one_run_pay_it_once(customer) -> None:
    owe(customer, "INV-20001")
    BankTransactionFactory.create(source=customer.source, reference="INV-20001", booked_on=TODAY - timedelta(days=1))
    payment = pay(customer, "1000.00", "INV-20001")
    assert Allocation.objects.count() == 1
    assert payment.state in ("on_account", "unmatched")


@pytest.mark.parametrize("reference", ["Return of T-77001", "RETURNED DEBIT INV-20001 insufficient funds"])
def test_a_returned_payment_is_found_by_its_id_or_its_invoice(customer, reference) -> None:
    invoice = owe(customer, "INV-20001")
    payment = pay(customer, "1000.00", "INV-20001", external_id="T-77001")
    back = pay(customer, "-1000.00", reference)
    invoice.refresh_from_db()
    assert (back.returns, back.state, invoice.closed_how, invoice.open_amount) == (
        payment, "matched", "", Decimal("1000.00"),
    )  # fmt: skip


def test_a_negative_booking_that_points_nowhere_waits_for_a_person(customer) -> None:
    owe(customer, "INV-20001")
    pay(customer, "1000.00", "INV-20001")
    back = pay(customer, "-1000.00", "fees")
    assert (back.state, back.returns) == ("unmatched", None)


def test_a_dry_run_reports_and_changes_nothing(customer) -> None:
    invoice = owe(customer, "INV-20001")
    BankTransactionFactory.create(source=customer.source, reference="INV-20001")
    report = match_payments(as_of=AS_OF, dry_run=True)
    invoice.refresh_from_db()
    assert (report.matched, report.debtor_ids, dict(report.codes)) == (1, {customer.pk}, {"cited": 1})
    assert (invoice.closed_how, Allocation.objects.count()) == ("", 0)


def test_what_was_not_known_at_the_instant_is_not_matched(customer) -> None:
    owe(customer, "INV-20001")
    BankTransactionFactory.create(source=customer.source, reference="INV-20001", known_at=AS_OF + timedelta(days=1))
    assert match_payments(as_of=AS_OF).looked_at == 0


def test_the_queries_of_a_chunk_do_not_grow_with_it(customer, django_assert_max_num_queries) -> None:
    for n in range(60):
        owe(customer, f"INV-{20000 + n}")
        BankTransactionFactory.create(source=customer.source, reference=f"INV-{20000 + n}")
    with django_assert_max_num_queries(60):
        assert match_payments(as_of=AS_OF).matched == 60
