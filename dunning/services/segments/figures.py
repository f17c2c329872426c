"""What segments by rule ask about customers: worked out set-based, kept so that pages and rounds only read it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import connection

from customers.models import Creditor, Rate

SALES_DAYS = 365

_WORK_OUT = """
WITH found AS (
    SELECT i.debtor_id,
        sum(i.open_amount * coalesce(x.rate, 1)) FILTER (WHERE i.closed_how = '' AND i.open_amount > 0) AS open,
        sum(i.amount * coalesce(x.rate, 1)) FILTER (WHERE i.issued_on > %(on)s - {days}) AS sales,
        sum(i.open_amount * coalesce(x.rate, 1) * s.late_30) FILTER (WHERE i.open_amount > 0)
            / nullif(sum(i.open_amount * coalesce(x.rate, 1))
                FILTER (WHERE i.open_amount > 0 AND s.late_30 IS NOT NULL), 0) AS chance,
        min(i.due_on) FILTER (WHERE i.closed_how = '' AND i.open_amount > 0 AND i.due_on < %(on)s) AS oldest
    FROM customers_invoice i
    LEFT JOIN dunning_invoicescore s ON s.invoice_id = i.id AND i.closed_how = ''
    LEFT JOIN unnest(%(currencies)s::text[], %(rates)s::numeric[]) AS x(currency, rate) ON x.currency = i.currency
    WHERE (i.closed_how = '' OR i.issued_on > %(on)s - {days}) {some_invoices}
    GROUP BY i.debtor_id
)
INSERT INTO dunning_debtorfigures (debtor_id, open_amount, sales, chance, oldest_due_on, worked_out_on)
SELECT d.id, coalesce(found.open, 0), coalesce(found.sales, 0),
    CASE WHEN NOT d.natural_person THEN found.chance END, found.oldest, %(on)s
FROM customers_customer d LEFT JOIN found ON found.debtor_id = d.id
WHERE d.debtor_id IS NULL {some_debtors}
ON CONFLICT (debtor_id) DO UPDATE SET open_amount = excluded.open_amount, sales = excluded.sales,
    chance = excluded.chance, oldest_due_on = excluded.oldest_due_on, worked_out_on = excluded.worked_out_on
"""


def base_currency() -> str:
    return Creditor.objects.order_by("pk").values_list("currency", flat=True).first() or "EUR"


def rates_to(base: str, *, on: date) -> dict[str, float]:
    """Units of the base currency per unit of each other that a rate is known of."""
    return {currency: float(rate) for (currency, other), rate in Rate.objects.known_on(on).items() if other == base}


def work_out_figures(*, on: date, debtor_ids: Collection[int] | None = None) -> int:
    """Figures of these customers, or of all, as of a day; a currency without a rate counts as it stands.

    Returns how many. Three queries.
    """
    rates = rates_to(base_currency(), on=on)
    parameters: dict[str, Any] = {
        "on": on,
        "currencies": list(rates),
        "rates": list(rates.values()),
        "ids": list(debtor_ids or ()),
    }
    some = debtor_ids is not None
    query = _WORK_OUT.format(
        days=SALES_DAYS,
        some_invoices="AND i.debtor_id = ANY(%(ids)s::bigint[])" if some else "",
        some_debtors="AND d.id = ANY(%(ids)s::bigint[])" if some else "",
    )
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.rowcount
