from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from customers.models import Contact
from dunning.models import Dispute, Installation, Message, Promise, Review, Suppression
from dunning.services.reviews.ranks import refresh_ranks
from tests import factories as make
from tests.dunning.admin.conftest import clerk, do, page, said
from tests.factories import AS_OF, TODAY


@pytest.fixture
def case(db):
    case = make.CaseFactory.create()
    make.InvoiceFactory.create(customer=case.debtor)
    return case


def review_of(case, kind: str = "attempts", **subject) -> Review:
    subject = subject or {"subject_case": case}
    return Review.objects.create(kind=kind, why="Why?", case=case, opened_at=AS_OF, deadline=TODAY, **subject)


def test_answering_a_review_takes_effect_and_closes_it(case, office):
    review = review_of(case)
    response = do(office, review, "resolve", outcome="more")
    review.refresh_from_db()
    case.refresh_from_db()
    assert (review.outcome, review.closed_by.username, case.extra_attempts) == ("more", "boss", 3)
    assert said(response) == ["Three more. Three more reminders may go in this episode."]


def test_holding_by_a_review_takes_the_day_from_the_form(case, office):
    do(office, review_of(case), "resolve", outcome="hold", until="2026-03-20", note="Trade fair")
    case.refresh_from_db()
    assert (case.hold_until, case.hold_reason) == (date(2026, 3, 20), "Trade fair")


def test_an_outcome_of_another_kind_is_refused(case, office):
    review = review_of(case)
    assert "not one of the available choices" in do(office, review, "resolve", outcome="valid").content.decode()
    review.refresh_from_db()
    assert review.closed_at is None


def test_a_review_is_taken_assigned_and_snoozed(case, office, boss):
    review = review_of(case)
    do(office, review, "take")
    review.refresh_from_db()
    assert review.owner == boss
    colleague = make.UserFactory.create()
    do(office, review, "assign", owner=colleague.pk)
    do(office, review, "snooze", until="2026-03-10")
    review.refresh_from_db()
    assert (review.owner, review.snoozed_until) == (colleague, date(2026, 3, 10))
    queue = reverse("admin:dunning_review_changelist")
    assert office.get(queue).context["cl"].result_list.count() == 0
    assert office.get(f"{queue}?state=snoozed").context["cl"].result_list.count() == 1


def test_the_queue_puts_the_most_cash_at_risk_first(office):
    for exposure, kind in ((100, "legal"), (5000, "legal"), (9000, "attempts")):
        review_of(make.CaseFactory.create(exposure=exposure), kind)
    refresh_ranks(as_of=AS_OF)
    listed = office.get(reverse("admin:dunning_review_changelist")).context["cl"].result_list
    assert [review.case.exposure for review in listed] == [5000, 9000, 100]


def test_a_dispute_is_resolved_and_withdrawn(case, office):
    first, second = (make.DisputeFactory.create(case=case) for _ in range(2))
    do(office, first, "resolve", outcome="invalid", note="Delivery was signed for")
    do(office, second, "withdraw")
    assert list(Dispute.objects.order_by("pk").values_list("status", "outcome")) == [
        ("resolved", "invalid"),
        ("withdrawn", ""),
    ]
    assert AuditEvent.objects.get(action="dispute.resolved").reason == "Delivery was signed for"


def test_a_promise_is_decided_or_withdrawn(case, office):
    first, second = (make.PromiseFactory.create(case=case, status="unclear") for _ in range(2))
    do(office, first, "decide", outcome="kept")
    do(office, second, "withdraw", reason="Booked twice")
    assert list(Promise.objects.order_by("pk").values_list("status", flat=True)) == ["kept", "withdrawn"]


def test_an_arrangement_is_ended(case, office):
    arrangement = make.ArrangementFactory.create(case=case)
    do(office, arrangement, "end", reason="Nothing came")
    arrangement.refresh_from_db()
    assert arrangement.status == "ended"


def test_an_escalation_is_answered_for_the_account_manager(case, office):
    escalation = make.EscalationFactory.create(case=case)
    do(office, escalation, "answer", answer="hold", days=5)
    escalation.refresh_from_db()
    case.refresh_from_db()
    assert (escalation.answer, escalation.answered_by.username) == ("hold", "boss")
    assert case.hold_until == date(2026, 3, 9)


def test_a_flag_takes_back_what_was_waiting(case, office):
    message = make.MessageFactory.create(case=case, status="awaiting_approval")
    do(office, case.debtor, "flag", flag="do_not_contact", value="yes")
    case.debtor.refresh_from_db()
    message.refresh_from_db()
    assert (case.debtor.do_not_contact, message.status) == (True, "superseded")
    do(office, case.debtor, "exit", value="handed_over")
    case.debtor.refresh_from_db()
    assert case.debtor.exit == "handed_over"
    assert do(clerk("customers.view_customer"), case.debtor, "exit", value="").status_code == 403


def test_a_suggested_contact_is_confirmed_or_declined(case, office):
    yes, no = (make.ContactFactory.create(customer=case.debtor, state="suggested") for _ in range(2))
    do(office, yes, "confirm")
    do(office, no, "decline")
    assert list(Contact.objects.order_by("pk").values_list("state", flat=True)) == ["active", "left"]


def test_a_contact_added_by_hand_answers_the_question_for_one(case, office):
    review = review_of(case, "no_contact")
    form = {"customer": case.debtor_id, "role": "payables", "name": "Paula", "email": "paula@new.example"}
    answer = office.post(reverse("admin:customers_contact_add"), form)
    contact = Contact.objects.get()
    review.refresh_from_db()
    assert (answer.status_code, contact.state, contact.origin) == (302, "active", "by_hand")
    assert review.outcome == "contact_added"
    assert AuditEvent.objects.get(action="contact.added").user.username == "boss"


def test_a_contact_changed_by_hand_takes_back_what_was_waiting(case, office):
    contact = make.ContactFactory.create(customer=case.debtor)
    message = make.MessageFactory.create(case=case, status="approved")
    form = {"role": "payables", "name": "Paula", "email": "new@customer.example", "state": "active"}
    assert office.post(page(contact), form).status_code == 302
    contact.refresh_from_db()
    assert contact.email == "new@customer.example"
    assert Message.objects.get(pk=message.pk).status == "superseded"


def test_a_suppression_is_lifted(office):
    row = Suppression.objects.create(email="gone@customer.example", why="bad_address", since=AS_OF)
    do(office, row, "lift")
    row.refresh_from_db()
    assert row.lifted_at == AS_OF


def test_the_global_stop_is_told_on_every_page_until_somebody_goes_on(case, office):
    stop = Installation.current()
    assert "This field is required" in do(office, stop, "stop").content.decode()
    do(office, stop, "stop", reason="Bank details are being changed")
    for url in (reverse("admin:index"), page(case), reverse("admin:customers_invoice_changelist")):
        assert "Everything is stopped: Bank details are being changed" in office.get(url).content.decode()
    do(office, stop, "resume")
    assert "Everything is stopped" not in office.get(reverse("admin:index")).content.decode()
    actions = AuditEvent.objects.filter(action__startswith="installation.").order_by("pk")
    assert list(actions.values_list("action", "reason")) == [
        ("installation.stopped", "Bank details are being changed"),
        ("installation.resumed", ""),
    ]


def test_only_whoever_may_change_the_installation_stops_it(db):
    client = clerk("dunning.view_installation")
    assert do(client, Installation.current(), "stop", reason="Because").status_code == 403
    assert not Installation.current().global_stop
