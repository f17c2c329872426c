"""What a played cadence brought and cost: figures of the measured days."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from dunning.simulation.answering import CREDITED_PART
from dunning.simulation.ladders import PlayedCadence
from dunning.simulation.play import Play
from dunning.simulation.population import WARM_UP_DAYS, Population
from dunning.simulation.rungs import NAMES

# DSO is the mean over so many last days, of sales of as many.
DSO_DAYS = 90
# Invoices due so near the end are left out of days late and of the share collected.
LEFT_OUT_DAYS = 45


@dataclass(frozen=True)
class Figures:
    """One cadence at one rung. `days_late`: mean of all invoices, on time counting 0, unpaid ones up to the end.

    `collected`: share of the value due that was paid by the end, credits not counted. `overdue`: share of what is open
    that is overdue, each week. Counts are of the measured days.
    """

    cadence: str
    rung: str
    dso: float
    days_late: float
    collected: float
    mails: int
    mails_per_customer: float
    crossed: int
    complaints: int
    opt_outs: int
    disputes: int
    disputes_early: float
    promises: int
    promises_kept: float
    calls: int
    clerk_hours: float
    overdue: tuple[float, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def play_all(
    population: Population, cadences: list[PlayedCadence], rungs: list[int], *, seed: int, told: Any = None
) -> list[Figures]:
    """Each cadence at each rung over the same customers; one without steps once, for no rung changes it."""
    found = []
    for cadence in cadences:
        for rung in rungs if cadence.steps else rungs[:1]:
            found.append(figures_of(Play(population, cadence, rung=rung, seed=seed).run()))
            if told:
                told(found[-1])
    return found


def figures_of(play: Play) -> Figures:
    population, counted, pays = play.population, play.counted, play.accounts.pays
    days = population.days
    opened = _open_by_day(population.issued, pays, population.amount, days)
    overdue = _open_by_day(population.due + 1, np.maximum(pays, population.due + 1), population.amount, days)
    judged = (population.due >= WARM_UP_DAYS) & (population.due < days - LEFT_OUT_DAYS)
    late = np.maximum(np.minimum(pays, days) - population.due, 0)[judged]
    value = population.amount[judged].astype(float)
    credit = np.where(play.accounts.credited[judged], 1 - CREDITED_PART, 1.0)
    paid = (pays[judged] < days) * credit
    return Figures(
        cadence=play.cadence.name,
        rung=NAMES[play.rung] if play.cadence.steps else "–",
        dso=_dso(opened, population),
        days_late=float(late.mean()) if len(late) else 0.0,
        collected=float((value * paid).sum() / max(value.sum(), 1.0)),
        mails=counted.mails,
        mails_per_customer=counted.mails / len(population),
        crossed=counted.crossed,
        complaints=counted.complaints,
        opt_outs=counted.opt_outs,
        disputes=counted.disputes,
        disputes_early=counted.disputes_early / max(counted.disputes, 1),
        promises=counted.promises,
        promises_kept=counted.kept / max(counted.kept + counted.broken, 1),
        calls=counted.calls,
        clerk_hours=counted.minutes / 60,
        overdue=tuple(float(share) for share in (overdue / np.maximum(opened, 1))[WARM_UP_DAYS:days:7]),
    )


def _open_by_day(starts: Any, ends: Any, amount: Any, days: int) -> Any:
    """Amount open at the end of each day, from the day it starts to the day before it ends."""
    came = np.bincount(np.minimum(starts, days).ravel(), weights=amount.ravel(), minlength=days + 1)
    left = np.bincount(np.clip(ends, starts, days).ravel(), weights=amount.ravel(), minlength=days + 1)
    return np.cumsum(came - left)[:days]


def _dso(opened: Any, population: Population) -> float:
    """Receivables ÷ sales of DSO_DAYS × DSO_DAYS, the mean of the last days. Source: Credit Research Foundation."""
    sold = np.bincount(population.issued.ravel(), weights=population.amount.ravel(), minlength=population.days + 1)
    sales = np.convolve(sold[: population.days], np.ones(DSO_DAYS))[: population.days]
    last = slice(population.days - DSO_DAYS, population.days)
    return float((opened[last] / np.maximum(sales[last], 1.0)).mean() * DSO_DAYS)
