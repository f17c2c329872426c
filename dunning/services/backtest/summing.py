"""A backtest's messages summed up as they come, so that none has to be kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from customers.models import Customer
from dunning.services.backtest.model_said import Right
from dunning.services.backtest.replay import Tally, WouldSend

LARGEST = 10


@dataclass
class Month:
    messages: int = 0
    steps: Counter[str] = field(default_factory=Counter)
    customers: set[int] = field(default_factory=set)


@dataclass
class Summary:
    """`asked` of first messages by currency would count twice what is asked twice, so no sum is made of it."""

    start: date
    end: date
    months: dict[str, Month] = field(default_factory=lambda: defaultdict(Month))
    by_day: Counter[date] = field(default_factory=Counter)
    by_customer: Counter[int] = field(default_factory=Counter)
    largest: list[WouldSend] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    model: list[Right] = field(default_factory=list)
    # Messages to customers that carry a flag today which stops all mail; since when is not on record.
    to_stopped: int = 0

    def add(self, message: WouldSend) -> None:
        month = self.months[f"{message.day:%Y-%m}"]
        month.messages += 1
        month.steps[message.step] += 1
        month.customers.add(message.debtor_id)
        self.by_day[message.day] += 1
        self.by_customer[message.debtor_id] += 1
        self.largest = sorted([*self.largest, message], key=lambda one: (-one.value, one.day))[:LARGEST]

    def finish(self, tally: Tally, model: list[Right]) -> None:
        self.tally, self.model = tally, model
        stopped = Customer.objects.exclude(do_not_contact=False, insolvent=False, exit="").values_list("pk", flat=True)
        self.to_stopped = sum(self.by_customer[pk] for pk in stopped)

    @property
    def messages(self) -> int:
        return sum(month.messages for month in self.months.values())

    def as_json(self) -> dict[str, Any]:
        """Plain values; amounts as decimal strings."""
        months = {
            name: {"messages": month.messages, "customers": len(month.customers), "steps": dict(month.steps)}
            for name, month in sorted(self.months.items())
        }
        return {
            "from": self.start.isoformat(),
            "to": self.end.isoformat(),
            "messages": self.messages,
            "customers": len(self.by_customer),
            "to_customers_stopped_today": self.to_stopped,
            "months": months,
            "escalations": self.tally.escalations,
            "questions": dict(self.tally.questions),
            "overdue_share": {day.isoformat(): round(share, 4) for day, share in self.tally.overdue},
            "largest": [_told(message) for message in self.largest],
            "model": [row.as_json() for row in self.model],
        }


def _told(message: WouldSend) -> dict[str, Any]:
    asked: dict[str, Decimal] = message.asked
    return {
        "day": message.day.isoformat(),
        "debtor": message.debtor_id,
        "step": message.step,
        "asked": {currency: str(amount) for currency, amount in asked.items()},
        "days_past_due": message.days_past_due,
        "why": message.why,
    }
