"""Mail that crosses, bounces, comes twice or is never finished."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from anymail.inbound import AnymailInboundMessage
from anymail.signals import AnymailInboundEvent, inbound
from django.core import mail as mailbox
from django.core.mail.backends.locmem import EmailBackend

from agent.answers import AbsenceAnswer, PromiseAnswer
from customers.models import Contact
from dunning.models import IncomingMail, Message, Promise, Suppression
from dunning.services.inbox.stages import drain_inbox, store_mail
from dunning.services.outbox.delivery import recover_lost_leases
from dunning.services.rounds import run_round
from tests.scenarios.world import World


def bounce(message: Message, *, day: str) -> bytes:
    """What a mail server says when nobody has the address (RFC 3464)."""
    domain = message.to_email.rpartition("@")[2]
    return "\r\n".join(
        [
            f"From: mailer-daemon@{domain}",
            "To: ar@creditor.example",
            "Subject: Undelivered Mail Returned to Sender",
            f"Date: {day}",
            f"Message-ID: <bounce@{domain}>",
            'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
            "",
            "--b\r\nContent-Type: text/plain\r\n\r\nNobody has this address.\r\n",
            "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
            f"Final-Recipient: rfc822; {message.to_email}\r\nAction: failed\r\nStatus: 5.1.1\r\n",
            f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {message.message_id}\r\n",
            "--b--",
        ]
    ).encode()


def test_a_reply_while_a_draft_waits_takes_the_draft_back(world: World):
    customer = world.customer()
    world.invoice(customer)
    world.round()
    world.live(4)
    world.suggest_only()
    world.clerk_is_in = False
    world.live(1)
    draft = Message.objects.get(status=Message.Status.AWAITING_APPROVAL)

    world.reply("Whom do I talk to about this?", "question", needs_human=True)

    draft.refresh_from_db()
    assert draft.status == Message.Status.SUPERSEDED
    assert world.reviews(customer) == ["reply"]
    world.clerk_is_in = True
    world.live(1)
    assert len(world.sent(customer)) == 1


def test_an_unread_reply_holds_back_what_is_already_approved(world: World):
    customer = world.customer()
    world.invoice(customer)
    world.round()
    world.live(4)
    world.suggest_only()
    world.clerk_is_in = False
    world.live(1)
    assert world.approve_all() == 1

    world.store("We are checking this with our warehouse.", "question", needs_human=True)
    report = world.send()

    assert report.sent == 0
    assert len(world.sent(customer)) == 1


def test_after_a_bounce_the_same_step_goes_to_a_second_contact_once(world: World):
    customer = world.customer(contact="paula")
    world.invoice(customer)
    world.round()
    [first] = world.sent()
    world.contact(customer, "quentin")
    store_mail(bounce(first, day="Wed, 04 Mar 2026 10:31:00 +0000"), as_of=world.now + timedelta(hours=1))
    drain_inbox(as_of=world.now + timedelta(hours=1))

    world.live(1)  # nobody was reached: the retry waits for no gap

    first.refresh_from_db()
    assert first.status == Message.Status.BOUNCED
    assert Suppression.objects.filter(email=first.to_email).exists()
    again = world.sent(customer)[-1]
    assert (again.step_key, again.retry) == (first.step_key, 1)
    assert again.to_email.startswith("quentin@")

    world.live(3)
    assert len(world.sent(customer)) == 2


def test_when_the_only_contact_is_away_the_case_waits_for_it(world: World):
    customer = world.customer()
    world.invoice(customer)
    world.round()
    back = world.day(7)
    world.reply(
        "I am away until 11 March.",
        "out_of_office",
        headers={"Auto-Submitted": "auto-replied"},
        absence=AbsenceAnswer(back),
    )

    world.live(6)
    assert len(world.sent(customer)) == 1
    assert Contact.objects.get().absent_until == back

    world.live(2)
    assert world.purposes(customer) == ["first_reminder", "follow_up"]


def test_a_webhook_posted_twice_books_one_promise(world: World):
    customer = world.customer()
    invoice = world.invoice(customer)
    world.round()
    promised = PromiseAnswer(world.day(5), None, (invoice.number,), "We pay on Monday.")
    raw = world.letter("We pay on Monday.", "promise_to_pay", promises=(promised,))
    message = AnymailInboundMessage.parse_raw_mime_bytes(raw)
    event = AnymailInboundEvent(event_type="inbound", event_id="event-1", message=message, esp_event={})

    with time_machine.travel(world.now, tick=False):
        for _ in range(2):
            inbound.send(sender=None, event=event, esp_name="Provider")
    drain_inbox(as_of=world.now)

    assert IncomingMail.objects.count() == 1
    assert Promise.objects.get().promised_on == world.day(5)


def test_the_same_mail_by_two_ways_is_worked_in_once(world: World):
    customer = world.customer()
    world.invoice(customer)
    world.round()
    stored = world.reply("Thank you, we look into it.", "acknowledgement")

    again = store_mail(bytes(stored.raw), dedupe_key="provider:event-1", as_of=world.now)

    assert again is None
    assert IncomingMail.objects.count() == 1


def test_two_rounds_in_a_row_send_nothing_twice(world: World):
    customer = world.customer()
    world.invoice(customer)
    world.round()

    second = run_round(as_of=world.now + timedelta(hours=1))
    world.now += timedelta(hours=1)
    world.round()

    assert second.messages_due == 0
    assert len(world.sent(customer)) == 1
    assert len(mailbox.outbox) == 1


def test_a_crash_between_claim_and_send_never_sends_twice_and_asks_a_person(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    customer = world.customer()
    world.invoice(customer)
    world.clerk_is_in = False
    world.round()
    world.approve_all()
    handed_over: list[Any] = []
    monkeypatch.setattr(EmailBackend, "send_messages", _dies_after_handing_over(handed_over))
    with pytest.raises(KeyboardInterrupt):
        world.send()
    monkeypatch.undo()

    world.now += timedelta(hours=2)
    recover_lost_leases(as_of=world.now)
    world.send()
    world.live(2)

    assert len(handed_over) == 1
    assert Message.objects.get().status == Message.Status.UNCERTAIN
    assert world.reviews(customer) == ["uncertain"]
    assert len(mailbox.outbox) == 0


def _dies_after_handing_over(handed_over: list[Any]) -> Callable[..., int]:
    def send_messages(backend: EmailBackend, messages: Any) -> int:
        handed_over.extend(messages)
        raise KeyboardInterrupt

    return send_messages
