"""How long disputes take."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dunning.metrics.period import Period
from dunning.metrics.reading import rows

SQL = """
SELECT c.creditor_id,
    count(*) FILTER (WHERE d.resolved_at >= %(since)s AND d.resolved_at < %(until)s),
    avg(extract(epoch FROM d.resolved_at - d.opened_at) / 86400)
        FILTER (WHERE d.resolved_at >= %(since)s AND d.resolved_at < %(until)s),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM d.resolved_at - d.opened_at) / 86400)
        FILTER (WHERE d.resolved_at >= %(since)s AND d.resolved_at < %(until)s),
    count(*) FILTER (WHERE d.resolved_at IS NULL OR d.resolved_at >= %(until)s)
FROM dunning_dispute d JOIN dunning_case c ON c.id = d.case_id
WHERE d.opened_at < %(until)s AND d.status <> 'withdrawn'
    AND (d.resolved_at IS NULL OR d.resolved_at >= %(since)s) {narrowed}
GROUP BY 1
"""


@dataclass(frozen=True)
class DisputeTimes:
    """Cycle time in days, from the customer's word to the resolution, of disputes resolved in the period."""

    resolved: int
    mean_days: Decimal | None
    median_days: Decimal | None
    still_open: int


def dispute_times(period: Period) -> dict[int, DisputeTimes]:
    """By creditor; withdrawn disputes never were any. One query."""
    return {
        creditor_id: DisputeTimes(resolved, _days(mean), _days(median), still_open)
        for creditor_id, resolved, mean, median, still_open in rows(SQL, period, narrowed="d.debtor_id")
    }


def _days(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.01"))
