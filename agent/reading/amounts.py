"""Amounts of money in a sentence: numbers with a currency, or written as money is; never a date, reference or phone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from agent.reading.cleaning import latin_digits
from trade.numbers import parse_amount

Span = tuple[int, int]

_SIGN = (
    r"€|\$|£|¥|₹|₩|₺|₪|₴|₽|฿|₫|₦|₱|R\$|US\$|A\$|C\$|NZ\$|S\$|EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|TRY|UAH|RUB|INR|JPY|CNY|RMB|KRW|AUD|CAD|NZD|SGD|ZAR"
    r"|MXN|BRL|AED|SAR|ILS|IDR|VND|THB|HKD|TWD|MYR|PHP|ISK|RSD|EGP|KES|NGN|Rs\.?|Fr\.|R(?=\s?\d)"
)
_WORD = (
    r"€|£|\$|¥|₹|₩|₺|₪|₴|₽|฿|₫|EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|TRY|UAH|INR|JPY|CNY|KRW|AED|SAR|ILS|euros?|euroa|eura?|eur|ευρώ|ευρω|евро|євро|dollars?|bucks|pounds?|quid"
    r"|francs?|franken|kronor|kroner|kr\.?|koruna|korun|kč|zł(?:otych)?|zl|lei|ron|лв\.?|лева|грн\.?|гривень|руб\.?|рублей|₽|tl|lira|ft|forint|reais|rand|rupees|ريال|درهم|ש\"?ח|रुपये|रु\.?|円|元|人民币|원|บาท|đồng|đ|rupiah|kn"
)
_NUMBER = re.compile(
    rf"(?<![\w.,/#-])(?:(?P<sign>{_SIGN})\s?)?(?P<digits>\d{{1,3}}(?:[.,'’ \u00a0\u202f]\d{{2,3}})*(?:[.,]\d{{1,2}})?|\d+(?:[.,]\d{{1,2}})?)(?:[.,][-–—]{{1,2}})?"
    rf"(?:\s?(?P<times>k|K|tsd\.?|mio\.?|lakhs?|万|만)(?![^\W\d_]))?(?:\s?(?P<word>{_WORD})(?![^\W\d_](?<![円元원])))?",
    re.I,
)
_TIMES = {"k": 1000, "tsd": 1000, "mio": 1_000_000, "lakh": 100_000, "lakhs": 100_000, "万": 10_000, "만": 10_000}
_MONEY_LIKE = re.compile(r"\d[.,]\d{2}$|\d[.,'’ \u00a0\u202f]\d{3}(?:[.,]\d{2})?$")


@dataclass(frozen=True)
class FoundAmount:
    start: int
    end: int
    value: Decimal


def find_amounts(text: str, *, known: Iterable[Decimal] = (), taken: Iterable[Span] = ()) -> list[FoundAmount]:
    """Amounts in order; `known` balances count even where written as bare numbers, `taken` spans hold something else."""
    plain = latin_digits(text)
    balances, spans = set(known), tuple(taken)
    found = []
    for match in _NUMBER.finditer(plain):
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
    return value * _TIMES[times] if times else value
