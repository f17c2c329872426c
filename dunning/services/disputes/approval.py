"""Asking a named person whether a dispute is justified, and booking the answer. The mails are `approval_mail`'s."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from audit.language import recorded_label
from audit.models import AuditEvent
from audit.recording import record_event
from dunning.local_days import business_deadline
from dunning.models import Case, Dispute, DisputeApproval, InvalidState, Review, SignedLink
from dunning.services.disputes.comments import LONGEST_COMMENT, add_comment
from dunning.services.disputes.deadlines import lock_open_dispute
from dunning.signed_links import spend_link

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LONGEST_QUESTION = 2_000


@transaction.atomic
def ask_approver(
    *,
    dispute_id: int,
    email: str,
    by: User,
    as_of: datetime,
    name: str = "",
    question: str = "",
    deadline: date | None = None,
) -> DisputeApproval:
    """Ask somebody, a user or not, by mail; the one asked already is returned. The mail is left to `notify_approvers`.

    Raises InvalidState for a dispute that is over, ValueError for what is no address or a day that has passed.
    """
    dispute = lock_open_dispute(dispute_id)
    email = _address(email)
    waiting = DisputeApproval.objects.filter(dispute=dispute, email__iexact=email)
    found = waiting.filter(answered_at=None, withdrawn_at=None).first()
    if found:
        return found
    case = Case.objects.select_related("creditor", "policy").get(pk=dispute.case_id)
    if deadline and deadline < as_of.date():
        raise ValueError(_("The new day lies in the past."))
    user = get_user_model().objects.filter(email__iexact=email, is_active=True).order_by("pk").first()
    row = DisputeApproval.objects.create(
        dispute=dispute,
        email=email,
        name=name.strip()[:200] or (user.get_full_name() if user else ""),
        user=user,
        question=question.strip()[:LONGEST_QUESTION],
        asked_by=by,
        asked_at=as_of,
        deadline=deadline or business_deadline(case.policy.dispute_approval_days, case=case, as_of=as_of),
    )
    _record("dispute.approval_asked", row, by=by, as_of=as_of)
    return row


@transaction.atomic
def answer_approval(
    *,
    approval_id: int,
    answer: str,
    as_of: datetime,
    amount: Decimal | None = None,
    comment: str = "",
    link: SignedLink | None = None,
    by: User | None = None,
) -> DisputeApproval:
    """Book the answer and its words, once; it decides nothing yet: a person settles the dispute, with one click.

    Late answers count too, while the dispute is open. Raises LinkSpent, InvalidState when it was answered or the
    dispute is over, ValueError for another answer, a part without its amount or a question without words.
    """
    if link:
        spend_link(link, as_of=as_of)
    row = DisputeApproval.objects.select_for_update(of=("self",)).select_related("dispute__case").get(pk=approval_id)
    if not row.is_open:
        raise InvalidState(_("This question was answered or taken back already."))
    lock_open_dispute(row.dispute_id)
    comment = comment.replace("\x00", "").strip()[:LONGEST_COMMENT]
    _check_answer(row, answer, amount, comment)
    row.answer, row.comment, row.answered_at = answer, comment, as_of
    row.amount = amount if answer == DisputeApproval.Answer.PARTLY else None
    row.save(update_fields=["answer", "comment", "amount", "answered_at"])
    if link:
        SignedLink.objects.filter(pk=link.pk).update(answer=answer)
    _record("dispute.approval_answered", row, by=by or row.user, as_of=as_of, data={"answer": answer})
    if comment:
        add_comment(dispute_id=row.dispute_id, text=comment, by=row.user, by_email=row.email, as_of=as_of)
    _bring_back(row)
    return row


@transaction.atomic
def withdraw_approval(*, approval_id: int, by: User, as_of: datetime) -> DisputeApproval:
    """Take a question back: its link says so. Raises InvalidState when it was answered."""
    row = DisputeApproval.objects.select_for_update(of=("self",)).select_related("dispute").get(pk=approval_id)
    if not row.is_open:
        raise InvalidState(_("This question was answered or taken back already."))
    row.withdrawn_at = as_of
    row.save(update_fields=["withdrawn_at"])
    _record("dispute.approval_withdrawn", row, by=by, as_of=as_of)
    return row


def withdraw_open_approvals(dispute: Dispute, *, as_of: datetime) -> int:
    """The dispute is over, in the caller's transaction: nobody needs to answer any more."""
    return dispute.approvals.filter(answered_at=None, withdrawn_at=None).update(withdrawn_at=as_of)


def _address(email: str) -> str:
    try:
        validate_email(email.strip())
    except ValidationError as problem:
        raise ValueError(_("“{email}” is no e-mail address.").format(email=email.strip()[:100])) from problem
    return email.strip().lower()


def _check_answer(row: DisputeApproval, answer: str, amount: Decimal | None, comment: str) -> None:
    if answer not in DisputeApproval.Answer.values:
        raise ValueError(_("Choose one of the answers."))
    if answer == DisputeApproval.Answer.NEED_MORE and not comment:
        raise ValueError(_("Say what you need to know."))
    if answer != DisputeApproval.Answer.PARTLY:
        return
    most = row.dispute.invoices.aggregate(total=Sum("open_amount"))["total"] or Decimal()
    if amount is None or not 0 < amount <= most:
        raise ValueError(_("Say how much of it the customer need not pay: more than nothing, at most what is open."))


def _bring_back(row: DisputeApproval) -> None:
    """The dispute's review comes back into sight and says what was answered."""
    said = f"{row.name or row.email}: {recorded_label(row, 'answer')}"
    if row.amount is not None:
        said += f" ({row.amount})"
    for review in Review.objects.filter(dispute=row.dispute, kind=Review.Kind.DISPUTE, closed_at=None):
        review.why, review.snoozed_until = f"{said}. {review.why}", None
        review.save(update_fields=["why", "snoozed_until"])


def _record(
    event: str, row: DisputeApproval, *, by: User | None, as_of: datetime, data: dict[str, str] | None = None
) -> None:
    record_event(
        event,
        subject=row.dispute,
        as_of=as_of,
        by=by,
        actor=AuditEvent.Actor.PERSON,
        debtor_id=row.dispute.debtor_id,
        data={"approval": row.pk, "email": row.email, **(data or {})},
    )
