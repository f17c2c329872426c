"""Amounts of money in a sentence: numbers with a currency, or written as money is; never a date, reference or phone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from trade.numbers import parse_amount

from agent.reading.amount_words import NUMBER, TIMES
from agent.reading.cleaning import latin_digits

Span = tuple[int, int]

_MONEY_LIKE = re.compile(r"\d[.,]\d{2}$|\d[.,'’ \u00a0\u202f]\d{3}(?:[.,]\d{2})?$")


@dataclass(frozen=True)
class FoundAmount:
    start: int
    end: int
    value: Decimal


def find_amounts(text: str, *, known: Iterable[Decimal] = (), taken: Iterable[Span] = ()) -> list[FoundAmount]:
    """Amounts in order; `known` balances count even as bare numbers, `taken` spans hold something else."""
    plain = latin_digits(text)
    balances, spans = set(known), tuple(taken)
    found = []
    for match in NUMBER.finditer(plain):
        start, end = match.start(), match.end()
        if any(start < stop and begin < end for begin, stop in spans) or plain[end : end + 1] in {"%", "/"}:
            continue
        value = _value(match)
        if value is None or value <= 0:
            continue
        if match["sign"] or match["word"] or match["times"] or _MONEY_LIKE.search(match["digits"]) or value in balances:
            found.append(FoundAmount(start, end, value))
    return found


def _value(match: re.Match[str]) -> Decimal | None:
    try:
        value = parse_amount(match["digits"].strip())
    except ValueError:
        return None
    times = (match["times"] or "").lower().rstrip(".")
    return value * TIMES[times] if times else value
