from __future__ import annotations

from decimal import Decimal

import pytest

from customers.models import BankTransaction, Customer

pytestmark = pytest.mark.django_db

LINE = "T1,2026-03-02,1000.00,EUR,ACME GMBH,DE89370400440532013000,INV-1,wire"


def test_a_payment_lands_unmatched(land, acme, source) -> None:
    report = land("payments", LINE)
    payment = BankTransaction.objects.get()
    assert (payment.amount, payment.unallocated_amount, payment.state, payment.debtor, payment.method) == (
        Decimal("1000.00"), Decimal("1000.00"), "unmatched", None, "wire",
    )  # fmt: skip
    assert (report.counts.created, report.debtor_ids) == (1, ())
    source.refresh_from_db()
    assert str(source.payments_as_of) == "2026-03-04"


def test_the_same_payment_twice_changes_nothing(land, acme) -> None:
    land("payments", LINE)
    assert land("payments", LINE).counts.unchanged == 1
    assert BankTransaction.objects.count() == 1


def test_another_amount_under_a_known_id_is_rejected(land, acme) -> None:
    land("payments", LINE)
    report = land("payments", LINE.replace("1000.00", "1100.00"))
    assert report.rejects[0].why == (
        "transaction id “T1” was booked as 1000.00 EUR on 2026-03-02, not as 1100.00 EUR on 2026-03-02"
    )
    assert BankTransaction.objects.get().amount == Decimal("1000.00")


def test_a_booking_after_the_files_day_is_not_there_yet(land, acme) -> None:
    assert land("payments", LINE.replace("2026-03-02", "2026-03-09")).counts.not_yet == 1
    assert not BankTransaction.objects.exists()


def test_a_customer_named_by_the_file_has_the_money_on_account(land, acme) -> None:
    header = "transaction_id,booked_on,amount,customer_id,invoice\n"
    report = land("payments", "T1,2026-03-02,10.00,C1,INV-7|INV-8", "T2,2026-03-02,10.00,C9,", header=header)
    payment, customer = BankTransaction.objects.get(), Customer.objects.get()
    assert (payment.debtor, payment.currency, payment.reference) == (customer, "EUR", "INV-7\nINV-8")
    assert (report.debtor_ids, customer.ledger_version) == ((customer.pk,), 1)
    assert report.rejects[0].why == "customer id “C9” is not known in ledger; import its customer first"
