"""Amounts of several currencies side by side, never added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from customers.admin.amounts import shown_amount

MOST = 3


def shown_sums(pairs: Iterable[tuple[str, Decimal]]) -> str:
    """“12,000.00 € + 300.00 $”, largest figure first; "" for nothing. More than MOST currencies end in an ellipsis."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for currency, amount in pairs:
        sums[currency] += amount
    listed = sorted(((amount, currency) for currency, amount in sums.items() if amount and currency), reverse=True)
    words = [shown_amount(amount, currency) for amount, currency in listed[:MOST]]
    return " + ".join([*words, "…"] if len(listed) > MOST else words)
