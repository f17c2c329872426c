from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from customers.matching.questions import Cited, OpenItem
from customers.matching.references import Mentions, digits_key, is_sure, whole_key


def cited_items(found: Mentions, items: Iterable[OpenItem]) -> tuple[Cited, ...]:
    """Which of the items a text names. Digits alone count only where one single item has them."""
    whole, loose, taken = [], [], set()
    for item in items:
        digits = digits_key(item.number)
        if whole_key(item.number) in found.wholes:
            whole.append(Cited(item, is_sure(item.number)))
            taken.add(digits)
        elif digits in found.digits:
            loose.append((digits, item))
    alike = Counter(digits for digits, _ in loose)
    return (*whole, *(Cited(item, False) for digits, item in loose if alike[digits] == 1 and digits not in taken))
