"""Treated against control with an interval that knows that the invoices of one debtor hang together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

DRAWS = 2000
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Sums:
    """Of one debtor: a ratio's upper and lower part, as recovered ÷ overdue, or days ÷ invoices."""

    treated: bool
    part: float
    whole: float


@dataclass(frozen=True)
class Effect:
    """Ratio of sums in each half and their difference, treated less control, with bounds; None without any data."""

    treated: float | None
    control: float | None
    difference: float | None
    low: float | None
    high: float | None
    debtors: int

    @property
    def half_width(self) -> float | None:
        return None if self.low is None or self.high is None else (self.high - self.low) / 2


def effect_of(rows: Sequence[Sums], *, seed: int) -> Effect:
    """Cluster bootstrap: whole debtors are drawn anew within each half, percentile bounds at 95 %."""
    import numpy as np

    halves = [
        np.array([(row.part, row.whole) for row in rows if row.treated == side and row.whole > 0], dtype=float)
        for side in (True, False)
    ]
    counted = sum(len(half) for half in halves)
    told = [float(half[:, 0].sum() / half[:, 1].sum()) if len(half) else None for half in halves]
    if min(len(half) for half in halves) < 2 or told[0] is None or told[1] is None:
        return Effect(told[0], told[1], None, None, None, counted)
    random = np.random.default_rng(seed)
    differences = np.array([_ratio(halves[0], random) - _ratio(halves[1], random) for _ in range(DRAWS)])
    tail = (1 - CONFIDENCE) / 2
    low, high = (float(bound) for bound in np.quantile(differences, (tail, 1 - tail)))
    return Effect(told[0], told[1], told[0] - told[1], low, high, counted)


def _ratio(half: object, random: object) -> float:
    drawn = half[random.integers(0, len(half), len(half))]  # type: ignore[index,attr-defined,arg-type]
    part, whole = drawn.sum(axis=0)
    return float(part / whole)
