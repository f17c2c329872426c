"""Opening and closing of a list that has a balance beside each movement, oldest or newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from customers.parsers.bank.statement import Balance


@dataclass(frozen=True)
class Movement:
    """`balance`: of the account after it."""

    on: date
    amount: Decimal
    balance: Decimal | None


def balances(movements: Sequence[Movement], currency: str) -> tuple[Balance | None, Balance | None]:
    """None without a balance beside each movement, or where most of them do not follow from one another."""
    if not movements or any(movement.balance is None for movement in movements):
        return None, None
    newest_first = list(reversed(movements))
    oldest_first = max((list(movements), newest_first), key=_following)
    if _following(oldest_first) < len(movements) // 2:
        return None, None
    first, last = oldest_first[0], oldest_first[-1]
    opening = Balance(first.on, (first.balance or Decimal()) - first.amount, currency)
    return opening, Balance(last.on, last.balance or Decimal(), currency)


def _following(movements: Sequence[Movement]) -> int:
    """How many balances are the one before plus the movement."""
    return sum(
        earlier.balance is not None and later.balance == earlier.balance + later.amount
        for earlier, later in zip(movements, movements[1:], strict=False)
    )
