"""One place of a payment's text, with the items that it may mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from customers.matching.items import Item
from customers.matching.number_keys import digits_key
from customers.matching.payment_text import Spelling
from customers.matching.weights import DATE_LIKE, DIGIT_BITS, IS_A_NUMBER, LETTER_BITS


@dataclass(frozen=True, slots=True)
class Mention:
    """One place of the text. `meant`: items with bits of evidence, best first; `together`: all at once (an order)."""

    place: Spelling
    meant: tuple[tuple[Item, float], ...]
    how: str
    together: bool = False
    exact: bool = True

    @property
    def bits(self) -> float:
        return self.meant[0][1]

    @property
    def is_single(self) -> bool:
        """Whether it can mean one item only."""
        return len(self.meant) == 1

    def overlaps(self, other: Mention) -> bool:
        return self.place.overlaps(other.place)


def spelling_bits(spelling: Spelling, *, scope: float, most: float, whole: bool = False) -> float:
    """Bits that these characters name one of 2 ** `scope` items; above `most` chance is not what it is up against.

    `whole`: they are the number as it is written, so that leading zeros speak too.
    """
    digits = sum(c.isdigit() for c in spelling.text)
    letters = len(spelling.text) - digits
    if not whole:
        digits = sum(c.isdigit() for c in spelling.text.lstrip("0"))
    bits = min(digits * DIGIT_BITS + letters * LETTER_BITS - scope + IS_A_NUMBER, most)
    return bits - DATE_LIKE if spelling.is_date else bits


def apart(found: Iterable[Mention | None]) -> list[Mention]:
    """In the text's order; the strongest are kept, and none that shares a piece with a stronger one."""
    kept: list[Mention] = []
    ranked = sorted(
        (mention for mention in found if mention is not None),
        key=lambda each: (-each.bits, each.place.first - each.place.last, each.place.first),
    )
    for mention in ranked:
        rivals = [other for other in kept if mention.overlaps(other)]
        if not rivals:
            kept.append(mention)
        elif len(rivals) == 1 and _same_digits(mention, rivals[0]):
            kept[kept.index(rivals[0])] = replace(rivals[0], meant=(*rivals[0].meant, *_others(mention, rivals[0])))
    return sorted(kept, key=lambda each: each.place.first)


def _same_digits(one: Mention, other: Mention) -> bool:
    """Whether two readings of a place rest on the same digits: FV 20261332 may be a number with or without FV."""
    return one.exact and other.exact and digits_key(one.place.text) == digits_key(other.place.text)


def _others(one: Mention, other: Mention) -> list[tuple[Item, float]]:
    known = {item.invoice_id for item, _ in other.meant}
    return [(item, bits) for item, bits in one.meant if item.invoice_id not in known]


def by_invoice(mentions: Iterable[Mention]) -> Mapping[int, float]:
    """The best evidence in bits of each item that any place may mean, by invoice."""
    best: dict[int, float] = {}
    for mention in mentions:
        for item, bits in mention.meant:
            best[item.invoice_id] = max(bits, best.get(item.invoice_id, 0.0))
    return best
