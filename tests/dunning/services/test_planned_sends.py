"""Changing what is planned: a step skipped before it is written, a text rejected, a message moved to another day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from audit.models import AuditEvent
from dunning.models import Case, InvalidState, Message, Prepared
from dunning.prepared.ahead import as_plan
from dunning.services.cadences.planned_sends import cancel_planned, planned_send, postpone_planned
from dunning.services.rounds import run_round
from dunning.services.upkeep.preparing import whole_week
from tests.factories import (
    AS_OF,
    TODAY,
    CaseFactory,
    ContactFactory,
    CustomerFactory,
    InvoiceFactory,
    SegmentFactory,
    UserFactory,
    days_ago,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer():
    SegmentFactory.create()
    found = CustomerFactory.create(country="DE", time_zone="Europe/Berlin", ledger_version=1)
    ContactFactory.create(customer=found)
    return found


@pytest.fixture
def clerk():
    return UserFactory.create(first_name="Cleo")


def plan():
    return as_plan(whole_week(as_of=AS_OF, anew=True).data).messages


def test_a_step_that_is_only_planned_is_skipped_and_does_not_come_back(customer, clerk) -> None:
    InvoiceFactory.create(customer=customer, due_on=days_ago(8))
    planned = plan()[0]
    assert planned.message_id is None
    skipped = cancel_planned(planned=planned, reason="They called.", by=clerk, as_of=AS_OF)
    assert (skipped.status, skipped.step_key, skipped.problem) == ("rejected", planned.step, "They called.")
    assert AuditEvent.objects.get(action="message.skipped").user == clerk
    assert Case.objects.get().debtor == customer
    assert [row.step for row in plan() if row.step == planned.step] == []
    run_round(as_of=AS_OF)
    assert list(Message.objects.exclude(pk=skipped.pk)) == []


def test_what_was_cancelled_leaves_the_plan_at_once(customer, clerk) -> None:
    InvoiceFactory.create(customer=customer, due_on=days_ago(8))
    cancel_planned(planned=plan()[0], reason="", by=clerk, as_of=AS_OF)
    assert Prepared.objects.get(part="week").data["messages"] == []
    days = Prepared.objects.get(part="ahead").data["days"]
    assert sum(day["count"] for day in days) == 0


def test_a_text_that_waits_for_approval_is_rejected(customer, clerk) -> None:
    InvoiceFactory.create(customer=customer, due_on=days_ago(8))
    run_round(as_of=AS_OF)
    Message.objects.update(status=Message.Status.AWAITING_APPROVAL)
    planned = plan()[0]
    cancel_planned(planned=planned, reason="Not now.", by=clerk, as_of=AS_OF)
    message = Message.objects.get()
    assert (message.status, message.problem) == ("rejected", "Not now.")


def test_what_is_still_to_be_written_is_taken_back_and_its_step_skipped(customer, clerk) -> None:
    InvoiceFactory.create(customer=customer, due_on=days_ago(8))
    run_round(as_of=AS_OF)
    assert Message.objects.get().status == "due"
    cancel_planned(planned=plan()[0], reason="", by=clerk, as_of=AS_OF)
    assert list(Message.objects.order_by("pk").values_list("status", flat=True)) == ["superseded", "rejected"]
    run_round(as_of=AS_OF + timedelta(minutes=15))
    assert Message.objects.filter(status="due").count() == 0


def test_a_message_that_is_handed_over_cannot_be_cancelled(customer, clerk) -> None:
    InvoiceFactory.create(customer=customer, due_on=days_ago(8))
    run_round(as_of=AS_OF)
    planned = plan()[0]
    Message.objects.update(status=Message.Status.SENT, sent_at=AS_OF)
    with pytest.raises(InvalidState):
        cancel_planned(planned=planned, reason="", by=clerk, as_of=AS_OF)
    assert Message.objects.get().status == "sent"


def test_a_message_is_moved_by_keeping_its_case_quiet(customer, clerk) -> None:
    InvoiceFactory.create(customer=customer, due_on=days_ago(8))
    run_round(as_of=AS_OF)
    planned = plan()[0]
    until = TODAY + timedelta(days=5)
    case = postpone_planned(planned=planned, until=until, by=clerk, as_of=AS_OF)
    assert case.hold_until == until
    assert case.hold_reason.startswith("Cleo moved the planned message")
    assert Message.objects.get().status == "superseded"
    assert [row.day for row in plan()] == [until]


def test_a_message_is_moved_only_forward_and_only_with_a_case(customer, clerk) -> None:
    InvoiceFactory.create(customer=customer, due_on=days_ago(8))
    with pytest.raises(InvalidState, match="no case yet"):
        postpone_planned(planned=plan()[0], until=TODAY + timedelta(days=9), by=clerk, as_of=AS_OF)
    CaseFactory.create(debtor=customer, segment=SegmentFactory.create())
    with pytest.raises(InvalidState, match="after the planned one"):
        postpone_planned(planned=plan()[0], until=TODAY, by=clerk, as_of=AS_OF)


def test_what_is_not_planned_any_more_cannot_be_changed(customer) -> None:
    with pytest.raises(InvalidState, match="not planned any more"):
        planned_send(debtor_id=customer.pk, step="first", day=TODAY, as_of=AS_OF)
