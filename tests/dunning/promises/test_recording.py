from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from audit.models import AuditEvent
from dunning.models import Case, Message, Promise, Review
from dunning.services.promises.promises import PromiseRefused, decide_promise, record_promise, withdraw_promise
from tests.factories import (
    AS_OF,
    TODAY,
    CaseFactory,
    CustomerFactory,
    IncomingMailFactory,
    InvoiceFactory,
    MessageFactory,
    PromiseFactory,
    UserFactory,
    days_ago,
)

pytestmark = pytest.mark.django_db

FRIDAY = date(2026, 3, 6)


@pytest.fixture
def case() -> Case:
    return CaseFactory.create()


def record(case: Case, *invoices: Any, **given: Any) -> Promise:
    defaults = {"amount": None, "currency": "EUR", "promised_on": FRIDAY, "given_on": TODAY, "as_of": AS_OF}
    return record_promise(case_id=case.pk, invoices=[invoice.pk for invoice in invoices], **(defaults | given))


def lines(promise: Promise) -> list[tuple[int, Decimal]]:
    return list(promise.lines.order_by("pk").values_list("invoice_id", "amount"))


def test_a_promise_is_quiet_until_its_day_plus_three_business_days(case: Case) -> None:
    promise = record(case, InvoiceFactory.create(customer=case.debtor))
    assert promise.quiet_until == date(2026, 3, 11)


def test_holidays_of_the_debtor_roll_the_tolerance_on(case: Case) -> None:
    # Good Friday is the 3rd of April, Easter Monday the 6th.
    promise = record(case, InvoiceFactory.create(customer=case.debtor), promised_on=date(2026, 4, 1))
    assert promise.quiet_until == date(2026, 4, 8)


def test_without_an_amount_it_is_the_balance_of_each_invoice(case: Case) -> None:
    invoice = InvoiceFactory.create(customer=case.debtor, open_amount=Decimal("400.00"))
    promise = record(case, invoice)
    assert (promise.amount, lines(promise)) == (None, [(invoice.pk, Decimal("400.00"))])


def test_an_amount_covers_the_oldest_invoice_first(case: Case) -> None:
    newer = InvoiceFactory.create(customer=case.debtor)
    older = InvoiceFactory.create(customer=case.debtor, due_on=days_ago(40))
    promise = record(case, newer, older, amount=Decimal("1200.00"))
    assert lines(promise) == [(older.pk, Decimal("1000.00")), (newer.pk, Decimal("200.00"))]


def test_without_invoices_and_amount_it_is_all_that_is_overdue_in_the_currency(case: Case) -> None:
    overdue = InvoiceFactory.create(customer=case.debtor)
    InvoiceFactory.create(customer=case.debtor, due_on=TODAY + timedelta(days=5))
    InvoiceFactory.create(customer=case.debtor, currency="USD")
    assert lines(record(case)) == [(overdue.pk, Decimal("1000.00"))]


def test_an_amount_without_invoices_is_for_the_account(case: Case) -> None:
    InvoiceFactory.create(customer=case.debtor)
    assert lines(record(case, amount=Decimal("500.00"))) == []


def test_a_date_before_due_promises_nothing_before_due(case: Case) -> None:
    invoice = InvoiceFactory.create(customer=case.debtor, due_on=date(2026, 3, 16))
    assert record(case, invoice).quiet_until == date(2026, 3, 19)


def test_an_undated_promise_is_quiet_for_five_business_days(case: Case) -> None:
    promise = record(case, InvoiceFactory.create(customer=case.debtor), promised_on=None)
    assert (promise.promised_on, promise.quiet_until) == (None, date(2026, 3, 11))


def test_a_claim_waits_for_the_transit_of_its_method_and_the_tolerance(case: Case) -> None:
    invoice = InvoiceFactory.create(customer=case.debtor)
    wired = record(case, invoice, kind="claim", promised_on=date(2026, 3, 2), method="wire")
    assert wired.quiet_until == date(2026, 3, 10)
    sent = record(case, invoice, kind="claim", promised_on=date(2026, 3, 2), method="check")
    assert sent.quiet_until == date(2026, 3, 16)


def test_a_claim_without_a_date_counts_from_the_mail(case: Case) -> None:
    claim = record(case, InvoiceFactory.create(customer=case.debtor), kind="claim", promised_on=None)
    assert (claim.promised_on, claim.quiet_until) == (TODAY, date(2026, 3, 12))


def test_a_newer_promise_supersedes_the_older_for_the_same_invoices(case: Case) -> None:
    invoice = InvoiceFactory.create(customer=case.debtor)
    older, newer = record(case, invoice), record(case, invoice, promised_on=date(2026, 3, 9))
    older.refresh_from_db()
    assert (older.status, older.superseded_by, newer.status) == ("superseded", newer, "open")


def test_a_promise_moved_after_its_date_is_broken(case: Case) -> None:
    invoice = InvoiceFactory.create(customer=case.debtor)
    older = record(case, invoice, promised_on=date(2026, 3, 2), given_on=days_ago(5))
    record(case, invoice)
    older.refresh_from_db()
    assert older.status == Promise.Status.BROKEN
    assert AuditEvent.objects.filter(action="promise.broken", subject_id=older.pk).count() == 1


def test_a_claim_takes_the_place_of_a_promise_without_breaking_it(case: Case) -> None:
    invoice = InvoiceFactory.create(customer=case.debtor)
    older = record(case, invoice, promised_on=date(2026, 3, 2), given_on=days_ago(5))
    record(case, invoice, kind="claim", promised_on=None)
    older.refresh_from_db()
    assert older.status == Promise.Status.SUPERSEDED


def test_two_promises_of_one_mail_stand_side_by_side(case: Case) -> None:
    invoice = InvoiceFactory.create(customer=case.debtor)
    mail = IncomingMailFactory.create(case=case)
    first = record(case, invoice, amount=Decimal("500.00"), mail=mail)
    record(case, invoice, amount=Decimal("500.00"), mail=mail, promised_on=date(2026, 3, 20))
    first.refresh_from_db()
    assert first.status == Promise.Status.OPEN


def test_an_invoice_that_the_newer_promise_leaves_out_stays_promised(case: Case) -> None:
    invoice, other = InvoiceFactory.create(customer=case.debtor), InvoiceFactory.create(customer=case.debtor)
    older = record(case, invoice, other)
    record(case, invoice)
    older.refresh_from_db()
    assert older.status == Promise.Status.OPEN


def test_a_promise_beyond_the_horizon_goes_to_a_person(case: Case) -> None:
    promise = record(case, InvoiceFactory.create(customer=case.debtor), promised_on=TODAY + timedelta(days=31))
    review = Review.objects.get(kind="promise")
    assert (review.promise, review.why) == (promise, "It is for 2026-04-04, more than 30 days away.")


def test_a_promise_within_the_horizon_goes_to_nobody(case: Case) -> None:
    record(case, InvoiceFactory.create(customer=case.debtor), promised_on=TODAY + timedelta(days=30))
    assert not Review.objects.exists()


def test_a_promise_after_two_broken_ones_goes_to_a_person(case: Case) -> None:
    PromiseFactory.create_batch(2, case=case, status="broken", judged_at=AS_OF - timedelta(days=100))
    record(case, InvoiceFactory.create(customer=case.debtor))
    assert Review.objects.get().why == "2 promises were broken within 180 days."


def test_a_second_claim_goes_to_a_person(case: Case) -> None:
    invoice = InvoiceFactory.create(customer=case.debtor)
    record(case, invoice, kind="claim", promised_on=None)
    assert not Review.objects.exists()
    record(case, invoice, kind="claim", promised_on=None)
    assert Review.objects.get().why == "Claimed a second time. No unmatched payment is near it."


def test_recording_supersedes_what_was_approved_and_leaves_a_trail(case: Case) -> None:
    message = MessageFactory.create(case=case, status=Message.Status.APPROVED)
    promise = record(case, InvoiceFactory.create(customer=case.debtor))
    message.refresh_from_db()
    assert message.status == Message.Status.SUPERSEDED
    event = AuditEvent.objects.get(action="promise.recorded")
    assert (event.subject_id, event.debtor_id, event.data["quiet_until"]) == (promise.pk, case.debtor_id, "2026-03-11")


def test_invoices_of_somebody_else_are_refused_and_nothing_is_booked(case: Case) -> None:
    stranger = InvoiceFactory.create(customer=CustomerFactory.create(source=case.debtor.source))
    with pytest.raises(PromiseRefused, match="None of these invoices is open"):
        record(case, stranger)
    assert not Promise.objects.exists()


def test_invoices_of_two_currencies_need_a_word_which_is_meant(case: Case) -> None:
    euro = InvoiceFactory.create(customer=case.debtor)
    dollar = InvoiceFactory.create(customer=case.debtor, currency="USD")
    with pytest.raises(PromiseRefused, match="EUR and USD"):
        record(case, euro, dollar, currency="")
    assert lines(record(case, euro, dollar, currency="USD")) == [(dollar.pk, Decimal("1000.00"))]


def test_withdrawing_brings_the_superseded_promise_back(case: Case) -> None:
    invoice = InvoiceFactory.create(customer=case.debtor)
    older, newer = record(case, invoice), record(case, invoice, promised_on=date(2026, 4, 30))
    withdraw_promise(promise_id=newer.pk, by=None, as_of=AS_OF)
    older.refresh_from_db()
    newer.refresh_from_db()
    assert (older.status, newer.status) == ("open", "withdrawn")
    assert not Review.objects.filter(closed_at=None).exists()


def test_a_person_decides_an_unclear_promise(case: Case) -> None:
    promise = PromiseFactory.create(case=case, status="unclear")
    decide_promise(promise_id=promise.pk, outcome="broken", by=UserFactory.create(), as_of=AS_OF)
    promise.refresh_from_db()
    assert (promise.status, promise.judged_at) == ("broken", AS_OF)
