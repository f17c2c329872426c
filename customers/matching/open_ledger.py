"""The open items that a run of payments may concern, by everything that a text can name them with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from math import log2

from customers.matching.items import Item
from customers.matching.number_keys import digits_key, squeezed_digits, squeezed_key, whole_key

# Day and id of a payment: the order in which money came.
Position = tuple[date, int]
SHORTEST_DIGITS = 4
SHORTEST_ORDER = 4


@dataclass
class OpenLedger:
    """`room` follows what the payments of a run took; `size` is how many open items the creditor has."""

    size: int = 0
    items: dict[int, Item] = field(default_factory=dict)
    by_key: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    by_digits: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    by_order: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    by_customer: dict[int, list[Item]] = field(default_factory=lambda: defaultdict(list))
    by_amount: dict[tuple[str, int], list[Item]] = field(default_factory=lambda: defaultdict(list))
    closed: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    closed_digits: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    room: dict[int, int] = field(default_factory=dict)
    taken: dict[int, list[tuple[Position, int]]] = field(default_factory=dict)

    @classmethod
    def of(cls, items: Iterable[Item], *, closed: Iterable[Item] = (), size: int = 0) -> OpenLedger:
        made = cls()
        for item in items:
            made.add(item)
        for item in closed:
            made.add_closed(item)
        made.size = size or len(made.items)
        return made

    def add(self, item: Item) -> None:
        if item.invoice_id in self.items:
            return
        self.items[item.invoice_id] = item
        for key in dict.fromkeys((whole_key(item.number), squeezed_key(item.number))):
            self.by_key[key].append(item)
        for key in dict.fromkeys((digits_key(item.number), squeezed_digits(item.number))):
            if len(key) >= SHORTEST_DIGITS:
                self.by_digits[key].append(item)
        if len(order := whole_key(item.purchase_order)) >= SHORTEST_ORDER:
            self.by_order[order].append(item)
        self.by_customer[item.customer_id].append(item)
        self.by_amount[item.currency, item.left].append(item)

    def add_closed(self, item: Item) -> None:
        for key in dict.fromkeys((whole_key(item.number), squeezed_key(item.number))):
            self.closed[key].append(item)
        for key in dict.fromkeys((digits_key(item.number), squeezed_digits(item.number))):
            if len(key) >= SHORTEST_DIGITS:
                self.closed_digits[key].append(item)

    def left(self, item: Item) -> int:
        return self.room.get(item.invoice_id, item.left)

    def left_at(self, item: Item, position: Position) -> int:
        """What it could still take before the payments of the run that came later."""
        later = sum(amount for at, amount in self.taken.get(item.invoice_id, ()) if at > position)
        return self.left(item) + later

    def take(self, invoice_id: int, amount: int, *, position: Position) -> None:
        """A payment of the run settled so much of it."""
        item = self.items[invoice_id]
        self.room[invoice_id] = self.left(item) - amount
        self.taken.setdefault(invoice_id, []).append((position, amount))

    @property
    def size_bits(self) -> float:
        return log2(max(self.size, 2))
