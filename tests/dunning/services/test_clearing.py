"""What a booking by hand leads to, and that an undo walks all of it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from threading import Barrier, Thread
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection

from audit.models import AuditEvent
from customers.models import Allocation, BankTransaction, Invoice, LearnedPayer
from customers.services.allocation import AllocationLine
from customers.services.ledger import InvalidBooking
from customers.services.ledger_check import find_differences
from dunning.models import Arrangement, Case, Dispute, Escalation, Message, Promise, Review
from dunning.services.money.cash_desk import allocate_by_hand, keep_on_account, set_aside, take_back
from dunning.services.money.clearing import last_booking, undo_booking
from dunning.services.money.ledger_reviews import ask_about_unmatched_money
from tests import factories as make
from tests.factories import AS_OF, TODAY

LATER = AS_OF + timedelta(hours=1)


@pytest.fixture
def case(db: None) -> Case:
    return make.CaseFactory.create()


@pytest.fixture
def invoice(case: Case) -> Invoice:
    return make.InvoiceFactory.create(customer=case.debtor, number="INV-1")


@pytest.fixture
def payment(case: Case) -> BankTransaction:
    return make.BankTransactionFactory.create(
        source=case.debtor.source, external_id="T1", payer_account="A1", amount=Decimal("1000.00")
    )


@pytest.fixture
def by(db: None) -> User:
    return make.UserFactory.create(username="clara")


@pytest.fixture
def put(payment: BankTransaction, by: User) -> Callable[..., list[Allocation]]:
    def booked(*lines: tuple[Invoice, str] | tuple[Invoice, str, str], **given: Any) -> list[Allocation]:
        wanted = [AllocationLine(line[0].pk, Decimal(line[1]), *line[2:]) for line in lines]
        return allocate_by_hand(transaction_id=payment.pk, lines=wanted, by=by, as_of=AS_OF, **given)

    return booked


def undo(payment: BankTransaction, by: User) -> BankTransaction:
    return undo_booking(transaction_id=payment.pk, by=by, as_of=LATER)


def now(row: Any) -> Any:
    row.refresh_from_db()
    return row


def test_a_kept_promise_is_open_again(case, invoice, payment, put, by):
    promise = make.PromiseFactory.create(case=case, invoices=[invoice])
    put((invoice, "1000.00"))
    assert now(promise).status == Promise.Status.KEPT
    undo(payment, by)
    assert (now(promise).status, promise.paid_amount) == (Promise.Status.OPEN, 0)


def test_a_promise_whose_day_has_passed_is_judged_again_at_once(case, invoice, payment, put, by):
    past = {"promised_on": make.days_ago(12), "quiet_until": make.days_ago(8), "given_on": make.days_ago(20)}
    promise = make.PromiseFactory.create(case=case, invoices=[invoice], **past)
    put((invoice, "1000.00"))
    assert now(promise).status == Promise.Status.KEPT
    undo(payment, by)
    # The payment waits again and could be it.
    assert now(promise).status == Promise.Status.UNCLEAR


def test_a_promise_without_invoices_kept_by_money_on_account_is_open_again(case, invoice, payment, by):
    promise = make.PromiseFactory.create(case=case, amount=Decimal("1000.00"))
    keep_on_account(transaction_id=payment.pk, debtor_id=case.debtor_id, by=by, as_of=AS_OF)
    assert now(promise).status == Promise.Status.KEPT
    undo(payment, by)
    assert now(promise).status == Promise.Status.OPEN


def test_disputes_escalations_and_reviews_that_the_money_ended_wait_again(case, invoice, payment, put, by):
    dispute = make.DisputeFactory.create(case=case, invoices=[invoice])
    escalation = make.EscalationFactory.create(case=case)
    review = Review.objects.create(
        kind="attempts", why="Ten attempts.", subject_case=case, case=case, opened_at=AS_OF, deadline=TODAY
    )
    put((invoice, "1000.00"))
    assert (now(dispute).status, now(escalation).status, now(review).outcome) == (
        Dispute.Status.RESOLVED, Escalation.Status.EXPIRED, "answered_by_money",
    )  # fmt: skip
    undo(payment, by)
    assert (now(dispute).status, dispute.outcome, dispute.resolved_at) == (Dispute.Status.OPEN, "", None)
    assert now(escalation).status == Escalation.Status.OPEN
    assert (now(review).closed_at, review.outcome) == (None, "")


def test_an_arrangement_that_the_money_fulfilled_runs_again(case, invoice, payment, put, by):
    plan = make.ArrangementFactory.create(case=case, invoices=[invoice])
    plan.instalments.create(due_on=TODAY + timedelta(days=20), amount=Decimal("1000.00"))
    put((invoice, "1000.00"))
    assert now(plan).status == Arrangement.Status.FULFILLED
    undo(payment, by)
    assert now(plan).status == Arrangement.Status.ACTIVE


def test_a_draft_that_the_money_superseded_and_its_review_stay_so(case, invoice, payment, put, by):
    message = make.MessageFactory.create(case=case, status=Message.Status.AWAITING_APPROVAL)
    review = Review.objects.create(
        kind="approval", why="Approve", message=message, case=case, opened_at=AS_OF, deadline=TODAY
    )
    put((invoice, "1000.00"))
    undo(payment, by)
    assert (now(message).status, now(review).closed_at) == (Message.Status.SUPERSEDED, AS_OF)


def test_what_the_policy_gave_up_beside_a_short_payment_is_taken_back_too(case, payment, put, by):
    case.policy.write_off_short_payments, case.policy.short_pay_tolerance = True, Decimal("5.00")
    case.policy.save()
    invoice = make.InvoiceFactory.create(customer=case.debtor, amount=Decimal("1004.00"))
    put((invoice, "1000.00"))
    assert (now(invoice).closed_how, Allocation.objects.filter(origin="write_off").count()) == ("paid", 1)
    undo(payment, by)
    assert (now(invoice).open_amount, invoice.closed_how) == (Decimal("1004.00"), "")
    assert find_differences() == []


def test_thanks_that_wait_are_superseded(case, invoice, payment, put, by):
    make.MessageFactory.create(case=case, status=Message.Status.SENT, sent_at=AS_OF - timedelta(days=5))
    put((invoice, "1000.00"))
    thanks = Message.objects.get(purpose="payment_thanks")
    undo(payment, by)
    assert now(thanks).status == Message.Status.SUPERSEDED


@pytest.mark.parametrize("deed", ["allocated", "on_account", "unrelated"])
def test_the_review_of_the_payment_is_answered_by_the_clerk_and_asked_again_after_an_undo(
    case, invoice, payment, put, by, deed
):
    ask_about_unmatched_money(as_of=AS_OF)
    review = Review.objects.get(kind="unmatched_payment")
    if deed == "allocated":
        put((invoice, "1000.00"))
    elif deed == "on_account":
        keep_on_account(transaction_id=payment.pk, debtor_id=case.debtor_id, by=by, as_of=AS_OF)
    else:
        set_aside(transaction_id=payment.pk, by=by, as_of=AS_OF)
    assert (now(review).outcome, review.closed_by) == (deed, by)
    undo(payment, by)
    assert (now(review).outcome, review.closed_at) == ("", None)


def test_a_rest_that_waits_on_keeps_the_review_of_its_payment_open(invoice, payment, put):
    ask_about_unmatched_money(as_of=AS_OF)
    put((invoice, "400.00"), keep_waiting=True)
    assert Review.objects.get(kind="unmatched_payment").closed_at is None
    assert (now(payment).state, payment.unallocated_amount) == ("unmatched", Decimal("600.00"))


def test_a_booking_teaches_its_payer_and_an_undo_or_a_row_taken_back_unlearns_it(case, invoice, payment, put, by):
    put((invoice, "1000.00"))
    assert LearnedPayer.objects.get().customer == case.debtor
    undo(payment, by)
    assert not LearnedPayer.objects.exists()
    rows = put((invoice, "1000.00"))
    take_back(allocation_ids=[rows[0].pk], reason="wrong", by=by, as_of=LATER)
    assert LearnedPayer.objects.filter(times__gt=0).count() == 1  # on account of the debtor it still is
    assert now(payment).state == "on_account"


def test_the_audit_trail_says_who_booked_and_who_undid(invoice, payment, put, by):
    put((invoice, "1000.00"))
    undo(payment, by)
    events = AuditEvent.objects.filter(subject_type="banktransaction", action__startswith="payment.clear")
    assert list(events.order_by("pk").values_list("action", "user__username")) == [
        ("payment.cleared", "clara"), ("payment.clearing_undone", "clara"),
    ]  # fmt: skip
    assert last_booking(payment.pk) is None
    with pytest.raises(InvalidBooking, match="no booking by hand"):
        undo(payment, by)


def test_a_booking_on_money_on_account_is_undone_to_being_on_account(case, invoice, payment, put, by):
    keep_on_account(transaction_id=payment.pk, debtor_id=case.debtor_id, by=by, as_of=AS_OF)
    put((invoice, "1000.00"))
    undo(payment, by)
    assert (now(payment).state, payment.debtor, payment.unallocated_amount) == (
        "on_account", case.debtor, Decimal("1000.00"),
    )  # fmt: skip
    assert LearnedPayer.objects.get().times == 1
    undo(payment, by)
    assert (now(payment).state, payment.debtor) == ("unmatched", None)
    assert not LearnedPayer.objects.exists()


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_of_two_clerks_at_once_one_books_and_the_other_is_told():
    case = make.CaseFactory.create()
    invoice = make.InvoiceFactory.create(customer=case.debtor, amount=Decimal("5000.00"))
    payment = make.BankTransactionFactory.create(source=invoice.source, amount=Decimal("1000.00"))
    clerks, start, told = [make.UserFactory.create() for _ in range(2)], Barrier(2), []

    def book(by: User) -> None:
        line = AllocationLine(invoice.pk, Decimal("1000.00"))
        start.wait()
        try:
            allocate_by_hand(transaction_id=payment.pk, lines=[line], seen=Decimal("1000.00"), by=by, as_of=AS_OF)
            told.append("booked")
        except InvalidBooking as refusal:
            told.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=book, args=(by,)) for by in clerks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told.remove("booked")
    (refusal,) = told
    assert "was faster: this payment is allocated already" in refusal
    assert now(invoice).open_amount == Decimal("4000.00")
