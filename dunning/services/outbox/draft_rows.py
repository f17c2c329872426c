"""Storing written drafts: one UPDATE for a chunk, with reviews, events and the bell."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q

from audit.recording import EventRow, record_events
from dunning.bell import ring
from dunning.local_days import business_deadline
from dunning.models import Case, Message, Review
from dunning.services.autonomy.evidence import keep_drafts
from dunning.services.cases.looks import look_again
from dunning.services.reviews.reviews import close_reviews, insert_reviews, open_review

# An awaiting or blocked draft is worked on within so many business days.
DEADLINE_BUSINESS_DAYS = 2
LOOK_LATER = timedelta(hours=4)

STORE = """
UPDATE dunning_message m SET
    status = t.status, purpose = t.purpose, problem = t.problem, language = t.language, contact_id = t.contact_id,
    to_email = t.to_email, to_name = t.to_name, cc = t.cc, subject = t.subject, body_text = t.body_text,
    body_html = t.body_html, facts = t.facts, facts_digest = t.facts_digest, text_hash = t.text_hash,
    guard_version = t.guard_version,
    violations = t.violations, author = t.author, message_id = t.message_id, in_reply_to = t.in_reply_to,
    "references" = t."references", send_after = t.send_after, approved_at = t.approved_at, lease_until = NULL
FROM jsonb_to_recordset(%(rows)s::jsonb) AS t(
    id bigint, status text, purpose text, problem text, language text, contact_id bigint, to_email text, to_name text,
    cc varchar(254)[], subject text, body_text text, body_html text, facts jsonb, facts_digest text, text_hash text,
    guard_version text, violations jsonb, author text, message_id text, in_reply_to text, "references" text,
    send_after timestamptz, approved_at timestamptz
)
WHERE m.id = t.id AND m.status = 'draft' AND m.lease_until = %(lease)s
RETURNING m.id
"""


@dataclass(frozen=True)
class DraftRow:
    """What one draft became, by column; `why` in words for review and event."""

    message: Message
    status: str
    why: str = ""
    language: str = ""
    contact_id: int | None = None
    to_email: str = ""
    to_name: str = ""
    cc: list[str] = field(default_factory=list)
    subject: str = ""
    body_text: str = ""
    body_html: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    facts_digest: str = ""
    text_hash: str = ""
    guard_version: str = ""
    violations: list[dict[str, str]] = field(default_factory=list)
    author: str = ""
    message_id: str = ""
    in_reply_to: str = ""
    references: str = ""
    send_after: datetime | None = None
    approved_at: datetime | None = None
    nobody_to_write_to: bool = False
    # The rung that it was written under; None for a person's own message.
    level: int | None = None

    @classmethod
    def without_recipient(cls, message: Message, *, back_on: date | None) -> DraftRow:
        why = f"The contact is away until {back_on}." if back_on else "There is nobody to write to."
        return cls(message, Message.Status.SUPERSEDED, why, nobody_to_write_to=back_on is None)

    @classmethod
    def unwritable(cls, message: Message, *, why: str) -> DraftRow:
        return cls(message, Message.Status.SUPERSEDED, why)

    def as_json(self) -> dict[str, Any]:
        columns = {name: getattr(self, name) for name in _COLUMNS}
        return {"id": self.message.pk, "purpose": self.message.purpose, "problem": self.why, **columns}


_BESIDE = ("message", "why", "nobody_to_write_to", "level")
_COLUMNS = tuple(name for name in DraftRow.__dataclass_fields__ if name not in _BESIDE)


def store_drafts(rows: Sequence[DraftRow], *, lease: datetime, as_of: datetime) -> int:
    """Store what still is this worker's; what was superseded meanwhile stays so. Returns how many."""
    stored = _update(rows, lease=lease)
    kept = [row for row in rows if row.message.pk in stored]
    _settle_reviews(kept, as_of=as_of)
    keep_drafts(kept, as_of=as_of)
    record_events([_event(row) for row in kept], as_of=as_of)
    given_up = [row for row in kept if row.status == Message.Status.SUPERSEDED]
    if given_up:
        _look_later(given_up, as_of=as_of)
    if any(row.status == Message.Status.APPROVED for row in kept):
        ring("send")
    return len(kept)


def _update(rows: Sequence[DraftRow], *, lease: datetime) -> set[int]:
    # PostgreSQL's text holds no NUL; json.dumps writes one as an escape that jsonb refuses.
    listed = json.dumps([row.as_json() for row in rows], default=str).replace("\\u0000", "")
    with connection.cursor() as cursor:
        cursor.execute(STORE, {"rows": listed, "lease": lease})
        return {pk for (pk,) in cursor.fetchall()}


def _settle_reviews(rows: Sequence[DraftRow], *, as_of: datetime) -> None:
    """Open what a person must see, close what an earlier draft of the same message had asked."""
    kinds = {"blocked": Review.Kind.BLOCKED, "awaiting_approval": Review.Kind.APPROVAL}
    wanted = [
        Review(
            kind=kinds[row.status],
            message=row.message,
            case=row.message.case,
            why=row.why,
            opened_at=as_of,
            deadline=business_deadline(DEADLINE_BUSINESS_DAYS, case=row.message.case, as_of=as_of),
            owner_id=row.message.case.owner_id,
        )
        for row in rows
        if row.status in kinds
    ]
    answered = Q(pk__in=[])
    for kind in kinds.values():
        others = [row.message.pk for row in rows if kinds.get(row.status) != kind]
        answered |= Q(kind=kind, message_id__in=others)
    close_reviews(Review.objects.filter(answered), outcome="redrafted", as_of=as_of)
    insert_reviews(wanted)


def _event(row: DraftRow) -> EventRow:
    action = {"superseded": "message.superseded", "approved": "message.approved", "blocked": "message.blocked"}
    data = {"author": row.author, "text": row.text_hash} if row.text_hash else {}
    message = row.message
    return EventRow(action.get(row.status, "message.drafted"), "message", message.pk, message.debtor_id, row.why, data)


def _look_later(rows: Sequence[DraftRow], *, as_of: datetime) -> None:
    """Have the round decide anew, but not at once: what could not be written now cannot be written in a minute."""
    look_again({row.message.debtor_id for row in rows}, at=as_of + LOOK_LATER)
    for case in {row.message.case_id: row.message.case for row in rows if row.nobody_to_write_to}.values():
        _ask_for_contact(case, as_of=as_of)


def _ask_for_contact(case: Case, *, as_of: datetime) -> None:
    open_review(
        Review.Kind.NO_CONTACT,
        why="A message is due, and no contact can be written to.",
        subject=case,
        case=case,
        deadline=business_deadline(DEADLINE_BUSINESS_DAYS, case=case, as_of=as_of),
        as_of=as_of,
    )
