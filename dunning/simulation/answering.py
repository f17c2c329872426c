"""What customers do when they are written to, by the table: pay, promise, dispute, complain, or nothing."""

from __future__ import annotations

from typing import Any

import numpy as np

from dunning.simulation import irritation
from dunning.simulation.account import Accounts, Counted
from dunning.simulation.behaviours import STAGES
from dunning.simulation.population import Population, column, next_business_day
from dunning.simulation.rungs import Desk

CALL = STAGES.index("call")
PROMISED_IN = (4, 15)
TOLERANCE_DAYS = 5
# Settling a dispute takes two weeks at least; three in five are right, and a third of the amount is credited then.
SETTLED_IN = (14, 29)
RIGHT, CREDITED_PART = 0.6, 0.33
# A dispute that is known so soon after the due date was found early.
EARLY_DAYS = 14
# Money that arrives within so many days was on its way when the mail came.
IN_TRANSIT_DAYS = 2
HOLD_AFTER_COMPLAINT_DAYS = 14


class Answering:
    """Changes the accounts; `measured` says whether the day counts."""

    def __init__(
        self,
        population: Population,
        accounts: Accounts,
        counted: Counted,
        *,
        desk: Desk,
        random: np.random.Generator,
    ) -> None:
        self.population, self.accounts, self.counted = population, accounts, counted
        self.desk, self.random, self.measured = desk, random, False
        self.answers = column("answers")
        self.numbers = {name: column(name) for name in ("promises", "keeps", "temper", "lag")}

    def answer(self, rows: Any, stage: Any, asked: Any, day: int) -> None:
        """One message or call to each of `rows` about the invoices marked in `asked`, a row of it each."""
        if not len(rows):
            return
        accounts, behaviour = self.accounts, self.population.behaviour[rows]
        soon = day - accounts.last_sent[rows]
        worn = np.where(soon <= irritation.WEAR_DAYS, np.minimum(accounts.recent[rows] + 1, irritation.WEAR_MOST), 0)
        accounts.recent[rows] = worn
        chance = self.answers[behaviour, stage] * irritation.WEAR_FACTOR**worn
        answered = self.random.random(len(rows)) < chance
        self._annoy(rows, stage, asked, soon, day)
        accounts.last_sent[rows] = np.where(stage == CALL, accounts.last_sent[rows], day)
        replied, asked = rows[answered], asked[answered]
        accounts.attempts[replied] = 0
        wrong = asked & accounts.wrong[replied]
        self._raise(replied, wrong, day)
        self._pay(replied, asked & ~wrong, stage[answered] == 0, day)

    def _pay(self, rows: Any, asked: Any, courteous: Any, day: int) -> None:
        """Money after the lag, before the due date on it; or a promise, which is kept or not."""
        accounts, behaviour = self.accounts, self.population.behaviour[rows]
        promises = (self.random.random(len(rows)) < self.numbers["promises"][behaviour]) & ~courteous & asked.any(1)
        keeps = self.random.random(len(rows)) < self.numbers["keeps"][behaviour]
        lag = self.random.integers(self.numbers["lag"][behaviour, 0], self.numbers["lag"][behaviour, 1] + 1)
        promised = day + self.random.integers(*PROMISED_IN, len(rows))
        comes = next_business_day(np.where(promises, promised, day + lag))
        pays = np.where(courteous[:, None], np.maximum(comes[:, None], self.population.due[rows]), comes[:, None])
        pays = np.minimum(accounts.pays[rows], pays)
        moved = asked & (~promises | keeps)[:, None]
        accounts.pays[rows] = np.where(moved, pays, accounts.pays[rows])
        self._promise(rows[promises], asked[promises], promised[promises])

    def _promise(self, rows: Any, asked: Any, promised: Any) -> None:
        end = (next_business_day(promised) + TOLERANCE_DAYS).astype(np.int16)
        self.accounts.quiet[rows] = np.where(asked, end[:, None], self.accounts.quiet[rows])
        self.accounts.promise_end[rows] = end
        self.counted.promises += len(rows) * self.measured

    def judge_promises(self, day: int) -> None:
        accounts = self.accounts
        rows = np.flatnonzero((accounts.promise_end >= 0) & (accounts.promise_end < day))
        lies = accounts.quiet[rows] == accounts.promise_end[rows][:, None]
        broken = (lies & (accounts.pays[rows] > day)).any(1)
        accounts.broken_on[rows[broken]] = day
        accounts.promise_end[rows] = -1
        if self.measured:
            self.counted.broken += int(broken.sum())
            self.counted.kept += int((~broken).sum())

    def speak_by_themselves(self, day: int) -> None:
        """Those that nobody has asked say at last what is wrong."""
        says = (self.population.speaks == day) & self.accounts.wrong
        rows = np.flatnonzero(says.any(1))
        self._raise(rows, says[rows], day)

    def _raise(self, rows: Any, wrong: Any, day: int) -> None:
        """The invoices leave chasing until they are settled."""
        accounts = self.accounts
        until = day + self.random.integers(*SETTLED_IN, len(rows))
        accounts.disputed[rows] = np.where(wrong, until[:, None], accounts.disputed[rows])
        accounts.wrong[rows] &= ~wrong
        if self.measured:
            self.counted.disputes += int(wrong.sum())
            self.counted.disputes_early += int((wrong & (day <= self.population.due[rows] + EARLY_DAYS)).sum())
            self.counted.minutes += int(wrong.sum()) * self.desk.dispute_minutes

    def settle_disputes(self, day: int) -> None:
        """Right: the rest is paid soon. Wrong: paid some weeks later, unless asked for before."""
        accounts = self.accounts
        settled = (accounts.disputed >= 0) & (accounts.disputed < day)
        rows, invoices = np.nonzero(settled)
        right = self.random.random(len(rows)) < RIGHT
        wait = np.where(right, self.random.integers(3, 11, len(rows)), self.random.integers(20, 61, len(rows)))
        pays = next_business_day(day + wait)
        accounts.pays[rows, invoices] = pays
        accounts.quiet[rows[right], invoices[right]] = pays[right]
        accounts.credited[rows[right], invoices[right]] = True
        accounts.resolved_on[rows[~right]] = day
        accounts.disputed[rows, invoices] = -1

    def _annoy(self, rows: Any, stage: Any, asked: Any, soon: Any, day: int) -> None:
        accounts = self.accounts
        open_after = asked & (accounts.pays[rows] > day + IN_TRANSIT_DAYS)
        crossed = ~open_after.any(1)
        weight = np.array(irritation.WEIGHTS)[stage] * self.numbers["temper"][self.population.behaviour[rows]]
        weight *= np.where(soon <= irritation.SOON_DAYS, irritation.SOON_FACTOR, 1.0)
        weight *= np.where(crossed, irritation.CROSSED_FACTOR, 1.0)
        faded = accounts.irritation[rows] * 0.5 ** (np.minimum(soon, 1000) / irritation.HALF_LIFE_DAYS)
        felt = faded + weight
        accounts.irritation[rows] = felt
        chance = np.minimum(irritation.COMPLAINT_PER_SQUARE * felt**2, irritation.MOST_LIKELY)
        complains = (self.random.random(len(rows)) < chance) & (stage != CALL)
        leaves = complains & (self.random.random(len(rows)) < irritation.OPT_OUT_OF_COMPLAINTS)
        accounts.hold[rows[complains]] = day + HOLD_AFTER_COMPLAINT_DAYS
        accounts.opted_out[rows[leaves]] = True
        if self.measured:
            self.counted.crossed += int((crossed & (stage != CALL)).sum())
            self.counted.complaints += int(complains.sum())
            self.counted.opt_outs += int(leaves.sum())
            self.counted.minutes += int(complains.sum()) * self.desk.complaint_minutes
