"""What waits for a person. Opened and closed only here, in the transaction of its subject."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils.translation import gettext

from audit.models import AuditEvent
from audit.recording import EventRow, record_event, record_events
from customers.models import BankTransaction, Contact, LedgerSource
from dunning.models import (
    Arrangement,
    Case,
    Dispute,
    Escalation,
    IncomingMail,
    InvalidState,
    Message,
    Promise,
    Review,
    RungChange,
)
from dunning.models.review import RANK
from dunning.services.cases.looks import look_again
from dunning.services.reviews.ranks import rank_cases, rank_new

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SUBJECT_FIELDS: dict[type[models.Model], str] = {
    Message: "message",
    IncomingMail: "incoming",
    Promise: "promise",
    Dispute: "dispute",
    Escalation: "escalation",
    Arrangement: "arrangement",
    BankTransaction: "transaction",
    Contact: "contact",
    LedgerSource: "source",
    RungChange: "rung_change",
    Case: "subject_case",
}


@transaction.atomic
def open_review(
    kind: str,
    *,
    why: str,
    subject: models.Model,
    case: Case | None,
    deadline: date,
    as_of: datetime,
    look_again_on: date | None = None,
    owner: User | None = None,
) -> Review:
    """Put something before a person; an open one of the same kind and subject is returned instead."""
    place = {"kind": kind, SUBJECT_FIELDS[type(subject)]: subject, "closed_at": None}
    found = Review.objects.filter(**place).first()
    if found:
        return found
    owner = owner or (case.owner if case else None)
    row = Review(
        **place, why=why, case=case, deadline=deadline, opened_at=as_of, look_again_on=look_again_on, owner=owner
    )
    rank_new(row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # somebody opened it a moment ago
        return Review.objects.get(**place)
    record_event(
        "review.opened",
        subject=row,
        as_of=as_of,
        debtor_id=case.debtor_id if case else None,
        reason=why,
        data={"kind": kind},
    )
    return row


def insert_reviews(rows: list[Review]) -> None:
    """Open many at once by one INSERT, those already open left alone; the caller records what led to them."""
    Review.objects.bulk_create(rows, ignore_conflicts=True)
    rank_cases({row.case_id for row in rows if row.case_id})


@transaction.atomic
def close_review(
    review_or_subject: models.Model, *, kind: str | None = None, outcome: str, by: User | None, as_of: datetime
) -> int:
    """Close a review, or all open ones (of a kind) about a subject. Returns how many; none is fine."""
    if isinstance(review_or_subject, Review):
        rows = Review.objects.filter(pk=review_or_subject.pk)
    else:
        rows = Review.objects.filter(**{SUBJECT_FIELDS[type(review_or_subject)]: review_or_subject})
    return close_reviews(rows.filter(kind=kind) if kind else rows, outcome=outcome, by=by, as_of=as_of)


@transaction.atomic
def close_reviews(rows: models.QuerySet[Review], *, outcome: str, by: User | None = None, as_of: datetime) -> int:
    """Close every open one of these; their debtors are looked at again. Four queries."""
    found = list(
        rows.filter(closed_at__isnull=True).select_for_update(of=("self",)).values_list("pk", "kind", "case__debtor_id")
    )
    if not found:
        return 0
    Review.objects.filter(pk__in=[pk for pk, _, _ in found]).update(closed_at=as_of, outcome=outcome, closed_by=by)
    record_events(
        [EventRow("review.closed", "review", pk, debtor, outcome, {"kind": kind}) for pk, kind, debtor in found],
        as_of=as_of,
        actor=AuditEvent.Actor.PERSON if by else AuditEvent.Actor.AGENT,
        user_id=by.pk if by else None,
    )
    look_again({debtor for _, _, debtor in found if debtor})
    return len(found)


@transaction.atomic
def reopen_reviews(review_ids: Collection[int], *, closed_at: datetime, by: User | None, as_of: datetime) -> int:
    """Open again what was closed at that instant, because what had answered it was undone. Returns how many.

    One that has a successor meanwhile stays closed.
    """
    reopened = []
    for row in Review.objects.select_for_update().filter(pk__in=list(review_ids), closed_at=closed_at).order_by("pk"):
        place = {f"{name}_id": getattr(row, f"{name}_id") for name in SUBJECT_FIELDS.values()}
        if Review.objects.filter(kind=row.kind, closed_at__isnull=True, **place).exists():
            continue
        row.closed_at, row.outcome, row.closed_by = None, "", None
        row.save(update_fields=["closed_at", "outcome", "closed_by"])
        debtor_id = row.case.debtor_id if row.case else None
        reopened.append(EventRow("review.reopened", "review", row.pk, debtor_id, "", {"kind": row.kind}))
    actor = AuditEvent.Actor.PERSON if by else AuditEvent.Actor.AGENT
    record_events(reopened, as_of=as_of, actor=actor, user_id=by.pk if by else None)
    return len(reopened)


@transaction.atomic
def snooze_review(*, review_id: int, until: date | None, by: User, as_of: datetime) -> Review:
    """Out of sight until a day, or in sight again for None; its deadline stays."""
    row = _open(review_id)
    row.snoozed_until = until
    row.save(update_fields=["snoozed_until"])
    record_event(
        "review.snoozed" if until else "review.woken",
        subject=row,
        as_of=as_of,
        by=by,
        debtor_id=_debtor(row),
        data={"until": until.isoformat()} if until else {},
    )
    return row


@transaction.atomic
def assign_review(*, review_id: int, owner: User | None, by: User, as_of: datetime) -> Review:
    """Make it this person's, or nobody's for None."""
    row = _open(review_id)
    row.owner = owner
    row.save(update_fields=["owner"])
    record_event(
        "review.assigned",
        subject=row,
        as_of=as_of,
        by=by,
        debtor_id=_debtor(row),
        data={"owner": owner.pk if owner else None},
    )
    return row


def move_overdue_to_manager(*, today: date) -> int:
    """Reviews past their deadline are the manager's from now on. One query."""
    late = Review.objects.filter(closed_at__isnull=True, deadline__lt=today, to_manager=False)
    return late.update(to_manager=True)


def open_reviews_ranked(*, today: date | None = None) -> models.QuerySet[Review]:
    """Open reviews, expected cash at risk first, as `priority` weighs it; snoozed ones left out on a given day."""
    rows = Review.objects.filter(closed_at__isnull=True).select_related("case__debtor", "owner")
    if today:
        rows = rows.filter(Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=today))
    return rows.order_by(*RANK)


def _open(review_id: int) -> Review:
    row = Review.objects.select_for_update(of=("self",)).select_related("case").get(pk=review_id)
    if row.closed_at is not None:
        raise InvalidState(gettext("The review is closed already."))
    return row


def _debtor(row: Review) -> int | None:
    return row.case.debtor_id if row.case else None
