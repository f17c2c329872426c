"""Credit notes that a settled dispute promised: awaited, seen, or missed. Until then their part is not asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, QuerySet, Sum
from django.utils.translation import gettext as _

from audit.recording import record_event
from customers.models import Allocation, Invoice
from dunning.local_days import business_deadline
from dunning.models import Case, Dispute, ExpectedCredit, InvalidState, Review
from dunning.services.cases.cases import account_changed, lock_case
from dunning.services.reviews.reviews import close_review, open_review

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def expect_credits(dispute: Dispute, *, case: Case, amounts: Mapping[int, Decimal], as_of: datetime) -> None:
    """Wait for these credit notes (amount by invoice key) in the caller's transaction. Two queries an invoice."""
    due_on = business_deadline(case.policy.credit_note_days, case=case, as_of=as_of)
    for invoice in Invoice.objects.still_open().filter(pk__in=list(amounts)):
        amount = min(amounts[invoice.pk], invoice.open_amount)
        if amount > 0:
            ExpectedCredit.objects.get_or_create(
                invoice=invoice,
                settled_at=None,
                defaults={
                    "dispute": dispute,
                    "amount": amount,
                    "open_before": invoice.open_amount,
                    "due_on": due_on,
                    "expected_at": as_of,
                },
            )


@transaction.atomic
def settle_credits(debtor_ids: Iterable[int], *, as_of: datetime) -> int:
    """Note which awaited credit notes are there. Returns how many; one query when none is awaited."""
    rows = ExpectedCredit.objects.filter(settled_at=None, dispute__debtor_id__in=list(debtor_ids))
    seen = [row for row in rows.select_related("invoice", "dispute") if _has_come(row)]
    for row in seen:
        _settle(row, outcome=ExpectedCredit.Outcome.CAME, by=None, as_of=as_of)
    for dispute in {row.dispute_id: row.dispute for row in seen}.values():
        if not dispute.expected_credits.filter(settled_at=None).exists():
            close_review(dispute, kind=Review.Kind.CREDIT_NOTE, outcome="came", by=None, as_of=as_of)
    return len(seen)


def ask_about_missing_credits(*, as_of: datetime) -> int:
    """Put credit notes that did not come in time before a person, once for each dispute. Returns how many."""
    late = ExpectedCredit.objects.filter(settled_at=None, due_on__lt=as_of.date())
    unasked = late.exclude(dispute__reviews__in=Review.objects.filter(kind=Review.Kind.CREDIT_NOTE, closed_at=None))
    disputes = Dispute.objects.filter(pk__in=unasked.values("dispute_id"))
    asked = 0
    for dispute in disputes.select_related("case__creditor", "case__policy", "case__owner", "owner")[:200]:
        _ask(dispute, as_of=as_of)
        asked += 1
    return asked


@transaction.atomic
def wait_longer(*, dispute_id: int, until: date, by: User | None, as_of: datetime) -> int:
    """Wait for the credit notes of a dispute until another day. Raises InvalidState when none is awaited."""
    dispute, rows = _waiting(dispute_id)
    if until <= as_of.date():
        raise InvalidState(_("The new day lies in the past."))
    count = rows.update(due_on=until)
    _close_and_record(dispute, "dispute.credit_postponed", {"until": until.isoformat()}, by=by, as_of=as_of)
    return count


@transaction.atomic
def give_up_credits(*, dispute_id: int, by: User | None, as_of: datetime, note: str = "") -> int:
    """No credit note will come: all of the invoices is asked for again. Raises InvalidState when none is awaited."""
    dispute, rows = _waiting(dispute_id)
    waited = list(rows)
    for row in waited:
        _settle(row, outcome=ExpectedCredit.Outcome.GIVEN_UP, by=by, as_of=as_of)
    _close_and_record(dispute, "dispute.credit_given_up", {"note": note}, by=by, as_of=as_of)
    return len(waited)


def take_back_credits(dispute: Dispute, *, by: User | None, as_of: datetime) -> None:
    """The decision that promised them is taken back, in the caller's transaction."""
    for row in dispute.expected_credits.filter(settled_at=None):
        _settle(row, outcome=ExpectedCredit.Outcome.TAKEN_BACK, by=by, as_of=as_of)
    close_review(dispute, kind=Review.Kind.CREDIT_NOTE, outcome="taken_back", by=by, as_of=as_of)


def _has_come(row: ExpectedCredit) -> bool:
    """Set off against the invoice, booked by the ERP as just this sum, or lying there unapplied as a note of it."""
    if row.invoice.closed_how or row.invoice.open_amount <= 0:
        return True
    since = Allocation.objects.filter(invoice_id=row.invoice_id, known_at__gt=row.expected_at)
    credited = since.filter(origin=Allocation.Origin.CREDIT_NOTE).aggregate(total=Sum("amount"))["total"]
    if credited is not None and credited >= row.amount:
        return True
    if since.filter(origin=Allocation.Origin.ERP, amount=row.amount).exists():
        return True
    notes = Invoice.objects.still_open().filter(kind=Invoice.Kind.CREDIT_NOTE, debtor_id=row.dispute.debtor_id)
    return notes.filter(amount=-row.amount, open_amount=F("amount"), known_at__gt=row.dispute.opened_at).exists()


def _settle(row: ExpectedCredit, *, outcome: str, by: User | None, as_of: datetime) -> None:
    row.settled_at, row.outcome = as_of, outcome
    row.save(update_fields=["settled_at", "outcome"])
    record_event(
        f"credit_note.{outcome}",
        subject=row,
        as_of=as_of,
        by=by,
        debtor_id=row.dispute.debtor_id,
        data={"invoice": row.invoice_id, "amount": str(row.amount)},
    )


def _ask(dispute: Dispute, *, as_of: datetime) -> None:
    case, waiting = dispute.case, dispute.expected_credits.filter(settled_at=None).select_related("invoice")
    listed = ", ".join(f"{row.amount} {row.invoice.currency} ({row.invoice.number})" for row in waiting)
    open_review(
        Review.Kind.CREDIT_NOTE,
        why=_("The credit note of a justified dispute has not come: {credits}.").format(credits=listed),
        subject=dispute,
        case=case,
        deadline=business_deadline(case.policy.dispute_deadline_days, case=case, as_of=as_of),
        as_of=as_of,
        owner=dispute.owner,
    )


def _waiting(dispute_id: int) -> tuple[Dispute, QuerySet[ExpectedCredit]]:
    dispute = Dispute.objects.select_for_update().get(pk=dispute_id)
    rows = dispute.expected_credits.filter(settled_at=None)
    if not rows:
        raise InvalidState(_("No credit note is awaited any more."))
    return dispute, rows


def _close_and_record(dispute: Dispute, event: str, data: dict[str, str], *, by: User | None, as_of: datetime) -> None:
    close_review(dispute, kind=Review.Kind.CREDIT_NOTE, outcome="answered", by=by, as_of=as_of)
    record_event(event, subject=dispute, as_of=as_of, by=by, debtor_id=dispute.debtor_id, data=data)
    account_changed(lock_case(dispute.case_id), why="What is awaited of a dispute has changed.", as_of=as_of)
