"""Which open invoices a text names: by number, a clear fragment of it, a misspelt number, purchase order or amount."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from agent.facts import AccountFacts, InvoiceFact
from agent.reading.amount_words import SIGN, WORD
from agent.reading.amounts import FoundAmount
from agent.reading.folding import fold
from agent.reading.misspelt import misspelt_numbers

_YEAR = re.compile(r"^(?:19|20)\d\d$")
# Fewer digits than this could be anything.
SHORTEST_FRAGMENT = 3
# No digit, Latin letter or decimal point may join a fragment; particles and prefixes of other scripts may.
_EDGE_LEFT = r"(?<![0-9a-zа-яα-ω_.,+])(?<![0-9a-z]-)(?<![a-z]/)(?<!\b\d/)(?<!\b\d\d/)(?<!\b(?:19|20)\d\d/)"
_WORD_LEFT = r"(?:(?<=[^0-9a-z]no)|(?<=[^0-9a-z]nr)|(?<=[^0-9a-z]inv)|(?<=[^0-9a-z]n)|(?<=^no)|(?<=^nr)|(?<=^inv))"
_EDGE_RIGHT = r"(?![0-9a-zа-яα-ω_])(?![.,:-]\d)(?!/\d{1,2}(?!\d))"
_RUN = re.compile(rf"(?:{_EDGE_LEFT}|{_WORD_LEFT})\d+{_EDGE_RIGHT}")
# "600 EUR" is an amount and not the end of 4600.
_AMOUNT_AFTER = re.compile(rf"\s?{WORD}", re.I)
_AMOUNT_BEFORE = re.compile(rf"{SIGN}\s?$", re.I)
_WHOLE_LEFT, _WHOLE_RIGHT = r"(?<![^\W_])", r"(?!\d)(?![a-z]{2})(?![^\W_]+\d)"


@dataclass(frozen=True)
class Mention:
    """One place where an invoice is meant."""

    start: int
    end: int
    number: str


def find_mentions(text: str, invoices: Sequence[InvoiceFact]) -> list[Mention]:
    """Exact numbers, then purchase orders of one invoice, unique fragments, clear misspellings; as they appear."""
    folded = fold(text)
    if not re.search(r"\d", folded):
        return []
    numbers = tuple((i.number, i.purchase_order) for i in invoices)
    found: list[Mention] = []
    for start, end, number in (
        *_written(folded, _spelled(numbers)),
        *_fragments(text, folded, _endings(tuple(name for name, _ in numbers))),
        *misspelt_numbers(folded, [name for name, _ in numbers]),
    ):
        if not any(start < m.end and m.start < end for m in found):
            found.append(Mention(start, end, number))
    return sorted(found, key=lambda mention: mention.start)


def mentions_by_amount(amounts: Iterable[FoundAmount], invoices: Sequence[InvoiceFact]) -> list[Mention]:
    """An amount that is the balance or the amount of just one open invoice points at it."""
    found = []
    for amount in amounts:
        meant = [i for i in invoices if amount.value in (i.balance, i.amount)]
        if len(meant) == 1:
            found.append(Mention(amount.start, amount.end, meant[0].number))
    return found


def default_invoices(account: AccountFacts, received_on: date) -> tuple[str, ...]:
    """What "the invoice" or "everything" means: all open ones due by that day, or all if none is."""
    due = tuple(i.number for i in account.invoices if i.due <= received_on)
    return due or tuple(i.number for i in account.invoices)


def in_account_order(numbers: Iterable[str], account: AccountFacts) -> tuple[str, ...]:
    wanted = set(numbers)
    return tuple(i.number for i in account.invoices if i.number in wanted)


@dataclass(frozen=True)
class _Spelling:
    """What to look for; `digits` are in every text that has it, so that others need no pattern."""

    digits: str
    pattern: str
    number: str


def _written(folded: str, spellings: Iterable[_Spelling]) -> Iterator[tuple[int, int, str]]:
    for spelling in spellings:
        if spelling.digits in folded:
            for match in _compiled(spelling.pattern).finditer(folded):
                yield match.start(), match.end(), spelling.number


@lru_cache(maxsize=2048)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@lru_cache(maxsize=256)
def _spelled(numbers: tuple[tuple[str, str], ...]) -> tuple[_Spelling, ...]:
    """Whole numbers, purchase orders of one invoice, and last or first parts that no other number has."""
    names = [name for name, _ in numbers]
    longest = sorted((name for name in names if re.search(r"\d", name)), key=lambda name: -len(name))
    found = [_Spelling(_digits(name), _WHOLE_LEFT + _loose(name) + _WHOLE_RIGHT, name) for name in longest]
    orders = [fold(order) for _, order in numbers if len(re.findall(r"[^\W_]", order)) >= SHORTEST_FRAGMENT]
    for name, order in numbers:
        if orders.count(fold(order)) == 1 and _digits(order):
            found.append(_Spelling(_digits(order), _WHOLE_LEFT + _loose(order) + _WHOLE_RIGHT, name))
    parts = [(part, name) for name in names for part in (*_tails(fold(name)), *_heads(fold(name)))]
    clear = [(part, name) for part, name in parts if len({owner for other, owner in parts if other == part}) == 1]
    return (*found, *(_Spelling(_digits(p), _WHOLE_LEFT + _loose(p) + _WHOLE_RIGHT, name) for p, name in clear))


def _digits(number: str) -> str:
    """The longest run of digits."""
    return max(re.findall(r"\d+", fold(number)), key=len, default="")


def _loose(number: str) -> str:
    """The number with any mark or none where it has one: "INV 2026 0391" is INV-2026-0391."""
    parts = re.findall(r"\d+|[^\W\d_]+", fold(number))
    return r"[\s./_#:-]{0,2}".join(map(re.escape, parts))


def _tails(folded: str) -> list[str]:
    """ "2026/0391" for INV/2026/0391, "26-27/1184" for SI/26-27/1184."""
    parts = re.findall(r"[^\W_]+", folded)
    tails = ["/".join(parts[n:]) for n in range(1, len(parts) - 1)]
    return [tail for tail in tails if sum(c.isdigit() for c in tail) >= 4]


def _heads(folded: str) -> list[str]:
    """ "FPR 88" for FPR88/27."""
    parts = re.findall(r"\d+|[^\W\d_]+", folded)
    if len(parts) < 3 or parts[0].isdigit() or not parts[1].isdigit() or _YEAR.match(parts[1]) or len(parts[1]) < 2:
        return []
    return [f"{parts[0]}/{parts[1]}"]


def _fragments(text: str, folded: str, endings: dict[str, str]) -> Iterator[tuple[int, int, str]]:
    for match in _RUN.finditer(folded):
        number = endings.get(match[0]) or endings.get(match[0].lstrip("0"))
        if number and not _AMOUNT_AFTER.match(text, match.end()) and not _AMOUNT_BEFORE.search(text[: match.start()]):
            yield match.start(), match.end(), number


@lru_cache(maxsize=256)
def _endings(names: tuple[str, ...]) -> dict[str, str]:
    """Runs of digits that mean one number: its telling groups, and the endings of the last, zeros dropped."""
    owners: dict[str, set[str]] = {}
    for name in names:
        for fragment in _fragments_of(name):
            owners.setdefault(fragment, set()).add(name)
    return {fragment: next(iter(named)) for fragment, named in owners.items() if len(named) == 1}


def _fragments_of(number: str) -> set[str]:
    folded = fold(number)
    groups = re.findall(r"\d+", folded)
    telling = [g for g in groups if not _YEAR.match(g)] or groups[-1:]
    if not telling:
        return set()
    found = {g for g in telling if len(g) >= SHORTEST_FRAGMENT and not _YEAR.match(g)}
    last = telling[-1]
    shortest = max(2, min(SHORTEST_FRAGMENT, len(last)) if len(folded) > len(last) else SHORTEST_FRAGMENT)
    endings = {last[-n:].lstrip("0") for n in range(shortest, len(last) + 1)}
    return found | {e for e in endings if len(e) >= shortest and not _YEAR.match(e)}
