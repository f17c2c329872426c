"""What the ledger cannot settle alone, put before a person: money that fits no invoice, snapshots that were refused."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from audit.models import AuditEvent
from audit.recording import EventRow, record_events
from customers.models import BankTransaction, ImportRun
from dunning.local_days import deadline_of
from dunning.models import Review
from dunning.services.money.expected_reviews import ask_about_expected_money
from dunning.services.reviews.reviews import close_review, close_reviews, insert_reviews, open_review

# Business days in which somebody should have looked at money or at a refused file.
MONEY_DAYS, FILE_DAYS = 2, 1
ASKED_AT_ONCE = 1000


def ask_about_ledger(*, as_of: datetime) -> int:
    """Open what is missing, close what has been answered by the ledger itself. Returns how many were opened."""
    _close_matched(as_of=as_of)
    opened = ask_about_unmatched_money(as_of=as_of) + ask_about_refused_snapshots(as_of=as_of)
    return opened + ask_about_expected_money(as_of=as_of)


@transaction.atomic
def ask_about_unmatched_money(*, as_of: datetime) -> int:
    """One Review for each payment that matching left alone; one that a person answered is not asked about again."""
    asked = Review.objects.filter(kind=Review.Kind.UNMATCHED_PAYMENT, transaction=OuterRef("pk"))
    rows = BankTransaction.objects.filter(state=BankTransaction.State.UNMATCHED, known_at__lte=as_of)
    rows = rows.exclude(Exists(asked)).select_related("source__creditor").order_by("pk")[:ASKED_AT_ONCE]
    reviews = [
        Review(
            kind=Review.Kind.UNMATCHED_PAYMENT,
            why=_why(row),
            transaction=row,
            opened_at=as_of,
            deadline=deadline_of(row.source.creditor, MONEY_DAYS, as_of=as_of),
        )
        for row in rows
    ]
    insert_reviews(reviews)
    events = [
        EventRow("review.opened", "banktransaction", review.transaction_id, None, review.why) for review in reviews
    ]
    record_events(events, as_of=as_of, actor=AuditEvent.Actor.SYSTEM)
    return len(reviews)


def _why(row: BankTransaction) -> str:
    payer = f" from {row.payer_name}" if row.payer_name else ""
    reference = f": “{row.reference[:120]}”" if row.reference else ""
    return f"{row.amount} {row.currency}{payer}, booked on {row.booked_on}, fits no invoice for certain{reference}"


def _close_matched(*, as_of: datetime) -> None:
    answered = Review.objects.filter(kind=Review.Kind.UNMATCHED_PAYMENT, closed_at__isnull=True)
    answered = answered.exclude(transaction__state=BankTransaction.State.UNMATCHED)
    close_reviews(answered, outcome="matched", as_of=as_of)


def ask_about_refused_snapshots(*, as_of: datetime) -> int:
    """A Review while a source's last snapshot was refused; the next that lands closes it."""
    snapshots = ImportRun.objects.filter(kind="snapshot").exclude(status=ImportRun.Status.RUNNING)
    opened = 0
    for run in snapshots.order_by("source", "-id").distinct("source").select_related("source__creditor"):
        if run.status == ImportRun.Status.DONE:
            close_review(run.source, kind=Review.Kind.SNAPSHOT, outcome="imported", by=None, as_of=as_of)
            continue
        deadline = deadline_of(run.source.creditor, FILE_DAYS, as_of=as_of)
        why = f"{run.file_name} was refused: {run.problem}"
        open_review("snapshot", why=why, subject=run.source, case=None, deadline=deadline, as_of=as_of)
        opened += 1
    return opened
