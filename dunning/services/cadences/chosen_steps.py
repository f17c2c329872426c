"""A step that a person picks in place of the one that the round would take."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from audit.recording import record_event
from customers.models import Invoice
from dunning.local_days import today_of
from dunning.models import Case, Installation, InvalidState, Message, Step
from dunning.services.cases.cases import lock_case
from dunning.services.outbox.outreach import queue_message, supersede_messages

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def steps_to_choose(case: Case) -> Sequence[Step]:
    """The reminders of the case's cadence that its carrying invoice has not had yet, in their order. Three queries."""
    steps = Step.objects.filter(cadence_id=case.cadence_id, anchor__in=("due", "issue"), offset__gt=0)
    carrying = carrying_invoice(case)
    had = Message.objects.filter(case=case, status__in=Message.LEFT, anchor_id=carrying.pk) if carrying else None
    keys = set(had.values_list("step_key", flat=True)) if had is not None else set()
    return [step for step in steps.order_by("position") if step.key not in keys]


def carrying_invoice(case: Case) -> Invoice | None:
    """The one that the last decision hung on, else the oldest open one."""
    rows = Invoice.objects.still_open().filter(
        debtor_id=case.debtor_id, source__creditor_id=case.creditor_id, kind=Invoice.Kind.INVOICE
    )
    carrying = rows.filter(pk=case.carrying_invoice_id).first() if case.carrying_invoice_id else None
    return carrying or rows.order_by("due_on", "pk").first()


@transaction.atomic
def choose_step(*, case_id: int, step_key: str, by: User, as_of: datetime) -> Message:
    """Have this step written today; what was waiting to go out is taken back, and a person approves the text.

    Raises InvalidState where nobody may be written to, nothing is overdue, or the step went out for this invoice.
    """
    case = lock_case(case_id)
    if why := why_not_to_write(case, as_of=as_of):
        raise InvalidState(why)
    step = Step.objects.filter(cadence_id=case.cadence_id, key=step_key).first()
    invoice = carrying_invoice(case)
    if step is None:
        raise InvalidState(_("The cadence of this case has no such step."))
    if invoice is None or invoice.due_on >= today_of(case, as_of=as_of):
        raise InvalidState(_("Nothing is overdue, so there is nothing to remind of."))
    who = by.get_full_name() or by.get_username()
    supersede_messages([case.debtor_id], why=f"{who} chose the step “{step.key}”", as_of=as_of)
    message = queue_message(
        case=case,
        kind=Message.Kind.REMINDER,
        purpose=step.purpose,
        as_of=as_of,
        send_on=today_of(case, as_of=as_of),
        step=step,
        anchor_kind=step.anchor,
        anchor_id=invoice.pk,
        needs_person=f"{who} chose this step.",
    )
    if message is None:
        raise InvalidState(
            _("The step “%(step)s” went out for invoice %(number)s already.")
            % {"step": step.key, "number": invoice.number}
        )
    data = {"step": step.key}
    record_event("message.step_chosen", subject=message, as_of=as_of, by=by, debtor_id=case.debtor_id, data=data)
    return message


def why_not_to_write(case: Case, *, as_of: datetime) -> str:
    """Why this account gets no reminder now, as a sentence; "" where it may. Expects the debtor loaded."""
    debtor = case.debtor
    if case.status == Case.Status.CLOSED:
        return _("The case is closed.")
    installation = Installation.current()
    if installation.global_stop:
        return _("Everything is stopped: %(why)s") % {"why": installation.global_stop_reason}
    if debtor.do_not_contact or debtor.insolvent or debtor.exit:
        return _("This customer is not written to any more.")
    if case.hold_until and case.hold_until > today_of(case, as_of=as_of):
        return _("The case is on hold until %(day)s: end the hold first.") % {"day": case.hold_until}
    return ""
