from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dunning.models import Activity, Case, Dispute, Escalation, InvalidState, Message, Review
from dunning.services.escalations.escalations import HoldUsed, answer_escalation
from dunning.signed_links import LinkSpent, make_link, token_of
from tests.factories import (
    AS_OF,
    AccountManagerFactory,
    CaseFactory,
    EscalationFactory,
    InvoiceFactory,
    MessageFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

ANNA = "anna@creditor.example"


@pytest.fixture
def escalation() -> Escalation:
    return EscalationFactory.create(sent_to=ANNA)


def answer(escalation: Escalation, said: str, *, days: int = 7) -> Escalation:
    return answer_escalation(escalation_id=escalation.pk, answer=said, by_email=ANNA, days=days, as_of=AS_OF)


def test_hold_keeps_the_case_quiet_and_takes_back_what_waited(escalation: Escalation) -> None:
    message = MessageFactory.create(case=escalation.case, status=Message.Status.APPROVED)
    answer(escalation, "hold", days=14)
    case = Case.objects.get(pk=escalation.case_id)
    message.refresh_from_db()
    assert (case.hold_until, case.hold_reason) == (date(2026, 3, 18), f"Account manager {ANNA}")
    assert message.status == Message.Status.SUPERSEDED


def test_hold_is_granted_once_an_episode(escalation: Escalation) -> None:
    answer(escalation, "hold")
    second = EscalationFactory.create(case=escalation.case, sent_to=ANNA)
    with pytest.raises(HoldUsed):
        answer(second, "hold")
    second.refresh_from_db()
    assert second.status == "open"


def test_a_call_holds_for_two_business_days_and_is_noted(escalation: Escalation) -> None:
    answer(escalation, "call")
    note = Activity.objects.get()
    assert (note.kind, note.text, note.by) == ("note", f"{ANNA} will call by 2026-03-06.", None)
    assert Case.objects.get(pk=escalation.case_id).hold_until == date(2026, 3, 6)


def test_go_on_ends_the_pause_only(escalation: Escalation) -> None:
    answer(escalation, "go_on")
    escalation.refresh_from_db()
    assert (escalation.status, escalation.answer) == ("answered", "go_on")
    assert Case.objects.get(pk=escalation.case_id).hold_until is None


def test_dispute_sets_all_overdue_invoices_aside(escalation: Escalation) -> None:
    overdue = InvoiceFactory.create(customer=escalation.debtor)
    InvoiceFactory.create(customer=escalation.debtor, due_on=AS_OF.date() + timedelta(days=1))
    answer(escalation, "dispute")
    dispute = Dispute.objects.get()
    assert (dispute.reason, list(dispute.invoices.all())) == ("other", [overdue])
    assert Review.objects.get().kind == "dispute"


def test_somebody_elses_goes_to_the_ar_manager(escalation: Escalation) -> None:
    answer(escalation, "somebody_else")
    review = Review.objects.get()
    assert (review.kind, review.escalation, review.to_manager) == ("escalation", escalation, True)


def test_a_second_answer_is_refused(escalation: Escalation) -> None:
    answer(escalation, "go_on")
    with pytest.raises(InvalidState, match="answered already"):
        answer(escalation, "hold")
    assert Case.objects.get(pk=escalation.case_id).hold_until is None


def test_a_late_answer_still_counts(escalation: Escalation) -> None:
    Escalation.objects.filter(pk=escalation.pk).update(status="expired")
    answer(escalation, "hold")
    assert Case.objects.get(pk=escalation.case_id).hold_until == date(2026, 3, 11)


def test_an_answer_about_a_closed_case_is_only_booked(escalation: Escalation) -> None:
    Case.objects.filter(pk=escalation.case_id).update(status="closed")
    assert answer(escalation, "hold").status == "answered"


def test_the_answer_is_booked_for_the_managers_own_login() -> None:
    case = CaseFactory.create()
    user = UserFactory.create()
    escalation = EscalationFactory.create(case=case)
    answered = answer_escalation(escalation_id=escalation.pk, answer="go_on", by=user, as_of=AS_OF)
    assert answered.answered_by == user


def test_a_link_acts_once(escalation: Escalation) -> None:
    link = make_link(escalation, email=ANNA, as_of=AS_OF)
    answer_escalation(escalation_id=escalation.pk, answer="go_on", link=link, as_of=AS_OF)
    with pytest.raises(LinkSpent):
        answer_escalation(escalation_id=escalation.pk, answer="go_on", link=link, as_of=AS_OF)


class TestThePage:
    @pytest.fixture
    def address(self, escalation: Escalation) -> str:
        InvoiceFactory.create(customer=escalation.debtor, number="INV-77")
        AccountManagerFactory.create(email=ANNA, language="en")
        return reverse("portal:answer", args=[token_of(make_link(escalation, email=ANNA, as_of=timezone.now()))])

    def test_looking_changes_nothing(self, client: Client, address: str, escalation: Escalation) -> None:
        page = client.get(address)
        assert page.status_code == 200
        assert b"INV-77" in page.content
        assert page.content.count(b'class="choice') == 6
        assert "no-store" in page["Cache-Control"]
        assert page["Referrer-Policy"] == "same-origin"
        assert page["X-Robots-Tag"] == "noindex, nofollow"
        client.head(address + "hold/")
        escalation.refresh_from_db()
        assert escalation.status == "open"

    def test_an_answer_in_the_address_shows_that_answer_alone(self, client: Client, address: str) -> None:
        assert client.get(address + "hold/").content.count(b"<form") == 1

    def test_posting_answers_and_spends_the_link(self, client: Client, address: str, escalation: Escalation) -> None:
        page = client.post(address + "call/", {"answer": "call"})
        assert (page.status_code, page["Location"]) == (303, address)
        escalation.refresh_from_db()
        assert escalation.answer == "call"
        shown = client.get(address)
        assert b"Thank you" in shown.content
        assert b"anna@creditor.example answered on" in shown.content
        client.post(address, {"answer": "hold"})
        escalation.refresh_from_db()
        assert escalation.answer == "call"

    def test_a_forged_address_leads_nowhere(self, client: Client, address: str) -> None:
        assert client.get("/answer/12:forged/").status_code == 404
        assert client.get(address + "delete/").status_code == 404

    def test_a_refused_hold_leaves_the_link_usable(self, client: Client, address: str, escalation: Escalation) -> None:
        EscalationFactory.create(case=escalation.case, status="answered", answer="hold", answered_at=timezone.now())
        page = client.post(address, {"answer": "hold", "days": "7"})
        assert (page.status_code, b"held once already" in page.content) == (409, True)
        assert client.post(address, {"answer": "go_on"}).status_code == 303

    def test_an_expired_link_says_so(self, client: Client, escalation: Escalation) -> None:
        old = make_link(escalation, email=ANNA, as_of=timezone.now() - timedelta(days=31))
        assert client.get(reverse("portal:answer", args=[token_of(old)])).status_code == 410
