"""What came after reminders, by step, cadence or persona, as a table."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from dunning.metrics.recovery import Recovery, folded
from dunning.workspace.today.sums import shown_sums

GROUPS = (
    ("step", _("Step"), lambda row: row.step),
    ("cadence", _("Cadence"), lambda row: row.cadence),
    ("persona", _("Persona"), lambda row: row.persona or "–"),
)


@dataclass(frozen=True)
class Line:
    name: str
    messages: int
    followed: int
    percent: int
    amount: str


def recovered(data: dict[str, Any], *, creditor_id: int) -> list[tuple[str, list[Line]]]:
    """From the prepared part: heading and lines of each grouping."""
    rows = [
        Recovery(**{**row, "recovered": {code: Decimal(amount) for code, amount in row["recovered"].items()}})
        for row in data.get("recovery", ())
        if row["creditor_id"] == creditor_id
    ]
    if not rows:
        return []
    return [(str(heading), [_line(name, row) for name, row in folded(rows, by=by)]) for _key, heading, by in GROUPS]


def _line(name: str, row: Recovery) -> Line:
    return Line(name, row.messages, row.followed, round(row.rate or 0), shown_sums(row.recovered.items()) or "–")
