"""Which meaning of each place of a text makes the amount: one item a place, with or without discount, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from customers.matching.items import Item

# Sums kept while places are added, and ways kept for each sum.
MOST_SUMS = 2_000
WAYS = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """`money`: what of the payment it takes; `discounts`: (invoice, hundredths) taken off beside."""

    items: tuple[Item, ...]
    money: int
    bits: float
    worth: float
    discounts: tuple[tuple[int, int], ...] = ()


NONE = Choice((), 0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Way:
    chosen: tuple[Choice, ...]
    bits: float
    worth: float

    @property
    def items(self) -> list[Item]:
        return list({item.invoice_id: item for choice in self.chosen for item in choice.items}.values())

    @property
    def discounts(self) -> dict[int, int]:
        return {pk: amount for choice in self.chosen for pk, amount in choice.discounts}


def sums_of(options: Sequence[Sequence[Choice]]) -> dict[int, list[Way]]:
    """Every sum that one choice of each place can make, with its best ways, most evidence first.

    An item counts once, however many places mean it. Bounded: of very many sums the best founded are kept.
    """
    sums: dict[int, list[Way]] = {0: [Way((), 0.0, 0.0)]}
    shared = _shared(options)
    for choices in options:
        grown: dict[int, list[Way]] = {}
        for total, ways in sums.items():
            for way in ways:
                taken = {item.invoice_id for choice in way.chosen for item in choice.items} if shared else shared
                for choice in choices:
                    if shared and any(item.invoice_id in taken for item in choice.items):
                        continue
                    chosen = (*way.chosen, choice) if choice.items else way.chosen
                    made = Way(chosen, way.bits + choice.bits, way.worth + choice.worth)
                    grown.setdefault(total + choice.money, []).append(made)
        for ways in grown.values():
            if len(ways) > 1:
                ways.sort(key=lambda way: -way.worth)
                del ways[WAYS:]
        if len(grown) > MOST_SUMS:
            best = sorted(grown.items(), key=lambda each: -each[1][0].worth)[:MOST_SUMS]
            grown = dict(best)
        sums = grown
    return sums


def _shared(options: Sequence[Sequence[Choice]]) -> set[int]:
    """Items that two places may mean."""
    seen: set[int] = set()
    shared: set[int] = set()
    for choices in options:
        here = {item.invoice_id for choice in choices for item in choice.items}
        shared |= seen & here
        seen |= here
    return shared
