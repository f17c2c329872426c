from __future__ import annotations

from decimal import Decimal

import pytest

from customers.models import Allocation, BankTransaction, Customer, Invoice
from customers.services.allocation import AllocationLine, PaymentOrder, allocate_payment, allocate_payments
from customers.services.credit_notes import apply_credit_note
from customers.services.ledger import InvalidBooking
from customers.services.ledger_check import find_differences
from customers.services.on_account import mark_unrelated, put_on_account
from customers.services.returns import return_payment
from customers.services.reversals import reverse_allocations
from customers.services.write_offs import write_off
from tests.factories import AS_OF, TODAY, BankTransactionFactory, CreditNoteFactory, CustomerFactory, InvoiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def invoice() -> Invoice:
    return InvoiceFactory.create(number="INV-1", amount=Decimal("1000.00"))


def money(amount: str, invoice: Invoice, **extra) -> BankTransaction:
    return BankTransactionFactory.create(source=invoice.source, amount=Decimal(amount), **extra)


def put(payment: BankTransaction, *lines: tuple[Invoice, str] | tuple[Invoice, str, str]) -> list[Allocation]:
    wanted = [AllocationLine(line[0].pk, Decimal(line[1]), *line[2:]) for line in lines]
    return allocate_payment(transaction_id=payment.pk, lines=wanted, as_of=AS_OF)


def test_a_full_payment_closes_the_invoice_on_its_booking_day(invoice) -> None:
    payment = money("1000.00", invoice)
    put(payment, (invoice, "1000.00"))
    invoice.refresh_from_db()
    payment.refresh_from_db()
    assert (invoice.open_amount, invoice.closed_how, invoice.closed_on) == (Decimal(0), "paid", TODAY)
    assert (payment.unallocated_amount, payment.state, payment.debtor) == (Decimal(0), "matched", invoice.debtor)
    assert Customer.objects.get().ledger_version == 1
    assert find_differences() == []


def test_a_part_payment_leaves_the_rest_open(invoice) -> None:
    put(money("400.00", invoice), (invoice, "400.00"))
    invoice.refresh_from_db()
    assert (invoice.open_amount, invoice.closed_how, invoice.closed_on) == (Decimal("600.00"), "", None)


def test_the_rest_of_an_overpayment_is_on_account(invoice) -> None:
    payment = money("1250.00", invoice)
    put(payment, (invoice, "1000.00"))
    payment.refresh_from_db()
    assert (payment.unallocated_amount, payment.state, payment.debtor) == (
        Decimal("250.00"), "on_account", invoice.debtor,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "currency", "line", "sentence"),
    [
        ("1000.00", "USD", "1000.00", "INV-1 is in EUR, transaction T1 in USD."),
        ("2000.00", "EUR", "1000.01", "1000.01 cannot go on INV-1, of which 1000.00 is open."),
        ("500.00", "EUR", "600.00", "Transaction T1 has 500.00 EUR left, not 600.00."),
        ("500.00", "EUR", "-1.00", "-1.00 cannot go on INV-1, of which 1000.00 is open."),
    ],
)
def test_what_would_make_the_ledger_untrue_is_refused(invoice, amount, currency, line, sentence) -> None:
    payment = money(amount, invoice, currency=currency, external_id="T1")
    with pytest.raises(InvalidBooking) as refusal:
        put(payment, (invoice, line))
    assert str(refusal.value) == sentence
    assert not Allocation.objects.exists()


def test_one_invoice_cannot_be_paid_twice_in_one_run(invoice) -> None:
    orders = [
        PaymentOrder(money("1000.00", invoice).pk, (AllocationLine(invoice.pk, Decimal("1000.00")),)) for _ in range(2)
    ]
    with pytest.raises(InvalidBooking):
        allocate_payments(orders, as_of=AS_OF)
    assert not Allocation.objects.exists()


def test_a_discount_settles_beside_the_money(invoice) -> None:
    payment = money("980.00", invoice)
    put(payment, (invoice, "980.00"), (invoice, "20.00", "discount"))
    invoice.refresh_from_db()
    payment.refresh_from_db()
    assert (invoice.closed_how, payment.unallocated_amount, payment.state) == ("paid", Decimal(0), "matched")
    assert find_differences() == []


def test_a_credit_note_taken_by_the_payer_is_netted(invoice) -> None:
    note = CreditNoteFactory.create(customer=invoice.customer)
    payment = money("900.00", invoice)
    put(payment, (invoice, "1000.00"), (note, "-100.00"))
    invoice.refresh_from_db()
    note.refresh_from_db()
    payment.refresh_from_db()
    assert (invoice.closed_how, note.closed_how, payment.unallocated_amount) == ("paid", "credited", Decimal(0))
    assert find_differences() == []


def test_the_erps_truth_makes_bank_money_expected(invoice) -> None:
    invoice.source.truth = "erp"
    invoice.source.save()
    payment = money("1000.00", invoice)
    put(payment, (invoice, "1000.00"))
    invoice.refresh_from_db()
    payment.refresh_from_db()
    assert (invoice.open_amount, invoice.closed_how, payment.unallocated_amount) == (Decimal("1000.00"), "", Decimal(0))
    assert Allocation.objects.get().origin == "expected"
    with pytest.raises(InvalidBooking):
        put(money("1.00", invoice), (invoice, "1.00"))


def test_a_reversal_reopens_by_a_new_row_and_gives_the_money_back(invoice) -> None:
    payment = money("1000.00", invoice)
    (row,) = put(payment, (invoice, "1000.00"))
    (undone,) = reverse_allocations(allocation_ids=[row.pk], reason="Wrong invoice", as_of=AS_OF)
    invoice.refresh_from_db()
    payment.refresh_from_db()
    assert (undone.amount, undone.reverses, undone.reason) == (Decimal("-1000.00"), row, "Wrong invoice")
    assert (invoice.open_amount, invoice.closed_how, invoice.closed_on) == (Decimal("1000.00"), "", None)
    assert payment.unallocated_amount == Decimal("1000.00")
    with pytest.raises(InvalidBooking):
        reverse_allocations(allocation_ids=[row.pk], reason="Again", as_of=AS_OF)
    assert find_differences() == []


def test_a_returned_payment_reopens_all_that_it_paid(invoice) -> None:
    other = InvoiceFactory.create(customer=invoice.customer, amount=Decimal("50.00"))
    payment = money("1100.00", invoice)
    put(payment, (invoice, "1000.00"), (other, "50.00"))
    back = money("-1100.00", invoice)
    made = return_payment(transaction_id=back.pk, original_id=payment.pk, as_of=AS_OF)
    back.refresh_from_db()
    payment.refresh_from_db()
    assert {row.transaction_id for row in made} == {back.pk}
    assert set(Invoice.objects.values_list("closed_how", "debit_returned")) == {("", True)}
    assert (payment.unallocated_amount, back.unallocated_amount, back.returns) == (Decimal(0), Decimal(0), payment)
    assert (payment.state, back.state, back.debtor) == ("matched", "matched", invoice.debtor)
    assert find_differences() == []


def test_only_a_whole_payment_is_returned_without_a_person(invoice) -> None:
    payment, back = money("1000.00", invoice), money("-400.00", invoice)
    with pytest.raises(InvalidBooking):
        return_payment(transaction_id=back.pk, original_id=payment.pk, as_of=AS_OF)


def test_a_credit_note_applied_makes_two_rows(invoice) -> None:
    note = CreditNoteFactory.create(customer=invoice.customer, amount=Decimal("-1200.00"))
    rows = apply_credit_note(
        credit_note_id=note.pk, lines=[AllocationLine(invoice.pk, Decimal("1000.00"))], as_of=AS_OF
    )
    invoice.refresh_from_db()
    note.refresh_from_db()
    assert [(row.invoice_id, row.amount) for row in rows] == [
        (invoice.pk, Decimal("1000.00")),
        (note.pk, Decimal("-1000.00")),
    ]
    assert (invoice.closed_how, note.open_amount, note.closed_how) == ("credited", Decimal("-200.00"), "")
    reverse_allocations(allocation_ids=[rows[0].pk], reason="Not theirs", as_of=AS_OF)
    invoice.refresh_from_db()
    note.refresh_from_db()
    assert (invoice.open_amount, note.open_amount) == (Decimal("1000.00"), Decimal("-1200.00"))
    assert find_differences() == []


def test_a_small_rest_written_off_leaves_the_invoice_paid(invoice) -> None:
    put(money("995.00", invoice), (invoice, "995.00"))
    write_off(invoice_id=invoice.pk, reason="Small difference", as_of=AS_OF)
    invoice.refresh_from_db()
    assert (invoice.open_amount, invoice.closed_how) == (Decimal(0), "paid")


def test_an_invoice_written_off_whole_is_not_paid(invoice) -> None:
    write_off(invoice_id=invoice.pk, reason="Insolvent", as_of=AS_OF)
    invoice.refresh_from_db()
    assert invoice.closed_how == "written_off"
    with pytest.raises(InvalidBooking):
        write_off(invoice_id=invoice.pk, reason="Again", as_of=AS_OF)


def test_money_is_put_on_account_of_who_pays(invoice) -> None:
    child = CustomerFactory.create(source=invoice.source, debtor=invoice.customer)
    payment = put_on_account(transaction_id=money("10.00", invoice).pk, debtor_id=child.pk, as_of=AS_OF)
    assert (payment.debtor, payment.state) == (invoice.customer, "on_account")


def test_money_that_is_no_customers_leaves_matching(invoice) -> None:
    payment = money("10.00", invoice)
    mark_unrelated(transaction_id=payment.pk, as_of=AS_OF)
    with pytest.raises(InvalidBooking):
        put(payment, (invoice, "10.00"))
