"""Explanations by what the likely payers owe, whatever the text says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log2

from customers.matching.amount_fit import Fit, early_discount, exact_bits, fits
from customers.matching.directory import Evidence
from customers.matching.explanation import Explanation, explain, numbers_of
from customers.matching.items import Item
from customers.matching.mention import by_invoice
from customers.matching.month_words import months_in
from customers.matching.natural_sets import natural_sets
from customers.matching.scene import Scene
from customers.matching.subsets import sets_looked_at, subset_sums
from customers.matching.weights import LIKELY_PAYER, MONTH, UNNAMED_DISCOUNT_COST

# Sets of exactly the amount that are weighed for one customer.
MOST_SUBSETS = 24


@dataclass(frozen=True, slots=True)
class Account:
    """What one customer or a whole family owes, beside who pays."""

    scene: Scene
    items: Sequence[Item]
    payer: Evidence

    def evidence(self, chosen: Iterable[Item]) -> float:
        """Bits with which the text names these."""
        named = by_invoice(self.scene.mentions)
        return sum(named.get(item.invoice_id, 0.0) for item in chosen)

    def explain(self, fit: Fit, *, bits: float, code: str, why: str, items: Sequence[Item]) -> Explanation:
        return explain(fit, bits=bits, code=code, why=why, payer_why=self.payer.why, items=items)


def owed(scene: Scene) -> Iterator[Explanation]:
    """Each family as a whole where several of it owe, then each member."""
    groups: dict[int, list[Item]] = {}
    for item in scene.families:
        groups.setdefault(item.customer_id, []).append(item)
    for root in {scene.directory.root(customer_id) for customer_id in groups}:
        members = [groups[each] for each in scene.directory.families.get(root, [root]) if each in groups]
        if len(members) > 1:
            yield from _of_account(scene, [item for member in members for item in member])
        for member in members:
            yield from _of_account(scene, member)


def _of_account(scene: Scene, items: Sequence[Item]) -> Iterator[Explanation]:
    account = Account(scene, items, scene.payer(items))
    if account.payer.bits >= LIKELY_PAYER:
        yield from _balances(account)
        yield from _discounted(account)
        yield from _of_the_amount(account)


def _balances(account: Account) -> Iterator[Explanation]:
    """All of it, or a part that people pay at once."""
    scene = account.scene
    for chosen in natural_sets(scene, account.items):
        for fit in fits(scene.payment, chosen.items, scene.ledger):
            if fit.bits > 0:
                why = f"It pays {chosen.what}{', ' + fit.how if fit.how else ''}."
                bits = account.payer.bits + fit.bits + account.evidence(chosen.items) - chosen.cost
                yield account.explain(fit, bits=bits, code="payer_balance", why=why, items=chosen.items)


def _discounted(account: Account) -> Iterator[Explanation]:
    """One invoice less its discount."""
    payment, ledger = account.scene.payment, account.scene.ledger
    invoices = [item for item in account.items if not item.is_credit_note]
    for item in invoices:
        off = early_discount(item, payment, ledger) if ledger.left(item) > payment.amount else 0
        if off and ledger.left(item) - off == payment.amount:
            fit = fits(payment, [item], ledger)[0]
            why = f"It pays {item.number} {fit.how}."
            bits = account.payer.bits + fit.bits + account.evidence([item])
            bits = bits - log2(len(invoices)) - UNNAMED_DISCOUNT_COST
            yield account.explain(fit, bits=bits, code="payer_amount", why=why, items=[item])


def _of_the_amount(account: Account) -> Iterator[Explanation]:
    """Items that together are exactly the amount: the more sets there are to pick from, the less it says."""
    scene, items = account.scene, account.items
    amount = scene.payment.amount
    months = months_in(scene.text.plain, booked_on=scene.payment.booked_on)
    for places in subset_sums([scene.left(item) for item in items], amount, most=MOST_SUBSETS):
        picked = [items[place] for place in places]
        bits = account.payer.bits + exact_bits(amount) - log2(sets_looked_at(len(items), len(places)))
        bits, code = bits + account.evidence(picked), "payer_amount"
        if len(months) == 1 and {(item.issued_on.year, item.issued_on.month) for item in picked} == months:
            bits, code = bits + MONTH, "payer_month"
        fit = Fit(tuple(scene.line(item) for item in picked), 0.0, "")
        are = "is" if len(picked) == 1 else "together are"
        why = f"Of what it owes, {numbers_of(picked)} {are} exactly this amount."
        yield account.explain(fit, bits=bits, code=code, why=why, items=picked)
