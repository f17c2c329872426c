from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from audit.models import AuditEvent
from dunning.models import Message
from dunning.services.outbox.drafting import draft_due_messages
from dunning.writing import violation_key
from tests import factories as make
from tests.dunning.admin.conftest import clerk, do, page, said
from tests.factories import AS_OF

RIGHTS = ("dunning.view_message", "dunning.change_message")


@pytest.fixture
def waiting(db) -> Message:
    """The first mail to a contact: it awaits approval."""
    message = make.MessageFactory.create()
    make.InvoiceFactory.create(customer=message.debtor, number="INV-77001")
    make.ContactFactory.create(customer=message.debtor)
    draft_due_messages(as_of=AS_OF)
    message.refresh_from_db()
    return message


@pytest.fixture
def blocked(waiting) -> Message:
    """Somebody wrote an invoice number into it that nobody knows."""
    response = do(clerk(*RIGHTS), waiting, "edit", subject=waiting.subject, body_text="Please pay invoice INV-99999.")
    assert said(response) == ["Saved; the check found something, so it may not go like this."]
    waiting.refresh_from_db()
    assert waiting.status == "blocked"
    return waiting


def actions(row) -> list[str]:
    return list(AuditEvent.objects.filter(subject_id=row.pk).order_by("pk").values_list("action", flat=True))


def test_a_clerk_approves_and_takes_it_back(waiting):
    client = clerk(*RIGHTS)
    response = do(client, waiting, "approve")
    waiting.refresh_from_db()
    assert (waiting.status, waiting.send_after) == ("approved", AS_OF + timedelta(minutes=10))
    assert said(response)[0].startswith("Approved; it goes out after March 4, 2026, 10:10 a.m.")
    do(client, waiting, "undo")
    waiting.refresh_from_db()
    assert waiting.status == "awaiting_approval"
    assert actions(waiting)[-2:] == ["message.approved", "message.approval_undone"]


def test_opening_the_address_of_a_button_does_nothing(waiting):
    client = clerk(*RIGHTS)
    assert client.get(f"{page(waiting).removesuffix('change/')}do/approve/").status_code == 200
    waiting.refresh_from_db()
    assert waiting.status == "awaiting_approval"


def test_a_post_without_the_token_of_the_page_is_refused(waiting, boss):
    client = Client(enforce_csrf_checks=True)
    client.force_login(boss)
    assert do(client, waiting, "approve").status_code == 403
    waiting.refresh_from_db()
    assert waiting.status == "awaiting_approval"


def test_a_clerk_who_may_only_look_cannot_approve(waiting):
    assert do(clerk("dunning.view_message"), waiting, "approve").status_code == 403
    waiting.refresh_from_db()
    assert waiting.status == "awaiting_approval"


def test_the_second_of_two_clerks_is_told_that_it_is_too_late(waiting):
    do(clerk(*RIGHTS), waiting, "approve")
    assert said(do(clerk(*RIGHTS), waiting, "approve")) == ["“Approve” is not possible any more."]
    assert actions(waiting).count("message.approved") == 1


def test_what_the_service_says_is_shown_when_the_account_has_changed(waiting):
    waiting.debtor.owed_invoices.update(open_amount=600)
    (sentence,) = said(do(clerk(*RIGHTS), waiting, "approve"))
    assert sentence
    waiting.refresh_from_db()
    assert waiting.status != "approved"


def test_rejecting_needs_a_reason(waiting):
    client = clerk(*RIGHTS)
    assert "This field is required" in do(client, waiting, "reject").content.decode()
    do(client, waiting, "reject", reason="They paid in cash")
    waiting.refresh_from_db()
    assert (waiting.status, waiting.problem) == ("rejected", "They paid in cash")


def test_a_blocked_message_shows_the_sentence_and_why(blocked, office):
    html = office.get(page(blocked)).content.decode()
    (first, *_) = blocked.violations
    assert "What the check found" in html
    assert "INV-99999" in html
    assert first["why"].split("“")[0][:20] in html


def test_only_the_right_to_overrule_overrules(blocked, office):
    keys = [violation_key(**found) for found in blocked.violations]
    assert do(clerk(*RIGHTS), blocked, "overrule", violation=keys[0], reason="It is theirs").status_code == 403
    for key in keys:
        do(office, blocked, "overrule", violation=key, reason="It is theirs")
    blocked.refresh_from_db()
    assert blocked.status == "awaiting_approval"
    assert "Overruled by boss: It is theirs" in office.get(page(blocked)).content.decode()


def test_the_page_names_recipient_author_facts_and_what_happened(waiting, office):
    do(office, waiting, "approve")
    html = office.get(page(waiting)).content.decode()
    for words in (waiting.to_email, "composer/", "INV-77001", "Approved by boss", "message.approved"):
        assert words in html


def test_the_page_names_the_payment_that_thanks_are_for(waiting, office):
    waiting.facts["payments"] = [
        {"booked_on": "2026-03-03", "amount": "250.00", "currency": "EUR", "invoices": ["INV-77001"]}
    ]
    waiting.save(update_fields=["facts"])
    assert "Payment €250.00 of March 3, 2026: INV-77001" in office.get(page(waiting)).content.decode()
