"""An explanation by settled invoices that the text names: paid twice."""

from __future__ import annotations

from collections.abc import Iterator

from customers.matching.amount_fit import Fit, exact_bits
from customers.matching.explanation import Explanation, explain, numbers_of
from customers.matching.items import Item
from customers.matching.mention import Mention
from customers.matching.scene import Scene


def settled(scene: Scene) -> Iterator[Explanation]:
    """All of the payment stays on the account of the one family that paid before.

    None where something open is named too, a stranger pays, or another amount than it was settled by.
    """
    named = [pair for mention in scene.closed if (pair := _meant(scene, mention))]
    items = [item for item, _ in named]
    if not items or scene.mentions or any(item.currency != scene.payment.currency for item in items):
        return
    if len({scene.directory.root(item.customer_id) for item in items}) != 1:
        return
    amount, payer = scene.payment.amount, scene.payer(items)
    same = exact_bits(amount) if sum(item.amount for item in items) == amount else 0.0
    if payer.bits < 0 or not same:
        return
    bits = sum(bits for _, bits in named) + payer.bits + same
    why = f"It names {numbers_of(items)}, which is settled already."
    yield explain(Fit((), 0.0, "", amount), bits=bits, code="duplicate", why=why, payer_why=payer.why, items=items)


def _meant(scene: Scene, mention: Mention) -> tuple[Item, float] | None:
    """The one item that a place means, of several the only one of the payer's family."""
    if mention.is_single:
        return mention.meant[0]
    own = [pair for pair in mention.meant if scene.payer([pair[0]]).bits > 0]
    return own[0] if len(own) == 1 else None
