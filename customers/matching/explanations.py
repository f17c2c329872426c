"""What may explain a payment: sets of items with the evidence for each, in bits."""

from __future__ import annotations

from customers.matching.advised import advised, beside
from customers.matching.explanation import Explanation
from customers.matching.named import named
from customers.matching.owed import owed
from customers.matching.prepaid import prepaid
from customers.matching.scene import Scene
from customers.matching.settled import settled
from customers.matching.unrelated import unrelated_kind
from customers.matching.weights import LIKELY_PAYER, UNRELATED


def explanations(scene: Scene) -> list[Explanation]:
    """All that were found, the best first; two of the same outcome are one."""
    best: dict[tuple[object, ...], Explanation] = {}
    for each in (*advised(scene), *beside(scene), *prepaid(scene), *named(scene), *owed(scene), *settled(scene)):
        known = best.get(each.outcome)
        if known is None or known.bits < each.bits:
            best[each.outcome] = each
    return sorted(best.values(), key=lambda each: -each.bits)


def unrelated(scene: Scene) -> Explanation | None:
    """Nobody's payment: words say what it is, and neither payer nor text is any customer's."""
    if scene.best_payer >= LIKELY_PAYER:
        return None
    what = unrelated_kind(scene.payment.payer_name, scene.payment.text)
    if not what:
        return None
    return Explanation((), UNRELATED, "unrelated", (f"It is {what}, not a customer's payment.",), scene.payment.amount)
