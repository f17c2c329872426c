from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from audit.models import AuditEvent
from customers.services.ledger import InvalidBooking
from dunning.models import IncomingMail, InvalidState, Look, Message, Promise, Review
from dunning.services.reviews.outcomes import OUTCOMES, outcomes_of, resolve_review
from dunning.services.reviews.reviews import (
    assign_review,
    close_review,
    move_overdue_to_manager,
    open_review,
    open_reviews_ranked,
    snooze_review,
)
from tests import factories as make
from tests.factories import AS_OF, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return make.CaseFactory.create()


@pytest.fixture
def clerk():
    return make.UserFactory.create()


def opened(kind, case, *, subject=None, deadline=TODAY, **given) -> Review:
    return open_review(
        kind, why="Because.", subject=subject or case, case=case, deadline=deadline, as_of=AS_OF, **given
    )


def test_the_same_question_is_asked_once(case):
    first = opened("attempts", case)
    assert opened("attempts", case) == first
    assert opened("cadence_end", case) != first
    close_review(first, outcome="done", by=None, as_of=AS_OF)
    assert opened("attempts", case) != first
    assert AuditEvent.objects.filter(action="review.opened").count() == 3


@pytest.mark.parametrize(
    ("made_by", "column"),
    [
        (make.MessageFactory, "message"),
        (make.IncomingMailFactory, "incoming"),
        (make.PromiseFactory, "promise"),
        (make.DisputeFactory, "dispute"),
        (make.EscalationFactory, "escalation"),
        (make.ArrangementFactory, "arrangement"),
        (make.BankTransactionFactory, "transaction"),
        (make.ContactFactory, "contact"),
        (make.LedgerSourceFactory, "source"),
        (make.CaseFactory, "subject_case"),
    ],
)
def test_every_subject_has_its_own_key(made_by, column):
    subject = made_by.create()
    review = opened("reply", None, subject=subject)
    assert getattr(review, column) == subject


def test_closing_by_subject_and_kind_leaves_the_others_open(case):
    opened("attempts", case)
    other = opened("cadence_end", case)
    Look.objects.create(creditor=case.creditor, debtor=case.debtor, next_look_at=AS_OF + timedelta(days=9))
    assert close_review(case, kind="attempts", outcome="done", by=None, as_of=AS_OF) == 1
    assert list(Review.objects.filter(closed_at=None)) == [other]
    assert Look.objects.get().next_look_at < AS_OF
    assert close_review(case, kind="attempts", outcome="done", by=None, as_of=AS_OF) == 0


def test_the_queue_starts_with_the_money_that_stands_still():
    reviews = {}
    for name, exposure, kind in (("small", 100, "reply"), ("quiet", 1000, "contact"), ("large", 1000, "reply")):
        case = make.CaseFactory.create(exposure=Decimal(exposure))
        subject = make.ContactFactory.create(customer=case.debtor) if kind == "contact" else case
        reviews[name] = opened(kind, case, subject=subject)
    assert list(open_reviews_ranked()) == [reviews["large"], reviews["quiet"], reviews["small"]]


def test_a_snoozed_review_is_out_of_sight_until_its_day(case, clerk):
    review = opened("attempts", case)
    snooze_review(review_id=review.pk, until=TODAY + timedelta(days=3), by=clerk, as_of=AS_OF)
    assert list(open_reviews_ranked(today=TODAY)) == []
    assert list(open_reviews_ranked(today=TODAY + timedelta(days=3))) == [review]


def test_past_its_deadline_a_review_is_the_managers(case, clerk):
    review = opened("attempts", case, deadline=TODAY - timedelta(days=1))
    assert assign_review(review_id=review.pk, owner=clerk, by=clerk, as_of=AS_OF).owner == clerk
    assert move_overdue_to_manager(today=TODAY) == 1
    review.refresh_from_db()
    assert review.to_manager


def test_an_answer_is_kept_with_its_note(case, clerk):
    review = opened("refusal", case)
    resolve_review(review_id=review.pk, outcome="go_on", by=clerk, as_of=AS_OF, note="They will pay.")
    review.refresh_from_db()
    assert (review.outcome, review.closed_by, review.closed_at) == ("go_on", clerk, AS_OF)
    event = AuditEvent.objects.get(action="review.resolved")
    assert (event.reason, event.data) == ("They will pay.", {"kind": "refusal", "outcome": "go_on"})


def test_an_answer_that_the_kind_does_not_know_changes_nothing(case, clerk):
    review = opened("refusal", case)
    with pytest.raises(ValueError, match="no answer to Refuses to pay"):
        resolve_review(review_id=review.pk, outcome="approve", by=clerk, as_of=AS_OF)
    review.refresh_from_db()
    assert review.closed_at is None


def test_a_review_is_answered_once(case, clerk):
    review = opened("refusal", case)
    resolve_review(review_id=review.pk, outcome="go_on", by=clerk, as_of=AS_OF)
    with pytest.raises(InvalidState):
        resolve_review(review_id=review.pk, outcome="go_on", by=clerk, as_of=AS_OF)


@pytest.mark.parametrize(
    ("kind", "outcome", "column", "value"),
    [
        ("insolvency", "insolvent", "insolvent", True),
        ("legal", "legal", "exit", "legal"),
        ("cadence_end", "hand_over", "exit", "handed_over"),
        ("attempts", "write_off", "exit", "written_off"),
        ("opt_out", "stop", "do_not_contact", True),
    ],
)
def test_answers_that_end_writing_set_the_debtors_flag(case, clerk, kind, outcome, column, value):
    review = opened(kind, case)
    message = make.MessageFactory.create(case=case)
    resolve_review(review_id=review.pk, outcome=outcome, by=clerk, as_of=AS_OF)
    case.debtor.refresh_from_db()
    message.refresh_from_db()
    assert (getattr(case.debtor, column), message.status) == (value, "superseded")


def test_three_more_attempts_are_granted(case, clerk):
    resolve_review(review_id=opened("attempts", case).pk, outcome="more", by=clerk, as_of=AS_OF)
    case.refresh_from_db()
    assert case.extra_attempts == 3


def test_who_will_call_has_three_business_days(case, clerk):
    resolve_review(review_id=opened("attempts", case).pk, outcome="call", by=clerk, as_of=AS_OF)
    case.refresh_from_db()
    assert case.hold_until == TODAY + timedelta(days=5)


@pytest.mark.parametrize(("outcome", "status", "attempts"), [("went_out", "sent", 1), ("not_sent", "failed", 0)])
def test_a_person_settles_an_uncertain_delivery(case, clerk, outcome, status, attempts):
    message = make.MessageFactory.create(case=case, status=Message.Status.UNCERTAIN)
    review = opened("uncertain", case, subject=message)
    resolve_review(review_id=review.pk, outcome=outcome, by=clerk, as_of=AS_OF)
    message.refresh_from_db()
    case.refresh_from_db()
    review.refresh_from_db()
    assert (message.status, case.attempts, review.outcome) == (status, attempts, outcome)


def test_a_dispute_is_resolved_from_its_review(case, clerk):
    dispute = make.DisputeFactory.create(case=case, invoices=[make.InvoiceFactory.create(customer=case.debtor)])
    review = opened("dispute", case, subject=dispute)
    resolve_review(review_id=review.pk, outcome="invalid", by=clerk, as_of=AS_OF)
    dispute.refresh_from_db()
    review.refresh_from_db()
    assert (dispute.status, dispute.outcome, review.outcome) == ("resolved", "invalid", "invalid")


def test_every_kind_can_be_answered():
    for kind in Review.Kind.values:
        assert outcomes_of(Review(kind=kind))
    assert set(OUTCOMES) <= set(Review.Kind.values)


def test_accepting_a_reply_books_what_its_reading_says(case, clerk):
    invoice = make.InvoiceFactory.create(customer=case.debtor)
    make.ContactFactory.create(customer=case.debtor, email="payables@customer.example")
    mail = make.IncomingMailFactory.create(case=case, debtor=case.debtor, status=IncomingMail.Status.QUEUED)
    answer = {
        "id": "1",
        "language": "en",
        "intents": [{"intent": "promise_to_pay", "confidence": 0.9}],
        "promises": [{"date": "2026-03-06", "amount": None, "invoices": [invoice.number]}],
        "needs_human": False,
    }
    make.ReadingFactory.create(mail=mail, answer=answer)
    review = opened("reply", case, subject=mail)
    resolve_review(review_id=review.pk, outcome="accept", by=clerk, as_of=AS_OF)
    promise = Promise.objects.get()
    assert (promise.promised_on, promise.mail) == (date(2026, 3, 6), mail)
    review.refresh_from_db()
    assert review.closed_at == AS_OF


def test_credit_is_set_off_against_the_oldest_overdue_invoices_from_the_queue(case, clerk):
    make.CreditNoteFactory.create(customer=case.debtor, amount=Decimal("-300.00"))
    old = make.InvoiceFactory.create(customer=case.debtor, due_on=make.days_ago(40), amount=Decimal("200.00"))
    young = make.InvoiceFactory.create(customer=case.debtor, due_on=make.days_ago(9), amount=Decimal("400.00"))
    other = make.InvoiceFactory.create(customer=case.debtor, due_on=make.days_ago(50), currency="USD")
    review = opened("apply_credit", case)
    resolve_review(review_id=review.pk, outcome="apply", by=clerk, as_of=AS_OF)
    for invoice in (old, young, other):
        invoice.refresh_from_db()
    assert (old.open_amount, young.open_amount, other.open_amount) == (0, Decimal("300.00"), Decimal("1000.00"))


def test_with_nothing_to_set_off_the_review_stays_open(case, clerk):
    make.InvoiceFactory.create(customer=case.debtor)
    review = opened("apply_credit", case)
    with pytest.raises(InvalidBooking, match="no credit or money"):
        resolve_review(review_id=review.pk, outcome="apply", by=clerk, as_of=AS_OF)
    review.refresh_from_db()
    assert review.closed_at is None


def test_an_unclear_promise_is_decided_from_the_queue(case, clerk):
    promise = make.PromiseFactory.create(case=case, status=Promise.Status.UNCLEAR)
    review = opened("unclear_promise", case, subject=promise)
    resolve_review(review_id=review.pk, outcome="kept", by=clerk, as_of=AS_OF)
    promise.refresh_from_db()
    assert promise.status == Promise.Status.KEPT
