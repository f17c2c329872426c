"""What each place of a text may take of the payment: one of its items, with or without discount, or none."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

from customers.matching.amount_fit import early_discount
from customers.matching.choices import NONE, Choice, Way
from customers.matching.items import Item
from customers.matching.mention import Mention
from customers.matching.scene import Scene
from customers.matching.weights import DISCOUNT_COST

# Items that one place may mean; an order may have hundreds.
MOST_MEANINGS = 8


def meanings(scene: Scene, mention: Mention) -> list[Choice]:
    """The likelier payers' first, each with and without discount; what is named together also as a whole."""
    made: list[Choice] = []
    meant = [(item, bits) for item, bits in mention.meant if scene.takes(item)]
    ranked = sorted(meant, key=lambda each: -(each[1] + scene.payer([each[0]]).bits))[:MOST_MEANINGS]
    share = log2(len(meant)) if mention.together and len(meant) > 1 else 0.0
    if share:
        everything = tuple(item for item, _ in meant)
        money = sum(scene.left(item) for item in everything)
        made.append(_choice(scene, everything, money=money, bits=mention.bits))
    for item, bits in ranked:
        made += _with_discount(scene, item, bits=bits - share)
    return [*made, NONE]


def _with_discount(scene: Scene, item: Item, *, bits: float) -> list[Choice]:
    left = scene.left(item)
    whole = _choice(scene, (item,), money=left, bits=bits)
    off = early_discount(item, scene.payment, scene.ledger)
    if not off:
        return [whole]
    taken = ((item.invoice_id, off),)
    return [whole, _choice(scene, (item,), money=left - off, bits=bits - DISCOUNT_COST, discounts=taken)]


def _choice(
    scene: Scene, items: tuple[Item, ...], *, money: int, bits: float, discounts: tuple[tuple[int, int], ...] = ()
) -> Choice:
    """Who pays ranks meanings by half only: what the text says comes first."""
    return Choice(items, money, bits, bits + scene.payer(items).bits / 2, discounts)


def plainest(options: Sequence[Sequence[Choice]]) -> Way:
    """The best meaning of each place, whatever the sum; an item counts once."""
    chosen: list[Choice] = []
    taken: set[int] = set()
    for choices in options:
        full = [each for each in choices if each.items and not each.discounts]
        best = max(full, key=lambda each: each.worth, default=None)
        if best and not any(item.invoice_id in taken for item in best.items):
            chosen.append(best)
            taken |= {item.invoice_id for item in best.items}
    return Way(tuple(chosen), sum(each.bits for each in chosen), sum(each.worth for each in chosen))
