"""What priority asks about the accounts of reviews: chances and signs, set-based."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from customers.models import Creditor, Rate

# Promises broken so long ago count no more.
BROKEN_DAYS = 180

_SIGNS = """
WITH rates AS (SELECT * FROM unnest(%(currencies)s::text[], %(rates)s::numeric[]) AS x(currency, rate))
SELECT c.id, late.chance, promised.days, promised.claims, disputed.open, promised.broken, c.attempts,
    CASE WHEN d.credit_limit > 0
        THEN floor(100 * late.open / (d.credit_limit * coalesce(own.rate, 1)) - 100)::int END
FROM dunning_case c
JOIN customers_customer d ON d.id = c.debtor_id
LEFT JOIN rates own ON own.currency = d.currency
LEFT JOIN LATERAL (
    SELECT sum(i.open_amount * coalesce(x.rate, 1)) AS open,
        CASE WHEN count(s.late_30) FILTER (WHERE i.due_on < %(on)s) > 0 AND NOT d.natural_person THEN
            sum(i.open_amount * coalesce(x.rate, 1) * coalesce(s.late_30, 1)) FILTER (WHERE i.due_on < %(on)s)
            / nullif(sum(i.open_amount * coalesce(x.rate, 1)) FILTER (WHERE i.due_on < %(on)s), 0) END AS chance
    FROM customers_invoice i
    LEFT JOIN dunning_invoicescore s ON s.invoice_id = i.id
    LEFT JOIN rates x ON x.currency = i.currency
    WHERE i.debtor_id = d.id AND i.closed_how = '' AND i.open_amount > 0
) late ON true
LEFT JOIN LATERAL (
    SELECT min(p.promised_on - %(on)s)
            FILTER (WHERE p.status = 'open' AND p.kind = 'promise' AND p.promised_on >= %(on)s) AS days,
        count(*) FILTER (WHERE p.status = 'open' AND p.kind = 'claim') AS claims,
        count(*) FILTER (WHERE p.status = 'broken' AND p.judged_at >= %(on)s - %(broken)s::int) AS broken
    FROM dunning_promise p WHERE p.debtor_id = d.id AND p.status IN ('open', 'broken')
) promised ON true
LEFT JOIN LATERAL (
    SELECT count(*) AS open FROM dunning_dispute p WHERE p.debtor_id = d.id AND p.status = 'open'
) disputed ON true
WHERE c.id = ANY(%(cases)s::bigint[])
"""
_KINDS = ("promise_near", "payment_claimed", "dispute_open", "broken_promises", "silence", "over_limit")


@dataclass(frozen=True, slots=True)
class Signs:
    """`chance`: None without a score or for a natural person; `signs`: what each rule of priority counts, by kind."""

    chance: float | None = None
    signs: dict[str, int] = field(default_factory=dict)


def signs_of(case_ids: Collection[int], *, on: date) -> dict[int, Signs]:
    """By case, as of a day. Three queries, however many."""
    base = Creditor.objects.order_by("pk").values_list("currency", flat=True).first() or "EUR"
    rates = {currency: rate for (currency, other), rate in Rate.objects.known_on(on).items() if other == base}
    parameters: dict[str, Any] = {
        "on": on,
        "cases": list(case_ids),
        "broken": BROKEN_DAYS,
        "currencies": list(rates),
        "rates": list(rates.values()),
    }
    with connection.cursor() as cursor:
        cursor.execute(_SIGNS, parameters)
        return {row[0]: Signs(_chance(row[1]), _counted(row[2:])) for row in cursor.fetchall()}


def _chance(value: object) -> float | None:
    return None if value is None else round(float(str(value)), 4)


def _counted(row: tuple[int | None, ...]) -> dict[str, int]:
    """What is nothing is left out; only days may be 0."""
    found = dict(zip(_KINDS, row, strict=True))
    return {k: n for k, n in found.items() if n is not None and (n > 0 or k == "promise_near")}
