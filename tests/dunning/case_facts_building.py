"""Facts for tests of the decision table: a debtor with one overdue invoice, changed as a test needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

from dunning.case_facts import CaseFacts, CaseState, ItemFacts, PolicyRules, SentStep, StepRule
from trade.calendars import calendar_for

# A Wednesday.
AS_OF = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
TODAY = AS_OF.date()

STEPS = (
    StepRule("courtesy", 1, "due", -5, False, "courtesy", "pre_due_courtesy"),
    StepRule("first", 2, "due", 3, False, "first", "first_reminder"),
    StepRule("follow-up", 3, "due", 10, False, "follow_up", "follow_up"),
    StepRule("firm", 4, "due", 21, False, "firm", "firm"),
    StepRule("final", 5, "due", 35, False, "final", "final"),
    StepRule("broken", 6, "promise_broken", 1, True, "follow_up", "promise_broken"),
    StepRule("unseen", 7, "claim_unseen", 1, True, "follow_up", "claim_unseen"),
    StepRule("resolved", 8, "dispute_resolved", 1, True, "follow_up", "dispute_resolved"),
)
RULES = PolicyRules(policy_id=1, cadence_id=1, currency="EUR", steps=STEPS)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def item(number: str = "R-1", *, overdue: int = 5, open: str = "1000.00", **more: Any) -> ItemFacts:
    due = days_ago(overdue)
    values: dict[str, Any] = {
        "invoice_id": crc32(number.encode()),
        "number": number,
        "issued_on": due - timedelta(days=30),
        "due_on": due,
        "effective_due": due,
        "currency": "EUR",
        "open": Decimal(open),
    }
    return ItemFacts(**(values | more))


def state(**more: Any) -> CaseState:
    values: dict[str, Any] = {
        "case_id": 7,
        "version": 1,
        "status": "open",
        "episode_started_on": days_ago(20),
    }
    return CaseState(**(values | more))


def sent(key: str, about: ItemFacts, *, ago: int, status: str = "sent", message_id: int = 50, **more: Any) -> SentStep:
    step = next(step for step in STEPS if step.key == key)
    values: dict[str, Any] = {
        "message_id": message_id,
        "step_key": key,
        "position": step.position,
        "anchor_kind": "due",
        "anchor_id": about.invoice_id,
        "status": status,
        "sent_on": days_ago(ago),
    }
    return SentStep(**(values | more))


def facts(*items: ItemFacts, rules: dict[str, Any] | None = None, **more: Any) -> CaseFacts:
    values: dict[str, Any] = {
        "as_of": AS_OF,
        "today": TODAY,
        "zone": ZoneInfo("UTC"),
        "calendar": calendar_for(""),
        "creditor_id": 1,
        "debtor_id": 1,
        "rules": replace(RULES, **(rules or {})),
        "items": items,
        "case": state(),
    }
    return CaseFacts(**(values | more))
