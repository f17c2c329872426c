"""What is known of each customer while a cadence is played: columns that change from day to day."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from dunning.simulation.population import Population

LONG_AGO = -1000


@dataclass(eq=False)
class Accounts:
    """A row a customer; matrices have a column an invoice. Days as in the population, −1 or LONG_AGO: none."""

    pays: Any
    # Last day of a promise's quiet, last day of an open dispute, place of the firmest step sent about an invoice.
    quiet: Any
    disputed: Any
    reached_about: Any
    courtesied: Any
    wrong: Any
    credited: Any
    # Of the customer's case.
    carrying: Any
    reached: Any
    attempts: Any
    last_sent: Any
    recent: Any
    called: Any
    promise_end: Any
    broken_on: Any
    resolved_on: Any
    hold: Any
    irritation: Any
    opted_out: Any

    @classmethod
    def before(cls, population: Population) -> Accounts:
        shape, rows = population.due.shape, len(population)

        def days(value: int, size: Any = rows) -> Any:
            return np.full(size, value, dtype=np.int16)

        def flags(size: Any = rows) -> Any:
            return np.zeros(size, dtype=bool)

        return cls(
            pays=population.pays.copy(),
            quiet=days(-1, shape),
            disputed=days(-1, shape),
            reached_about=np.full(shape, -1, dtype=np.int8),
            courtesied=flags(shape),
            wrong=population.wrong.copy(),
            credited=flags(shape),
            carrying=np.full(rows, -1, dtype=np.int16),
            reached=np.full(rows, -1, dtype=np.int8),
            attempts=np.zeros(rows, dtype=np.int8),
            last_sent=days(LONG_AGO),
            recent=np.zeros(rows, dtype=np.int8),
            called=days(LONG_AGO),
            promise_end=days(-1),
            broken_on=days(-1),
            resolved_on=days(-1),
            hold=days(-1),
            irritation=np.zeros(rows, dtype=np.float32),
            opted_out=flags(),
        )


@dataclass
class Counted:
    """What happened in the measured days."""

    mails: int = 0
    by_stage: dict[str, int] = field(default_factory=dict)
    crossed: int = 0
    complaints: int = 0
    opt_outs: int = 0
    disputes: int = 0
    disputes_early: int = 0
    promises: int = 0
    kept: int = 0
    broken: int = 0
    calls: int = 0
    approvals: int = 0
    minutes: float = 0.0
