"""Messages that the agent had approved by itself and that have not left, put before a person after all."""

from __future__ import annotations

from datetime import datetime

from audit.recording import EventRow, record_events
from dunning.local_days import business_deadline
from dunning.models import Evidence, Message, Review
from dunning.services.outbox.draft_rows import DEADLINE_BUSINESS_DAYS
from dunning.services.reviews.reviews import insert_reviews


def take_back_approved(*, segment_id: int, kind: str, stage: str, why: str, as_of: datetime) -> int:
    """Approved → awaiting approval for what waits in the undo window or for its hour. Returns how many. Six queries.

    What the sender has claimed meanwhile is gone.
    """
    rows = Evidence.objects.filter(segment=segment_id, kind=kind, stage=stage, outcome=Evidence.Outcome.ALONE)
    waiting = Message.objects.filter(
        evidence__in=rows, status=Message.Status.APPROVED, approved_by__isnull=True
    ).select_related("case__debtor", "case__creditor")
    messages = list(waiting.select_for_update(of=("self",), skip_locked=True).order_by("pk"))
    if not messages:
        return 0
    ids = [message.pk for message in messages]
    Message.objects.filter(pk__in=ids).update(
        status=Message.Status.AWAITING_APPROVAL,
        approved_at=None,
        send_after=None,
        next_attempt_at=None,
        problem=why,
    )
    Evidence.objects.filter(message_id__in=ids).update(outcome=Evidence.Outcome.WAITING, touched_at=as_of)
    insert_reviews([_review(message, why, as_of=as_of) for message in messages])
    record_events(
        [EventRow("message.approval_undone", "message", m.pk, m.debtor_id, why) for m in messages], as_of=as_of
    )
    return len(messages)


def _review(message: Message, why: str, *, as_of: datetime) -> Review:
    return Review(
        kind=Review.Kind.APPROVAL,
        message=message,
        case=message.case,
        why=why,
        opened_at=as_of,
        deadline=business_deadline(DEADLINE_BUSINESS_DAYS, case=message.case, as_of=as_of),
        owner_id=message.case.owner_id,
    )
