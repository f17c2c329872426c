"""What the formulas need of a ledger on a day: sums of one currency that can be added up and converted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from customers.aging import BUCKETS
from customers.metrics.formulas import MonthOfSales

ZERO = Decimal()


@dataclass(frozen=True)
class Month:
    """Sales of a calendar month up to the day looked at, credit notes and voided invoices taken off."""

    first: date
    sales: Decimal


@dataclass(frozen=True)
class LedgerSums:
    """As of the end of a day. `credit`: credit notes not applied yet, negative; buckets hold invoices alone.

    `sales` are of the DSO's period; `opening` and `flow_sales` of the shorter one that collection is measured over.
    """

    current: Decimal = ZERO
    days_1_30: Decimal = ZERO
    days_31_60: Decimal = ZERO
    days_61_90: Decimal = ZERO
    days_over_90: Decimal = ZERO
    credit: Decimal = ZERO
    sales: Decimal = ZERO
    opening: Decimal = ZERO
    flow_sales: Decimal = ZERO
    written_off: Decimal = ZERO
    open_items: int = 0
    items_current: int = 0
    items_1_30: int = 0
    items_31_60: int = 0
    items_61_90: int = 0
    items_over_90: int = 0
    months: tuple[Month, ...] = ()

    @property
    def buckets(self) -> dict[str, Decimal]:
        """By the names of `customers.aging`."""
        return dict(zip(BUCKETS, (self.current, *self._late), strict=True))

    @property
    def bucket_items(self) -> dict[str, int]:
        """How many open invoices each bucket holds."""
        late = (self.items_1_30, self.items_31_60, self.items_61_90, self.items_over_90)
        return dict(zip(BUCKETS, (self.items_current, *late), strict=True))

    @property
    def overdue_items(self) -> int:
        return sum(self.bucket_items.values()) - self.items_current

    @property
    def overdue(self) -> Decimal:
        return sum(self._late, ZERO)

    @property
    def open_invoices(self) -> Decimal:
        return self.current + self.overdue

    @property
    def receivables(self) -> Decimal:
        """What is owed in all, credits taken off."""
        return self.open_invoices + self.credit

    @property
    def not_due(self) -> Decimal:
        """Receivables without what is overdue: credits lie on what is not due yet."""
        return self.receivables - self.overdue

    @property
    def _late(self) -> tuple[Decimal, Decimal, Decimal, Decimal]:
        return self.days_1_30, self.days_31_60, self.days_61_90, self.days_over_90

    def in_units(self, rate: Decimal) -> LedgerSums:
        """Every amount times the rate; counts stay."""
        changed = {name: getattr(self, name) * rate for name in AMOUNTS}
        return replace(self, months=tuple(Month(one.first, one.sales * rate) for one in self.months), **changed)

    def months_until(self, on: date) -> list[MonthOfSales]:
        """Every month from the first sale to the day, those without a sale included; the last has the days so far."""
        sales = {month.first: month.sales for month in self.months}
        found, first = [], min(sales, default=on.replace(day=1))
        while first <= on:
            following = (first + timedelta(days=31)).replace(day=1)
            found.append(
                MonthOfSales(first, (min(following, on + timedelta(days=1)) - first).days, sales.get(first, ZERO))
            )
            first = following
        return found


AMOUNTS = tuple(field.name for field in fields(LedgerSums) if field.type == "Decimal")
COUNTS = tuple(field.name for field in fields(LedgerSums) if field.type == "int")


def total(parts: Iterable[LedgerSums]) -> LedgerSums:
    """Sums of one currency added up."""
    listed = list(parts)
    months: dict[date, Decimal] = defaultdict(Decimal)
    for part in listed:
        for month in part.months:
            months[month.first] += month.sales
    sums: dict[str, Any] = {name: sum((getattr(part, name) for part in listed), ZERO) for name in AMOUNTS}
    sums |= {name: sum(getattr(part, name) for part in listed) for name in COUNTS}
    by_month = tuple(Month(first, sales) for first, sales in sorted(months.items()))
    return LedgerSums(months=by_month, **sums)
