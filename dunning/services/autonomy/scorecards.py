"""Scorecards of the ladder: set-based over the newest evidence of each cell in which something moved."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from dunning.models import Message, Rung, Scorecard, Step
from dunning.services.outbox.responses import book_replies

# Findings that say a text was untrue or went to the wrong place; the others are about its tone and words.
FACT_CODES = ("wrong_fact", "wrong_recipient", "payment_diversion", "disputed_invoice_chased")

PLACES: tuple[tuple[str, str], ...] = (
    *((str(Rung.Kind.REMINDER), stage) for stage in Step.Stage.values),
    *((str(kind), "") for kind in Rung.Kind.values if kind != Rung.Kind.REMINDER),
)

COMPUTE = """
WITH cell AS (
    SELECT s.id AS segment_id, k.kind, k.stage, greatest(p.evidence_window, p.step_up_decided) AS evidence_window,
        p.step_down_window, p.shadow_days
    FROM dunning_segment s JOIN dunning_policy p ON p.id = s.policy_id
    CROSS JOIN unnest(%(kinds)s::text[], %(stages)s::text[]) AS k(kind, stage)
), moved AS (
    SELECT cell.*, coalesce(rung.level, 0) AS level, coalesce(rung.changed_at, '-infinity') AS since FROM cell
    LEFT JOIN LATERAL (
        SELECT r.level, r.changed_at FROM dunning_rung r JOIN dunning_segment own ON own.id = r.segment_id
        WHERE r.kind = cell.kind AND r.stage IN (cell.stage, '') AND (own.id = cell.segment_id OR own.key = '')
        ORDER BY own.id = cell.segment_id DESC, r.stage = cell.stage DESC LIMIT 1
    ) rung ON true
    LEFT JOIN LATERAL (
        SELECT c.computed_at FROM dunning_scorecard c
        WHERE c.segment_id = cell.segment_id AND c.kind = cell.kind AND c.stage = cell.stage
        ORDER BY c.day DESC LIMIT 1
    ) latest ON true
    WHERE EXISTS (
        SELECT 1 FROM dunning_evidence e
        WHERE e.segment_id = cell.segment_id AND e.kind = cell.kind AND e.stage = cell.stage AND e.outcome <> 'waiting'
            AND (
                e.touched_at >= coalesce(latest.computed_at, '-infinity')
                -- people may still do something about what was only watched
                OR (e.outcome = 'shadow' AND e.touched_at > %(as_of)s - (cell.shadow_days + 1) * interval '1 day')
            )
    ) OR rung.changed_at >= latest.computed_at
)
INSERT INTO dunning_scorecard (
    segment_id, kind, stage, day, computed_at, level, unchanged, edited, rejected, alone, shadows, shadows_matched,
    blocked, blocked_on_facts, blocked_lately, complaints, replies, changed_share
)
SELECT moved.segment_id, moved.kind, moved.stage, %(day)s, %(as_of)s, moved.level, counted.*
FROM moved CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE outcome = 'unchanged'),
        count(*) FILTER (WHERE outcome = 'edited'),
        count(*) FILTER (WHERE outcome = 'rejected'),
        count(*) FILTER (WHERE outcome = 'alone'),
        count(*) FILTER (WHERE outcome = 'shadow'),
        count(*) FILTER (WHERE outcome = 'shadow' AND (
            EXISTS (
                SELECT 1 FROM dunning_message own
                WHERE own.debtor_id = newest.debtor_id AND own.kind = 'manual' AND own.status = ANY(%(left)s::text[])
                    AND own.created_at > newest.decided_at
                    AND own.created_at <= newest.decided_at + moved.shadow_days * interval '1 day'
            ) OR EXISTS (
                SELECT 1 FROM dunning_activity a
                WHERE a.case_id = newest.case_id AND a.kind IN ('call', 'mail') AND a.happened_at > newest.decided_at
                    AND a.happened_at <= newest.decided_at + moved.shadow_days * interval '1 day'
            )
        )),
        count(*) FILTER (WHERE blocked_at IS NOT NULL),
        count(*) FILTER (WHERE codes && %(fact_codes)s::varchar[]),
        count(*) FILTER (WHERE blocked_at IS NOT NULL AND place <= moved.step_down_window),
        count(*) FILTER (WHERE complained_at IS NOT NULL),
        count(*) FILTER (WHERE replied_at IS NOT NULL),
        avg(changed_share) FILTER (WHERE outcome = 'edited')
    FROM (
        SELECT e.*, m.debtor_id, m.case_id, row_number() OVER (ORDER BY e.decided_at DESC, e.id DESC) AS place
        FROM dunning_evidence e LEFT JOIN dunning_message m ON m.id = e.message_id
        WHERE e.segment_id = moved.segment_id AND e.kind = moved.kind AND e.stage = moved.stage
            AND e.outcome <> 'waiting' AND e.decided_at > moved.since
        ORDER BY e.decided_at DESC, e.id DESC LIMIT moved.evidence_window
    ) newest
) counted
ON CONFLICT (segment_id, kind, stage, day) DO UPDATE SET
    computed_at = EXCLUDED.computed_at, level = EXCLUDED.level, unchanged = EXCLUDED.unchanged,
    edited = EXCLUDED.edited, rejected = EXCLUDED.rejected, alone = EXCLUDED.alone, shadows = EXCLUDED.shadows,
    shadows_matched = EXCLUDED.shadows_matched, blocked = EXCLUDED.blocked,
    blocked_on_facts = EXCLUDED.blocked_on_facts, blocked_lately = EXCLUDED.blocked_lately,
    complaints = EXCLUDED.complaints, replies = EXCLUDED.replies, changed_share = EXCLUDED.changed_share
"""


def compute_scorecards(*, as_of: datetime) -> int:
    """Write today's scorecard of each cell whose evidence or rung moved since its last one. Returns how many.

    Over the policy's `evidence_window`, or over `step_up_decided` where that is more. Two queries, the replies'
    included, however much evidence there is.
    """
    book_replies(as_of=as_of)
    with connection.cursor() as cursor:
        cursor.execute(
            COMPUTE,
            {
                "kinds": [kind for kind, _ in PLACES],
                "stages": [stage for _, stage in PLACES],
                "day": as_of.date(),
                "as_of": as_of,
                "left": list(Message.LEFT),
                "fact_codes": list(FACT_CODES),
            },
        )
        return cursor.rowcount


def latest_scorecards() -> dict[tuple[int, str, str], Scorecard]:
    """The newest of each cell by segment id, kind and stage. One query."""
    rows = Scorecard.objects.order_by("segment_id", "kind", "stage", "-day")
    newest = rows.distinct("segment_id", "kind", "stage")
    return {(row.segment_id, row.kind, row.stage): row for row in newest}
