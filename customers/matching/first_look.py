"""Looks for payers, then for what the text names, then again among the likely payers' items."""

from __future__ import annotations

from collections.abc import Iterator

from customers.matching.citations import closed_mentions, mentions_in
from customers.matching.directory import Directory
from customers.matching.items import Item, Payment
from customers.matching.mention import Mention
from customers.matching.open_ledger import OpenLedger
from customers.matching.payment_text import text_of
from customers.matching.scene import Scene
from customers.matching.second_look import look_again
from customers.matching.weights import LIKELY_PAYER, SURE_PLACE, WORTH_A_LOOK

# Meanings of a place whose families are looked at.
MEANINGS_LOOKED_AT = 3


def scene_of(payment: Payment, ledger: OpenLedger, directory: Directory) -> Scene:
    """All that is known of a payment; nothing is looked for beyond what is named where that makes the amount."""
    text = text_of(payment.text, payment.booked_on.year)
    payers, named = directory.payers(payment, text), directory.named_in(text)
    scene = Scene(payment, text, ledger, directory, payers=payers, beneficiaries=named)
    _read(scene)
    if not _is_plain(scene):
        scene.roots = _roots(scene)
        scene.families = list(_owed_by(scene))
        look_again(scene)
    return scene


def _read(scene: Scene) -> None:
    """What the text names for certain, open or settled; a run may have settled what was open."""
    found = [mention for mention in mentions_in(scene.text, scene.ledger) if _fits_currency(mention, scene.payment)]
    spent = [mention for mention in found if not any(scene.left(item) for item, _ in mention.meant)]
    settled = closed_mentions(scene.text, scene.ledger)
    scene.closed = [each for each in settled if _fits_currency(each, scene.payment)] + spent
    scene.mentions = [mention for mention in found if mention not in spent]
    _settle_overlaps(scene)
    scene.mentions = [each for each in scene.mentions if not _is_chance(scene, each)]
    scene.closed = [each for each in scene.closed if not _is_chance(scene, each)]


def _fits_currency(mention: Mention, payment: Payment) -> bool:
    return any(item.currency == payment.currency for item, _ in mention.meant)


def _settle_overlaps(scene: Scene) -> None:
    """A place names an open item or a settled one: whichever fits the payer and the spelling better."""

    def worth(mention: Mention) -> float:
        return max(bits + scene.payer([item]).bits for item, bits in mention.meant)

    for closed in list(scene.closed):
        for mention in [each for each in scene.mentions if each.overlaps(closed)]:
            if worth(closed) > worth(mention):
                scene.mentions.remove(mention)
            elif closed in scene.closed:
                scene.closed.remove(closed)


def _is_chance(scene: Scene, mention: Mention) -> bool:
    """A date that is somebody else's plain number, or bare digits that were, while the payer is likely another."""
    if mention.place.is_digits and mention in scene.closed and scene.is_strange(mention):
        return True
    likely = scene.best_payer >= LIKELY_PAYER
    return mention.place.is_date and likely and all(scene.payer([item]).bits <= 0 for item, _ in mention.meant)


def _is_plain(scene: Scene) -> bool:
    """Whether what is named for certain makes the amount, as it mostly does: nothing else needs to be looked for."""
    named = {mention.meant[0][0] for mention in scene.mentions}
    return (
        bool(named)
        and all(mention.is_single and mention.bits >= SURE_PLACE for mention in scene.mentions)
        and not any(scene.is_strange(mention) for mention in scene.mentions)
        and sum(scene.left(item) for item in named) == scene.payment.amount
    )


def _roots(scene: Scene) -> list[int]:
    """Heads of the families that may be concerned: likely payers, who is named, whose invoices are named."""
    concerned = [
        customer_id
        for evidence in (scene.payers, scene.beneficiaries)
        for customer_id, part in evidence.items()
        if part.bits >= LIKELY_PAYER
    ]
    concerned += [
        item.customer_id
        for mention in (*scene.mentions, *scene.closed)
        for item, bits in mention.meant[:MEANINGS_LOOKED_AT]
        if bits >= WORTH_A_LOOK
    ]
    return list(dict.fromkeys(scene.directory.root(customer_id) for customer_id in concerned))


def _owed_by(scene: Scene) -> Iterator[Item]:
    for root in scene.roots:
        for customer_id in scene.directory.families.get(root, [root]):
            yield from (item for item in scene.ledger.by_customer.get(customer_id, ()) if scene.takes(item))
