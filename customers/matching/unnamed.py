"""What is paid beside what is named: credit notes taken silently, invoices beyond a text that was cut."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import log2

from customers.matching.amount_fit import Fit, exact_bits
from customers.matching.explanation import numbers_of
from customers.matching.items import Item
from customers.matching.scene import Scene
from customers.matching.subsets import sets_looked_at, subset_sums
from customers.matching.weights import CREDIT_UNNAMED, UNNAMED

# Ways to fill the rest that are tried, and items in each: of more, some would make any sum.
MOST_WAYS = 4
MOST_ITEMS = 3
# However much is named: what is added to it needs evidence of its own, and only the amount gives it.
LEAST_UNNAMED = 3.0


def with_unnamed(scene: Scene, items: Sequence[Item], evidence: Mapping[int, float]) -> Iterator[Fit]:
    """The named items and others of the same family that make up the difference; `evidence` by invoice is of named."""
    total = sum(scene.left(item) for item in items)
    rest = scene.payment.amount - total
    if not rest or total <= 0:
        return
    wanted = [item for item in _others(scene, items, evidence) if (scene.left(item) > 0) == (rest > 0)]
    amounts = [scene.left(item) for item in wanted]
    cost, verb = (UNNAMED, "pays") if rest > 0 else (CREDIT_UNNAMED, "takes off")
    for places in subset_sums(amounts, rest, most=MOST_WAYS):
        if len(places) <= MOST_ITEMS:
            added = [wanted[place] for place in places]
            bits = exact_bits(scene.payment.amount) - log2(sets_looked_at(len(wanted), len(places))) - cost
            if bits < LEAST_UNNAMED:
                continue
            lines = tuple(scene.line(item) for item in (*items, *added))
            yield Fit(lines, bits, f"{verb} {numbers_of(added)}, which it does not name,")


def may_be_cut(scene: Scene, items: Sequence[Item]) -> bool:
    """Whether one or two other items of the family make what the named ones leave of the payment."""
    rest = scene.payment.amount - sum(scene.left(item) for item in items)
    amounts = [scene.left(item) for item in _others(scene, items, {})]
    return any(len(places) <= 2 for places in subset_sums(amounts, rest, most=1))


def _others(scene: Scene, items: Sequence[Item], evidence: Mapping[int, float]) -> list[Item]:
    chosen = {item.invoice_id for item in items}
    roots = {scene.directory.root(item.customer_id) for item in items}
    return [
        item
        for item in scene.families
        if item.invoice_id not in chosen
        and item.invoice_id not in evidence
        and scene.directory.root(item.customer_id) in roots
    ]
