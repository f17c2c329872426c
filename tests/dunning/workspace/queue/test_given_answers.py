from __future__ import annotations

from datetime import timedelta

import pytest

from audit.models import AuditEvent
from dunning.models import GivenAnswer, InvalidState, Message, Promise, Review
from dunning.services.reviews.given_answers import (
    UNDO_WINDOW,
    carry_out_answers,
    forget_problems,
    give_answer,
    seen_of,
    take_back_answer,
)
from dunning.services.reviews.outcomes import OUTCOMES, AnsweredAlready, outcomes_of
from dunning.services.reviews.reviews import open_review
from tests import factories as make
from tests.factories import AS_OF, TODAY

pytestmark = pytest.mark.django_db
LATER = AS_OF + UNDO_WINDOW


@pytest.fixture
def clerk():
    return make.UserFactory.create(first_name="Maria", last_name="Lopez", is_superuser=True)


@pytest.fixture
def case():
    return make.CaseFactory.create(exposure=1000)


def review_of(case, kind="attempts", subject=None):
    return open_review(kind, why="Because.", subject=subject or case, case=case, deadline=TODAY, as_of=AS_OF)


def give(review, outcome, clerk, **given):
    return give_answer(review_id=review.pk, outcome=outcome, by=clerk, as_of=AS_OF, **given)


def test_nothing_happens_before_ten_seconds_are_over(case, clerk):
    review = review_of(case)
    give(review, "more", clerk)
    assert carry_out_answers(as_of=LATER - timedelta(seconds=1)) == 0
    case.refresh_from_db()
    assert (case.extra_attempts, Review.objects.get().closed_at) == (0, None)
    assert not AuditEvent.objects.filter(action="case.attempts_granted").exists()
    assert carry_out_answers(as_of=LATER) == 1
    case.refresh_from_db()
    assert (case.extra_attempts, Review.objects.get().outcome) == (3, "more")
    assert not GivenAnswer.objects.exists()
    assert carry_out_answers(as_of=LATER) == 0


def test_an_answer_taken_back_never_happens(case, clerk):
    review = review_of(case)
    give(review, "write_off", clerk)
    take_back_answer(review_id=review.pk, by=clerk, as_of=AS_OF)
    assert carry_out_answers(as_of=LATER) == 0
    case.debtor.refresh_from_db()
    assert (case.debtor.exit, Review.objects.get().closed_at) == ("", None)
    give(review, "more", clerk)


# These need rows of their own: a proposed step, credit to set off.
UNTRIED = (("step_up", "take"), ("step_up", "refuse"), ("apply_credit", "apply"))
ANSWERS = [(kind, key) for kind, outcomes in OUTCOMES.items() for key in outcomes]


def subject_of(kind, case):
    """What a review of the kind is about, in the state that its outcomes ask for."""
    if kind in ("approval", "blocked", "uncertain", "failed"):
        status = {"approval": "awaiting_approval", "failed": "failed"}.get(kind, kind)
        return make.MessageFactory.create(case=case, status=status, kind="manual")
    if kind in ("reply", "unmatched_mail"):
        whose = (
            {"case": case, "debtor": case.debtor, "status": "queued"} if kind == "reply" else {"status": "unmatched"}
        )
        mail = make.IncomingMailFactory.create(**whose)
        if kind == "reply":
            make.ReadingFactory.create(mail=mail, answer={"intents": [{"intent": "other", "confidence": 0.9}]})
        return mail
    if kind == "dispute":
        return make.DisputeFactory.create(case=case)
    if kind in ("promise", "claim", "unclear_promise"):
        return make.PromiseFactory.create(case=case, status="unclear" if kind == "unclear_promise" else "open")
    if kind == "contact":
        return make.ContactFactory.create(customer=case.debtor, state="suggested")
    return case


@pytest.mark.parametrize(("kind", "outcome"), [answer for answer in ANSWERS if answer not in UNTRIED])
def test_every_answer_can_be_undone_and_then_leaves_no_trace(kind, outcome, case, clerk, monkeypatch):
    monkeypatch.setattr("dunning.services.outbox.approvals._found_in", lambda message, facts: ())
    subject = subject_of(kind, case)
    review = review_of(case, kind, subject)
    events = AuditEvent.objects.count()
    before = type(subject).objects.filter(pk=subject.pk).values().get()
    give(review, outcome, clerk, target=case.pk if OUTCOMES[kind][outcome].takes == "case" else None)
    assert AuditEvent.objects.count() == events
    take_back_answer(review_id=review.pk, by=clerk, as_of=AS_OF)
    assert type(subject).objects.filter(pk=subject.pk).values().get() == before
    assert Review.objects.get(pk=review.pk).closed_at is None


def test_a_second_person_is_told_who_was_faster(case, clerk):
    review, other = review_of(case), make.UserFactory.create(is_superuser=True)
    give(review, "more", clerk)
    with pytest.raises(AnsweredAlready, match=r"Maria Lopez has answered this a moment ago: Three more\."):
        give(review, "hold", other)
    with pytest.raises(InvalidState, match="no answer to undo"):
        take_back_answer(review_id=review.pk, by=other, as_of=AS_OF)
    carry_out_answers(as_of=LATER)
    with pytest.raises(AnsweredAlready, match=r"Maria Lopez has answered this meanwhile: Three more, \d"):
        give(review, "hold", other)
    with pytest.raises(AnsweredAlready, match="Three more"):
        take_back_answer(review_id=review.pk, by=clerk, as_of=LATER)


def test_an_answer_that_is_refused_is_not_kept(case, clerk):
    message = make.MessageFactory.create(case=case, status="approved")
    review = review_of(case, "approval", message)
    with pytest.raises(InvalidState, match="Approved"):
        give(review, "approve", clerk)
    with pytest.raises(ValueError, match="no answer"):
        give(review, "valid", clerk)
    assert not GivenAnswer.objects.exists()


def test_what_fails_after_the_ten_seconds_waits_again_with_its_sentence(case, clerk):
    promise = make.PromiseFactory.create(case=case)
    review = review_of(case, "promise", promise)
    give(review, "withdraw", clerk)
    Promise.objects.filter(pk=promise.pk).update(status="withdrawn")
    assert carry_out_answers(as_of=LATER) == 0
    given = GivenAnswer.objects.get()
    assert given.problem == "The promise is withdrawn already."
    assert Review.objects.get().closed_at is None
    give(review, "accept", clerk)
    assert (GivenAnswer.objects.get().outcome, GivenAnswer.objects.get().problem) == ("accept", "")


def test_one_that_breaks_costs_no_other(case, clerk, monkeypatch):
    first, second = review_of(case), review_of(make.CaseFactory.create())
    give(first, "more", clerk)
    give(second, "more", clerk)
    real = outcomes_of(first)["more"].act

    def breaks(review, given):
        if review.pk == first.pk:
            raise RuntimeError
        real(review, given)

    monkeypatch.setattr("dunning.services.reviews.outcomes.OUTCOMES", {"attempts": {"more": _with(breaks)}})
    assert carry_out_answers(as_of=LATER) == 1
    assert GivenAnswer.objects.get().problem == "Something went wrong. Nothing was changed."
    assert Review.objects.get(pk=second.pk).outcome == "more"


def _with(act):
    from dataclasses import replace

    return replace(OUTCOMES["attempts"]["more"], act=act)


def test_only_the_text_that_was_shown_is_approved(case, clerk):
    message = make.MessageFactory.create(case=case, status="awaiting_approval", body_text="Please pay.")
    review = Review.objects.select_related("message").get(pk=review_of(case, "approval", message).pk)
    seen = seen_of(review)
    Message.objects.filter(pk=message.pk).update(body_text="Pay at once.")
    with pytest.raises(InvalidState, match="changed since it was shown"):
        give(review, "reject", clerk, seen=seen)
    review.message.refresh_from_db()
    give(review, "reject", clerk, seen=seen_of(review))
    Message.objects.filter(pk=message.pk).update(body_text="Pay.")
    carry_out_answers(as_of=LATER)
    assert "changed" in GivenAnswer.objects.get().problem
    message.refresh_from_db()
    assert message.status == "awaiting_approval"


def test_the_right_to_answer_is_asked_for_again(case, clerk):
    give(review_of(case), "more", clerk)
    clerk.is_superuser = False
    clerk.save()
    assert carry_out_answers(as_of=LATER) == 0
    assert "taken away" in GivenAnswer.objects.get().problem


def test_a_draft_whose_account_has_moved_goes_back_to_the_writer(case, clerk):
    message = make.MessageFactory.create(case=case, status="awaiting_approval", facts_digest="of yesterday")
    review = review_of(case, "approval", message)
    with pytest.raises(InvalidState, match="written anew"):
        give(review, "approve", clerk)
    message.refresh_from_db()
    assert (message.status, GivenAnswer.objects.count()) == ("draft", 0)


def test_problems_of_closed_reviews_are_forgotten(case, clerk):
    review = review_of(case)
    give(review, "more", clerk)
    GivenAnswer.objects.update(problem="It broke.")
    assert forget_problems(as_of=AS_OF + timedelta(days=1)) == 0
    Review.objects.update(closed_at=AS_OF)
    assert forget_problems(as_of=AS_OF) == 0
    assert forget_problems(as_of=AS_OF + timedelta(days=1)) == 1
