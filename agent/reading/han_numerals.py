"""Amounts in Han and Hangul numerals: "五万元", "三十八万六千円", "오십만원"."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from agent.reading.amount_words import HAN_AMOUNT, HAN_BIG, HAN_DIGITS, HAN_STEPS

if TYPE_CHECKING:
    from agent.reading.amounts import FoundAmount


def han_amounts(plain: str) -> list[FoundAmount]:
    """Numerals before a currency word, in order."""
    from agent.reading.amounts import FoundAmount

    return [FoundAmount(m.start(), m.end(), Decimal(han_value(m[0]))) for m in HAN_AMOUNT.finditer(plain)]


def han_value(numeral: str) -> int:
    """The value of a well-formed numeral; characters that are none count as nothing."""
    total = section = digit = 0
    for character in numeral:
        if character in HAN_DIGITS:
            digit = digit * 10 + HAN_DIGITS[character]
        elif character in HAN_STEPS:
            section += (digit or 1) * HAN_STEPS[character]
            digit = 0
        elif character in HAN_BIG:
            total += (section + digit or 1) * HAN_BIG[character]
            section = digit = 0
    return total + section + digit
