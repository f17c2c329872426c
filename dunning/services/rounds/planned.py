from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from dunning.case_facts import CaseFacts
from dunning.outcome import Outcome
from dunning.position import Position
from dunning.services.rounds.looking import Candidate


@dataclass(frozen=True, slots=True)
class Planned:
    """One debtor's decision before it is written down."""

    facts: CaseFacts
    position: Position
    outcome: Outcome
    candidate: Candidate

    @property
    def next_look(self) -> datetime:
        """The end of the wait, or the first thing on the calendar that may change the decision before."""
        facts = self.facts
        days = [day for day in facts.ends if day > facts.today]
        days += [item.effective_due for item in facts.items if not item.is_overdue(facts.today)]
        coming = [facts.opening(day + timedelta(days=1)) for day in days]
        return min([self.outcome.until, *coming])

    @property
    def carrying_id(self) -> int | None:
        return self.position.carrying.invoice_id if self.position.carrying else None
