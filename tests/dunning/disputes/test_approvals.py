"""Asking somebody by mail whether a dispute is justified: once, by a link, with reminders and a deadline."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from audit.models import AuditEvent
from dunning.models import Dispute, DisputeApproval, InvalidState, Review
from dunning.services.disputes.approval import answer_approval, ask_approver, withdraw_approval
from dunning.services.disputes.approval_mail import notify_approvers
from dunning.services.disputes.disputes import open_dispute, resolve_dispute
from dunning.services.disputes.evidence import EvidenceRefused, add_evidence, remove_evidence
from tests.factories import AS_OF, AccountManagerFactory, CaseFactory, InvoiceFactory, UserFactory

pytestmark = pytest.mark.django_db
MARION = "marion@creditor.example"


@pytest.fixture
def dispute() -> Dispute:
    case = CaseFactory.create()
    invoice = InvoiceFactory.create(customer=case.debtor, number="INV-7")
    quote = "<i>Two boxes</i> were missing."
    return open_dispute(case_id=case.pk, invoices=[invoice.pk], reason="quantity", quote=quote, as_of=AS_OF)


@pytest.fixture
def asked(dispute: Dispute) -> DisputeApproval:
    AccountManagerFactory.create(email=MARION, language="en")
    clerk = UserFactory.create()
    return ask_approver(dispute_id=dispute.pk, email=MARION, question="Did we ship ten?", by=clerk, as_of=AS_OF)


def path_of(letter: mail.EmailMessage) -> str:
    found = re.search(r"/answer/[^\s/]+/", str(letter.body))
    assert found
    return found[0]


def test_somebody_is_asked_once_by_mail(asked: DisputeApproval) -> None:
    assert (notify_approvers(as_of=AS_OF).asked, notify_approvers(as_of=AS_OF).asked) == (1, 0)
    (letter,) = mail.outbox
    assert letter.to == [MARION]
    assert "Did we ship ten?" in letter.body
    assert "&lt;i&gt;Two boxes&lt;/i&gt;" in letter.alternatives[0][0]  # type: ignore[attr-defined]
    again = ask_approver(dispute_id=asked.dispute_id, email=MARION.upper(), by=UserFactory.create(), as_of=AS_OF)
    assert again == asked


def test_reminders_come_every_two_business_days_and_then_it_is_the_ar_managers(asked: DisputeApproval) -> None:
    reports = [notify_approvers(as_of=AS_OF + timedelta(days=days)) for days in range(9)]
    # Wednesday; Friday and Tuesday remind; due Wednesday; late Thursday.
    assert [report.nagged for report in reports] == [0, 0, 1, 0, 0, 0, 1, 0, 0]
    assert [report.late for report in reports] == [0, 0, 0, 0, 0, 0, 0, 0, 1]
    assert Review.objects.get().to_manager
    assert mail.outbox[-1].to == ["manager@creditor.example"]
    assert notify_approvers(as_of=AS_OF + timedelta(days=12)).late == 0


def test_an_answer_is_booked_once_and_decides_nothing_yet(asked: DisputeApproval) -> None:
    with pytest.raises(ValueError, match="how much"):
        answer_approval(approval_id=asked.pk, answer="partly", as_of=AS_OF)
    answer_approval(
        approval_id=asked.pk, answer="partly", amount=Decimal("200.00"), comment="Eight went out.", as_of=AS_OF
    )
    asked.dispute.refresh_from_db()
    assert asked.dispute.status == "open"
    assert Review.objects.get().why.startswith(f"{MARION}: The customer is partly right (200.00). ")
    assert asked.dispute.comments.get().text == "Eight went out."
    with pytest.raises(InvalidState):
        answer_approval(approval_id=asked.pk, answer="valid", as_of=AS_OF)
    actions = AuditEvent.objects.filter(subject_type="dispute").order_by("pk").values_list("action", flat=True)
    assert list(actions) == [
        "dispute.opened",
        "dispute.approval_asked",
        "dispute.approval_answered",
        "dispute.commented",
    ]


class TestByTheLink:
    def test_a_scanner_may_follow_every_link_and_nothing_happens(self, client: Client, asked: DisputeApproval) -> None:
        notify_approvers(as_of=timezone.now())
        path = path_of(mail.outbox[0])
        for _ in range(3):
            assert client.head(path).status_code == 200
            assert client.get(path).status_code == 200
        asked.refresh_from_db()
        assert asked.is_open

    def test_the_page_shows_all_and_takes_one_answer(self, client: Client, asked: DisputeApproval) -> None:
        file = add_evidence(
            dispute_id=asked.dispute_id, name="note.txt", content=b"ten", declared="text/plain", by=None, as_of=AS_OF
        )
        notify_approvers(as_of=timezone.now())
        path = path_of(mail.outbox[0])
        page = client.get(path)
        assert b"Did we ship ten?" in page.content
        assert b"<i>Two boxes" not in page.content
        download = client.get(f"{path}file/{file.pk}/")
        assert b"".join(download.streaming_content) == b"ten"  # type: ignore[attr-defined]
        assert download["Content-Disposition"].startswith("attachment")
        assert download["X-Content-Type-Options"] == "nosniff"
        assert client.post(path, {"answer": "partly", "amount": "", "comment": ""}).status_code == 409
        answer = {"answer": "partly", "amount": "200,00", "comment": "Eight."}
        assert client.post(path, answer).status_code == 303
        asked.refresh_from_db()
        assert (asked.answer, asked.amount) == ("partly", Decimal("200.00"))
        client.post(path, {"answer": "valid"})
        asked.refresh_from_db()
        assert asked.answer == "partly"
        assert client.get(f"{path}file/{file.pk}/").status_code == 404

    def test_a_question_taken_back_says_so(self, client: Client, asked: DisputeApproval) -> None:
        notify_approvers(as_of=timezone.now())
        withdraw_approval(approval_id=asked.pk, by=UserFactory.create(), as_of=AS_OF)
        page = client.get(path_of(mail.outbox[0]))
        assert (page.status_code, b"needs no answer any more" in page.content) == (410, True)

    def test_a_settled_dispute_needs_no_answer(self, client: Client, asked: DisputeApproval) -> None:
        notify_approvers(as_of=timezone.now())
        resolve_dispute(dispute_id=asked.dispute_id, outcome="invalid", by=UserFactory.create(), as_of=AS_OF)
        assert client.post(path_of(mail.outbox[0]), {"answer": "valid"}).status_code == 410


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<html><script>alert(1)</script>"),
        ("picture.svg", b"<svg onload='x'>"),
        ("invoice.pdf", b"MZ\x90\x00"),
        ("run.js", b"alert(1)"),
        ("empty.txt", b""),
    ],
)
def test_what_could_run_is_not_kept(dispute: Dispute, name: str, content: bytes) -> None:
    with pytest.raises(EvidenceRefused):
        add_evidence(dispute_id=dispute.pk, name=name, content=content, declared="", by=None, as_of=AS_OF)
    assert not dispute.files.exists()


def test_a_name_cannot_leave_its_folder(dispute: Dispute) -> None:
    row = add_evidence(
        dispute_id=dispute.pk, name="../../etc/‮passwd.txt", content=b"x", declared="text/plain", by=None, as_of=AS_OF
    )
    assert row.name == "passwd.txt"
    assert re.fullmatch(r"disputes/\d{4}/\d{2}/passwd.*\.bin", row.file.name)
    assert remove_evidence(file_id=row.pk, by=None, as_of=AS_OF).removed_at == AS_OF
