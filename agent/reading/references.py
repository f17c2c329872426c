"""Which open invoices a text names: by number, a clear fragment of it, a misspelt number, purchase order or amount."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from agent.facts import AccountFacts, InvoiceFact
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


@dataclass(frozen=True)
class Mention:
    """One place where an invoice is meant."""

    start: int
    end: int
    number: str


def find_mentions(text: str, invoices: Sequence[InvoiceFact]) -> list[Mention]:
    """Exact numbers, then purchase orders of one invoice, unique fragments, clear misspellings; as they appear."""
    folded = fold(text)
    found: list[Mention] = []
    numbers = tuple((i.number, i.purchase_order) for i in invoices)
    for pattern, number in _patterns(numbers):
        for match in pattern.finditer(folded):
            if not any(match.start() < m.end and m.start < match.end() for m in found):
                found.append(Mention(match.start(), match.end(), number))
    for start, end, number in misspelt_numbers(folded, [i.number for i in invoices]):
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


@lru_cache(maxsize=256)
def _patterns(numbers: tuple[tuple[str, str], ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """What to look for, in this order, with the invoice that it means."""
    names = [number for number, _ in numbers]
    return (*_exact(names), *_orders(numbers), *_fragments(names))


def _exact(names: Sequence[str]) -> list[tuple[re.Pattern[str], str]]:
    longest = sorted((name for name in names if re.search(r"[^\W_]", name)), key=lambda name: -len(name))
    return [
        (re.compile(r"(?<![0-9a-zа-яα-ω])" + _loose(name) + r"(?![^\W_]*\d)(?![a-z]{2})"), name) for name in longest
    ]


def _loose(number: str) -> str:
    """The number with any mark or none where it has one: "INV 2026 0391" is INV-2026-0391."""
    parts = re.findall(r"[^\W_]+", fold(number))
    return r"[\s./_#:-]{0,2}".join(part for word in parts for part in _split(word))


def _split(word: str) -> list[str]:
    """Letters and digits apart, so that "INV 4471" is INV4471."""
    return [re.escape(part) for part in re.findall(r"\d+|[^\W\d_]+", word)]


def _orders(numbers: tuple[tuple[str, str], ...]) -> list[tuple[re.Pattern[str], str]]:
    orders = [fold(order) for _, order in numbers if len(re.findall(r"[^\W_]", order)) >= SHORTEST_FRAGMENT]
    found = []
    for name, order in numbers:
        if orders.count(fold(order)) == 1:
            found.append((re.compile(_EDGE_LEFT + _loose(order) + _EDGE_RIGHT), name))
            tail = re.findall(r"\d+", fold(order))[-1:] or [""]
            if len(tail[0]) >= 4 and not _YEAR.match(tail[0]) and sum(o.endswith(tail[0]) for o in orders) == 1:
                found.append((re.compile(rf"(?<=po ){tail[0]}{_EDGE_RIGHT}|(?<=order ){tail[0]}{_EDGE_RIGHT}"), name))
    return found


def _fragments(names: Sequence[str]) -> list[tuple[re.Pattern[str], str]]:
    owners: dict[str, set[str]] = {}
    for name in names:
        for fragment in _fragments_of(name):
            owners.setdefault(fragment, set()).add(name)
    clear = sorted((f for f, named in owners.items() if len(named) == 1), key=len, reverse=True)
    return [
        (re.compile(rf"(?:{_EDGE_LEFT}|{_WORD_LEFT})0*{fragment}{_EDGE_RIGHT}"), next(iter(owners[fragment])))
        for fragment in clear
    ]


def _fragments_of(number: str) -> set[str]:
    """Patterns of what may stand for the number: its last parts, its telling digit groups, and those' endings."""
    folded = fold(number)
    groups = re.findall(r"\d+", folded)
    telling = [g for g in groups if not _YEAR.match(g)] or groups[-1:]
    found = _tails(folded)
    for group in telling:
        is_last = group == telling[-1]
        shortest = min(SHORTEST_FRAGMENT, len(group)) if is_last and len(folded) > len(group) else SHORTEST_FRAGMENT
        lengths = range(max(shortest, 2), len(group) + 1) if is_last else range(max(len(group), 3), len(group) + 1)
        endings = {group[-n:].lstrip("0") for n in lengths}
        found |= {e for e in endings if len(e) >= max(shortest, 2) and not _YEAR.match(e)}
    return found


def _tails(folded: str) -> set[str]:
    """ "2026/0391" for INV/2026/0391, "26-27/1184" for SI/26-27/1184."""
    parts = re.findall(r"[^\W_]+", folded)
    tails = [parts[n:] for n in range(1, len(parts) - 1)]
    return {
        r"[\s./_-]{1,2}".join(map(re.escape, tail)) for tail in tails if sum(c.isdigit() for c in "".join(tail)) >= 4
    }
