"""Expected cash of thirteen weeks, and the bounds between which four weeks in five should fall.

What is expected is a plain sum of chances. The bounds come from a simulation with a fixed seed: invoices of one debtor
come together or not at all more often than by chance (TOGETHER, a Gaussian copula with one factor a debtor), debtors
pay independently of each other. The largest debtors are drawn invoice by invoice; the many small ones, whose sums
hardly move the total, by the normal curve of their variances.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from statistics import NormalDist
from typing import Any

from dunning.forecast.parts import Parts

WEEKS = 13
# Correlation of the days on which two invoices of one debtor are paid.
TOGETHER = 0.5
DRAWS = 1000
# So many sums are drawn one by one.
MOST_DRAWN = 4000
LOW, HIGH = 0.1, 0.9


@dataclass(frozen=True)
class Foreseen:
    """One week, the first being days 1 to 7 after today. `widening`: how often the drawn bounds were taken."""

    week: int
    expected: float
    low: float
    high: float
    widening: float = 1.0


def weeks_of(parts: Parts, *, today: int, seed: int) -> list[Foreseen]:
    """Always thirteen; the same parts and seed give the same bounds."""
    import numpy as np

    if not len(parts):
        return [Foreseen(week, 0.0, 0.0, 0.0) for week in range(1, WEEKS + 1)]
    _names, debtor = np.unique(parts.debtor, return_inverse=True)
    chosen = _largest(parts.amount, debtor)
    drawn = _drawn(parts.rows(chosen), debtor[chosen], today=today, seed=seed)
    rest = _spreads(parts.rows(~chosen), debtor[~chosen], today=today)
    noise = np.random.default_rng([seed, 1]).standard_normal((WEEKS, DRAWS))
    found = []
    before = parts.paid_by(today, today=today)
    for week in range(WEEKS):
        by_then = parts.paid_by(today + 7 * (week + 1), today=today)
        expected = float(parts.amount @ (by_then - before))
        mean, spread = rest[week]
        sums = np.maximum(drawn[week] + mean + spread * noise[week], 0)
        low, high = (float(bound) for bound in np.quantile(sums, (LOW, HIGH)))
        found.append(Foreseen(week + 1, expected, min(low, expected), max(high, expected)))
        before = by_then
    return found


def _largest(amount: Any, debtor: Any) -> Any:
    """Whole debtors, those that owe most first, until MOST_DRAWN sums are chosen; which rows those are."""
    import numpy as np

    order = np.argsort(-np.bincount(debtor, amount), kind="stable")
    counts = np.cumsum(np.bincount(debtor)[order])
    taken = order[counts <= MOST_DRAWN]
    if not len(taken):
        return np.zeros(len(debtor), dtype=bool)
    return np.isin(debtor, taken)


def _drawn(parts: Parts, debtor: Any, *, today: int, seed: int) -> Any:
    """Weeks by draws: what came of the parts drawn one by one."""
    import numpy as np

    sums = np.zeros((WEEKS, DRAWS))
    if not len(parts):
        return sums
    random = np.random.default_rng([seed, 0])
    _names, place = np.unique(debtor, return_inverse=True)
    shared = random.standard_normal((int(place.max()) + 1, DRAWS), dtype=np.float32)
    own = random.standard_normal((len(parts), DRAWS), dtype=np.float32)
    luck = np.float32(TOGETHER**0.5) * shared[place] + np.float32((1 - TOGETHER) ** 0.5) * own
    amount = parts.amount.astype(np.float64)
    earlier = np.zeros(DRAWS)
    for week in range(WEEKS):
        bound = _normal_quantiles(parts.paid_by(today + 7 * (week + 1), today=today))
        by_then = amount @ (luck <= bound[:, None].astype(np.float32))
        sums[week] = by_then - earlier
        earlier = by_then
    return sums


def _spreads(parts: Parts, debtor: Any, *, today: int) -> list[tuple[float, float]]:
    """Mean and standard deviation of each week's sum."""
    import numpy as np

    if not len(parts):
        return [(0.0, 0.0)] * WEEKS
    found = []
    before = parts.paid_by(today, today=today)
    for week in range(WEEKS):
        by_then = parts.paid_by(today + 7 * (week + 1), today=today)
        chance = np.clip(by_then - before, 0, 1)
        deviation = parts.amount * np.sqrt(chance * (1 - chance))
        together = np.bincount(debtor, deviation) ** 2
        variance = (1 - TOGETHER) * float(deviation @ deviation) + TOGETHER * float(together.sum())
        found.append((float(parts.amount @ chance), variance**0.5))
        before = by_then
    return found


def _normal_quantiles(shares: Any) -> Any:
    """By a table of a thousand steps: finer than any chance here is known."""
    import numpy as np

    steps, table = _quantile_table()
    return np.interp(shares, steps, table)


@cache
def _quantile_table() -> tuple[Any, Any]:
    import numpy as np

    curve = NormalDist()
    steps = np.concatenate(([1e-6], np.linspace(0.001, 0.999, 999), [1 - 1e-6]))
    return steps, np.array([curve.inv_cdf(float(step)) for step in steps])
