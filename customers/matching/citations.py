"""What a payment's text names: places in it, and the items that each may mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log2

from customers.matching.checked_references import reference_bodies
from customers.matching.items import Item
from customers.matching.number_keys import (
    alike_key,
    digits_key,
    squeezed_key,
    tail_key,
    whole_key,
)
from customers.matching.open_ledger import OpenLedger
from customers.matching.payment_text import PaymentText, Spelling

# A digit that fits carries log2(10) bits, a letter less, since few prefixes are used.
DIGIT_BITS = 3.3
LETTER_BITS = 2.0
# That a text names an invoice at all is likelier than that a number in it is something else.
IS_A_NUMBER = 5.0
WHOLE_MOST, CHECKED_MOST, DIGITS_MOST, ORDER_MOST, TAIL_MOST, ALIKE_MOST = 20.0, 20.0, 13.0, 12.0, 9.0, 9.0
DATE_LIKE = 6.0
SHORTEST_TAIL, LONGEST_TAIL = 2, 7
# Two digits are the end of a number only in a list of numbers.
SHORTEST_LONE = 3
SLIP = "named with a slip"
# Evidence below this is chance.
LEAST = 1.0
SHORTEST_ALIKE = 5
# More items of the families than this are not compared letter by letter.
COMPARED = 400


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


def mentions_in(text: PaymentText, ledger: OpenLedger) -> list[Mention]:
    """By whole number, digits, order number or checked reference, anywhere in the ledger; places do not overlap."""
    found: list[Mention] = []
    for spelling in text.spellings:
        if mention := _exact(spelling, ledger):
            found.append(mention)
    found += _checked(text, ledger)
    return _apart(found)


def closed_mentions(text: PaymentText, ledger: OpenLedger) -> list[Mention]:
    """Settled invoices that the text names by their whole number."""
    found = []
    for spelling in text.spellings:
        if listed := ledger.closed.get(spelling.text) or ledger.closed.get(spelling.squeezed):
            found.append(_mention(spelling, listed, _bits(spelling, ledger.size_bits, WHOLE_MOST), "named"))
        elif spelling.is_digits and (listed := ledger.closed_digits.get(spelling.text.lstrip("0"))):
            found.append(_mention(spelling, listed, _bits(spelling, ledger.size_bits, DIGITS_MOST), "named by digits"))
    return _apart(found)


def near_mentions(
    text: PaymentText, items: Sequence[Item], taken: Iterable[Mention], *, known: frozenset[int]
) -> list[Mention]:
    """By the end of a number or one slip of scanner or typist, among few items: those of the likely payers.

    `known`: items that the text names already; their places and they themselves are left out.
    """
    places = [mention.place for mention in taken]
    free = [
        each
        for each in text.spellings
        if not any(each.overlaps(place) for place in places)
        and not any(index in text.no_numbers for index in range(each.first, each.last + 1))
    ]
    items = [item for item in items if item.invoice_id not in known][:COMPARED]
    if not free or not items:
        return []
    scope = log2(len(items) + 1)
    return _apart([*_tails(text, free, items, scope), *_alike(free, items, scope)])


def _exact(spelling: Spelling, ledger: OpenLedger) -> Mention | None:
    if listed := ledger.by_key.get(spelling.text) or ledger.by_key.get(spelling.squeezed):
        return _mention(spelling, listed, _bits(spelling, ledger.size_bits, WHOLE_MOST), "named")
    if spelling.is_digits and (listed := ledger.by_digits.get(spelling.text.lstrip("0"))):
        return _mention(spelling, listed, _bits(spelling, ledger.size_bits, DIGITS_MOST), "named by its digits")
    if listed := ledger.by_order.get(spelling.text):
        bits = _bits(spelling, ledger.size_bits, ORDER_MOST)
        return _mention(spelling, listed, bits, "named by its order number", together=True)
    return None


def _checked(text: PaymentText, ledger: OpenLedger) -> list[Mention]:
    found = []
    everything = Spelling(0, max(len(text.pieces) - 1, 0), "", "")
    for body in reference_bodies(text.plain):
        listed = _of_body(body, ledger)
        if listed:
            found.append(_mention(everything, listed, CHECKED_MOST, "named by a reference with check digits"))
    return [mention for mention in found if mention is not None]


def _of_body(body: str, ledger: OpenLedger) -> list[Item]:
    """The number alone, or a customer number, zeros and the number."""
    if listed := ledger.by_key.get(body) or ledger.by_digits.get(body):
        return listed
    for length in range(min(len(body), 14), 3, -1):
        end = body[-length:]
        if listed := ledger.by_key.get(end) or (ledger.by_digits.get(end.lstrip("0")) if end.isdigit() else None):
            return listed
    return []


def _mention(
    spelling: Spelling, listed: Sequence[Item], bits: float, how: str, *, together: bool = False
) -> Mention | None:
    bits -= 0 if together else log2(len(listed))
    if bits < IS_A_NUMBER:
        return None
    return Mention(spelling, tuple((item, bits) for item in listed), how, together)


def _bits(spelling: Spelling, scope: float, most: float) -> float:
    """What it is worth that these characters name one of so many items."""
    digits = sum(c.isdigit() for c in spelling.text.lstrip("0"))
    letters = len(spelling.text) - sum(c.isdigit() for c in spelling.text)
    bits = min(digits * DIGIT_BITS + letters * LETTER_BITS - scope + IS_A_NUMBER, most)
    return bits - DATE_LIKE if spelling.is_date else bits


def _tails(text: PaymentText, free: Sequence[Spelling], items: Sequence[Item], scope: float) -> list[Mention]:
    by_tail: dict[str, list[Item]] = {}
    by_end: dict[str, list[Item]] = {}
    for item in items:
        digits = digits_key(item.number)
        for length in range(SHORTEST_TAIL, min(len(digits), LONGEST_TAIL) + 1):
            by_end.setdefault(digits[-length:], []).append(item)
        for key in {tail_key(item.number), digits}:
            if len(key) >= SHORTEST_TAIL:
                by_tail.setdefault(key, []).append(item)
    found = []
    for spelling in free:
        if not spelling.is_digits or spelling.last - spelling.first > 1:
            continue
        if len(spelling.text) < SHORTEST_LONE and not text.is_listed(spelling.first):
            continue
        whole = by_tail.get(spelling.text.lstrip("0"), [])
        if listed := whole or by_end.get(spelling.text):
            bits = _bits(spelling, scope, TAIL_MOST) - log2(len(listed))
            # The whole last group of digits, zeros and all, is how many people name an invoice.
            exact = len(whole) == 1 and len(spelling.text) >= SHORTEST_ALIKE
            if bits >= LEAST:
                meant = tuple((item, bits) for item in listed)
                found.append(Mention(spelling, meant, "named by its end", exact=exact))
    return found


def _alike(free: Sequence[Spelling], items: Sequence[Item], scope: float) -> list[Mention]:
    from rapidfuzz.distance import OSA

    by_length: dict[int, list[tuple[str, Item]]] = {}
    for item in items:
        for key in {whole_key(item.number), squeezed_key(item.number), digits_key(item.number)}:
            if len(key) >= SHORTEST_ALIKE:
                by_length.setdefault(len(key), []).append((key, item))
    found = []
    for spelling in free:
        text = spelling.text
        if len(text) < SHORTEST_ALIKE - 1:
            continue
        folded, meant = alike_key(text), dict[int, tuple[Item, float]]()
        for length in (len(text) - 1, len(text), len(text) + 1):
            for key, item in by_length.get(length, ()):
                if alike_key(key) == folded:
                    worth = _bits(spelling, scope, ALIKE_MOST)
                elif (
                    OSA.distance(text, key, score_cutoff=1) <= 1
                    or OSA.distance(folded, alike_key(key), score_cutoff=1) <= 1
                ):
                    worth = _bits(spelling, scope, ALIKE_MOST) - 3
                else:
                    continue
                if worth >= LEAST and (item.invoice_id not in meant or meant[item.invoice_id][1] < worth):
                    meant[item.invoice_id] = (item, worth)
        if meant:
            cost = log2(len(meant))
            ranked = sorted(((item, worth - cost) for item, worth in meant.values()), key=lambda each: -each[1])
            if ranked[0][1] >= LEAST:
                found.append(Mention(spelling, tuple(ranked), SLIP, exact=False))
    return found


def _apart(found: Iterable[Mention | None]) -> list[Mention]:
    """The strongest first, and none that shares a piece with a stronger one."""
    kept: list[Mention] = []
    ranked = sorted(
        (mention for mention in found if mention is not None),
        key=lambda each: (-each.bits, each.place.first - each.place.last, each.place.first),
    )
    for mention in ranked:
        rivals = [other for other in kept if mention.place.overlaps(other.place)]
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
    """The best evidence of each item that any place may mean."""
    best: dict[int, float] = {}
    for mention in mentions:
        for item, bits in mention.meant:
            best[item.invoice_id] = max(bits, best.get(item.invoice_id, 0.0))
    return best
