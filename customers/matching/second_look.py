"""What the text names once it is known who may be concerned: ends and slips of numbers, and ranges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from customers.matching.items import Item
from customers.matching.mention import Mention
from customers.matching.near_citations import SLIP, near_mentions
from customers.matching.number_keys import digits_key
from customers.matching.scene import Scene
from customers.matching.weights import RANGE


def look_again(scene: Scene) -> None:
    """Adds what is nearly named, and gives a stranger's number that may be a slip its second meaning."""
    strange = [each for each in (*scene.mentions, *scene.closed) if scene.families and scene.is_strange(each)]
    near = _near(scene, strange)
    # A slip may hit the number of somebody else's invoice: the payer's own that is nearly the same may be meant.
    slipped = {mention for mention in strange if _any_overlaps(near, mention)}
    scene.mentions = [_both(mention, near) if mention in slipped else mention for mention in scene.mentions]
    named = [each for each in scene.mentions if each.exact or each in slipped]
    scene.mentions += [each for each in near if not _any_overlaps(named, each)]
    scene.closed = [each for each in scene.closed if not (scene.is_strange(each) and _any_overlaps(near, each))]
    scene.mentions += _ranges(scene)


def _any_overlaps(mentions: Iterable[Mention], other: Mention) -> bool:
    return any(mention.overlaps(other) for mention in mentions)


def _near(scene: Scene, strange: list[Mention]) -> list[Mention]:
    """Places that nearly name an item of the families or of the amount; a stranger's number may be read again."""
    pool = list({item.invoice_id: item for item in (*_equal(scene), *scene.families)}.values())
    known = frozenset(item.invoice_id for mention in scene.mentions for item, _ in mention.meant)
    taken = [mention for mention in (*scene.mentions, *scene.closed) if mention not in strange]
    return near_mentions(scene.text, pool, taken, known=known)


def _equal(scene: Scene) -> Iterator[Item]:
    """Items anywhere of exactly the amount, or of what is left of it after what is named for certain."""
    ledger, payment = scene.ledger, scene.payment
    named = {mention.meant[0][0] for mention in scene.mentions if mention.is_single}
    rest = payment.amount - sum(ledger.left(item) for item in named)
    for amount in {payment.amount, rest}:
        for item in ledger.by_amount.get((payment.currency, amount), ()):
            if ledger.left(item) == amount and item not in named:
                yield item


def _both(mention: Mention, near: Iterable[Mention]) -> Mention:
    own = [pair for each in near if each.overlaps(mention) and each.how == SLIP for pair in each.meant]
    return replace(mention, meant=(*mention.meant, *own), exact=mention.exact and not own)


def _ranges(scene: Scene) -> list[Mention]:
    """Numbers from one to another: what lies between them of the same customer is named too."""
    ordered = sorted((each for each in scene.mentions if not each.together), key=lambda each: each.place.first)
    found = []
    for one, other in pairwise(ordered):
        if other.place.first <= one.place.last or not scene.text.is_range(one.place.last, other.place.first):
            continue
        if between := _between(scene, one.meant[0][0], other.meant[0][0]):
            found.append(Mention(one.place, tuple((item, RANGE) for item in between), "in the range named", True))
    return found


def _between(scene: Scene, low: Item, high: Item) -> list[Item]:
    """Open invoices of one customer whose digits lie between those of two of its own, as many digits long."""
    lowest, highest = digits_key(low.number), digits_key(high.number)
    return [
        item
        for item in scene.families
        if item.customer_id == low.customer_id == high.customer_id
        and lowest < digits_key(item.number) < highest
        and len(digits_key(item.number)) == len(lowest)
        and not item.is_credit_note
    ]
