"""A mail is kept once, whatever way it comes."""

from __future__ import annotations

import base64
import json

import pytest
from django.test import Client

from dunning.models import Case, IncomingMail
from dunning.services.inbox.stages import drain_inbox, store_mail
from tests.dunning.inbox.conftest import eml
from tests.factories import AS_OF

pytestmark = pytest.mark.django_db
POSTMARK = "/anymail/postmark/inbound/"
POSTED = {
    "FromFull": {"Email": "paula@aldercreek.example", "Name": "Paula Payer", "MailboxHash": ""},
    "ToFull": [{"Email": "ar@creditor.example", "Name": "", "MailboxHash": ""}],
    "OriginalRecipient": "reply+7-abc@creditor.example",
    "Subject": "Re: Overdue invoices",
    "MessageID": "22c74902-a0c1-4511-804f-341342852c90",
    "Date": "Wed, 4 Mar 2026 09:30:00 +0000",
    "TextBody": "We will pay on Friday.",
    "HtmlBody": "",
    "Headers": [{"Name": "Message-ID", "Value": "<reply-1@aldercreek.example>"}],
    "Attachments": [],
}


def post(client: Client, *, secret: str = "tests:only") -> int:
    authorization = "Basic " + base64.b64encode(secret.encode()).decode()
    return client.post(
        POSTMARK, json.dumps(POSTED), content_type="application/json", headers={"Authorization": authorization}
    ).status_code


def test_the_raw_bytes_are_kept_as_they_came():
    raw = eml()
    mail = store_mail(raw, as_of=AS_OF)
    assert mail is not None
    mail.refresh_from_db()
    assert bytes(mail.raw) == raw
    assert (mail.status, mail.from_email, mail.subject) == (
        "stored",
        "paula@aldercreek.example",
        "Re: Overdue invoices",
    )


def test_the_same_key_is_kept_once():
    assert store_mail(eml(), dedupe_key="imap:1:17", as_of=AS_OF) is not None
    assert store_mail(eml("Something else."), dedupe_key="imap:1:17", as_of=AS_OF) is None


def test_the_same_mail_by_two_ways_is_kept_once():
    assert store_mail(eml(), dedupe_key="Postmark:1", as_of=AS_OF) is not None
    assert store_mail(eml(), mailbox="folder", as_of=AS_OF) is None
    assert IncomingMail.objects.count() == 1


def test_an_equal_message_id_with_another_body_is_kept():
    store_mail(eml("Yes."), as_of=AS_OF)
    assert store_mail(eml("No."), as_of=AS_OF) is not None


def test_short_mails_without_message_id_are_the_same_only_byte_by_byte():
    assert store_mail(eml("OK", Message_ID=""), as_of=AS_OF) is not None
    assert store_mail(eml("OK", Message_ID=""), as_of=AS_OF) is None
    assert store_mail(eml("OK", Message_ID="", Date="Wed, 04 Mar 2026 09:31:00 +0000"), as_of=AS_OF) is not None


def test_attachments_are_stored_under_harmless_names():
    raw = (
        b'From: a@b.example\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n\r\nSee file.\r\n--x\r\n'
        b'Content-Type: application/pdf; name="../../etc/passwd"\r\n\r\n%PDF\r\n--x--\r\n'
    )
    mail = store_mail(raw, as_of=AS_OF)
    assert mail is not None
    (attachment,) = mail.attachments.all()
    assert (attachment.name, attachment.size) == ("_etc_passwd", 4)
    assert attachment.file.name.startswith("incoming/")
    assert ".." not in attachment.file.name


def test_a_webhook_posted_twice_is_one_mail(client: Client):
    assert [post(client), post(client)] == [200, 200]
    mail = IncomingMail.objects.get()
    assert (mail.body_text.strip(), mail.mailbox) == ("We will pay on Friday.", "webhook:Postmark")
    assert mail.headers["Delivered-To"] == "reply+7-abc@creditor.example"
    assert mail.payload["provider"] == "Postmark"


def test_a_webhook_without_the_secret_stores_nothing(client: Client):
    assert post(client, secret="somebody:else") == 400
    assert not IncomingMail.objects.exists()


def test_a_drain_out_of_time_leaves_the_rest_and_rings(case: Case, monkeypatch: pytest.MonkeyPatch):
    rung: list[str] = []
    monkeypatch.setattr("dunning.services.inbox.stages.ring", rung.append)
    store_mail(eml(), as_of=AS_OF)
    assert rung == ["read"]
    drain_inbox(as_of=AS_OF, budget_seconds=0)
    assert IncomingMail.objects.get().status == "stored"
    assert rung == ["read", "read"]
