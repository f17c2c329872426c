"""Whether the transactions of one entry may stand for it: their sum must be the entry's amount, to the last digit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from customers.parsers.bank.camt.details import Details, Money
from customers.parsers.bank.camt.elements import signed


@dataclass(frozen=True, slots=True)
class Parts:
    """Signed amounts, one for each transaction, and what charges on the whole entry make besides (negative)."""

    amounts: tuple[Decimal, ...]
    charges: Decimal = Decimal()


def split(details: Sequence[Details], *, total: Decimal, currency: str, charges: Money | None) -> Parts | None:
    """None when no reading of the transactions' amounts sums to `total` (signed), or there is only one transaction."""
    if len(details) < 2:
        return None
    for amounts in _readings(details, total=total, currency=currency):
        summed = sum(amounts, Decimal())
        if summed == total:
            return Parts(amounts)
        if charges and charges[1] in (currency, "") and summed - charges[0] == total:
            return Parts(amounts, -charges[0])
    return None


def _readings(details: Sequence[Details], *, total: Decimal, currency: str) -> Iterator[tuple[Decimal, ...]]:
    """Each of the amounts that banks use, with the transactions' own directions and with the entry's."""
    entry_indicator = "DBIT" if total < 0 else "CRDT"
    for source in range(len(details[0].amounts)):
        numbers = [_in_currency(item.amounts[source], currency) for item in details]
        if None in numbers:
            continue
        known = [number for number in numbers if number is not None]
        pairs = list(zip(known, details, strict=True))
        yield tuple(signed(number, item.indicator or entry_indicator) for number, item in pairs)
        yield tuple(signed(number, entry_indicator) for number in known)


def _in_currency(money: Money | None, currency: str) -> Decimal | None:
    return money[0] if money is not None and money[1] in (currency, "") else None
