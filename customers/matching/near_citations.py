"""What a payment's text names nearly: by the end of a number, or with a slip of scanner or typist."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log2

from customers.matching.items import Item
from customers.matching.mention import Mention, apart, spelling_bits
from customers.matching.number_keys import alike_key, digits_key, group_keys, squeezed_key, whole_key
from customers.matching.payment_text import PaymentText, Spelling
from customers.matching.weights import ALIKE_MOST, DIGIT_BITS, LEAST, TAIL_MOST, WRONG_CHARACTER

SHORTEST_TAIL, LONGEST_TAIL = 2, 7
# Two digits are the end of a number only in a list of numbers.
SHORTEST_LONE = 3
SHORTEST_ALIKE = 5
SHORTEST_GROUP = 4
LONGEST_REFERENCE = 27
SLIP = "named with a slip"
# More items of the families than this are not compared letter by letter.
COMPARED = 400


def near_mentions(
    text: PaymentText, items: Sequence[Item], taken: Iterable[Mention], *, known: frozenset[int]
) -> list[Mention]:
    """Among few items, those of the likely payers: among all, every number is nearly another.

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
    return apart([*_tails(text, free, items, scope), *_alike(free, items, scope), *_inside(free, items, scope)])


def _tails(text: PaymentText, free: Sequence[Spelling], items: Sequence[Item], scope: float) -> list[Mention]:
    by_tail, by_end = _by_tail(items), _by_end(items)
    found = []
    for spelling in free:
        if not _may_be_tail(spelling, text):
            continue
        whole = by_tail.get(spelling.text.lstrip("0"), [])
        if listed := whole or by_end.get(spelling.text):
            bits = spelling_bits(spelling, scope=scope, most=TAIL_MOST) - log2(len(listed))
            # A whole group of digits, zeros and all, is how many people name an invoice.
            exact = len(whole) == 1 and len(spelling.text) >= SHORTEST_GROUP
            if bits >= LEAST:
                meant = tuple((item, bits) for item in listed)
                found.append(Mention(spelling, meant, "named by its end", exact=exact))
    return found


def _may_be_tail(spelling: Spelling, text: PaymentText) -> bool:
    """Digits in one or two pieces; two digits only behind a number."""
    if not spelling.is_digits or spelling.last - spelling.first > 1:
        return False
    return len(spelling.text) >= SHORTEST_LONE or text.is_listed(spelling.first)


def _by_tail(items: Sequence[Item]) -> Mapping[str, list[Item]]:
    """Items by each group of digits that is no year, and by all of their digits."""
    listed: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        for key in {*group_keys(item.number), digits_key(item.number)}:
            if len(key) >= SHORTEST_TAIL:
                listed[key].append(item)
    return listed


def _by_end(items: Sequence[Item]) -> Mapping[str, list[Item]]:
    """Items by their last two to seven digits, whatever the groups."""
    listed: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        digits = digits_key(item.number)
        for length in range(SHORTEST_TAIL, min(len(digits), LONGEST_TAIL) + 1):
            listed[digits[-length:]].append(item)
    return listed


def _alike(free: Sequence[Spelling], items: Sequence[Item], scope: float) -> list[Mention]:
    by_length = _by_length(items)
    found = []
    for spelling in free:
        if len(spelling.text) < SHORTEST_ALIKE - 1:
            continue
        meant = _meant_by_slip(spelling, by_length, scope)
        if not meant:
            continue
        cost = log2(len(meant))
        ranked = sorted(((item, worth - cost) for item, worth in meant.values()), key=lambda each: -each[1])
        if ranked[0][1] >= LEAST:
            # Read as the scanner meant it, it is the only one of its number.
            alike = len(ranked) == 1 and any(alike_key(key) == alike_key(spelling.text) for key in _keys(ranked[0][0]))
            found.append(Mention(spelling, tuple(ranked), SLIP, exact=alike))
    return found


def _inside(free: Sequence[Spelling], items: Sequence[Item], scope: float) -> list[Mention]:
    """Numbers inside longer ones: a Nordic KID, OCR or reference number holds the invoice's between others."""
    keys = [(key, item) for item in items if len(key := digits_key(item.number)) >= SHORTEST_ALIKE]
    found = []
    for spelling in free:
        if not spelling.is_digits or not SHORTEST_ALIKE < len(spelling.text) <= LONGEST_REFERENCE:
            continue
        held = [(key, item) for key, item in keys if len(key) + 1 < len(spelling.text) and key in spelling.text]
        if not held:
            continue
        # It could stand in several places, and what else stands there is not explained.
        cost = log2(len(held)) + log2(len(spelling.text) - len(held[0][0]) + 1)
        bits = min(len(held[0][0]) * DIGIT_BITS - scope - cost, ALIKE_MOST)
        if bits >= LEAST:
            found.append(
                Mention(spelling, tuple((item, bits) for _, item in held), "named inside a number", exact=False)
            )
    return found


def _by_length(items: Sequence[Item]) -> Mapping[int, list[tuple[str, Item]]]:
    """Every spelling of the items' numbers, by its length: one slip changes a length by one at most."""
    listed: dict[int, list[tuple[str, Item]]] = defaultdict(list)
    for item in items:
        for key in _keys(item):
            if len(key) >= SHORTEST_ALIKE:
                listed[len(key)].append((key, item))
    return listed


def _keys(item: Item) -> set[str]:
    return {whole_key(item.number), squeezed_key(item.number), digits_key(item.number)}


def _meant_by_slip(
    spelling: Spelling, by_length: Mapping[int, list[tuple[str, Item]]], scope: float
) -> dict[int, tuple[Item, float]]:
    """Items one slip away with bits of evidence, by invoice: characters that look alike are no slip at all."""
    from rapidfuzz.distance import OSA

    text, folded = spelling.text, alike_key(spelling.text)
    full = spelling_bits(spelling, scope=scope, most=ALIKE_MOST)
    meant: dict[int, tuple[Item, float]] = {}
    for length in (len(text) - 1, len(text), len(text) + 1):
        for key, item in by_length.get(length, ()):
            alike = alike_key(key)
            if alike == folded:
                worth = full
            elif OSA.distance(text, key, score_cutoff=1) <= 1 or OSA.distance(folded, alike, score_cutoff=1) <= 1:
                worth = full - WRONG_CHARACTER
            else:
                continue
            if worth >= LEAST and (item.invoice_id not in meant or meant[item.invoice_id][1] < worth):
                meant[item.invoice_id] = (item, worth)
    return meant
