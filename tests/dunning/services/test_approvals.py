from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission, User
from django.core import mail
from django.core.exceptions import PermissionDenied

from audit.models import AuditEvent
from dunning.models import InvalidState, Message, Review
from dunning.services.outbox.approvals import (
    GuardrailViolation,
    StaleDraft,
    approve_message,
    edit_message,
    overrule_violation,
    reject_message,
    undo_approval,
)
from dunning.services.outbox.delivery import send_due_messages
from dunning.services.outbox.drafting import draft_due_messages
from dunning.services.outbox.outreach import queue_message, supersede_messages, write_message
from dunning.writing import violation_key
from tests import factories as make
from tests.factories import AS_OF, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting() -> Message:
    """The first mail to a contact: it awaits approval."""
    message = make.MessageFactory.create()
    make.InvoiceFactory.create(customer=message.debtor)
    make.ContactFactory.create(customer=message.debtor)
    draft_due_messages(as_of=AS_OF)
    message.refresh_from_db()
    assert message.status == "awaiting_approval"
    return message


@pytest.fixture
def clerk():
    return make.UserFactory.create()


def open_kinds(message):
    return sorted(Review.objects.filter(message=message, closed_at=None).values_list("kind", flat=True))


def test_an_approved_message_leaves_after_the_undo_window(waiting, clerk):
    message = approve_message(message_id=waiting.pk, by=clerk, as_of=AS_OF)
    assert (message.status, message.send_after) == ("approved", AS_OF + timedelta(minutes=10))
    assert open_kinds(message) == []
    assert send_due_messages(as_of=AS_OF + timedelta(minutes=9)).sent == 0
    assert send_due_messages(as_of=AS_OF + timedelta(minutes=10)).sent == 1
    assert "Auto-Submitted" not in mail.outbox[0].extra_headers
    event = AuditEvent.objects.get(action="message.approved")
    assert (event.actor, event.user, event.data) == ("person", clerk, {"text": message.text_hash})


def test_approving_twice_is_refused(waiting, clerk):
    approve_message(message_id=waiting.pk, by=clerk, as_of=AS_OF)
    with pytest.raises(InvalidState):
        approve_message(message_id=waiting.pk, by=clerk, as_of=AS_OF)


def test_a_text_whose_account_has_changed_is_written_anew_instead(waiting, clerk):
    waiting.debtor.owed_invoices.update(open_amount=Decimal("600.00"))
    with pytest.raises(StaleDraft):
        approve_message(message_id=waiting.pk, by=clerk, as_of=AS_OF)
    draft_due_messages(as_of=AS_OF)
    waiting.refresh_from_db()
    assert (waiting.status, open_kinds(waiting)) == ("awaiting_approval", ["approval"])
    assert "600.00" in waiting.body_text
    assert approve_message(message_id=waiting.pk, by=clerk, as_of=AS_OF).status == "approved"


def test_a_text_that_is_not_true_cannot_be_approved(waiting, clerk):
    Message.objects.filter(pk=waiting.pk).update(body_text="You owe us 5,000.00 EUR.")
    with pytest.raises(GuardrailViolation):
        approve_message(message_id=waiting.pk, by=clerk, as_of=AS_OF)
    waiting.refresh_from_db()
    assert (waiting.status, open_kinds(waiting)) == ("awaiting_approval", ["approval"])


def test_an_approval_can_be_taken_back(waiting, clerk):
    approve_message(message_id=waiting.pk, by=clerk, as_of=AS_OF)
    message = undo_approval(message_id=waiting.pk, by=clerk, as_of=AS_OF)
    assert (message.status, message.approved_by, open_kinds(message)) == ("awaiting_approval", None, ["approval"])
    assert send_due_messages(as_of=AS_OF + timedelta(hours=1)).sent == 0


def test_a_message_under_way_cannot_be_stopped(waiting, clerk):
    Message.objects.filter(pk=waiting.pk).update(status="sending")
    with pytest.raises(InvalidState):
        undo_approval(message_id=waiting.pk, by=clerk, as_of=AS_OF)


def test_a_rejected_message_never_leaves(waiting, clerk):
    message = reject_message(message_id=waiting.pk, by=clerk, reason="They called.", as_of=AS_OF)
    assert (message.status, message.problem, open_kinds(message)) == ("rejected", "They called.", [])


def test_an_edit_that_stays_true_awaits_approval_and_keeps_the_agents_text(waiting, clerk):
    before = waiting.body_text
    message = edit_message(
        message_id=waiting.pk,
        subject="A word about your account",
        body_text="Hello, please call me.",
        by=clerk,
        as_of=AS_OF,
    )
    assert (message.status, message.violations, open_kinds(message)) == ("awaiting_approval", [], ["approval"])
    assert before in message.original_text


def test_an_edit_that_the_facts_do_not_hold_is_blocked(waiting, clerk):
    message = edit_message(
        message_id=waiting.pk, subject="Reminder", body_text="Please pay 5,000.00 EUR.", by=clerk, as_of=AS_OF
    )
    assert (message.status, open_kinds(message)) == ("blocked", ["blocked"])
    assert {violation["code"] for violation in message.violations} == {"wrong_fact"}
    with pytest.raises(InvalidState):
        approve_message(message_id=message.pk, by=clerk, as_of=AS_OF)


def test_only_a_person_with_the_right_overrules_the_check(waiting, clerk):
    text = {"subject": "Reminder", "body_text": "Pay 5,000.00 EUR."}
    blocked = edit_message(message_id=waiting.pk, **text, by=clerk, as_of=AS_OF)
    (key,) = (violation_key(**found) for found in blocked.violations)
    given = {"message_id": waiting.pk, "violation": key, "reason": "Agreed on the phone.", "as_of": AS_OF}
    with pytest.raises(PermissionDenied):
        overrule_violation(**given, by=clerk)
    clerk.user_permissions.add(Permission.objects.get(codename="overrule_violation"))
    clerk = User.objects.get(pk=clerk.pk)
    with pytest.raises(ValueError, match="Say why"):
        overrule_violation(**{**given, "reason": " "}, by=clerk)
    message = overrule_violation(**given, by=clerk)
    assert (message.status, open_kinds(message)) == ("awaiting_approval", ["approval"])
    approve_message(message_id=message.pk, by=clerk, as_of=AS_OF)
    assert send_due_messages(as_of=AS_OF + timedelta(minutes=10)).sent == 1
    assert "5,000.00" in mail.outbox[0].body


def test_each_finding_is_overruled_by_itself(waiting, clerk):
    text = {"subject": "Reminder", "body_text": "Pay 5,000.00 EUR by transfer, and 6,000.00 EUR by card."}
    blocked = edit_message(message_id=waiting.pk, **text, by=clerk, as_of=AS_OF)
    first, second = (violation_key(**found) for found in blocked.violations)
    assert {found["code"] for found in blocked.violations} == {"wrong_fact"}
    clerk.user_permissions.add(Permission.objects.get(codename="overrule_violation"))
    given = {"message_id": waiting.pk, "reason": "Agreed.", "by": User.objects.get(pk=clerk.pk), "as_of": AS_OF}
    assert overrule_violation(**given, violation=first).status == "blocked"
    with pytest.raises(InvalidState):
        approve_message(message_id=waiting.pk, by=clerk, as_of=AS_OF)
    assert overrule_violation(**given, violation=second).status == "awaiting_approval"


def test_the_agent_never_overrules(waiting, clerk):
    blocked = edit_message(
        message_id=waiting.pk, subject="Reminder", body_text="Pay 5,000.00 EUR.", by=clerk, as_of=AS_OF
    )
    (key,) = (violation_key(**found) for found in blocked.violations)
    with pytest.raises(PermissionDenied):
        overrule_violation(message_id=waiting.pk, violation=key, reason="It is fine.", by=None, as_of=AS_OF)
    blocked.refresh_from_db()
    assert (blocked.status, blocked.overruled) == ("blocked", [])


def test_a_persons_own_message_is_checked_and_sent(waiting, clerk):
    supersede_messages([waiting.debtor_id], why="test", as_of=AS_OF)
    contact = waiting.debtor.contacts.get()
    message = write_message(
        case_id=waiting.case_id,
        to_contact_id=contact.pk,
        subject="Your call",
        body="Thank you for your call.",
        by=clerk,
        as_of=AS_OF,
    )
    draft_due_messages(as_of=AS_OF)
    assert send_due_messages(as_of=AS_OF + timedelta(minutes=10)).sent == 1
    assert mail.outbox[0].body == "Thank you for your call."
    case = message.case
    case.refresh_from_db()
    assert (case.attempts, case.last_outreach_at) == (0, AS_OF + timedelta(minutes=10))


def test_a_persons_own_message_with_a_wrong_figure_is_blocked(waiting, clerk):
    contact = waiting.debtor.contacts.get()
    message = write_message(
        case_id=waiting.case_id,
        to_contact_id=contact.pk,
        subject="Debt",
        body="You owe 9,999.00 EUR.",
        by=clerk,
        as_of=AS_OF,
    )
    draft_due_messages(as_of=AS_OF)
    message.refresh_from_db()
    assert (message.status, open_kinds(message)) == ("blocked", ["blocked"])


def test_a_contact_of_somebody_else_cannot_be_written_to(waiting, clerk):
    stranger = make.ContactFactory.create()
    with pytest.raises(InvalidState):
        write_message(
            case_id=waiting.case_id, to_contact_id=stranger.pk, subject="Hi", body="Hi", by=clerk, as_of=AS_OF
        )


def test_superseding_takes_back_what_is_unsent_and_closes_its_questions(waiting):
    sent = make.MessageFactory.create(case=waiting.case, status="sent")
    other = make.MessageFactory.create()
    assert supersede_messages([waiting.debtor_id], why="They wrote.", as_of=AS_OF) == 1
    for row, status in ((waiting, "superseded"), (sent, "sent"), (other, "due")):
        row.refresh_from_db()
        assert row.status == status
    assert (waiting.problem, open_kinds(waiting)) == ("They wrote.", [])
    assert supersede_messages([waiting.debtor_id], why="Again.", as_of=AS_OF) == 0


def test_one_message_can_be_spared(waiting):
    assert supersede_messages([waiting.debtor_id], why="x", as_of=AS_OF, except_ids=[waiting.pk]) == 0


def test_a_step_is_queued_once_for_its_anchor():
    case = make.CaseFactory.create()
    step = case.cadence.steps.first()
    given = {
        **{"case": case, "step": step, "kind": "reminder", "purpose": step.purpose},
        **{"as_of": AS_OF, "send_on": TODAY, "anchor_kind": "due", "anchor_id": 1},
    }
    message = queue_message(**given)
    assert (message.stage, message.step_key, message.step_position) == (step.stage, step.key, step.position)
    assert queue_message(**given) is None
    assert queue_message(**{**given, "anchor_id": 2}) is not None
    Message.objects.filter(pk=message.pk).update(status="superseded")
    assert queue_message(**given) is not None
