"""Explanations by what the text names: each reading that makes the amount, and the plainest one where none does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from customers.matching.amount_fit import Fit, exact_bits, fits
from customers.matching.choices import Way, sums_of
from customers.matching.explanation import Explanation, code_of, explain, first_numbers_of
from customers.matching.items import Item
from customers.matching.meanings import meanings, plainest
from customers.matching.mention import Mention, by_invoice
from customers.matching.scene import Scene
from customers.matching.unnamed import with_unnamed


def named(scene: Scene) -> Iterator[Explanation]:
    if not scene.mentions:
        return
    options = [meanings(scene, mention) for mention in scene.mentions]
    for way in sums_of(options).get(scene.payment.amount, ()):
        if way.items:
            yield _explained(scene, way.items, way.bits, _exact_fit(scene, way))
    plain = plainest(options)
    if plain.items:
        yield from _inexact(scene, plain)


def _inexact(scene: Scene, plain: Way) -> Iterator[Explanation]:
    """Beside what is named something else is paid, or it is paid in part, or too much."""
    evidence = by_invoice(scene.mentions)
    surely = plainest([meanings(scene, mention) for mention in _sure_mentions(scene)])
    for reading in (plain, surely):
        for fit in with_unnamed(scene, reading.items, evidence):
            yield _explained(scene, reading.items, reading.bits, fit)
    for fit in fits(scene.payment, surely.items, scene.ledger):
        if not fit.rest or _may_be_over(scene, surely):
            yield _explained(scene, surely.items, surely.bits, fit)


def _sure_mentions(scene: Scene) -> list[Mention]:
    """Read without a slip; bare digits of a stranger's number count only where nothing of the payer's is named."""
    sure = [mention for mention in scene.mentions if mention.exact]
    own = [mention for mention in sure if not scene.is_strange(mention)]
    return [mention for mention in sure if mention in own or not own or not mention.place.is_digits]


def _exact_fit(scene: Scene, way: Way) -> Fit:
    discounts = way.discounts
    lines: list[tuple[int, int, str]] = []
    for item in way.items:
        pk, left, kind = scene.line(item)
        off = discounts.get(pk, 0)
        lines.append((pk, left - off, kind))
        if off:
            lines.append((pk, off, "discount"))
    return Fit(tuple(lines), exact_bits(scene.payment.amount), "less discount for paying early" if discounts else "")


def _may_be_over(scene: Scene, reading: Way) -> bool:
    """More than is named is too much paid only where all that is named was understood, and beyond doubt."""
    sure = _sure_mentions(scene)
    covered = frozenset(index for each in sure for index in range(each.place.first, each.place.last + 1))
    return (
        all(mention.is_single for mention in sure)
        and not scene.text.has_range
        and scene.payer(reading.items).bits > 0
        and not any(item.is_credit_note for item in reading.items)
        and not scene.closed
        and not scene.text.listed_beside(covered)
    )


def _explained(scene: Scene, items: Sequence[Item], bits: float, fit: Fit) -> Explanation:
    payer = scene.payer(items)
    why = f"It names {first_numbers_of(items)}" + (f" and {fit.how}" if fit.how else "") + "."
    bits = bits + payer.bits + fit.bits
    return explain(fit, bits=bits, code=code_of(fit), why=why, payer_why=payer.why, items=items)
