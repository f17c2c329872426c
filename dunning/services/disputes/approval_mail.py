"""Mails to people who are asked about a dispute: asked once, reminded every few days, late ones to the AR manager.

Each mail is claimed by compare-and-set on its row, committed, and then sent: a crash loses one mail, never doubles it.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, QuerySet

from audit.recording import record_event
from dunning.approval_letters import approval_letter, late_letter
from dunning.inside_mail import NO_MAIL
from dunning.models import Dispute, DisputeApproval, Installation, Review
from dunning.signed_links import make_link
from trade.calendars import calendar_for
from trade.countries import local_date

logger = logging.getLogger(__name__)
RELATED = ("dispute__case__creditor", "dispute__case__policy", "dispute__debtor", "dispute__owner", "asked_by", "user")
# So many a run; the sweeper comes back each minute.
A_RUN = 200


@dataclass
class ApprovalReport:
    """How many were asked, reminded, and handed to the AR manager; mails to be tried again."""

    asked: int = 0
    nagged: int = 0
    late: int = 0
    failed: int = 0


def notify_approvers(*, as_of: datetime) -> ApprovalReport:
    """Send what approvers have to know. A job: call it outside of transactions. Nothing during a global stop."""
    report = ApprovalReport()
    if Installation.current().global_stop:
        return report
    for approval in _open().filter(notified_at=None, asked_at__lte=as_of)[:A_RUN]:
        _send(approval, report, first=True, as_of=as_of)
    for approval in _open().filter(notified_at__isnull=False, late_at=None)[:A_RUN]:
        today = local_date(as_of, approval.dispute.case.creditor.time_zone)
        if today > approval.deadline:
            _hand_over(approval, report, as_of=as_of)
        elif _nag_on(approval) <= today:
            _send(approval, report, first=False, as_of=as_of)
    return report


def _open() -> QuerySet[DisputeApproval]:
    rows = DisputeApproval.objects.filter(answered_at=None, withdrawn_at=None, dispute__status=Dispute.Status.OPEN)
    return rows.select_related(*RELATED).order_by("pk")


def _nag_on(approval: DisputeApproval) -> date:
    """So many business days of ours after the last mail."""
    case = approval.dispute.case
    last = approval.nagged_at or approval.notified_at or approval.asked_at
    written_on = local_date(last, case.creditor.time_zone)
    return calendar_for(case.creditor.country).add_business_days(written_on, case.policy.dispute_nag_days)


def _send(approval: DisputeApproval, report: ApprovalReport, *, first: bool, as_of: datetime) -> None:
    column = "notified_at" if first else "nagged_at"
    with transaction.atomic():
        # `nags` tells a second reminder from one that another worker sends right now.
        fresh = DisputeApproval.objects.filter(pk=approval.pk, answered_at=None, withdrawn_at=None, nags=approval.nags)
        if not fresh.filter(**{column: getattr(approval, column)}).update(
            **{column: as_of, "nags": F("nags") + (0 if first else 1)}
        ):
            return
        link = make_link(approval, email=approval.email, as_of=as_of)
        _record("dispute.approval_mailed" if first else "dispute.approval_nagged", approval, as_of=as_of)
    letter = approval_letter(approval, link=link, kind="question" if first else "nag", as_of=as_of)
    try:
        letter.send()
    except NO_MAIL:
        logger.exception("A question about a dispute could not be handed over; it is tried again.")
        back = {column: getattr(approval, column), "nags": approval.nags}
        DisputeApproval.objects.filter(pk=approval.pk).update(**back)
        link.delete()
        report.failed += 1
        return
    if first:
        report.asked += 1
    else:
        report.nagged += 1


def _hand_over(approval: DisputeApproval, report: ApprovalReport, *, as_of: datetime) -> None:
    """Past its deadline the dispute is the AR manager's; the link still takes an answer."""
    with transaction.atomic():
        if not DisputeApproval.objects.filter(pk=approval.pk, late_at=None, answered_at=None).update(late_at=as_of):
            return
        waiting = Review.objects.filter(dispute=approval.dispute, kind=Review.Kind.DISPUTE, closed_at=None)
        waiting.update(to_manager=True, snoozed_until=None)
        _record("dispute.approval_late", approval, as_of=as_of)
    report.late += 1
    manager = approval.dispute.case.creditor.ar_manager_email
    if not manager or manager.lower() == approval.email.lower():
        return
    try:
        late_letter(approval, to=manager, as_of=as_of).send()
    except NO_MAIL:
        logger.exception("The AR manager could not be told of a late answer; the queue shows it.")
        report.failed += 1


def _record(event: str, approval: DisputeApproval, *, as_of: datetime) -> None:
    data = {"approval": approval.pk, "email": approval.email}
    record_event(event, subject=approval.dispute, as_of=as_of, debtor_id=approval.dispute.debtor_id, data=data)
