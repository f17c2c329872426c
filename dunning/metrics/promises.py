"""How many promises are kept."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from customers.metrics.formulas import share
from dunning.metrics.period import Period
from dunning.metrics.reading import rows

SQL = """
SELECT c.creditor_id, p.currency, count(*) FILTER (WHERE p.status = 'kept'),
    count(*) FILTER (WHERE p.status = 'partly_kept'), count(*) FILTER (WHERE p.status = 'broken'),
    coalesce(sum(v.promised), 0),
    coalesce(sum(CASE p.status WHEN 'kept' THEN v.promised WHEN 'partly_kept' THEN least(p.paid_amount, v.promised)
        ELSE 0 END), 0)
FROM dunning_promise p JOIN dunning_case c ON c.id = p.case_id
CROSS JOIN LATERAL (
    SELECT coalesce(p.amount, (SELECT sum(l.amount) FROM dunning_promisedinvoice l WHERE l.promise_id = p.id), 0)
        AS promised
) v
WHERE p.kind = 'promise' AND p.status IN ('kept', 'partly_kept', 'broken')
    AND p.judged_at >= %(since)s AND p.judged_at < %(until)s AND p.recorded_at < %(until)s {narrowed}
GROUP BY 1, 2
"""


@dataclass(frozen=True)
class PromisesKept:
    """Promises judged in the period, in one currency. Lapsed, superseded and unclear ones count neither way."""

    kept: int = 0
    partly: int = 0
    broken: int = 0
    promised: Decimal = Decimal()
    paid: Decimal = Decimal()

    @property
    def rate(self) -> Decimal | None:
        """Percent kept in full, by count."""
        return share(self.kept, self.kept + self.partly + self.broken)

    @property
    def rate_by_amount(self) -> Decimal | None:
        """Percent of the promised money that came: a kept promise in full, one kept in part with what was paid."""
        return share(self.paid, self.promised)

    def plus(self, other: PromisesKept, *, rate: Decimal = Decimal(1)) -> PromisesKept:
        return PromisesKept(
            self.kept + other.kept,
            self.partly + other.partly,
            self.broken + other.broken,
            self.promised + other.promised * rate,
            self.paid + other.paid * rate,
        )


def promises_kept(period: Period) -> dict[tuple[int, str], PromisesKept]:
    """By creditor and currency. One query."""
    found = rows(SQL, period, narrowed="p.debtor_id")
    return {(creditor_id, currency): PromisesKept(*counts) for creditor_id, currency, *counts in found}
