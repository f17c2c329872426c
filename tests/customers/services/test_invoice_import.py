from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from customers.models import Allocation, Customer, ImportRow, ImportRun, Invoice, LedgerSource
from customers.services.allocation import AllocationLine, allocate_payment
from customers.services.importing import import_file
from customers.services.ledger_check import find_differences
from tests.factories import AS_OF, TODAY, BankTransactionFactory

pytestmark = pytest.mark.django_db

OPEN = "INV-1,C1,2026-01-10,2026-02-09,1000.00,EUR,PO7,open,,"
PAID = "INV-2,C1,2026-01-10,2026-02-09,500.00,EUR,,paid,2026-02-12,"


def balance(number: str) -> tuple[Decimal, str, date | None]:
    invoice = Invoice.objects.get(number=number)
    return invoice.open_amount, invoice.closed_how, invoice.closed_on


def version() -> int:
    return Customer.objects.get(external_id="C1").ledger_version


def test_open_and_paid_invoices_land_with_their_balances(land, acme) -> None:
    report = land("invoices", OPEN, PAID)
    assert (report.counts.created, report.counts.rejected) == (2, 0)
    assert balance("INV-1") == (Decimal("1000.00"), "", None)
    assert balance("INV-2") == (Decimal(0), "paid", date(2026, 2, 12))
    booked = Allocation.objects.get()
    assert (booked.origin, booked.kind, booked.amount, booked.booked_on) == (
        "erp", "invoice", Decimal("500.00"), date(2026, 2, 12),
    )  # fmt: skip
    assert find_differences() == []


def test_the_same_file_twice_changes_nothing(land, acme) -> None:
    land("invoices", OPEN, PAID)
    before = list(Invoice.objects.order_by("pk").values()), version(), Allocation.objects.count()
    report = land("invoices", OPEN, PAID)
    assert (report.counts.created, report.counts.updated, report.counts.unchanged) == (0, 0, 2)
    assert report.debtor_ids == ()
    assert (list(Invoice.objects.order_by("pk").values()), version(), Allocation.objects.count()) == before


def test_a_changed_invoice_is_updated_and_its_debtor_bumped(land, acme) -> None:
    land("invoices", OPEN, PAID)
    before = version()
    report = land("invoices", OPEN.replace("2026-02-09", "2026-02-19"), PAID)
    assert (report.counts.updated, report.counts.unchanged) == (1, 1)
    assert Invoice.objects.get(number="INV-1").due_on == date(2026, 2, 19)
    assert version() == before + 1


def test_an_invoice_that_was_paid_meanwhile_is_closed_on_its_payment_day(land, acme) -> None:
    land("invoices", OPEN)
    land("invoices", OPEN.replace("open,,", "paid,2026-03-02,"))
    assert balance("INV-1") == (Decimal(0), "paid", date(2026, 3, 2))
    assert find_differences() == []


def test_an_invoice_told_open_again_is_reopened_by_a_reversing_row(land, acme) -> None:
    land("invoices", PAID)
    land("invoices", PAID.replace("paid,2026-02-12", "open,"))
    assert balance("INV-2") == (Decimal("500.00"), "", None)
    first, second = Allocation.objects.order_by("pk")
    assert (second.reverses_id, second.amount) == (first.pk, Decimal("-500.00"))
    assert find_differences() == []


def test_a_void_invoice_is_closed_as_void(land, acme) -> None:
    land("invoices", OPEN)
    land("invoices", OPEN.replace("open", "void"))
    assert balance("INV-1") == (Decimal(0), "void", TODAY)
    assert Allocation.objects.get().kind == "void"


def test_a_credit_note_keeps_its_negative_amounts(land, acme) -> None:
    land("invoices", "CN-1,C1,2026-02-10,,-80.00,EUR,,credit_note,,")
    note = Invoice.objects.get()
    assert (note.kind, note.amount, note.open_amount, note.closed_how) == (
        "credit_note", Decimal("-80.00"), Decimal("-80.00"), "",
    )  # fmt: skip


def test_what_is_issued_after_the_files_day_is_not_there_yet(land, acme) -> None:
    report = land("invoices", OPEN, "INV-9,C1,2026-03-20,2026-04-19,10.00,EUR,,open,,")
    assert (report.counts.not_yet, report.counts.created, report.counts.rejected) == (1, 1, 0)
    assert not Invoice.objects.filter(number="INV-9").exists()


def test_a_payment_after_the_files_day_is_not_known_yet(land, acme) -> None:
    land("invoices", PAID.replace("2026-02-12", "2026-03-30"))
    assert balance("INV-2") == (Decimal("500.00"), "", None)


def test_a_missing_due_date_comes_from_the_customers_terms(land, acme) -> None:
    land("invoices", "INV-3,C1,2026-02-01,,10.00,EUR,,open,,")
    assert Invoice.objects.get().due_on == date(2026, 3, 3)


def test_unknown_customer_repeated_number_and_other_currency_are_rejected_with_their_reasons(land, acme) -> None:
    land("invoices", OPEN)
    report = land(
        "invoices",
        OPEN.replace("EUR", "USD"),
        "INV-4,C9,2026-02-01,2026-03-01,10.00,EUR,,open,,",
        "INV-5,C1,2026-02-01,2026-03-01,10.00,EUR,,open,,",
        "INV-5,C1,2026-02-01,2026-03-01,20.00,EUR,,open,,",
        "INV-6,C1,2026-13-13,2026-03-01,20.00,EUR,,open,,",
        "INV-7,C1,2026-02-01,2026-01-01,20.00,EUR,,open,,",
    )
    assert [(reject.row, reject.column, reject.why) for reject in report.rejects] == [
        (2, "currency", "currency “USD” differs from EUR, in which invoice “INV-1” was first booked"),
        (3, "customer_id", "customer id “C9” is not known in ledger; import its customer first"),
        (5, "number", "invoice number “INV-5” stands in row 4 already"),
        (6, "issued", "issue date “2026-13-13” is no date; expected year-month-day"),
        (7, "due", "due date 2026-01-01 is before the issue date 2026-02-01"),
    ]
    assert (report.counts.created, report.counts.rejected) == (1, 5)
    assert Invoice.objects.get(number="INV-5").amount == Decimal("10.00")
    assert ImportRow.objects.filter(run=report.run).count() == 5
    assert report.rejects[1].raw["amount"] in ("10.00", 10.0)


def test_a_dry_run_counts_and_changes_nothing(land, acme) -> None:
    report = land("invoices", OPEN, PAID, dry_run=True)
    assert (report.counts.created, report.dry_run, report.run.pk) == (2, True, None)
    assert not Invoice.objects.exists()
    assert not ImportRun.objects.filter(layout="invoices").exists()
    assert LedgerSource.objects.get().invoices_as_of is None


def test_the_datas_own_date_moves_forward_only(land, acme, source) -> None:
    land("invoices", OPEN)
    land("invoices", OPEN, as_of=TODAY - timedelta(days=3))
    source.refresh_from_db()
    assert source.invoices_as_of == TODAY


def test_an_older_file_never_overrides_a_newer_one(land, acme) -> None:
    land("invoices", OPEN)
    report = land("invoices", OPEN.replace("1000.00", "900.00"), as_of=TODAY - timedelta(days=1))
    assert (report.counts.older, report.counts.updated) == (1, 0)
    assert balance("INV-1")[0] == Decimal("1000.00")


def test_a_newer_file_confirms_what_it_leaves_unchanged(land, acme) -> None:
    day = timedelta(days=1)
    land("invoices", OPEN, as_of=TODAY - 2 * day)
    land("invoices", OPEN)
    report = land("invoices", OPEN.replace("1000.00", "900.00"), as_of=TODAY - day)
    assert report.counts.older == 1


def test_an_unreadable_file_is_a_refused_run_with_a_sentence(source, tmp_path) -> None:
    path = tmp_path / "nothing.csv"
    path.write_bytes(b"")
    report = import_file(path=path, layout="invoices", source=source, as_of=TODAY, known_at=AS_OF)
    assert report.refused
    assert ImportRun.objects.get().problem == "nothing.csv is empty; nothing was imported."


def test_a_part_payment_known_at_first_sight_is_the_opening_balance(land, acme) -> None:
    land("invoices", OPEN + "400.00")
    assert balance("INV-1") == (Decimal("400.00"), "", None)
    assert land("invoices", OPEN + "400.00").counts.unchanged == 1
    assert find_differences() == []


def test_with_the_bank_as_truth_a_later_open_amount_is_only_kept_for_comparison(land, acme) -> None:
    land("invoices", OPEN + "1000.00")
    land("invoices", OPEN + "300.00")
    invoice = Invoice.objects.get()
    assert (invoice.open_amount, invoice.erp_open_amount) == (Decimal("1000.00"), Decimal("300.00"))


def test_a_name_in_the_file_makes_the_customer(land, source) -> None:
    header = "number,customer_id,customer name,issued,due,amount,currency\n"
    report = land("invoices", "INV-1,K7,Kessler AG,2026-01-10,2026-02-09,10.00,CHF", header=header)
    assert (report.counts.customers_made, report.counts.created) == (1, 1)
    assert Customer.objects.get(external_id="K7").name == "Kessler AG"


def test_an_invoice_of_a_child_is_owed_by_who_pays_for_it(land, acme, source) -> None:
    parent = Customer.objects.get(external_id="C1")
    Customer.objects.create(source=source, external_id="C2", name="Acme Store", debtor=parent)
    land("invoices", OPEN.replace("C1", "C2"))
    assert Invoice.objects.get().debtor == parent
    assert version() == 1


def test_the_import_takes_a_fixed_number_of_statements(land, acme, django_assert_max_num_queries) -> None:
    lines = [f"INV-{n},C1,2026-01-10,2026-02-09,{n}.00,EUR,,open,," for n in range(1, 400)]
    with django_assert_max_num_queries(45):
        land("invoices", *lines)
    assert Invoice.objects.count() == 399


def test_an_invoice_made_smaller_than_what_was_paid_leaves_the_rest_on_account(land, acme, source) -> None:
    land("invoices", OPEN)
    payment = BankTransactionFactory.create(source=source)
    line = AllocationLine(Invoice.objects.get().pk, Decimal("1000.00"))
    allocate_payment(transaction_id=payment.pk, lines=[line], as_of=AS_OF)
    land("invoices", OPEN.replace("1000.00", "850.00"))
    payment.refresh_from_db()
    assert balance("INV-1") == (Decimal(0), "paid", TODAY)
    assert (payment.unallocated_amount, payment.state) == (Decimal("150.00"), "on_account")
    assert find_differences() == []


def test_a_reissued_invoice_names_what_it_replaces(land, acme) -> None:
    land("invoices", OPEN)
    header = "number,customer_id,issued,due,amount,currency,status,replaces\n"
    land("invoices", "INV-8,C1,2026-03-01,2026-03-31,900.00,EUR,open,INV-1", header=header)
    assert Invoice.objects.get(number="INV-8").replaces.number == "INV-1"
