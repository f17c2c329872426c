from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from customers.matching.questions import OpenItem
from trade.money import quantize

EARLY_RATE = Decimal("0.02")
EARLY_DAYS = 10
EARLY_DAYS_BY_COUNTRY = {"DE": 14, "AT": 14, "CH": 14}


def early_discount(item: OpenItem, *, paid_on: date) -> Decimal:
    """What the customer may take off for paying early, zero when the days have passed or part was paid before."""
    days = EARLY_DAYS_BY_COUNTRY.get(item.country, EARLY_DAYS)
    if item.is_credit_note or item.open_amount != item.amount or paid_on > item.issued_on + timedelta(days=days):
        return Decimal()
    return quantize(item.amount * EARLY_RATE, item.currency)
