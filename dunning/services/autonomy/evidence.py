"""Keeping what came of the agent's texts: a row for each, written in the transaction of the decision."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection

from dunning.models import Evidence, Message

if TYPE_CHECKING:
    from dunning.services.outbox.draft_rows import DraftRow

KEEP = """
INSERT INTO dunning_evidence
    (message_id, segment_id, kind, stage, level, outcome, decided_at, touched_at, codes, blocked_at, reason)
SELECT t.message, coalesce(own.id, others.id), t.kind, t.stage, t.level, t.outcome, %(as_of)s, %(as_of)s, t.codes,
    CASE WHEN t.codes <> '{}' THEN %(as_of)s::timestamptz END, t.why
FROM jsonb_to_recordset(%(rows)s::jsonb) AS t(
    message bigint, segment text, kind text, stage text, level smallint, outcome text, codes varchar(40)[], why text
)
LEFT JOIN dunning_segment own ON own.key = t.segment
LEFT JOIN dunning_segment others ON others.key = ''
WHERE coalesce(own.id, others.id) IS NOT NULL
ON CONFLICT (message_id) DO UPDATE SET
    segment_id = EXCLUDED.segment_id, level = EXCLUDED.level, outcome = EXCLUDED.outcome, reason = EXCLUDED.reason,
    decided_at = EXCLUDED.decided_at, touched_at = EXCLUDED.touched_at, changed_share = NULL,
    blocked_at = coalesce(EXCLUDED.blocked_at, dunning_evidence.blocked_at),
    codes = CASE WHEN EXCLUDED.codes = '{}' THEN dunning_evidence.codes ELSE EXCLUDED.codes END
"""

_OUTCOMES: dict[str, Evidence.Outcome] = {
    Message.Status.APPROVED: Evidence.Outcome.ALONE,
    Message.Status.AWAITING_APPROVAL: Evidence.Outcome.WAITING,
    Message.Status.BLOCKED: Evidence.Outcome.BLOCKED,
    Message.Status.SHADOW: Evidence.Outcome.SHADOW,
}


def keep_drafts(rows: Sequence[DraftRow], *, as_of: datetime) -> None:
    """What the agent wrote and where the rung sent it; a text written anew keeps what the guard had found before.

    One query. A person's own messages are no evidence.
    """
    kept = [_draft(row) for row in rows if row.level is not None and row.status in _OUTCOMES]
    if not kept:
        return
    listed = json.dumps(kept).replace("\\u0000", "")
    with connection.cursor() as cursor:
        cursor.execute(KEEP, {"rows": listed, "as_of": as_of})


def _draft(row: DraftRow) -> dict[str, object]:
    message = row.message
    return {
        "message": message.pk,
        "segment": message.case.debtor.segment,
        "kind": message.kind,
        "stage": message.stage if message.kind == Message.Kind.REMINDER else "",
        "level": row.level,
        "outcome": _OUTCOMES[row.status],
        "codes": list(dict.fromkeys(violation["code"] for violation in row.violations)),
        "why": row.why,
    }


def keep_decision(message: Message, *, outcome: str, reason: str = "", as_of: datetime) -> None:
    """What a person decided about the agent's text. One query."""
    Evidence.objects.filter(message=message).update(
        outcome=outcome, reason=reason, decided_at=as_of, touched_at=as_of, changed_share=None
    )


def keep_approval(message: Message, *, as_of: datetime) -> None:
    """Approved by a person: as the agent wrote it, or with a share of its words changed. One query."""
    share = words_changed(message.original_text, f"{message.subject}\n\n{message.body_text}")
    edited = bool(message.original_text and share)
    Evidence.objects.filter(message=message).update(
        outcome=Evidence.Outcome.EDITED if edited else Evidence.Outcome.UNCHANGED,
        reason="",
        decided_at=as_of,
        touched_at=as_of,
        changed_share=share if edited else None,
    )


def withdraw_alone(message_ids: Iterable[int], *, as_of: datetime) -> None:
    """What was to go alone and did not go proves nothing. One query."""
    rows = Evidence.objects.filter(message_id__in=list(message_ids), outcome=Evidence.Outcome.ALONE)
    rows.update(outcome=Evidence.Outcome.WAITING, touched_at=as_of)


def words_changed(before: str, after: str) -> float:
    """The share of words inserted, deleted or replaced, 0 to 1: word-wise Levenshtein ÷ words of the longer text."""
    from rapidfuzz.distance import Levenshtein

    return round(float(Levenshtein.normalized_distance(before.split(), after.split())), 4)
