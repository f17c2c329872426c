"""Halves by lot, alike in value and in how they have paid; the same seed draws the same halves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from statistics import fmean

# By the middle of the days late of what a debtor paid: up to 0, up to 15, later.
PROMPT_DAYS, SLOW_DAYS = 0, 15
VALUE_GROUPS = 4


@dataclass(frozen=True)
class Candidate:
    """One debtor before the draw. `overdue` and `open` in policy currency; `median_late` None without history."""

    debtor_id: int
    overdue: Decimal
    open: Decimal
    invoices: int
    median_late: float | None


@dataclass(frozen=True)
class Drawn:
    candidate: Candidate
    stratum: str
    treated: bool


@dataclass(frozen=True)
class Balance:
    """How alike the halves are in one respect; `difference` in standard deviations, below 0.1 is alike."""

    name: str
    treated: float
    control: float
    difference: float


def draw_halves(candidates: Sequence[Candidate], *, seed: int) -> list[Drawn]:
    """Within each stratum by pairs alike in value, of which the lot takes one; an odd one joins the smaller half."""
    strata: dict[str, list[Candidate]] = defaultdict(list)
    for candidate, value in zip(candidates, _value_groups(candidates), strict=True):
        strata[f"value {value}, {history_of(candidate.median_late)}"].append(candidate)
    lot, drawn, ahead = Random(seed), [], 0
    for stratum in sorted(strata):
        members = sorted(strata[stratum], key=lambda one: (one.overdue, one.open, one.debtor_id))
        for pair in (members[at : at + 2] for at in range(0, len(members), 2)):
            first = lot.random() < 0.5
            if len(pair) == 1 and ahead:
                first = ahead < 0
            ahead += (1 if first else -1) * (len(pair) == 1)
            drawn += [Drawn(one, stratum, treated) for one, treated in zip(pair, (first, not first), strict=False)]
    return sorted(drawn, key=lambda one: one.candidate.debtor_id)


def history_of(median_late: float | None) -> str:
    if median_late is None:
        return "new"
    return "prompt" if median_late <= PROMPT_DAYS else "slow" if median_late <= SLOW_DAYS else "late"


def balance(drawn: Sequence[Drawn]) -> list[Balance]:
    """Means of both halves; differences of means over the deviation of all."""
    respects = {
        "overdue": lambda one: float(one.overdue),
        "open": lambda one: float(one.open),
        "invoices": lambda one: float(one.invoices),
        "median_late": lambda one: one.median_late,
    }
    return [_balance(name, drawn, told) for name, told in respects.items()]


def _balance(name: str, drawn: Sequence[Drawn], told: object) -> Balance:
    halves: dict[bool, list[float]] = {True: [], False: []}
    for one in drawn:
        value = told(one.candidate)  # type: ignore[operator]
        if value is not None:
            halves[one.treated].append(value)
    means = {side: fmean(values) if values else 0.0 for side, values in halves.items()}
    every = halves[True] + halves[False]
    spread = (fmean((value - fmean(every)) ** 2 for value in every)) ** 0.5 if every else 0.0
    gap = means[True] - means[False]
    return Balance(name, means[True], means[False], gap / spread if spread else 0.0)


def _value_groups(candidates: Sequence[Candidate]) -> list[int]:
    """1 to VALUE_GROUPS of equal size by what is overdue, then by what is open."""
    order = sorted(range(len(candidates)), key=lambda at: (candidates[at].overdue, candidates[at].open, at))
    groups = [1] * len(candidates)
    for rank, at in enumerate(order):
        groups[at] = 1 + rank * VALUE_GROUPS // len(candidates)
    return groups
