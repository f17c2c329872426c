"""Disputes: opened from a customer's words or by a person, resolved by a person or by what became of the invoices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from audit.language import recorded_label
from audit.recording import record_event
from customers.models import Invoice
from dunning.models import Case, Dispute, DisputePart, IncomingMail, InvalidState, Review
from dunning.services.cases.cases import account_changed, lock_case
from dunning.services.disputes.amounts import credited_amounts
from dunning.services.disputes.approval import withdraw_open_approvals
from dunning.services.disputes.deadlines import deadline_for
from dunning.services.disputes.expected_credits import expect_credits, take_back_credits
from dunning.services.promises.judging import judge_promises
from dunning.services.reviews.reviews import close_review, open_review

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class DisputeRefused(ValueError):
    """Nothing that could be disputed: the sentence says why."""


@transaction.atomic
def open_dispute(
    *,
    case_id: int,
    invoices: Sequence[int],
    reason: str,
    as_of: datetime,
    amount: Decimal | None = None,
    parts: Mapping[int, Decimal] | None = None,
    quote: str = "",
    mail: IncomingMail | None = None,
    by: User | None = None,
) -> Dispute:
    """Take the invoices (keys) out of chasing and put them before a person with reason, quote and deadline.

    `amount` is what is contested in all; `parts` by invoice key where it is only a part of that invoice.
    Those in an open dispute already stay there; when all are, that dispute is returned.
    Raises DisputeRefused where none is open for this debtor.
    """
    case = lock_case(case_id)
    named = Invoice.objects.still_open().filter(
        pk__in=list(invoices), debtor_id=case.debtor_id, source__creditor_id=case.creditor_id
    )
    fresh = list(named.exclude(disputes__status=Dispute.Status.OPEN))
    if not fresh:
        earlier = Dispute.objects.filter(status=Dispute.Status.OPEN, invoices__in=named).order_by("pk").first()
        if earlier is None:
            raise DisputeRefused(_("None of these invoices is open for this debtor."))
        return earlier
    dispute = Dispute.objects.create(
        case=case,
        debtor_id=case.debtor_id,
        reason=reason,
        amount=amount,
        quote=quote,
        owner=case.owner,
        opened_at=as_of,
        deadline=deadline_for(case, reason=reason, as_of=as_of),
        mail=mail,
    )
    dispute.invoices.set(fresh)
    _set_parts(dispute, fresh, parts or {})
    _ask_a_person(dispute, case=case, numbers=[invoice.number for invoice in fresh], as_of=as_of)
    record_event(
        "dispute.opened",
        subject=dispute,
        as_of=as_of,
        by=by,
        debtor_id=case.debtor_id,
        reason=recorded_label(dispute, "reason"),
        data={"invoices": [invoice.number for invoice in fresh]},
    )
    _refresh(case, why="A dispute was opened.", as_of=as_of)
    return dispute


@transaction.atomic
def resolve_dispute(
    *,
    dispute_id: int,
    outcome: str,
    by: User | None,
    as_of: datetime,
    note: str = "",
    amount: Decimal | None = None,
    amounts: Mapping[int, Decimal] | None = None,
) -> Dispute:
    """End a dispute: valid, partly, invalid or reissued; its invoices are chased again as far as they are open.

    Valid and partly expect credit notes, and what they cover is not asked for while they are awaited: `amount` in all,
    or `amounts` by invoice key; without either all of what is contested. The undisputed rest is asked for at once.
    Raises InvalidState when it is over, ValueError for another outcome, or a part whose amount nobody has said.
    """
    if outcome not in Dispute.Outcome.values:
        raise ValueError(_("“%(outcome)s” is no outcome of a dispute.") % {"outcome": outcome})
    credited: Mapping[int, Decimal] = {}
    if outcome in (Dispute.Outcome.VALID, Dispute.Outcome.PARTLY):
        dispute = Dispute.objects.get(pk=dispute_id)
        whole = outcome == Dispute.Outcome.VALID
        credited = credited_amounts(dispute, whole=whole, amount=amount, amounts=amounts, asked=by is not None)
    dispute = _end(dispute_id, status=Dispute.Status.RESOLVED, outcome=outcome, by=by, note=note, as_of=as_of)
    if credited:
        expect_credits(dispute, case=lock_case(dispute.case_id), amounts=credited, as_of=as_of)
    _follow(dispute, event="dispute.resolved", outcome=outcome, by=by, as_of=as_of, note=note)
    return dispute


@transaction.atomic
def withdraw_dispute(*, dispute_id: int, by: User | None, as_of: datetime, note: str = "") -> Dispute:
    """The customer takes it back, or it is undone with the reading that made it."""
    dispute = _end(dispute_id, status=Dispute.Status.WITHDRAWN, outcome="", by=by, note=note, as_of=as_of)
    _follow(dispute, event="dispute.withdrawn", outcome="withdrawn", by=by, as_of=as_of, note=note)
    return dispute


def resolve_settled_disputes(debtor_ids: Iterable[int], *, as_of: datetime) -> int:
    """End open disputes whose invoices are all closed or replaced. Returns how many; one query when there are none."""
    rows = Dispute.objects.filter(debtor_id__in=list(debtor_ids), status=Dispute.Status.OPEN)
    ended = 0
    for dispute in rows.prefetch_related("invoices__replaced_by"):
        outcome = _outcome_of(dispute.invoices.all())
        if outcome:
            resolve_dispute(dispute_id=dispute.pk, outcome=outcome, by=None, as_of=as_of)
            ended += 1
    return ended


@transaction.atomic
def reopen_dispute(*, dispute_id: int, by: User | None, as_of: datetime, note: str = "") -> Dispute:
    """Take the end of a dispute back: its invoices leave chasing again, an awaited credit note is awaited no more.

    Raises InvalidState when it is open, or when nothing of it is open for this debtor or it is in another dispute.
    """
    dispute = Dispute.objects.select_for_update().get(pk=dispute_id)
    if dispute.status == Dispute.Status.OPEN:
        raise InvalidState(_("The dispute is open already."))
    named = dispute.invoices.filter(closed_how="", debtor_id=dispute.debtor_id)
    free = list(named.exclude(disputes__status=Dispute.Status.OPEN))
    if not free:
        raise InvalidState(_("None of its invoices is open and free of another dispute."))
    take_back_credits(dispute, by=by, as_of=as_of)
    dispute.status, dispute.outcome, dispute.resolved_at = Dispute.Status.OPEN, "", None
    dispute.settled_by, dispute.settled_note = None, ""
    dispute.save(update_fields=["status", "outcome", "resolved_at", "settled_by", "settled_note"])
    case = lock_case(dispute.case_id)
    _ask_a_person(dispute, case=case, numbers=[invoice.number for invoice in free], as_of=as_of)
    record_event("dispute.reopened", subject=dispute, as_of=as_of, by=by, debtor_id=dispute.debtor_id, reason=note)
    _refresh(case, why="A dispute was opened again.", as_of=as_of)
    return dispute


@transaction.atomic
def reopen_disputes(dispute_ids: Sequence[int], *, ended_at: datetime, by: User | None, as_of: datetime) -> int:
    """Open again those that ended at that instant, because the money that ended them was taken back."""
    rows = Dispute.objects.filter(pk__in=list(dispute_ids), status=Dispute.Status.RESOLVED, resolved_at=ended_at)
    found = list(rows.select_for_update())
    for dispute in found:
        dispute.status, dispute.outcome, dispute.resolved_at = Dispute.Status.OPEN, "", None
        dispute.save(update_fields=["status", "outcome", "resolved_at"])
        reason = "What had settled its invoices was taken back."
        record_event(
            "dispute.reopened", subject=dispute, as_of=as_of, by=by, debtor_id=dispute.debtor_id, reason=reason
        )
    return len(found)


def _outcome_of(invoices: Iterable[Invoice]) -> str:
    """Empty while one of the invoices is open and not replaced by another."""
    listed = list(invoices)
    replaced = [invoice for invoice in listed if invoice.replaced_by.all()]
    if any(not invoice.closed_how and invoice not in replaced for invoice in listed):
        return ""
    if replaced:
        return Dispute.Outcome.REISSUED
    paid = [invoice for invoice in listed if invoice.closed_how == Invoice.ClosedHow.PAID]
    if len(paid) == len(listed):
        return Dispute.Outcome.INVALID
    return Dispute.Outcome.PARTLY if paid else Dispute.Outcome.VALID


def _set_parts(dispute: Dispute, invoices: Iterable[Invoice], parts: Mapping[int, Decimal]) -> None:
    """Only what is less than the whole open amount is a part."""
    rows = [
        DisputePart(dispute=dispute, invoice=invoice, amount=parts[invoice.pk])
        for invoice in invoices
        if invoice.pk in parts and 0 < parts[invoice.pk] < invoice.open_amount
    ]
    DisputePart.objects.bulk_create(rows)


def _end(dispute_id: int, *, status: str, outcome: str, by: User | None, note: str, as_of: datetime) -> Dispute:
    dispute = Dispute.objects.select_for_update().get(pk=dispute_id)
    if dispute.status != Dispute.Status.OPEN:
        raise InvalidState(_("The dispute is over already: {status}.").format(status=dispute.get_status_display()))
    dispute.status, dispute.outcome, dispute.resolved_at = status, outcome, as_of
    dispute.settled_by, dispute.settled_note = by, note
    dispute.save(update_fields=["status", "outcome", "resolved_at", "settled_by", "settled_note"])
    withdraw_open_approvals(dispute, as_of=as_of)
    return dispute


def _follow(dispute: Dispute, *, event: str, outcome: str, by: User | None, as_of: datetime, note: str) -> None:
    close_review(dispute, outcome=outcome, by=by, as_of=as_of)
    record_event(
        event,
        subject=dispute,
        as_of=as_of,
        by=by,
        debtor_id=dispute.debtor_id,
        reason=note,
        data={"outcome": outcome},
    )
    _refresh(lock_case(dispute.case_id), why="A dispute ended.", as_of=as_of)


def _ask_a_person(dispute: Dispute, *, case: Case, numbers: Sequence[str], as_of: datetime) -> None:
    why = f"{recorded_label(dispute, 'reason')}: {', '.join(numbers)}."
    if dispute.amount is not None:
        why += f" {dispute.amount} is contested."
    if dispute.quote:
        why += f" “{dispute.quote}”"
    kind, deadline = Review.Kind.DISPUTE, dispute.deadline
    open_review(kind, why=why, subject=dispute, case=case, deadline=deadline, as_of=as_of, owner=dispute.owner)


def _refresh(case: Case, *, why: str, as_of: datetime) -> None:
    """Promises on disputed invoices lapse, too."""
    judge_promises(as_of=as_of, debtor_ids=[case.debtor_id])
    account_changed(case, why=why, as_of=as_of)
