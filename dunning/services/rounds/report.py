from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from dunning.case_facts import CaseFacts
from dunning.outcome import Outcome


@dataclass
class RoundReport:
    """What a round looked at, decided and did. Amounts by currency; a dry run did nothing."""

    as_of: datetime
    dry_run: bool
    already_running: bool = False
    debtors_looked_at: int = 0
    open_invoices: int = 0
    # By the printed due date alone; overdue is what is past it by the debtor's business days.
    past_due_invoices: int = 0
    overdue_invoices: int = 0
    past_due_totals: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    open_totals: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    overdue_totals: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    decisions: Counter[str] = field(default_factory=Counter)
    messages_by_step: Counter[str] = field(default_factory=Counter)
    cases_opened: int = 0
    cases_closed: int = 0
    messages_due: int = 0
    reviews_opened: Counter[str] = field(default_factory=Counter)
    escalations: int = 0
    lost_races: int = 0
    seconds: float = 0.0

    def count(self, facts: CaseFacts, outcome: Outcome) -> None:
        """Add one planned debtor."""
        self.debtors_looked_at += 1
        today = facts.today
        self.open_invoices += len(facts.items)
        for item in facts.items:
            self.open_totals[item.currency] += item.open
            if item.due_on < today:
                self.past_due_invoices += 1
                self.past_due_totals[item.currency] += item.open
            if item.effective_due < today:
                self.overdue_invoices += 1
                self.overdue_totals[item.currency] += item.open
        if outcome.action:
            self.decisions[f"{outcome.action}: {outcome.reason}"] += 1
            self.cases_opened += facts.case is None
            self.cases_closed += outcome.action == "close"
        if outcome.action == "send":
            self.messages_by_step[outcome.reason] += 1
            self.messages_due += 1
        self.escalations += bool(outcome.escalation)
        self.reviews_opened.update(review.kind for review in outcome.reviews)

    def as_json(self) -> dict[str, Any]:
        """Plain values for `--json`: amounts as decimal strings, counters by name."""
        plain = {name: getattr(self, name) for name in self.__dataclass_fields__}
        plain["as_of"] = self.as_of.isoformat()
        for name in ("open_totals", "past_due_totals", "overdue_totals"):
            plain[name] = {currency: str(total) for currency, total in sorted(plain[name].items())}
        for name in ("decisions", "messages_by_step", "reviews_opened"):
            plain[name] = dict(sorted(plain[name].items()))
        plain["seconds"] = round(self.seconds, 3)
        return plain
