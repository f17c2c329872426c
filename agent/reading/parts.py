"""Where a sentence tells of a part and of the rest: "5,000 went today, the remaining 3,750 comes Monday"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from agent.facts import InvoiceFact
from agent.reading.amounts import FoundAmount
from agent.reading.cleaning import latin_digits
from agent.reading.dates import FoundDate
from agent.reading.detail_words import LESS
from agent.reading.folding import fold
from agent.reading.part_words import JOIN, OF_WHICH, REST
from agent.reading.reference_words import word_pattern

# What is told of a sum beside another takes this many words at least; less is a line of a list.
_FEWEST_WORDS = 3
# Words between two commas that only name what follows.
_APPOSITION = 2
# How near before "the rest" the joining word or comma stands.
_NEAR = 25
_NUMBER = re.compile(r"(?<![\w.,/-])\d{1,3}(?:[., ]\d{3})+(?![\w/-])|(?<![\w.,/-])\d{3,8}(?![\w/-])")
_DENSE = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")


def sums_of(invoices: Sequence[InvoiceFact]) -> frozenset[Decimal]:
    """What two parts may come to: the balance of an invoice, or of all."""
    balances = [invoice.balance for invoice in invoices]
    return frozenset([*balances, sum(balances, Decimal())])


def complements(text: str, invoices: Sequence[InvoiceFact]) -> set[Decimal]:
    """Bare numbers of a text that come, two by two, to what is open: "1900 on Friday, for the other 2500 …"."""
    numbers = {_plain(match[0]) for match in _NUMBER.finditer(latin_digits(text))}
    if len(numbers) < 2:
        return set()
    return {n for whole in sums_of(invoices) for n in numbers if n * 50 > whole > n and whole - n in numbers}


def _plain(digits: str) -> Decimal:
    return Decimal(re.sub(r"\D", "", digits))


def part_cuts(
    text: str,
    *,
    amounts: Sequence[FoundAmount],
    dates: Sequence[FoundDate],
    wholes: frozenset[Decimal],
    languages: tuple[str, ...],
) -> list[int]:
    """Where to cut, in order; empty where the sentence tells one thing. `wholes`: what two parts may come to."""
    if not amounts:
        return []
    places = [(a.start, a.end) for a in amounts] + [(d.start, d.end) for d in dates]
    joins = [m for m in JOIN.finditer(text) if not any(start < m.end() and m.start() < end for start, end in places)]
    cuts = {cut for at in _rests(text, languages) for cut in [_before_rest(text, at, places, joins)] if cut}
    cuts |= set(_between_sums(text, amounts, dates, joins, wholes))
    return sorted(cuts)


def _rests(text: str, languages: tuple[str, ...]) -> list[int]:
    folded = fold(text)
    patterns = [REST, *(word_pattern("rest", language) for language in dict.fromkeys(languages))]
    return sorted({match.start() for pattern in patterns if pattern for match in pattern.finditer(folded)})


def _before_rest(text: str, at: int, places: Sequence[tuple[int, int]], joins: Sequence[re.Match[str]]) -> int:
    """The cut before "the rest" where a sum or a day was told before it, 0 where there is none."""
    if not any(end <= at for _, end in places) or OF_WHICH.search(fold(text[:at])):
        return 0
    near = [join.end() for join in joins if at - _NEAR <= join.start() and join.end() <= at]
    start = near[-1] if near else at
    return start if any(end <= start for _, end in places) else 0


def _between_sums(
    text: str,
    amounts: Sequence[FoundAmount],
    dates: Sequence[FoundDate],
    joins: Sequence[re.Match[str]],
    wholes: frozenset[Decimal],
) -> list[int]:
    """Cuts between two sums that make a whole or have days of their own, with more said of each than in a list."""
    found, start = [], 0
    for earlier, later in pairwise(sorted(amounts, key=lambda amount: amount.start)):
        join = _turn(text, [j for j in joins if max(start, earlier.end) <= j.start() and j.end() <= later.start])
        if join is None or earlier.value == later.value or _taken_off(text, earlier) or _taken_off(text, later):
            continue
        whole = earlier.value + later.value in wholes
        sides = (start, join.start()), (join.end(), len(text))
        if all((whole or _within(side, dates)) and _tells(text[slice(*side)], whole) for side in sides):
            found.append(join.end())
            start = join.end()
    return found


def _turn(text: str, joins: Sequence[re.Match[str]]) -> re.Match[str] | None:
    """The last join before a sum, or the one before it where hardly a word lies between ("…, the first, 28,600")."""
    if not joins:
        return None
    turn = joins[-1]
    for earlier in reversed(joins[:-1]):
        if len(text[earlier.end() : turn.start()].split()) > _APPOSITION:
            break
        turn = earlier
    return turn


def _taken_off(text: str, amount: FoundAmount) -> bool:
    return bool(LESS.search(fold(text)[max(amount.start - 40, 0) : amount.start]))


def _within(span: tuple[int, int], dates: Sequence[FoundDate]) -> bool:
    return any(span[0] <= date.start and date.end <= span[1] for date in dates)


def _tells(text: str, whole: bool) -> bool:
    fewest = _FEWEST_WORDS - whole
    if _DENSE.search(text):
        return len(_DENSE.findall(text)) >= 2 * fewest
    return len(re.findall(r"[^\W\d_]{2,}", text)) >= fewest
