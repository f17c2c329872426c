"""Bounds moved outwards by what earlier forecasts missed: debtors are not as independent as a sum of chances says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dunning.forecast.weeks import Foreseen

# Beyond it the record says that something else is wrong.
MOST = 10.0


def widened(weeks: Sequence[Foreseen], record: Mapping[int, float]) -> list[Foreseen]:
    """`record`: by weeks ahead, how many times as far from what was expected four weeks in five would have been inside.

    A week without a record takes the one of the nearest week before it. Never narrower; money never below nothing.
    """
    found, factor = [], 1.0
    for week in weeks:
        factor = min(max(record.get(week.week, factor), 1.0), MOST)
        low = max(week.expected - factor * (week.expected - week.low), 0.0)
        high = week.expected + factor * (week.high - week.expected)
        found.append(replace(week, low=low, high=high, widening=factor))
    return found
