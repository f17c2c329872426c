"""From the policy's switch to the customer's answer: a letter is written, checked, sent, and opens the page."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from dunning.customer_links import page_address
from dunning.models import CustomerLink, Message, Policy
from dunning.services.outbox.approvals import approve_message
from dunning.services.outbox.delivery import send_due_messages
from dunning.services.outbox.drafting import draft_due_messages
from tests.factories import (
    AS_OF,
    TODAY,
    ContactFactory,
    InvoiceFactory,
    MessageFactory,
    SegmentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
SIGNED = re.compile(r"http://localhost:8000(/account/[a-z]+\.[\w-]{43}/)")


@pytest.fixture
def message() -> Message:
    """A reminder that is due, to somebody who was written to before."""
    message = MessageFactory.create()
    InvoiceFactory.create(customer=message.debtor, number="INV-1")
    contact = ContactFactory.create(customer=message.debtor)
    MessageFactory.create(
        case=message.case, status="delivered", to_email=contact.email, send_on=TODAY - timedelta(days=8)
    )
    return message


def sent(message: Message) -> str:
    draft_due_messages(as_of=AS_OF)
    assert send_due_messages(as_of=AS_OF).sent == 1
    message.refresh_from_db()
    (left,) = mail.outbox
    return str(left.body)


def test_a_policy_without_the_page_sends_no_link(message: Message) -> None:
    assert "/account/" not in sent(message)
    assert not CustomerLink.objects.exists()


def test_the_letter_that_leaves_opens_the_page(message: Message, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AS_OF)
    Policy.objects.update(customer_page=True)

    body = sent(message)

    (path,) = SIGNED.findall(body)
    html = mail.outbox[0].alternatives[0][0]
    assert f'<a href="{settings.PUBLIC_URL}{path}">' in html
    page = Client().get(path)
    assert page.status_code == 200 and "INV-1" in page.content.decode()
    assert CustomerLink.objects.get().expires_at == AS_OF + timedelta(days=60)


def test_what_we_keep_opens_nothing(message: Message) -> None:
    Policy.objects.update(customer_page=True)
    sent(message)

    kept = f"{message.body_text} {message.body_html} {message.facts}"

    assert page_address(message.pk) in message.body_text and message.facts["allowed"]["account_link"]
    assert not SIGNED.search(kept)


def test_a_page_that_is_switched_off_before_sending_has_the_letter_written_anew(message: Message) -> None:
    Policy.objects.update(customer_page=True)
    draft_due_messages(as_of=AS_OF)
    Policy.objects.update(customer_page=False)

    report = send_due_messages(as_of=AS_OF)

    assert (report.sent, mail.outbox) == (0, [])


def test_a_person_may_approve_a_letter_with_its_link(message: Message) -> None:
    SegmentFactory.create(level=1)
    Policy.objects.update(customer_page=True)
    draft_due_messages(as_of=AS_OF)
    message.refresh_from_db()
    assert (message.status, message.violations) == ("awaiting_approval", [])

    assert approve_message(message_id=message.pk, by=UserFactory.create(), as_of=AS_OF).status == "approved"
