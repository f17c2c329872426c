"""What became known of the ledger on each day, streamed in order of days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from django.db import connections

from customers.history import LOOK_BACK

FETCHED = 20_000
INVOICE, BOOKING, EXPECTED = range(3)

# What the first load of a source brought had been known to the ERP on its own day; what came later, when it came.
# Invoices closed long before the first day say nothing any more.
CHANGES = """
WITH began AS (SELECT source_id, min(known_at)::date AS day FROM customers_invoice GROUP BY source_id),
wanted AS (
    SELECT i.*, b.day AS began,
        CASE WHEN i.known_at::date <= b.day THEN i.issued_on ELSE i.known_at::date END AS known_on
    FROM customers_invoice i JOIN began b USING (source_id)
    WHERE i.closed_on IS NULL OR i.closed_on >= %(since)s
)
SELECT * FROM (
    SELECT w.known_on AS day, 0 AS kind, w.debtor_id, w.id AS invoice_id, w.number, w.issued_on, w.due_on, w.currency,
        w.amount, coalesce(nullif(w.payment_method, ''), c.payment_method) IN ('direct_debit', 'card') AS flag,
        w.issued_on AS booked_on
    FROM wanted w JOIN customers_customer c ON c.id = w.customer_id
    WHERE w.known_on < %(until)s
    UNION ALL
    SELECT CASE WHEN a.known_at::date <= w.began THEN a.booked_on ELSE a.known_at::date END,
        CASE WHEN a.origin = 'expected' THEN 2 ELSE 1 END, w.debtor_id, w.id, w.number, w.issued_on, w.due_on,
        w.currency, a.amount, a.origin IN ('bank', 'erp') AND a.kind NOT IN ('absent', 'void'), a.booked_on
    FROM customers_allocation a JOIN wanted w ON w.id = a.invoice_id
    WHERE a.booked_on < %(until)s OR a.known_at < %(until)s
) AS change WHERE day < %(until)s
ORDER BY day, kind, invoice_id
"""


class Change(NamedTuple):
    """An invoice, or money on one: `flag` says that it is collected by us, or that the money is a payment."""

    day: date
    kind: int
    debtor_id: int
    invoice_id: int
    number: str
    issued_on: date
    due_on: date
    currency: str
    amount: Decimal
    flag: bool
    booked_on: date


def changes_by_day(*, start: date, end: date) -> Iterator[tuple[date, list[Change]]]:
    """Each day's changes, from long before `start` to the day before `end`. One query, read by a server-side cursor."""
    with connections["default"].chunked_cursor() as cursor:
        cursor.execute(CHANGES, {"since": start - LOOK_BACK - timedelta(days=1), "until": end})
        rows = (Change(*row) for chunk in iter(lambda: cursor.fetchmany(FETCHED), []) for row in chunk)
        for day, changes in groupby(rows, key=lambda change: change.day):
            yield day, list(changes)
