"""How long disputes take from being opened to their end, by reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from dunning.models import Dispute


@dataclass(frozen=True)
class CycleTime:
    """Of disputes for one reason: `settled` in the time asked about, `open` now, days as median and 90th percentile.

    `in_time`: share of the settled ones that were settled by their deadline, 0 to 1; None without any.
    """

    reason: str
    settled: int
    open: int
    median_days: Decimal | None
    ninetieth_days: Decimal | None
    in_time: Decimal | None
    valid: int


_SQL = """
    SELECT CASE WHEN GROUPING(reason) = 1 THEN '' ELSE reason END,
        count(*) FILTER (WHERE settled), count(*) FILTER (WHERE status = 'open'),
        percentile_cont(0.5) WITHIN GROUP (ORDER BY days) FILTER (WHERE settled),
        percentile_cont(0.9) WITHIN GROUP (ORDER BY days) FILTER (WHERE settled),
        avg(CASE WHEN in_time THEN 1.0 ELSE 0.0 END) FILTER (WHERE settled),
        count(*) FILTER (WHERE settled AND outcome IN ('valid', 'partly'))
    FROM (
        SELECT d.reason, d.status, d.outcome,
            d.status = 'resolved'
                AND (d.resolved_at AT TIME ZONE 'UTC')::date BETWEEN %(since)s AND %(until)s AS settled,
            extract(epoch FROM d.resolved_at - d.opened_at)::numeric / 86400 AS days,
            (d.resolved_at AT TIME ZONE 'UTC')::date <= d.deadline AS in_time
        FROM dunning_dispute d
        WHERE (d.status = 'open' OR (d.status = 'resolved' AND d.resolved_at >= %(since)s)) AND {narrowed}
    ) rows
    GROUP BY GROUPING SETS ((reason), ())
"""


def cycle_times(*, since: date, until: date, disputes: Any = None) -> list[CycleTime]:
    """By reason, the slowest first, and last one under reason "" for all of them; empty without any. One query.

    Withdrawn disputes never were any. `disputes`: only these (a queryset of Dispute).
    """
    parameters: dict[str, Any] = {"since": since, "until": until}
    narrowed = "TRUE"
    if disputes is not None:
        narrowed, parameters["ids"] = "d.id = ANY(%(ids)s)", list(disputes.values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(_SQL.format(narrowed=narrowed), parameters)
        rows = [_time(*row) for row in cursor.fetchall()]
    known = [row for row in rows if row.settled or row.open]
    return sorted(known, key=lambda row: (row.reason == "", -(row.median_days or -1), row.reason))


def reason_words(reason: str) -> str:
    return str(dict(Dispute.Reason.choices).get(reason, reason))


def _time(reason: str, settled: int, opened: int, median: Any, ninetieth: Any, in_time: Any, valid: int) -> CycleTime:
    def number(value: Any, places: str) -> Decimal | None:
        return None if value is None else Decimal(str(value)).quantize(Decimal(places))

    days = number(median, "0.1"), number(ninetieth, "0.1")
    return CycleTime(reason, settled, opened, *days, number(in_time, "0.001"), valid)
