from __future__ import annotations

from decimal import Decimal

from customers.readers_locale import readers_locale
from trade.money import format_amount


def shown_amount(amount: Decimal | None, currency: str) -> str:
    """The amount as its reader wants it written; a dash for none."""
    if amount is None:
        return "–"
    return format_amount(amount, currency, language=readers_locale()) if currency else f"{amount:,}"
