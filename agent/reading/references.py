"""Which open invoices a text speaks of: by number, a clear fragment of it, purchase order, amount, "all", "both"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from agent.facts import AccountFacts, InvoiceFact
from agent.reading.amounts import FoundAmount
from agent.reading.folding import fold
from agent.reading.reference_words import ALL, BOTH

_YEAR = re.compile(r"^(?:19|20)\d\d$")
# Fewer digits than this could be anything.
SHORTEST_FRAGMENT = 3
_EDGE_LEFT, _EDGE_RIGHT = r"(?<![\w.,])(?<![\w][-/])", r"(?![^\W_])(?![.,-/]\d)"


@dataclass(frozen=True)
class Mention:
    """One place where an invoice is meant."""

    start: int
    end: int
    number: str


def find_mentions(text: str, invoices: Sequence[InvoiceFact]) -> list[Mention]:
    """Exact numbers, then purchase orders of one invoice, then unique fragments; in order of appearance."""
    folded = fold(text)
    found: list[Mention] = []
    for patterns in (_exact(invoices), _orders(invoices), _fragments(invoices)):
        for pattern, number in patterns:
            for match in pattern.finditer(folded):
                if not any(match.start() < m.end and m.start < match.end() for m in found):
                    found.append(Mention(match.start(), match.end(), number))
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


def _exact(invoices: Sequence[InvoiceFact]) -> list[tuple[re.Pattern[str], str]]:
    longest = sorted((i for i in invoices if re.search(r"[^\W_]", i.number)), key=lambda i: -len(i.number))
    return [(re.compile(r"(?<![^\W_])" + _loose(i.number) + r"(?![^\W_]*\d)"), i.number) for i in longest]


def _loose(number: str) -> str:
    """The number with any mark or none where it has one: "INV 2026 0391" is INV-2026-0391."""
    parts = re.findall(r"[^\W_]+", fold(number))
    return r"[\s./_#-]{0,2}".join(map(re.escape, parts))


def _orders(invoices: Sequence[InvoiceFact]) -> list[tuple[re.Pattern[str], str]]:
    orders = [i.purchase_order for i in invoices if len(re.findall(r"[^\W_]", i.purchase_order)) >= SHORTEST_FRAGMENT]
    return [
        (re.compile(_EDGE_LEFT + _loose(i.purchase_order) + _EDGE_RIGHT), i.number)
        for i in invoices
        if orders.count(i.purchase_order) == 1
    ]


def _fragments(invoices: Sequence[InvoiceFact]) -> list[tuple[re.Pattern[str], str]]:
    owners: dict[str, set[str]] = {}
    for invoice in invoices:
        for fragment in _fragments_of(invoice.number):
            owners.setdefault(fragment, set()).add(invoice.number)
    clear = sorted((f for f, numbers in owners.items() if len(numbers) == 1), key=len, reverse=True)
    return [(re.compile(rf"{_EDGE_LEFT}0*{re.escape(f)}{_EDGE_RIGHT}"), next(iter(owners[f]))) for f in clear]


def _fragments_of(number: str) -> set[str]:
    """The telling digit group of a number (its last, a year aside) and that group's endings, zeros dropped."""
    groups = re.findall(r"\d+", fold(number))
    telling = [g for g in groups if not _YEAR.match(g)] or groups
    if not telling:
        return set()
    group = telling[-1]
    shortest = min(SHORTEST_FRAGMENT, len(group)) if len(groups) > 1 else SHORTEST_FRAGMENT
    endings = {group[-n:].lstrip("0") for n in range(max(shortest, 2), len(group) + 1)}
    return {e for e in endings if len(e) >= max(shortest, 2) and not _YEAR.match(e)}


def says_all(text: str) -> bool:
    return bool(ALL.search(fold(text)))


def says_both(text: str) -> bool:
    return bool(BOTH.search(fold(text)))
