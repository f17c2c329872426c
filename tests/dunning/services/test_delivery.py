from __future__ import annotations

import smtplib
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import AuditEvent
from dunning.mail.threading import reply_address
from dunning.models import Installation, Message, Review, Suppression
from dunning.services.outbox.claiming import claim_messages
from dunning.services.outbox.delivery import recover_lost_leases, send_due_messages
from dunning.services.outbox.drafting import draft_due_messages
from tests import factories as make
from tests.factories import AS_OF, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved() -> Message:
    return approved_message()


def approved_message(**given) -> Message:
    """A reminder that the agent wrote and approved just now."""
    message = make.MessageFactory.create(**given)
    make.InvoiceFactory.create(customer=message.debtor)
    contact = make.ContactFactory.create(customer=message.debtor)
    make.MessageFactory.create(
        case=message.case, status="delivered", to_email=contact.email, send_on=TODAY - timedelta(days=8)
    )
    draft_due_messages(as_of=AS_OF)
    message.refresh_from_db()
    assert message.status == "approved"
    return message


def send(message: Message, *, as_of=AS_OF):
    report = send_due_messages(as_of=as_of)
    message.refresh_from_db()
    return report


def test_an_approved_message_is_sent_once_and_counts_as_outreach(approved):
    assert send(approved).sent == 1
    assert send(approved).sent == 0
    assert (approved.status, approved.sent_at, approved.attempts) == ("sent", AS_OF, 1)
    (sent,) = mail.outbox
    assert sent.to == [f"Paula Payer <{approved.to_email}>"]
    assert sent.from_email == f'"Clara Weiss, {approved.case.creditor.name}" <ar@creditor.example>'
    assert sent.extra_headers["Message-ID"] == approved.message_id
    assert sent.extra_headers["Reply-To"] == reply_address(approved.case_id, mailbox="ar@creditor.example")
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    approved.case.refresh_from_db()
    assert (approved.case.attempts, approved.case.last_outreach_at) == (1, AS_OF)
    assert AuditEvent.objects.filter(action="message.sent", subject_id=approved.pk).count() == 1


def test_nothing_leaves_before_its_time(approved):
    Message.objects.filter(pk=approved.pk).update(send_after=AS_OF + timedelta(seconds=1))
    assert send(approved).sent == 0
    assert (approved.status, mail.outbox) == ("approved", [])


def test_the_global_stop_stops_sending(approved):
    Installation.objects.update_or_create(pk=1, defaults={"global_stop": True, "global_stop_reason": "Audit"})
    assert send(approved).stopped == "Audit"
    assert (approved.status, mail.outbox) == ("approved", [])


def test_who_paid_between_approval_and_sending_is_not_written_to(approved):
    approved.debtor.owed_invoices.update(open_amount=0, closed_how="paid", closed_on=TODAY)
    assert send(approved).superseded == 1
    assert (approved.status, mail.outbox) == ("superseded", [])


def test_a_part_payment_takes_the_text_back(approved):
    approved.debtor.owed_invoices.update(open_amount=Decimal("10.00"))
    assert send(approved).superseded == 1
    assert approved.problem == "What the debtor owes or said has changed since."


@pytest.mark.parametrize(
    "change",
    [
        lambda m: make.PromiseFactory.create(case=m.case, invoices=list(m.debtor.owed_invoices.all())),
        lambda m: make.DisputeFactory.create(case=m.case, invoices=list(m.debtor.owed_invoices.all())),
        lambda m: type(m.debtor).objects.filter(pk=m.debtor_id).update(do_not_contact=True),
        lambda m: type(m.debtor).objects.filter(pk=m.debtor_id).update(insolvent=True),
        lambda m: type(m.case).objects.filter(pk=m.case_id).update(hold_until=TODAY + timedelta(days=1)),
        lambda m: type(m.case).objects.filter(pk=m.case_id).update(status="closed"),
        lambda m: Suppression.objects.create(email=m.to_email.upper(), why="opt_out", since=AS_OF),
        lambda m: m.debtor.contacts.update(state="left"),
        lambda m: m.debtor.contacts.update(absent_until=TODAY + timedelta(days=1)),
        lambda m: Message.objects.filter(pk=m.pk).update(body_text="Pay 5 million at once."),
        lambda m: Message.objects.filter(pk=m.pk).update(guard_version="older"),
        lambda m: Message.objects.filter(pk=m.pk).update(approved_at=AS_OF - timedelta(days=5)),
        lambda m: make.CreditNoteFactory.create(customer=m.debtor),
    ],
    ids=[
        "promised", "disputed", "do not contact", "insolvent", "held", "closed", "opted out", "left", "away",
        "text changed", "guard changed", "approval lapsed", "credited",
    ],
)  # fmt: skip
def test_what_changed_since_the_approval_takes_the_message_back(approved, change):
    change(approved)
    report = send(approved)
    assert (report.sent, report.superseded, mail.outbox) == (0, 1, [])
    assert approved.status == "superseded" and approved.problem


def test_a_question_for_a_person_that_came_up_since_takes_it_back(approved):
    Review.objects.create(
        kind="legal",
        case=approved.case,
        subject_case=approved.case,
        opened_at=AS_OF + timedelta(seconds=1),
        deadline=TODAY,
    )
    assert send(approved, as_of=AS_OF + timedelta(minutes=1)).superseded == 1


def test_an_unread_mail_of_the_debtor_holds_it_back(approved, monkeypatch):
    monkeypatch.setattr("dunning.services.outbox.delivery._drain_inbox", lambda *, as_of: None)
    make.IncomingMailFactory.create(case=approved.case, debtor=approved.debtor, status="matched")
    assert send(approved).waiting == 1
    assert (approved.status, mail.outbox) == ("approved", [])
    assert approved.next_attempt_at == AS_OF + timedelta(minutes=10)


def test_an_unmatched_mail_from_its_recipient_holds_it_back(approved, monkeypatch):
    monkeypatch.setattr("dunning.services.outbox.delivery._drain_inbox", lambda *, as_of: None)
    make.IncomingMailFactory.create(from_email=approved.to_email.upper(), status="stored")
    assert send(approved).waiting == 1


def test_nobody_is_chased_on_old_data(approved):
    source = approved.debtor.source
    source.payments_as_of = TODAY - timedelta(days=14)
    source.save()
    assert send(approved).waiting == 1
    assert "nobody is chased on old data" in approved.problem


def test_a_debtor_gets_one_chaser_a_day(approved):
    other_case = make.CaseFactory.create(debtor=approved.debtor, creditor=make.CreditorFactory.create())
    make.MessageFactory.create(case=other_case, status="sent", send_on=TODAY)
    assert send(approved).waiting == 1
    assert approved.next_attempt_at == AS_OF + timedelta(days=1)


def test_an_answer_and_a_chaser_do_not_go_on_one_day(approved):
    make.MessageFactory.create(case=approved.case, kind="thanks", step_key="", status="sent", send_on=TODAY)
    assert send(approved).waiting == 1


def test_of_two_chasers_in_one_chunk_one_goes(approved):
    make.MessageFactory.create(case=approved.case)
    draft_due_messages(as_of=AS_OF)
    report = send(approved)
    assert (report.sent, report.waiting, len(mail.outbox)) == (1, 1, 1)


def test_at_night_a_reminder_waits_for_the_morning(approved):
    night = AS_OF.replace(hour=22)
    send(approved, as_of=night)
    assert approved.next_attempt_at == AS_OF.replace(hour=8) + timedelta(days=1)


def test_the_next_day_only_day_counts_are_written_anew(approved):
    body = approved.body_text
    tomorrow = AS_OF + timedelta(days=1)
    assert send(approved, as_of=tomorrow).sent == 1
    assert approved.send_on == TODAY + timedelta(days=1)
    assert approved.body_text != body
    assert "11" in mail.outbox[0].body


def test_a_simulation_writes_files_only(approved, settings, tmp_path):
    settings.OUTBOX_DIR = tmp_path
    Installation.objects.update_or_create(pk=1, defaults={"simulation": True})
    assert send(approved).sent == 1
    assert mail.outbox == []
    (file,) = tmp_path.iterdir()
    assert file.name == f"{approved.pk:09d}-{approved.to_email}.eml"
    assert approved.message_id.encode() in file.read_bytes()


class Broken(EmailBackend):
    error: Exception

    def send_messages(self, messages):
        raise self.error


def failing(monkeypatch, error):
    Broken.error = error
    monkeypatch.setattr("dunning.services.outbox.delivery.get_connection", lambda: Broken())


def test_a_temporary_error_is_tried_again_later(approved, monkeypatch):
    failing(monkeypatch, smtplib.SMTPDataError(451, b"try later"))
    assert send(approved).retried == 1
    assert (approved.status, approved.next_attempt_at) == ("approved", AS_OF + timedelta(minutes=5))
    assert send(approved).retried == 0
    monkeypatch.undo()
    assert send(approved, as_of=AS_OF + timedelta(minutes=5)).sent == 1
    assert approved.attempts == 2


def test_a_permanent_error_asks_a_person(approved, monkeypatch):
    failing(monkeypatch, smtplib.SMTPDataError(554, b"message refused"))
    assert send(approved).failed == 1
    assert approved.status == "failed"
    assert Review.objects.get(message=approved).kind == "failed"


def test_a_refused_address_is_a_bounce(approved, monkeypatch):
    failing(monkeypatch, smtplib.SMTPRecipientsRefused({approved.to_email: (550, b"no such user")}))
    send(approved)
    assert approved.status == "bounced"
    assert Suppression.objects.get().email == approved.to_email


def test_an_unknown_outcome_is_never_sent_again(approved, monkeypatch):
    failing(monkeypatch, TimeoutError("while waiting for the answer"))
    assert send(approved).uncertain == 1
    monkeypatch.undo()
    assert send(approved, as_of=AS_OF + timedelta(days=1)).sent == 0
    assert (approved.status, mail.outbox) == ("uncertain", [])
    assert Review.objects.get(message=approved).kind == "uncertain"


def test_a_server_that_cannot_be_reached_leaves_all_to_be_tried_again(approved, monkeypatch):
    class Unreachable(EmailBackend):
        def open(self):
            raise ConnectionRefusedError("nobody listens")

    monkeypatch.setattr("dunning.services.outbox.delivery.get_connection", lambda: Unreachable())
    assert send(approved).retried == 1
    assert (approved.status, mail.outbox) == ("approved", [])


def test_a_crash_between_claim_and_send_ends_with_a_person(approved):
    (claimed,) = claim_messages(limit=10, as_of=AS_OF).messages
    assert claimed.pk == approved.pk
    assert recover_lost_leases(as_of=AS_OF) == 0
    assert recover_lost_leases(as_of=AS_OF + timedelta(minutes=16)) == 1
    assert send(approved, as_of=AS_OF + timedelta(hours=1)).sent == 0
    assert (approved.status, mail.outbox) == ("uncertain", [])


def test_a_suppressed_cc_is_left_out(approved):
    Message.objects.filter(pk=approved.pk).update(cc=["gone@customer.example", "here@customer.example"])
    Suppression.objects.create(email="gone@customer.example", why="by_hand", since=AS_OF)
    send(approved)
    assert mail.outbox[0].cc == ["here@customer.example"]


def test_queries_do_not_grow_with_the_number_of_messages():
    Installation.current()
    counts = []
    for size in (1, 5):
        for _ in range(size):
            approved_message()
        with CaptureQueriesContext(connection) as queries:
            assert send_due_messages(as_of=AS_OF).sent == size
        counts.append(len(queries))
    assert counts[0] == counts[1]
