"""How a debtor paid, as known on a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

# Older habits say little about today's.
LOOK_BACK = timedelta(days=730)

HABITS = """
SELECT debtor_id, count(*), percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY closed_on - due_on)
FROM customers_invoice
WHERE debtor_id = ANY(%(ids)s::bigint[]) AND closed_how <> '' AND closed_how = 'paid' AND kind = 'invoice'
    AND closed_on BETWEEN %(since)s AND %(on)s
    AND debtor_id NOT IN (SELECT id FROM customers_customer WHERE id = ANY(%(ids)s::bigint[]) AND natural_person)
GROUP BY debtor_id HAVING count(*) >= %(minimum)s
"""


@dataclass(frozen=True)
class PaymentHabit:
    """Days from due date to payment of settled invoices, early ones negative; `spread_days`: interquartile range."""

    settled: int
    median_days: float
    spread_days: float


def payment_habits(debtor_ids: Collection[int], *, on: date, minimum_settled: int = 1) -> dict[int, PaymentHabit]:
    """Habits of debtors with at least so many invoices paid in the two years up to a day. One query.

    None of a natural person: it is not scored (`customers.scoring`).
    """
    parameters: dict[str, Any] = {
        "ids": list(debtor_ids),
        "on": on,
        "since": on - LOOK_BACK,
        "minimum": minimum_settled,
    }
    with connection.cursor() as cursor:
        cursor.execute(HABITS, parameters)
        return {
            debtor_id: PaymentHabit(settled, median, high - low)
            for debtor_id, settled, (low, median, high) in cursor.fetchall()
        }


# Invoices paid last are compared with those before them; fewer than so many before say nothing.
LATELY, BEFORE = 5, 5

SLIDES = """
SELECT debtor_id,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY late) FILTER (WHERE place <= %(lately)s)
    - percentile_cont(0.5) WITHIN GROUP (ORDER BY late) FILTER (WHERE place > %(lately)s)
FROM (
    SELECT debtor_id, closed_on - due_on AS late,
        row_number() OVER (PARTITION BY debtor_id ORDER BY closed_on DESC, id DESC) AS place
    FROM customers_invoice
    WHERE debtor_id = ANY(%(ids)s::bigint[]) AND closed_how <> '' AND closed_how = 'paid' AND kind = 'invoice'
        AND closed_on BETWEEN %(since)s AND %(on)s
        AND debtor_id NOT IN (SELECT id FROM customers_customer WHERE id = ANY(%(ids)s::bigint[]) AND natural_person)
) AS paid
GROUP BY debtor_id HAVING count(*) >= %(lately)s + %(before)s
"""


def payment_slides(debtor_ids: Collection[int], *, on: date) -> dict[int, int]:
    """By how many days the last five payments came later than those before, by their medians; early ones negative.

    Only of debtors with five payments before those, within two years; none of a natural person. One query.
    """
    parameters: dict[str, Any] = {
        "ids": list(debtor_ids),
        "on": on,
        "since": on - LOOK_BACK,
        "lately": LATELY,
        "before": BEFORE,
    }
    with connection.cursor() as cursor:
        cursor.execute(SLIDES, parameters)
        return {debtor_id: round(days) for debtor_id, days in cursor.fetchall()}
