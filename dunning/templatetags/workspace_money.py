"""Amounts in the pages of the workspace."""

from __future__ import annotations

from decimal import Decimal

from django import template

from customers.readers_locale import readers_locale
from trade.money import format_amount

register = template.Library()


@register.simple_tag
def money(amount: Decimal | None, currency: str) -> str:
    """As `customers.admin.amounts` shows it; loading that here would load the admin before its models."""
    if amount is None:
        return "–"
    return format_amount(amount, currency, language=readers_locale()) if currency else f"{amount:,}"
