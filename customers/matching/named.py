"""Explanations by what the text names: each reading that makes the amount, and the plainest one where none does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from customers.matching.amount_fit import Fit, exact_bits, fits
from customers.matching.choices import Way, sums_of
from customers.matching.explanation import Explanation, code_of, explain, first_numbers_of
from customers.matching.items import Item
from customers.matching.meanings import meanings, plainest
from customers.matching.mention import Mention, by_invoice
from customers.matching.scene import Scene
from customers.matching.unnamed import may_be_cut, with_unnamed

# Words by which a text says that it names only some of what is paid.
MORE_MEANT = re.compile(
    r"\b(?:U\. ?A\.|UA|U\. ?W\.|ETC|ET AL|LT\.? LISTE|LAUT LISTE|SAMMEL[A-Z]*|DIVERSE|VARIOUS|MULTIPLE"
    r"|AND OTHERS|SEE LIST|AS PER"
    r"|SELON LISTE|ET AUTRES|Y OTRAS|E ALTRE|EN ANDERE|M\. ?FL)(?![A-Z])"
)


def named(scene: Scene) -> Iterator[Explanation]:
    if not scene.mentions:
        return
    options = [meanings(scene, mention) for mention in scene.mentions]
    plain = plainest(options)
    fits_plainly = sum(scene.left(item) for item in plain.items) == scene.payment.amount
    # Long lists are mostly right as they stand; every sum is worked out only where a place may mean several items.
    is_all = fits_plainly and len(plain.items) == len(options) and all(each.is_single for each in scene.mentions)
    for way in [plain] if is_all else sums_of(options).get(scene.payment.amount, ()):
        if way.items:
            yield _explained(scene, way.items, way.bits, _exact_fit(scene, way))
    if plain.items and not fits_plainly:
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
    total = sum(scene.left(item) for item in reading.items)
    return (
        all(mention.is_single for mention in sure)
        and scene.payment.amount <= 2 * total
        and not may_be_cut(scene, reading.items)
        and not scene.text.has_range
        and not MORE_MEANT.search(scene.text.plain)
        and scene.payer(reading.items).bits > 0
        and not any(item.is_credit_note for item in reading.items)
        and not scene.closed
        and not scene.text.listed_beside(covered)
    )


def _explained(scene: Scene, items: Sequence[Item], bits: float, fit: Fit) -> Explanation:
    payer = scene.payer(items)
    joined = ", " if fit.how.startswith("less") else " and "
    why = f"It names {first_numbers_of(items)}" + (f"{joined}{fit.how}" if fit.how else "") + "."
    bits = bits + payer.bits + fit.bits
    return explain(fit, bits=bits, code=code_of(fit), why=why, payer_why=payer.why, items=items)
