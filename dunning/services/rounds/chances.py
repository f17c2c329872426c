"""How likely what debtors owe is paid more than 30 days late, by the scores of their open invoices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from django.db import connection

_CHANCES = """
SELECT i.debtor_id, i.currency, sum(i.open_amount)::float8,
    (sum(i.open_amount * s.late_30) / sum(i.open_amount))::float8
FROM customers_invoice i
JOIN dunning_invoicescore s ON s.invoice_id = i.id
JOIN customers_customer d ON d.id = i.debtor_id AND NOT d.natural_person
WHERE i.debtor_id = ANY(%s::bigint[]) AND i.closed_how = '' AND i.open_amount > 0
GROUP BY i.debtor_id, i.currency
"""


class CurrencyChance(NamedTuple):
    """`open`: the scored items of a currency; `chance` between 0 and 1, weighed by amount."""

    currency: str
    open: float
    chance: float


def late_chances(debtor_ids: Collection[int]) -> dict[int, list[CurrencyChance]]:
    """By debtor; none of a natural person. One query."""
    found: dict[int, list[CurrencyChance]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_CHANCES, [list(debtor_ids)])
        for debtor_id, *chance in cursor.fetchall():
            found[debtor_id].append(CurrencyChance(*chance))
    return found
