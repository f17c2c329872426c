"""Where a debtor stands today: what may be asked, net of credits, and which invoice carries the age and the tone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dunning.case_facts import ONE, ZERO, CaseFacts, ItemFacts


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
    rates: dict[str, Decimal] = {}
    overdue, exposure, value = False, ZERO, ZERO
    for item in facts.items:
        if today <= item.effective_due:
            continue
        overdue = True
        if item.set_aside:
            continue
        rate = item.rate or ONE
        exposure += (item.open - item.expected) * rate
        amount = item.open - item.quiet()
        if amount > 0:
            chaseable.append((item, amount))
            net[item.currency] = net.get(item.currency, ZERO) + amount
            rates[item.currency] = rate
            value += amount * rate
    covered = _less_credits(facts, net)
    net_value = sum((amount * rates[currency] for currency, amount in net.items()), ZERO) if covered else value
    carrying = _carrying(facts, chaseable, total=value)
    return Position(
        chaseable=tuple(chaseable),
        net=net,
        net_value=net_value,
        chaseable_value=value,
        exposure=exposure,
        overdue=overdue,
        owed=bool(facts.items),
        carrying=carrying,
        days_past_due=_age(carrying or (chaseable[0][0] if chaseable else None), today),
        credits_cover=covered,
    )


def _age(item: ItemFacts | None, today: date) -> int:
    return (today - item.due_on).days if item else 0


def _less_credits(facts: CaseFacts, net: dict[str, Decimal]) -> bool:
    """Take credit notes and unallocated money off `net`, never across currencies. Whether any was taken."""
    covered = False
    for currency, credit in (facts.credits or {}).items():
        if currency in net and credit > 0:
            covered = True
            net[currency] = max(net[currency] - credit, ZERO)
    return covered


def _carrying(facts: CaseFacts, chaseable: list[tuple[ItemFacts, Decimal]], *, total: Decimal) -> ItemFacts | None:
    """The oldest chaseable item above the remainder; None when all are small. Items come oldest first."""
    floor = remainder(facts, total=total)
    for item, amount in chaseable:
        if item.rate is None or amount * item.rate > floor:
            return item
    return None


def remainder(facts: CaseFacts, *, total: Decimal) -> Decimal:
    """Up to here an item is a small rest, in policy currency."""
    return max(facts.rules.remainder_amount, facts.rules.remainder_share * total)


def whole_items(facts: CaseFacts, position: Position) -> int:
    """How many overdue items are more than small rests."""
    floor = remainder(facts, total=position.chaseable_value)
    return sum(item.rate is None or amount * item.rate > floor for item, amount in position.chaseable)
