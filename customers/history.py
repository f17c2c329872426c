"""How a debtor paid, as known on a day: never from a row that became known later."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

# Older payments say little about how a debtor pays now.
LOOK_BACK_DAYS = 730


@dataclass(frozen=True, slots=True)
class PaymentHabit:
    """Days past due over the settled invoices: median and interquartile range, in whole days."""

    settled: int
    median_days: int
    spread_days: int


def payment_habits(debtor_ids: Collection[int], *, on: date, minimum_settled: int = 1) -> dict[int, PaymentHabit]:
    """Habits by debtor over what was paid before `on`, in one query; debtors with fewer settled invoices are left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT debtor_id, count(*), percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY closed_on - due_on)
            FROM customers_invoice
            WHERE debtor_id = ANY(%s) AND closed_how = 'paid' AND closed_how <> '' AND kind = 'invoice'
                AND closed_on > %s AND closed_on <= %s
            GROUP BY debtor_id HAVING count(*) >= %s
            """,
            [list(debtor_ids), on - timedelta(days=LOOK_BACK_DAYS), on, minimum_settled],
        )
        return {
            debtor_id: PaymentHabit(settled, round(quartiles[1]), round(quartiles[2] - quartiles[0]))
            for debtor_id, settled, quartiles in cursor.fetchall()
        }
