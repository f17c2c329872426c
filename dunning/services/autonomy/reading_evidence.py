"""Keeping what came of the agent's readings: a row for each that has something to book."""

from __future__ import annotations

from datetime import datetime

from dunning.models import Case, Evidence, Reading, Rung, Segment
from dunning.services.autonomy.ladder import answer_blocks, cell_of

# In the place of the guard's codes: a person had to undo what the agent had booked alone.
TAKEN_BACK = "taken_back"


def keep_reading(reading: Reading, *, case: Case, level: int, as_of: datetime) -> None:
    """The agent has judged it: booked alone, or waiting for a person. Two queries."""
    segments = Segment.objects.filter(key__in={case.debtor.segment, ""})
    segment = max(segments, key=lambda found: found.key == case.debtor.segment, default=None)
    if segment is None:
        return
    alone = reading.status == Reading.Status.APPLIED
    Evidence.objects.create(
        reading=reading,
        segment=segment,
        kind=Rung.Kind.READING,
        level=level,
        outcome=Evidence.Outcome.ALONE if alone else Evidence.Outcome.WAITING,
        decided_at=as_of,
        touched_at=as_of,
    )


def keep_answer(reading: Reading, *, outcome: str, as_of: datetime) -> None:
    """A person accepted, corrected or undid it. What was booked alone and is taken back counts like a blocked text."""
    row = Evidence.objects.filter(reading=reading).select_for_update().first()
    if row is None:
        return
    taken_back = row.outcome == Evidence.Outcome.ALONE and outcome != Evidence.Outcome.UNCHANGED
    row.outcome, row.touched_at, row.decided_at = outcome, as_of, as_of
    if taken_back:
        row.codes, row.blocked_at = [TAKEN_BACK], as_of
    row.save(update_fields=["outcome", "touched_at", "decided_at", "codes", "blocked_at"])
    if taken_back:
        answer_blocks(cell_of(row), as_of=as_of)
