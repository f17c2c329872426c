"""The sums of a ledger as of any day: one query over invoices and what was booked since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from customers.metrics.sums import LedgerSums, Month, total

# The period of DSO: a quarter, as most publish it. Collection is measured over a month.
SALES_DAYS = 90
FLOW_DAYS = 30

# An invoice's balance on a day is today's plus what was booked after that day: only young allocations are read.
SUMS = """
WITH moved AS (
    SELECT invoice_id,
        sum(amount) FILTER (WHERE booked_on > %(on)s) AS since,
        sum(amount) FILTER (WHERE booked_on > %(opening)s) AS since_opening,
        sum(amount) FILTER (WHERE kind = 'void' AND booked_on <= %(on)s) AS voided,
        sum(amount) FILTER (
            WHERE origin = 'write_off' AND kind <> 'void' AND booked_on > %(opening)s AND booked_on <= %(on)s
        ) AS written_off
    FROM customers_allocation
    WHERE origin <> 'expected' AND (booked_on > %(opening)s OR kind = 'void')
    GROUP BY invoice_id
), items AS (
    SELECT i.source_id, i.currency, i.kind, i.issued_on, %(on)s::date - i.due_on AS late,
        i.open_amount + coalesce(m.since, 0) AS open, i.open_amount + coalesce(m.since_opening, 0) AS opening,
        i.amount - coalesce(m.voided, 0) AS sold, coalesce(m.written_off, 0) AS written_off
    FROM customers_invoice i LEFT JOIN moved m ON m.invoice_id = i.id
    WHERE i.issued_on <= %(on)s {narrowed}
)
SELECT s.creditor_id, i.currency, date_trunc('month', i.issued_on)::date,
    sum(i.sold),
    sum(i.open) FILTER (WHERE i.kind = 'invoice' AND i.late <= 0),
    sum(i.open) FILTER (WHERE i.kind = 'invoice' AND i.late BETWEEN 1 AND 30),
    sum(i.open) FILTER (WHERE i.kind = 'invoice' AND i.late BETWEEN 31 AND 60),
    sum(i.open) FILTER (WHERE i.kind = 'invoice' AND i.late BETWEEN 61 AND 90),
    sum(i.open) FILTER (WHERE i.kind = 'invoice' AND i.late > 90),
    sum(i.open) FILTER (WHERE i.kind = 'credit_note'),
    sum(i.sold) FILTER (WHERE i.issued_on > %(sales)s),
    sum(i.opening) FILTER (WHERE i.issued_on <= %(opening)s),
    sum(i.sold) FILTER (WHERE i.issued_on > %(opening)s),
    sum(i.written_off),
    count(*) FILTER (WHERE i.open <> 0),
    count(*) FILTER (WHERE i.open <> 0 AND i.kind = 'invoice' AND i.late <= 0),
    count(*) FILTER (WHERE i.open <> 0 AND i.kind = 'invoice' AND i.late BETWEEN 1 AND 30),
    count(*) FILTER (WHERE i.open <> 0 AND i.kind = 'invoice' AND i.late BETWEEN 31 AND 60),
    count(*) FILTER (WHERE i.open <> 0 AND i.kind = 'invoice' AND i.late BETWEEN 61 AND 90),
    count(*) FILTER (WHERE i.open <> 0 AND i.kind = 'invoice' AND i.late > 90)
FROM items i JOIN customers_ledgersource s ON s.id = i.source_id
GROUP BY 1, 2, 3
"""
NAMES = (
    "current",
    "days_1_30",
    "days_31_60",
    "days_61_90",
    "days_over_90",
    "credit",
    "sales",
    "opening",
    "flow_sales",
    "written_off",
    "open_items",
    "items_current",
    "items_1_30",
    "items_31_60",
    "items_61_90",
    "items_over_90",
)


def ledger_sums(*, on: date, debtor_ids: Collection[int] | None = None) -> dict[tuple[int, str], LedgerSums]:
    """Sums by creditor and currency at the end of a day; of some debtors, or of the whole ledger. One query.

    Only invoices issued by then count, at the balance that what was booked by then left them.
    """
    parameters: dict[str, Any] = {
        "on": on,
        "sales": on - timedelta(days=SALES_DAYS),
        "opening": on - timedelta(days=FLOW_DAYS),
        "debtors": list(debtor_ids or ()),
    }
    narrowed = "" if debtor_ids is None else "AND i.debtor_id = ANY(%(debtors)s::bigint[])"
    months: dict[tuple[int, str], list[LedgerSums]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(SUMS.format(narrowed=narrowed), parameters)
        for creditor_id, currency, first, sold, *values in cursor.fetchall():
            named = zip(NAMES, values, strict=True)
            given: dict[str, Any] = {name: Decimal() if value is None else value for name, value in named}
            months[creditor_id, currency].append(LedgerSums(months=(Month(first, sold),), **given))
    return {key: total(parts) for key, parts in months.items()}
