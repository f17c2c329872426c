from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail

from customers.models import AccountManager
from dunning.models import Escalation, Installation, Review, SignedLink
from dunning.services.escalations.mail import NotifyReport, notify_escalations
from tests.factories import AS_OF, AccountManagerFactory, CaseFactory, EscalationFactory, InvoiceFactory

pytestmark = pytest.mark.django_db

ANNA, MANAGER = "anna@creditor.example", "manager@creditor.example"


def open_escalation(**given: Any) -> Escalation:
    # Opened on a Wednesday, to be answered by Monday the 9th.
    return EscalationFactory.create(sent_to=ANNA, deadline=(AS_OF + timedelta(days=5)).date(), **given)


@pytest.fixture(autouse=True)
def anna() -> AccountManager:
    return AccountManagerFactory.create(email=ANNA, language="en")


def run(days: int = 0) -> NotifyReport:
    return notify_escalations(as_of=AS_OF + timedelta(days=days))


def test_the_account_manager_is_asked_once_with_a_link_for_each_answer() -> None:
    escalation = open_escalation()
    InvoiceFactory.create(customer=escalation.debtor, number="INV-77")
    assert (run().asked, run().asked) == (1, 0)
    (letter,) = mail.outbox
    assert (letter.to, letter.reply_to) == ([ANNA], [MANAGER])
    assert "INV-77, February 22, 2026, 10 days, €1,000.00" in letter.body
    assert "Overdue in all: €12,000.00" in letter.body
    answers = re.findall(r"/answer/([^/]+)/(\w+)/", letter.body)
    assert [answer for _, answer in answers] == ["hold", "call", "go_on", "dispute", "somebody_else"]
    assert {link.email for link in SignedLink.objects.all()} == {ANNA}


def test_the_nag_comes_on_the_last_business_day_before_the_deadline_and_once() -> None:
    open_escalation()
    run()
    assert [run(days).nagged for days in (1, 2, 3, 5)] == [0, 1, 0, 0]
    assert mail.outbox[1].subject.startswith("Reminder: ")


def test_unanswered_it_expires_and_the_ar_manager_is_told() -> None:
    escalation = open_escalation()
    run()
    run(2)
    assert (run(5).expired, run(6).expired, run(7).expired) == (0, 1, 0)
    escalation.refresh_from_db()
    review = Review.objects.get()
    assert (escalation.status, review.kind, review.to_manager) == ("expired", "escalation", True)
    assert [letter.to for letter in mail.outbox] == [[ANNA], [ANNA], [MANAGER]]


def test_an_answered_one_is_left_alone() -> None:
    escalation = open_escalation()
    run()
    Escalation.objects.filter(pk=escalation.pk).update(status="answered")
    assert run(2) == NotifyReport()
    assert run(9) == NotifyReport()


def test_heads_ups_of_a_day_are_one_mail() -> None:
    open_escalation(heads_up=True)
    open_escalation(heads_up=True)
    assert run().heads_up == 1
    (letter,) = mail.outbox
    assert letter.subject == "For your information: 2 customers"
    assert not SignedLink.objects.exists()


def test_a_later_heads_up_waits_for_the_next_day() -> None:
    open_escalation(heads_up=True)
    run()
    open_escalation(heads_up=True)
    assert (run().heads_up, run(1).heads_up) == (0, 1)


def test_a_heads_up_expires_without_a_word() -> None:
    open_escalation(heads_up=True)
    run()
    assert run(6).expired == 1
    assert len(mail.outbox) == 1
    assert not Review.objects.exists()


def test_during_a_global_stop_nothing_goes_out() -> None:
    open_escalation()
    Installation.objects.create(pk=1, global_stop=True)
    assert run() == NotifyReport()
    assert not mail.outbox


def test_a_mail_server_that_refuses_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    escalation = open_escalation()

    def refuse(*args: object) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", refuse)
        assert run().failed == 1
    escalation.refresh_from_db()
    assert escalation.notified_at is None
    assert not SignedLink.objects.exists()
    assert run().asked == 1


def test_copies_go_where_the_policy_says() -> None:
    case = CaseFactory.create()
    case.policy.escalation_cc = ["boss@creditor.example"]
    case.policy.save()
    open_escalation(case=case)
    run()
    assert mail.outbox[0].cc == ["boss@creditor.example"]


def test_one_from_the_future_waits() -> None:
    open_escalation(opened_at=datetime.fromisoformat("2026-04-01T10:00:00+00:00"))
    assert run().asked == 0
