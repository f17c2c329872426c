"""What an account manager's answer does to the case."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from audit.models import AuditEvent
from audit.recording import record_event
from customers.models import Invoice
from dunning.local_days import business_deadline, calendar_of, today_of
from dunning.models import Activity, Case, Dispute, Escalation, Review
from dunning.services.cases.cases import hold_case
from dunning.services.disputes.disputes import DisputeRefused, open_dispute
from dunning.services.reviews.reviews import open_review

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# Long enough for the call and a note about it.
CALL_HOLD_BUSINESS_DAYS = 2


def follow_answer(escalation: Escalation, *, by: User | None, who: str, days: int, as_of: datetime) -> dict[str, Any]:
    """Act on `escalation.answer` in the caller's transaction; a case closed in the meantime needs nothing.

    Answers what was made or changed, for `escalation_undo`.
    """
    case = escalation.case
    if case.status == Case.Status.CLOSED:
        return {}
    match escalation.answer:
        case Escalation.Answer.HOLD:
            return _hold(escalation, by=by, who=who, days=days, as_of=as_of)
        case Escalation.Answer.CALL:
            return _call(escalation, by=by, who=who, as_of=as_of)
        case Escalation.Answer.DISPUTE:
            return _dispute(escalation, by=by, who=who, as_of=as_of)
        case Escalation.Answer.SOMEBODY_ELSE:
            return hand_to_manager(escalation, who=who, as_of=as_of)
    return {}


def _hold(escalation: Escalation, *, by: User | None, who: str, days: int, as_of: datetime) -> dict[str, Any]:
    until = today_of(escalation.case, as_of=as_of) + timedelta(days=days)
    return _held(escalation, until=until, reason=f"Account manager {who}", by=by, as_of=as_of)


def _held(escalation: Escalation, *, until: date, reason: str, by: User | None, as_of: datetime) -> dict[str, Any]:
    case = escalation.case
    was = case.hold_until.isoformat() if case.hold_until else ""
    hold_case(case_id=case.pk, until=until, reason=reason[:200], by=by, as_of=as_of)
    return {"hold_was": was, "reason_was": case.hold_reason, "hold": until.isoformat()}


def _call(escalation: Escalation, *, by: User | None, who: str, as_of: datetime) -> dict[str, Any]:
    """A call that is to come is a note, no contact yet; the case is quiet meanwhile."""
    case = escalation.case
    until = calendar_of(escalation.debtor).add_business_days(today_of(case, as_of=as_of), CALL_HOLD_BUSINESS_DAYS)
    did = _held(escalation, until=until, reason=f"{who} calls", by=by, as_of=as_of)
    text = f"{who} will call by {until}."
    note = Activity.objects.create(case=case, kind=Activity.Kind.NOTE, text=text, happened_at=as_of, by=by)
    record_event(
        "activity.recorded",
        subject=note,
        as_of=as_of,
        by=by,
        actor=AuditEvent.Actor.PERSON,
        debtor_id=case.debtor_id,
        data={"kind": note.kind},
    )
    return {**did, "note": note.pk}


def _dispute(escalation: Escalation, *, by: User | None, who: str, as_of: datetime) -> dict[str, Any]:
    """All that is overdue is set aside; its Review asks a person to find out what is wrong."""
    case = escalation.case
    overdue = Invoice.objects.overdue(today_of(case, as_of=as_of)).filter(
        debtor_id=case.debtor_id, source__creditor_id=case.creditor_id
    )
    keys, quote = list(overdue.values_list("pk", flat=True)), f"{who}: this is a service problem."
    try:
        opened = open_dispute(
            case_id=case.pk, invoices=keys, reason=Dispute.Reason.OTHER, quote=quote, by=by, as_of=as_of
        )
    except DisputeRefused:
        why = "says that this is a service problem; nothing is overdue now."
        return hand_to_manager(escalation, who=who, as_of=as_of, why=why)
    return {"dispute": opened.pk} if opened.opened_at == as_of else {}


def hand_to_manager(
    escalation: Escalation, *, who: str, as_of: datetime, why: str = "says that this is somebody else's."
) -> dict[str, Any]:
    """The AR manager finds out, by a Review."""
    case = escalation.case
    deadline = business_deadline(case.policy.escalation_deadline_days, case=case, as_of=as_of)
    review = open_review(
        Review.Kind.ESCALATION,
        why=f"{who} {why} {escalation.reason_text}",
        subject=escalation,
        case=case,
        deadline=deadline,
        as_of=as_of,
    )
    Review.objects.filter(pk=review.pk).update(to_manager=True)
    return {"review": review.pk}
