"""An explanation by a remittance advice, or by lines in the text, that say what is paid on each item."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from customers.matching.amount_fit import Fit, early_discount, exact_bits
from customers.matching.explanation import Explanation, explain, first_numbers_of
from customers.matching.items import AdvisedLine, Item
from customers.matching.number_keys import digits_key, squeezed_key, whole_key
from customers.matching.remittance_text import advised_lines
from customers.matching.scene import Scene
from customers.matching.weights import ADVISED


def advised(scene: Scene) -> Iterator[Explanation]:
    """None unless the lines come to the amount and each names one open item, none of them twice."""
    lines = scene.payment.advised or advised_lines(scene.payment.text)
    if not lines or sum(line.amount or 0 for line in lines) != scene.payment.amount:
        return
    paid = [(item, line.amount) for line in lines if (item := _item(scene, line)) and line.amount is not None]
    items = [item for item, _ in paid]
    if len(paid) < len(lines) or len({item.invoice_id for item in items}) < len(items):
        return
    if not all(_holds(scene.left(item), amount) for item, amount in paid):
        return
    payer = scene.payer(items)
    fit = Fit(tuple(line for item, amount in paid for line in _lines(scene, item, amount)), 0.0, "")
    why = f"Its remittance advice says what is paid on each of {len(items)}."
    bits = ADVISED + exact_bits(scene.payment.amount) + payer.bits
    yield explain(fit, bits=bits, code="cited", why=why, payer_why=payer.why, items=items)


def beside(scene: Scene) -> Iterator[Explanation]:
    """Each number in the text is followed by its amount, and the amounts come to the payment."""
    places = sorted(scene.mentions, key=lambda each: each.place.first)
    if not scene.text.sums or not places:
        return
    paid: list[tuple[Item, int]] = []
    bits = 0.0
    for mention, after in zip_longest(places, places[1:]):
        amount = scene.text.sum_between(mention.place.last, after.place.first if after else None)
        if amount is None:
            continue
        fitting = [(item, worth) for item, worth in mention.meant if _fits(scene, item, amount)]
        own = [pair for pair in fitting if scene.payer([pair[0]]).bits > 0] or fitting
        if len(own) != 1:
            return
        item, worth = own[0]
        paid.append((item, -abs(amount) if item.is_credit_note else amount))
        bits += worth
    items = [item for item, _ in paid]
    if len({item.invoice_id for item in items}) < len(items) or sum(each for _, each in paid) != scene.payment.amount:
        return
    payer = scene.payer(items)
    fit = Fit(tuple(line for item, amount in paid for line in _lines(scene, item, amount)), 0.0, "")
    why = f"It names {first_numbers_of(items)}, each with what is paid on it."
    bits += exact_bits(scene.payment.amount) + payer.bits
    yield explain(fit, bits=bits, code="cited", why=why, payer_why=payer.why, items=items)


def _fits(scene: Scene, item: Item, amount: int) -> bool:
    return scene.takes(item) and _holds(scene.left(item), -abs(amount) if item.is_credit_note else amount)


def _item(scene: Scene, line: AdvisedLine) -> Item | None:
    """The only open one that the document number means: exactly, else by its digits."""
    ledger = scene.ledger
    listed = ledger.by_key.get(whole_key(line.document)) or ledger.by_key.get(squeezed_key(line.document))
    listed = listed or ledger.by_digits.get(digits_key(line.document), [])
    found = [item for item in listed if scene.takes(item)]
    return found[0] if len(found) == 1 else None


def _lines(scene: Scene, item: Item, amount: int) -> Iterator[tuple[int, int, str]]:
    """The money, and what is short of the item where that is its early-payment discount."""
    yield item.invoice_id, amount, "credit_note" if amount < 0 else "invoice"
    short = scene.left(item) - amount
    if short and short == early_discount(item, scene.payment, scene.ledger):
        yield item.invoice_id, short, "discount"


def _holds(left: int, amount: int) -> bool:
    """Whether an item can take so much, both in hundredths and of one sign."""
    return (0 < amount <= left) if left > 0 else (left <= amount < 0)
