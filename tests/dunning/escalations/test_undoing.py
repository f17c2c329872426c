"""Handing a question on, and taking an answer back by the link that gave it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dunning.models import Activity, Case, Dispute, Escalation, Review, SignedLink
from dunning.services.cases.cases import hold_case
from dunning.services.escalations.escalations import answer_escalation
from dunning.services.escalations.handing import hand_on_escalation
from dunning.services.escalations.undo import TooLate, undo_answer
from dunning.signed_links import make_link
from tests.factories import AS_OF, AccountManagerFactory, EscalationFactory, InvoiceFactory

pytestmark = pytest.mark.django_db
ANNA, BRUNO = "anna@creditor.example", "bruno@creditor.example"
SOON = AS_OF + timedelta(minutes=10)


@pytest.fixture
def escalation() -> Escalation:
    found = EscalationFactory.create(sent_to=ANNA, notified_at=AS_OF)
    InvoiceFactory.create(customer=found.debtor)
    return found


@pytest.fixture
def link(escalation: Escalation) -> SignedLink:
    return make_link(escalation, email=ANNA, as_of=AS_OF)


def answer(link: SignedLink, said: str) -> None:
    answer_escalation(escalation_id=link.escalation_id or 0, answer=said, link=link, as_of=AS_OF)


@pytest.mark.parametrize("said", ["hold", "call", "go_on", "dispute", "somebody_else"])
def test_every_answer_can_be_taken_back_with_all_that_it_did(
    link: SignedLink, escalation: Escalation, said: str
) -> None:
    answer(link, said)
    undo_answer(link, as_of=SOON)
    escalation.refresh_from_db()
    link.refresh_from_db()
    assert (escalation.status, escalation.answer, escalation.answered_at) == ("open", "", None)
    assert (link.used_at, link.did) == (None, {})
    assert Case.objects.get(pk=escalation.case_id).hold_until is None
    assert not Activity.objects.exists()
    assert not Dispute.objects.filter(status="open").exists()
    assert not Review.objects.filter(closed_at=None).exists()
    answer(link, "go_on")


def test_a_hold_goes_back_to_the_one_that_was_there(link: SignedLink, escalation: Escalation) -> None:
    hold_case(case_id=escalation.case_id, until=date(2026, 3, 6), reason="On leave", by=None, as_of=AS_OF)
    answer(link, "hold")
    undo_answer(link, as_of=SOON)
    case = Case.objects.get(pk=escalation.case_id)
    assert (case.hold_until, case.hold_reason) == (date(2026, 3, 6), "On leave")


def test_after_a_quarter_of_an_hour_it_is_too_late(link: SignedLink) -> None:
    answer(link, "hold")
    with pytest.raises(TooLate):
        undo_answer(link, as_of=AS_OF + timedelta(minutes=16))


def test_a_hold_that_somebody_changed_since_stays(link: SignedLink, escalation: Escalation) -> None:
    answer(link, "hold")
    hold_case(case_id=escalation.case_id, until=date(2026, 4, 1), reason="Clerk", by=None, as_of=AS_OF)
    with pytest.raises(TooLate):
        undo_answer(link, as_of=SOON)
    assert Case.objects.get(pk=escalation.case_id).hold_until == date(2026, 4, 1)


def test_a_colleague_is_asked_instead_with_a_new_deadline(link: SignedLink, escalation: Escalation) -> None:
    AccountManagerFactory.create(email=BRUNO)
    hand_on_escalation(escalation_id=escalation.pk, to=BRUNO.upper(), link=link, as_of=AS_OF)
    escalation.refresh_from_db()
    assert (escalation.status, escalation.sent_to, escalation.notified_at) == ("open", BRUNO, None)
    assert escalation.deadline == date(2026, 3, 9)
    undo_answer(link, as_of=SOON)
    escalation.refresh_from_db()
    assert escalation.sent_to == ANNA


def test_a_strangers_address_is_never_written_to(link: SignedLink, escalation: Escalation) -> None:
    hand_on_escalation(escalation_id=escalation.pk, to="someone@elsewhere.example", link=link, as_of=AS_OF)
    escalation.refresh_from_db()
    review = Review.objects.get()
    assert (escalation.status, escalation.sent_to) == ("answered", ANNA)
    assert review.to_manager
    assert "someone@elsewhere.example looks after this customer" in review.why
