"""Where a debtor stands today: what may be asked, net of credits, and which invoice carries the age and the tone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dunning.case_facts import CaseFacts, ItemFacts


@dataclass(frozen=True, slots=True)
class Position:
    """`net` by currency; the other amounts in policy currency, an unknown rate counting as one."""

    chaseable: tuple[tuple[ItemFacts, Decimal], ...]
    net: dict[str, Decimal]
    net_value: Decimal
    chaseable_value: Decimal
    # All that is overdue, quiet parts included, disputed and arranged items not.
    exposure: Decimal
    overdue: bool
    owed: bool
    carrying: ItemFacts | None
    days_past_due: int
    credits_cover: bool


def position_of(facts: CaseFacts) -> Position:
    """Work out the position; pure and linear in the items."""
    today = facts.today
    chaseable: list[tuple[ItemFacts, Decimal]] = []
    net: dict[str, Decimal] = {}
    overdue, owed, exposure = False, False, Decimal()
    for item in facts.items:
        owed = True
        if not item.is_overdue(today):
            continue
        overdue = True
        amount = item.chaseable(today)
        if not item.set_aside:
            exposure += (item.open - item.expected) * _rate(item)
        if amount > 0:
            chaseable.append((item, amount))
            net[item.currency] = net.get(item.currency, Decimal()) + amount
    value = sum((amount * _rate(item) for item, amount in chaseable), Decimal())
    net_value, credits_cover = _less_credits(facts, net)
    carrying = _carrying(facts, chaseable, total=value)
    return Position(
        chaseable=tuple(chaseable),
        net=net,
        net_value=net_value,
        chaseable_value=value,
        exposure=exposure,
        overdue=overdue,
        owed=owed,
        carrying=carrying,
        days_past_due=_age(carrying or (chaseable[0][0] if chaseable else None), today),
        credits_cover=credits_cover,
    )


def _rate(item: ItemFacts) -> Decimal:
    return item.rate if item.rate is not None else Decimal(1)


def _age(item: ItemFacts | None, today: date) -> int:
    return (today - item.due_on).days if item else 0


def _less_credits(facts: CaseFacts, net: dict[str, Decimal]) -> tuple[Decimal, bool]:
    """Take credit notes and unallocated money off, never across currencies. Changes `net` in place."""
    covered = False
    for currency, credit in (facts.credits or {}).items():
        if currency in net and credit > 0:
            covered = True
            net[currency] = max(net[currency] - credit, Decimal())
    rates = facts.rates or {}
    return sum((amount * rates.get(currency, Decimal(1)) for currency, amount in net.items()), Decimal()), covered


def _carrying(facts: CaseFacts, chaseable: list[tuple[ItemFacts, Decimal]], *, total: Decimal) -> ItemFacts | None:
    """The oldest chaseable item above the remainder; None when all are small. Items come oldest first."""
    floor = max(facts.rules.remainder_amount, facts.rules.remainder_share * total)
    for item, amount in chaseable:
        if item.rate is None or amount * item.rate > floor:
            return item
    return None
