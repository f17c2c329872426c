"""What the metrics are told: the price of a person's look at one thing."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from django.core.exceptions import ImproperlyConfigured

from config import environment


def price(words: str) -> tuple[Decimal, str] | None:
    """“1.80 EUR” as amount and currency; None where nothing is said."""
    if not words:
        return None
    amount, _, currency = words.partition(" ")
    try:
        return Decimal(amount), {len(currency): currency.upper()}[3]
    except (InvalidOperation, KeyError):
        raise ImproperlyConfigured(f"COST_PER_TOUCH is {words!r}; write an amount and a currency: 1.80 EUR.") from None


COST_PER_TOUCH = price(environment.text("COST_PER_TOUCH"))
