"""Customers and their invoices before anybody writes to them: the same for every cadence, so that it alone differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from dunning.simulation.behaviours import BEHAVIOURS

# Days are counted from a Monday. A book without invoices fills for so long before anything is measured.
WARM_UP_DAYS = 119
TERMS_DAYS = 30
# Each customer is invoiced once in so many days.
INTERVAL_DAYS = 30
# In no particular currency: middle invoice, spread between customers, and between the invoices of one.
MIDDLE_AMOUNT, BETWEEN_CUSTOMERS, WITHIN_CUSTOMER = 1800.0, 1.1, 0.4
# Without being asked a customer names what is wrong so long after the due date.
SAYS_BY_ITSELF_DAYS = (40, 80)
NEVER = 32_000


@dataclass(frozen=True, eq=False)
class Population:
    """`behaviour`, a row a customer, places of BEHAVIOURS. The rest a row a customer and a column an invoice.

    `due`: rolled to a business day. `pays`: day of money when nobody asks. `wrong`: it will be disputed.
    """

    days: int
    behaviour: Any
    issued: Any
    due: Any
    amount: Any
    pays: Any
    wrong: Any
    speaks: Any

    def __len__(self) -> int:
        return len(self.behaviour)


def population_of(*, customers: int, days: int, mix: Mapping[str, float], seed: int) -> Population:
    """`days` are measured, after WARM_UP_DAYS. Some 100 bytes an invoice."""
    random = np.random.default_rng(seed)
    total = days + WARM_UP_DAYS
    behaviour = _behaviours(customers, mix, random)
    count = total // INTERVAL_DAYS + 1
    phase = random.integers(0, INTERVAL_DAYS, customers)
    issued = (phase[:, None] + INTERVAL_DAYS * np.arange(count)[None, :]).astype(np.int16)
    due = next_business_day(issued + np.int16(TERMS_DAYS))
    size = MIDDLE_AMOUNT * np.exp(BETWEEN_CUSTOMERS * random.standard_normal(customers, dtype=np.float32))
    noise = np.exp(WITHIN_CUSTOMER * random.standard_normal((customers, count), dtype=np.float32))
    wrong = random.random((customers, count), dtype=np.float32) < column("disputes")[behaviour][:, None]
    speaks = np.where(wrong, due + random.integers(*SAYS_BY_ITSELF_DAYS, due.shape), NEVER).astype(np.int16)
    pays = np.where(wrong, NEVER, _unasked(behaviour, due, random)).astype(np.int16)
    amount = (size[:, None] * noise).astype(np.float32)
    return Population(total, behaviour, issued, due, amount, next_business_day(pays), wrong, speaks)


def column(name: str) -> Any:
    """One number of each behaviour, in the order of BEHAVIOURS."""
    return np.array([getattr(behaviour, name) for behaviour in BEHAVIOURS])


def next_business_day(day: Any) -> Any:
    """Saturdays and Sundays become the Monday after; holidays are left out."""
    weekday = day % 7
    return (day + np.where(weekday > 4, 7 - weekday, 0)).astype(np.int16)


def _behaviours(customers: int, mix: Mapping[str, float], random: np.random.Generator) -> Any:
    """Exactly by shares, in random order."""
    shares = np.array([mix.get(behaviour.name, 0.0) for behaviour in BEHAVIOURS])
    ends = np.round(np.cumsum(shares) * customers).astype(int)
    kinds = np.searchsorted(ends, np.arange(customers), side="right").astype(np.int8)
    random.shuffle(kinds)
    return kinds


def _unasked(behaviour: Any, due: Any, random: np.random.Generator) -> Any:
    """On time up to five days early, late by a log-normal delay, or never."""
    chance = random.random(due.shape, dtype=np.float32)
    on_time, never = (column(name)[behaviour][:, None] for name in ("on_time", "never"))
    middle, spread = (column(name)[behaviour][:, None] for name in ("late_median", "late_spread"))
    late = middle * np.exp(spread * random.standard_normal(due.shape, dtype=np.float32))
    early = random.integers(0, 6, due.shape)
    day = np.where(chance < on_time, due - early, due + np.minimum(np.maximum(late, 1), 400))
    return np.where(chance > 1 - never, NEVER, day)
