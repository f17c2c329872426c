"""How an amount fits what is open: to the cent, less early-payment discount, less bank fees, a part, too much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import combinations
from math import log2

from customers.matching.items import Item, Payment
from customers.matching.open_ledger import OpenLedger
from customers.matching.weights import DISCOUNT_COST, EXACT_LEAST, EXACT_MOST, OVER_COST, PART_COST

EARLY_PERCENT = 2
EARLY_DAYS = 10
EARLY_DAYS_BY_COUNTRY = {"DE": 14, "AT": 14, "CH": 14}
FEE_MOST = Decimal("0.05")
FEE_METHODS = frozenset({"wire", "swift", "international_wire"})
# All choices of who is paid with discount are tried for so many invoices.
CHOICES_OF = 8


@dataclass(frozen=True, slots=True)
class Fit:
    """`lines`: (invoice, amount, kind); `rest` stays on account; `bits` of evidence from the amount alone."""

    lines: tuple[tuple[int, int, str], ...]
    bits: float
    how: str
    rest: int = 0


def exact_bits(amount: int) -> float:
    """Of hundredths: 1,234.56 fits by chance far less often than 1,000.00."""
    step = 1
    while amount % (step * 10) == 0 and step < 1_000_000:
        step *= 10
    return min(max(log2(max(abs(amount) // step, 1)), EXACT_LEAST), EXACT_MOST)


def early_discount(item: Item, payment: Payment, ledger: OpenLedger) -> int:
    """Hundredths that may be taken off for paying early, 0 when the days have passed or part was paid before."""
    days = EARLY_DAYS_BY_COUNTRY.get(item.country, EARLY_DAYS)
    if item.is_credit_note or ledger.left(item) != item.amount:
        return 0
    if payment.booked_on > item.issued_on + timedelta(days=days):
        return 0
    return discount_of(item.amount)


def discount_of(amount: int) -> int:
    """The early-payment discount on so many hundredths, half a hundredth rounded up."""
    return (amount * EARLY_PERCENT * 10 + 500) // 1000


def fits(payment: Payment, items: Sequence[Item], ledger: OpenLedger) -> list[Fit]:
    """Each way in which the payment settles all of these items, or a part of the single one, the likeliest first."""
    left = {item.invoice_id: ledger.left(item) for item in items}
    total = sum(left.values())
    if not items or total <= 0:
        return []
    full = tuple((pk, amount, "credit_note" if amount < 0 else "invoice") for pk, amount in left.items())
    exact = exact_bits(payment.amount)
    if total == payment.amount:
        return [Fit(full, exact, "")]
    if total < payment.amount:
        return [Fit(full, -OVER_COST, "pays more than that", payment.amount - total)]
    found = _discounted(payment, items, ledger, short=total - payment.amount, exact=exact)
    invoices = [item for item in items if not item.is_credit_note]
    if len(items) == 1 and invoices:
        found += _short(payment, items[0], left=total)
    return found


def _discounted(payment: Payment, items: Sequence[Item], ledger: OpenLedger, *, short: int, exact: float) -> list[Fit]:
    offers = {item.invoice_id: early_discount(item, payment, ledger) for item in items}
    early = [pk for pk, offer in offers.items() if offer]
    if not early:
        return []
    taken: list[tuple[int, ...]] = []
    if sum(offers.values()) == short:
        taken.append(tuple(early))
    elif len(early) <= CHOICES_OF:
        taken = [
            chosen
            for size in range(1, len(early))
            for chosen in combinations(early, size)
            if sum(offers[pk] for pk in chosen) == short
        ]
    made = []
    for chosen in taken:
        lines: list[tuple[int, int, str]] = []
        for item in items:
            pk, amount = item.invoice_id, ledger.left(item)
            off = offers[pk] if pk in chosen else 0
            lines.append((pk, amount - off, "credit_note" if amount < 0 else "invoice"))
            if off:
                lines.append((pk, off, "discount"))
        made.append(Fit(tuple(lines), exact - DISCOUNT_COST - log2(len(taken)), "less discount for paying early"))
    return made


def _short(payment: Payment, item: Item, *, left: int) -> list[Fit]:
    """One invoice, not all of it: bank fees on a wire, else a part; a discount taken too late is a part."""
    short = left - payment.amount
    part = Fit(((item.invoice_id, payment.amount, "invoice"),), -PART_COST, "pays a part of it")
    too_much = short > payment.amount * FEE_MOST
    if payment.method not in FEE_METHODS or too_much or short == discount_of(item.amount):
        return [part]
    lines = ((item.invoice_id, payment.amount, "invoice"), (item.invoice_id, short, "bank_fee"))
    return [Fit(lines, -PART_COST, "less the banks' fees")]
