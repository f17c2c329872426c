"""How sure an explanation is, for people: bits of evidence as a share."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from customers.matching.explanation import Explanation

# As likely as an explanation of so many bits is one that nobody thought of.
UNTHOUGHT = 12.0
MOST = 60.0


def confidence(explanation: Explanation, *, among: Iterable[Explanation]) -> Decimal:
    """Between 0 and 1, three places: its odds against the others shown and against what was not thought of."""
    every = sum(2 ** min(each.bits, MOST) for each in among) + 2**UNTHOUGHT
    return min(Decimal(2 ** min(explanation.bits, MOST) / every).quantize(Decimal("0.001")), Decimal("0.999"))
