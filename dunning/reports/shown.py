"""Figures in words, in a language."""

from __future__ import annotations

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from customers.metrics.catalogue import AMOUNT, COUNT, DAYS, Named
from trade.money import format_amount


def shown(named: Named, value: Decimal | None, *, currency: str, language: str) -> str:
    """In the figure's unit; a dash for none. The language has to be active for its words."""
    if value is None:
        return "–"
    if named.unit == AMOUNT:
        return format_amount(value, currency, language=language)
    if named.unit == COUNT:
        return number_format(value, 0)
    number = number_format(value, 1)
    return _("%(days)s days") % {"days": number} if named.unit == DAYS else f"{number} %"
