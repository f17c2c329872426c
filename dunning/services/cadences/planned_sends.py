"""Changing what the coming rounds would send: skip a step before it is written, or move it to another day."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from audit.recording import record_event
from customers.models import Customer
from dunning.models import Case, InvalidState, Message
from dunning.prepared.ahead import as_plan
from dunning.services.cadences.week_ahead import Foreseen
from dunning.services.cases.cases import case_for_debtor, hold_case, lock_case
from dunning.services.cases.looks import look_again
from dunning.services.outbox.approvals import reject_message
from dunning.services.outbox.outreach import supersede_rows
from dunning.services.upkeep.preparing import forget_planned, whole_week

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# A person may still say no to these; what is being written is taken back instead.
REJECTABLE = (Message.Status.AWAITING_APPROVAL, Message.Status.BLOCKED, Message.Status.APPROVED)


def planned_send(*, debtor_id: int, step: str, day: date, as_of: datetime) -> Foreseen:
    """The message that the plan foresees for a debtor. Raises InvalidState when it does not any more."""
    plan = as_plan(whole_week(as_of=as_of).data)
    found = [row for row in plan.messages if (row.debtor_id, row.step, row.day) == (debtor_id, step, day)]
    if not found:
        raise InvalidState(_("This message is not planned any more. Load the page again to see the plan of now."))
    return found[0]


def cancel_planned(*, planned: Foreseen, reason: str, by: User, as_of: datetime) -> Message:
    """The step does not go out for this anchor; the case moves on to the next one.

    A text that waits is rejected; what is being written is taken back; what is only planned is skipped. Raises
    InvalidState once it is handed over.
    """
    with transaction.atomic():
        message = _cancel(planned, reason=reason, by=by, as_of=as_of)
        forget_planned(debtor_id=planned.debtor_id)
    return message


def postpone_planned(*, planned: Foreseen, until: date, by: User, as_of: datetime) -> Case:
    """Keep the case quiet until a day, on which it is decided anew. Raises InvalidState where it has no case yet."""
    if planned.case_id is None:
        raise InvalidState(_("This customer has no case yet. Cancel the message, or wait until the round opens one."))
    if until <= planned.day:
        raise InvalidState(_("Choose a day after the planned one."))
    with transaction.atomic():
        reason = f"{_name(by)} moved the planned message from {planned.day} to this day."
        case = hold_case(case_id=planned.case_id, until=until, reason=reason, by=by, as_of=as_of)
        forget_planned(debtor_id=planned.debtor_id)
    return case


def _cancel(planned: Foreseen, *, reason: str, by: User, as_of: datetime) -> Message:
    if planned.message_id is None:
        return skip_step(planned=planned, reason=reason, by=by, as_of=as_of)
    message = Message.objects.select_for_update(of=("self",)).get(pk=planned.message_id)
    if message.status in REJECTABLE:
        return reject_message(message_id=message.pk, by=by, reason=reason, as_of=as_of)
    message.require(*Message.UNSENT)
    supersede_rows([(message.pk, message.debtor_id)], why=f"{_name(by)} cancelled it: {reason}", as_of=as_of)
    if not message.step_key:
        return message
    return _insert_skipped(message, reason=reason, by=by, as_of=as_of)


@transaction.atomic
def skip_step(*, planned: Foreseen, reason: str, by: User, as_of: datetime) -> Message:
    """Keep a step from going out before anything is written; a row says so, as a rejected message does."""
    if planned.case_id is None and planned.stage == "courtesy":
        raise InvalidState(_("This customer has no case, and nothing is overdue: there is nothing to cancel yet."))
    case = (
        lock_case(planned.case_id)
        if planned.case_id
        else case_for_debtor(Customer.objects.select_related("source__creditor").get(pk=planned.debtor_id), as_of=as_of)
    )
    if case.status == Case.Status.CLOSED:
        raise InvalidState(_("The case is closed."))
    like = Message(
        case=case,
        debtor_id=planned.debtor_id,
        purpose=planned.purpose,
        stage=planned.stage,
        step_key=planned.step,
        step_position=planned.position,
        anchor_kind=planned.anchor_kind,
        anchor_id=planned.anchor_id,
        retry=planned.retry,
        send_on=planned.day,
    )
    return _insert_skipped(like, reason=reason, by=by, as_of=as_of)


def _insert_skipped(like: Message, *, reason: str, by: User, as_of: datetime) -> Message:
    """A rejected row stands for the step until the episode ends."""
    row = Message.objects.create(
        case_id=like.case_id,
        debtor_id=like.debtor_id,
        kind=Message.Kind.REMINDER,
        purpose=like.purpose,
        stage=like.stage,
        step_key=like.step_key,
        step_position=like.step_position,
        anchor_kind=like.anchor_kind,
        anchor_id=like.anchor_id,
        retry=like.retry,
        send_on=like.send_on,
        status=Message.Status.REJECTED,
        problem=reason,
        author=f"person:{by.pk}",
        created_at=as_of,
    )
    data = {"step": like.step_key, "day": like.send_on.isoformat()}
    record_event("message.skipped", subject=row, as_of=as_of, by=by, debtor_id=like.debtor_id, reason=reason, data=data)
    look_again([like.debtor_id])
    return row


def _name(by: User) -> str:
    return by.get_full_name() or by.get_username()
