"""One cadence at one rung, a day at a time over all customers.

The same order as dunning/decisions.py and dunning/step_choice.py: what is promised or disputed is quiet, the oldest
chaseable invoice carries, a broken promise or a settled dispute is spoken of before the ladder goes on, the first
unsent step (by age: the latest) goes out after the gap, on business days, up to the attempt ceiling; then a person
calls, every CALL_AGAIN_DAYS until there is money. Left out: habits, small rests, credit notes, escalations, absences,
bounces, daily caps, second contacts, a softer step after a pause.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from dunning.simulation.account import Accounts, Counted
from dunning.simulation.answering import Answering
from dunning.simulation.behaviours import STAGES
from dunning.simulation.ladders import PlayedCadence
from dunning.simulation.population import TERMS_DAYS, WARM_UP_DAYS, Population
from dunning.simulation.rungs import Desk, needs_person

CALL = STAGES.index("call")
CALL_AGAIN_DAYS = 30


class Play:
    """`run()` once; afterwards `accounts.pays` says when each invoice was paid, `counted` what it took."""

    def __init__(
        self, population: Population, cadence: PlayedCadence, *, rung: int, seed: int, desk: Desk | None = None
    ) -> None:
        self.population, self.cadence, self.rung, self.desk = population, cadence, rung, desk or Desk()
        self.accounts, self.counted = Accounts.before(population), Counted()
        self.random = np.random.default_rng([seed, rung])
        self.answering = Answering(population, self.accounts, self.counted, desk=self.desk, random=self.random)
        ladder = sorted(cadence.ladder, key=_offset)
        self.offsets = np.array([_offset(step) for step in ladder], dtype=np.int16)
        self.stages = np.array([STAGES.index(step.stage) for step in ladder], dtype=np.int8)

    def run(self) -> Play:
        for day in range(self.population.days):
            self.answering.measured = day >= WARM_UP_DAYS
            self.answering.speak_by_themselves(day)
            if day % 7 < 5:
                self._business_day(day)
        return self

    def _business_day(self, day: int) -> None:
        self.answering.judge_promises(day)
        self.answering.settle_disputes(day)
        accounts, due = self.accounts, self.population.due
        overdue = (due < day) & (accounts.pays > day)
        has_overdue = overdue.any(1)
        self._close(~has_overdue)
        chased = overdue & (accounts.quiet < day) & (accounts.disputed < day)
        rows = np.flatnonzero(chased.any(1) & (accounts.hold < day) & ~accounts.opted_out)
        if len(rows) and self.rung and len(self.offsets):
            self._chase(rows, chased, day)
        if self.rung and self.cadence.courtesy:
            self._remind_before_due(has_overdue, day)

    def _close(self, settled: Any) -> None:
        """Nothing overdue: the case ends, and with it what was reached."""
        accounts = self.accounts
        accounts.carrying[settled], accounts.reached[settled] = -1, -1
        accounts.attempts[settled] = 0
        accounts.broken_on[settled], accounts.resolved_on[settled] = -1, -1

    def _chase(self, rows: Any, chased: Any, day: int) -> None:
        accounts = self.accounts
        carrying = chased[rows].argmax(1)
        self._begin_episodes(rows, carrying, day)
        free = day - accounts.last_sent[rows] >= self.cadence.gap_days
        step = self._next_step(rows, carrying, day)
        events = self._events(rows, day)
        spent = (step >= len(self.offsets)) | (accounts.attempts[rows] >= self.cadence.attempt_ceiling)
        ladder = np.minimum(step, len(self.offsets) - 1)
        ripe = self.population.due[rows, carrying] + self.offsets[ladder] <= day
        stage = np.where(events >= 0, events, self.stages[ladder])
        due = free & ~spent & (ripe | (events >= 0))
        due &= self._released(stage)
        self._call(rows[spent & free & (day - accounts.called[rows] >= CALL_AGAIN_DAYS)], chased, day)
        self._send(rows[due], stage[due], np.where(events >= 0, -1, ladder)[due], carrying[due], chased, day)

    def _begin_episodes(self, rows: Any, carrying: Any, day: int) -> None:
        """Money that settled the carrying invoice begins the count of attempts anew."""
        accounts = self.accounts
        old = accounts.carrying[rows]
        settled = rows[(old >= 0) & (accounts.pays[rows, np.maximum(old, 0)] <= day)]
        accounts.attempts[settled] = 0
        accounts.carrying[rows] = carrying

    def _next_step(self, rows: Any, carrying: Any, day: int) -> Any:
        """Place on the ladder; its length where all has gone out about the carrying invoice."""
        accounts = self.accounts
        own, reached = accounts.reached_about[rows, carrying].astype(int), accounts.reached[rows].astype(int)
        late = day - self.population.due[rows, carrying]
        by_age = np.searchsorted(self.offsets, late, side="right") - 1
        resumed = np.where(reached >= 0, np.minimum(reached, np.maximum(by_age, 0)), 0)
        step = np.where(own >= 0, own + 1, resumed)
        return np.where(reached >= 0, np.maximum(step, by_age), step) if self.cadence.by_age else step

    def _events(self, rows: Any, day: int) -> Any:
        """Stage of the step that a broken promise or a settled dispute calls for, from the business day after; −1."""
        found = np.full(len(rows), -1)
        for anchor, happened in (
            ("dispute_resolved", self.accounts.resolved_on),
            ("promise_broken", self.accounts.broken_on),
        ):
            step = self.cadence.event_step(anchor)
            if step:
                waits = (happened[rows] >= 0) & (happened[rows] + max(_offset(step), 0) <= day)
                found = np.where(waits, STAGES.index(step.stage), found)
        return found

    def _released(self, stage: Any) -> Any:
        """What goes today: alone where the rung allows it, else as the desk gets round to it."""
        by_person = np.array([needs_person(self.rung, name) for name in STAGES])[stage]
        return ~by_person | (self.random.random(len(stage)) < self.desk.same_day)

    def _send(self, rows: Any, stage: Any, ladder: Any, carrying: Any, chased: Any, day: int) -> None:
        accounts = self.accounts
        stepped = ladder >= 0
        accounts.reached_about[rows[stepped], carrying[stepped]] = ladder[stepped]
        accounts.reached[rows[stepped]] = np.maximum(accounts.reached[rows[stepped]], ladder[stepped])
        accounts.broken_on[rows[~stepped]], accounts.resolved_on[rows[~stepped]] = -1, -1
        accounts.attempts[rows] += 1
        self._count(stage)
        self.answering.answer(rows, stage, chased[rows], day)

    def _count(self, stage: Any) -> None:
        if not self.answering.measured:
            return
        counts = np.bincount(stage, minlength=len(STAGES))
        for place, name in enumerate(STAGES[:CALL]):
            sent = int(counts[place])
            self.counted.mails += sent
            self.counted.by_stage[name] = self.counted.by_stage.get(name, 0) + sent
            if needs_person(self.rung, name):
                self.counted.approvals += sent
                each = self.desk.look_minutes + self.desk.edited * self.desk.edit_minutes
                self.counted.minutes += sent * each

    def _call(self, rows: Any, chased: Any, day: int) -> None:
        """The cadence is spent or the ceiling reached: a person calls."""
        self.accounts.called[rows] = day
        if self.answering.measured:
            self.counted.calls += len(rows)
            self.counted.minutes += len(rows) * self.desk.call_minutes
        self.answering.answer(rows, np.full(len(rows), CALL), chased[rows], day)

    def _remind_before_due(self, has_overdue: Any, day: int) -> None:
        """A courtesy about invoices above the policy's minimum, to customers with nothing overdue."""
        step = self.cadence.courtesy
        assert step is not None
        population, accounts = self.population, self.accounts
        near = (population.due > day) & (population.due + _offset(step) <= day) & ~accounts.courtesied
        near &= (accounts.pays > day) & (population.amount > self.cadence.pre_due_minimum)
        free = ~has_overdue & ~accounts.opted_out & (day - accounts.last_sent >= self.cadence.gap_days)
        rows = np.flatnonzero(near.any(1) & free)
        stage = np.full(len(rows), STAGES.index("courtesy"))
        rows = rows[self._released(stage)]
        accounts.courtesied[rows] |= near[rows]
        self._count(stage[: len(rows)])
        self.answering.answer(rows, stage[: len(rows)], near[rows], day)


def _offset(step: Any) -> int:
    """Calendar days from the due date; five business days are a week."""
    days = step.offset
    if step.business_days:
        days = int(np.sign(days)) * (abs(days) + 2 * (abs(days) // 5))
    return int(days - TERMS_DAYS if step.anchor == "issue" else days)
