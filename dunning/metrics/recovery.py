"""Money that came after reminders, by step, cadence and persona."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from customers.metrics.formulas import share
from dunning.metrics.period import Period
from dunning.metrics.reading import rows

# Money this many days after a reminder is set down to it, unless another one went out in between.
RECOVERY_DAYS = 14

RECOVERED = """
WITH sent AS (
    SELECT m.id, m.debtor_id, c.creditor_id, d.key AS cadence, m.step_key, m.stage, coalesce(s.name, '') AS persona,
        (m.sent_at AT TIME ZONE 'UTC')::date AS sent_on,
        lead((m.sent_at AT TIME ZONE 'UTC')::date) OVER (PARTITION BY m.case_id ORDER BY m.sent_at, m.id) AS next_on
    FROM dunning_message m JOIN dunning_case c ON c.id = m.case_id JOIN dunning_cadence d ON d.id = c.cadence_id
    JOIN dunning_policy p ON p.id = c.policy_id LEFT JOIN dunning_persona s ON s.id = p.persona_id
    WHERE m.kind = 'reminder' AND m.status IN ('sent', 'delivered') AND m.sent_at >= %(since)s
        AND m.sent_at < %(until)s {narrowed}
), whole AS MATERIALIZED (
    SELECT * FROM sent WHERE sent_on <= %(on)s::date - %(days)s
), paid AS MATERIALIZED (
    SELECT w.id, i.currency, sum(a.amount) AS amount
    FROM whole w JOIN customers_invoice i ON i.debtor_id = w.debtor_id AND i.kind = 'invoice' AND i.due_on < w.sent_on
    JOIN customers_ledgersource l ON l.id = i.source_id AND l.creditor_id = w.creditor_id
    JOIN customers_allocation a ON a.invoice_id = i.id
    WHERE a.origin IN ('bank', 'erp') AND a.kind = 'invoice' AND a.booked_on > w.sent_on
        AND a.booked_on <= least(w.sent_on + %(days)s, coalesce(w.next_on, 'infinity'::date))
    GROUP BY 1, 2 HAVING sum(a.amount) > 0
)
SELECT creditor_id, cadence, step_key, stage, persona, NULL AS currency, count(*), count(f.id), NULL
FROM whole LEFT JOIN (SELECT DISTINCT id FROM paid) f USING (id) GROUP BY 1, 2, 3, 4, 5
UNION ALL
SELECT creditor_id, cadence, step_key, stage, persona, currency, 0, 0, sum(paid.amount)
FROM whole JOIN paid USING (id) GROUP BY 1, 2, 3, 4, 5, 6
"""


@dataclass(frozen=True)
class Recovery:
    """Reminders of one kind whose RECOVERY_DAYS are over: how many were followed by money, and by how much.

    Money: allocations from bank or ERP, reversals taken off, on invoices overdue on the day of the reminder, booked
    after that day and up to RECOVERY_DAYS later or to the case's next reminder, whichever comes first. So no money is
    counted twice; that it came because of the reminder is not said.
    """

    creditor_id: int
    cadence: str
    step: str
    stage: str
    persona: str
    messages: int
    followed: int
    recovered: dict[str, Decimal]

    @property
    def rate(self) -> Decimal | None:
        """Percent of reminders followed by money."""
        return share(self.followed, self.messages)


def recovery(period: Period) -> list[Recovery]:
    """By creditor, cadence, step and persona; moved back so that each reminder had its days. One query."""
    moved = Period(period.on, period.days + RECOVERY_DAYS, period.debtor_ids)
    counts: dict[tuple[Any, ...], tuple[int, int]] = {}
    money: dict[tuple[Any, ...], dict[str, Decimal]] = defaultdict(dict)
    for row in rows(RECOVERED, moved, narrowed="m.debtor_id", days=RECOVERY_DAYS):
        *key, currency, messages, followed, amount = row
        if currency is None:
            counts[tuple(key)] = messages, followed
        else:
            money[tuple(key)][currency] = amount
    return [
        Recovery(creditor_id, cadence, step, stage, persona, messages, followed, money.get(key, {}))
        for key, (messages, followed) in counts.items()
        for creditor_id, cadence, step, stage, persona in [key]
    ]


def folded(rows_: Iterable[Recovery], *, by: Callable[[Recovery], str]) -> list[tuple[str, Recovery]]:
    """Added up by step, cadence or persona, most reminders first; other columns keep those of the first row."""
    groups: dict[str, list[Recovery]] = defaultdict(list)
    for row in rows_:
        groups[by(row)].append(row)
    found = [(name, _sum(group)) for name, group in groups.items()]
    return sorted(found, key=lambda pair: (-pair[1].messages, pair[0]))


def _sum(group: list[Recovery]) -> Recovery:
    first = group[0]
    recovered: dict[str, Decimal] = defaultdict(Decimal)
    for row in group:
        for currency, amount in row.recovered.items():
            recovered[currency] += amount
    return Recovery(
        first.creditor_id,
        first.cadence,
        first.step,
        first.stage,
        first.persona,
        sum(row.messages for row in group),
        sum(row.followed for row in group),
        dict(recovered),
    )


def money_period(period: Period) -> tuple[object, object]:
    """First and last day of the reminders that recovery counts."""
    last = period.on - timedelta(days=RECOVERY_DAYS)
    return last - timedelta(days=period.days - 1), last
