from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import AuditEvent
from dunning.models import Message, Review, Rung
from dunning.services.outbox.drafting import draft_due_messages
from tests import factories as make
from tests.factories import AS_OF, TODAY

pytestmark = pytest.mark.django_db


def due_message(*, written_before: bool = True, **given) -> Message:
    """A due reminder about one invoice, to a contact that got mail before."""
    message = make.MessageFactory.create(**given)
    contact = make.ContactFactory.create(customer=message.debtor)
    make.InvoiceFactory.create(customer=message.debtor)
    if written_before:
        make.MessageFactory.create(
            case=message.case,
            status="delivered",
            to_email=contact.email,
            send_on=TODAY - timedelta(days=8),
            sent_at=AS_OF - timedelta(days=8),
            message_id="<earlier@creditor.example>",
        )
    return message


def drafted(message: Message, *, as_of=AS_OF) -> Message:
    draft_due_messages(as_of=as_of)
    message.refresh_from_db()
    return message


def test_an_autonomous_agent_writes_checks_and_approves():
    message = drafted(due_message())
    contact = message.debtor.contacts.get()
    assert (message.status, message.to_email, message.send_after) == ("approved", contact.email, AS_OF)
    assert message.debtor.owed_invoices.get().number in message.body_text
    assert message.author == "composer/2"
    assert message.violations == []
    assert message.text_hash and message.guard_version and message.facts_digest
    assert message.message_id.endswith("@creditor.example>")
    assert (message.in_reply_to, message.references) == ("<earlier@creditor.example>", "<earlier@creditor.example>")


def test_the_first_mail_to_a_contact_waits_for_a_person():
    message = drafted(due_message(written_before=False))
    assert message.status == "awaiting_approval"
    review = Review.objects.get(message=message)
    assert (review.kind, review.why) == ("approval", "It is the first mail to this contact.")
    assert review.deadline == TODAY + timedelta(days=2)


@pytest.mark.parametrize(
    ("level", "status"),
    [
        (Rung.Level.MONITOR, "shadow"),
        (Rung.Level.SUGGEST, "awaiting_approval"),
        (Rung.Level.ASSIST, "approved"),
        (Rung.Level.AUTONOMOUS, "approved"),
    ],
)
def test_the_rung_says_how_far_the_agent_goes(level, status):
    message = due_message()
    Rung.objects.update(level=level)
    assert drafted(message).status == status


def test_on_the_rung_assist_a_person_may_stop_it_in_the_undo_window():
    message = due_message()
    Rung.objects.update(level=Rung.Level.ASSIST)
    assert drafted(message).send_after == AS_OF + timedelta(minutes=10)


def test_at_night_a_reminder_waits_for_the_morning():
    message = due_message()
    evening = AS_OF.replace(hour=19)
    assert drafted(message, as_of=evening).send_after == AS_OF.replace(hour=8) + timedelta(days=1)


def test_an_amount_above_the_limit_waits_for_a_person():
    message = due_message()
    Rung.objects.update(amount_limit=Decimal("999.99"))
    assert drafted(message).status == "awaiting_approval"


def test_a_missing_rate_waits_for_a_person():
    message = due_message()
    make.InvoiceFactory.create(customer=message.debtor, currency="USD")
    assert drafted(message).status == "awaiting_approval"


def test_without_a_contact_nothing_is_written_and_a_person_is_asked():
    message = make.MessageFactory.create()
    make.InvoiceFactory.create(customer=message.debtor)
    assert drafted(message).status == "superseded"
    assert Review.objects.get().kind == "no_contact"


def test_when_nothing_is_owed_nothing_is_written():
    message = due_message()
    message.debtor.owed_invoices.update(open_amount=0, closed_how="paid", closed_on=TODAY)
    message = drafted(message)
    assert message.status == "superseded"
    assert "nothing to write about" in message.problem


def test_a_disputed_invoice_is_not_demanded():
    message = due_message()
    disputed = make.InvoiceFactory.create(customer=message.debtor, amount=Decimal("77.00"))
    make.DisputeFactory.create(case=message.case, invoices=[disputed])
    message = drafted(message)
    assert message.status == "approved"
    assert "1,000.00" in message.body_text
    assert "1,077.00" not in message.body_text


def test_tomorrows_messages_are_left_alone():
    assert drafted(due_message(send_on=TODAY + timedelta(days=2))).status == "due"


def test_a_draft_of_a_worker_that_died_is_taken_over():
    message = due_message()
    Message.objects.filter(pk=message.pk).update(status="draft", lease_until=AS_OF - timedelta(seconds=1))
    assert drafted(message).status == "approved"


def test_a_draft_under_lease_belongs_to_its_worker():
    message = due_message()
    Message.objects.filter(pk=message.pk).update(status="draft", lease_until=AS_OF + timedelta(seconds=1))
    assert drafted(message).status == "draft"


def test_yesterdays_draft_is_written_anew_and_the_edit_kept_beside_it():
    message = drafted(due_message(written_before=False))
    Message.objects.filter(pk=message.pk).update(original_text="the agent's", body_text="a person's")
    message = drafted(message, as_of=AS_OF + timedelta(days=1))
    assert (message.status, message.send_on) == ("awaiting_approval", TODAY + timedelta(days=1))
    assert message.suggestion == "a person's"
    assert message.original_text == ""
    assert "a person's" not in message.body_text
    assert Review.objects.filter(message=message, closed_at=None).count() == 1


def test_an_ai_disclosure_stands_only_in_mail_that_leaves_alone():
    alone, asked = due_message(), due_message(written_before=False)
    alone.case.policy.disclose_ai = True
    alone.case.policy.save()
    asked.refresh_from_db()
    assert "AI system" in drafted(alone).body_text
    asked.refresh_from_db()
    assert "AI system" not in asked.body_text


def test_the_trail_names_what_was_done():
    message = drafted(due_message())
    event = AuditEvent.objects.get(subject_type="message", subject_id=message.pk, action="message.approved")
    assert (event.actor, event.data["text"]) == ("agent", message.text_hash)


def test_queries_do_not_grow_with_the_chunk():
    counts = []
    for size in (1, 5):
        for _ in range(size):
            due_message()
        with CaptureQueriesContext(connection) as queries:
            assert draft_due_messages(as_of=AS_OF) == size
        counts.append(len(queries))
    assert counts[0] == counts[1]
