"""Recording what became of messages that were handed to the mail server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Case as Choose
from django.db.models import F, Value, When

from audit.recording import EventRow, record_event, record_events
from dunning.local_days import business_deadline
from dunning.mail.failures import Fate
from dunning.models import Case, Message, Review, Suppression
from dunning.services.cases.looks import look_again
from dunning.services.contacts.finds import suggest_after_silence
from dunning.services.contacts.suppressions import suppress
from dunning.services.outbox.draft_rows import DEADLINE_BUSINESS_DAYS
from dunning.services.reviews.reviews import open_review

# After so many tries over more than a day a person is asked.
MAX_ATTEMPTS = 8
FIRST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=8)

SENT = """
UPDATE dunning_message m SET status = 'sent', sent_at = %(as_of)s, provider_id = t.provider_id, lease_until = NULL,
    problem = '', next_attempt_at = NULL
FROM unnest(%(ids)s::bigint[], %(provider_ids)s::text[]) AS t(id, provider_id)
WHERE m.id = t.id AND m.status = 'sending'
RETURNING m.id
"""


@dataclass(frozen=True)
class Outcome:
    """One message's sending; `fate` None: it was taken."""

    message: Message
    fate: Fate | None
    detail: str = ""
    provider_id: str = ""


@dataclass
class Counts:
    sent: int = 0
    retried: int = 0
    failed: int = 0
    uncertain: int = 0
    sent_ids: list[int] = field(default_factory=list)


@transaction.atomic
def record_outcomes(outcomes: Sequence[Outcome], *, as_of: datetime) -> Counts:
    """Move messages on from `sending`; one that has moved on already stays. Set-based for what was sent."""
    counts = Counts()
    taken = [outcome for outcome in outcomes if outcome.fate is None]
    if taken:
        counts.sent_ids = _record_sent(taken, as_of=as_of)
        counts.sent = len(counts.sent_ids)
    for outcome in outcomes:
        if outcome.fate is not None:
            _record_failure(outcome, counts, as_of=as_of)
    return counts


def _record_sent(outcomes: Sequence[Outcome], *, as_of: datetime) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            SENT,
            {
                "as_of": as_of,
                "ids": [outcome.message.pk for outcome in outcomes],
                "provider_ids": [outcome.provider_id for outcome in outcomes],
            },
        )
        moved = {pk for (pk,) in cursor.fetchall()}
    messages = [outcome.message for outcome in outcomes]
    count_outreach(messages, as_of=as_of)
    chased = {m.case_id for m in messages if m.kind == Message.Kind.REMINDER and m.pk in moved}
    suggest_after_silence(chased, as_of=as_of)
    record_events(
        [EventRow("message.sent", "message", m.pk, m.debtor_id, data={"text": m.text_hash}) for m in messages],
        as_of=as_of,
    )
    look_again({message.debtor_id for message in messages})
    return [message.pk for message in messages if message.pk in moved]


def count_outreach(messages: Sequence[Message], *, as_of: datetime) -> None:
    """Chasers move the gap and count as attempts; a person's own message moves the gap alone; nothing else either."""
    chasers = {message.case_id for message in messages if message.kind == Message.Kind.REMINDER}
    own = {message.case_id for message in messages if message.kind == Message.Kind.MANUAL}
    if chasers | own:
        Case.objects.filter(pk__in=chasers | own).update(
            last_outreach_at=as_of,
            attempts=F("attempts") + Choose(When(pk__in=chasers, then=Value(1)), default=Value(0)),
            version=F("version") + 1,
        )


def _record_failure(outcome: Outcome, counts: Counts, *, as_of: datetime) -> None:
    message = Message.objects.select_for_update(of=("self",)).get(pk=outcome.message.pk)
    if message.status != Message.Status.SENDING:
        return
    message.case = outcome.message.case
    message.problem, message.lease_until = outcome.detail, None
    if outcome.fate == Fate.TEMPORARY and message.attempts < MAX_ATTEMPTS:
        message.move(Message.Status.APPROVED)
        message.next_attempt_at = as_of + _pause(message.attempts)
        counts.retried += 1
    elif outcome.fate == Fate.UNKNOWN:
        message.move(Message.Status.UNCERTAIN)
        _ask(message, Review.Kind.UNCERTAIN, "Nobody knows whether this message went out", as_of=as_of)
        counts.uncertain += 1
    elif outcome.fate == Fate.BAD_ADDRESS:
        message.move(Message.Status.BOUNCED)
        suppress(message.to_email, why=Suppression.Why.BAD_ADDRESS, detail=outcome.detail, as_of=as_of)
        counts.failed += 1
    else:
        message.move(Message.Status.FAILED)
        _ask(message, Review.Kind.FAILED, "This message could not be sent", as_of=as_of)
        counts.failed += 1
    message.save(update_fields=["status", "problem", "lease_until", "next_attempt_at"])
    look_again([message.debtor_id])
    record_event(
        f"message.{message.status}" if message.status != Message.Status.APPROVED else "message.put_off",
        subject=message,
        as_of=as_of,
        actor="system",
        debtor_id=message.debtor_id,
        reason=outcome.detail,
    )


def _pause(attempts: int) -> timedelta:
    """5 minutes, then three times as long each time, 8 hours at most."""
    return min(FIRST_PAUSE * 3 ** max(attempts - 1, 0), LONGEST_PAUSE)


def _ask(message: Message, kind: str, words: str, *, as_of: datetime) -> None:
    deadline = business_deadline(DEADLINE_BUSINESS_DAYS, case=message.case, as_of=as_of)
    why = f"{words}: {message.problem}"
    open_review(kind, why=why, subject=message, case=message.case, deadline=deadline, as_of=as_of)
