"""Amounts of money: minor units, rounding, national formats."""

from __future__ import annotations

import re
from copy import copy
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from trade.currencies import CURRENCIES, MINOR_UNITS
from trade.locales import locale_for

if TYPE_CHECKING:
    from babel.numbers import NumberPattern

__all__ = ["CURRENCIES", "format_amount", "minor_units", "quantize"]

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
# CLDR sets a currency of letters apart from the number ("RSD 12.50"), which Babel leaves out.
_LETTER_AT_NUMBER = re.compile(r"(?<=[^\W\d_])(?=-?[0-9])|(?<=[0-9])(?=[^\W\d_])")


def minor_units(currency: str) -> int:
    """Decimals of a currency by ISO 4217: 2 for EUR, 0 for JPY, 3 for KWD. ValueError for an unknown code."""
    try:
        return MINOR_UNITS[currency]
    except KeyError:
        raise ValueError(f"“{currency}” is not a currency code of ISO 4217.") from None


def quantize(amount: Decimal, currency: str) -> Decimal:
    """The amount with exactly the currency's decimals, halves away from zero. ValueError for an unknown currency."""
    return amount.quantize(Decimal(1).scaleb(-minor_units(currency)), rounding=ROUND_HALF_UP)


def format_amount(amount: Decimal, currency: str, *, language: str, country: str = "") -> str:
    """The amount with the currency's sign as customary for readers of the language in the country: "1.250,00 €".

    All of the currency's decimals are shown, in Western digits. Spaces inside are no-break spaces.
    """
    return _written(quantize(amount, currency) or Decimal(), currency, language, country)


@lru_cache(maxsize=4096)
def _written(amount: Decimal, currency: str, language: str, country: str) -> str:
    """Kept, as the same amounts are shown again and again, and Babel takes a tenth of a millisecond for one."""
    locale = locale_for(language, country)
    pattern = _pattern(language, country, minor_units(currency))
    written = str(pattern.apply(amount, locale, currency=currency, currency_digits=False))
    return _LETTER_AT_NUMBER.sub(NO_BREAK_SPACE, written)


@lru_cache(maxsize=1024)
def _pattern(language: str, country: str, decimals: int) -> NumberPattern:
    """CLDR rounds some currencies in daily use (RSD, HUF); an invoice keeps every minor unit of ISO 4217."""
    pattern: NumberPattern = copy(locale_for(language, country).currency_formats["standard"])
    pattern.frac_prec = (decimals, decimals)
    return pattern
