"""By when a dispute is to be settled: by its reason, as the policy's table says, unless somebody moves it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from audit.recording import record_event
from dunning.local_days import business_deadline
from dunning.models import Case, Dispute, DisputeDeadline, InvalidState, Review

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def deadline_for(case: Case, *, reason: str, as_of: datetime) -> date:
    """The policy's business days for this reason, else for all others, from today by our own calendar. One query."""
    rows = DisputeDeadline.objects.filter(policy_id=case.policy_id, reason=reason)
    days = rows.values_list("business_days", flat=True).first()
    return business_deadline(case.policy.dispute_deadline_days if days is None else days, case=case, as_of=as_of)


@transaction.atomic
def move_deadline(*, dispute_id: int, deadline: date, by: User, as_of: datetime, why: str = "") -> Dispute:
    """Give a dispute another deadline; its review moves with it. Raises InvalidState for one that is over."""
    dispute = lock_open_dispute(dispute_id)
    if deadline < as_of.date():
        raise InvalidState(_("The new day lies in the past."))
    was, dispute.deadline = dispute.deadline, deadline
    dispute.save(update_fields=["deadline"])
    waiting = Review.objects.filter(dispute=dispute, kind=Review.Kind.DISPUTE, closed_at=None)
    waiting.update(deadline=deadline, to_manager=False)
    data = {"was": was.isoformat(), "deadline": deadline.isoformat()}
    record_event(
        "dispute.deadline_moved",
        subject=dispute,
        as_of=as_of,
        by=by,
        debtor_id=dispute.debtor_id,
        reason=why,
        data=data,
    )
    return dispute


@transaction.atomic
def change_reason(*, dispute_id: int, reason: str, by: User, as_of: datetime) -> Dispute:
    """Put a dispute under another reason; its deadline is the new reason's, counted from when it was opened."""
    dispute = lock_open_dispute(dispute_id)
    if reason not in Dispute.Reason.values:
        raise ValueError(_("That is no reason of a dispute."))
    was, dispute.reason = dispute.reason, reason
    case = Case.objects.select_related("creditor", "policy").get(pk=dispute.case_id)
    dispute.deadline = deadline_for(case, reason=reason, as_of=dispute.opened_at)
    dispute.save(update_fields=["reason", "deadline"])
    waiting = Review.objects.filter(dispute=dispute, kind=Review.Kind.DISPUTE, closed_at=None)
    waiting.update(deadline=dispute.deadline, to_manager=False)
    data = {"was": was, "reason": reason}
    record_event("dispute.reason_changed", subject=dispute, as_of=as_of, by=by, debtor_id=dispute.debtor_id, data=data)
    return dispute


@transaction.atomic
def assign_dispute(*, dispute_id: int, owner: User | None, by: User, as_of: datetime) -> Dispute:
    """Give a dispute, and its review, to a person, or to nobody. Raises InvalidState for one that is over."""
    dispute = lock_open_dispute(dispute_id)
    was, dispute.owner = dispute.owner_id, owner
    dispute.save(update_fields=["owner"])
    Review.objects.filter(dispute=dispute, closed_at=None).update(owner=owner)
    data = {"was": was, "owner": owner.pk if owner else None}
    record_event("dispute.assigned", subject=dispute, as_of=as_of, by=by, debtor_id=dispute.debtor_id, data=data)
    return dispute


def lock_open_dispute(dispute_id: int) -> Dispute:
    """Under a row lock. Raises InvalidState for one that is over."""
    dispute = Dispute.objects.select_for_update().get(pk=dispute_id)
    if dispute.status != Dispute.Status.OPEN:
        raise InvalidState(_("The dispute is over already: {status}.").format(status=dispute.get_status_display()))
    return dispute
