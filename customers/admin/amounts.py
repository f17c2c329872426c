from __future__ import annotations

from decimal import Decimal

from django.utils.translation import get_language

from trade.money import format_amount


def shown_amount(amount: Decimal | None, currency: str) -> str:
    """The amount as the reader's language writes it; a dash for none."""
    if amount is None:
        return "–"
    return format_amount(amount, currency, language=get_language() or "en") if currency else f"{amount:,}"
