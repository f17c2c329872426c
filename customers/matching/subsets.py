"""Which items make a sum: bounded, so that many items of one debtor cost seconds at most and never more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import comb

# All subsets of so many items are looked at; of more only small ones.
ALL_OF = 12
TRIPLES_OF = 60
PAIRS_OF = 3_000


def subset_sums(amounts: Sequence[int], target: int, *, most: int = 3) -> list[tuple[int, ...]]:
    """Positions of items that make the target, smallest sets first, at most `most` sets; single items always."""
    found: list[tuple[int, ...]] = [(index,) for index, amount in enumerate(amounts) if amount == target]
    del found[most:]
    if len(amounts) <= ALL_OF:
        found += _all_of(amounts, target, most - len(found))
        return found
    if len(amounts) <= PAIRS_OF and len(found) < most:
        found += _pairs(amounts, target, most - len(found))
    if len(amounts) <= TRIPLES_OF and len(found) < most:
        found += _triples(amounts, target, most - len(found))
    return found


def sets_looked_at(count: int, size: int) -> int:
    """How many sets of up to this size there are: what one that fits had to be picked from."""
    return max(1, sum(comb(count, each) for each in range(1, size + 1)))


def _all_of(amounts: Sequence[int], target: int, most: int) -> list[tuple[int, ...]]:
    """Sets of two and more by a table of all sums, each built from a smaller one."""
    sums = [0]
    for amount in amounts:
        sums += [total + amount for total in sums]
    found = [mask for mask, total in enumerate(sums) if total == target and mask.bit_count() > 1]
    found.sort(key=int.bit_count)
    return [tuple(index for index in range(len(amounts)) if mask >> index & 1) for mask in found[:most]]


def _pairs(amounts: Sequence[int], target: int, most: int) -> list[tuple[int, ...]]:
    places: dict[int, list[int]] = defaultdict(list)
    found: list[tuple[int, ...]] = []
    for index, amount in enumerate(amounts):
        for other in places.get(target - amount, ()):
            found.append((other, index))
            if len(found) >= most:
                return found
        places[amount].append(index)
    return found


def _triples(amounts: Sequence[int], target: int, most: int) -> list[tuple[int, ...]]:
    found: list[tuple[int, ...]] = []
    for index, amount in enumerate(amounts):
        for pair in _pairs(amounts[index + 1 :], target - amount, most - len(found)):
            found.append((index, *(index + 1 + place for place in pair)))
            if len(found) >= most:
                return found
    return found
