from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import AuditEvent
from customers.models import LedgerSource
from dunning.models import Case, Look, Promise, Review
from dunning.services.disputes.disputes import open_dispute
from dunning.services.promises.judging import judge_promises, plan_judgements
from tests.factories import (
    AS_OF,
    TODAY,
    AllocationFactory,
    BankTransactionFactory,
    CaseFactory,
    IncomingMailFactory,
    InvoiceFactory,
    PromiseFactory,
)

pytestmark = pytest.mark.django_db

# The promises of the factory are for Friday the 6th and quiet until Wednesday the 11th.
LATER = datetime(2026, 3, 12, 10, 0, tzinfo=UTC)


@pytest.fixture
def case() -> Case:
    found = CaseFactory.create()
    LedgerSource.objects.update(invoices_as_of=LATER.date(), payments_as_of=LATER.date())
    return found


def judged(promise: Promise, *, as_of: datetime = LATER) -> str:
    judge_promises(as_of=as_of)
    promise.refresh_from_db()
    return promise.status


def promised(case: Case, **given: Any) -> Promise:
    return PromiseFactory.create(case=case, invoices=[InvoiceFactory.create(customer=case.debtor)], **given)


def pay(promise: Promise, amount: str, **given: Any) -> None:
    invoice = promise.lines.first().invoice
    AllocationFactory.create(invoice=invoice, amount=Decimal(amount), **({"known_at": LATER} | given))


def test_money_on_its_invoice_keeps_it_at_once(case: Case) -> None:
    promise = promised(case)
    pay(promise, "1000.00", known_at=AS_OF)
    assert judged(promise, as_of=AS_OF) == "kept"
    assert (promise.paid_amount, promise.judged_at) == (Decimal("1000.00"), AS_OF)


def test_without_money_it_is_broken_and_looked_at_again(case: Case) -> None:
    promise = promised(case)
    Look.objects.create(creditor=case.creditor, debtor=case.debtor, next_look_at=LATER + timedelta(days=9))
    assert judged(promise) == "broken"
    assert Look.objects.get().next_look_at < LATER
    event = AuditEvent.objects.get(action="promise.broken")
    assert (event.subject_id, event.data["missing"]) == (promise.pk, "1000.00")


def test_it_is_not_judged_on_data_that_ends_before_its_tolerance(case: Case) -> None:
    promise = promised(case)
    LedgerSource.objects.update(payments_as_of=date(2026, 3, 10))
    assert judged(promise) == "open"


def test_an_erp_ledger_is_judged_by_the_date_of_its_file(case: Case) -> None:
    promise = promised(case)
    LedgerSource.objects.update(truth="erp", invoices_as_of=date(2026, 3, 10))
    assert judged(promise) == "open"
    LedgerSource.objects.update(invoices_as_of=date(2026, 3, 11), payments_as_of=None)
    assert judged(promise) == "broken"


def test_money_that_the_erp_has_not_booked_yet_keeps_it(case: Case) -> None:
    promise = promised(case)
    pay(promise, "1000.00", origin="expected")
    assert judged(promise) == "kept"


def test_a_credit_note_keeps_nothing(case: Case) -> None:
    promise = promised(case)
    pay(promise, "1000.00", origin="credit_note")
    assert judged(promise) == "broken"


def test_an_absent_invoice_is_not_paid(case: Case) -> None:
    promise = promised(case)
    pay(promise, "1000.00", origin="erp", kind="absent")
    assert judged(promise) == "broken"


def test_money_counts_from_three_days_before_it_was_given(case: Case) -> None:
    promise = promised(case)
    pay(promise, "1000.00", booked_on=TODAY - timedelta(days=3))
    other = promised(case)
    pay(other, "1000.00", booked_on=TODAY - timedelta(days=4))
    assert (judged(promise), judged(other)) == ("kept", "broken")


def test_money_known_when_it_was_given_does_not_count(case: Case) -> None:
    promise = promised(case)
    pay(promise, "1000.00", booked_on=TODAY - timedelta(days=1), known_at=AS_OF - timedelta(hours=1))
    assert judged(promise) == "broken"


def test_money_not_known_yet_does_not_count(case: Case) -> None:
    promise = promised(case)
    pay(promise, "1000.00", known_at=LATER + timedelta(hours=1))
    assert judged(promise) == "broken"


def test_a_part_payment_keeps_it_in_part(case: Case) -> None:
    promise = promised(case)
    pay(promise, "400.00")
    assert (judged(promise), promise.paid_amount) == ("partly_kept", Decimal("400.00"))


def test_a_payment_that_came_back_keeps_nothing(case: Case) -> None:
    promise = promised(case)
    invoice = promise.lines.get().invoice
    paid = AllocationFactory.create(invoice=invoice, known_at=AS_OF)
    AllocationFactory.create(invoice=invoice, amount=Decimal("-1000.00"), reverses=paid, known_at=LATER)
    assert judged(promise) == "broken"


def test_one_payment_keeps_only_the_earlier_of_two_promises(case: Case) -> None:
    invoice = InvoiceFactory.create(customer=case.debtor)
    mail = IncomingMailFactory.create(case=case)
    first = PromiseFactory.create(case=case, mail=mail, promised_on=TODAY)
    second = PromiseFactory.create(case=case, mail=mail, promised_on=TODAY + timedelta(days=1))
    for promise in (first, second):
        promise.lines.create(invoice=invoice, amount=Decimal("500.00"))
    AllocationFactory.create(invoice=invoice, amount=Decimal("500.00"), known_at=LATER)
    assert (judged(first), judged(second)) == ("kept", "broken")


def test_the_debtors_own_money_on_no_invoice_makes_it_unclear(case: Case) -> None:
    promise = promised(case)
    BankTransactionFactory.create(source=case.debtor.source, debtor=case.debtor, state="on_account")
    assert judged(promise) == "unclear"
    review = Review.objects.get(closed_at=None)
    assert (review.kind, review.promise) == ("unclear_promise", promise)


def test_an_unmatched_payment_near_the_amount_makes_it_unclear(case: Case) -> None:
    promise = promised(case)
    BankTransactionFactory.create(source=case.debtor.source, amount=Decimal("995.00"))
    assert judged(promise) == "unclear"
    assert Review.objects.get().why == "An unmatched payment of 995.00 EUR could be it."


@pytest.mark.parametrize(
    "given",
    [{"amount": Decimal("900.00")}, {"currency": "USD"}, {"state": "unrelated"}, {"booked_on": date(2026, 2, 1)}],
)
def test_other_unmatched_payments_leave_it_broken(case: Case, given: dict[str, Any]) -> None:
    promise = promised(case)
    BankTransactionFactory.create(source=case.debtor.source, **given)
    assert judged(promise) == "broken"


def test_an_unmatched_payment_to_another_creditor_leaves_it_broken(case: Case) -> None:
    promise = promised(case)
    BankTransactionFactory.create()
    assert judged(promise) == "broken"


def test_money_allocated_later_answers_the_unclear_promise(case: Case) -> None:
    promise = promised(case)
    transaction = BankTransactionFactory.create(source=case.debtor.source, debtor=case.debtor, state="on_account")
    assert judged(promise) == "unclear"
    transaction.unallocated_amount = Decimal(0)
    transaction.save()
    pay(promise, "1000.00", transaction=transaction)
    assert judged(promise) == "kept"
    assert not Review.objects.filter(closed_at=None).exists()


def test_a_promise_on_the_account_is_kept_by_money_on_account(case: Case) -> None:
    promise = PromiseFactory.create(case=case, amount=Decimal("700.00"))
    BankTransactionFactory.create(
        source=case.debtor.source, debtor=case.debtor, state="on_account", amount=Decimal("700.00")
    )
    assert judged(promise) == "kept"


def test_a_promise_on_the_account_is_kept_by_any_invoice_in_its_currency(case: Case) -> None:
    promise = PromiseFactory.create(case=case, amount=Decimal("700.00"))
    dollars = InvoiceFactory.create(customer=case.debtor, currency="USD")
    AllocationFactory.create(invoice=dollars, known_at=AS_OF)
    assert judged(promise, as_of=AS_OF) == "open"
    AllocationFactory.create(invoice=InvoiceFactory.create(customer=case.debtor), known_at=AS_OF)
    assert judged(promise, as_of=AS_OF) == "kept"


def test_a_claim_without_money_is_unseen_not_broken(case: Case) -> None:
    claim = promised(case, kind="claim")
    assert judged(claim) == "unseen"
    assert AuditEvent.objects.filter(action="claim.unseen").count() == 1


def test_an_unseen_claim_is_kept_when_its_money_turns_up(case: Case) -> None:
    claim = promised(case, kind="claim", promised_on=TODAY - timedelta(days=20))
    assert judged(claim) == "unseen"
    pay(claim, "1000.00", booked_on=TODAY - timedelta(days=19))
    assert judged(claim) == "kept"


def test_a_disputed_promise_lapses(case: Case) -> None:
    promise = promised(case)
    open_dispute(case_id=case.pk, invoices=[promise.lines.get().invoice_id], reason="pricing", as_of=AS_OF)
    promise.refresh_from_db()
    assert promise.status == "lapsed"


def test_a_void_invoice_lets_the_promise_lapse(case: Case) -> None:
    promise = promised(case)
    invoice = promise.lines.get().invoice
    invoice.closed_how, invoice.closed_on, invoice.open_amount = "void", TODAY, Decimal(0)
    invoice.save()
    assert judged(promise, as_of=AS_OF) == "lapsed"


def test_the_second_broken_promise_goes_to_a_person(case: Case) -> None:
    PromiseFactory.create(case=case, status="broken", judged_at=LATER - timedelta(days=200))
    first = promised(case)
    assert judged(first) == "broken"
    assert not Review.objects.exists()
    second = promised(case)
    assert judged(second) == "broken"
    assert (Review.objects.get().kind, Review.objects.get().promise) == ("promise", second)


def test_planning_writes_nothing(case: Case) -> None:
    promise = promised(case)
    assert [planned.outcome for planned in plan_judgements(as_of=LATER)] == ["broken"]
    promise.refresh_from_db()
    assert promise.status == "open"


def test_judging_twice_changes_nothing_more(case: Case) -> None:
    promise = promised(case)
    assert judged(promise) == "broken"
    events = AuditEvent.objects.count()
    assert judge_promises(as_of=LATER).outcomes == {}
    assert AuditEvent.objects.count() == events


def test_queries_do_not_grow_with_promises(case: Case) -> None:
    promised(case)
    few = queries_of_planning()
    for _ in range(20):
        promised(CaseFactory.create())
    LedgerSource.objects.update(payments_as_of=LATER.date())
    assert queries_of_planning() == few == 12


def queries_of_planning() -> int:
    with CaptureQueriesContext(connection) as captured:
        plan_judgements(as_of=LATER)
    return len(captured)
