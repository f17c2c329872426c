"""What drafting, approving and reading leave behind as evidence."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agent.answers import Violation
from dunning.models import Evidence, Message, Review, Rung, RungChange
from dunning.services.outbox import drafting
from dunning.services.outbox.approvals import approve_message, edit_message, reject_message, undo_approval
from dunning.services.outbox.delivery import send_due_messages
from dunning.services.outbox.drafting import draft_due_messages
from dunning.services.outbox.outreach import supersede_messages
from dunning.writing import Written
from tests import factories as make
from tests.dunning.services.test_drafting import drafted, due_message
from tests.factories import AS_OF

pytestmark = pytest.mark.django_db
AI = "prepared with the help of an AI system"


def levels(level: int, **fields) -> None:
    Rung.objects.update(level=level, **fields)


def evidence_of(message: Message) -> Evidence:
    return Evidence.objects.get(message=message)


@pytest.fixture
def untrue(monkeypatch) -> None:
    """The check finds something in whatever is written."""
    found = (Violation("wrong_fact", "You owe 7.", "7 is no amount of the account."),)
    monkeypatch.setattr(drafting, "_text", lambda *args, **kwargs: Written("S", "You owe 7.", "", "en", "x/1", found))


@pytest.mark.parametrize(("level", "outcome"), [(0, "shadow"), (1, "waiting"), (2, "alone"), (3, "alone")])
def test_every_text_is_kept_with_the_rung_that_it_was_written_under(level, outcome):
    message = due_message()
    levels(level)
    row = evidence_of(drafted(message))
    assert (row.outcome, row.level, row.kind, row.stage, row.segment.key) == (outcome, level, "reminder", "first", "")
    assert (row.decided_at, row.codes, row.blocked_at) == (AS_OF, [], None)


def test_the_stage_has_a_rung_of_its_own_where_one_is_set():
    message, firm = due_message(), due_message(stage="firm")
    levels(1)
    segment = Rung.objects.first().segment
    Rung.objects.create(segment=segment, kind="reminder", stage="first", level=2)
    assert (drafted(message).status, drafted(firm).status) == ("approved", "awaiting_approval")
    assert (evidence_of(message).level, evidence_of(firm).level) == (2, 1)


def test_a_rung_of_the_segment_comes_before_a_stages_of_all_others():
    message = due_message(case=make.CaseFactory.create(debtor__segment="small"))
    others = Rung.objects.first().segment
    Rung.objects.create(segment=others, kind="reminder", stage="first", level=3)
    small = make.SegmentFactory.create(key="small", level=1)
    row = evidence_of(drafted(message))
    assert (row.level, row.segment, row.outcome) == (1, small, "waiting")


def test_an_approval_says_whether_the_text_was_changed_and_how_much():
    one, other = due_message(), due_message()
    levels(1)
    drafted(one), drafted(other)
    clerk = make.UserFactory.create()
    other.refresh_from_db()
    words = len(f"{other.subject} {other.body_text}".split())
    edit_message(
        message_id=other.pk, subject=other.subject, body_text=other.body_text + "\nPlease call", by=clerk, as_of=AS_OF
    )
    for message in (one, other):
        approve_message(message_id=message.pk, by=clerk, as_of=AS_OF + timedelta(minutes=1))
    assert (evidence_of(one).outcome, evidence_of(one).changed_share) == ("unchanged", None)
    assert (evidence_of(other).outcome, evidence_of(other).changed_share) == ("edited", round(2 / (words + 2), 4))


def test_a_rejection_keeps_its_reason_and_an_approval_taken_back_is_none():
    one, other = due_message(), due_message()
    levels(1)
    drafted(one), drafted(other)
    clerk = make.UserFactory.create()
    reject_message(message_id=one.pk, by=clerk, reason="Too harsh.", as_of=AS_OF)
    approve_message(message_id=other.pk, by=clerk, as_of=AS_OF)
    undo_approval(message_id=other.pk, by=clerk, as_of=AS_OF)
    assert (evidence_of(one).outcome, evidence_of(one).reason) == ("rejected", "Too harsh.")
    assert evidence_of(other).outcome == "waiting"


def test_what_was_overtaken_before_it_left_proves_nothing():
    message = drafted(due_message())
    assert evidence_of(message).outcome == "alone"
    supersede_messages([message.debtor_id], why="Paid.", as_of=AS_OF)
    assert evidence_of(message).outcome == "waiting"


def test_two_blocked_texts_among_the_last_twenty_take_the_agent_one_rung_down(untrue):
    first, second, third = due_message(), due_message(), due_message()
    Message.objects.filter(pk__in=[second.pk, third.pk]).update(send_on=AS_OF.date() + timedelta(days=3))
    assert drafted(first).status == "blocked"
    assert (evidence_of(first).codes, evidence_of(first).blocked_at) == (["wrong_fact"], AS_OF)
    assert not RungChange.objects.exists()
    Message.objects.filter(pk=second.pk).update(send_on=AS_OF.date())
    drafted(second)
    change = RungChange.objects.get()
    assert (change.from_level, change.to_level, change.why) == (3, 2, "The guard blocked 2 of the last 2 texts.")
    assert Review.objects.filter(kind="step_down").count() == 1
    # These two are answered; one more is not yet a pattern.
    Message.objects.filter(pk=third.pk).update(send_on=AS_OF.date())
    drafted(third, as_of=AS_OF + timedelta(minutes=1))
    assert RungChange.objects.count() == 1


def test_on_monitor_an_untrue_text_is_kept_as_a_shadow_and_asks_nobody(untrue):
    message = due_message()
    levels(0)
    assert drafted(message).status == "shadow"
    assert (evidence_of(message).outcome, evidence_of(message).codes) == ("shadow", ["wrong_fact"])
    assert not Review.objects.exists()


def test_a_persons_own_untrue_message_is_blocked_and_no_evidence(untrue):
    message = due_message(kind="manual")
    Message.objects.filter(pk=message.pk).update(contact=message.debtor.contacts.get())
    levels(0)
    assert drafted(message).status == "blocked"
    assert not Evidence.objects.exists()


def test_what_a_lowered_rung_had_approved_waits_for_a_person_instead_of_leaving(settings, tmp_path):
    settings.OUTBOX_DIR = tmp_path
    message = drafted(due_message())
    levels(1)
    report = send_due_messages(as_of=AS_OF + timedelta(minutes=1))
    message.refresh_from_db()
    assert (report.sent, message.status, message.approved_at) == (0, "awaiting_approval", None)
    assert Review.objects.get(message=message).why == "The rung under which the agent approved it has been lowered."
    assert evidence_of(message).outcome == "waiting"


def test_a_text_that_leaves_without_a_person_says_that_a_machine_wrote_it():
    alone, asked = due_message(), due_message()
    levels(3)
    alone.case.policy.__class__.objects.update(disclose_ai=True)
    Message.objects.filter(pk=asked.pk).update(needs_person="Past its deadline.")
    draft_due_messages(as_of=AS_OF)
    alone.refresh_from_db(), asked.refresh_from_db()
    assert (alone.status, asked.status) == ("approved", "awaiting_approval")
    assert [(AI in text.body_text, AI in text.body_html) for text in (alone, asked)] == [(True, True), (False, False)]
    type(alone.case.policy).objects.update(disclose_ai=False)
    silent = drafted(due_message())
    assert (silent.status, AI in silent.body_text) == ("approved", False)
