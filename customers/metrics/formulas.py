"""The formulas of receivables management, on sums of one currency. Pure; None where there is nothing to divide by.

Sources: Credit Research Foundation, “Understanding DSO” and “Measurements of collection effectiveness” (DSO, best
possible DSO, ADD, CEI); the count-back method as in Salek, “Accounts Receivable Management Best Practices”, ch. 8.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple


class MonthOfSales(NamedTuple):
    """Sales of one month, of which so many days are counted: the last one ends on the day that is looked at."""

    first: date
    days: int
    sales: Decimal


def days_sales_outstanding(*, receivables: Decimal, sales: Decimal, days: int) -> Decimal | None:
    """Standard DSO: receivables ÷ credit sales of the period × days of the period."""
    return receivables * days / sales if sales > 0 else None


def best_possible_dso(*, current: Decimal, sales: Decimal, days: int) -> Decimal | None:
    """DSO if everybody paid on its due date: receivables not yet due ÷ credit sales of the period × its days."""
    return current * days / sales if sales > 0 else None


def average_days_delinquent(*, dso: Decimal | None, best: Decimal | None) -> Decimal | None:
    """ADD: DSO − best possible DSO, the days that lateness alone costs."""
    return dso - best if dso is not None and best is not None else None


def count_back_dso(*, receivables: Decimal, months: Sequence[MonthOfSales]) -> Decimal | None:
    """Days of sales, latest month first, that the receivables take up; a season's swing does not blur it.

    A month without sales, or with more credit notes than sales, adds its days and takes nothing. None where more is
    open than was ever sold, and where nothing is open but nothing was sold either.
    """
    left, counted = receivables, Decimal()
    if left <= 0:
        return Decimal() if any(month.sales > 0 for month in months) else None
    for month in sorted(months, reverse=True):
        if month.sales <= 0:
            counted += month.days
            continue
        if left <= month.sales:
            return counted + month.days * left / month.sales
        left -= month.sales
        counted += month.days
    return None


def collection_effectiveness(
    *, opening: Decimal, sales: Decimal, closing: Decimal, closing_current: Decimal
) -> Decimal | None:
    """CEI in percent: (opening + sales − closing) ÷ (opening + sales − closing not yet due) × 100.

    What was collected of what could have been. One period: `sales` are those of the period, so the N of the
    Foundation's formula (months of sales in the figure) is 1. None where nothing could have been collected.
    """
    collectable = opening + sales - closing_current
    return (opening + sales - closing) * 100 / collectable if collectable > 0 else None


def share(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """A part in percent of the whole."""
    return Decimal(part) * 100 / Decimal(whole) if whole else None
