"""Which rate compares two currencies."""

from __future__ import annotations

from decimal import Decimal

from customers.models.rate import Rates


def rate_between(rates: Rates, currency: str, base: str) -> Decimal | None:
    """Units of `base` for one unit of `currency`, the other way round too; None where neither is known."""
    if currency == base:
        return Decimal(1)
    if (currency, base) in rates:
        return rates[currency, base]
    other = rates.get((base, currency))
    return 1 / other if other else None
