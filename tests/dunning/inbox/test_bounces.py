"""Delivery reports: what they say, and what they change."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest

from customers.models import Contact
from dunning.mail.bounce_kinds import kind_of
from dunning.mail.bounces import Bounce, bounces_of
from dunning.models import Case, IncomingMail, Message, Review, Suppression
from dunning.services.inbox.stages import drain_inbox, store_mail
from tests.factories import AS_OF, MessageFactory


def report(*, status: str = "5.1.1", diagnostic: str = "550 5.1.1 User unknown", action: str = "failed") -> bytes:
    """As Postfix writes it (RFC 3464)."""
    return f"""From: Mail Delivery System <MAILER-DAEMON@mx.creditor.example>
To: ar@creditor.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce-{status}-{action}@mx.creditor.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain

This is the mail system. Your message could not be delivered.

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.creditor.example

Final-Recipient: rfc822; paula@aldercreek.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {diagnostic}

--b1
Content-Type: message/rfc822

Message-ID: <our-1@creditor.example>
To: paula@aldercreek.example
Subject: Overdue

Please pay.
--b1--
""".encode()


COMPLAINT = b"""From: fbl@provider.example
To: ar@creditor.example
Subject: Email Feedback Report
Message-ID: <arf-1@provider.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b1"

--b1
Content-Type: text/plain

This is an email abuse report.
--b1
Content-Type: message/feedback-report

Feedback-Type: abuse
Original-Rcpt-To: <paula@aldercreek.example>
Version: 1

--b1
Content-Type: message/rfc822

Message-ID: <our-1@creditor.example>
To: paula@aldercreek.example

Please pay.
--b1--
"""


def test_a_report_names_recipient_kind_and_our_message():
    assert bounces_of(report()) == (
        Bounce(
            "paula@aldercreek.example",
            "bad_address",
            "5.1.1",
            "smtp; 550 5.1.1 User unknown",
            original_id="<our-1@creditor.example>",
        ),
    )


@pytest.mark.parametrize(
    ("status", "words", "kind"),
    [
        ("5.1.1", "", "bad_address"),
        ("5.1.10", "550 5.1.10 RecipientNotFound", "bad_address"),
        ("5.7.1", "554 5.7.1 blocked by policy", "blocked"),
        ("5.0.0", "550 5.7.26 fails DMARC", "blocked"),
        ("4.4.1", "connection timed out", "temporary"),
        ("5.2.2", "mailbox full", "temporary"),
        ("5.1.0", "550 5.1.0 sender rejected", "blocked"),
        ("5.0.0", "550 no such user here (in reply to RCPT TO command)", "bad_address"),
        ("5.0.0", "550 no such user here (in reply to end of DATA command)", "blocked"),
        ("5.0.0", "550 no such user here", "blocked"),
        ("5.2.1", "550 5.2.1 The account is disabled", "blocked"),
        ("5.4.1", "550 5.4.1 Recipient address rejected: Access denied", "bad_address"),
        ("5.4.4", "Host or domain name not found", "bad_address"),
        ("5.4.4", "Malformed or unexpected name server reply", "temporary"),
        ("", "host not found", "bad_address"),
        ("", "556 5.1.10 null MX", "bad_address"),
        ("", "452 too many recipients", "temporary"),
        ("5.1.3", "553 http://www.spamhaus.org/query/bl", "blocked"),
        ("5.1.6", "user has moved", "bad_address"),
        ("5.1.1", "550 5.1.1 spam message rejected", "blocked"),
        ("5.1.1", "550 5.1.1 mailbox is full", "temporary"),
        ("", "550 user (paula) unknown (in reply to RCPT TO command)", "bad_address"),
        ("", "Unrouteable address", "bad_address"),
        ("", "554 relay access denied", "blocked"),
        ("", "450 user unknown", "temporary"),
        ("5.0.0", "550 rejected", "blocked"),
    ],
)
def test_kinds(status: str, words: str, kind: str):
    assert kind_of(status, words) == kind


def test_a_free_text_bounce_is_read_too():
    raw = b"""From: MAILER-DAEMON@mx.example
To: ar@creditor.example
Subject: failure notice

Hi. This is the qmail-send program at mx.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<paula@aldercreek.example>:
192.0.2.1 does not like recipient.
Remote host said: 550 5.1.1 no such user

--- Below this line is a copy of the message.
"""
    (bounce,) = bounces_of(raw)
    assert (bounce.recipient, bounce.kind) == ("paula@aldercreek.example", "bad_address")


def test_each_line_of_a_plain_report_is_about_the_address_in_it():
    raw = b"""From: Mailer Daemon <MAILER-DAEMON@mx.example>
To: ar@creditor.example
Subject: Delivery status notification: error

An error has occurred while attempting to deliver a message for the following list of recipients:

full@aldercreek.example: 550 5.2.2 <full@aldercreek.example>... Mailbox full
gone@aldercreek.example: 550 5.1.1 <gone@aldercreek.example>... User unknown

Below is a copy of the original message:

Message-ID: <our-1@creditor.example>
To: full@aldercreek.example
"""
    assert [(bounce.recipient, bounce.kind, bounce.original_id) for bounce in bounces_of(raw)] == [
        ("full@aldercreek.example", "temporary", "<our-1@creditor.example>"),
        ("gone@aldercreek.example", "bad_address", "<our-1@creditor.example>"),
    ]


def test_recipients_without_an_empty_line_between_them_are_two():
    both = b"""Diagnostic-Code: smtp; 550 5.1.1 User unknown
Final-Recipient: rfc822; ben@aldercreek.example
Action: failed
Status: 5.2.2
"""
    raw = report().replace(b"Diagnostic-Code: smtp; 550 5.1.1 User unknown\n", both)
    assert [(bounce.recipient, bounce.kind) for bounce in bounces_of(raw)] == [
        ("paula@aldercreek.example", "bad_address"),
        ("ben@aldercreek.example", "temporary"),
    ]


def test_a_complaint_names_every_recipient_that_complained():
    more = b"Original-Rcpt-To: <paula@aldercreek.example>\nOriginal-Rcpt-To: <ben@aldercreek.example>\n"
    raw = COMPLAINT.replace(b"Original-Rcpt-To: <paula@aldercreek.example>\n", more)
    assert [bounce.recipient for bounce in bounces_of(raw)] == ["paula@aldercreek.example", "ben@aldercreek.example"]


def test_a_complaint_without_a_recipient_is_about_our_message(sent: Message):
    arrives(
        COMPLAINT.replace(b"Original-Rcpt-To: <paula@aldercreek.example>\n", b"").replace(
            b"To: paula@", b"X-To: paula@"
        )
    )
    assert (Suppression.objects.get().email, Suppression.objects.get().why) == ("paula@aldercreek.example", "complaint")


def test_a_mail_program_that_unsubscribes_is_a_complaint(sent: Message):
    raw = b"From: Paula@aldercreek.example\nTo: ar@creditor.example\nX-Apple-Unsubscribe: true\n\nAway."
    assert arrives(raw).automatic == "complaint"
    assert Suppression.objects.get().why == "complaint"


@pytest.mark.parametrize(
    "body", ["a" * 200_000, "a@" * 100_000, "user x " * 30_000, "not " * 50_000, "> " * 99_000, "\n" * 200_000]
)
def test_a_hostile_report_is_read_in_no_time(body: str):
    raw = f"From: MAILER-DAEMON@mx.example\nSubject: failure\n\n<paula@aldercreek.example>: {body}".encode()
    started = time.monotonic()
    bounces_of(raw)
    assert time.monotonic() - started < 20  # an expression that runs away takes minutes


def test_no_mail_at_all_names_nobody():
    assert bounces_of(b"\x00\xff") == ()


@pytest.fixture
def sent(case: Case, contact: Contact) -> Message:
    return MessageFactory.create(
        case=case,
        status="sent",
        to_email=contact.email,
        contact=contact,
        message_id="<our-1@creditor.example>",
        sent_at=AS_OF - timedelta(hours=1),
    )


def arrives(raw: bytes) -> IncomingMail:
    store_mail(raw, as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    return IncomingMail.objects.get()


def test_a_bad_address_bounces_the_message_and_gets_no_more_mail(sent: Message):
    mail = arrives(report())
    sent.refresh_from_db()
    assert (sent.status, sent.problem) == ("bounced", "smtp; 550 5.1.1 User unknown")
    suppression = Suppression.objects.get()
    assert (suppression.email, suppression.why, suppression.until) == ("paula@aldercreek.example", "bad_address", None)
    assert (mail.status, mail.case_id) == ("applied", sent.case_id)


def test_a_block_suppresses_for_a_month(sent: Message):
    arrives(report(status="5.7.1", diagnostic="554 5.7.1 listed"))
    assert Suppression.objects.get().until == date(2026, 4, 3)


def test_a_full_mailbox_suppresses_nothing(sent: Message):
    arrives(report(status="5.2.2", diagnostic="552 5.2.2 mailbox full"))
    sent.refresh_from_db()
    assert sent.status == "bounced"
    assert not Suppression.objects.exists()


def test_a_late_message_has_not_bounced(sent: Message):
    arrives(report(status="4.4.1", diagnostic="still trying", action="delayed"))
    sent.refresh_from_db()
    assert sent.status == "sent"
    assert not Suppression.objects.exists()


def test_a_complaint_stops_the_address_and_asks_who_else(sent: Message):
    arrives(COMPLAINT)
    assert Suppression.objects.get().why == "complaint"
    assert Review.objects.get().kind == "opt_out"


def test_a_report_about_mail_that_we_never_sent_changes_nothing(case: Case, contact: Contact):
    mail = arrives(report())
    assert mail.status == "ignored"
    assert mail.problem == "A report about paula@aldercreek.example, to whom we sent no such message."
    assert not Suppression.objects.exists()
