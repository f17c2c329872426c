"""Amounts of money in a sentence: numbers with a currency, or written as money is; never a date, reference or phone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from trade.numbers import parse_amount

from agent.reading.amount_words import HALVED, NO_MONEY_BEFORE, NUMBER, STEPPED, STEPS, TIMES, UNITS, WORD
from agent.reading.cleaning import latin_digits
from agent.reading.han_numerals import han_amounts

Span = tuple[int, int]

_MONEY_LIKE = re.compile(r"\d[.,]\d{2}$|\d[.,'’ʼ \u00a0\u202f]\d{3}(?:[.,]\d{2})?$")
_WORD_AFTER = re.compile(rf"\s?{WORD}", re.I)
# "6.5 million toman" is 65 million rial, which is how invoices are made out.
_TOMAN = ("تومان", "تومن", "toman")
# No invoice is higher, and a longer run of digits is a number of something.
_HIGHEST = Decimal(10) ** 13


@dataclass(frozen=True)
class FoundAmount:
    start: int
    end: int
    value: Decimal


def find_amounts(text: str, *, known: Iterable[Decimal] = (), taken: Iterable[Span] = ()) -> list[FoundAmount]:
    """Amounts in order; `known` balances count even as bare numbers, `taken` spans hold something else."""
    plain = latin_digits(text)
    balances, spans = set(known), list(taken)
    found: list[FoundAmount] = []
    for amount in (*_stepped(plain), *_halved(plain), *han_amounts(plain), *_plain(plain, balances)):
        if any(amount.start < stop and begin < amount.end for begin, stop in spans):
            continue
        if 0 < amount.value < _HIGHEST:
            found.append(amount)
            spans.append((amount.start, amount.end))
    return sorted(found, key=lambda amount: amount.start)


def bare_numbers(text: str, *, taken: Iterable[Span] = ()) -> list[FoundAmount]:
    """Whole numbers that could be money where a payment is spoken of ("I send 500 on Friday")."""
    plain = latin_digits(text)
    found = []
    for match in NUMBER.finditer(plain):
        start, end = match.span()
        digits = match["digits"].strip()
        free = all(start >= stop or begin >= end for begin, stop in taken)
        if free and digits.isdigit() and 2 < len(digits) < 8 and digits[0] != "0" and not _is_other(plain, match):
            found.append(FoundAmount(start, end, Decimal(digits)))
    return found


def _plain(plain: str, balances: set[Decimal]) -> Iterator[FoundAmount]:
    for match in NUMBER.finditer(plain):
        value = _value(plain, match, balances)
        if value is None or (value not in balances and _is_other(plain, match)):
            continue
        marked = match["sign"] or match["word"] or match["times"] or match["glued"] or match["dash"]
        if marked or _MONEY_LIKE.search(match["digits"]) or value in balances:
            yield FoundAmount(match.start(), match.end(), value)


def _is_other(plain: str, match: re.Match[str]) -> bool:
    """Goods, percents, fractions and numbers that something is filed under."""
    if match["sign"] or match["word"]:
        return False
    after = plain[match.end() :]
    if after[:1] in {"/", "@"} or UNITS.match(after):
        return not (match["glued"] or match["times"])
    return bool(NO_MONEY_BEFORE.search(plain[: match.start()][-24:]))


def _value(plain: str, match: re.Match[str], balances: set[Decimal]) -> Decimal | None:
    digits = match["digits"].strip()
    try:
        value = parse_amount(digits)
    except ValueError:
        return None
    times = (match["times"] or match["glued"] or "").lower().rstrip(".")
    if match["million"] and match["sign"]:
        times = "mio"
    if not times:
        return _known_reading(digits, value, balances) * (10 if _in_toman(match) else 1)
    decimals = digits.replace(",", ".")
    if re.fullmatch(r"\d{1,3}\.\d{1,3}", decimals) and value * TIMES[times] not in balances:
        value = Decimal(decimals)
    return value * TIMES[times] * (10 if _in_toman(match) else 1)


def _known_reading(digits: str, value: Decimal, balances: set[Decimal]) -> Decimal:
    """ "125,500" is a hundred and twenty-five dinars where that is what is open."""
    if value in balances or not re.fullmatch(r"\d{1,3}[.,]\d{3}", digits):
        return value
    decimal = Decimal(digits.replace(",", "."))
    return decimal if decimal in balances else value


def _in_toman(match: re.Match[str]) -> bool:
    return (match["word"] or "").lower() in _TOMAN


def _halved(plain: str) -> Iterator[FoundAmount]:
    for match in HALVED.finditer(plain):
        word = _WORD_AFTER.match(plain, match.end())
        value = (Decimal(match["whole"]) + Decimal("0.5")) * TIMES[match["times"]]
        toman = word is not None and word[0].strip() in _TOMAN
        yield FoundAmount(match.start(), word.end() if word else match.end(), value * (10 if toman else 1))


def _stepped(plain: str) -> Iterator[FoundAmount]:
    """ "38만6천원", "3万5千円"."""
    for match in STEPPED.finditer(plain):
        total = Decimal()
        for step in STEPS.finditer(match[0]):
            if step["rest"]:
                total += Decimal(step["rest"])
                continue
            try:
                total += parse_amount(step["digits"].strip(",. ")) * TIMES[step["glued"]]
            except ValueError:
                break
        else:
            word = _WORD_AFTER.match(plain, match.end())
            yield FoundAmount(match.start(), word.end() if word else match.end(), total)
