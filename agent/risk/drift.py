"""Whether the invoices of today are still like those that the model learned from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agent.risk.features import NAMES, features
from agent.risk.history import Ledger, Questions
from agent.risk.measures import population_shift

# Above it a column has shifted. Source: Siddiqi, Credit Risk Scorecards (2006).
SHIFTED = 0.25
ENOUGH = 3
KEPT_POINTS = 21
# Invoices are asked about on the day of their issue, then as now: what is open today is the late payers' by its nature.
RECENT_DAYS = 60
FEWEST, MOST = 200, 5_000
# Habits and amounts; days of a month differ from those of training by their nature.
WATCHED = (
    "days_mean",
    "late_rate",
    "last10_mean",
    "since_payment",
    "amount",
    "amount_ratio",
    "terms",
    "open_amount",
    "overdue_share",
)


@dataclass(frozen=True)
class Drift:
    """Population stability index of the WATCHED columns, largest first."""

    shifts: tuple[tuple[str, float], ...]

    @property
    def shifted(self) -> tuple[str, ...]:
        return tuple(name for name, shift in self.shifts if shift > SHIFTED)

    @property
    def asks_for_training(self) -> bool:
        """Habits or amounts are not any more what the model has learned."""
        return len(self.shifted) >= ENOUGH


def at_issue(asked: Questions) -> Any:
    """Which questions were asked on the day of the issue."""
    return asked.as_of == asked.issued


def moved_since(then: dict[str, list[float]], ledger: Ledger, *, on: int) -> Drift | None:
    """The invoices of the last RECENT_DAYS against those of the training; None with fewer than FEWEST of them."""
    import numpy as np

    recent = np.flatnonzero((ledger.issued > on - RECENT_DAYS) & (ledger.issued <= on))
    if len(recent) < FEWEST:
        return None
    some = recent[:: -(-len(recent) // MOST)]
    return drift(then, features(ledger, Questions.about(ledger.rows(some), as_of=ledger.issued[some])))


def profile(matrix: Any) -> dict[str, list[float]]:
    """Quantiles of each column and last its share of missing values, for the model's card."""
    import numpy as np

    told = {}
    points = np.linspace(0, 1, KEPT_POINTS)
    for name in WATCHED:
        place = NAMES.index(name)
        column = matrix[:, place]
        there = column[~np.isnan(column)]
        values = np.quantile(there, points) if len(there) else np.zeros(KEPT_POINTS)
        told[name] = [*(round(float(value), 4) for value in values), round(1 - len(there) / max(len(column), 1), 4)]
    return told


def drift(then: dict[str, list[float]], matrix: Any) -> Drift:
    import numpy as np

    found = []
    for name in WATCHED:
        place = NAMES.index(name)
        *values, missing = then[name]
        gone = min(int(round(KEPT_POINTS * missing / max(1 - missing, 0.05))), 20 * KEPT_POINTS)
        old = np.array([*values, *([np.nan] * gone)])
        found.append((name, round(population_shift(old, matrix[:, place]), 3)))
    return Drift(tuple(sorted(found, key=lambda entry: -entry[1])))
