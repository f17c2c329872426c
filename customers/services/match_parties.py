"""All customers of a creditor as matching wants them, with what confirmed payments taught."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db import connection

from customers.matching.directory import Directory
from customers.matching.items import Party
from customers.models import LearnedPayer

# A parent above itself in a circle ends the climb.
HIGHEST = 10
CUSTOMERS = """
SELECT customer.id, customer.external_id, customer.name, customer.aliases, customer.bank_accounts, customer.parent_id,
    COALESCE(customer.debtor_id, customer.id), customer.country
FROM customers_customer AS customer
JOIN customers_ledgersource AS source ON source.id = customer.source_id
WHERE source.creditor_id = %s
ORDER BY customer.id
"""


def directory_of(creditor_id: int) -> Directory:
    """Two queries, whatever the number of customers."""
    with connection.cursor() as cursor:
        cursor.execute(CUSTOMERS, [creditor_id])
        rows = cursor.fetchall()
    above = {pk: parent if parent is not None else debtor for pk, _, _, _, _, parent, debtor, _ in rows}
    made = Directory.of(_party(row, above) for row in rows)
    learned = LearnedPayer.objects.filter(creditor_id=creditor_id).values_list("kind", "key", "customer_id", "times")
    for kind, key, customer_id, times in learned:
        known = made.learned_accounts if kind == LearnedPayer.Kind.ACCOUNT else made.learned_names
        known.setdefault(key, Counter())[made.root(customer_id)] += times
    return made


def _party(row: tuple[Any, ...], above: Mapping[int, int]) -> Party:
    pk, number, name, aliases, accounts, parent_id, debtor_id, country = row
    return Party(pk, number, (name, *aliases), _head(pk, above), debtor_id, parent_id, tuple(accounts), country)


def _head(pk: int, above: Mapping[int, int]) -> int:
    for _ in range(HIGHEST):
        higher = above.get(pk, pk)
        if higher == pk or higher not in above:
            return pk
        pk = higher
    return pk
